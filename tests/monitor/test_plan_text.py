"""A plan's document as the rules read it."""

from __future__ import annotations

from haishu_desk.monitor.plan_text import PlanText, cell, column_unit, figure, name_of, notes_on
from tests.monitor.made_plan import box, counted, plan, row, task, text


def test_a_document_says_how_many_years_its_growth_runs() -> None:
    assert text().years == 5
    assert PlanText({}).years == 0
    assert PlanText({"plan": {"end_year": 2025}}).years == 0


def test_a_row_is_found_in_this_plan_and_in_the_others() -> None:
    other = plan(row("o-01"))
    both = PlanText(plan(row()), [other])
    assert (both.row("p-01"), both.row("o-01")) == (row(), row("o-01"))
    assert (both.row("x"), both.row(None)) == (None, None)


def test_columns_go_by_their_printed_heading_or_by_ours() -> None:
    frame = PlanText({"plan": {"column_titles": {"base": "2020年完成"}}})
    assert [frame.column(name) for name in ("base", "target", "别的")] == ["2020年完成", "目标", "别的"]


def test_places_name_the_table_the_box_or_the_chapter() -> None:
    titled = row(source={"table": "表1"})
    one = text(titled)
    assert one.in_table(titled) == {"plan": "p", "table": "表1", "item": "p-01"}
    assert one.in_table() == {"plan": "p", "table": "表1", "item": None}
    assert one.in_box(box(), "x") == {"plan": "p", "box": 1, "item": "x"}
    assert one.in_chapter({"source": {"chapter": 7}}, None) == {"plan": "p", "chapter": 7, "item": None}


def test_boxes_come_with_the_tasks_of_all_their_groups() -> None:
    groups = [{"title": "一", "items": [task("a")]}, {"title": "二", "items": [task("b")]}]
    ((_, tasks),) = text(boxes=[box(groups=groups)]).boxes()
    assert [each["code"] for each in tasks] == ["a", "b"]
    assert list(text().boxes()) == []


def test_a_cell_is_read_as_a_quantity_and_growth_is_in_percent() -> None:
    one = row(base=">93", target="", unit="亿元")
    read = cell(one, "base")
    assert read is not None
    assert (read.op, read.value) == ("gt", "93")
    assert (cell(one, "target"), cell(one, "growth"), cell({"code": "x"}, "base")) == (None, None, None)
    assert (column_unit(one, "base"), column_unit(one, "actual_growth")) == ("亿元", "%")


def test_a_row_goes_by_its_number_its_merged_heading_and_its_name() -> None:
    assert name_of({"number": "21", "parent": "户籍人口", "name": "参保率"}) == "第21项“户籍人口参保率”"
    assert name_of({"name": "参保率"}) == "“参保率”"


def test_a_figure_without_a_reading_is_none() -> None:
    assert figure({"raw": "一批", "op": None}) is None
    read = figure(counted("项目", "24个", "24"))
    assert read is not None
    assert read.value == "24"


def test_notes_that_name_the_row_end_the_message() -> None:
    assert notes_on({"notes": ["1、甲。", "2、乙；"]}) == "表下注写明“1、甲”“2、乙”，可能由此而来。"
    assert notes_on({}) == "表下注没有点到这一项，请核实。"
