"""Safety copies: made with SQLite's own backup, checked, and only then given their name."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from haishu_desk.domain.errors import SurroundingsError
from haishu_desk.store.files import give_name


def backup(source: sqlite3.Connection, target: Path) -> None:
    """A checked copy of the open file under `target`; SurroundingsError if the copy does not hold."""
    part = target.with_name(f"{target.name}.part")
    part.unlink(missing_ok=True)
    part.touch(mode=0o600)  # it holds the key
    copy = sqlite3.connect(part)
    try:
        source.backup(copy)
        healthy = copy.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
    finally:
        copy.close()
    if not healthy:
        part.unlink(missing_ok=True)
        raise SurroundingsError(f"备份没有通过检查：{target}", "请换一个磁盘再试", code="backup")
    give_name(part, target)
