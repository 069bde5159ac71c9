"""The year's calendar as data: due days over year ends and months of different length, and which periods are asked for."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from haishu_desk.domain.errors import UsageError
from haishu_desk.domain.periods import FREQUENCIES, Period, parse_period
from haishu_desk.domain.schedules import DEPARTMENT, TOWN, Rule, Schedule, kind_of
from haishu_desk.domain.units import Unit

STREET = Unit("330203001", "南门街道", "street", "330203", None, None)
BUREAU = Unit("dept-tjj", "统计局", "department", "330203", None, None)
SHIPPED: list[dict[str, Any]] = [
    {"form": None, "who": "town", "every": [], "day": 10, "skip": []},
    {"form": None, "who": "department", "every": [], "day": 15, "skip": []},
]
OWN = {"indicators": "年", "tasks": "季"}


def rule(*every: str, day: int = 10, skip: tuple[int, ...] = ()) -> Rule:
    return Rule(None, TOWN, every, day, skip)


@pytest.mark.parametrize(
    ("period", "day", "due"),
    [
        ("2025", 10, "2026-01-10"),  # the year ends in December: due in January of the next
        ("2025-Q4", 15, "2026-01-15"),
        ("2025-12", 10, "2026-01-10"),
        ("2026-H1", 10, "2026-07-10"),
        ("2026-Q3", 15, "2026-10-15"),
        ("2026-01", 31, "2026-02-28"),  # February 2026 has 28 days
        ("2028-01", 31, "2028-02-29"),  # 2028 is a leap year
        ("2026-03", 31, "2026-04-30"),  # April has 30
        ("2026-Q2", 31, "2026-07-31"),
    ],
)
def test_the_due_day_is_in_the_month_after_the_period(period: str, day: int, due: str) -> None:
    assert rule("月", day=day).due(parse_period(period)) == due


def names(each: Rule, year: int = 2026) -> list[str]:
    return [str(period) for period in each.periods(year)]


def test_each_frequency_asks_for_its_own_periods() -> None:
    assert names(rule("年")) == ["2026"]
    assert names(rule("半年")) == ["2026-H1", "2026-H2"]
    assert names(rule("季")) == ["2026-Q1", "2026-Q2", "2026-Q3", "2026-Q4"]
    assert names(rule("月")) == [f"2026-{month:02d}" for month in range(1, 13)]


def test_periods_that_end_together_are_asked_for_once_as_the_longer() -> None:
    assert names(rule("季", "年")) == ["2026-Q1", "2026-Q2", "2026-Q3", "2026"]
    assert names(rule("年", "半年", "季", "月")) == [
        "2026-01", "2026-02", "2026-Q1", "2026-04", "2026-05", "2026-H1",
        "2026-07", "2026-08", "2026-Q3", "2026-10", "2026-11", "2026",
    ]  # fmt: skip


def test_a_month_that_is_left_out_asks_for_nothing_that_ends_in_it() -> None:
    assert names(rule("月", skip=(1, 2)))[:2] == ["2026-03", "2026-04"]
    assert names(rule("季", skip=(3,))) == ["2026-Q2", "2026-Q3", "2026-Q4"]
    assert names(rule("月", "年", skip=(12,)))[-1] == "2026-11"


def test_the_shipped_calendar_asks_townships_for_the_tenth_and_departments_for_the_fifteenth() -> None:
    schedule = Schedule(SHIPPED, OWN)
    assert schedule.rule("tasks", STREET) == Rule(None, "town", ("季",), 10)
    assert schedule.rule("indicators", BUREAU) == Rule(None, "department", ("年",), 15)


def test_the_nearest_rule_counts() -> None:
    rows = [
        *SHIPPED,
        {"form": "tasks", "who": "town", "every": ["月"], "day": 5, "skip": []},
        {"form": None, "who": "330203001", "every": ["半年"], "day": 8, "skip": []},
    ]
    schedule = Schedule(rows, OWN)
    other = Unit("330203002", "江厦街道", "street", "330203", None, None)
    assert (schedule.rule("tasks", other).every, schedule.rule("tasks", other).day) == (("月",), 5)
    assert schedule.rule("indicators", other).day == 10  # the form's own rule speaks of tasks only
    assert (
        schedule.rule("tasks", STREET).day == 8
    )  # the unit's own before its kind's, also before the kind's for the form
    own = Schedule([*rows, {"form": "tasks", "who": "330203001", "every": ["年"], "day": 9, "skip": []}], OWN)
    assert own.rule("tasks", STREET).day == 9


def test_a_new_rule_takes_the_place_of_the_one_for_the_same_form_and_unit() -> None:
    schedule = Schedule(SHIPPED, OWN)
    rows = schedule.with_rule(Rule(None, "town", (), 12))
    assert [(row["who"], row["day"]) for row in rows] == [("town", 12), ("department", 15)]
    assert Schedule(rows, OWN).rules[0] == Rule(None, "town", (), 12)


@pytest.mark.parametrize(
    "wrong", [rule("周"), rule("月", day=0), rule("月", day=32), rule("月", skip=(13,)), rule("月", skip=(0,))]
)
def test_what_there_is_none_of_is_refused(wrong: Rule) -> None:
    with pytest.raises(UsageError):
        wrong.checked()


def test_kinds_are_two() -> None:
    assert (kind_of(STREET), kind_of(BUREAU)) == (TOWN, DEPARTMENT)


@given(
    st.sets(st.sampled_from(FREQUENCIES), min_size=1), st.integers(1, 31), st.sets(st.integers(1, 12)), st.integers(2016, 2060)
)  # fmt: skip
def test_no_two_periods_end_together_and_each_is_due_in_the_next_month(
    every: set[str], day: int, skip: set[int], year: int
) -> None:
    each = rule(*every, day=day, skip=tuple(skip))
    periods = each.periods(year)
    ends = [period.end for period in periods]
    assert ends == sorted(set(ends))
    assert {period.frequency for period in periods} <= every
    for period in periods:
        ended = Period(*period.end[:1], "月", period.end[1])
        due = each.due(period)
        months = (int(due[:4]) * 12 + int(due[5:7])) - (ended.year * 12 + ended.part)
        assert months == 1
        assert due > period.last_day
        assert int(due[8:]) <= day
