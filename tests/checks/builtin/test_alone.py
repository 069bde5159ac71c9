"""Type, unit, decimals, bounds of a share, sign, missing, plausible limits: each found, and not found where nothing is wrong."""

from __future__ import annotations

from typing import Any

import pytest

from haishu_desk.domain.findings import Finding
from haishu_desk.domain.items import INDICATOR
from tests.checks.made import CATALOGUE, TOWN, WHOLE, checked, ground, made_item

TASK = next(item.code for item in CATALOGUE if item.kind != INDICATOR)


def of(rule: str, cells: dict[str, str], item: str = "145-99", by: str = WHOLE, **record: Any) -> list[Finding]:
    """What the check of that name says of the item."""
    made = ground({}, made_item(**record)).set(cells)
    return [finding for finding in checked(made, item, unit=by).findings if finding.rule == rule]


@pytest.mark.parametrize(
    ("cells", "fields"),
    [
        ({"145-99": "很多"}, ["value"]),
        ({"145-99.numerator": "若干"}, ["numerator"]),
        ({"145-99": "12"}, []),
        ({"145-99": ">12"}, []),
        ({"145-99": "—"}, []),
        ({"145-99": "不适用"}, []),
        ({"145-99": "未取得"}, []),
        ({}, []),
    ],
)
def test_words_in_a_cell_of_numbers(cells: dict[str, str], fields: list[str]) -> None:
    assert [(finding.severity, finding.field) for finding in of("type", cells)] == [
        ("强制性", field) for field in fields
    ]


def test_words_may_stand_where_the_target_is_words_and_in_a_task() -> None:
    assert of("type", {"145-99": "完成市下达目标"}, text_allowed=True) == []
    assert of("type", {TASK: "主体完工"}, TASK) == []
    assert [finding.field for finding in of("type", {f"{TASK}.invested": "一些"}, TASK)] == ["invested"]


@pytest.mark.parametrize(
    ("typed", "unit", "written"),
    [
        ("12%", "件", "%"),
        ("12.5亿元", "万人", "亿元"),
        ("12人", "亿元", "人"),
        ("12", "件", None),
        ("12%", "%", None),
        ("3.2万", "件", None),
        ("约12", "件", None),
    ],
)
def test_another_unit_than_the_items_own(typed: str, unit: str, written: str | None) -> None:
    found = _with_unit(typed, unit)
    assert [finding.severity for finding in found] == ([] if written is None else ["强制性"])
    assert all(f"“{written}”" in finding.message and unit in finding.message for finding in found)


def _with_unit(typed: str, unit: str) -> list[Finding]:
    made = ground({}, made_item(unit=unit)).set({"145-99": typed})
    return [finding for finding in checked(made, "145-99").findings if finding.rule == "unit"]


def test_words_with_a_unit_are_told_as_a_unit_only() -> None:
    made = ground({}, made_item(unit="万人")).set({"145-99": "12.5亿元"})
    assert [finding.rule for finding in checked(made, "145-99").findings] == ["unit"]


@pytest.mark.parametrize(
    ("typed", "found"),
    [("12.34", 1), ("12.3", 0), ("12.300", 0), ("12", 0), ("1200", 0), (">12.34", 1), ("—", 0), ("完成", 0)],
)
def test_more_decimals_than_the_item_is_kept_with(typed: str, found: int) -> None:
    assert [finding.severity for finding in of("decimals", {"145-99": typed}, decimals=1)] == ["提示"] * found


def test_a_townships_part_may_be_finer_than_the_districts_figure() -> None:
    assert of("decimals", {f"145-99|{TOWN}": "0.121"}, by=TOWN, decimals=2) == []


@pytest.mark.parametrize(
    ("typed", "found"), [("100.1", 1), ("5000", 1), ("100", 0), ("0", 0), (">93", 0), ("—", 0), ("未取得", 0)]
)
def test_a_share_above_a_hundred(typed: str, found: int) -> None:
    made = ground({}, made_item(unit="%", measure="rate", decimals=1)).set({"145-99": typed})
    findings = [finding for finding in checked(made, "145-99").findings if finding.rule == "share"]
    assert [(finding.severity, finding.right) for finding in findings] == [("强制性", "100")] * found


def test_growth_may_pass_a_hundred_percent() -> None:
    made = ground({}, made_item(unit="%", measure="growth")).set({"145-99": "120"})
    assert [finding for finding in checked(made, "145-99").findings if finding.rule in ("share", "sign")] == []


@pytest.mark.parametrize(
    ("cells", "record", "found"),
    [
        ({"145-99": "-5"}, {}, [("value", "强制性")]),
        (
            {"145-99.numerator": "-5", "145-99.denominator": "-1"},
            {},
            [("numerator", "强制性"), ("denominator", "强制性")],
        ),
        ({"145-99.cumulative": "-5"}, {"measure": "flow"}, [("cumulative", "强制性")]),
        ({"145-99.cumulative": "-5"}, {"measure": "growth"}, []),
        ({"145-99.growth": "-5"}, {}, []),
        ({"145-99": "-5"}, {"measure": "growth"}, []),
        ({"145-99": "0"}, {}, []),
        ({"145-99": "-"}, {}, []),  # nothing, not negative
    ],
)
def test_a_negative_number_where_there_can_be_none(
    cells: dict[str, str], record: dict[str, Any], found: list[tuple[str, str]]
) -> None:
    assert sorted((finding.field, finding.severity) for finding in of("sign", cells, **record)) == sorted(found)


def test_investment_may_be_corrected_downwards_with_a_word() -> None:
    (finding,) = of("sign", {f"{TASK}.invested": "-120"}, TASK)
    assert finding.severity == "核实性"
    assert "冲减" in finding.advice


@pytest.mark.parametrize(
    ("typed", "found"), [(None, 1), ("", 1), ("0", 0), ("—", 0), ("不适用", 0), ("未取得", 0), ("好", 0)]
)
def test_a_value_that_nobody_filled_in(typed: str | None, found: int) -> None:
    findings = of("missing", {} if typed is None else {"145-99": typed})
    assert [(finding.severity, finding.left) for finding in findings] == [("提示", None)] * found
    assert all("未取得" in finding.advice for finding in findings)


def test_any_vintage_is_an_answer_and_a_task_wants_its_progress() -> None:
    assert of("missing", {"145-99#预计": "5"}) == []
    assert [finding.message for finding in of("missing", {}, TASK)] == ["形象进度没有填"]
    assert of("missing", {TASK: "已开工"}, TASK) == []


def test_a_township_may_give_numerator_and_denominator_instead_of_a_ratio() -> None:
    parts = {f"145-99.numerator|{TOWN}": "5"}
    assert of("missing", parts, by=TOWN, rollup="mean") == []
    assert len(of("missing", parts, by=TOWN, rollup="sum")) == 1
    assert len(of("missing", {"145-99.numerator": "5"}, rollup="mean")) == 1
    assert "分子" in of("missing", {}, by=TOWN, rollup="mean")[0].message


@pytest.mark.parametrize(
    ("typed", "bound"),
    [("9", "10"), ("10", None), ("99", None), ("101", "100"), (">101", None), ("—", None), ("不适用", None)],
)
def test_a_value_outside_what_is_plausible(typed: str, bound: str | None) -> None:
    findings = of("limits", {"145-99": typed}, limits={"low": "10", "high": "100"})
    assert [(finding.severity, finding.right) for finding in findings] == ([("核实性", bound)] if bound else [])


def test_limits_of_one_side_only_and_those_that_do_not_apply() -> None:
    assert len(of("limits", {"145-99": "0.1"}, limits={"low": None, "high": "0.02"}, decimals=5)) == 1
    assert of("limits", {f"145-99|{TOWN}": "1"}, by=TOWN, limits={"low": "10", "high": "100"}) == []
    made = ground({}, made_item(measure="flow", limits={"low": "10", "high": "100"})).set({"145-99@2024-03": "1"})
    assert [finding.rule for finding in checked(made, "145-99", period="2024-03").findings] == []
