"""What the program tells SQLite, word for word, and the same told again by raw sqlite3: a ratio of the two is our Python."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from pathlib import Path
from typing import Any, cast

from haishu_desk.domain.canonical import digest
from haishu_desk.store.database import Database

Row = tuple[Any, ...]
Told = list[tuple[str, list[Row], bool]]


class Recorder:
    """Stands in for the connection of a `Database` and keeps each statement with its parameters, in order.

    `told` holds `(sql, rows, is_many)`; a commit is kept as the statement that it is.
    """

    def __init__(self, database: Database) -> None:
        self._sql = database.sql
        self.told: Told = []
        database.sql = cast("sqlite3.Connection", self)

    @property
    def in_transaction(self) -> bool:
        """As the connection says."""
        return self._sql.in_transaction

    def execute(self, sql: str, parameters: Iterable[Any] = ()) -> sqlite3.Cursor:
        """Keep it and pass it on."""
        given = tuple(parameters)
        self.told.append((sql, [given], False))
        return self._sql.execute(sql, given)

    def executemany(self, sql: str, rows: Iterable[Row]) -> sqlite3.Cursor:
        """Keep it and pass it on."""
        given = list(rows)
        self.told.append((sql, given, True))
        return self._sql.executemany(sql, given)

    def __enter__(self) -> None:
        """The block of a transaction."""

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: object) -> None:
        """Commit, or give back."""
        if kind is None:
            self.told.append(("COMMIT", [()], False))
            self._sql.commit()
        else:
            self._sql.rollback()

    def rollback(self) -> None:
        """As the connection does."""
        self._sql.rollback()

    def close(self) -> None:
        """As the connection does."""
        self._sql.close()

    def taken(self) -> Told:
        """What was told since this was asked last."""
        told, self.told = self.told, []
        return told


def replay(sql: sqlite3.Connection, told: Told) -> None:
    """Tell the same again, and fetch what is answered."""
    for statement, rows, is_many in told:
        if is_many:
            sql.executemany(statement, rows)
        else:
            sql.execute(statement, rows[0]).fetchall()


def durable(path: Path) -> sqlite3.Connection:
    """A raw connection in the mode in which this program writes."""
    sql = sqlite3.connect(path, isolation_level=None)
    for pragma in ("journal_mode = TRUNCATE", "synchronous = EXTRA", "foreign_keys = ON", "recursive_triggers = ON"):
        sql.execute(f"PRAGMA {pragma}")
    return sql


def content(path: Path) -> str:
    """The digest of all rows of all tables of a file, whatever their order on the disk."""
    sql = sqlite3.connect(path)
    try:
        tables = sorted(name for (name,) in sql.execute("SELECT name FROM sqlite_master WHERE type = 'table'"))
        rows = {name: sorted(map(repr, sql.execute(f"SELECT * FROM {name}"))) for name in tables}
    finally:
        sql.close()
    return digest(repr(rows).encode())
