"""Rules on the indicator table, on rows whose values were worked out by hand."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from haishu_desk.monitor.spans import written
from tests.domain.made import RANDOM
from tests.monitor.made_plan import NOTE, only, plan, row, told


@pytest.mark.parametrize(
    ("base", "target", "growth"),
    [
        ("19", "30", "[11]"),
        ("27.88", "43", "[15.12]"),  # 43 - 27.88 = 15.12
        ("2.35", "3.6", "[1.3]"),  # 1.25 is printed with one decimal, up or down
        ("2.35", "3.6", "[1.2]"),
        ("91", ">93", "[2]"),
        ("5", "8", "[2-4]"),
        ("—", "43", "[15]"),
        ("5", "—", "[15]"),
        ("5", "43", "完成"),
        ("5", "1.5倍", "[2]"),
        ("5-6", "43", "[37.5]"),  # 37 to 38
    ],
)
def test_a_bracket_that_is_target_minus_base_is_in_order(base: str, target: str, growth: str) -> None:
    assert told(plan(row(base=base, target=target, growth=growth))) == []


def test_a_bracket_that_is_not_target_minus_base_is_told_with_the_difference_and_the_notes() -> None:
    found = only(plan(row(base="27.88", target="43", growth="[15.21]", notes=[NOTE])))
    assert (found.rule, found.printed, found.computed) == ("bracket", "[15.21]", "15.12")
    assert found.where == {"plan": "p", "table": "指标表", "item": "p-01"}
    assert "第1项“产值”：“年均增长”栏印[15.21]，目标43减基期27.88是15.12。" in found.message
    assert "表下注写明“1、有的数是预计值”" in found.message


def test_a_bracket_that_is_a_total_of_five_years_is_no_difference() -> None:
    assert told(plan(row(base="1", target="2", growth="[8]", cumulative_kind="flow"))) == []


def test_a_decrease_may_stand_in_the_bracket_without_its_sign_where_lower_is_better() -> None:
    falling: dict[str, Any] = {"base": "30", "target": "25", "direction": "lower"}
    assert told(plan(row(growth="[5]", **falling), row("p-02", growth="[-5]", **falling))) == []
    assert told(plan(row(growth="[4]", **falling))) == [("bracket", "p-01", "[4]", "-5")]


@pytest.mark.parametrize(
    ("base", "target", "growth"),
    [
        ("850", "1400", "10"),  # 1.6471 ^ 0.2 = 1.1049
        ("20", "40", "15"),  # 2 ^ 0.2 = 1.14870
        ("20", "40", "14.87%"),
        ("1201", "2000", "10.7%"),  # 1.66528 ^ 0.2 = 1.10739
        ("20", "40", "≥14"),
        ("20", "40", "14-16"),
        ("20", ">40", "20"),
        ("20", "<40", "10"),
        ("20", "—", "5"),
        ("—", "40", "5"),
        ("20", "40", "—"),
        ("20", "40", "与经济增长同步"),
        ("0", "40", "5"),
        ("-3", "40", "5"),
        (">20", "40", "5"),
        ("20", "约40", "14"),  # 38 to 42 imply 13.7 to 16.0
    ],
)
def test_a_growth_that_base_and_target_imply_is_in_order(base: str, target: str, growth: str) -> None:
    assert told(plan(row(base=base, target=target, growth=growth))) == []


@pytest.mark.parametrize(
    ("base", "target", "growth", "computed"),
    [
        ("1201", "2000", "7", "10.7"),
        ("20", "40", "14", "14.9"),
        ("20", "40", "14.8%", "14.87"),
        ("20", "40", "≥16", "14.9"),
        ("20", "40", "16-18", "14.9"),
        ("20", ">40", "10", "≥14.9"),
        ("20", "<40", "20", "-100.0~14.9"),
        ("40", "20", "5", "-12.9"),  # 0.5 ^ 0.2 = 0.87055
    ],
)
def test_a_growth_that_base_and_target_do_not_imply_is_told(base: str, target: str, growth: str, computed: str) -> None:
    found = told(plan(row(base=base, target=target, growth=growth, direction=None)))
    assert found == [("growth-rate", "p-01", growth, computed)]


def test_the_message_on_a_growth_says_whether_rounding_may_explain_it_and_what_the_notes_say() -> None:
    # 39.5 / 20.5 = 1.92683, to the fifth root 1.1402: 14 is possible; 1999.5 / 1201.5 gives 10.72: 7 is not
    rounding, prices = (
        only(plan(row(base="20", target="40", growth="14"))),
        only(plan(row(base="1201", target="2000", growth="7", notes=[NOTE]))),
    )
    assert "推算，5年里每年是14.9%（按印的位数是15%）。" in rounding.message
    assert "可能只是修约。表下注没有点到这一项，请核实。" in rounding.message
    assert "取整解释不了这个差，可能是价格或口径不同。表下注写明“1、有的数是预计值”" in prices.message


def test_a_share_may_be_printed_with_points_a_year_and_a_decrease_without_its_sign() -> None:
    assert told(plan(row(base="85", target="87", growth="0.4", unit="%"))) == []  # (87 - 85) / 5
    assert told(plan(row(base="30", target="25", growth="3.6", direction="lower"))) == []  # 1 - (5/6)^0.2 = 0.0358
    assert [found[3] for found in told(plan(row(base="85", target="87", growth="0.7", unit="%")))] == ["0.47"]


def test_what_is_itself_a_rate_of_change_has_no_growth_to_compare() -> None:
    assert told(plan(row(base="8", target="7", growth="5", measure="growth"))) == []


def test_each_level_is_compared_with_the_growth_beside_it() -> None:
    # 100 * 1.05^5 = 127.6; 100 to 150 is 8.45 a year
    cells = {"base": "100", "target": "128", "target_growth": "5%", "actual": "150", "actual_growth": "6%"}
    found = only(plan(row(**cells)))
    assert (found.rule, found.printed, found.computed) == ("growth-rate", "6%", "8.4")


def test_a_bound_in_the_growth_column_that_repeats_the_target_is_told_once() -> None:
    found = only(plan(row(base="91", target=">93", growth="＞93")))
    assert (found.rule, found.printed, found.computed) == ("growth-column-repeats-target", "＞93", ">93")
    assert told(plan(row(base="91", target=">93", growth="0.4-0.6"))) == []
    assert told(plan(row(base="5", target="≥7", growth="≥7", measure="growth"))) == []


@pytest.mark.parametrize(
    ("direction", "base", "target", "looser"),
    [
        ("lower", "26", "<27", True),
        ("lower", "26", "<26", False),
        ("lower", "26", "25", False),
        ("lower", "26", "25-28", False),
        ("lower", "26", "27-28", True),
        ("lower", "<3", "<5", True),
        ("lower", "26", "约27", False),  # 25.65 to 28.35
        ("higher", "26", "25", True),
        ("higher", "26", ">25", True),
        ("higher", "26", "26", False),
        ("higher", ">98", "98", False),
        ("keep", "49.83", ">49.83", False),
        ("keep", "2.11", "2.11", False),
        ("keep", "2.11", "2.10", True),
        ("keep", "2.11", "≤3", True),
        ("keep", "—", "3", False),
        ("higher", "完成", "3", False),
        (None, "5", "3", False),
    ],
)
def test_a_target_is_looser_than_its_base_or_not(
    direction: str | None, base: str, target: str, *, looser: bool
) -> None:
    found = told(plan(row(base=base, target=target, direction=direction)))
    assert found == ([("target-looser-than-base", "p-01", target, base)] if looser else [])


def test_a_growth_rate_may_be_planned_lower_than_in_the_base_year() -> None:
    assert told(plan(row(base="8", target="7", measure="growth"))) == []


@pytest.mark.parametrize(
    "cells",
    [
        ("680", "5%", "747", "7.1%"),  # 532.8 and 530.1: 0.5 percent
        ("110", "2%", "100", "1%"),  # 99.6 and 95.1 are 4.7 percent apart, but 2.5 % and 0.5 % give 97.2 and 97.5
        ("[2200]", "8%", "[1663]", "4.5%"),
        ("128", "按市下达", "115", "5%"),
        (">128", "9%", "100", "5%"),
        ("128", "9%", "—", "—"),
    ],
)
def test_two_results_that_can_come_from_one_base_are_in_order(cells: tuple[str, str, str, str]) -> None:
    names = ("target", "target_growth", "actual", "actual_growth")
    assert told(plan(row(**dict(zip(names, cells, strict=True))))) == []


def test_two_implied_bases_more_than_three_percent_apart_are_told_with_both() -> None:
    # 128 / 1.09^5 = 83.19, 115.8 / 1.059^5 = 86.94; 86.94 / 83.19 = 1.045
    found = only(plan(row(target="128", target_growth="9%", actual="115.8", actual_growth="5.9%", notes=[NOTE])))
    assert (found.rule, found.printed, found.computed) == ("base-changed", "128、9%；115.8、5.9%", "83.2；86.9")
    assert "2020年的基数是83.2" in found.message
    assert "相差4.5%，基数或口径可能变过。表下注写明“1、有的数是预计值”" in found.message


def test_a_base_that_is_printed_is_not_implied() -> None:
    # Both growths follow from the printed base: 100 * 1.09^5 = 153.9, 100 * 1.03^5 = 115.9
    cells = {"base": "100", "target": "153.9", "target_growth": "9%", "actual": "115.9", "actual_growth": "3%"}
    assert told(plan(row(**cells))) == []


@RANDOM
@given(
    base=st.decimals("0.01", "100000", places=2),
    rate=st.decimals(0, 40, places=4),
    places=st.integers(0, 2),
    bound=st.sampled_from(["", ">", "≥"]),
)
def test_rows_built_to_hold_give_no_finding(base: Decimal, rate: Decimal, places: int, bound: str) -> None:
    level = base * (1 + rate / 100) ** 5
    grown = row(base=f"{base}", target=f"{bound}{level:f}", growth=written(rate, places))
    added = row("p-02", base=f"{base}", target=f"{base + rate}", growth=f"[{written(rate, places)}]")
    again = row("p-03", target=f"{level:f}", target_growth=f"{rate}%", actual=f"{base}", actual_growth="0%")
    assert told(plan(grown, added, again)) == []


@RANDOM
@given(base=st.integers(100, 10_000), rate=st.integers(1, 30), off=st.sampled_from([-3, -1, 1, 4]))
def test_a_growth_that_is_off_by_a_point_is_always_found(base: int, rate: int, off: int) -> None:
    level = base * (1 + Decimal(rate) / 100) ** 5
    found = told(plan(row(base=f"{base}", target=f"{level:f}", growth=f"{rate + off}")))
    assert found == [("growth-rate", "p-01", f"{rate + off}", f"{rate}.0")]
