"""Sub-targets against targets, worked out by hand beside each case."""

from __future__ import annotations

import pytest

from haishu_desk.domain.assignments import Row, made_row
from haishu_desk.domain.findings import HINT, QUERY, Finding
from haishu_desk.domain.items import INDICATOR, Item, Plan
from haishu_desk.monitor.sub_targets import check

PLAN = Plan("145", "规划", 2021, 2025, 2020, {})
TOWNS = ("t1", "t2", "t3")
NAMES = {"t1": "甲镇", "t2": "乙镇", "t3": "丙街道", "d1": "某局", "p1": "园区"}
YEARS = ("2021", "2022", "2023", "2024", "2025")


def item(target: str, *, rollup: str | None = "sum", unit: str = "件", growth: str = "", **more: object) -> Item:
    values = {"base": more.pop("base", "1000"), "target": target, "growth": growth}
    record = {
        "rollup": rollup,
        "measure": more.pop("measure", "level"),
        "values": values,
        "direction": "higher",
        **more,
    }
    return Item("145-04", "专利", INDICATOR, "145", "4", "经济发展", unit, "年", record)


def part(unit: str, role: str = "part", **years: str) -> Row:
    return made_row(("145-04", unit, role), {year.removeprefix("y"): value for year, value in years.items()})


def flow(unit: str, *values: str, role: str = "part") -> Row:
    return made_row(("145-04", unit, role), dict(zip(YEARS, values, strict=False)))


def said(of: Item, *rows: Row) -> list[str]:
    return [finding.message.removeprefix("145-04 专利：") for finding in checked(of, *rows)]


def checked(of: Item, *rows: Row) -> list[Finding]:
    return check(of, PLAN, rows, TOWNS, NAMES)


def test_the_last_years_sub_targets_of_a_level_make_the_target() -> None:
    # 1200 + 1000 + 900 = 3100.
    assert said(item("3100"), part("t1", y2025="1200"), part("t2", y2025="1000"), part("t3", y2025="900")) == []


def test_what_is_lacking_and_what_is_too_much_are_told_with_both_sides() -> None:
    # 1200 + 1000 + 890 = 3090, 3100 - 3090 = 10; with 920: 3120, 20 more.
    rows = [part("t1", y2025="1200"), part("t2", y2025="1000")]
    (found,) = checked(item("3100"), *rows, part("t3", y2025="890"))
    assert found.message == "145-04 专利：2025 年各单位分解数合计 3090，规划目标 3100，少 10"
    assert (found.severity, found.left, found.right, found.difference) == (QUERY, "3090", "3100", "-10")
    assert said(item("3100"), *rows, part("t3", y2025="920")) == ["2025 年各单位分解数合计 3120，规划目标 3100，多 20"]


def test_decimals_are_added_to_the_digit() -> None:
    # 0.1 + 0.2 + 1.81 = 2.11 exactly, which binary numbers would miss.
    rows = [part("t1", y2025="0.1"), part("t2", y2025="0.2"), part("t3", y2025="1.81")]
    assert said(item("2.11", base="2"), *rows) == []


@pytest.mark.parametrize(
    ("target", "third", "expected"),
    [
        ("≥3100", "950", []),  # 3150: more than enough
        ("≥3100", "900", []),  # 3100: just enough
        ("≥3100", "800", ["2025 年各单位分解数合计 3000，规划目标 ≥3100，少 100"]),
        (">3100", "900", ["2025 年各单位分解数合计 3100，规划目标 >3100，正好等于界限，不算"]),
        ("<3100", "1000", ["2025 年各单位分解数合计 3200，规划目标 <3100，多 100"]),
        ("3000-3200", "900", []),
        ("3000-3200", "700", ["2025 年各单位分解数合计 2900，规划目标 3000-3200，少 100"]),
    ],
)
def test_bounds_and_ranges_are_held_from_their_side(target: str, third: str, expected: list[str]) -> None:
    rows = [part("t1", y2025="1200"), part("t2", y2025="1000"), part("t3", y2025=third)]
    assert said(item(target), *rows) == expected


def test_brackets_are_the_sum_of_the_five_years() -> None:
    # 1 + 1 + 1 + 1 + 1 = 5 and 0.6 × 5 = 3: together 8; with 0.5 in the last year 7.9.
    of = item("[8]", unit="万人", measure="flow", cumulative_kind="flow")
    first = flow("t1", "1", "1", "1", "1", "1")
    assert said(of, first, flow("t2", *["0.6"] * 5)) == []
    assert said(of, first, flow("t2", *["0.6"] * 4, "0.5")) == ["五年各单位分解数合计 7.9，规划目标 [8]，少 0.1"]


def test_sub_targets_in_brackets_are_five_year_sums_themselves() -> None:
    of = item("[8]", unit="万人", measure="flow", cumulative_kind="flow")
    assert said(of, part("t1", y2025="[5]"), part("t2", y2025="[3]")) == []
    assert said(of, part("t1", y2025="[5]"), part("t2", y2025="[2]")) == ["五年各单位分解数合计 7，规划目标 [8]，少 1"]


def test_a_year_that_is_missing_is_named_and_not_taken_for_nought() -> None:
    of = item("[8]", unit="万人", measure="flow", cumulative_kind="flow")
    # 5 years of 1 and 4 of 0.6: 5 + 2.4 = 7.4 so far.
    assert said(of, flow("t1", *["1"] * 5), flow("t2", *["0.6"] * 4)) == [
        "五年分解数不全：乙镇没有写，已有的合计 7.4，目标 [8]"
    ]


def test_a_part_without_a_figure_is_named() -> None:
    rows = [part("t1", y2025="1200"), part("t2", y2025="1000"), part("t3"), part("p1")]
    assert said(item("3100"), *rows) == ["2025 年分解数不全：园区、丙街道没有写，已有的合计 2200，目标 3100"]


def test_where_nobody_has_the_role_every_township_that_reports_is_to_have_a_figure() -> None:
    rows = [part("t1", "report", y2025="1200"), part("t2", "report"), part("t3", "report")]
    assert said(item("3100"), *rows) == ["2025 年分解数不全：乙镇、丙街道没有写，已有的合计 1200，目标 3100"]


def test_the_districts_own_years_are_held_against_the_sums_of_each_year() -> None:
    # 2024: 1000 + 900 = 1900 of 2000; 2025: 1600 + 1500 = 3100.
    rows = [
        part("d1", "lead", y2024="2000", y2025="3100"),
        part("t1", y2024="1000", y2025="1600"), part("t2", y2024="900", y2025="1500"),
    ]  # fmt: skip
    (found,) = checked(item("3100"), *rows)
    assert found.message.endswith("2024 年各单位分解数合计 1900，全区年度目标 2000，少 100")
    assert found.period == "2024"


def test_the_districts_own_last_year_is_held_against_the_target() -> None:
    assert said(item("3100"), part("d1", "lead", y2025="3000")) == ["2025 年全区年度目标 3000，规划目标 3100，少 100"]
    # [8]: 1.5 × 4 + 1.9 = 7.9.
    of = item("[8]", unit="万人", measure="flow", cumulative_kind="flow")
    assert said(of, flow("d1", *["1.5"] * 4, "1.9", role="lead")) == ["五年全区年度目标 7.9，规划目标 [8]，少 0.1"]


def test_an_increase_in_brackets_is_what_is_added_to_the_base() -> None:
    # The base is 1000, [500] makes 1500: levels of 800 + 700 do, and increases of [300] + [200] do; [300] + [100] lack 100.
    of = item("[500]", cumulative_kind="increase")
    assert said(of, part("t1", y2025="800"), part("t2", y2025="700")) == []
    assert said(of, part("t1", y2025="[300]"), part("t2", y2025="[200]")) == []
    assert said(of, part("t1", y2025="[300]"), part("t2", y2025="[100]")) == [
        "五年各单位分解数合计 400，规划目标 [500]，少 100"
    ]


@pytest.mark.parametrize(
    ("rollup", "why"),
    [("mean", "各单位的数要按权数加权平均，这里没有权数"), ("single", "这一项由区级直接报，没有各单位相加的汇总办法")],
)
def test_what_cannot_be_added_up_is_said_and_not_added(rollup: str, why: str) -> None:
    (found,) = checked(item("5.9", rollup=rollup), part("t1", y2025="6"), part("t2", y2025="5"))
    assert (found.severity, found.message) == (HINT, f"145-04 专利：{why}，分解数没有相加核对")


@pytest.mark.parametrize("target", ["市下达目标", "与经济增长基本同步"])
def test_a_target_in_words_is_nothing_to_add_up_to(target: str) -> None:
    (found,) = checked(item(target), part("t1", y2025="6"))
    assert found.severity == HINT
    assert "目标不是可以相加的数" in found.message


def test_without_sub_targets_nothing_is_said() -> None:
    assert said(item("3100"), part("d1", "lead"), part("t1"), part("t2", "report")) == []


def test_a_townships_figure_counts_whatever_its_role() -> None:
    # 1600 beside 报数 and 1500 beside 分解: 3100.
    assert said(item("3100"), part("t1", "report", y2025="1600"), part("t2", y2025="1500")) == []
