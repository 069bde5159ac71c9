"""A plain table as a document on A4: a title, lines under it, headings that repeat on every page, page numbers. Loaded when one is written."""

from __future__ import annotations

import io
from collections.abc import Collection, Sequence
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from haishu_desk.domain.signs import that_travels
from haishu_desk.report.warned import warn_document

_TITLE_FONT, _FONT = "方正小标宋简体", "仿宋_GB2312"
_CENTRE, _RIGHT = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.RIGHT


def docx_table(
    title: str, about: str, columns: Sequence[str], rows: Sequence[Sequence[str]], figures: Collection[int] = ()
) -> bytes:
    """The bytes of a .docx, A4 across, Chinese, every cell as text; those of the columns `figures` stand at the right."""
    document = Document()
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(297), Mm(210)
    section.left_margin = section.right_margin = Mm(18)
    section.top_margin = section.bottom_margin = Mm(20)
    number_pages(section.footer.paragraphs[0])
    write(document.add_paragraph(), title, _TITLE_FONT, 22, align=_CENTRE)
    for line in about.split("\n"):
        write(document.add_paragraph(), line, _FONT, 12)
    table = document.add_table(rows=1, cols=len(columns), style="Table Grid")
    for cell, column in zip(table.rows[0].cells, columns, strict=True):
        write(cell.paragraphs[0], column, _FONT, 10.5, bold=True)
    mark_row(table.rows[0], "w:tblHeader")
    for texts in rows:
        row = table.add_row()
        mark_row(row, "w:cantSplit")
        for place, (cell, text) in enumerate(zip(row.cells, texts, strict=True)):
            write(cell.paragraphs[0], text, _FONT, 10.5, align=_RIGHT if place in figures else None)
    warn_document(document)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def write(
    paragraph: Any, text: str, font: str, size: float, *, bold: bool = False, align: WD_ALIGN_PARAGRAPH | None = None
) -> Any:
    """Add a text to a paragraph in a Chinese face, marked as Chinese; the run."""
    run = paragraph.add_run(that_travels(text))
    run.font.name, run.font.size, run.font.bold = font, Pt(size), bold
    run._element.rPr.rFonts.set(qn("w:eastAsia"), font)  # noqa: SLF001  the library has no name for the Chinese face
    language = OxmlElement("w:lang")
    language.set(qn("w:eastAsia"), "zh-CN")
    run._element.rPr.append(language)  # noqa: SLF001  as above
    if align is not None:
        paragraph.alignment = align
    return run


def number_pages(paragraph: Any) -> None:
    """`第 1 页，共 3 页` in the foot; the office program counts."""
    for words, field in (("第 ", "PAGE"), (" 页，共 ", "NUMPAGES"), (" 页", None)):
        write(paragraph, words, _FONT, 10.5, align=_CENTRE)
        if field is not None:
            counted = OxmlElement("w:fldSimple")
            counted.set(qn("w:instr"), field)
            paragraph._p.append(counted)  # noqa: SLF001  the library has no name for a counted number
            run = write(paragraph, "1", _FONT, 10.5)
            counted.append(run._element)  # noqa: SLF001  as above


def mark_row(row: Any, name: str) -> None:
    """Print the headings again at the top of every page (`w:tblHeader`); keep a row on one page (`w:cantSplit`)."""
    mark = OxmlElement(name)
    mark.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(mark)  # noqa: SLF001  as above
