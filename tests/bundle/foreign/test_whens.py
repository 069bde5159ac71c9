"""Periods as tables write them."""

from __future__ import annotations

import pytest

from haishu_desk.bundle.foreign.whens import When, when_of, whens_in
from haishu_desk.desk import documents_without_workspace
from haishu_desk.domain.periods import parse_period

MONTHLY, QUARTERLY, YEARLY, LEVEL = "145-11", "145-01", "145-33", "145-04"


@pytest.mark.parametrize(
    ("text", "item", "expected"),
    [
        ("2021年", YEARLY, "2021"), ("2021", YEARLY, "2021"), ("2021年末", LEVEL, "2021"), ("2021年度", YEARLY, "2021"),
        ("2024年上半年", QUARTERLY, "2024-H1"), ("2024年一季度", QUARTERLY, "2024-Q1"), ("2024年前三季度", QUARTERLY, "2024-Q3"),
        ("2024年1-9月", MONTHLY, "2024-09"), ("2024年1—9月", QUARTERLY, "2024-Q3"), ("2024年1至6月", QUARTERLY, "2024-Q2"),
        ("2024年1-12月", MONTHLY, "2024"), ("2024年9月末", LEVEL, "2024-09"), ("2024-Q3", MONTHLY, "2024-Q3"), ("2024-09", MONTHLY, "2024-09"),
        ("2024年全年", YEARLY, "2024"), ("2024年1-5月", YEARLY, "2024-05"), ("2024年第四季度末", LEVEL, "2024-Q4"),
        ("截至2024年12月底"[2:], YEARLY, "2024"), ("2024年9月底", MONTHLY, "2024-09"),
    ],
)  # fmt: skip
def test_a_period_is_read_under_the_name_that_the_item_has(text: str, item: str, expected: str) -> None:
    (when,), rest = whens_in(text)
    assert rest == ""
    assert str(when.period(documents_without_workspace().catalogue.get(item))) == expected


@pytest.mark.parametrize("text", ["2024年9月", "2024年三季度", "2024年下半年"])
def test_a_month_or_quarter_by_itself_is_no_cumulative_flow(text: str) -> None:
    (when,), _ = whens_in(text)
    assert "不是从1月起的累计" in str(when.period(documents_without_workspace().catalogue.get(MONTHLY)))


@pytest.mark.parametrize("text", ["2021—2025年", "2021-2025", "20210", "浙政发〔2021〕5号", "12021", "3.2021"])
def test_what_is_no_single_period_is_none(text: str) -> None:
    assert whens_in(text)[0] == []


def test_the_beginning_of_a_year_is_not_its_end() -> None:
    assert whens_in("2021年初")[1] != ""


def test_two_periods_stay_two() -> None:
    assert [when.year for when in whens_in("2022年比2021年")[0]] == [2022, 2021]


def test_year_and_part_may_stand_apart_and_must_not_contradict() -> None:
    year, part = When(2024), When(None, 9)
    assert year.joined(part) == When(2024, 9) == part.joined(year)
    assert year.joined(When(2023)) is None
    assert part.joined(When(None, 6)) is None


@pytest.mark.parametrize("text", ["2025", "2025-H1", "2025-Q3", "2025-09"])
def test_a_period_that_was_given_is_that_period(text: str) -> None:
    item = documents_without_workspace().catalogue.get(MONTHLY)
    assert str(when_of(parse_period(text)).period(item)) == text
