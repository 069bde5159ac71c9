"""Periods seen from a period."""

from __future__ import annotations

import pytest

from haishu_desk.checks.moments import months, named, parts_of, previous
from haishu_desk.domain.periods import parse_period


@pytest.mark.parametrize(
    ("period", "before"),
    [
        ("2025", "2024"),
        ("2025-H2", "2025-H1"),
        ("2025-H1", "2024-H2"),
        ("2025-Q1", "2024-Q4"),
        ("2025-01", "2024-12"),
        ("2025-12", "2025-11"),
    ],
)
def test_the_period_before_may_lie_in_the_year_before(period: str, before: str) -> None:
    assert str(previous(parse_period(period))) == before


@pytest.mark.parametrize(("period", "passed"), [("2025", 12), ("2025-H1", 6), ("2025-Q3", 9), ("2025-02", 2)])
def test_months_count_to_the_end_of_the_period(period: str, passed: int) -> None:
    assert months(parse_period(period)) == passed


@pytest.mark.parametrize(
    ("moment", "seen"),
    [("本期", "2025-Q3"), ("上期", "2025-Q2"), ("上年同期", "2024-Q3"), ("上年", "2024"), ("全年", "2025"), ("6月", "2025-06"), ("12月", "2025-12"),
     ("第4季度", "2025-Q4"), ("2季度", "2025-Q2"), ("下半年", "2025-H2"), ("2023", "2023"), ("2023-09", "2023-09")],
)  # fmt: skip
def test_a_moment_is_seen_from_the_period_at_hand(moment: str, seen: str) -> None:
    assert str(named(moment, parse_period("2025-Q3"))) == seen


@pytest.mark.parametrize("moment", ["", "昨天", "13月", "0月", "5季度", "25年", "2025-Q5"])
def test_what_names_no_period_is_none(moment: str) -> None:
    assert named(moment, parse_period("2025-Q3")) is None


def test_parts_of_a_year_are_those_that_the_item_may_be_reported_for() -> None:
    assert parts_of(2025, "年") == []
    assert [str(part) for part in parts_of(2025, "季")] == [
        "2025-H1",
        "2025-H2",
        "2025-Q1",
        "2025-Q2",
        "2025-Q3",
        "2025-Q4",
    ]
    assert len(parts_of(2025, "月")) == 2 + 4 + 12
