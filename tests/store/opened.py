"""Workspaces in a folder of the test, and everything that stands in one, for comparing before and after."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from haishu_desk.domain.cells import Edit
from haishu_desk.domain.editions import Edition
from haishu_desk.domain.returns import Decision, Revision
from haishu_desk.store.cells import CACHES
from haishu_desk.store.workspace import Identity, Workspace
from tests.domain.made import AT

OWNER = Identity("unit", "dept-tjj", "00" * 32, "a" * 16)
Rows = list[tuple[Any, ...]]


def founded(path: Path, *entries: Edit | Revision | Decision | Edition) -> Workspace:
    """A new workspace with those entries, open for writing."""
    workspace = Workspace(path, write=True, person="张三", create=True)
    with workspace.transaction():
        workspace.found(OWNER)
    record(workspace, entries)
    return workspace


def record(workspace: Workspace, entries: Iterable[Edit | Revision | Decision | Edition]) -> list[bool]:
    """Write the entries in one transaction."""
    with workspace.transaction():
        return [workspace.record(entry.kind, entry.body, AT) for entry in entries]


def caches(workspace: Workspace) -> dict[str, Rows]:
    """All rows of all caches."""
    return {cache: sorted(workspace.database.rows(f"SELECT * FROM {cache}")) for cache in CACHES}  # noqa: S608 a constant


def everything(path: Path) -> dict[str, Rows]:
    """All rows of all tables, read past the program."""
    raw = sqlite3.connect(path)
    try:
        tables = [name for (name,) in raw.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {table: sorted(raw.execute(f"SELECT * FROM {table}"), key=repr) for table in tables}  # noqa: S608 as above
    finally:
        raw.close()
