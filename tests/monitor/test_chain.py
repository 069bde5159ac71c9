"""Years together: a missing year is named, and is never nothing."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from haishu_desk.monitor.chain import chained, reduced, reduction_words, summed, yearly_average
from tests.domain.made import RANDOM
from tests.monitor.promised import near

JOBS = {2021: Decimal("1.6"), 2022: None, 2023: Decimal("1.7")}


def test_a_sum_names_the_years_that_are_missing() -> None:
    found = summed(JOBS, 2021, 2024)
    assert (found.value, found.missing, found.is_whole) == (Decimal("3.3"), (2022, 2024), False)
    assert summed({}, 2021, 2022).value is None
    assert summed({2021: Decimal(0)}, 2021, 2021).value == 0
    assert summed(JOBS, 2021, 2021).is_whole


def test_growth_is_chained_and_a_gap_breaks_the_chain() -> None:
    # 1.08×0.97×1.05 = 1.09998
    assert chained({2021: Decimal(8), 2022: Decimal(-3), 2023: Decimal(5)}, 2021, 2023).value == Decimal("109.998")
    gap = chained(JOBS, 2021, 2023)
    assert (gap.value, gap.missing) == (None, (2022,))


def test_reductions_are_compounded_and_a_gap_says_nothing() -> None:
    # 1-0.96×1.01 = 3.04 %
    assert reduced({2021: Decimal(4), 2022: Decimal(-1)}, 2021, 2022).value == Decimal("3.04")
    assert reduced(JOBS, 2021, 2023).value is None


def test_the_yearly_average_is_no_mean_of_rates() -> None:
    # +50 % and -50 %: 75 after two years, -13.397 % a year and not 0
    average = yearly_average(Decimal(75), 2)
    assert average is not None
    assert round(average, 3) == Decimal("-13.397")
    assert yearly_average(Decimal("122.5043"), 3) == 7
    assert yearly_average(Decimal(0), 3) == -100
    assert yearly_average(Decimal(-1), 3) is None
    assert yearly_average(Decimal(100), 0) is None


def test_a_rise_is_called_a_rise() -> None:
    assert reduction_words(Decimal("3.25"), 1) == "降低 3.3%"
    assert reduction_words(Decimal("-1.5"), 2) == "上升 1.5%"


@RANDOM
@given(st.lists(st.decimals(min_value=-30, max_value=30, places=2), min_size=1, max_size=5))
def test_a_reduction_is_growth_below_zero(rates: list[Decimal]) -> None:
    years = range(2021, 2021 + len(rates))
    falls = reduced(dict(zip(years, rates, strict=True)), years[0], years[-1]).value
    index = chained(dict(zip(years, [-rate for rate in rates], strict=True)), years[0], years[-1]).value
    assert index is not None
    assert near(falls, 100 - index)
