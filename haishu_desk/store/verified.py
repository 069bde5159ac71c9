"""Copies of a whole workspace that were read back and proved before they got their name, and what such a copy holds."""

from __future__ import annotations

import sqlite3
import uuid
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from glob import escape
from pathlib import Path

from haishu_desk.domain.errors import DeskError, SurroundingsError, said_of
from haishu_desk.store.backup import backup
from haishu_desk.store.database import Database, speaking_of
from haishu_desk.store.files import FileNotWrittenError, put_in_place
from haishu_desk.store.journal import GENESIS, Journal

_TOKEN = 8
_WORDS = "SELECT key, value FROM workspace ORDER BY key"


@dataclass(frozen=True)
class Contents:
    """How far a copy goes: its number of entries, and the hash and time of the last one."""

    entries: int
    head: str
    at: str


class SpoiltCopyError(SurroundingsError):
    """A copy does not hold what it should."""

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(f"{path.name} 没有通过检查（{why}）", "请换一份备份，或换一个磁盘再备份", code="backup")


def verified_backup(source: Database, target: Path) -> Contents:
    """A checked copy of the open workspace under a name that is free; what it holds. What is written meanwhile may be missing.

    DeskError if something stands under that name, SurroundingsError if it could not be written or does not hold: nothing
    is left then.
    """
    with free_place(target) as part:
        before = _contents(source)
        backup(source.sql, part)
        found = contents(part)
        if found.entries < before.entries or found != _contents(source, found.entries):
            raise SpoiltCopyError(target, "和数据文件不一样")
        put_in_place(part, target)
    return found


@contextmanager
def free_place(target: Path, *, is_replaced: bool = False) -> Iterator[Path]:
    """A name beside `target` to write under first, gone afterwards whatever happened; DeskError if `target` is taken."""
    if target.exists() and not is_replaced:
        raise DeskError(f"{target} 已经有了，没有改动它", "请换一个文件名", code="exists")
    part = target.with_name(f".{target.name}.{uuid.uuid4().hex[:_TOKEN]}")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        _sweep(target)
        yield part
    except sqlite3.DatabaseError as error:
        if "malformed" in str(error):  # it is the source that cannot be read
            with speaking_of(target):
                raise
        raise FileNotWrittenError(target, "磁盘已满" if "full" in str(error) else "读写出错") from error
    except OSError as error:
        raise FileNotWrittenError(target, said_of(error)) from error
    finally:
        for left in part.parent.glob(
            f"{escape(part.name)}*"
        ):  # with its journal, its lock, what it was before it was brought up
            _remove(left)


def _sweep(target: Path) -> None:
    """Take away what a killed attempt has left: nobody opens it, and it holds the key."""
    for left in target.parent.glob(f".{escape(target.name)}.{'[0-9a-f]' * _TOKEN}*"):
        _remove(left)


def contents(file: Path) -> Contents:
    """Read a whole copy: SpoiltCopyError if the file or its chain is broken, NoWorkspaceError if it is something else."""
    database = Database(file, write=False)
    try:
        if database.rows("PRAGMA integrity_check") != [("ok",)]:
            raise SpoiltCopyError(file, "文件已损坏")
        broken = Journal(database).first_broken()
        if broken is not None:
            raise SpoiltCopyError(file, f"第 {broken} 条留痕对不上")
        return _contents(database)
    finally:
        database.close()


def is_copy(file: Path, source: Database) -> bool:
    """Whether `file` is a whole copy of the open workspace: its journal and the words beside it."""
    try:
        if contents(file) != _contents(source):
            return False
        with closing(Database(file, write=False)) as copy:
            return copy.rows(_WORDS) == source.rows(_WORDS)
    except (DeskError, sqlite3.DatabaseError):
        return False


def _contents(database: Database, n: int | None = None) -> Contents:
    """How far it goes, or how far it went when it had `n` entries."""
    journal = Journal(database)
    last = journal.head() if n is None else next(journal.backwards(n + 1), None)
    return Contents(last.n, last.hash, last.at) if last else Contents(0, GENESIS, "")


def _remove(path: Path) -> None:
    try:
        path.unlink(missing_ok=True)
    except OSError:  # the stick is gone, and the rest with it
        return
