"""Bounds, holds, ranges, rates and comparisons: the same in every year, unless the breakdown says otherwise."""

from __future__ import annotations

from decimal import Decimal

from haishu_desk.monitor.path import expected
from haishu_desk.monitor.reasons import NO_REFERENCE, SENTENCES
from tests.monitor.promised import at, made, shipped, told


def test_a_breakdown_gives_bounds_rates_and_words_their_years() -> None:
    assert told(expected(shipped("145-20", annual={"2022": "92"}), at("2022")), "92") == ">92"
    assert told(expected(shipped("145-20", annual={"2022": "≥92"}), at("2022")), "92") == "≥92"
    assert expected(shipped("145-13", annual={"2022": "6"}), at("2022")).formula == "年度分解 6%"
    words = made("—", "基本建成", annual={"2022": "3"})
    assert expected(words, at("2022")).value == 3
    assert SENTENCES[expected(words, at("2021")).why or ""].startswith("目标是文字")


def test_incomes_keep_up_with_growth_of_the_same_period_less_half_a_point() -> None:
    incomes = shipped("145-24", reference={at("2023"): Decimal("5.8"), at("2023-H1"): Decimal(6)})
    found = expected(incomes, at("2023"))
    assert (found.value, found.op) == (Decimal("5.3"), "ge")
    assert found.formula == "同期经济增速减容差 5.8-0.5=5.3"
    assert expected(incomes, at("2023-Q2")).value == Decimal("5.5")
    assert expected(incomes, at("2023-Q3")).why == NO_REFERENCE


def test_ranges_expect_a_place_between() -> None:
    humidity = made("—", "40-60", annual={"2023": "45-55"})
    found = expected(humidity, at("2022"))
    assert (found.op, found.low, found.high) == ("range", Decimal(40), Decimal(60))
    assert found.value is None
    assert expected(humidity, at("2023")).low == 45


def test_what_a_flow_has_to_reach_is_due_in_parts_and_what_it_may_not_pass_is_not() -> None:
    assert expected(made("—", "≥120", measure="flow"), at("2022-Q1")).formula == "界限 ≥120×1/4=30"
    assert expected(made("—", "<120", measure="flow", direction="lower"), at("2022-Q1")).value == 120
