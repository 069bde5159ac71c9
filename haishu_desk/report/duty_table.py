"""责任分解表 on paper, as a document and as a workbook: A4 across, heads on every page, page numbers, signatures.

Loads the two writers when one is written.
"""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from typing import Any

from haishu_desk.domain.signs import that_travels
from haishu_desk.report.warned import SHEET_HEAD, warn_document, warned

SIGNED = (
    "编制：______________",
    "审核：______________",
    "单位负责人（签字、盖章）：______________",
    "日期：______年____月____日",
)
_TITLE_FONT, _FONT, _SHEET_FONT = "方正小标宋简体", "仿宋_GB2312", "宋体"
_WIDTH = 273.0  # millimetres between margins of 12
_HEAD = "E9EDF2"
# Of the workbook: all columns together in characters, a Chinese sign in characters, a line in points.
_CHARACTERS, _WIDE, _LINE = 150.0, 1.8, 12.0


@dataclass(frozen=True)
class DutyColumn:
    """One column: its title, how wide it is against the others, and whether it stands under 年度目标."""

    title: str
    share: float
    is_year: bool = False


@dataclass(frozen=True)
class DutySheet:
    """Everything that is printed: lines under the title, the table, and what changed since the edition before."""

    title: str
    about: tuple[str, ...]
    columns: tuple[DutyColumn, ...]
    rows: tuple[tuple[str, ...], ...]
    changed: str = ""
    changes: tuple[tuple[str, ...], ...] = ()
    notes: tuple[str, ...] = ()


CHANGE_COLUMNS = (
    DutyColumn("变动", 6), DutyColumn("编号", 9), DutyColumn("目标或任务", 28), DutyColumn("单位", 20), DutyColumn("职责", 6),
    DutyColumn("原来 → 现在", 31),
)  # fmt: skip


def docx_duties(sheet: DutySheet) -> bytes:
    """The bytes of a .docx."""
    from docx import Document  # noqa: PLC0415  heavy
    from docx.enum.section import WD_ORIENT  # noqa: PLC0415  as above
    from docx.shared import Mm  # noqa: PLC0415  as above

    document = Document()
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(297), Mm(210)
    section.left_margin = section.right_margin = Mm(12)
    section.top_margin, section.bottom_margin, section.footer_distance = Mm(15), Mm(15), Mm(8)
    _write(document.add_paragraph(), sheet.title, _TITLE_FONT, 20, centred=True)
    for line in sheet.about:
        _write(document.add_paragraph(), line, _FONT, 10.5)
    _docx_table(document, sheet.columns, sheet.rows)
    for note in sheet.notes:
        _write(document.add_paragraph(), note, _FONT, 9)
    if sheet.changed:
        _write(document.add_paragraph(), sheet.changed, _FONT, 12, bold=True)
        if sheet.changes:
            _docx_table(document, CHANGE_COLUMNS, sheet.changes)
    signed = document.add_paragraph()
    _space(signed, before=14)
    _write(signed, "　　".join(SIGNED), _FONT, 10.5)
    _page_number(section.footer.paragraphs[0])
    warn_document(document)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _docx_table(document: Any, columns: Sequence[DutyColumn], rows: Sequence[Sequence[str]]) -> None:
    from docx.shared import Mm  # noqa: PLC0415  heavy

    years = [place for place, column in enumerate(columns) if column.is_year]
    heads = 2 if years else 1
    table = document.add_table(rows=heads, cols=len(columns), style="Table Grid")
    table.autofit = False
    widths = [Mm(_WIDTH * column.share / sum(each.share for each in columns)) for column in columns]
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    for place, column in enumerate(columns):
        top, bottom = table.rows[0].cells[place], table.rows[heads - 1].cells[place]
        if heads > 1 and not column.is_year:
            bottom = top.merge(bottom)
        _cell(bottom, column.title, bold=True)
    if years:
        _cell(table.rows[0].cells[years[0]].merge(table.rows[0].cells[years[-1]]), "年度目标", bold=True)
    for row in table.rows:
        _mark_row(row, is_head=True)
    for texts in rows:
        row = table.add_row()
        _mark_row(row)
        for cell, text, width, column in zip(row.cells, texts, widths, columns, strict=True):
            cell.width = width
            _cell(cell, text, centred=column.is_year)


def _cell(cell: Any, text: str, *, bold: bool = False, centred: bool = False) -> None:
    paragraph = cell.paragraphs[0]
    _space(paragraph)
    _write(paragraph, text, _FONT, 9, bold=bold, centred=bold or centred)
    cell.vertical_alignment = 1
    _narrow(cell)


def _write(paragraph: Any, text: str, font: str, size: float, *, bold: bool = False, centred: bool = False) -> None:
    from docx.oxml.ns import qn  # noqa: PLC0415  heavy
    from docx.shared import Pt  # noqa: PLC0415  as above

    run = paragraph.add_run(that_travels(text))
    run.font.name, run.font.size, run.font.bold = font, Pt(size), bold
    run._element.rPr.rFonts.set(qn("w:eastAsia"), font)  # noqa: SLF001  the library has no name for the Chinese face
    run._element.rPr.append(_element("w:lang", eastAsia="zh-CN"))  # noqa: SLF001  as above
    if centred:
        paragraph.alignment = 1


def _space(paragraph: Any, before: float = 0) -> None:
    from docx.shared import Pt  # noqa: PLC0415  heavy

    paragraph.paragraph_format.space_before, paragraph.paragraph_format.space_after = Pt(before), Pt(0)


def _narrow(cell: Any) -> None:
    """One millimetre at both sides: the table has many columns."""
    margins = _element("w:tcMar")
    for side in ("left", "right"):
        margins.append(_element(f"w:{side}", w="57", type="dxa"))
    cell._tc.get_or_add_tcPr().append(margins)  # noqa: SLF001  the library has no name for it


def _mark_row(row: Any, *, is_head: bool = False) -> None:
    """A row is never divided between pages; a head stands on every page again."""
    properties = row._tr.get_or_add_trPr()  # noqa: SLF001  as above
    properties.append(_element("w:cantSplit", val="true"))
    if is_head:
        properties.append(_element("w:tblHeader", val="true"))


def _page_number(paragraph: Any) -> None:
    paragraph.alignment = 1
    _write(paragraph, "第 ", _FONT, 9)
    _field(paragraph, "PAGE")
    _write(paragraph, " 页，共 ", _FONT, 9)
    _field(paragraph, "NUMPAGES")
    _write(paragraph, " 页", _FONT, 9)


def _field(paragraph: Any, name: str) -> None:
    field = _element("w:fldSimple", instr=name)
    run, text = _element("w:r"), _element("w:t")
    text.text = "1"
    run.append(text)
    field.append(run)
    paragraph._p.append(field)  # noqa: SLF001  as above


def _element(name: str, **attributes: str) -> Any:
    from docx.oxml import OxmlElement  # noqa: PLC0415  heavy
    from docx.oxml.ns import qn  # noqa: PLC0415  as above

    element = OxmlElement(name)
    for key, value in attributes.items():
        element.set(qn(f"w:{key}"), value)
    return element


# As a workbook.


def xlsx_duties(sheet: DutySheet) -> bytes:
    """The bytes of an .xlsx: the table on one sheet, the changes on another; every cell is text."""
    import xlsxwriter  # noqa: PLC0415  heavy

    stream = io.BytesIO()
    options = {"strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False, "in_memory": True}
    with xlsxwriter.Workbook(stream, options) as book:
        _xlsx_table(book, "责任分解表", sheet)
        if sheet.changes:
            _xlsx_table(book, "变动", DutySheet("责任分解变动", (sheet.changed,), CHANGE_COLUMNS, sheet.changes))
    return stream.getvalue()


def _xlsx_table(book: Any, name: str, sheet: DutySheet) -> None:
    columns, about, rows = sheet.columns, sheet.about, sheet.rows
    page = book.add_worksheet(name)
    usual = {"font_name": _SHEET_FONT, "font_size": 9, "valign": "vcenter", "text_wrap": True}
    boxed = book.add_format({**usual, "border": 1, "num_format": "@"})
    figure = book.add_format({**usual, "border": 1, "num_format": "@", "align": "center"})
    head = book.add_format({**usual, "bold": True, "border": 1, "align": "center", "bg_color": f"#{_HEAD}"})
    plain = book.add_format({"font_name": _SHEET_FONT, "font_size": 10})
    last = len(columns) - 1
    page.merge_range(0, 0, 0, last, sheet.title, book.add_format(
        {"font_name": _SHEET_FONT, "font_size": 18, "bold": True, "align": "center"}))  # fmt: skip
    for row, line in enumerate((*about[:-1], warned(about[-1])) if about else (), start=1):
        page.write_string(row, 0, line, plain)
    top = 1 + len(about)
    heads = _xlsx_heads(page, top, columns, head)
    widths = [_CHARACTERS * column.share / sum(each.share for each in columns) for column in columns]
    for place, width in enumerate(widths):
        page.set_column(place, place, width)
    for row, texts in enumerate(rows, start=top + heads):
        page.set_row(row, _LINE * max(map(_lines, texts, widths)) + 3)
        for place, (text, column) in enumerate(zip(texts, columns, strict=True)):
            page.write_string(row, place, text, figure if column.is_year else boxed)
    below = top + heads + len(rows)
    for row, line in enumerate((*sheet.notes, "", "　　".join(SIGNED)), start=below):
        page.write_string(row, 0, line, plain)
    page.freeze_panes(top + heads, 0)
    page.repeat_rows(top, top + heads - 1)
    page.set_paper(9)
    page.set_landscape()
    page.fit_to_pages(1, 0)
    page.set_margins(0.47, 0.47, 0.59, 0.59)
    page.center_horizontally()
    page.set_header(SHEET_HEAD)
    page.set_footer("&C第 &P 页，共 &N 页")


def _lines(text: str, width: float) -> int:
    """How many lines a text takes in a column of that width: not every office program measures wrapped rows itself."""
    taken = sum(_WIDE if unicodedata.east_asian_width(sign) in "WFA" else 1.0 for sign in text)
    return max(1, ceil(taken / (width - 1)))


def _xlsx_heads(page: Any, top: int, columns: Sequence[DutyColumn], head: Any) -> int:
    """Write the heads; how many rows they take."""
    years = [place for place, column in enumerate(columns) if column.is_year]
    for place, column in enumerate(columns):
        if years and not column.is_year:
            page.merge_range(top, place, top + 1, place, column.title, head)
        else:
            page.write_string(top + bool(years), place, column.title, head)
    if len(years) > 1:
        page.merge_range(top, years[0], top, years[-1], "年度目标", head)
    elif years:
        page.write_string(top, years[0], "年度目标", head)
    return 2 if years else 1
