"""What a rule says where it does not hold, lacks a cell or has no result: both sides, the cell, causes and what to do."""

from __future__ import annotations

import pytest

from haishu_desk.checks.explain import Explanation
from haishu_desk.checks.ground import Place
from haishu_desk.checks.judging import HELD, MISSING, SKIPPED, UNDEFINED, VIOLATED, judge, told
from haishu_desk.checks.rules import Rule
from haishu_desk.domain.findings import Finding
from tests.checks.made import DISTRICT, OTHER, THIRD, TOWN, WHOLE, MadeGround, at, ground, rules

PART = Rule("R1", "核实性", "[145-08.分子]", "≤", "[145-01] * 0.4", "", "有数([145-08.分子])", "工业不会超过四成")


def outcome(rule: Rule, made: MadeGround, unit: str = WHOLE) -> str:
    ruleset = rules(rule)
    (compiled,) = ruleset
    return judge(made, compiled, ruleset.names, at(unit=unit, item=compiled.anchor.item)).outcome


def finding(rule: Rule, made: MadeGround, unit: str = WHOLE) -> Finding:
    ruleset = rules(rule)
    (compiled,) = ruleset
    spot = at(unit=unit, item=compiled.anchor.item)
    return told(made, compiled, spot, judge(made, compiled, ruleset.names, spot))


def test_a_rule_holds_is_violated_or_does_not_apply() -> None:
    assert outcome(PART, ground({"145-08.numerator": "400", "145-01": "1000"})) == HELD
    assert outcome(PART, ground({"145-08.numerator": "401", "145-01": "1000"})) == VIOLATED
    assert outcome(PART, ground({"145-01": "1000"})) == SKIPPED
    assert outcome(PART, ground({"145-08.numerator": "401", "145-01": "—"})) == MISSING


def test_a_violated_rule_says_both_sides_the_cell_the_difference_and_what_to_do() -> None:
    found = finding(PART, ground({"145-08.numerator": "500", "145-01": "1000.5"}))
    assert found == Finding(
        rule="R1",
        severity="核实性",
        message="工业不会超过四成。左边 “全部工业增加值占地区生产总值比重的分子” 是 500，右边 “地区生产总值” * 0.4 是 400.2，左边大于右边，差 99.8。"
        "其中 全部工业增加值占地区生产总值比重分子 500、地区生产总值 1000.5",
        place="区统计局·2024年·145-08 全部工业增加值占地区生产总值比重·分子",
        item="145-08",
        field="numerator",
        advice="请核对；数没有错请填审核说明，写明变动多少、什么时候、因为什么",
        title="工业不会超过四成",
        unit=WHOLE,
        period="2024",
        left="500",
        right="400.2",
        difference="99.8",
    )


def test_a_missing_cell_is_named_and_the_known_side_is_told() -> None:
    found = finding(PART, ground({"145-08.numerator": "500", "145-01": "未取得"}))
    assert found.severity == "提示"
    assert found.message == "缺数，没有比：工业不会超过四成。还缺 地区生产总值（写的是“未取得”）"
    assert (found.left, found.right, found.difference) == ("500", "缺数", None)
    assert "不按 0 算" in found.advice


def test_silent_townships_are_named() -> None:
    rule = Rule("R2", "核实性", "[145-04]", "=", "下级合计([145-04])", "", "", "镇街合计等于全区")
    found = finding(rule, ground({f"145-04|{DISTRICT}": "9", f"145-04|{TOWN}": "9"}), DISTRICT)
    assert found.message.endswith("还缺 横街镇 有效发明专利拥有量（没有填）、石碶街道 有效发明专利拥有量（没有填）")
    assert outcome(rule, ground({"145-04": "9"})) == SKIPPED  # nobody below it
    full = {f"145-04|{unit}": "3" for unit in (TOWN, OTHER, THIRD)} | {f"145-04|{DISTRICT}": "9"}
    assert outcome(rule, ground(full), DISTRICT) == HELD


def test_division_by_zero_is_a_hint_that_names_the_divisor() -> None:
    rule = Rule("R3", "强制性", "[145-11] / [145-11@上年同期]", "≤", "2", "", "", "不会翻番")
    made = ground({"145-11": "5", "145-11@2023": "0"})
    assert outcome(rule, made) == UNDEFINED
    found = finding(rule, made)
    assert found.severity == "提示"
    assert found.message == "算不出来：不会翻番。“[145-11@上年同期]”是 0，不能作除数"
    assert (found.left, found.right) == ("算不出来", "算不出来")


@pytest.mark.parametrize(
    ("tolerance", "right", "holds"),
    [("", "10.1", False), ("0.1", "10.1", True), ("0.1", "10.2", False), ("2%", "10.2", True), ("2%", "10.3", False),
     ("修约", "10.1", True), ("修约", "10.2", False)],
)  # fmt: skip
def test_two_sides_may_lie_apart_by_the_tolerance(tolerance: str, right: str, *, holds: bool) -> None:
    # rounding: half a last digit (0.05) for each of the two cells that were read
    rule = Rule("R4", "提示", "[145-01]", "=", "[145-02]", tolerance, "", "相等")
    assert (outcome(rule, ground({"145-01": "10", "145-02": right})) == HELD) is holds


def test_the_tolerance_is_told() -> None:
    rule = Rule("R4", "提示", "[145-01]", "约等于", "[145-02|dept-swj@上期#预计]", "2%", "", "差不多")
    found = finding(rule, ground({"145-01": "10", "145-02|dept-swj@2023#预计": "20"}))
    assert "右边 “区商务局的全员劳动生产率（上期，预计）” 是 20，左边不约等于右边，差 -10，容差 0.4" in found.message


@pytest.mark.parametrize(
    ("left", "right", "cause"),
    [("25000000", "2500", "一万倍"), ("250", "2500", "十倍"), ("25", "2500", "一百倍"), ("14", "2", "美元"), ("-5", "5", "负号"), ("2610", "2160", "颠倒"),
     ("0", "12", "不要填 0"), ("2.5", "2500", "一千倍")],
)  # fmt: skip
def test_what_it_looks_like_is_told_from_the_two_numbers(left: str, right: str, cause: str) -> None:
    rule = Rule("R5", "提示", "[145-11]", "=", "[145-12]", "", "", "相等")
    assert any(cause in said for said in finding(rule, ground({"145-11": left, "145-12": right})).causes)


def test_numbers_that_look_alike_are_shown_to_the_last_digit() -> None:
    rule = Rule("R6", "提示", "[145-11] / 3", "=", "0.3333333", "", "", "三分之一")
    found = finding(rule, ground({"145-11": "1"}))
    assert found.left == "0." + "3" * 50
    assert found.right == "0.3333333"


def test_a_question_is_explained_by_a_word_for_just_these_values() -> None:
    made = ground({"145-08.numerator": "500", "145-01": "1000"})
    place = Place("145-08", "numerator", WHOLE, "2024")
    made.words["R1", place] = [Explanation("R1", "新增", "新增企业3家", "500", "400")]
    assert finding(PART, made).explained
    made.set({"145-08.numerator": "501"})
    assert not finding(PART, made).explained
