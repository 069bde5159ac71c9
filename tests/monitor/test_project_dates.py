"""Months as people write them."""

from __future__ import annotations

import pytest

from haishu_desk.domain.periods import parse_period
from haishu_desk.monitor.project_dates import last_month, month_in_words, month_of, months_of_year


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("2024年3月", "2024年3月"),
        ("2024-03", "2024年3月"),
        ("2024.3.15", "2024年3月"),
        ("2024/11", "2024年11月"),
        ("2024年12月28日", "2024年12月"),
        ("2024年三季度", "2024年9月"),
        ("2024年第2季度", "2024年6月"),
        ("2024年上半年", "2024年6月"),
        ("2024年下半年", "2024年12月"),
        ("2024年底", "2024年12月"),
        ("2024年", "2024年12月"),
        ("计划2025年10月完工", "2025年10月"),
    ],
)
def test_a_month_is_read_as_people_write_it(text: str, said: str) -> None:
    month = month_of(text)
    assert month is not None
    assert month_in_words(month) == said


@pytest.mark.parametrize("text", [None, "", "—", "尽快", "2024年3月至2025年12月", "3月"])
def test_what_names_no_month_or_two_is_none(text: str | None) -> None:
    assert month_of(text) is None


@pytest.mark.parametrize(("period", "months"), [("2025", 12), ("2025-H1", 6), ("2025-Q3", 9), ("2025-02", 2)])
def test_a_period_ends_with_a_month_of_its_year(period: str, months: int) -> None:
    assert months_of_year(last_month(parse_period(period))) == months
