"""G5: the same statements leave the same file, and both references are said."""

from __future__ import annotations

import shutil
from contextlib import closing
from pathlib import Path

import pytest

from haishu_desk.bench import editing
from haishu_desk.bench.statements import Recorder, content, durable, replay
from haishu_desk.store.workspace import Workspace
from tests.domain.made import KEY, change, edit
from tests.store.opened import founded, record

FIRST = edit(change("145-01", "12"))
LATER = edit(change("145-01", "13", replaces=[FIRST.id]), seq=2)


def test_what_was_told_is_told_again_word_for_word_and_leaves_the_same_file(tmp_path: Path) -> None:
    path, copy = tmp_path / "w.db", tmp_path / "copy.db"
    founded(path, FIRST).close()
    shutil.copyfile(path, copy)
    workspace = founded_again(path)
    recorder = Recorder(workspace.database)
    record(workspace, [LATER])
    told = recorder.taken()
    assert len(workspace.cells.heads(KEY)) == 1
    workspace.close()
    assert (told[0][0], told[-1][0]) == ("BEGIN IMMEDIATE", "COMMIT")
    assert content(path) != content(copy)
    with closing(durable(copy)) as bare:
        replay(bare, told)
    assert content(path) == content(copy)


def founded_again(path: Path) -> Workspace:
    return Workspace(path, write=True, person="张三")


def test_a_transaction_that_was_given_back_is_not_told_as_a_commit(tmp_path: Path) -> None:
    founded(tmp_path / "w.db", FIRST).close()
    workspace = founded_again(tmp_path / "w.db")
    recorder = Recorder(workspace.database)
    with pytest.raises(ZeroDivisionError), workspace.transaction():
        raise ZeroDivisionError
    with workspace.rehearsal():
        pass
    assert [sql for sql, _, _ in recorder.taken()] == ["BEGIN IMMEDIATE", "BEGIN IMMEDIATE"]
    workspace.close()


def test_the_goal_is_measured_at_its_middle_and_at_its_late_end_beside_both_references() -> None:
    middle, late = editing.edit(pairs=1, edits=3)
    assert (middle.goal, late.goal) == (1.25, 2.0)
    assert middle.ratio is not None
    assert late.ratio is not None
    assert "the fewest rows: " in middle.detail
