"""A plain table as a workbook: a title, a line under it, headings, texts. Loaded when one is written."""

from __future__ import annotations

import io
from collections.abc import Sequence

import xlsxwriter

from haishu_desk.domain.signs import as_shared_string

_FONT, _HEAD, _RULE = "微软雅黑", "#E9EDF2", "#C7CFD9"
_NARROW, _WIDE = 8, 48


def xlsx_table(title: str, about: str, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> bytes:
    """The bytes of an .xlsx with one sheet: every cell is text, so that what begins with `=` stays what it is."""
    stream = io.BytesIO()
    options = {"strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False, "in_memory": True}
    with xlsxwriter.Workbook(stream, options) as book:
        sheet = book.add_worksheet(title[:31])
        plain = {"font_name": _FONT, "font_size": 10, "valign": "top", "text_wrap": True}
        boxed = book.add_format({**plain, "border": 1, "border_color": _RULE, "num_format": "@"})
        head = book.add_format({**plain, "bold": True, "bg_color": _HEAD, "border": 1, "border_color": _RULE})
        sheet.write_string(0, 0, title, book.add_format({"font_name": _FONT, "font_size": 16, "bold": True}))
        sheet.write_string(1, 0, about, book.add_format({"font_name": _FONT, "font_size": 9}))
        for place, column in enumerate(columns):
            sheet.write_string(2, place, column, head)
            longest = max((len(row[place]) for row in rows), default=0)
            sheet.set_column(place, place, min(max(_NARROW, 2 * len(column) + 2, 2 * longest + 2), _WIDE))
        for row, texts in enumerate(rows, start=3):
            for place, text in enumerate(texts):
                sheet.write_string(row, place, as_shared_string(text), boxed)
        sheet.freeze_panes(3, 0)
        sheet.repeat_rows(2)
        sheet.set_paper(9)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.set_footer("&C第 &P 页，共 &N 页")
        sheet.ignore_errors({"number_stored_as_text": f"A1:{chr(ord('A') + len(columns))}{len(rows) + 3}"})
    return stream.getvalue()
