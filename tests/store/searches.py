"""Every question that reaches SQLite, and which of them are no searches: `EXPLAIN QUERY PLAN` over the shipped schema.

Without ANALYZE (the program never runs it) a plan follows from the schema and the statement alone: it is the same over the
sample and over a million values.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from haishu_desk import paths
from haishu_desk.store import database
from haishu_desk.store.migrations import statements

if TYPE_CHECKING:
    import pytest

_SCAN = re.compile(r"SCAN (TABLE )?(?P<table>journal|head|return_entry|replaced)\b")
_LITERALS = re.compile(r"x?'(?:[^']|'')*'|\b\d+\b")
# The beginnings of the statements that truly read the whole of a table, each with its reason.
WHOLE = {
    "SELECT n, id, kind, body, at, hash FROM journal ORDER BY n": "留痕, 体检 and a rebuild go through every entry",
    "SELECT n, id, kind, body, at, hash FROM journal WHERE kind = 'edit' ORDER BY n": (
        "nearly every entry is an edit, so no index would help: asked when a file comes in, never by a page"
    ),
    "SELECT DISTINCT form, unit, period FROM return_entry WHERE n <= ?": (
        "the returns that there were at a moment of the past, once a report of that moment: 30,000 rows in 3 ms"
    ),
    "SELECT MIN(n) FROM journal WHERE at > ?": (
        "clocks go backwards, so no key of the time would do: once for a question about a day of the past"
    ),
    **dict.fromkeys(
        (
            "SELECT form, unit, period, kind, n FROM return_entry ORDER BY",
            "SELECT form, unit, period, item, field, vintage, edit, value FROM head ORDER BY",
            "SELECT edit, form, unit, period, item, field, vintage FROM replaced ORDER BY",
        ),
        "体检 compares the caches row by row, in slices",
    ),
}


@contextmanager
def asked(patch: pytest.MonkeyPatch) -> Iterator[dict[str, str]]:
    """The statements that any `Database` of the block is told, as read and (the key) without what differs by the values."""
    told: dict[str, str] = {}
    connect = database._connect

    def watched(path: Path, *, write: bool) -> sqlite3.Connection:
        sql = connect(path, write=write)
        sql.set_trace_callback(lambda statement: told.setdefault(_without_literals(statement), statement))
        return sql

    with patch.context() as patched:
        patched.setattr(database, "_connect", watched)
        yield told


def scans(told: dict[str, str]) -> dict[str, list[str]]:
    """Those statements that scan one of the four large tables and are not known to need the whole, with their plans."""
    found: dict[str, list[str]] = {}
    memory = sqlite3.connect(":memory:")
    for file in sorted(paths.migrations().glob("*.sql")):
        for statement in statements(file.read_text(encoding="utf-8")):
            memory.execute(statement)
    for statement in told.values():
        plan = _plan(memory, statement)
        if any(map(_SCAN.match, plan)) and not _needs_the_whole(statement):
            found[statement] = plan
    memory.close()
    return found


def _plan(memory: sqlite3.Connection, statement: str) -> list[str]:
    if not statement.lstrip().upper().startswith(("SELECT", "WITH", "DELETE", "UPDATE", "INSERT")):
        return []
    if "_sqlite_migrations" in statement:
        return []  # the step by step table of the migrations is none of the program's
    return [str(row[3]) for row in memory.execute(f"EXPLAIN QUERY PLAN {statement}")]


def _needs_the_whole(statement: str) -> bool:
    plain = " ".join(statement.split())
    return any(plain.startswith(whole) or _without_literals(plain).startswith(whole) for whole in WHOLE)


def _without_literals(statement: str) -> str:
    return _LITERALS.sub("?", statement)
