"""Before the first file of a day is taken in a proved copy lies beside the data file; the last three are kept."""

from __future__ import annotations

from datetime import date, timedelta

from haishu_desk.desk import Desk
from haishu_desk.desk.copies_beside import KEPT, copy_of_the_day
from haishu_desk.desk.good_backups import copies_of, newest_good
from haishu_desk.store.verified import contents
from tests.desk.office import Office
from tests.store.spoiling import spoil_entry

DAY = date(2026, 3, 2)


def test_taking_in_makes_one_copy_of_the_state_before(office: Office) -> None:
    folder = copies_of(office.db("district"))
    for old in folder.glob("*.db") if folder.is_dir() else ():
        old.unlink()
    office.fill_in_and_report()
    (copy,) = folder.glob("*.db")
    with Desk(office.db("district")) as desk:
        entries = len(desk.workspace.journal)
    assert 0 < contents(copy).entries < entries
    assert office.say("district", "receive", office.file("up.xlsx")).status in (0, 1)
    assert [each.name for each in folder.glob("*.db")] == [copy.name]


def test_the_last_three_are_kept_whatever_the_clock_says(office: Office) -> None:
    with Desk(office.db("other"), write=True) as desk:
        days = [0, 1, 2, -400, 3, 900, 4]
        made = [copy_of_the_day(desk.workspace, DAY + timedelta(days=each)) for each in days]
        assert None not in made
        assert copy_of_the_day(desk.workspace, DAY + timedelta(days=4)) is None
    assert sorted(copies_of(office.db("other")).glob("*.db")) == sorted(each for each in made[-KEPT:] if each)


def test_a_damaged_file_takes_nothing_in_and_the_copy_before_is_offered(reported: Office) -> None:
    path = reported.db("town")
    with Desk(path, write=True) as desk:
        kept = copy_of_the_day(desk.workspace, DAY)
        assert kept is not None
        spoil_entry(path, 7)
        before = path.read_bytes()
        (outcome,) = desk.exchange.receiver.receive([reported.file("town-task.xlsx")])
    assert outcome.status == "refused"
    assert outcome.error is not None
    assert "第 7 条" in outcome.error["message"]
    assert path.read_bytes() == before
    assert kept.exists()
    good = newest_good(path)
    assert good is not None
    assert good.file == kept


def test_inside_a_transaction_no_copy_is_made(office: Office) -> None:
    with Desk(office.db("other"), write=True) as desk, desk.workspace.transaction():
        assert copy_of_the_day(desk.workspace, DAY) is None
