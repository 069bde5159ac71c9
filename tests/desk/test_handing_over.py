"""A 移交单 names what is open, who typed what was not reported, and who signs; it is on record."""

from __future__ import annotations

import io
from typing import Any

import docx
import openpyxl
import pytest

from tests.desk.office import PERIOD, YINJIANG, Office

NAME = "鄞江镇　2025年　"


def _rows(sheet: Any, part: str) -> list[tuple[str, str, str]]:
    return [(row["where"], row["what"], row["left"]) for row in sheet["open"] if row["part"] == part]


def test_the_sheet_of_a_unit_names_what_is_open_and_who_typed_it(reported: Office) -> None:
    cells = reported.table("back.csv", "item,field,vintage,comment", "145-04,value,,请核对口径")
    reported.review("--return", "--cells", cells, "--comment", "退回")
    reported.reply("back.xlsx")
    reported.outcome("town", "back.xlsx")
    reported.enter("town", "145-11", "13")
    sheet = reported.ask("town", "handover", "--to", "新人", "--supervisor", "监某")
    assert sheet["signers"] == {"移交人": "张三", "接收人": "新人", "监交人": "监某"}
    assert sheet["facts"]["单位"] == f"鄞江镇（{YINJIANG}）"
    assert sheet["facts"]["使用人"] == "张三（没有口令）"
    assert sheet["facts"]["备份"] == "还没有备份到第二处"
    assert sheet["facts"]["联系人"] == "海曙区 李区"
    assert sheet["facts"]["本机校验码"].startswith(reported.ask("town", "keys")[0]["code"])
    assert _rows(sheet, "录入了没有上报") == [(f"{NAME}规划指标填报表", "张三录入 1 格", "核对后上报")]
    assert _rows(sheet, "退回没有改") == [(f"{NAME}规划指标填报表　有效发明专利拥有量", "请核对口径", "改后上报")]
    states = [(where, what.split("，")[0]) for where, what, _ in _rows(sheet, "没有办完的报表")]
    assert states == [(f"{NAME}规划指标填报表", "退回修改"), (f"{NAME}任务项目填报表", "已接收")]
    last = reported.ask("town", "log")["entries"][-1]
    assert last["what"] == "移交"


def test_what_a_predecessor_typed_is_there_for_the_new_person_and_not_to_be_undone_by_accident(office: Office) -> None:
    office.enter("town", "145-04", "120")
    sheet = office.ask("town", "handover", "--to", "张三", "--as", "新人")
    assert ("张三录入 1 格") in [row["what"] for row in sheet["open"]]
    assert office.values("town") == {"145-04": "120"}
    assert office.refused("town", "undo", "--as", "新人")["code"]
    assert office.values("town") == {"145-04": "120"}


def test_the_district_names_what_waits_and_what_it_entered_itself(reported: Office) -> None:
    reported.ask(
        "district", "enter", "--unit", YINJIANG, "--period", PERIOD, "--item", "145-12", "--value", "7", status=0
    )
    sheet = reported.ask("district", "handover", "--to", "接班人")
    assert (f"{NAME}任务项目填报表", "等区级审核") in [
        (where, left) for where, _, left in _rows(sheet, "没有办完的报表")
    ]
    assert [what for _, what, _ in _rows(sheet, "录入了没有上报")] == ["李区代录 1 格"]


@pytest.mark.parametrize("ending", ["docx", "xlsx"])
def test_the_paper_has_facts_matters_and_three_lines_to_sign(office: Office, ending: str) -> None:
    office.enter("town", "145-04", "120")
    file = office.file(f"h.{ending}")
    sheet = office.ask("town", "handover", "--to", "=新人", "--out", file)
    assert sheet["file"] == str(file)
    text = _text(file.read_bytes(), ending)
    for wanted in (
        "工作移交单",
        "接收人：=新人",
        "移交人：张三",
        "监交人：　　　　",
        "张三录入 1 格",
        "还没有备份到第二处",
        "签字：＿＿＿＿＿＿＿＿",
    ):
        assert wanted in text


def test_nothing_is_handed_over_to_nobody_to_oneself_or_into_a_letter(office: Office) -> None:
    for words in (("--to", " "), ("--to", "张三"), ("--to", "新人", "--out", office.file("h.pdf"))):
        assert office.refused("town", "handover", *words, status=2)["code"] == "usage"


def _text(data: bytes, ending: str) -> str:
    if ending == "docx":
        document = docx.Document(io.BytesIO(data))
        cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
        return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])
    book = openpyxl.load_workbook(io.BytesIO(data))
    cells = [cell for row in book["工作移交单"].iter_rows() for cell in row]
    assert all(cell.data_type != "f" for cell in cells)
    return "\n".join(str(cell.value) for cell in cells if cell.value is not None)
