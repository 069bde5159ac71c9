"""A workspace knows whose it is and takes each entry once."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from haishu_desk.store.workspace import Identity, Workspace
from tests.domain.made import AT, change, edit
from tests.store.opened import OWNER, founded


def test_whose_it_is_is_known_after_opening_again(tmp_path: Path) -> None:
    founded(tmp_path / "w.db").close()
    workspace = Workspace(tmp_path / "w.db")
    assert workspace.identity == OWNER
    workspace.close()


def test_it_is_founded_once(tmp_path: Path) -> None:
    workspace = founded(tmp_path / "w.db")
    with pytest.raises(sqlite3.IntegrityError), workspace.transaction():
        workspace.found(Identity("district", "330203", "11" * 32, "b" * 16))
    assert workspace.identity == OWNER
    workspace.close()


def test_an_entry_is_taken_once_and_a_repeat_says_so(tmp_path: Path) -> None:
    workspace = founded(tmp_path / "w.db")
    made = edit(change("145-01", "12"))
    for expected in (True, False, False):
        with workspace.transaction():
            assert workspace.record(made.kind, made.body, AT) is expected
    assert len(workspace.journal) == 1
    workspace.close()
