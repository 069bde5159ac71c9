"""The copy of the day beside the data file, made before the first file of the day is taken in.

It is proved as every backup is, so that the file is looked at as a whole on each day on which something comes in from
outside. It lies on the same disk, and helps where a file is spoilt or a wrong bundle was taken in, not where the disk breaks.
"""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from pathlib import Path

from haishu_desk.desk.backups import numbered
from haishu_desk.desk.good_backups import copies_of
from haishu_desk.store.verified import verified_backup
from haishu_desk.store.workspace import Workspace

KEPT = 3
_STEM = "装入前"


def is_due(workspace: Workspace, day: date | None = None) -> bool:
    """Whether there is no copy of that day (today) yet."""
    return not _newest(workspace.path).stem.endswith(_told(day))


def make_aside(path: Path) -> None:
    """Make the copy of today over a connection of its own that only reads: for a thread that is not the window's."""
    workspace = Workspace(path)
    try:
        copy_of_the_day(workspace)
    finally:
        workspace.close()


def copy_of_the_day(workspace: Workspace, day: date | None = None) -> Path | None:
    """Make the copy if there is none of that day yet (today); the file that was made, None where there was one.

    Inside a transaction none is made: SQLite copies nothing that is half written. SurroundingsError if it could not be
    written, or if the data file does not hold. Thinned by number: the last three stay, and none goes before the new one
    was read back.
    """
    if workspace.database.sql.in_transaction:
        return None
    if not is_due(workspace, day):
        return None
    there = _copies(workspace.path)
    made = copies_of(workspace.path) / f"{_STEM}_{max(there, default=0) + 1:05d}_{_told(day)}.db"
    verified_backup(workspace.database, made)
    for old in sorted(there)[: -(KEPT - 1)]:
        with suppress(OSError):
            there[old].unlink()
    return made


def _copies(path: Path) -> dict[int, Path]:
    folder = copies_of(path)
    return numbered(folder, _STEM) if folder.is_dir() else {}


def _newest(path: Path) -> Path:
    there = _copies(path)
    return there[max(there)] if there else Path()


def _told(day: date | None) -> str:
    return (day or date.today()).isoformat()  # noqa: DTZ011  the office's own day
