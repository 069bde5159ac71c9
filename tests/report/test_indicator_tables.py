"""The tables of indicators: groups by verdict, two judgements in the final one, nothing where nothing is."""

from __future__ import annotations

import pytest

from haishu_desk.report.draft import Draft
from haishu_desk.report.facts import PRINTED, RECKONED
from haishu_desk.report.indicator_tables import (
    binding_table,
    estimates_table,
    missing_table,
    needed_table,
    progress_table,
)
from haishu_desk.report.material import FINAL, MIDTERM, Warned
from tests.report.gathered import MISSING, fact, line, material


def texts(table: object) -> list[list[str]]:
    return [[cell.text for cell in row] for row in table.rows]  # type: ignore[attr-defined]


def test_the_rows_stand_in_groups_by_verdict_with_the_number_in_each() -> None:
    table = progress_table(Draft(material(line("甲"), line("乙", "提前实现"), line("丙"))))
    assert [row[0] for row in texts(table) if len(row) == 1] == ["提前实现（1项）", "滞后（2项）"]
    assert all(len(row) in (1, table.columns) for row in table.rows)
    assert len(table.heads[0]) == len(table.aligned) == table.columns


def test_the_annual_table_has_the_year_s_own_target_and_the_midterm_one_has_not() -> None:
    made = line("甲", annual=fact("甲", "14", PRINTED), ratio=fact("甲", "89.3%", RECKONED), before=fact("甲", "11"))
    annual = progress_table(Draft(material(made)))
    titles = [head.text for head in annual.heads[0]]
    row = dict(zip(titles, texts(annual)[1], strict=True))
    assert (row["上年"], row["本年目标"], row["完成率"], row["实绩"], row["2025年目标"]) == (
        "11",
        "14",
        "89.3%",
        "12.5",
        ">93",
    )
    midterm = progress_table(Draft(material(made, kind=MIDTERM)))
    assert "本年目标" not in [head.text for head in midterm.heads[0]]


def test_what_is_not_there_is_a_dash_and_an_estimate_is_named_below() -> None:
    made = line("甲", "暂不评价", actual=None, expected=None, when="", lead="")
    table = progress_table(Draft(material(made, line("乙", actual=fact("乙", "1", vintage="预计")))))
    titles = [head.text for head in table.heads[0]]
    row = dict(zip(titles, texts(table)[-1], strict=True))
    assert {row[name] for name in ("实绩", "应达值", "期末预测", "截至", "责任单位")} == {"—"}
    assert any("预计" in note for note in table.notes)


def test_the_final_table_judges_by_level_and_by_growth_side_by_side() -> None:
    made = line(
        "商品销售总额",
        by_level="滞后",
        by_growth="提前实现",
        average=fact("商品", "12.5", RECKONED),
        growth=fact("商品", "10", PRINTED),
    )
    table = progress_table(Draft(material(made, kind=FINAL)))
    assert texts(table)[0][5:11] == ["10", "12.5", "—", "12.5", "滞后", "提前实现"]
    assert [sum(head.across for head in table.heads[0]), len(table.heads[1])] == [table.columns, 5]


def test_the_binding_table_says_what_is_warned_of() -> None:
    made = material(
        line("甲", is_binding=True), line("乙"), warnings=(Warned("甲", "2024年滞后", "今后每年需增长 3%"),)
    )
    assert [(row[0], row[-1]) for row in texts(binding_table(Draft(made)))] == [
        ("甲（亿元）", "2024年滞后，今后每年需增长 3%")
    ]


def test_what_is_missing_stands_with_its_reason_and_who_brings_it() -> None:
    assert texts(missing_table(Draft(material(missing=(MISSING,))))) == [
        ["碳排放降低", "没有数", "没有下达", "生态环境分局", "未定", "录入目标"]
    ]


def test_the_next_year_is_told_only_of_what_has_a_way() -> None:
    made = material(line("甲", next_due=fact("甲", "16", RECKONED)), line("乙"))
    assert texts(needed_table(Draft(made))) == [["甲（亿元）", "12.5", "2024年", "16", "—", "区发改局"]]


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [("3050", "3120", "+70"), ("26", "25.5", "-0.5"), ("完成", "完成", "一致"), ("<93", "93", "不是数，不相减")],
)
def test_an_estimate_and_what_it_came_to_are_subtracted_where_they_are_numbers(
    before: str, after: str, said: str
) -> None:
    table = estimates_table(
        Draft(material(estimates=((fact("甲", before), fact("甲", after)), (fact("乙", "1"), None))))
    )
    assert [row[-1] for row in texts(table)] == [said, "最终值还没有"]
