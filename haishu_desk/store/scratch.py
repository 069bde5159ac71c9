"""A workspace of this program's schema that is nowhere: for trying out what the caches should be, and for saving what can be read."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from haishu_desk import paths
from haishu_desk.domain.errors import SurroundingsError, said_of
from haishu_desk.store import database
from haishu_desk.store.database import Database


class Scratch(Database):
    """Empty when it is made, gone when it is closed; SQLite keeps it in memory, and a large one in a temporary file."""

    def __init__(self, path: Path, version: int | None = None) -> None:
        """Errors speak of `path`. Of format `version`, if that is given, instead of this program's."""
        self.path = path
        self.writable = True
        self._lock = None
        self.sql = sqlite3.connect("", isolation_level=None)
        for step in steps(version):
            self.sql.executescript(script_of(step))
        self.version = database.SCHEMA_VERSION if version is None else version


def steps(version: int | None = None) -> list[Path]:
    """The files that lead to format `version` (None: this program's), one a format."""
    return sorted(paths.migrations().glob("*.sql"))[:version]


def script_of(step: Path) -> str:
    """The statements of a step; SurroundingsError where this file of the program itself cannot be read."""
    try:
        return step.read_text(encoding="utf-8")
    except OSError as error:
        raise SurroundingsError(
            f"程序自己的文件 {step.name} {said_of(error)}", "请再试一次；还是这样就重新安装程序"
        ) from error


def schema_of(database: Database) -> set[tuple[str, ...]]:
    """Type, name, table and text of every table, index and trigger; what SQLite and its migrations keep for themselves is left out."""
    rows = database.rows("SELECT type, name, tbl_name, COALESCE(sql, '') FROM sqlite_master")
    return {row for row in rows if not str(row[2]).startswith(("sqlite_", "_sqlite"))}
