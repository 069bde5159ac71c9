"""A rule counts only after all that it speaks of was found; circles are refused with their path."""

from __future__ import annotations

from dataclasses import asdict, replace

import pytest

from haishu_desk.checks.compiling import compile_rules
from haishu_desk.checks.rules import COLUMNS, Fault, Rule
from tests.checks.made import KNOWN

SOUND = Rule("R1", "核实性", "[145-02]", "≤", "[145-01]", "", "", "说得通")


def faults_of(*rules: Rule) -> list[Fault]:
    return compile_rules(rules, KNOWN)[1]


def said(*rules: Rule) -> list[tuple[int, str, str]]:
    return [(fault.row, fault.column, fault.message) for fault in faults_of(*rules)]


def test_a_sound_rule_counts() -> None:
    ruleset, faults = compile_rules([SOUND], KNOWN)
    assert (len(ruleset), faults) == (1, [])


@pytest.mark.parametrize(
    ("wrong", "column", "says"),
    [
        ({"code": ""}, "编号", "没有编号"),
        ({"text": "字" * 501}, "说明", "说明太长（501字）"),
        ({"code": "x" * 41}, "编号", "太长"),
        ({"code": "missing"}, "编号", "自带审核"),
        ({"severity": "严重"}, "级别", "没有级别“严重”"),
        ({"severity": ""}, "级别", "没有级别“”"),
        ({"comparison": "约"}, "比较", "没有比较“约”"),
        ({"comparison": "约等于"}, "容差", "没有写容差"),
        ({"tolerance": "一点"}, "容差", "看不懂容差“一点”"),
        ({"text": ""}, "说明", "没有说明"),
        ({"name": "{a}"}, "名称", "花括号"),
        ({"left": ""}, "左式", "公式是空的"),
        ({"right": ""}, "右式", "公式是空的"),
        ({"left": "[145-02] +"}, "左式", "第11个字：公式没有写完"),
        ({"right": "x" * 10_000}, "右式", "10000个字"),
        ({"condition": "[145-01]"}, "条件", "没有写完"),
        ({"left": "[145-34]"}, "左式", "没有代码为“145-34”"),
        ({"condition": "有数([145-35])"}, "条件", "没有代码为“145-35”"),
        ({"right": "[145-01|330203999]"}, "右式", "没有代码为“330203999”的单位"),
        ({"right": "[145-01.完成投资]"}, "右式", "没有栏目“完成投资”"),
        ({"right": "[本项.nothing]"}, "右式", "没有栏目“nothing”"),
        ({"right": "[145-02@12月]"}, "右式", "按年填报，没有“12月”这一期"),
        ({"right": "[145-01@2023-09]"}, "右式", "按季填报，没有“2023-09”这一期"),
        ({"right": "{三产合计}"}, "右式", "没有名称为“三产合计”的规则"),
        ({"left": "1", "right": "[145-01@上期] + [145-02|dept-tjj]"}, "左式", "没有本单位本期的格"),
    ],
)
def test_what_is_wrong_is_said_with_row_and_column(wrong: dict[str, str], column: str, says: str) -> None:
    fault = next(iter(faults_of(replace(SOUND, **wrong))))
    assert (fault.row, fault.column) == (2, column)
    assert says in fault.message
    assert fault.advice


def test_a_period_that_moves_with_the_return_is_not_refused() -> None:
    assert said(replace(SOUND, right="[145-02@上期] + [145-02@上年同期] + [145-02@全年] + [145-01@4季度]")) == []


@pytest.mark.parametrize(("column", "part"), COLUMNS.items())
@pytest.mark.parametrize("sign", ["\x07", "\x1b", "\ufffe"])
def test_a_sign_that_nobody_sees_is_refused_in_every_column_and_not_repeated(column: str, part: str, sign: str) -> None:
    rule = Rule.from_json({**asdict(SOUND), part: f"甲{sign}乙"})
    (fault,) = faults_of(rule)
    assert (fault.column, fault.message) == (column, "含有看不见的符号")
    assert sign not in fault.finding().message


def test_codes_and_names_stand_once() -> None:
    twice = [replace(SOUND, name="名"), replace(SOUND, name="名")]
    assert said(*twice) == [(3, "编号", "编号“R1”与第2行重复"), (3, "名称", "名称“名”与第2行重复")]


def test_the_fault_of_one_rule_takes_no_other_along() -> None:
    ruleset, faults = compile_rules([replace(SOUND, code="bad", left="("), SOUND], KNOWN, [5, 9])
    assert [each.rule.code for each in ruleset] == ["R1"]
    assert [fault.row for fault in faults] == [5]
    finding = faults[0].finding()
    assert finding.severity == "强制性"
    assert finding.message.startswith("第5行 bad 左式：")


def definition(name: str, left: str) -> Rule:
    return Rule(f"N-{name}", left=left, name=name)


def test_names_that_run_in_a_circle_are_refused_with_the_path() -> None:
    rows = [definition("甲", "{乙} + 1"), definition("乙", "{丙} * 2"), definition("丙", "{甲} - [145-01]")]
    assert said(*rows) == [
        (2, "左式", "名称绕成了圈：甲 → 乙 → 丙 → 甲"),
        (3, "左式", "用到的“丙”本身有错"),
        (4, "左式", "用到的“甲”本身有错"),
    ]
    assert said(definition("己", "{己}")) == [(2, "左式", "名称绕成了圈：己 → 己")]


def test_each_of_two_circles_is_named_and_what_leans_on_one_is_refused() -> None:
    rows = [definition("甲", "{甲}"), definition("乙", "{丙}"), definition("丙", "{乙}"), replace(SOUND, right="{乙}")]
    messages = [message for _, _, message in said(*rows)]
    assert "名称绕成了圈：甲 → 甲" in messages
    assert "名称绕成了圈：乙 → 丙 → 乙" in messages
    assert messages[-1] == "用到的“乙”本身有错"


def test_a_name_that_is_used_twice_is_no_circle() -> None:
    rows = [
        definition("甲", "{乙} + {丙}"),
        definition("乙", "{丙} * 2"),
        definition("丙", "[145-01]"),
        replace(SOUND, right="{甲}"),
    ]
    ruleset, faults = compile_rules(rows, KNOWN)
    assert faults == []
    assert [cell.item for cell in next(iter(ruleset)).cells] == ["145-02", "145-01"]


def test_a_named_rule_may_also_compare_and_use_its_own_name_on_the_right() -> None:
    assert said(replace(SOUND, name="劳产率", right="{劳产率} + [145-01]")) == []


def test_names_on_names_end_somewhere() -> None:
    rows = [definition("名0", "[145-01]"), *(definition(f"名{n}", f"{{名{n - 1}}} + 1") for n in range(1, 80))]
    messages = [message for _, _, message in said(*rows)]
    assert messages[0] == "名称套名称套得太深，最多100层"
    assert all("本身有错" in message for message in messages[1:])


def test_five_hundred_names_in_a_row_are_refused_and_not_a_crash() -> None:
    rows = [definition(f"名{n}", f"{{名{(n + 1) % 500}}} + 1") for n in range(500)]
    assert next(iter(faults_of(*rows))).message.startswith("名称绕成了圈：名0 → 名1 → ")
