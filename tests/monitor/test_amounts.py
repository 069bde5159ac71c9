"""Sums and reductions: what each year owes, and what should have come together since the plan began."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from haishu_desk.domain.periods import Period
from haishu_desk.domain.quantity import parse
from haishu_desk.monitor.amounts import compounded
from haishu_desk.monitor.path import expected
from haishu_desk.monitor.reasons import NOT_ASSIGNED
from tests.domain.made import RANDOM
from tests.monitor.promised import at, made, near, shipped, told


def test_the_target_assigned_from_above_compounds() -> None:
    # 18 % in five years: 1-0.82^0.2 = 3.8913 % a year (not 3.6), after three years 1-0.961087³ = 11.2255 %
    energy = shipped("145-16", target=parse("18"))
    found = expected(energy, at("2023"))
    assert told(found, "3.8913") == "3.8913"
    assert round(found.since_start or Decimal(0), 4) == Decimal("11.2255")
    assert found.formula == "1-(1-18%)^(1/5)≈3.891%；累计应降 1-(1-18%)^(3/5)≈11.225%"
    assert expected(energy, at("2025")).since_start == 18
    assert shipped("145-16", target=parse("[18]")).target == 18
    # Its yearly share is the same in every year, in June of a year too: against the same months of the year before.
    assert expected(made("—", "18", name="能耗降低", measure="growth"), at("2022-H1")).value == found.value


def test_a_breakdown_of_reductions_leaves_the_other_years_what_is_open() -> None:
    # 0.82 ÷ 0.95 = 0.863158; its fourth root 0.963879: 3.6121 % in each of the other four years
    energy = shipped("145-16", target=parse("18"), annual={"2021": "5"})
    assert expected(energy, at("2021")).value == 5
    assert told(expected(energy, at("2022")), "3.6121") == "3.6121"
    assert expected(energy, at("2025")).since_start == 18
    full = shipped("145-16", target=parse("18"), annual={"2021": "20"})
    assert expected(full, at("2022")).value == 0
    named = shipped("145-16", annual={"2022": "3"})
    assert expected(named, at("2022")).value == 3
    assert expected(named, at("2022")).since_start is None
    assert expected(named, at("2023")).why == NOT_ASSIGNED


def test_a_breakdown_of_a_total_leaves_the_other_years_what_is_open() -> None:
    # (8-2-2.4)÷3 = 1.2
    jobs = shipped("145-25", annual={"2021": "2", "2022": "2.4"})
    assert [expected(jobs, Period(each)).value for each in range(2021, 2026)] == [
        Decimal(each) for each in ("2", "2.4", "1.2", "1.2", "1.2")
    ]
    assert expected(jobs, at("2023")).formula == "(8-2-2.4)÷3=1.2；累计应达 2+2.4+1.2=5.6"
    assert expected(jobs, at("2021-Q1")).formula == "年度分解 2×1/4=0.5；累计应达 0.5"
    assert expected(jobs, at("2025")).since_start == 8
    assert expected(shipped("145-25", annual={"2021": "9"}), at("2022")).value == 0
    all_years = shipped("145-25", annual={str(each): "2" for each in range(2021, 2026)})
    assert expected(all_years, at("2025")).since_start == 10


@RANDOM
@given(st.decimals(min_value=-50, max_value=99, places=2), st.integers(1, 5))
def test_a_reduction_is_complete_after_five_years_and_the_same_every_year(target: Decimal, years: int) -> None:
    promised = made("—", f"{target:f}", name="能耗降低", measure="growth")
    assert near(expected(promised, at("2025")).since_start, target)
    assert expected(promised, Period(2020 + years)).value == expected(promised, at("2021")).value


def test_reductions_compound_and_a_rise_counts_against_them() -> None:
    # 1-0.96×0.96×1.02 = 1-0.940032; by adding it would be 6
    assert compounded([Decimal(4), Decimal(4), Decimal(-2)]) == Decimal("5.9968")
    assert compounded([]) == 0
    assert compounded([Decimal(100), Decimal(50)]) == 100


def test_a_permitted_rise_is_shared_out_too() -> None:
    # It may rise by 18 %: 1.18÷1.05 = 1.12381, fourth root 1.029610
    risen = shipped("145-16", target=parse("-18"), annual={"2021": "-5"})
    assert told(expected(risen, at("2022")), "-2.961") == "-2.961"
    assert expected(risen, at("2025")).since_start == -18
