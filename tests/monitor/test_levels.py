"""The path of a level: where it begins, bends and ends, whatever the numbers are."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from haishu_desk.domain.periods import Period
from haishu_desk.monitor.commitment import COMPOUND, GROWTH, HOLD, LINEAR, Commitment
from haishu_desk.monitor.expectation import PATH_AT_DATE
from haishu_desk.monitor.path import expected
from tests.domain.made import RANDOM
from tests.monitor.promised import at, made, near, shipped, told

numbers = st.decimals(min_value=-(10**12), max_value=10**12, places=4)
positive = st.decimals(min_value="0.0001", max_value=10**12, places=4)
quarters = st.builds(Period, st.integers(2021, 2025), st.just("季"), st.integers(1, 4))
shapes = st.sampled_from([LINEAR, COMPOUND])


def plain(base: Decimal, target: Decimal, **given_too: object) -> Commitment:
    return made(f"{base:f}", f"{target:f}", direction="higher" if target > base else "lower", **given_too)  # type: ignore[arg-type]


def test_the_units_own_breakdown_counts_in_its_years_and_bends_the_path_between() -> None:
    airport = shipped("145-10", annual={"2023": "1700", "2030": "1"})
    assert expected(airport, at("2023")).value == 1700
    assert expected(airport, at("2023")).formula == "年度分解 1700"
    assert expected(airport, at("2023-H1")).formula == "年度分解 1700×1/2=850"
    # 897.2+(1700-897.2)/3 = 1164.8; 1700+(2000-1700)/2 = 1850
    assert expected(airport, at("2021")).value == Decimal("1164.8")
    assert expected(airport, at("2024")).value == 1850
    gdp = shipped("145-01", annual={"2025": "1900"})
    assert expected(gdp, at("2025")).value == 1900
    assert gdp.target == 2000


def test_half_a_year_is_reckoned_as_districts_do_or_along_the_path() -> None:
    # The mid-term evaluation that prints it: base 855.3, 7 % a year, June of the third year 855.3×1.07³÷2 = 523.9
    retail = made("855.3", "—", "7", measure="flow")
    assert retail.kind == GROWTH
    assert told(expected(retail, at("2023-H1")), "523.9") == "523.9"
    # 855.3×1.07^2.5 = 1012.926, half of it
    along = expected(retail, at("2023-H1"), half_year=PATH_AT_DATE)
    assert told(along, "506.5") == "506.5"
    assert along.formula == "855.3×(1+7%)^2.5×1/2≈506.46"
    # 897.2+1102.8×2.5/5 = 1448.6, half of it
    assert expected(shipped("145-10"), at("2023-H1"), half_year=PATH_AT_DATE).value == Decimal("724.3")


@RANDOM
@given(st.tuples(positive, positive, positive), st.integers(1, 1000), quarters, shapes)
def test_scaling_base_target_and_breakdown_scales_the_path(
    cells: tuple[Decimal, Decimal, Decimal], times: int, when: Period, shape: str
) -> None:
    base, target, third = cells
    once = plain(base, target, shape=shape, annual={"2023": f"{third:f}"})
    more = plain(base * times, target * times, shape=shape, annual={"2023": f"{third * times:f}"})
    found = expected(once, when).value
    assert found is not None
    assert once.kind == more.kind
    assert near(expected(more, when).value, found * times)


@RANDOM
@given(numbers, numbers, shapes)
def test_the_path_begins_at_the_base_and_ends_at_the_target(base: Decimal, target: Decimal, shape: str) -> None:
    promised = plain(base, target, shape=shape)
    if base == target:
        assert promised.kind == HOLD
        return
    assert expected(promised, at("2020")).value == base
    assert expected(promised, at("2025")).value == target


@RANDOM
@given(numbers, numbers, shapes)
def test_the_path_never_turns_back(base: Decimal, target: Decimal, shape: str) -> None:
    promised = plain(base, target, shape=shape)
    months = [Period(each, "月", month) for each in range(2021, 2026) for month in range(1, 13)]
    path = [expected(promised, month).value or Decimal(0) for month in months]
    assert path == sorted(path, reverse=target < base)
