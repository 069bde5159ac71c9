"""留痕 as a workbook that prints: a first page that says what it is, and a line for each changed cell. Loaded when one is written."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from haishu_desk.domain.secrecy import NO_SECRETS
from haishu_desk.domain.signs import as_shared_string, that_travels
from haishu_desk.report.warned import SHEET_HEAD

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

_FONT, _HEAD = "微软雅黑", "#E9EDF2"
# What one cell of a workbook can hold is 32,767 signs.
_LONGEST = 32_000
_A3, _A4 = 8, 9
_LINE, _MOST_LINES, _ABOUT_WIDTH = 13.5, 28, 76


@dataclass(frozen=True)
class Column:
    """A heading and its width in signs."""

    title: str
    width: float


def trail_sheet(
    title: str, facts: Sequence[tuple[str, str]], columns: Sequence[Column], rows: Iterable[Sequence[str]]
) -> bytes:
    """The bytes of an .xlsx: 说明 with the facts, 留痕 with the rows. Every cell is text: what begins with `=` stays what it is."""
    stream = io.BytesIO()
    options = {
        "strings_to_formulas": False,
        "strings_to_numbers": False,
        "strings_to_urls": False,
        "in_memory": True,
    }
    import xlsxwriter  # noqa: PLC0415  the window of 留痕 does not wait for it

    with xlsxwriter.Workbook(stream, options) as book:
        plain = {"font_name": _FONT, "font_size": 9, "valign": "top", "num_format": "@"}
        looks = {
            "plain": book.add_format({**plain, "text_wrap": True}),
            "wrapped": book.add_format({**plain, "font_size": 10, "text_wrap": True}),
            "bold": book.add_format({**plain, "bold": True, "bg_color": _HEAD, "text_wrap": True}),
            "title": book.add_format({"font_name": _FONT, "font_size": 16, "bold": True}),
        }
        _about(book.add_worksheet("说明"), title, facts, looks)
        _lines(book.add_worksheet("留痕"), title, (columns, rows), looks)
    return stream.getvalue()


def _about(sheet: Worksheet, title: str, facts: Sequence[tuple[str, str]], looks: dict[str, object]) -> None:
    sheet.set_column(0, 0, 18)
    sheet.set_column(1, 1, _ABOUT_WIDTH)
    sheet.write_string(0, 0, title, looks["title"])
    sheet.write_string(1, 0, NO_SECRETS)
    for place, (name, text) in enumerate(facts, start=2):
        sheet.write_string(place, 0, name, looks["bold"])
        sheet.write_string(place, 1, _fitting(text), looks["wrapped"])
        sheet.set_row(place, _LINE * 1.2 * _lines_of(text, _ABOUT_WIDTH))
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 0)
    sheet.set_header(SHEET_HEAD)
    sheet.hide_gridlines(2)


def _lines(
    sheet: Worksheet, title: str, table: tuple[Sequence[Column], Iterable[Sequence[str]]], looks: dict[str, object]
) -> None:
    columns, rows = table
    for place, column in enumerate(columns):
        sheet.set_column(place, place, column.width)
        sheet.write_string(0, place, column.title, looks["bold"])
    plain, number = looks["plain"], 0
    for number, texts in enumerate(rows, start=1):
        tallest = 1
        for place, text in enumerate(texts):
            if text:
                sheet.write_string(number, place, _fitting(text), plain)
                if 2 * len(text) > columns[place].width:  # a Chinese sign is two wide
                    tallest = max(tallest, _lines_of(text, columns[place].width))
        if tallest > 1:
            sheet.set_row(number, _LINE * tallest)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, number, len(columns) - 1)
    sheet.repeat_rows(0)
    sheet.set_paper(_A3)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
    sheet.hide_gridlines(0)
    sheet.set_header(f"&L{title}{SHEET_HEAD}")
    sheet.set_footer("&C第 &P 页，共 &N 页")
    sheet.ignore_errors({"number_stored_as_text": f"A1:Z{number + 1}"})


def _lines_of(text: str, width: float) -> int:
    """How many lines a text takes in a column: not every program finds that out by itself."""
    wide = (len(line.encode("gbk", "replace")) for line in text.splitlines())
    return min(sum(max(-(-each // max(int(width) - 1, 1)), 1) for each in wide), _MOST_LINES)


def _fitting(text: str) -> str:
    """What a cell can hold; a longer text says how long it is."""
    clean = text if text.isprintable() else that_travels(text)
    whole = clean if len(clean) <= _LONGEST else f"{clean[:_LONGEST]}……（共 {len(clean)} 字，太长，没有全列）"
    return as_shared_string(whole)
