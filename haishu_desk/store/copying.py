"""A workspace copied for somebody else to work on: the same journal under another device and key, marked as a copy."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from haishu_desk.domain.errors import DeskError
from haishu_desk.store import notes
from haishu_desk.store.backup import backup
from haishu_desk.store.database import Database
from haishu_desk.store.files import give_name

COPY_OF = "copy_of"


def copy_workspace(source: Database, target: Path, *, device: str, private_key: str, copy_of: str) -> None:
    """A checked copy of `source` at `target`, without its key; DeskError if something is there already."""
    if target.exists():
        raise DeskError(f"{target} 已经有了", "请换一个文件名；旧的副本要先交回意见", code="exists")
    part = target.with_name(f"{target.name}.copying")
    try:
        backup(source.sql, part)
        copy = sqlite3.connect(part)
        try:
            with copy:
                copy.execute("UPDATE workspace SET value = ? WHERE key = 'device'", (device,))
                copy.execute("UPDATE workspace SET value = ? WHERE key = 'private_key'", (private_key,))
                copy.execute("INSERT INTO workspace VALUES (?, ?)", (COPY_OF, copy_of))
                notes.seal(copy)
            copy.execute("VACUUM")  # the key of the original is not left behind in a free page
        finally:
            copy.close()
        part.chmod(0o600)  # as every workspace: it holds a key
        give_name(part, target)
    finally:
        part.unlink(missing_ok=True)


def restore_copy(source: Path, target: Path, *, device: str) -> None:
    """A checked copy of the backup `source` at `target`, with the same key, under another device."""
    database = Database(source, write=False)
    try:
        backup(database.sql, target)
    finally:
        database.close()
    copy = sqlite3.connect(target)
    try:
        with copy:
            copy.execute("UPDATE workspace SET value = ? WHERE key = 'device'", (device,))
            notes.seal(copy)
    finally:
        copy.close()
