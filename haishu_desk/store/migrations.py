"""Bringing an older workspace to this program's schema: one file a step, each in one transaction, after a backup."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

from sqlite_utils import Database, Migrations

from haishu_desk import paths


def statements(script: str) -> Iterator[str]:
    """One statement at a time: `executescript` would commit in the middle of a migration."""
    gathered = ""
    for line in script.splitlines(keepends=True):
        gathered += line
        if sqlite3.complete_statement(gathered):
            if gathered.strip():
                yield gathered
            gathered = ""
    if gathered.strip():
        raise ValueError(f"a statement without its end: {gathered.strip()[:80]}")


def migrate(connection: sqlite3.Connection) -> None:
    """Apply the steps that this file lacks; a step that fails leaves the file as it was."""
    steps = Migrations("haishu_desk")
    for file in sorted(paths.migrations().glob("*.sql")):
        steps(name=file.stem)(_step(file))
    steps.apply(Database(connection, execute_plugins=False))


def _step(file: Path) -> Callable[[Database], None]:
    def apply(database: Database) -> None:
        for statement in statements(file.read_text(encoding="utf-8")):
            database.execute(statement)

    return apply
