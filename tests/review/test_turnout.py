"""应报、已报、及时、逾期: seven returns reckoned by hand, and what holds of any."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from haishu_desk.domain.cells import ReturnKey
from haishu_desk.review.turnout import Turn, Turnout, counted

DUE, TODAY = date(2026, 1, 10), date(2026, 1, 15)


def turn(number: int, due: date | None = DUE, arrived: date | None = None, *, is_issued: bool = True) -> Turn:
    return Turn(ReturnKey("indicators", f"3302031{number:02d}", "2025"), due, arrived, is_issued)


def test_seven_returns_reckoned_by_hand() -> None:
    turns = [
        turn(1, arrived=date(2026, 1, 3)),  # 7 days before: 及时
        turn(2, arrived=date(2026, 1, 10)),  # on the day: 及时
        turn(3, arrived=date(2026, 1, 11)),  # a day after: 逾期报送
        turn(4),  # not come, 5 days after: 逾期未报
        turn(5, due=date(2026, 1, 15)),  # not come, due today: 未报, not overdue
        turn(6, due=None, arrived=date(2026, 1, 2)),  # came, no date: 已报, neither in time nor late
        turn(7, due=None, is_issued=False),  # not asked for: 未报, not overdue
    ]
    assert counted(turns, TODAY) == Turnout(
        expected=7, reported=4, timely=2, late=1, missing=3, overdue=1, not_issued=1, undated=2, approved=0
    )
    assert [each.days_late(TODAY) for each in turns] == [0, 0, 1, 5, 0, 0, 0]
    # 4 of 7 is 57.1 %, 2 of 7 is 28.6 %: rounded down.
    assert (counted(turns, TODAY).reported_percent, counted(turns, TODAY).timely_percent) == (57, 28)


def test_199_of_200_is_not_all() -> None:
    turns = [turn(number % 99, arrived=DUE if number else None) for number in range(200)]
    assert counted(turns, TODAY).reported_percent == 99


def test_nothing_due_has_no_percentage() -> None:
    assert counted([], TODAY).reported_percent is None
    assert counted([], TODAY).timely_percent is None


def test_what_came_late_stays_late_whatever_the_day() -> None:
    late = turn(1, arrived=date(2026, 1, 12))
    for day in (date(2026, 1, 12), date(2026, 6, 1), date(2030, 1, 1)):
        assert late.is_late
        assert not late.is_overdue(day)
        assert late.days_late(day) == 2  # 12 − 10


DAYS = st.one_of(st.none(), st.integers(-40, 40).map(lambda days: DUE + timedelta(days)))


@given(st.lists(st.tuples(DAYS, DAYS)), st.integers(-30, 30))
def test_the_counts_add_up(pairs: list[tuple[date | None, date | None]], days: int) -> None:
    turns = [turn(number % 99, due, arrived) for number, (due, arrived) in enumerate(pairs)]
    found = counted(turns, DUE + timedelta(days))
    assert found.expected == found.reported + found.missing == len(pairs)
    undated = sum(each.arrived is not None and each.due is None for each in turns)
    assert found.reported == found.timely + found.late + undated
    assert found.overdue <= found.missing
