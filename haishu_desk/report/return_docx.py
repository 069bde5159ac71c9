"""Returns as a document that goes to signature: the same head, columns, signatures and 说明 as on the printed page.

Each return stands in a section of its own, upright or across as its columns need it. Loaded when one is written.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from haishu_desk.report.docx_table import mark_row, number_pages, write
from haishu_desk.report.even_faces import EvenFaces
from haishu_desk.report.layout import version_line
from haishu_desk.report.sheet import NAME, NUMBER, TEXT, WORD, Printed, signature_line
from haishu_desk.report.table import Measures, measures_of
from haishu_desk.report.warned import warn_document

_TITLE_FONT, _FONT = "方正小标宋简体", "宋体"
_TITLE, _USUAL, _SMALL = 16, 9, 8
_MARGIN = 15
_LEFT, _CENTRE, _RIGHT = WD_ALIGN_PARAGRAPH.LEFT, WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.RIGHT
_ALIGNED = {NAME: _LEFT, TEXT: _LEFT, NUMBER: _RIGHT, WORD: _CENTRE}


def docx_returns(sheets: Sequence[Printed]) -> bytes:
    """The bytes of a .docx of these returns, at least one."""
    document = Document()
    document.core_properties.title = sheets[0].title
    for place, sheet in enumerate(sheets):
        measures = measures_of(sheet, EvenFaces())
        section = document.add_section(WD_SECTION.NEW_PAGE) if place else document.sections[0]
        _set_paper(section, measures)
        _foot(section, sheet)
        _head(document, sheet, measures)
        _table(document, sheet, measures)
        _signatures(document, sheet)
    warn_document(document)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _set_paper(section: Any, measures: Measures) -> None:
    width, height = measures.paper
    section.orientation = WD_ORIENT.LANDSCAPE if width > height else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Mm(width), Mm(height)
    section.left_margin = section.right_margin = Mm(_MARGIN)
    section.top_margin, section.bottom_margin, section.footer_distance = Mm(14), Mm(20), Mm(9)


def _foot(section: Any, sheet: Printed) -> None:
    """On every page: whose it is and which version, and which page it is."""
    section.footer.is_linked_to_previous = False
    paragraph = section.footer.paragraphs[0]
    write(paragraph, f"{sheet.unit}　{sheet.period}　{version_line(sheet)}　", _FONT, _SMALL)
    number_pages(paragraph)


def _line(document: Any, words: str, size: float, **more: Any) -> Any:
    paragraph = document.add_paragraph()
    _tight(paragraph)
    write(paragraph, words, more.pop("font", _FONT), size, **more)
    return paragraph


def _tight(paragraph: Any, before: float = 0) -> None:
    paragraph.paragraph_format.space_before, paragraph.paragraph_format.space_after = Pt(before), Pt(0)
    paragraph.paragraph_format.line_spacing = 1


def _head(document: Any, sheet: Printed, measures: Measures) -> None:
    """The title; under it the unit at the left, the period in the middle, the marks at the right, on one base line."""
    _line(document, sheet.title, _TITLE, font=_TITLE_FONT, align=_CENTRE)
    third = (measures.paper[0] - 2 * _MARGIN) / 3
    table = document.add_table(rows=1, cols=3)
    table.autofit = False
    blocks = (
        ((f"综合机关名称：{sheet.agency}", f"填报单位（公章）：{sheet.unit}"), _LEFT),
        ((sheet.period,), _CENTRE),
        (sheet.corner, _RIGHT),
    )
    for cell, (lines, align) in zip(table.rows[0].cells, blocks, strict=True):
        cell.width, cell.vertical_alignment = Mm(third), WD_CELL_VERTICAL_ALIGNMENT.BOTTOM
        for place, words in enumerate(lines):
            paragraph = cell.add_paragraph() if place else cell.paragraphs[0]
            _tight(paragraph)
            write(paragraph, words, _FONT, _USUAL, align=align)
    # Two tables with nothing between them are one, whose heads are not repeated.
    for notice in sheet.notices or ("",):
        _line(document, notice, _SMALL, bold=True)


def _table(document: Any, sheet: Printed, measures: Measures) -> None:
    """Titles and 甲 乙 丙 1 2 3 repeated on every page; groups under their headings; no row divided."""
    table = document.add_table(rows=2, cols=len(sheet.columns), style="Table Grid")
    table.autofit, table.alignment = False, WD_TABLE_ALIGNMENT.CENTER
    for column, width in zip(table.columns, measures.widths, strict=True):
        column.width = Mm(width)
    _narrow(table)
    for row, words in zip(table.rows, ("title", "letter"), strict=True):
        titles = [str(getattr(column, words)) for column in sheet.columns]
        _fill(row, titles, measures, [_CENTRE] * len(titles), bold=words == "title")
        mark_row(row, "w:tblHeader")
    for group in sheet.groups:
        heading = table.add_row()
        cells = heading.cells
        whole = cells[0].merge(cells[-1])
        _tight(whole.paragraphs[0])
        write(whole.paragraphs[0], group.title, _FONT, measures.size, bold=True)
        whole.paragraphs[0].paragraph_format.keep_with_next = True
        mark_row(heading, "w:cantSplit")
        for texts in group.rows:
            row = table.add_row()
            _fill(row, texts, measures, [_ALIGNED[column.kind] for column in sheet.columns])
            mark_row(row, "w:cantSplit")


def _narrow(table: Any) -> None:
    """One millimetre at both sides of a cell, as the widths were measured."""
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), "57")
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    table._tbl.tblPr.find(qn("w:tblLook")).addprevious(margins)  # noqa: SLF001  the library has no name for it


def _fill(row: Any, texts: Sequence[str], measures: Measures, aligned: Sequence[Any], *, bold: bool = False) -> None:
    for cell, text, width, align in zip(row.cells, texts, measures.widths, aligned, strict=True):
        cell.width, cell.vertical_alignment = Mm(width), WD_CELL_VERTICAL_ALIGNMENT.CENTER
        paragraph = cell.paragraphs[0]
        _tight(paragraph)
        write(paragraph, text, _FONT, measures.size, bold=bold, align=align)


def _signatures(document: Any, sheet: Printed) -> None:
    """What is signed, the version, and the 说明; they stay together."""
    signed = _line(document, "　".join(map(signature_line, sheet.signed)), _USUAL)
    _tight(signed, before=14)
    lines = [signed]
    if not sheet.is_blank:
        lines.append(_line(document, version_line(sheet), _SMALL))
    lines.append(_line(document, "说明：", _SMALL, bold=True))
    lines += [_line(document, f"{number}. {note}", _SMALL) for number, note in enumerate(sheet.notes, start=1)]
    for paragraph in lines[:-1]:
        paragraph.paragraph_format.keep_with_next = True
