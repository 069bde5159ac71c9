"""A safety copy is whole and checked before it gets its name."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from haishu_desk.domain.errors import SurroundingsError
from haishu_desk.store.backup import backup
from haishu_desk.store.database import Database
from haishu_desk.store.workspace import Workspace
from tests.domain.made import change, edit
from tests.store.opened import everything, founded, record


def test_a_backup_holds_everything_and_opens_as_a_workspace(tmp_path: Path) -> None:
    workspace = founded(tmp_path / "w.db", edit(change("145-01", "12")))
    backup(workspace.database.sql, tmp_path / "copy.db")
    workspace.close()
    assert everything(tmp_path / "copy.db") == everything(tmp_path / "w.db")
    copy = Workspace(tmp_path / "copy.db", write=True)
    assert copy.journal.first_broken() is None
    copy.close()


def test_an_older_backup_is_replaced_and_a_rest_of_a_broken_one_is_no_hindrance(tmp_path: Path) -> None:
    (tmp_path / "copy.db").write_bytes(b"old")
    (tmp_path / "copy.db.part").write_bytes(b"rest")
    workspace = founded(tmp_path / "w.db")
    backup(workspace.database.sql, tmp_path / "copy.db")
    workspace.close()
    assert everything(tmp_path / "copy.db") == everything(tmp_path / "w.db")
    assert not (tmp_path / "copy.db.part").exists()


def test_a_copy_that_does_not_hold_gets_no_name_and_leaves_the_old_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Unhealthy(sqlite3.Connection):
        def execute(self, sql: str, *_: object) -> sqlite3.Cursor:
            return super().execute("SELECT 'row 5 missing from index'" if "integrity_check" in sql else sql)

    (tmp_path / "copy.db").write_bytes(b"old")
    workspace = founded(tmp_path / "w.db")
    monkeypatch.setattr(sqlite3, "connect", Unhealthy)
    with pytest.raises(SurroundingsError) as caught:
        backup(workspace.database.sql, tmp_path / "copy.db")
    workspace.close()
    assert (caught.value.code, caught.value.exit_status) == ("backup", 3)
    assert (tmp_path / "copy.db").read_bytes() == b"old"
    assert not (tmp_path / "copy.db.part").exists()


def test_whoever_writes_while_it_is_copied_waits_for_a_piece_and_the_copy_is_of_one_moment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace = founded(tmp_path / "w.db")
    pauses: list[float] = []

    def write(seconds: float) -> None:
        pauses.append(seconds)
        if len(pauses) == 3:  # some of it is copied
            assert record(workspace, [edit(change("145-01", "12"))]) == [True]

    monkeypatch.setattr("haishu_desk.store.backup._PAGES", 2)
    monkeypatch.setattr("haishu_desk.store.backup.time.sleep", write)
    source = Database(tmp_path / "w.db", write=False)
    pages = source.rows("PRAGMA page_count")[0][0]
    backup(source.sql, tmp_path / "copy.db")
    source.close()
    workspace.close()
    assert len(pauses) > pages // 2 + 2, "it began anew"
    assert everything(tmp_path / "copy.db") == everything(tmp_path / "w.db")


def test_a_file_that_is_written_to_all_the_time_is_copied_in_one_piece_in_the_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace = founded(tmp_path / "w.db")
    written: list[float] = []

    def write(seconds: float) -> None:
        written.append(seconds)
        record(workspace, [edit(change("145-01", str(len(written))))])

    monkeypatch.setattr("haishu_desk.store.backup._PAGES", 4)
    monkeypatch.setattr("haishu_desk.store.backup._MOST", 3)
    monkeypatch.setattr("haishu_desk.store.backup.time.sleep", write)
    source = Database(tmp_path / "w.db", write=False)
    backup(source.sql, tmp_path / "copy.db")
    source.close()
    workspace.close()
    assert len(written) == 3
    assert everything(tmp_path / "copy.db") == everything(tmp_path / "w.db")
