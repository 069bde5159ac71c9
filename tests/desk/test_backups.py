"""A second place for the data: proved, once a day, thinned by number, asked for until it is there."""

from __future__ import annotations

import hashlib
import sqlite3
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from haishu_desk.desk import Desk, backups
from haishu_desk.desk.backups import FILES, Made, copy_into, copy_out, kept, numbered
from haishu_desk.domain.errors import DeskError, SurroundingsError
from haishu_desk.store.verified import contents
from tests.desk.office import Office
from tests.domain.made import RANDOM
from tests.store.opened import everything


def test_the_verb_writes_a_copy_and_says_so_in_the_trail(office: Office) -> None:
    made = office.ask("town", "backup", "--out", office.file("stick") / "b.db")
    assert made["entries"] == contents(office.file("stick") / "b.db").entries
    assert made["recorded"]
    last = office.ask("town", "log")["entries"][-1]
    assert (last["what"], last["n"]) == ("备份", made["entries"] + 1)


def test_a_file_that_is_there_is_not_written_over(office: Office) -> None:
    office.file("b.db").write_bytes(b"last week's")
    assert office.refused("town", "backup", "--out", office.file("b.db"))["code"] == "exists"
    assert office.file("b.db").read_bytes() == b"last week's"


def test_a_window_that_holds_the_file_does_not_hinder_a_backup(office: Office) -> None:
    with office.desk("town", write=True):
        made = office.ask("town", "backup", "--out", office.file("b.db"))
    assert made["recorded"] is False
    assert everything(office.file("b.db")) == everything(office.db("town"))


def test_of_several_people_none_has_to_be_named_for_a_copy(office: Office) -> None:
    office.ask(
        "town", "enter", "--unit", "330203105", "--period", "2025", "--item", "145-04", "--value", "1", "--as", "新人"
    )
    assert office.ask("town", "backup", "--out", office.file("b.db"))["recorded"] is False
    assert office.ask("town", "backup", "--out", office.file("c.db"), "--as", "新人")["recorded"] is True


def test_evidence_goes_along_once_and_a_spoilt_file_does_not(office: Office) -> None:
    data = b"contract, page 1"
    name = hashlib.sha256(data).hexdigest()
    folder = office.file("town.db.files")
    folder.mkdir()
    (folder / name).write_bytes(data)
    (folder / hashlib.sha256(b"other").hexdigest()).write_bytes(b"spoilt")
    stick = office.file("stick")
    made = copy_out(office.db("town"), stick / "b.db")
    assert made.files == 1
    assert [path.name for path in (stick / FILES).iterdir()] == [name]
    written = (stick / FILES / name).stat().st_mtime_ns
    copy_out(office.db("town"), stick / "c.db")
    assert (stick / FILES / name).stat().st_mtime_ns == written


@pytest.fixture
def _another_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """The folder of the test is no stick: say that it is."""
    monkeypatch.setattr(backups, "on_one_disk", lambda *_: False)


def test_a_copy_on_the_disk_of_the_data_file_is_said_to_be_one(office: Office) -> None:
    made = office.ask("town", "backup", "--out", office.file("stick") / "b.db")
    assert made["beside"] is True
    assert "在同一个磁盘上" in office.say("town", "backup", "--out", office.file("stick") / "c.db").out
    with office.desk("town") as desk:
        standing = desk.backups.standing()
        assert (standing.words, standing.is_wanting, standing.is_beside) == (
            "上次备份：今天，和数据文件在同一个磁盘上", False, True,
        )  # fmt: skip
        (office.file("stick") / "b.db").unlink()
        (office.file("stick") / "c.db").unlink()
        office.file("stick").rmdir()  # a stick that is out cannot be told of
        assert not desk.backups.standing().is_beside


@pytest.mark.usefixtures("_another_disk")
def test_the_first_page_asks_until_there_is_a_copy_in_a_second_place(office: Office) -> None:
    today = date.today()  # noqa: DTZ011  the office's own day
    with office.desk("town", write=True) as desk:
        assert (desk.backups.standing().words, desk.backups.standing().is_wanting) == ("还没有备份到第二处", True)
        desk.backups.make(office.file("beside.db"))  # the folder of the workspace itself is no second place
        assert desk.backups.standing().is_wanting
        desk.backups.make(office.file("stick") / "b.db")
        assert (desk.backups.standing().words, desk.backups.standing().is_wanting) == ("上次备份：今天", False)
        for days, words, wanting in (
            (1, "上次备份：昨天", False),
            (2, "上次备份：2 天前", True),
            (9, "上次备份：9 天前", True),
        ):
            then = desk.backups.standing(today + timedelta(days=days))
            assert (then.words, then.is_wanting) == (words, wanting)
        back = desk.backups.standing(today - timedelta(days=3))
        assert back.is_wanting
        assert "请核对日期" in back.words


def test_a_second_place_is_another_folder_and_has_to_be_there(office: Office) -> None:
    with office.desk("town", write=True) as desk:
        with pytest.raises(DeskError) as caught:
            desk.backups.choose(office.folder)
        assert caught.value.code == "same-place"
        with pytest.raises(SurroundingsError) as gone:
            desk.backups.choose(office.file("no-stick"))
        assert gone.value.code == "no-folder"
        assert not _is_due(desk)
        office.file("stick").mkdir()
        desk.backups.choose(office.file("stick"))
        assert _is_due(desk)
        assert desk.backups.lies_beside(office.file("stick"))
        desk.backups.note(copy_into(desk.workspace.path, office.file("stick"), desk.backups.stem))
        assert not _is_due(desk)


def _is_due(desk: Desk) -> bool:
    return desk.backups.is_due


def test_a_stick_that_is_gone_is_said_and_changes_nothing(office: Office) -> None:
    before = everything(office.db("town"))
    with pytest.raises(SurroundingsError, match="第二处不在"):
        copy_into(office.db("town"), office.file("no-stick"), "备份_x")
    assert everything(office.db("town")) == before
    assert not office.file("no-stick").exists()


def test_copies_of_many_days_are_thinned_and_those_of_others_stay(office: Office) -> None:
    stick = office.file("stick")
    stick.mkdir()
    for number in range(1, 71):
        (stick / f"备份_x_{number:05d}_2025-01-01.db").write_bytes(b"")
    (stick / "备份_y_00001_2025-01-01.db").write_bytes(b"of another office")
    (stick / "备份_x_信.db").write_bytes(b"a letter")
    made = copy_into(office.db("town"), stick, "备份_x")
    assert Path(made.file).name.startswith("备份_x_00071_")
    # the last 7: 65 to 71; before them every 7th, 4 of them: 42 49 56 63; every 30th: 30 60
    assert sorted(numbered(stick, "备份_x")) == [30, 42, 49, 56, 60, 63, 65, 66, 67, 68, 69, 70, 71]
    assert (stick / "备份_y_00001_2025-01-01.db").exists()
    assert (stick / "备份_x_信.db").exists()
    assert contents(Path(made.file)).entries == made.entries


def test_a_copy_that_fails_thins_nothing(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    stick = office.file("stick")
    stick.mkdir()
    for number in range(1, 31):
        (stick / f"备份_x_{number:05d}_2025-01-01.db").write_bytes(b"")
    before = sorted(path.name for path in stick.iterdir())

    def full(*_: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr("haishu_desk.store.verified.backup", full)
    with pytest.raises(SurroundingsError, match="磁盘已满"):
        copy_into(office.db("town"), stick, "备份_x")
    assert sorted(path.name for path in stick.iterdir()) == before


@RANDOM
@given(st.integers(1, 800))
def test_day_by_day_the_newest_always_stays_and_nothing_is_wanted_back(days: int) -> None:
    there: set[int] = set()
    for day in range(1, days + 1):
        there = kept({*there, day})
    assert day in there
    assert len(there) <= 7 + 4 + 12
    assert there == kept(range(1, days + 1))  # what was dropped on the way is nothing that would be kept today


def test_what_is_remembered_reads_back_as_it_was(office: Office) -> None:
    made = Made("X:/备份.db", 7, "2025-12-31T10:00:00.000+08:00", 2)
    with office.desk("town", write=True) as desk:
        desk.backups.note(made)
        assert desk.backups.standing().last == made
