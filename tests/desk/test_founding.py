"""Making a workspace: whole or not at all, private, and with the same documents on every machine."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

import pytest

from haishu_desk.desk import Desk
from haishu_desk.desk.founding import found
from haishu_desk.desk.shipped import shipped_editions
from haishu_desk.domain.errors import DeskError, UsageError
from haishu_desk.store.files import FileNotWrittenError
from haishu_desk.store.home import UnsafeHomeError
from haishu_desk.store.workspace import Workspace
from tests.desk.office import YINJIANG


def test_a_unit_begins_without_a_roster_and_the_district_with_itself(tmp_path: Path) -> None:
    found(tmp_path / "u.db", "unit", YINJIANG, "张三", None)
    found(tmp_path / "d.db", "district", None, "李区", None)
    with Desk(tmp_path / "u.db") as unit, Desk(tmp_path / "d.db") as district:
        assert (unit.is_district, unit.exchange.roster.rows()) == (False, [])
        assert (district.is_district, len(district.exchange.roster.rows())) == (True, 1)
        assert unit.identity.private_key != district.identity.private_key
        assert (unit.person, unit.persons()) == ("张三", ["张三"])


def test_the_shipped_documents_are_the_same_entries_everywhere(tmp_path: Path) -> None:
    found(tmp_path / "u.db", "unit", YINJIANG, "张三", None)
    with Desk(tmp_path / "u.db") as desk:
        ids = [entry.id for entry in desk.workspace.journal.entries("edition")]
    assert ids == [edition.id for edition in shipped_editions().values()]


@pytest.mark.skipif(os.name != "posix", reason="rights of a file are another matter there")
def test_nobody_else_may_read_the_private_key(tmp_path: Path) -> None:
    found(tmp_path / "u.db", "unit", YINJIANG, "张三", None)
    assert stat.S_IMODE((tmp_path / "u.db").stat().st_mode) == 0o600


def test_a_sync_folder_is_refused_and_stays_empty(tmp_path: Path) -> None:
    with pytest.raises(UnsafeHomeError, match=r"OneDrive.u\.db 在同步盘"):
        found(tmp_path / "OneDrive" / "u.db", "unit", YINJIANG, "张三", None)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("role", ["", "king"])
def test_a_role_that_there_is_none_of_is_wrong_usage(role: str, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="没有角色"):
        found(tmp_path / "u.db", role, None, "张三", None)


def test_an_existing_file_is_left_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "u.db").write_bytes(b"mine")
    with pytest.raises(DeskError, match="已经存在，没有改动它"):
        found(tmp_path / "u.db", "unit", YINJIANG, "张三", None)
    assert (tmp_path / "u.db").read_bytes() == b"mine"


def test_a_fault_in_the_middle_leaves_nothing_and_the_next_try_works(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(Workspace, "record", _no_room)
        with pytest.raises(FileNotWrittenError, match="磁盘已满"):
            found(tmp_path / "u.db", "unit", YINJIANG, "张三", None)
    assert list(tmp_path.iterdir()) == []
    assert found(tmp_path / "u.db", "unit", YINJIANG, "张三", None)["unit"] == YINJIANG


def _no_room(*_given: object) -> bool:
    raise OSError(errno.ENOSPC, "no room")
