"""Ways to spoil a data file past the program: a row, or the bytes of a page."""

from __future__ import annotations

import sqlite3
from pathlib import Path


def run_past_the_program(path: Path, *statements: str) -> None:
    """Carry out statements without triggers and checks; the triggers stand again afterwards."""
    raw = sqlite3.connect(path, isolation_level=None)
    raw.execute("PRAGMA ignore_check_constraints = ON")
    triggers = raw.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
    for name, _ in triggers:
        raw.execute(f"DROP TRIGGER {name}")
    for statement in statements:
        raw.execute(statement)
    for _, made in triggers:
        raw.execute(made)
    raw.close()


def spoil_entry(path: Path, n: int) -> None:
    """Change one byte of the body of an entry, so that it is no JSON any more."""
    run_past_the_program(path, f"UPDATE journal SET body = CAST('#' || substr(body, 2) AS BLOB) WHERE n = {n}")  # noqa: S608  a number


def spoil_page_of(path: Path, table: str) -> None:
    """Write over the first page of a table or index."""
    raw = sqlite3.connect(path)
    size = raw.execute("PRAGMA page_size").fetchone()[0]
    (page,) = raw.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", (table,)).fetchone()
    raw.close()
    with path.open("r+b") as file:
        file.seek((page - 1) * size)
        file.write(b"\xff" * size)
