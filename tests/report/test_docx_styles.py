"""Styles: ours where the office has none of that name, and the grid of 22 lines."""

from __future__ import annotations

import docx
from docx.oxml.ns import qn
from docx.shared import Pt

from haishu_desk.report import docx_styles as looks


def test_every_style_is_there_with_a_chinese_face() -> None:
    document = docx.Document()
    looks.prepare(document, is_own=False)
    for name in (looks.TITLE, looks.BODY, looks.HEAD_1, looks.HEAD_2, looks.HEAD_3, looks.CELL, looks.FOOT, looks.NOTE):
        fonts = document.styles[name].element.rPr.rFonts
        assert fonts.get(qn("w:eastAsia")) == fonts.get(qn("w:ascii"))


def test_a_style_of_the_office_is_left_as_it_is() -> None:
    document = docx.Document()
    document.styles.add_style(looks.BODY, 1).font.size = Pt(12)
    before = document.sections[0].top_margin
    looks.prepare(document, is_own=True)
    assert document.styles[looks.BODY].font.size == Pt(12)
    assert document.sections[0].top_margin == before
    assert looks.TITLE in document.styles


def test_a_page_has_twenty_two_lines() -> None:
    document = docx.Document()
    looks.prepare(document, is_own=False)
    grid = document.sections[0]._sectPr.find(qn("w:docGrid"))
    assert (grid.get(qn("w:type")), int(grid.get(qn("w:linePitch"))) / 20) == ("lines", 28.95)
    # 225 mm of text: 637.8 points.
    assert int(637.8 / 28.95) == 22


def test_the_parts_of_a_style_stand_in_the_order_of_the_format() -> None:
    document = docx.Document()
    looks.prepare(document, is_own=False)
    names = [child.tag.partition("}")[2] for child in document.styles[looks.HEAD_1].element.pPr]
    order = ["keepNext", "widowControl", "snapToGrid", "spacing", "ind", "jc", "outlineLvl"]
    assert names == [name for name in order if name in names]
