"""A plain table as a workbook: a title, lines under it, headings, texts and figures. Loaded when one is written."""

from __future__ import annotations

import io
import re
from collections.abc import Collection, Sequence
from typing import Any

import xlsxwriter

from haishu_desk.domain.signs import as_shared_string
from haishu_desk.report.warned import SHEET_HEAD, warned

_FONT, _HEAD, _RULE = "微软雅黑", "#E9EDF2", "#C7CFD9"
_NARROW, _WIDE = 8, 48
_NUMBER = re.compile(r"-?(?P<whole>\d+)(?:\.(?P<part>\d+))?")
NO_NAME = re.compile(r"[\[\]:*?/\\']")  # what the name of a sheet cannot have
_MOST_DIGITS = 15  # what a workbook keeps of a number


def xlsx_table(
    title: str, about: str, columns: Sequence[str], rows: Sequence[Sequence[str]], figures: Collection[int] = ()
) -> bytes:
    """The bytes of an .xlsx with one sheet.

    Every cell is text, so that what begins with `=` stays what it is. In the columns `figures` what is a plain decimal
    number is one, with its decimals; one of more digits than a workbook keeps stays text.
    """
    stream = io.BytesIO()
    options = {"strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False, "in_memory": True}
    with xlsxwriter.Workbook(stream, options) as book:
        sheet = book.add_worksheet(NO_NAME.sub(" ", title)[:31])
        looks = Looks(book)
        sheet.write_string(0, 0, title, book.add_format({"font_name": _FONT, "font_size": 16, "bold": True}))
        small = book.add_format({"font_name": _FONT, "font_size": 9})
        lines = warned(about).split("\n")
        for place, line in enumerate(lines, start=1):
            sheet.write_string(place, 0, line, small)
        head = len(lines) + 1
        for place, column in enumerate(columns):
            sheet.write_string(head, place, column, looks.head)
            longest = max((len(row[place]) for row in rows), default=0)
            sheet.set_column(place, place, min(max(_NARROW, 2 * len(column) + 2, 2 * longest + 2), _WIDE))
        for row, texts in enumerate(rows, start=head + 1):
            for place, text in enumerate(texts):
                looks.write(sheet, (row, place), text, is_figure=place in figures)
        _set_up(sheet, head)
        last = chr(ord("A") + len(columns) - 1)
        sheet.ignore_errors({"number_stored_as_text": f"A1:{last}{len(rows) + head + 1}"})
    return stream.getvalue()


class Looks:
    """The formats of one workbook; one for each number of decimals."""

    def __init__(self, book: Any) -> None:
        self._book = book
        plain = {"font_name": _FONT, "font_size": 10, "valign": "top", "text_wrap": True, "border": 1}
        self._plain = {**plain, "border_color": _RULE}
        self.head = book.add_format({**self._plain, "bold": True, "bg_color": _HEAD})
        self._text = book.add_format({**self._plain, "num_format": "@"})
        self._right = book.add_format({**self._plain, "num_format": "@", "align": "right"})
        self._numbers: dict[int, Any] = {}

    def write(self, sheet: Any, place: tuple[int, int], text: str, *, is_figure: bool) -> None:
        """Put a text into a cell; where figures stand a plain decimal number becomes one."""
        match = _NUMBER.fullmatch(text) if is_figure else None
        part = (match["part"] or "") if match else ""
        if match is None or len(match["whole"] + part) > _MOST_DIGITS:
            sheet.write_string(*place, as_shared_string(text), self._right if is_figure else self._text)
        else:
            sheet.write_number(*place, float(text), self._number(len(part)))

    def _number(self, decimals: int) -> Any:
        if decimals not in self._numbers:
            shown = "#,##0" + ("." + "0" * decimals if decimals else "")
            self._numbers[decimals] = self._book.add_format({**self._plain, "num_format": shown, "align": "right"})
        return self._numbers[decimals]


def _set_up(sheet: Any, head: int) -> None:
    """On paper: A4 across, as wide as the page, headings and page numbers on every page."""
    sheet.freeze_panes(head + 1, 0)
    sheet.repeat_rows(head)
    sheet.set_paper(9)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.set_header(SHEET_HEAD)
    sheet.set_footer("&C第 &P 页，共 &N 页")
