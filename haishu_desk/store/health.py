"""Whether a workspace is what was written: its chain, its caches and its file, looked through a few entries at a time.

`integrity_check` alone misses most flipped bits (83 % of those that change a value, measured), since it knows nothing of
what stands in a row. The chain knows it of the journal; of the caches only making them anew does, which is done beside the
file, and compared row by row.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Any

from haishu_desk.domain.errors import SurroundingsError
from haishu_desk.store import notes
from haishu_desk.store.cells import CACHES, Cells
from haishu_desk.store.database import Database, SpoiltFileError, speaking_of
from haishu_desk.store.journal import Entry, Journal
from haishu_desk.store.scratch import Scratch, schema_of, steps

# Few at a time where only the journal is gone through, which the window does between two keys; where the caches are made
# anew too nobody waits between two steps, and many rows at once are put in order once.
_ENTRIES, _ENTRIES_ALONE, _ROWS = 256, 32, 2_048
_SAID = {"return_entry": "报表的经过", "edition_entry": "规划和报表的版本", "head": "各格的数", "replaced": "换下的数"}


@contextmanager
def all_is_damage(path: Path) -> Iterator[None]:
    """Whatever SQLite says of a file that is only looked at is the file's fault: SpoiltFileError."""
    try:
        with speaking_of(path):
            yield
    except (sqlite3.Error, UnicodeDecodeError, OverflowError, TypeError) as error:
        raise SpoiltFileError(path) from error


class Examination:
    """Goes through the journal from the first entry, and then through the caches; the file may be written to meanwhile.

    `is_chain_whole` once all entries were read and hold; `broken` is the number of the first entry that does not hold, `differing` the cache that is not what the journal says;
    None while nothing is wrong. Without `caches` only the journal is gone through, which is the cheap part.
    """

    def __init__(self, database: Database, *, caches: bool = True) -> None:
        self._db = database
        self._walk = Journal(database).walk(_ENTRIES if caches else _ENTRIES_ALONE)
        self._scratch = Scratch(database.path)
        self._cells = Cells(self._scratch, Journal(self._scratch))
        self._with_caches = caches
        self._comparison = self._compare()
        self._cache = ""
        self.entries = 0
        self.is_chain_whole = False
        self.broken: int | None = None
        self.differing: str | None = None

    def step(self) -> bool:
        """Look at some more; whether something is left to be looked at. SpoiltFileError where it cannot be read."""
        with all_is_damage(self._db.path):
            return self._step()

    def _step(self) -> bool:
        batch = next(self._walk)
        if batch.broken is not None:
            self.broken = batch.broken
            return False
        if batch.entries:
            self._take(batch.entries)
            return True
        self.is_chain_whole = True
        is_same = next(self._comparison, None)
        if is_same is False:
            self.differing = self._cache
        return bool(is_same)

    def close(self) -> None:
        """Let go of what was made beside the file; the file itself stays open."""
        self._scratch.close()

    def _take(self, entries: list[Entry]) -> None:
        self.entries += len(entries)
        if not self._with_caches:
            return
        with self._scratch.transaction():
            for entry in entries:
                self._cells.take(entry)

    def _compare(self) -> Iterator[bool]:
        """Compare the caches with those beside the file, some rows at a time: True while they are the same."""
        for cache in CACHES if self._with_caches else ():
            self._cache = cache
            yield from self._same_rows(cache)

    def _same_rows(self, cache: str) -> Iterator[bool]:
        made = self._scratch.rows(f"PRAGMA table_info({cache})")
        if self._db.is_older and self._db.rows(f"PRAGMA table_info({cache})") != made:
            return  # not a cache yet, or another one: it is made when the file is brought up
        columns = [row[1] for row in made]
        keys = ", ".join(row[1] for row in made if row[5])
        count = len(keys.split(", "))
        behind = f"WHERE ({keys}) > ({', '.join('?' * count)})"
        last: tuple[Any, ...] = ()
        while True:
            sql = f"SELECT {', '.join(columns)} FROM {cache} {behind if last else ''} ORDER BY {keys} LIMIT {_ROWS}"
            wanted, there = self._scratch.rows(sql, *last), self._db.rows(sql, *last)
            if wanted != there:
                yield False
                return
            if not wanted:
                return
            last = tuple(wanted[-1][:count])
            yield True


def examine(database: Database) -> Examination:
    """The whole examination at one go."""
    examination = Examination(database)
    with closing(examination):
        while examination.step():
            pass
    return examination


def faults_of_file(database: Database) -> list[str]:
    """What is wrong with the file itself, in words: its pages, its tables, and the words beside the journal."""
    with all_is_damage(database.path):
        return list(_faults(database))


def _faults(database: Database) -> Iterator[str]:
    if database.rows("PRAGMA integrity_check(3)") != [("ok",)]:
        yield "文件里的页面或索引坏了"
    if database.is_newer:
        return  # it knows its own tables
    if database.version < 1:
        yield "格式号不对"
    scratch = Scratch(database.path, database.version)
    try:
        if schema_of(database) != schema_of(scratch):
            yield "表的定义和本程序的不一样"
    finally:
        scratch.close()
    done = {row[0] for row in database.rows("SELECT name FROM _sqlite_migrations")}
    if done != {step.stem for step in steps(database.version)}:
        yield "做过哪几步格式升级，记得不对"
    if not notes.hold(database.sql):
        yield "数据文件里记着的单位、钥匙、第二处等，有一条和写入时不一样"


def refuse_damaged(database: Database) -> None:
    """DamagedError or SpoiltFileError if the journal or a page does not hold: nothing may be written then."""
    with all_is_damage(database.path):
        Journal(database).refuse_broken()
        if database.rows("PRAGMA integrity_check(1)") != [("ok",)]:
            raise SpoiltFileError(database.path)


def rebuild_caches(database: Database) -> dict[str, str]:
    """Make the caches anew from the journal: `{"journal", "values"}`, the digests that are the same before and after.

    SurroundingsError if the journal does not hold, SpoiltFileError if a page is spoilt or a table is wanting (`rebuilding`
    makes a new file then): nothing is changed.
    """
    journal = Journal(database)
    refuse_damaged(database)
    head = journal.head()
    with all_is_damage(database.path), database.transaction():
        Cells(database, journal).rebuild()
        found = examine(database)
        last = journal.head()
        if found.broken is not None or found.differing is not None or last != head:
            raise SurroundingsError("重建缓存没有做成，没有改动", "请从备份恢复", code="damaged")
    return {"journal": head.hash if head else "", "values": digest_of(database)}


def digest_of(database: Database) -> str:
    """The digest of all rows of all caches: the same for the same journal.

    Row by row, since a window that waits for it beside lives on between two of them.
    """
    hashed = sha256()
    for cache in CACHES:
        columns = range(1, len(database.rows(f"PRAGMA table_info({cache})")) + 1)
        hashed.update(f"{cache}\n".encode())
        with speaking_of(database.path):
            for row in database.sql.execute(f"SELECT * FROM {cache} ORDER BY {', '.join(map(str, columns))}"):
                hashed.update(f"{row!r}\n".encode())
    return hashed.hexdigest()


def said_of_cache(cache: str) -> str:
    """What a cache is, in words."""
    return _SAID[cache]
