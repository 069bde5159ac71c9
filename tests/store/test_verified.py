"""A copy of a workspace has its name only when it was read back and holds everything; whatever fails leaves nothing."""

from __future__ import annotations

import errno
import os
import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from haishu_desk.domain.errors import DeskError, SurroundingsError
from haishu_desk.store import verified
from haishu_desk.store.files import FileNotWrittenError
from haishu_desk.store.verified import Contents, SpoiltCopyError, contents, verified_backup
from haishu_desk.store.workspace import Workspace
from tests.domain.made import change, edit
from tests.store.opened import everything, founded, record


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    opened = founded(tmp_path / "w.db", edit(change("145-01", "12")))
    yield opened
    opened.close()


def test_a_backup_holds_everything_and_says_how_far_it_goes(tmp_path: Path, workspace: Workspace) -> None:
    last = workspace.journal.head()
    assert last is not None
    made = verified_backup(workspace.database, tmp_path / "stick" / "copy.db")
    assert made == Contents(1, last.hash, last.at) == contents(tmp_path / "stick" / "copy.db")
    workspace.close()
    assert everything(tmp_path / "stick" / "copy.db") == everything(tmp_path / "w.db")
    assert [path.name for path in (tmp_path / "stick").iterdir()] == ["copy.db"]


@pytest.mark.skipif(os.name != "posix", reason="rights of an account are told otherwise elsewhere")
def test_a_backup_holds_the_key_and_is_for_this_account_alone(tmp_path: Path, workspace: Workspace) -> None:
    verified_backup(workspace.database, tmp_path / "copy.db")
    assert (tmp_path / "copy.db").stat().st_mode & 0o777 == 0o600


def test_nothing_that_is_there_is_written_over(tmp_path: Path, workspace: Workspace) -> None:
    (tmp_path / "copy.db").write_bytes(b"last week's")
    with pytest.raises(DeskError) as caught:
        verified_backup(workspace.database, tmp_path / "copy.db")
    assert (caught.value.code, caught.value.exit_status) == ("exists", 1)
    assert (tmp_path / "copy.db").read_bytes() == b"last week's"


def test_a_copy_with_a_changed_row_is_found_although_the_database_calls_itself_sound(
    tmp_path: Path, workspace: Workspace
) -> None:
    verified_backup(workspace.database, tmp_path / "copy.db")
    raw = sqlite3.connect(tmp_path / "copy.db")
    for trigger in [name for (name,) in raw.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")]:
        raw.execute(f"DROP TRIGGER {trigger}")
    raw.execute("UPDATE journal SET body = CAST(replace(body, '12', '13') AS BLOB)")
    raw.commit()
    assert raw.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
    raw.close()
    with pytest.raises(SpoiltCopyError, match="第 1 条留痕对不上"):
        contents(tmp_path / "copy.db")


def test_what_is_no_workspace_is_no_backup(tmp_path: Path) -> None:
    (tmp_path / "letter.db").write_bytes(b"Dear Sir, " * 1000)
    with pytest.raises(SurroundingsError) as caught:
        contents(tmp_path / "letter.db")
    assert caught.value.code == "no-workspace"


def _files(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.mark.parametrize("call", ["fsync", "replace", "mkdir"])
def test_a_stick_that_is_full_or_gone_at_any_call_leaves_no_half_copy(
    tmp_path: Path, workspace: Workspace, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    """The n-th call of the system fails, n = 1 until the backup comes through."""
    stick = tmp_path / "stick"
    stick.mkdir()
    owner = os if call == "fsync" else Path
    real = getattr(owner, call)
    for nth in range(1, 20):
        count = 0

        def failing(*given: object, **named: object) -> object:
            nonlocal count
            count += 1
            if count == nth:  # noqa: B023  each round has its own
                raise OSError(errno.ENOSPC if nth % 2 else errno.EIO, "made by the test")  # noqa: B023
            return real(*given, **named)

        with monkeypatch.context() as patch:
            patch.setattr(owner, call, failing)
            try:
                verified_backup(workspace.database, stick / "copy.db")
            except FileNotWrittenError as error:
                told = error.message
            else:
                break
        assert "copy.db" in told
        assert ("磁盘已满" if nth % 2 else "读写出错") in told
        left = _files(stick)
        assert left in ([], ["copy.db"])  # the folder's own sync comes after the name: what has it is whole
        if left:
            contents(stick / "copy.db")
            (stick / "copy.db").unlink()
    assert nth > 1
    assert _files(stick) == ["copy.db"]


@pytest.mark.parametrize(("said", "told"), [("database or disk is full", "磁盘已满"), ("disk I/O error", "读写出错")])
def test_what_sqlite_says_of_the_stick_is_said_of_the_stick(
    tmp_path: Path, workspace: Workspace, monkeypatch: pytest.MonkeyPatch, said: str, told: str
) -> None:
    def full(_source: object, target: Path) -> None:
        target.with_name(f"{target.name}.part").write_bytes(b"half")
        raise sqlite3.OperationalError(said)

    monkeypatch.setattr(verified, "backup", full)
    (tmp_path / "stick").mkdir()
    with pytest.raises(FileNotWrittenError, match=told):
        verified_backup(workspace.database, tmp_path / "stick" / "copy.db")
    assert _files(tmp_path / "stick") == []


def test_a_copy_that_says_something_else_gets_no_name(
    tmp_path: Path, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A stick that pretends to be larger than it is gives back other bytes."""
    older = founded(tmp_path / "older.db")

    def cheated(_source: object, target: Path) -> None:
        verified_copy = sqlite3.connect(target)
        older.database.sql.backup(verified_copy)
        verified_copy.close()

    monkeypatch.setattr(verified, "backup", cheated)
    with pytest.raises(SpoiltCopyError, match="和数据文件不一样"):
        verified_backup(workspace.database, tmp_path / "copy.db")
    older.close()
    assert not (tmp_path / "copy.db").exists()


def test_what_is_written_while_the_copy_is_proved_spoils_nothing(
    tmp_path: Path, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody types while the backup of the day is made."""
    before = workspace.journal.head()
    assert before is not None

    def prove(file: Path) -> Contents:
        found = contents(file)
        record(workspace, [edit(change("145-01", "13"))])
        return found

    monkeypatch.setattr(verified, "contents", prove)
    assert verified_backup(workspace.database, tmp_path / "copy.db") == Contents(1, before.hash, before.at)
    assert len(workspace.journal) == 2


def test_a_copy_that_lacks_what_was_there_before_it_does_not_hold(
    tmp_path: Path, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    shorter = founded(tmp_path / "shorter.db")
    shorter.close()
    monkeypatch.setattr(verified, "backup", lambda _, part: shutil.copy(tmp_path / "shorter.db", part))
    with pytest.raises(SpoiltCopyError):
        verified_backup(workspace.database, tmp_path / "copy.db")
    assert not (tmp_path / "copy.db").exists()
