"""Returns as a workbook, a sheet each: the same head, columns, signatures and 说明 as on the printed page.

What is a plain decimal number is one, so that it can be added up; every other cell is text. Loaded when one is written.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

import xlsxwriter

from haishu_desk.domain.secrecy import NO_SECRETS
from haishu_desk.domain.signs import as_shared_string
from haishu_desk.report.breaking import broken
from haishu_desk.report.drawn import LANDSCAPE
from haishu_desk.report.even_faces import EvenFaces
from haishu_desk.report.layout import version_line
from haishu_desk.report.sheet import NUMBER, Printed, signature_line
from haishu_desk.report.table import Measures, measures_of
from haishu_desk.report.warned import SHEET_HEAD
from haishu_desk.report.widths import PADDING
from haishu_desk.report.xlsx_table import NO_NAME, Looks

_FONT = "宋体"
_MM_PER_SIGN, _LINE = 1.75, 14.0
_A4 = 9


def xlsx_returns(sheets: Sequence[Printed]) -> bytes:
    """The bytes of an .xlsx of these returns, at least one."""
    stream = io.BytesIO()
    options = {"strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False, "in_memory": True}
    with xlsxwriter.Workbook(stream, options) as book:
        looks = Looks(book)
        for number, sheet in enumerate(sheets, start=1):
            name = NO_NAME.sub(" ", sheet.title)[:31]
            taken = {each.get_name() for each in book.worksheets()}
            page = book.add_worksheet(name if name not in taken else f"{name[:28]} {number}")
            _write(book, page, sheet, looks)
    return stream.getvalue()


def _write(book: Any, page: Any, sheet: Printed, looks: Looks) -> None:
    measures = measures_of(sheet, EvenFaces())
    last = len(sheet.columns) - 1
    for place, width in enumerate(measures.widths):
        page.set_column(place, place, width / _MM_PER_SIGN)
    top = _head(book, page, sheet, last)
    for row, texts in enumerate((tuple(column.title for column in sheet.columns), _letters(sheet)), start=top):
        page.set_row(row, _height(texts, measures))
        for place, text in enumerate(texts):
            page.write_string(row, place, text, looks.head)
    row = top + 2
    for group in sheet.groups:
        page.merge_range(row, 0, row, last, as_shared_string(group.title), looks.head)
        row += 1
        for texts in group.rows:
            page.set_row(row, _height(texts, measures))
            for place, (text, column) in enumerate(zip(texts, sheet.columns, strict=True)):
                looks.write(page, (row, place), text, is_figure=column.kind == NUMBER)
            row += 1
    _foot(book, page, sheet, row + 1)
    _set_up(page, top, across=measures.paper == LANDSCAPE)


def _height(texts: Sequence[str], measures: Measures) -> float:
    """Of a row, in points: not every office program measures wrapped rows itself."""
    faces, pairs = EvenFaces(), zip(texts, measures.widths, strict=True)
    lines = (len(broken(text, width - 2 * PADDING, measures.size, faces)) for text, width in pairs)
    return _LINE * max(lines) + 4


def _letters(sheet: Printed) -> tuple[str, ...]:
    return tuple(column.letter for column in sheet.columns)


def _head(book: Any, page: Any, sheet: Printed, last: int) -> int:
    """Title, then left, middle and right; the row at which the table begins."""
    usual = {"font_name": _FONT, "font_size": 10}
    titled = book.add_format({"font_name": _FONT, "font_size": 16, "bold": True, "align": "center_across"})
    left, middle, right = (book.add_format({**usual, "align": side}) for side in ("left", "center", "right"))
    page.write_string(0, 0, sheet.title, titled)
    for place in range(1, last + 1):
        page.write_blank(0, place, None, titled)
    lines = max(len(sheet.corner), 2)
    for row, words in enumerate((f"综合机关名称：{sheet.agency}", f"填报单位（公章）：{sheet.unit}"), start=lines - 1):
        page.write_string(row, 0, words, left)
    page.write_string(lines, max(last // 2, 1), sheet.period, middle)
    for row, words in enumerate(sheet.corner, start=lines - len(sheet.corner) + 1):
        page.write_string(row, last, words, right)
    row = lines + 1
    for notice in sheet.notices:
        page.write_string(row, 0, notice, book.add_format({**usual, "bold": True}))
        row += 1
    return row


def _foot(book: Any, page: Any, sheet: Printed, row: int) -> None:
    usual = book.add_format({"font_name": _FONT, "font_size": 10})
    lines = ["　".join(map(signature_line, sheet.signed))]
    lines += [] if sheet.is_blank else [version_line(sheet)]
    lines += ["说明：", *(f"{number}. {note}" for number, note in enumerate(sheet.notes, start=1)), NO_SECRETS]
    for place, words in enumerate(lines, start=row):
        page.write_string(place, 0, as_shared_string(words), usual)
    page.set_header(SHEET_HEAD)
    page.set_footer(
        f"&L{_in_foot(f'{sheet.unit}　{sheet.period}')}&C第 &P 页，共 &N 页&R{_in_foot(version_line(sheet))}"
    )


def _in_foot(words: str) -> str:
    """`&` begins a field there; a foot holds 255 signs."""
    return words[:60].replace("&", "&&")


def _set_up(page: Any, top: int, *, across: bool) -> None:
    page.freeze_panes(top + 2, 1)
    page.repeat_rows(top, top + 1)
    page.set_paper(_A4)
    if across:
        page.set_landscape()
    page.fit_to_pages(1, 0)
    page.set_margins(0.59, 0.59, 0.55, 0.79)
    page.hide_gridlines(2)
