"""Returns as .docx and .xlsx: the same words as on the printed page, in their places, whatever signs they are made of."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import Any

import openpyxl
import pytest
from docx import Document
from docx.enum.section import WD_ORIENT

from haishu_desk.report.return_docx import docx_returns
from haishu_desk.report.return_xlsx import xlsx_returns
from haishu_desk.report.sheet import SIGNED, signature_line
from tests.report.made import sheet

LONG = "很长的名称" * 40
ODD = ["<93", ">93", "A&B", "=1+1", "a_x000D_b", "<r>", LONG]


def opened(*sheets: Any) -> Any:
    return Document(io.BytesIO(docx_returns(sheets)))


def texts_of(document: Any) -> list[str]:
    return [paragraph.text for paragraph in document.paragraphs]


def test_the_document_has_head_columns_rows_signatures_version_and_notes() -> None:
    document = opened(replace(sheet(["甲路"], note="已开工"), signed=SIGNED))
    head, table = document.tables
    left, middle, right = (cell.text for cell in head.rows[0].cells)
    assert left == "综合机关名称：海曙区\n填报单位（公章）：鄞江镇"
    assert (middle, right) == ("2025年", "规划实施监测填报表\n（工作用表）")
    titles, letters, group, row = ([cell.text for cell in each.cells] for each in table.rows)
    assert titles == ["任务或项目", "代码", "年度计划投资（万元）", "第1项说明", "第2项说明"]
    assert letters == ["甲", "乙", "1", "2", "3"]
    assert set(group) == {"专栏1"}
    assert row == ["甲路", "145-b01-000", "120000", "已开工", "已开工"]
    said = texts_of(document)
    signed = next(text for text in said if "填表人" in text)
    assert all(
        word in signed for word in ("单位负责人：＿", "统计负责人：＿", "联系电话：＿", "报出日期：20＿年＿月＿日")
    )
    assert said.index("版本码：3F2A-91C0") == said.index(signed) + 1
    assert said[-2:] == ["说明：", "1. 空格是没有录。"]


def test_heads_are_repeated_and_rows_are_not_divided() -> None:
    table = opened(sheet(["甲路"] * 3)).tables[1]
    xml = [row._tr.xml for row in table.rows]
    assert ["w:tblHeader" in each for each in xml] == [True, True, False, False, False, False]
    assert all("w:cantSplit" in each for each in xml[2:])


def test_the_head_is_a_table_of_its_own() -> None:
    """Office programs make one table of two that touch, and then repeat no heads."""
    body = opened(sheet(["甲路"])).element.body
    kinds = [child.tag.rpartition("}")[2] for child in body]
    assert "tbl,tbl" not in ",".join(kinds)


def test_each_return_has_a_section_as_wide_as_it_needs_with_its_own_foot() -> None:
    document = opened(sheet(["甲路"]), sheet(["甲路"], texts=12, note="已开工，桩基完成一半" * 3, version="AAAA-0001"))
    first, second = document.sections
    assert (first.orientation, second.orientation) == (WD_ORIENT.PORTRAIT, WD_ORIENT.LANDSCAPE)
    assert "版本码：3F2A-91C0" in first.footer.paragraphs[0].text
    assert "版本码：AAAA-0001" in second.footer.paragraphs[0].text


def test_a_form_to_fill_in_says_so_and_shows_no_version() -> None:
    said = texts_of(opened(sheet(["甲路"], is_blank=True, version="空表")))
    assert not any("版本码" in text for text in said)


@pytest.mark.parametrize("words", ODD)
def test_odd_signs_come_through_in_both_files(words: str) -> None:
    made = sheet([words], note=words)
    row = [cell.text for cell in opened(made).tables[1].rows[3].cells]
    assert (row[0], row[3]) == (words, words)
    page = openpyxl.load_workbook(io.BytesIO(xlsx_returns([made]))).worksheets[0]
    found = [cell.value for cells in page.iter_rows() for cell in cells if cell.value is not None]
    assert found.count(words) == 3
    assert not any(cell.data_type == "f" for cells in page.iter_rows() for cell in cells)


def test_the_workbook_has_a_sheet_for_each_return_and_figures_that_add_up() -> None:
    book = openpyxl.load_workbook(io.BytesIO(xlsx_returns([sheet(["甲路"]), sheet(["乙路"])])))
    assert book.sheetnames == ["任务项目填报表", "任务项目填报表 2"]
    page = book.worksheets[0]
    rows = [[cell.value for cell in cells] for cells in page.iter_rows()]
    assert rows[0][0] == "任务项目填报表"
    head = next(place for place, row in enumerate(rows) if row[0] == "任务或项目")
    assert [str(value) for value in rows[head + 1]] == ["甲", "乙", "1", "2", "3"]
    assert rows[head + 3][:3] == ["甲路", "145-b01-000", 120000]
    said = [row[0] for row in rows[head + 4 :] if row[0]]
    assert said[1:] == ["版本码：3F2A-91C0", "说明：", "1. 空格是没有录。", "严禁录入涉密信息"]
    assert page.print_title_rows == f"${head + 1}:${head + 2}"


def test_three_hundred_projects_stand_in_both() -> None:
    made = sheet([f"{place:03}号项目" for place in range(300)])
    assert len(opened(made).tables[1].rows) == 2 + 3 + 300
    page = openpyxl.load_workbook(io.BytesIO(xlsx_returns([made]))).worksheets[0]
    assert sum(str(cell.value).endswith("号项目") for cell in page["A"]) == 300


def test_a_blank_becomes_a_line_and_a_date_three_short_ones() -> None:
    assert signature_line("填表人：__") == "填表人：＿＿＿＿"
    assert signature_line("报出日期：20__年__月__日") == "报出日期：20＿年＿月＿日"
