"""Putting a new file in the place of a workspace: what was there is kept beside, and one of the two always has the name."""

from __future__ import annotations

import os
import shutil
import sqlite3
from contextlib import closing, suppress
from pathlib import Path

from haishu_desk.domain.errors import SurroundingsError
from haishu_desk.store.database import Database
from haishu_desk.store.files import put_in_place
from haishu_desk.store.verified import free_place


def settle(workspace: Path) -> None:
    """Let SQLite take back a write that was cut off, while its journal still lies beside the file; nothing if it cannot."""
    with suppress(SurroundingsError, sqlite3.Error), closing(Database(workspace, write=False)) as opened:
        opened.rows("SELECT COUNT(*) FROM sqlite_master")


def name_for_old(workspace: Path) -> Path:
    """The first of `.old`, `.old2`, ... that is free: nothing that was kept is lost."""
    names = (workspace.with_name(f"{workspace.name}.old{number if number > 1 else ''}") for number in range(1, 10_000))
    return next(name for name in names if not name.exists() or _is_rest(name, workspace))


def _is_rest(name: Path, workspace: Path) -> bool:
    """Whether it is a second name of the file that is there, which an attempt that was cut off has given it."""
    return workspace.exists() and name.samefile(workspace)


def put_instead(part: Path, workspace: Path, old: Path | None) -> None:
    """Give `part` the name of the workspace; what was there is `old` then. OSError: as it was, or both are there."""
    if old is None:
        put_in_place(part, workspace)
        return
    journal, old_journal = (path.with_name(f"{path.name}-journal") for path in (workspace, old))
    # What SQLite could not take back belongs to the old file, and would spoil the new one.
    is_moved = journal.exists() and journal.stat().st_size > 0
    try:
        _keep(workspace, old)
        if is_moved:
            journal.replace(old_journal)
        put_in_place(part, workspace)
    except OSError:
        if workspace.exists() and old.exists() and part.exists():  # it has not its name yet
            with suppress(OSError):
                if is_moved and old_journal.exists():
                    old_journal.replace(journal)
                old.unlink()
        raise


def _keep(workspace: Path, old: Path) -> None:
    """Another name for the file, or where there are no such names a copy of it."""
    if old.exists():
        old.unlink()
    try:
        os.link(workspace, old)
    except OSError:
        with free_place(old) as part:
            shutil.copyfile(workspace, part)
            put_in_place(part, old)
