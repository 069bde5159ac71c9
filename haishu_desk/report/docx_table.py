"""A plain table as a document on A4: a title, a line under it, headings that repeat on every page. Loaded when one is written."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from haishu_desk.domain.signs import that_travels

_TITLE_FONT, _FONT = "方正小标宋简体", "仿宋_GB2312"


def docx_table(title: str, about: str, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> bytes:
    """The bytes of a .docx, A4 across, Chinese, every cell as text."""
    document = Document()
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(297), Mm(210)
    section.left_margin = section.right_margin = Mm(18)
    section.top_margin = section.bottom_margin = Mm(20)
    _write(document.add_paragraph(), title, _TITLE_FONT, 22, centred=True)
    _write(document.add_paragraph(), about, _FONT, 12)
    table = document.add_table(rows=1, cols=len(columns), style="Table Grid")
    for cell, column in zip(table.rows[0].cells, columns, strict=True):
        _write(cell.paragraphs[0], column, _FONT, 10.5, bold=True)
    _repeat(table.rows[0])
    for texts in rows:
        for cell, text in zip(table.add_row().cells, texts, strict=True):
            _write(cell.paragraphs[0], text, _FONT, 10.5)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _write(paragraph: Any, text: str, font: str, size: float, *, bold: bool = False, centred: bool = False) -> None:
    run = paragraph.add_run(that_travels(text))
    run.font.name, run.font.size, run.font.bold = font, Pt(size), bold
    run._element.rPr.rFonts.set(qn("w:eastAsia"), font)  # noqa: SLF001  the library has no name for the Chinese face
    language = OxmlElement("w:lang")
    language.set(qn("w:eastAsia"), "zh-CN")
    run._element.rPr.append(language)  # noqa: SLF001  as above
    if centred:
        paragraph.alignment = 1


def _repeat(row: Any) -> None:
    """Print the headings again at the top of every page."""
    mark = OxmlElement("w:tblHeader")
    mark.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(mark)  # noqa: SLF001  as above
