"""What is printed of a return, in words: heads, columns, rows, notes and the version."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from haishu_desk.domain.canonical import version_code
from haishu_desk.domain.cells import VINTAGES, Slot
from haishu_desk.domain.returns import Course, course_of
from haishu_desk.report.sheet import Printed, Return, printed, version_words
from tests.domain.made import revision
from tests.report.made import INDICATORS, MARKS, TASKS, asked, heads, indicator, project

TODAY = date(2026, 2, 1)
PATENTS, GDP = indicator("145-04", "有效发明专利"), indicator("145-01", "地区生产总值", unit="亿元")


def rows(sheet: Printed) -> list[dict[str, str]]:
    """The rows by the name of the column."""
    names = [column.name for column in sheet.columns]
    return [dict(zip(names, row, strict=True)) for group in sheet.groups for row in group.rows]


def row_of(values: dict[Slot, Any], **more: Any) -> dict[str, str]:
    (row,) = rows(printed(asked([PATENTS], values, **more), TODAY))
    return row


# The head.


def test_the_head_says_who_what_and_when() -> None:
    sheet = printed(asked([PATENTS]), TODAY)
    assert (sheet.agency, sheet.unit, sheet.title, sheet.period) == ("海曙区", "鄞江镇", "规划指标填报表", "2025年")


def test_a_form_without_marks_is_a_working_sheet() -> None:
    assert printed(asked([PATENTS]), TODAY).corner == ("规划实施监测填报表", "（工作用表）", "计量单位：件")


def test_a_form_with_marks_prints_them_above_the_unit_of_measurement() -> None:
    sheet = printed(asked([PATENTS], form={**INDICATORS, "marks": MARKS}), TODAY)
    assert [line.partition("：")[0] for line in sheet.corner] == ["表号", "制定机关", "文号", "有效期至", "计量单位"]
    assert sheet.notices == ()


def test_past_its_validity_the_form_says_so() -> None:
    asked_for = asked([PATENTS], form={**INDICATORS, "marks": MARKS})
    (notice,) = printed(asked_for, date(2027, 1, 1)).notices
    assert notice.startswith("本表有效期至2026年12月31日，现已过有效期")
    assert printed(asked_for, date(2027, 1, 1), blank=True).notices == (notice,)


@pytest.mark.parametrize(
    ("items", "form", "said"),
    [
        ([PATENTS, GDP], INDICATORS, ["计量单位：见乙栏"]),
        ([GDP], INDICATORS, ["计量单位：亿元"]),
        ([project("145-b01", "甲")], TASKS, ["计量单位：万元"]),
        ([project("145-b01", "甲")], {**TASKS, "fields": TASKS["fields"][:1]}, []),
    ],
)
def test_the_unit_of_measurement_is_one_for_all_or_stands_in_its_column(
    items: list[Any], form: dict[str, Any], said: list[str]
) -> None:
    assert [line for line in printed(asked(items, form=form), TODAY).corner if line.startswith("计量单位")] == said


def test_sample_data_is_marked() -> None:
    sheet = printed(asked([PATENTS], is_sample=True), TODAY)
    assert sheet.is_sample
    assert sheet.notices == ("示例数据，只供练习，不得上报。",)


def test_the_signatures_are_those_of_a_statistical_form() -> None:
    assert printed(asked([PATENTS]), TODAY).signed == (
        "单位负责人：__",
        "统计负责人：__",
        "填表人：__",
        "联系电话：__",
        "报出日期：20__年__月__日",
    )


# The columns.


def test_the_stub_is_lettered_and_the_answers_are_numbered() -> None:
    columns = printed(asked([PATENTS]), TODAY).columns
    assert [(column.letter, column.title) for column in columns] == [
        ("甲", "指标"),
        ("乙", "计量单位"),
        ("丙", "代码"),
        ("1", "上年同期"),
        ("2", "全区目标"),
        ("3", "本期值"),
        ("4", "数值状态"),
        ("5", "说明"),
    ]


def test_a_township_whose_ratio_is_made_up_has_both_parts_and_a_cross_where_a_row_has_none() -> None:
    ratio = indicator("145-03", "研发占比", unit="%")
    sheet = printed(asked([ratio, PATENTS], with_parts=frozenset({"145-03"})), TODAY)
    assert [column.title for column in sheet.columns][5:8] == ["本期值", "分子", "分母"]
    assert [(row["numerator"], row["denominator"]) for row in rows(sheet)] == [("", ""), ("×", "×")]
    assert "印“×”的格不用填。" in sheet.notes


def test_a_field_that_the_screen_does_not_show_is_printed_where_something_stands_in_it() -> None:
    values = {Slot("145-04", "growth"): "7.5%", Slot("145-04", "verified"): "119"}
    sheet = printed(asked([PATENTS], values), TODAY)
    assert [column.title for column in sheet.columns][5:8] == ["本期值", "增速", "核定数"]
    assert (rows(sheet)[0]["growth"], rows(sheet)[0]["verified"]) == ("7.5%", "119")


def test_tasks_have_no_column_of_units_and_the_fields_of_their_form() -> None:
    sheet = printed(asked([project("145-b01", "甲路", summary="新建")], form=TASKS), TODAY)
    assert [(column.letter, column.title) for column in sheet.columns] == [
        ("甲", "任务或项目"),
        ("乙", "代码"),
        ("1", "内容"),
        ("2", "形象进度"),
        ("3", "阶段"),
        ("4", "计划投资（万元）"),
        ("5", "说明"),
    ]
    assert "第3栏填：谋划、在建。" in sheet.notes


def test_an_optional_field_is_printed_only_where_somebody_filled_it_in() -> None:
    form = {**TASKS, "fields": [*TASKS["fields"], {"name": "total", "title": "总投资（万元）", "type": "quantity", "optional": True},
                                {"name": "registered", "title": "入库时间", "type": "text", "optional": True}]}  # fmt: skip
    items = [project("145-b01", "甲路"), project("145-b02", "乙路")]
    sheet = printed(asked(items, {Slot("145-b02", "total"): "9800"}, form=form), TODAY)
    assert [column.title for column in sheet.columns][-2:] == ["总投资（万元）", "说明"]
    assert "入库时间" not in [column.title for column in sheet.columns]


# The rows.


def test_rows_stand_in_groups_as_on_the_screen() -> None:
    items = [PATENTS, GDP, indicator("145-26", "托位数", "民生福祉"), project("145-b02", "甲路")]
    groups = printed(asked(items, group_titles={"专栏2": "重大平台"}), TODAY).groups
    assert [(group.title, len(group.rows)) for group in groups] == [
        ("经济发展", 2),
        ("民生福祉", 1),
        ("专栏2　重大平台", 1),
    ]


def test_what_is_no_longer_asked_for_but_filled_is_printed_at_the_end() -> None:
    sheet = printed(asked([PATENTS], {Slot("145-01"): "9"}, others=[GDP]), TODAY)
    assert sheet.groups[-1].title == "本期不再要求填报"
    assert rows(sheet)[-1]["value"] == "9"
    assert len(printed(asked([PATENTS], others=[GDP]), TODAY, blank=True).groups) == 1


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("12.50", "12.50"),
        ("1234567.10", "1234567.10"),
        ("１２．５", "12.5"),
        ("0", "0"),
        ("—", "—"),
        ("不适用", "不适用"),
        ("未取得", "未取得"),
        ("[8]", "[8]"),
        (">93", ">93"),
        ("约5", "约5"),
        ("", ""),
    ],
)
def test_a_value_is_printed_with_the_digits_that_were_typed(typed: str, shown: str) -> None:
    assert row_of({Slot("145-04"): typed})["value"] == shown


def test_what_nobody_filled_in_is_an_empty_box_and_no_dash() -> None:
    assert row_of({})["value"] == ""


def test_values_that_do_not_agree_are_all_printed_and_counted() -> None:
    sheet = printed(asked([PATENTS, GDP], {Slot("145-04"): ["120", "200"], Slot("145-01"): ["5", ""]}), TODAY)
    assert [row["value"] for row in rows(sheet)] == ["120 / 200", "5 / （清除）"]
    assert sheet.notices == ("有 2 格数据不一致，几个数都印出，用“/”隔开；定下一个以后才能上报。",)


def test_one_value_typed_on_two_computers_is_one_value() -> None:
    sheet = printed(asked([PATENTS], {Slot("145-04"): ["120", "120"]}), TODAY)
    assert rows(sheet)[0]["value"] == "120"
    assert sheet.notices == ()


def test_the_figure_of_the_vintage_that_is_shown_is_printed_with_its_word() -> None:
    values = {Slot("145-04", "value", "预计"): "110", Slot("145-04", "value", "快报"): "115"}
    row = row_of(values, vintages={"145-04": "快报"})
    assert (row["value"], row["vintage"]) == ("115", "快报")


def test_notes_of_other_fields_stand_behind_that_of_the_value() -> None:
    row = row_of({Slot("145-04", "note"): "估", Slot("145-04", "growth.note"): "可比价"})
    assert row["note"] == "估；增速：可比价"


def test_a_name_carries_its_parent_and_the_star_of_residents() -> None:
    items = [
        indicator("135-21a", "养老保险参保率", parent="户籍人口"),
        indicator("145-27", "医师数", resident_basis=True),
    ]
    sheet = printed(asked(items), TODAY)
    assert [row["name"] for row in rows(sheet)] == ["户籍人口　养老保险参保率", "医师数*"]
    assert "带*的指标按常住人口口径。" in sheet.notes


def test_the_row_shows_last_year_the_target_the_unit_and_the_code() -> None:
    row = row_of({}, previous={"145-04": "98"})
    assert (row["previous"], row["target"], row["unit"], row["code"]) == ("98", "100", "件", "145-04")


# 空表.


def test_the_blank_form_has_the_same_rows_and_columns_and_no_value() -> None:
    ratio = indicator("145-03", "研发占比", unit="%")
    values = {Slot("145-04"): "120", Slot("145-04", "note"): "估", Slot("145-03", "numerator"): "7"}
    asked_for = asked(
        [PATENTS, ratio], values, vintages={"145-04": None}, previous={"145-04": "98"}, with_parts=frozenset({"145-03"})
    )
    full, blank = printed(asked_for, TODAY), printed(asked_for, TODAY, blank=True)
    assert blank.columns == full.columns
    entries = [column.name for column in blank.columns if column.is_entry]
    assert {row[name] for row in rows(blank) for name in entries} == {"", "×"}
    assert [row["previous"] for row in rows(blank)] == ["98", ""]
    assert (blank.version, blank.is_blank, full.is_blank) == ("空表", True, False)


# The version.

FIRST = revision({"145-04": "120"})
SECOND = revision({"145-04": "200"}, seq=2)


def course(*revisions: Any) -> Course:
    return course_of(revisions, ())


def test_before_the_first_report_it_is_a_draft() -> None:
    assert version_words(course(), heads({Slot("145-04"): "120"})) == "未上报，草稿"


def test_a_return_that_says_what_was_reported_carries_its_version_code() -> None:
    assert version_words(course(FIRST), FIRST.heads) == version_code(FIRST.id)


@pytest.mark.parametrize("typed", ["121", "120.0", "", "—"])
def test_the_code_of_a_report_never_vouches_for_another_figure(typed: str) -> None:
    said = version_words(course(FIRST), heads({Slot("145-04"): typed}))
    assert said == f"{version_code(FIRST.id)}，上报后又有改动，草稿"


def test_a_cell_that_was_filled_and_emptied_again_changes_nothing_on_paper() -> None:
    now = {**FIRST.heads, **heads({Slot("145-01"): ""})}
    assert version_words(course(FIRST), now) == version_code(FIRST.id)


def test_the_later_report_counts() -> None:
    later = revision({"145-04": "130"}, previous=[FIRST], seq=2)
    assert version_words(course(FIRST, later), later.heads) == version_code(later.id)


def test_two_computers_that_reported_differently_leave_a_draft_with_both_codes() -> None:
    said = version_words(course(FIRST, SECOND), heads({Slot("145-04"): ["120", "200"]}))
    assert version_code(FIRST.id) in said
    assert version_code(SECOND.id) in said
    assert said.endswith("，两台电脑各报一版，草稿")


def test_a_report_filled_in_by_hand_says_that_it_is_not_signed() -> None:
    by_hand = revision({"145-04": "120"}, signed=False)
    assert version_words(course(by_hand), by_hand.heads) == f"{version_code(by_hand.id)}（手工填报，未签名）"


def test_the_notes_explain_the_signs_the_columns_and_the_choices() -> None:
    notes = printed(asked([PATENTS], {Slot("145-04"): "[8]"}), TODAY).notes
    assert notes == (
        "“—”是没有这个数，“不适用”“未取得”照填写的印，空格是没有录；都不是 0。",
        "第1栏是上年同一期报的数，第2栏是规划给全区定的目标，都不用填。",
        "[ ]里是五年累计数。",
        f"第4栏填：{'、'.join(VINTAGES)}。",
    )


def test_a_return_that_asks_for_nothing_has_no_rows() -> None:
    empty: Return = asked([])
    assert printed(empty, TODAY).groups == ()
