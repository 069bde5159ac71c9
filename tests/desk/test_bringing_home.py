"""A data file on a stick, on a share or in a sync folder goes on on this computer's own disk: proved, whole, another device."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

import pytest

from haishu_desk import paths
from haishu_desk.desk import Desk
from haishu_desk.desk.bringing_home import bring_home, lies_away, local_one
from haishu_desk.domain.errors import DeskError, SurroundingsError
from haishu_desk.store import home
from haishu_desk.store.home import UnsafeHomeError
from haishu_desk.store.verified import contents
from tests.desk.office import Office
from tests.store.opened import everything
from tests.store.spoiling import spoil_entry


@pytest.fixture
def stick(office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The town's data file, with 145-04 filled in, is moved to a stick; this user's own would lie in `own`."""
    office.enter("town", "145-04", "120")
    folder = tmp_path / "stick"
    folder.mkdir()
    shutil.move(office.db("town"), folder / "town.db")
    real = home._mounted_as
    mounts = f"/dev/sda1 / ext4 rw 0 0\n/dev/sdb1 {folder} exfat rw 0 0\n"
    monkeypatch.setattr(home, "_mounted_as", lambda path, _: real(path, mounts))
    monkeypatch.setenv("HAISHU_DESK_DB", str(tmp_path / "own" / "workspace.db"))
    return folder


def test_verbs_that_look_answer_there_verbs_that_write_name_the_way_out(office: Office, stick: Path) -> None:
    before = everything(stick / "town.db")
    assert lies_away(stick / "town.db")
    words = ("--db", str(stick / "town.db"))
    assert office.say("none", *words, "values").status == 0
    said = office.say(
        "none", *words, "enter", "--unit", "330203105", "--period", "2025", "--item", "145-11", "--value", "1"
    )
    assert said.status == 3
    assert "U盘" in said.err
    assert "restore --local" in said.err
    assert everything(stick / "town.db") == before


def test_a_backup_can_be_made_from_there_all_the_same(office: Office, stick: Path) -> None:
    said = office.say("none", "--db", str(stick / "town.db"), "backup", "--out", office.file("b.db"))
    assert said.status == 0
    assert contents(office.file("b.db")) == contents(stick / "town.db")


def test_the_verb_brings_it_home_and_it_is_written_there(office: Office, stick: Path) -> None:
    data = b"contract"
    (stick / "town.db.files").mkdir()
    (stick / "town.db.files" / hashlib.sha256(data).hexdigest()).write_bytes(data)
    before = everything(stick / "town.db")
    own = paths.default_workspace()
    said = office.say("none", "restore", str(stick / "town.db"), "--local")
    assert said.status == 0, said
    assert f"已复制到 {own}" in said.out
    assert "佐证材料 1 个" in said.out
    assert everything(stick / "town.db") == before
    assert [each.read_bytes() for each in own.with_name("workspace.db.files").iterdir()] == [data]
    with Desk(own, write=True) as here, Desk(stick / "town.db") as there:
        assert here.identity.device != there.identity.device
        assert here.identity.private_key == there.identity.private_key
        here.entry.enter([{"unit": "330203105", "period": "2025", "item": "145-11", "value": "13"}])
        lines = [row["what"] for row in here.keeping.log()["entries"] if row["kind"] in ("edit", "audit")]
        assert lines[-2] == "复制到本机硬盘"
    # where the office has one here, which of the two holds more is to be seen first
    with pytest.raises(DeskError, match="本机已有") as caught:
        bring_home(stick / "town.db")
    assert caught.value.code == "exists"
    assert local_one(stick / "town.db") == own


def test_the_file_of_another_office_takes_a_name_beside_ones_own(office: Office, stick: Path) -> None:
    own = paths.default_workspace()
    own.parent.mkdir()
    shutil.copy(office.db("other"), own)
    before = everything(own)
    assert local_one(stick / "town.db") is None
    assert Path(bring_home(stick / "town.db").db).name == "workspace-2.db"
    assert everything(own) == before


def test_a_copy_for_reviewing_stays_the_device_that_it_is(office: Office, stick: Path) -> None:
    office.ask("district", "copy-for-review", "--out", stick / "copy.db")
    made = Path(bring_home(stick / "copy.db", office.file("copy here.db")).db)
    with Desk(made) as here, Desk(stick / "copy.db") as there:
        assert here.identity == there.identity
        assert here.workspace.copy_of == there.workspace.copy_of is not None


def test_what_is_spoilt_or_would_lie_on_a_stick_again_is_refused_and_leaves_nothing(
    office: Office, stick: Path
) -> None:
    with pytest.raises(UnsafeHomeError):
        bring_home(stick / "town.db", stick / "again.db")
    assert not (stick / "again.db").exists()
    spoil_entry(stick / "town.db", 3)
    with pytest.raises(SurroundingsError, match="第 3 条"):
        bring_home(stick / "town.db", office.file("here.db"))
    assert not office.file("here.db").exists()
    assert not [file for file in office.folder.iterdir() if file.name.startswith(".")]
