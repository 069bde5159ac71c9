"""Cumulative figures, parts of the year, townships, growth and the plan's bounds: each found and not found."""

from __future__ import annotations

from typing import Any

import pytest

from haishu_desk.checks.ground import Place
from haishu_desk.domain.findings import Finding
from tests.checks.made import DISTRICT, OTHER, THIRD, TOWN, WHOLE, checked, ground, made_item

FLOW: dict[str, Any] = {"measure": "flow", "decimals": 1}


def of(rule: str, cells: dict[str, str], period: str = "2024", by: str = WHOLE, **record: Any) -> list[Finding]:
    made = ground({}, made_item(**record)).set(cells)
    return [finding for finding in checked(made, "145-99", unit=by, period=period).findings if finding.rule == rule]


@pytest.mark.parametrize(
    ("before", "now", "period", "found"),
    [
        ({"2024-02": "20"}, "19.9", "2024-03", 1),
        ({"2024-01": "21", "2024-02": "—"}, "19.9", "2024-03", 1),  # the last known one
        ({"2024-H1": "50"}, "40", "2024-Q3", 1),
        ({"2024-02": "20"}, "20", "2024-03", 0),
        ({"2024-02": "未取得"}, "19", "2024-03", 0),
        ({"2024-04": "50"}, "19", "2024-03", 0),
        ({"2023-12": "240"}, "19", "2024-01", 0),  # January begins anew
        ({"2024-02": "20"}, "—", "2024-03", 0),
    ],
)
def test_a_cumulative_figure_that_falls(before: dict[str, str], now: str, period: str, found: int) -> None:
    cells = {f"145-99@{at}": value for at, value in before.items()} | {f"145-99@{period}": now}
    assert [finding.severity for finding in of("falling", cells, period, **FLOW)] == ["强制性"] * found
    assert of("falling", cells, period, measure="level") == []


def test_a_correction_in_the_note_makes_it_a_question() -> None:
    made = ground({}, made_item(**FLOW)).set({"145-99@2024-02": "20", "145-99@2024-03": "19"})
    made.notes[Place("145-99", "value", WHOLE, "2024-03")] = "更正2月多报的1亿元"
    assert [finding.severity for finding in checked(made, "145-99", period="2024-03").findings] == ["核实性"]


@pytest.mark.parametrize(
    ("part", "value", "year", "severities"),
    [
        ("2024-12", "100.2", "100", ["核实性"]),
        ("2024-12", "100.1", "100", []),  # one in the last digit
        ("2024-Q4", "90", "100", ["核实性"]),
        ("2024-H2", "100", "100", []),
        ("2024-Q3", "100.1", "100", ["强制性"]),
        ("2024-Q3", "99", "100", []),
        ("2024-Q3", "—", "100", []),
        ("2024-Q3", "99", "未取得", []),
        ("2023-Q3", "999", "100", []),
    ],
)
def test_parts_of_the_year_against_the_year(part: str, value: str, year: str, severities: list[str]) -> None:
    cells = {f"145-99@{part}": value, "145-99": year}
    assert [finding.severity for finding in of("parts", cells, **FLOW)] == severities
    if not part.startswith("2023"):
        assert [finding.severity for finding in of("parts", cells, part, **FLOW)] == severities


def test_a_level_at_the_end_of_december_is_the_years_and_may_fall_before() -> None:
    assert [finding.severity for finding in of("parts", {"145-99@2024-12": "103", "145-99": "100"})] == ["核实性"]
    assert of("parts", {"145-99@2024-09": "130", "145-99": "100"}) == []
    assert of("parts", {"145-99@2024-12": "103", "145-99": "100"}, measure="rate") == []


def test_parts_that_end_on_the_same_day_are_equal() -> None:
    cells = {"145-99@2024-06": "50", "145-99@2024-H1": "51", "145-99@2024-Q2": "50"}
    findings = of("parts", cells, "2024-06", **FLOW)
    assert [(finding.severity, finding.left, finding.right) for finding in findings] == [("核实性", "50", "51")]
    assert of("parts", {"145-99@2024-06": "50", "145-99@2024-Q2": "50"}, "2024-06", **FLOW) == []


def towns(*values: str | None, field: str = "") -> dict[str, str]:
    pairs = zip((TOWN, OTHER, THIRD), values, strict=True)
    return {f"145-99{field}|{unit}": value for unit, value in pairs if value is not None}


@pytest.mark.parametrize(
    ("parts", "whole", "record", "severities"),
    [
        (("10", "20", "30"), "60", {}, []),
        (("10", "20", "30"), "61", {}, ["核实性"]),
        (("10", "20", "30"), "59", {}, ["强制性"]),  # the parts are more than the whole
        (("10", "20", None), "60", {}, []),  # one has not reported: less says nothing
        (("10", "20", "—"), "60", {}, []),
        (("10", "20", "未取得"), "29", {}, ["强制性"]),
        ((None, None, None), "60", {}, []),
        (("10", "20", "30"), "未取得", {}, []),
        (("1.05", "2.05", "3.05"), "6.16", {"decimals": 2, "unit": "亿斤"}, []),  # rounding: four halves of 0.01
        (("1.05", "2.05", "3.05"), "6.18", {"decimals": 2, "unit": "亿斤"}, ["核实性"]),
        (("10", "20", "30"), "99", {"rollup": "single"}, []),
        (("10", "20", "30"), "20", {"rollup": "mean"}, []),  # ratios are no parts of a ratio
    ],
)
def test_the_sum_of_townships_against_the_district(
    parts: tuple[str | None, ...], whole: str, record: dict[str, Any], severities: list[str]
) -> None:
    cells = towns(*parts) | {f"145-99|{DISTRICT}": whole}
    assert [finding.severity for finding in of("townships", cells, by=DISTRICT, **record)] == severities


def test_townships_that_are_silent_are_named_beside_a_sum_that_is_too_large() -> None:
    (finding,) = of("townships", towns("50", "20", None) | {f"145-99|{DISTRICT}": "60"}, by=DISTRICT)
    assert finding.message == "镇乡街道本期值合计 70，全区 60，多 10；还没有数的：石碶街道"
    assert (finding.left, finding.right, finding.difference) == ("70", "60", "10")


def test_of_a_ratio_numerators_and_denominators_are_added() -> None:
    cells = towns("1", "2", "3", field=".numerator") | {f"145-99.numerator|{DISTRICT}": "7"}
    cells |= towns("4", "5", "6", field=".denominator") | {f"145-99.denominator|{DISTRICT}": "15"}
    assert [finding.field for finding in of("townships", cells, by=DISTRICT, rollup="mean")] == ["numerator"]


def test_a_unit_without_townships_is_not_asked_for_their_sum() -> None:
    assert of("townships", towns("10", "20", "30") | {"145-99": "1"}) == []


@pytest.mark.parametrize(
    ("last", "now", "growth", "found"),
    [
        ("100", "110", "10", 0),
        ("100", "110", "10.1", 0),  # rounding of the two values
        ("100", "110", "11", 1),
        ("1234.5", "1358", "10", 0),  # 10.004
        ("100", "110", "—", 0),
        ("100", "110", "未取得", 0),
        ("—", "110", "10", 0),
        ("0", "110", "10", 0),
        ("-5", "110", "10", 0),
        ("100", "—", "10", 0),
        ("100", "110", "-10", 1),
    ],
)
def test_printed_growth_against_what_the_values_give(last: str, now: str, growth: str, found: int) -> None:
    cells = {"145-99@2023": last, "145-99": now, "145-99.growth": growth}
    findings = of("growth", cells, **FLOW)
    assert [(finding.severity, finding.field) for finding in findings] == [("核实性", "growth")] * found
    assert of("growth", cells, **FLOW, notes=["增速按可比价计算"]) == []
    assert of("growth", cells, measure="growth") == []


def test_numbers_longer_than_can_be_reckoned_with_are_told_all_the_same() -> None:
    cells = {"145-99@2023": "7", "145-99": "1" * 60 + ".1234567", "145-99.growth": "5"}
    assert len(of("growth", cells, **FLOW)) == 1


def bound(
    target: str, *values: str, base: str = "—", period: str = "2024", by: str = WHOLE, **record: Any
) -> list[Finding]:
    year = int(period[:4])
    cells = {
        f"145-99|{by}@{at}": value for at, value in zip(range(year + 1 - len(values), year), values[:-1], strict=True)
    }
    printed: dict[str, Any] = {
        "values": {"target": target, "base": base},
        "measure": "rate",
        "decimals": 5,
        "attribute": "约束性",
    }
    made = ground({}, made_item(**(printed | record))).set(cells | {f"145-99|{by}@{period}": values[-1]})
    return [finding for finding in checked(made, "145-99", unit=by, period=period).findings if finding.rule == "bound"]


@pytest.mark.parametrize(
    ("target", "base", "values", "found"),
    [
        ("<0.005", "0.003", ("0.006",), 1),  # the base was on the right side
        ("<0.005", "0.003", ("0.005",), 1),  # the bound itself is not below it
        ("<0.005", "0.003", ("0.004",), 0),
        (">93", "91", ("92",), 0),  # a way to go
        (">93", "91", ("94", "92"), 1),  # met last year, lost now
        ("≥93", "91", ("94", "93"), 0),
        ("<27", "26", ("—",), 0),
        ("<27", "26", ("未取得",), 0),
        ("<27", "26", ("<28",), 0),
        ("2000", "1201", ("1100",), 0),  # a level is no bound
        ("[8]", "—", ("1",), 0),
        ("—", "—", ("1",), 0),
        ("市下达目标", "—", ("1",), 0),
    ],
)
def test_a_bound_of_the_plan_is_crossed(target: str, base: str, values: tuple[str, ...], found: int) -> None:
    assert [finding.severity for finding in bound(target, *values, base=base)] == ["核实性"] * found


def test_at_the_end_of_the_plan_every_bound_counts() -> None:
    assert len(bound(">93", "92", base="91", period="2025")) == 1
    assert bound(">93", "92", base="91", period="2024") == []


def test_what_is_kept_must_not_fall_below_its_target() -> None:
    assert bound(">49.83", "49.83", base="49.83", direction="keep") == []
    assert len(bound(">49.83", "49.82", base="49.83", direction="keep")) == 1
    assert len(bound("2.11", "2.1", base="2.11", direction="keep")) == 1
    assert bound("2.11", "2.11", base="2.11", direction="keep") == []


def test_an_expected_bound_is_a_hint_and_a_part_of_a_year_or_of_the_district_none() -> None:
    assert [finding.severity for finding in bound("<27", "28", base="26", attribute="预期性")] == ["提示"]
    assert bound("<27", "28", base="26", period="2024-01") == []
    assert bound("<27", "28", base="26", by=TOWN) == []
