"""What is foretold, by which method, how far it was off before; and when nothing is foretold."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from haishu_desk.monitor.forecast import forecast, forecast_by, unbroken
from tests.domain.made import RANDOM


def numbers(*texts: str) -> list[Decimal]:
    return [Decimal(text) for text in texts]


def test_what_grows_at_one_rate_goes_on_at_it() -> None:
    # ×1.1 a year: 133.1×1.1² = 161.051, and every trial hit.
    found = forecast(numbers("100", "110", "121", "133.1"), 2)
    assert found is not None
    assert (found.method, round(found.value, 6), found.error) == ("现速外推", Decimal("161.051"), Decimal(0))
    assert found.low == found.high == found.value


def test_what_grows_by_the_same_amount_goes_on_by_it() -> None:
    found = forecast(numbers("-2", "0", "2", "4"), 3)
    assert found is not None
    assert (found.method, found.value, found.low, found.high) == ("线性外推", *numbers("10", "10", "10"))


def test_the_band_is_the_largest_error_of_the_trials_for_each_year_ahead() -> None:
    # One trial: 10, 13 lead to 16 on the line (3 off) and to 16.9 at the pace (3.9 off). The line through all three:
    # mean 12, slope ((-1)(-2)+1×1)÷2 = 1.5, so 12+1.5×2 = 15 a year later and 16.5 in two. 3÷13 of 15 is 3.46, and twice
    # that part of 16.5 is 7.62.
    found, later = forecast(numbers("10", "13", "13"), 1), forecast(numbers("10", "13", "13"), 2)
    assert found is not None
    assert later is not None
    assert (found.method, found.value, later.value) == ("线性外推", Decimal(15), Decimal("16.5"))
    assert found.error is not None
    assert round(found.error, 4) == Decimal("0.2308")  # 3÷13
    assert [round(each, 2) for each in (found.low, found.high)] == numbers("11.54", "18.46")
    assert [round(each, 2) for each in (later.low, later.high)] == numbers("8.88", "24.12")


def test_where_nothing_is_in_proportion_the_band_is_the_error_itself() -> None:
    # -10, -7 lead to -4 and -7 came: 3 off. Mean -8, slope 1.5: -5 a year later.
    found = forecast(numbers("-10", "-7", "-7"), 1)
    assert found is not None
    assert (found.value, found.low, found.high) == (Decimal(-5), Decimal(-8), Decimal(-2))


def test_what_was_long_ago_does_not_speak_for_today() -> None:
    # From 1 to 30 was a leap; ten years at one rate came after it, and only the last five trials count.
    steady = [Decimal(30) * Decimal("1.1") ** year for year in range(10)]
    found = forecast([Decimal(1), Decimal(2), *steady], 1)
    assert found is not None
    assert round(found.high - found.low, 9) == 0


def test_by_one_method_alone() -> None:
    values = numbers("100", "110", "121", "133.1")
    line, pace = forecast_by("线性外推", values, 1), forecast_by("现速外推", values, 1)
    assert line is not None
    assert pace is not None
    assert (line.method, pace.value) == ("线性外推", Decimal("146.41"))
    assert forecast_by("现速外推", numbers("-1", "1", "2"), 1) is None
    assert forecast_by("线性外推", numbers("1", "2"), 1) is None


def test_a_share_is_never_over_100() -> None:
    found = forecast(numbers("94", "96", "98"), 2)
    assert found is not None
    assert (found.value, found.as_share().value, found.as_share().high) == (Decimal(102), Decimal(100), Decimal(100))


@pytest.mark.parametrize(("values", "ahead"), [((), 1), (("1",), 1), (("1", "2"), 1), (("1", "2", "3"), 0)])
def test_fewer_than_three_years_and_no_year_ahead_foretell_nothing(values: tuple[str, ...], ahead: int) -> None:
    assert forecast(numbers(*values), ahead) is None


def test_an_error_over_nothing_is_not_told() -> None:
    found = forecast(numbers("2", "1", "0"), 1)
    assert found is not None
    assert (found.value, found.error) == (Decimal(-1), None)


@pytest.mark.parametrize(
    ("breaks", "kept"),
    [
        ([], ["3", "4", "5"]),  # 2020 is missing: what stands before is another stretch
        ([2022], ["4", "5"]),  # the first year of the new definition belongs to what follows
        ([2023], ["5"]),
        ([2024], ["3", "4", "5"]),
    ],
)
def test_a_series_reaches_back_to_the_first_gap_or_break(breaks: list[int], kept: list[str]) -> None:
    values = {2018: Decimal(1), 2019: Decimal(2), 2021: Decimal(3), 2022: Decimal(4), 2023: Decimal(5)}
    assert unbroken(values, breaks, 2023) == numbers(*kept)
    assert unbroken(values, breaks, 2024) == []


@RANDOM
@given(st.lists(st.decimals(min_value=-1000, max_value=1000, places=1), min_size=3, max_size=12), st.integers(1, 4))
def test_the_value_lies_in_its_band_which_never_narrows(values: list[Decimal], ahead: int) -> None:
    found, later = forecast(values, ahead), forecast(values, ahead + 1)
    assert found is not None
    assert later is not None
    assert found.low <= found.value <= found.high
    assert later.high - later.low >= found.high - found.low - Decimal("1e-30")
