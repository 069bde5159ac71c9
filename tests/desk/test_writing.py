"""Bundles made from what the desk knows: kinds, printed cells, entries, editions, and one unit's data only."""

from __future__ import annotations

import json

import openpyxl
import pytest

from haishu_desk.desk.bundle_kinds import down_kind
from haishu_desk.desk.filled import filled_items, shown_vintage
from haishu_desk.domain.cells import Head, Heads, ReturnKey, Slot
from haishu_desk.domain.quantity import parse
from tests.desk.office import OTHER, YINJIANG, Office


@pytest.mark.parametrize(
    ("states", "kind"),
    [
        (["未下发"], "任务包"),
        (["已下发", "录入中"], "任务包"),
        (["已接收", "已下发"], "回执"),
        (["审核通过", "已下发"], "批复包"),
        (["审核通过", "已锁定"], "批复包"),
        (["审核通过", "已接收"], "回执"),
        (["审核通过", "退回修改"], "退回包"),
        (["已上报"], "回执"),
    ],
)
def test_the_title_follows_the_states(states: list[str], kind: str) -> None:
    assert down_kind(states) == kind


def test_the_best_filled_vintage_is_shown() -> None:
    cells = {"预计": "1", "快报": "2", "最终核实": ""}
    heads: Heads = {Slot("a", "value", vintage): (Head("x", parse(text)),) for vintage, text in cells.items()}
    assert shown_vintage(heads, "a") == "快报"
    assert shown_vintage(heads, "b") is None


def test_an_answer_of_nothing_is_an_answer_and_a_note_is_none() -> None:
    heads: Heads = {
        Slot("a"): (Head("x", parse("—")),),
        Slot("b"): (Head("x", parse("")),),
        Slot("c", "note"): (Head("x", parse("说明")),),
        Slot("d"): (Head("x", parse("0")),),
    }
    assert filled_items(heads) == {"a", "d"}


def test_a_bundle_holds_the_data_of_its_unit_only(reported: Office) -> None:
    reported.enter("other", "145-04", "1", "--note", "别镇的说明")
    reported.submit("other", "other-up.xlsx")
    reported.receive("district", "other-up.xlsx")
    reported.reply("town-back.xlsx")
    bodies = [json.loads(entry) for entry in reported.payload("town-back.xlsx").entries]
    assert {body["unit"] for body in bodies if body["kind"] != "edition"} == {YINJIANG}
    assert "别镇的说明" not in reported.payload("town-back.xlsx").to_bytes().decode()


def test_a_report_carries_edits_and_revisions_and_no_edition(reported: Office) -> None:
    payload = reported.payload("up.xlsx")
    assert {json.loads(entry)["kind"] for entry in payload.entries} == {"edit", "revision", "decision"}
    assert (payload.direction, payload.sender, payload.references) == ("up", YINJIANG, ())


def test_an_answer_carries_everything_that_the_unit_needs(reported: Office) -> None:
    reported.reply("back.xlsx")
    entries = reported.payload("back.xlsx").journal_entries()
    names = {entry.name for entry in entries if entry.kind == "edition"}  # type: ignore[union-attr]
    assert names == {"plan:135", "plan:145", "units", "forms", "assignment", "roster", "rules"}


def test_the_printed_sheet_says_what_stands(reported: Office) -> None:
    reported.reply("back.xlsx")
    (indicators, tasks) = reported.payload("back.xlsx").returns
    assert indicators.cells["145-11", "value"] == "12.50"
    assert (indicators.cells["145-33", "vintage"], indicators.cells["145-33", "note"]) == ("预计", "估")
    assert indicators.cells["145-25", "target"] == "[8]"
    assert tasks.cells["145-b13-0-01", "value"] == "已开工两个"
    page = openpyxl.load_workbook(reported.file("back.xlsx"))["填报表"]
    assert "12.50" in {cell.value for row in page.iter_rows() for cell in row}


def test_the_cover_says_who_until_when_and_which_version(reported: Office) -> None:
    revision = reported.payload("up.xlsx").returns[0].revision
    assert revision is not None
    page = openpyxl.load_workbook(reported.file("up.xlsx"))["封面"]
    said = {str(row[1].value): str(row[2].value) for row in page.iter_rows()}
    assert said["单位"] == "鄞江镇（330203105）"
    assert said["截止日期"] == "2026-01-10"
    assert said["已填"].startswith("4 项")
    assert f"{revision[:4]}-{revision[4:8]}".upper() in said["版本码"]


def test_what_looks_like_a_formula_or_a_link_is_written_as_text(office: Office) -> None:
    office.enter("town", "145-b13-0-01", "=1+1", "--note", "https://example.invalid/")
    office.submit("town", "up.xlsx")
    page = openpyxl.load_workbook(office.file("up.xlsx"))["任务表"]
    cells = {str(cell.value): cell for row in page.iter_rows() for cell in row}
    assert cells["=1+1"].data_type == "s"
    assert cells["https://example.invalid/"].hyperlink is None
    assert office.receive("district", "up.xlsx")["changes"] == 2


def test_the_year_before_stands_beside_each_entry_cell(office: Office) -> None:
    office.ask("district", "enter", "--unit", OTHER[1], "--period", "2024", "--item", "145-04", "--value", "88")
    office.ask("district", "issue", *OTHER, "--out", office.file("task.xlsx"))
    payload = office.payload("task.xlsx")
    assert payload.returns[0].cells["145-04", "previous"] == "88"
    assert payload.returns[0].cells["145-11", "previous"] == ""
    assert [dict(row) for row in payload.references] == [{"period": "2024", "item": "145-04", "text": "88"}]


def test_two_standing_values_are_both_printed(clashing: Office) -> None:
    clashing.reply("back.xlsx")
    printed = clashing.payload("back.xlsx").returns[0].cells["145-04", "value"]
    assert sorted(printed.split(" / ")) == ["120", "200"]


def test_the_printed_base_of_the_district_is_no_earlier_figure_of_a_township(office: Office) -> None:
    with office.desk("district") as desk:
        item = desk.documents.catalogue.get("145-04")
        (department,) = item.record["reporters"]
        for unit, text in ((YINJIANG, ""), (department, "2393")):
            key = ReturnKey("indicators", unit, "2021")
            assert desk.exchange.writer.previous_of([item], key) == {item.code: text}
