"""What can still be read of a damaged workspace, in a workspace of its own that is nowhere: for looking at, never for writing.

Every entry is read by its number, so that a spoilt page takes only those that stand on it, and counts only if it is what its
name says. The standing values come from the caches where these can be read, since an entry that is lost may have replaced
a value that is not; else from the entries that are left.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from haishu_desk.domain.canonical import digest
from haishu_desk.store.cells import Cells
from haishu_desk.store.database import SpoiltFileError
from haishu_desk.store.journal import Journal
from haishu_desk.store.scratch import Scratch
from haishu_desk.store.workspace import OWNER, Workspace

_STANDING = ("head", "replaced")
_NONE_IN_A_ROW = 1000  # so many numbers without an entry: the end, where the file cannot say how many there are
_NAMED = 5
_Unreadable = (sqlite3.Error, UnicodeDecodeError, OverflowError, TypeError, ValueError)


@dataclass(frozen=True)
class Saved:
    """What was read: a workspace that may be looked at, and the numbers of the entries that are lost."""

    workspace: Workspace
    lost: tuple[int, ...]
    standing_is_read: bool

    @property
    def said(self) -> str:
        """What is missing, in words."""
        if not self.lost:
            return "数据文件有一处坏了，留痕都读得出来"
        named = "、".join(map(str, self.lost[:_NAMED])) + ("等" if len(self.lost) > _NAMED else "")
        older = "" if self.standing_is_read else "，它们改过的格显示的是更早的数"
        return f"数据文件坏了，第 {named} 条留痕读不出来（共 {len(self.lost)} 条）{older}"


def salvage(path: Path) -> Saved:
    """Read what can be read; SpoiltFileError where not even whose file it is can be."""
    raw = sqlite3.connect(path, isolation_level=None, timeout=5.0)
    scratch = Scratch(path)
    try:
        raw.execute("PRAGMA query_only = ON")
        _copy_words(raw, scratch)
        lost = _copy_entries(raw, scratch)
        is_read = all(_copy_rows(raw, scratch, cache) for cache in _STANDING)
    except _Unreadable as error:
        scratch.close()
        raise SpoiltFileError(path) from error
    finally:
        raw.close()
    if not is_read or not lost:
        Cells(scratch, Journal(scratch)).rebuild()
    else:
        _index_only(scratch)
    scratch.sql.execute("PRAGMA query_only = ON")
    scratch.writable = False
    return Saved(Workspace(path, database=scratch), tuple(lost), is_read or not lost)


def _copy_words(raw: sqlite3.Connection, scratch: Scratch) -> None:
    rows = raw.execute("SELECT key, value FROM workspace").fetchall()
    scratch.sql.executemany("INSERT INTO workspace VALUES (?, ?)", rows)
    if not {row[0] for row in rows} >= OWNER:
        raise ValueError("whose file it is cannot be read")


def _copy_entries(raw: sqlite3.Connection, scratch: Scratch) -> list[int]:
    """Copy every entry that is what its name says; the numbers of the others."""
    scratch.sql.execute("DROP TRIGGER journal_has_no_gaps")
    lost: list[int] = []
    with scratch.transaction():
        for n, row in _entries(raw):
            if row is None or not isinstance(row[3], bytes) or digest(row[3]) != row[1]:
                lost.append(n)
                continue
            scratch.sql.execute("INSERT OR IGNORE INTO journal VALUES (?, ?, ?, ?, ?, ?)", row)
    return lost


def _entries(raw: sqlite3.Connection) -> Iterator[tuple[int, Any]]:
    """Each number with its row, None where it cannot be read; up to the last one that is there."""
    last = None
    with suppress(*_Unreadable):
        last = int(raw.execute("SELECT MAX(n) FROM journal").fetchone()[0])
    missing: list[int] = []
    n = 0
    while (n < last) if last is not None else (len(missing) < _NONE_IN_A_ROW):
        n += 1
        row = None
        with suppress(*_Unreadable):
            row = raw.execute("SELECT n, id, kind, body, at, hash FROM journal WHERE n = ?", (n,)).fetchone()
        if row is None and last is None:
            missing.append(n)
            continue
        yield from ((each, None) for each in missing)
        missing.clear()
        yield n, row


def _copy_rows(raw: sqlite3.Connection, scratch: Scratch, cache: str) -> bool:
    try:
        rows = raw.execute(f"SELECT * FROM {cache}").fetchall()
        _put(scratch, cache, rows)
    except _Unreadable:
        return False
    return True


def _index_only(scratch: Scratch) -> None:
    """Which entries belong to which return and document, from the entries that are left; the standing values stay as read."""
    standing = {cache: scratch.rows(f"SELECT * FROM {cache}") for cache in _STANDING}
    Cells(scratch, Journal(scratch)).rebuild()
    with scratch.transaction():
        for cache, rows in standing.items():
            scratch.sql.execute(f"DELETE FROM {cache}")
            _put(scratch, cache, rows)


def _put(scratch: Scratch, cache: str, rows: list[tuple[Any, ...]]) -> None:
    with scratch.transaction():
        for row in rows:
            scratch.sql.execute(f"INSERT INTO {cache} VALUES ({', '.join('?' * len(row))})", row)
