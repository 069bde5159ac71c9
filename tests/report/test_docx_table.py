"""A table as a document: read back by the library that others use, headings that repeat, A4 across, Chinese."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn

from haishu_desk.report.docx_table import docx_table

if TYPE_CHECKING:
    from docx.document import Document as Paper


def paper(rows: list[list[str]]) -> Paper:
    return Document(io.BytesIO(docx_table("差错清单", "强制性 1 条", ["级别", "问题"], rows)))


def test_title_line_and_table_say_what_was_given() -> None:
    read = paper([["强制性", "=1+1 不是公式"], ["核实性", "要说明"]])
    assert [paragraph.text for paragraph in read.paragraphs][:2] == ["差错清单", "强制性 1 条"]
    (table,) = read.tables
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["级别", "问题"], ["强制性", "=1+1 不是公式"], ["核实性", "要说明"],
    ]  # fmt: skip


def test_signs_that_no_document_can_carry_are_left_out() -> None:
    (table,) = paper([["提示", "甲\x07乙\ufffe\x1b"]]).tables
    assert table.rows[1].cells[1].text == "甲乙"


def test_the_headings_repeat_on_every_page() -> None:
    (table,) = paper([["强制性", "数"]] * 80).tables
    marks = [row._tr.trPr is not None and row._tr.trPr.find(qn("w:tblHeader")) is not None for row in table.rows]
    assert marks == [True, *[False] * 80]


def test_it_is_a4_across_and_says_that_it_is_chinese() -> None:
    read = paper([])
    section = read.sections[0]
    assert section.orientation == WD_ORIENT.LANDSCAPE
    assert section.page_width is not None
    assert section.page_height is not None
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (297, 210)
    style = read.paragraphs[0].runs[0]._element.rPr
    assert style is not None
    language = style.find(qn("w:lang"))
    assert language.get(qn("w:eastAsia")) == "zh-CN"
