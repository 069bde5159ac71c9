"""Reporting periods are read as people write them, and a finer one than the item's is told apart."""

from __future__ import annotations

import pytest

from haishu_desk.domain.errors import UsageError
from haishu_desk.domain.periods import Period, is_date, parse_period

WRITTEN = [
    ("2025", Period(2025), "2025年"),
    ("2025-H1", Period(2025, "半年", 1), "2025年上半年"),
    ("2025-H2", Period(2025, "半年", 2), "2025年下半年"),
    ("2025-Q1", Period(2025, "季", 1), "2025年第一季度"),
    ("2025-Q4", Period(2025, "季", 4), "2025年第四季度"),
    ("2025-01", Period(2025, "月", 1), "2025年1月"),
    ("2025-12", Period(2025, "月", 12), "2025年12月"),
    ("1999", Period(1999), "1999年"),
]
# What each frequency of an item takes: nothing finer than itself.
FITS = {"年": "年", "半年": "年 半年", "季": "年 半年 季", "月": "年 半年 季 月"}


@pytest.mark.parametrize(("text", "period", "title"), WRITTEN)
def test_a_period_is_read_titled_and_written_back(text: str, period: Period, title: str) -> None:
    assert parse_period(text) == period
    assert str(period) == text
    assert period.title == title


def test_spaces_around_a_period_do_not_matter() -> None:
    assert parse_period(" 2025-Q3 ") == Period(2025, "季", 3)


@pytest.mark.parametrize(
    "text",
    ["", "25", "2025-", "2025-H3", "2025-H0", "2025-Q5", "2025-Q0", "2025-13", "2025-00", "2025-9", "2025年", "2025-q1",
     "2025-01-01", "1825", "2125", "２０２５", "2025-H1\n2", "2025/09"],
)  # fmt: skip
def test_anything_else_is_a_usage_error_that_says_how_to_write_it(text: str) -> None:
    with pytest.raises(UsageError) as caught:
        parse_period(text)
    assert "2025-Q3" in caught.value.advice


@pytest.mark.parametrize("frequency", FITS)
@pytest.mark.parametrize("text", ["2025", "2025-H1", "2025-Q2", "2025-06"])
def test_a_period_fits_unless_it_is_finer_than_the_item(text: str, frequency: str) -> None:
    period = parse_period(text)
    assert period.fits(frequency) == (period.frequency in FITS[frequency].split())


@pytest.mark.parametrize(
    ("text", "before"), [("2025", "2024"), ("2025-H1", "2024-H1"), ("2025-Q3", "2024-Q3"), ("2000-01", "1999-01")]
)
def test_the_year_before_is_the_same_part_of_it(text: str, before: str) -> None:
    assert str(parse_period(text).year_before) == before


@pytest.mark.parametrize(
    ("text", "is_one"), [("2026-01-10", True), ("2026-02-30", False), ("20260110", False), ("tomorrow", False)]
)
def test_a_day_is_written_with_hyphens_and_exists(text: str, is_one: bool) -> None:  # noqa: FBT001  the expected answer
    assert is_date(text) is is_one
