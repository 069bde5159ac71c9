"""Tables of indicators: any order of columns, one level of heads or two, merged cells, rows of a row."""

from __future__ import annotations

from haishu_desk.outline.blocks import Grid, Row
from haishu_desk.outline.indicators import IndicatorTable, table_of

HEAD = ("序号", "类别", "指标", "2025年", "2030年目标", "年均增长", "属性")


def grid(*rows: tuple[str, ...]) -> Grid:
    made = tuple(Row(place, cells, place) for place, cells in enumerate(rows, start=1))
    return Grid(1, len(rows), made)


def table(*rows: tuple[str, ...]) -> IndicatorTable:
    found = table_of(grid(*rows))
    assert found is not None
    return found


def test_a_row_is_read_with_its_facts_and_its_cells() -> None:
    (row,) = table(HEAD, ("1", "经济", "地区生产总值（亿元）", "312", "450", "6.5%", "预期性")).rows
    assert (row.number, row.name, row.unit, row.category, row.attribute) == (
        "1",
        "地区生产总值",
        "亿元",
        "经济",
        "预期性",
    )
    assert row.values == {"base": "312", "target": "450", "growth": "6.5%"}


def test_the_order_of_columns_does_not_matter() -> None:
    order = [6, 5, 2, 0, 4, 1, 3]
    rows = [HEAD, ("1", "经济", "总人口（万人）", "31", "32", "—", "预期性")]
    straight, mixed = table(*rows).rows, table(*(tuple(row[place] for place in order) for row in rows)).rows
    assert (straight[0].name, straight[0].values) == (mixed[0].name, mixed[0].values)


def test_a_category_that_is_merged_counts_for_the_rows_beneath() -> None:
    rows = table(
        HEAD, ("1", "经济", "甲（个）", "1", "2", "—", "预期性"), ("2", "", "乙（个）", "3", "4", "—", "预期性")
    ).rows
    assert [row.category for row in rows] == ["经济", "经济"]


def test_heads_of_two_levels_are_put_together() -> None:
    found = table(
        ("编号", "指标名称", "规划目标", "完成情况"),
        ("", "", "2020年", "年均增长", "2020年", "年均增长"),
        ("1", "甲（个）", "10", "5%", "9", "4%"),
    )
    assert found.is_result
    assert found.rows[0].values == {"target": "10", "target_growth": "5%", "actual": "9", "actual_growth": "4%"}


def test_a_cell_over_a_part_of_the_name_is_its_parent_and_a_merged_figure_is_filled_and_said() -> None:
    rows = table(
        HEAD,
        ("1", "民生", "户籍人口", "养老保险参保率（%）", "98", "99", "—", "预期性"),
        ("", "", "", "医疗保险参保率（%）", "99", "", "—", "预期性"),
    ).rows
    assert [(row.number, row.parent, row.name) for row in rows] == [
        ("1", "户籍人口", "养老保险参保率"), ("1", "户籍人口", "医疗保险参保率"),
    ]  # fmt: skip
    assert rows[1].values["target"] == "99"
    assert rows[1].doubts == ["2030年目标：合并单元格，与上一行同"]


def test_of_which_rows_belong_to_the_row_above() -> None:
    rows = table(
        HEAD,
        ("1", "民生", "居民收入（元）", "1", "2", "—", "预期性"),
        ("", "", "其中：农村（元）", "1", "2", "—", "预期性"),
    ).rows
    assert (rows[1].number, rows[1].parent, rows[1].name) == ("1", "居民收入", "农村")


def test_marks_glued_to_names_and_figures_are_taken_off_and_the_figure_is_named() -> None:
    (row,) = table(HEAD, ("1", "民生", "每千人托位数（个）*", "2.1①", "4.5", "—", "预期性")).rows
    assert (row.name, row.marks, row.values["base"]) == ("每千人托位数", "*", "2.1")
    assert row.doubts == ["2025年：原文是“2.1①”，去掉了注号"]


def test_a_dash_stays_a_dash_and_an_empty_cell_is_named() -> None:
    (row,) = table(HEAD, ("1", "民生", "甲（个）", "—", "", "[8]", "预期性")).rows
    assert row.values == {"base": "—", "target": "", "growth": "[8]"}
    assert row.doubts == ["2030年目标：这一格是空的"]


def test_a_row_that_does_not_fit_is_named_and_not_bent() -> None:
    found = table(HEAD, ("1", "经济", "甲（个）", "1", "2", "—", "预期性"), ("2", "乙（个）", "3", "4"))
    assert [row.name for row in found.rows] == ["甲"]
    assert [(each.line, each.message) for each in found.problems] == [
        (3, "这一行有 4 格，表有 7 栏，没有读：2 乙（个） 3 4")
    ]


def test_a_row_that_a_blank_line_broke_is_put_together() -> None:
    rows = table(
        HEAD,
        ("1", "经济", "甲（个）", "1", "2", "—", "预期性"),
        ("2", "生态"),
        ("乙（个）", "3", "4", "—", "约束性"),
        ("3", "", "丙（个）", "3", "4", "—", "约束性"),
    ).rows
    assert [(row.number, row.category, row.name) for row in rows] == [
        ("1", "经济", "甲"), ("2", "生态", "乙"), ("3", "生态", "丙"),
    ]  # fmt: skip


def test_a_run_of_cells_without_blank_lines_is_cut_where_the_numbers_stand_in_one_column() -> None:
    body = [cell for number in ("1", "2", "3") for cell in (number, "类", f"甲{number}（个）", "1", "2", "—", "预期性")]
    rows = table((*HEAD, *body)).rows
    assert [row.name for row in rows] == ["甲1", "甲2", "甲3"]


def test_a_line_that_only_names_a_group_is_the_category_of_the_rows_beneath() -> None:
    head = ("序号", "指标", "2025年", "2030年", "属性")
    rows = table(
        head,
        ("一、经济发展",) * 5,
        ("1", "甲（个）", "1", "2", "预期性"),
        ("（二）生态",) * 5,
        ("2", "乙（个）", "1", "2", "约束性"),
    ).rows
    assert [(row.name, row.category) for row in rows] == [("甲", "经济发展"), ("乙", "生态")]


def test_columns_beyond_the_standard_ones_go_by_their_heads() -> None:
    head = ("序号", "指标", "2025年", "2030年目标", "数据来源")
    (row,) = table(head, ("1", "甲（个）", "1", "2", "统计局")).rows
    assert row.values == {"base": "1", "target": "2", "数据来源": "统计局"}


def test_another_table_is_none_of_indicators() -> None:
    assert table_of(grid(("科目", "预算数"), ("支出", "12"), ("收入", "13"))) is None
