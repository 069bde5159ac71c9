"""应报、已报、及时 on real files: the receipt's day in the district's file against the date in force."""

from __future__ import annotations

from datetime import date

import pytest

from haishu_desk.desk import Desk
from haishu_desk.desk.turnout import turns
from haishu_desk.domain.cells import ReturnKey
from haishu_desk.domain.periods import Period
from haishu_desk.review.turnout import Turn, counted
from tests.desk.office import INDICATORS, PERIOD, TASKS, TOWN, YINJIANG, ZHANGSHUI, Office

AT = "haishu_desk.desk.now"
YEAR = Period(2025)


def turn_of(desk: Desk, key: ReturnKey = INDICATORS) -> Turn:
    return next(turn for turn in turns(desk, YEAR) if turn.key == key)


def received_on(office: Office, day: str, monkeypatch: pytest.MonkeyPatch) -> Turn:
    """The town's return, taken in by the district on that day; the town itself believes it is another year."""
    office.enter("town", "145-04", "120")
    monkeypatch.setattr(AT, lambda: "2031-05-05T09:00:00.000+08:00")
    office.submit("town", "up.xlsx", "--form", "indicators")
    monkeypatch.setattr(AT, lambda: f"{day}T23:59:59.999+08:00")
    assert office.receive("district", "up.xlsx")["status"] == "received"
    monkeypatch.undo()
    with office.desk("district") as desk:
        return turn_of(desk)


@pytest.mark.parametrize(
    ("day", "days"),
    [
        ("2026-01-02", 0),
        ("2026-01-10", 0),  # the last minute of the due date
        ("2026-01-11", 1),
        ("2026-02-10", 31),  # January has 31 days
    ],
)
def test_the_day_on_which_the_district_took_it_in_decides(
    day: str, days: int, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    turn = received_on(office, day, monkeypatch)
    assert (turn.due, turn.arrived) == (date(2026, 1, 10), date.fromisoformat(day))
    assert (turn.is_timely, turn.is_late, turn.days_late(date(2031, 1, 1))) == (not days, bool(days), days)


def test_a_date_that_was_moved_later_counts_with_the_last_one(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    office.ask("district", "issue", *TOWN, "--due", "2026-01-31", "--out", office.file("t2.xlsx"))
    turn = received_on(office, "2026-01-20", monkeypatch)
    assert turn.due == date(2026, 1, 31)
    assert turn.is_timely


def test_a_date_that_was_moved_forward_counts_with_the_last_one(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.ask("district", "issue", *TOWN, "--due", "2026-01-05", "--out", office.file("t2.xlsx"))
    assert received_on(office, "2026-01-06", monkeypatch).is_late


def test_what_was_sent_back_and_reported_again_stays_in_time(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    received_on(office, "2026-01-09", monkeypatch)
    office.review("--return", "--cells", office.table("c.csv", "item,comment", "145-04,核对"))
    office.reply("back.xlsx")
    office.receive("town", "back.xlsx")
    office.enter("town", "145-04", "121")
    office.submit("town", "up2.xlsx", "--form", "indicators")
    monkeypatch.setattr(AT, lambda: "2026-03-01T08:00:00.000+08:00")
    office.receive("district", "up2.xlsx")
    with office.desk("district") as desk:
        turn = turn_of(desk)
    assert (turn.arrived, turn.is_timely) == (date(2026, 1, 9), True)


def test_the_counts_of_the_office_by_hand(reported: Office) -> None:
    """鄞江镇 has reported both forms, 章水镇 none; both were issued until 2026-01-10. All others were not issued."""
    with reported.desk("district") as desk:
        found = turns(desk, YEAR)
        day = next(turn.arrived for turn in found if turn.key == INDICATORS)
        assert day is not None
        others = [turn for turn in found if turn.key.unit not in (YINJIANG, ZHANGSHUI)]
        issued = [turn for turn in found if turn.is_issued]
        after, before = counted(issued, date(2026, 1, 15)), counted(issued, date(2026, 1, 10))
    mine = [turn.key.form for turn in found if turn.key.unit == ZHANGSHUI]
    assert not any(turn.is_issued or turn.arrived for turn in others)
    # 鄞江镇: 2 of 2 have come; 章水镇: none of its forms.
    assert (after.expected, after.reported, after.missing) == (2 + len(mine), 2, len(mine))
    assert (before.overdue, after.overdue) == (0, len(mine))
    assert after.timely == (2 if day <= date(2026, 1, 10) else 0)
    assert after.late == 2 - after.timely


def test_a_return_that_only_the_district_filled_in_has_come_once_it_is_sealed(office: Office) -> None:
    place = ("--unit", YINJIANG, "--period", PERIOD)
    office.ask("district", "enter", *place, "--item", "145-04", "--value", "5")
    with office.desk("district") as desk:
        assert turn_of(desk).arrived is None
    office.review("--approve", "--form", "indicators")
    with office.desk("district") as desk:
        turn = turn_of(desk)
    assert turn.arrived is not None
    assert turn.is_approved


def test_a_unit_sees_its_own_returns_only(office: Office) -> None:
    with office.desk("town") as desk:
        assert {turn.key for turn in turns(desk, YEAR)} == {INDICATORS, TASKS}


def test_of_a_period_that_nobody_was_asked_for_everything_is_missing_and_nothing_overdue(office: Office) -> None:
    with office.desk("district") as desk:
        found = counted(turns(desk, Period(2024)), date(2031, 1, 1))
    assert found.expected > 20
    assert (found.reported, found.overdue, found.not_issued) == (0, 0, found.expected)
