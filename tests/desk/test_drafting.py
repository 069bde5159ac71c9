"""A 临时报表 out of a few lines: title, items, fields, offices; and what is refused."""

from __future__ import annotations

import contextlib
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from haishu_desk.desk.drafting import Draft, DraftError, Field, draft_of, draft_of_file, draft_of_text

NUMBER = (Field("数值"),)


def test_a_workbook_of_five_lines_is_a_form(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    for row in (["农村危房排查情况"], ["单位：户"], ["序号", "项目", "户数", "是否撤离", "备注"], [1, "C级危房"],
                [2, "D级危房（幢）"], [None, "合计"]):  # fmt: skip
        page.append(row)
    book.save(tmp_path / "x.xlsx")
    draft = draft_of_file(tmp_path / "x.xlsx")
    assert draft == Draft(
        "农村危房排查情况",
        (("C级危房", "户"), ("D级危房", "幢")),
        (Field("户数"), Field("是否撤离", "choice", ("是", "否"))),
    )


def test_a_csv_without_a_title_goes_by_its_name_or_by_what_is_said(tmp_path: Path) -> None:
    file = tmp_path / "防汛物资.csv"
    file.write_bytes("项目,计量单位,库存,存放地点\n编织袋,只,,\n铁锹,把,,\n".encode("gb18030"))
    draft = draft_of_file(file)
    assert draft == Draft("防汛物资", (("编织袋", "只"), ("铁锹", "把")), (Field("库存"), Field("存放地点", "text")))
    assert draft_of_file(file, "防汛物资储备").title == "防汛物资储备"


def test_lines_that_are_typed_are_items_with_one_figure() -> None:
    assert draft_of_text("从业人员（人）\n营业收入（万元）\n", "服务业") == Draft(
        "服务业", (("从业人员", "人"), ("营业收入", "万元")), NUMBER
    )
    assert draft_of_text("服务业\n从业人员（人）\n营业收入（万元）").title == "服务业"


def test_one_line_is_a_list_of_items() -> None:
    assert [name for name, _ in draft_of_text("水库、山塘，堤防", "巡查").items] == ["水库", "山塘", "堤防"]


def test_rows_that_are_offices_say_who_is_asked_and_the_columns_what() -> None:
    draft = draft_of_text("镇乡街道\t检查企业（家）\t隐患（处）\n鄞江镇\t\t\n章水镇\t\t", "安全生产检查统计表")
    assert draft == Draft(
        "安全生产检查统计表",
        (("安全生产检查", ""),),
        (Field("检查企业（家）"), Field("隐患（处）")),
        ("鄞江镇", "章水镇"),
    )
    assert draft_of_text("镇乡街道\t户数\t人数", "撤离").offices == ()


def test_a_head_without_a_name_for_its_rows_and_a_table_that_begins_further_right_are_read() -> None:
    form = Draft("表", (("甲", ""),), (Field("户数"),))
    assert draft_of([["", "户数"], ["甲", ""]], "表") == form
    assert draft_of([["", "", "户数"], ["", "甲", ""]], "表") == form
    assert draft_of([["", "防汛"], ["", "项目", "户数"], ["", "甲"]]) == replace(form, title="防汛")


def test_a_list_in_a_heading_is_chosen_from_and_a_unit_is_none() -> None:
    (item,) = draft_of_text("项目\t等级（好/中/差）\t单价（元/亩）\n水稻\t\t", "长势").fields[:1]
    assert item == Field("等级", "choice", ("好", "中", "差"))
    assert draft_of_text("项目\t单价（元/亩）\n水稻\t", "价").fields == (Field("单价（元/亩）"),)


def test_what_stands_in_brackets_and_is_no_unit_stays_with_the_name() -> None:
    assert draft_of_text("企业（其中规上）\n从业人员（含劳务派遣人员）", "企业").items == (
        ("企业（其中规上）", ""),
        ("从业人员（含劳务派遣人员）", ""),
    )


@pytest.mark.parametrize(
    ("text", "title", "why"),
    [
        ("", "表", "没有写要填什么"),
        ("水库\n水库", "表", "“水库”写了两次"),
        ("项目\t户数\t户数\n甲\t\t", "表", "“户数”写了两次"),
        ("\n".join(f"第{number}项" for number in range(101)), "表", "最多 100 行"),
        ("甲\n乙", "表" * 61, "表名太长"),
        ("甲" * 81 + "\n乙", "表", "太长"),
    ],
)
def test_what_cannot_be_a_form_is_refused_with_a_sentence(text: str, title: str, why: str) -> None:
    with pytest.raises(DraftError, match=why):
        draft_of_text(text, title)


def test_a_table_without_columns_to_fill_in_asks_for_one_figure() -> None:
    assert draft_of([["项目", "单位"], ["甲", "人"]], "表") == Draft("表", (("甲", "人"),), NUMBER)
    with pytest.raises(DraftError, match="哪几列"):
        draft_of([["镇街", "备注"], ["鄞江镇", ""]], "表")


CELLS = st.sampled_from(
    [
        "",
        " ",
        "序号",
        "项目",
        "单位",
        "计量单位",
        "镇街",
        "户数（户）",
        "是否完成",
        "备注",
        "合计",
        "等级（好/中）",
        "单位：户",
        "甲",
        "1",
        "（）",
    ]
)


@example([["序号", "合计"], ["1", "2"]], "表名")
@given(st.lists(st.lists(CELLS, max_size=4), max_size=5), st.sampled_from([None, "表名"]))
def test_whatever_stands_in_a_small_table_is_a_whole_form_or_refused(grid: list[list[str]], title: str | None) -> None:
    try:
        draft = draft_of(grid, title)
    except DraftError:
        return
    names, titles = [name for name, _ in draft.items], [field.title for field in draft.fields]
    assert draft.title
    assert names
    assert titles
    assert all((*names, *titles))
    assert len(set(names)) == len(names)
    assert len(set(titles)) == len(titles)
    assert not {"合计", "备注"} & {*titles}


@given(st.text(alphabet="项目户数（）/、，,\t\n是否甲", max_size=40))
def test_whatever_is_typed_is_a_form_or_refused(text: str) -> None:
    with contextlib.suppress(DraftError):
        assert draft_of_text(text, "表").items
