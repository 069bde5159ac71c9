"""Rules as rows and as JSON, their tolerance, and which of them a cell touches."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

import pytest

from haishu_desk.checks.rules import COLUMNS, Rule, Tolerance, rules_from_rows
from haishu_desk.domain.errors import UsageError
from tests.checks.made import rules

RULE = Rule("R1", "核实性", "[145-02]", "≤", "[145-01] * 2", "2%", "有数([145-01])", "说得通", "某名")


def test_a_rule_survives_json_and_the_workbook() -> None:
    assert Rule.from_json(RULE.as_json()) == RULE
    assert rules_from_rows([RULE.as_row()]) == [RULE]
    assert Rule.from_json({"code": "R2", "left": "[145-01]", "name": "名"}).as_json() == {
        "code": "R2",
        "left": "[145-01]",
        "name": "名",
    }


def test_the_workbook_has_eight_columns_and_a_ninth_for_those_who_want_names() -> None:
    assert list(COLUMNS) == ["编号", "级别", "左式", "比较", "右式", "容差", "条件", "说明", "名称"]
    row: dict[str, str | None] = {column: part for column, part in RULE.as_row().items() if column != "名称"}
    assert rules_from_rows([row])[0].name == ""
    del row["容差"]
    with pytest.raises(UsageError, match="缺“容差”一栏"):
        rules_from_rows([row])


def test_blank_rows_are_left_out_and_signs_as_people_type_them_are_understood() -> None:
    blank: dict[str, str | None] = dict.fromkeys(COLUMNS)
    rows: list[Mapping[str, str | None]] = [
        blank,
        *({**RULE.as_row(), "比较": typed} for typed in ("<=", " ≤ ", "不大于")),
    ]
    assert [rule.comparison for rule in rules_from_rows(rows)] == ["≤"] * 3


@pytest.mark.parametrize(
    ("text", "read"),
    [("", Tolerance()), ("0.15", Tolerance("绝对", Decimal("0.15"))), ("2%", Tolerance("百分", Decimal(2))), ("2％", Tolerance("百分", Decimal(2))),
     ("修约", Tolerance("修约")), ("-1", None), ("很小", None), ("1e5", None)],
)  # fmt: skip
def test_a_tolerance_is_a_number_a_percentage_or_the_rounding(text: str, read: Tolerance | None) -> None:
    assert Tolerance.parse(text) == read


def test_a_cell_finds_the_rules_that_mention_it_also_through_names_and_conditions() -> None:
    ruleset = rules(
        Rule("N", left="[145-03.分子] * 2", name="双倍"),
        Rule("A", "提示", "[145-01]", ">", "0", "", "", "甲"),
        Rule("B", "提示", "[145-02]", ">", "{双倍}", "", "有数([145-01])", "乙"),
        Rule("C", "提示", "[本项]", ">", "[本项@上期]", "", "", "丙"),
    )
    assert [each.rule.code for each in ruleset] == ["A", "B", "C"]
    assert [each.rule.code for each in ruleset.touched_by("145-01", "value")] == ["A", "B"]
    assert [each.rule.code for each in ruleset.touched_by("145-03", "numerator")] == ["B"]
    assert ruleset.touched_by("145-03", "value") == []
    assert [each.rule.code for each in ruleset.touched_by_each("value")] == ["C"]
    assert ruleset.touched_by_each("growth") == []
