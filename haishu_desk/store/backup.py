"""Safety copies: made with SQLite's own backup, checked, and only then given their name.

Copied in pieces: whoever types meanwhile waits for one of them (some 16 ms), not for the whole (1.7 s for 429 MB), and for no
more than one piece to reach the disk. SQLite begins anew then, so that the copy is of one moment.
"""

from __future__ import annotations

import os
import sqlite3
import time
from pathlib import Path

from haishu_desk.domain.errors import SurroundingsError
from haishu_desk.store.files import give_name

_PAGES, _PAUSE, _MOST = 1024, 0.005, 60  # of a piece; seconds between two; how often it begins anew


class _TooOftenError(Exception):
    """It began anew so often that it has to be copied in one piece."""


def backup(source: sqlite3.Connection, target: Path) -> None:
    """A checked copy of the open file under `target`; SurroundingsError if the copy does not hold."""
    part = target.with_name(f"{target.name}.part")
    part.unlink(missing_ok=True)
    part.touch(mode=0o600)  # it holds the key
    copy = sqlite3.connect(part)
    try:
        _copy(source, copy, part)
        healthy = copy.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
    finally:
        copy.close()
    if not healthy:
        part.unlink(missing_ok=True)
        raise SurroundingsError(f"备份没有通过检查：{target}", "请换一个磁盘再试", code="backup")
    give_name(part, target)


def _copy(source: sqlite3.Connection, copy: sqlite3.Connection, part: Path) -> None:
    left, begun = 0, 0

    def pause(_status: int, remaining: int, _total: int) -> None:
        nonlocal left, begun
        begun, left = begun + (remaining >= left), remaining
        if begun > _MOST:
            raise _TooOftenError
        os.fsync(file.fileno())
        time.sleep(_PAUSE)

    with part.open("rb+") as file:
        try:
            source.backup(copy, pages=_PAGES, progress=pause)
        except _TooOftenError:
            source.backup(copy)
