"""What the forecasts would have been worth on a series whose truth is known."""

from __future__ import annotations

from decimal import Decimal
from statistics import mean

import pytest

from haishu_desk import paths
from haishu_desk.desk.backtesting import public_series
from haishu_desk.monitor.backtest import CHOSEN, KNOWN_YEARS, YEARS_AHEAD, backtest, trials

GDP = {int(year): Decimal(text) for year, text in public_series()["values"].items()}
STORMY = range(1992, 1997)


def test_the_series_is_whole_and_says_where_it_is_from() -> None:
    assert sorted(GDP) == list(range(1978, 2006))
    assert (GDP[1978], GDP[2005]) == (Decimal("20.17"), Decimal("2449.31"))
    assert "宁波统计年鉴 2009" in public_series()["source"]


def test_one_trial_by_hand() -> None:
    first = next(trials(GDP, 1))
    # 20.17, 24.15, 29.53: (29.53÷20.17)^(1/2) = 1.209982 a year, 35.7308 in 1981; 31.99 came, 3.7408÷31.99 = 0.1169.
    # One trial: 24.15×24.15÷20.17 = 28.9153 for 29.53, 0.6147÷29.53 = 0.020815 off; that part of 35.7308 is 0.7437.
    assert (first.year, first.told.method, first.truth) == (1980, "现速外推", Decimal("31.99"))
    assert round(first.told.value, 4) == Decimal("35.7308")
    assert round(first.error, 4) == Decimal("0.1169")
    assert [round(each, 3) for each in (first.told.low, first.told.high)] == [Decimal("34.987"), Decimal("36.474")]
    assert first.is_inside is False


def test_only_what_was_known_then_is_used() -> None:
    until = {year: value for year, value in GDP.items() if year <= 1990}
    assert list(trials(until, 1)) == [each for each in trials(GDP, 1) if each.year < 1990]
    short = {year: value for year, value in GDP.items() if year > 1990 - KNOWN_YEARS}
    assert [each.told for each in trials(short, 1) if each.year == 1990] == [
        each.told for each in trials(GDP, 1) if each.year == 1990
    ]


def test_a_series_that_goes_on_as_it_has_is_always_met() -> None:
    steady = {2000 + year: Decimal(100) * Decimal("1.1") ** year for year in range(10)}
    found = {(row.method, row.years_ahead): row for row in backtest(steady)}
    assert [round(found[CHOSEN, ahead].error, 20) for ahead in YEARS_AHEAD] == [0] * 5
    assert found["线性外推", 5].error > Decimal("0.05")
    assert (found[CHOSEN, 1].trials, found[CHOSEN, 5].trials) == (7, 3)  # from 2002 to 2008, from 2002 to 2004


@pytest.mark.parametrize("method", ["现速外推", "线性外推", CHOSEN])
def test_further_ahead_is_further_off(method: str) -> None:
    errors = [row.error for row in backtest(GDP) if row.method == method]
    assert errors == sorted(errors)
    assert len(errors) == 5


def test_the_truth_lies_in_the_band_more_often_than_not() -> None:
    rows = [row for row in backtest(GDP) if row.method == CHOSEN]
    assert all(row.inside > Decimal("0.55") for row in rows)
    assert rows[0].inside > Decimal("0.7")
    assert rows[0].error < Decimal("0.1")


@pytest.mark.parametrize("ahead", YEARS_AHEAD)
def test_the_band_is_visibly_wider_in_the_years_of_high_inflation(ahead: int) -> None:
    made = list(trials(GDP, ahead))
    stormy, calm = (mean(each.width for each in made if (each.year in STORMY) is is_in) for is_in in (True, False))
    assert stormy > calm * Decimal("1.5")


def test_the_manual_says_what_is_measured() -> None:
    manual = (paths.resources() / "help" / "manual.md").read_text(encoding="utf-8")
    rows = {row.years_ahead: row for row in backtest(GDP) if row.method == CHOSEN}
    made = list(trials(GDP, 1))
    stormy, calm = (mean(each.width for each in made if (each.year in STORMY) is is_in) for is_in in (True, False))
    near, far = rows[1], rows[5]
    said = (
        f"隔一年平均差 {near.error * 100:.1f}%，真值 {near.inside * 100:.0f}% 落在区间里；隔五年差 {far.error * 100:.0f}%，"
        f"落入 {far.inside * 100:.0f}%；1992—1996 年物价大涨，区间宽到平时的 {stormy / calm:.1f} 倍"
    )
    assert said in manual


def test_a_missing_year_ends_what_is_known() -> None:
    broken = {year: value for year, value in GDP.items() if year != 1990}
    assert [each.year for each in trials(broken, 1) if 1987 < each.year < 1995] == [1988, 1993, 1994]


def test_of_too_short_a_series_nothing_is_told() -> None:
    assert backtest({2020: Decimal(1), 2021: Decimal(2), 2022: Decimal(3)}) == []
