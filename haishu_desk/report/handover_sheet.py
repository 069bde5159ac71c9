"""A 移交单 as a workbook: facts, open matters, signature lines, upright A4. Loaded when one is written."""

from __future__ import annotations

import io
from collections.abc import Sequence

import xlsxwriter

from haishu_desk.domain.secrecy import NO_SECRETS
from haishu_desk.report.warned import SHEET_HEAD

_FONT, _HEAD, _RULE = "微软雅黑", "#E9EDF2", "#C7CFD9"
_WIDTHS = (16, 34, 38, 18)
_LINE, _SIGNS = 15, 46  # points of a line, Chinese signs that fit across the three merged columns


def handover_xlsx(
    title: str,
    facts: Sequence[tuple[str, str]],
    columns: Sequence[str],
    rows: Sequence[Sequence[str]],
    signers: Sequence[tuple[str, str]],
) -> bytes:
    """The bytes of an .xlsx with one sheet: every cell is text, so that what begins with `=` stays what it is."""
    stream = io.BytesIO()
    options = {"strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False, "in_memory": True}
    with xlsxwriter.Workbook(stream, options) as book:
        sheet = book.add_worksheet(title)
        plain = {"font_name": _FONT, "font_size": 10, "valign": "top", "text_wrap": True}
        boxed = book.add_format({**plain, "border": 1, "border_color": _RULE, "num_format": "@"})
        head = book.add_format({**plain, "bold": True, "bg_color": _HEAD, "border": 1, "border_color": _RULE})
        for place, width in enumerate(_WIDTHS):
            sheet.set_column(place, place, width)
        sheet.merge_range(0, 0, 0, 3, title, book.add_format({"font_name": _FONT, "font_size": 18, "align": "center"}))
        for at, (label, text) in enumerate(facts, start=1):
            sheet.write_string(at, 0, label, head)
            sheet.merge_range(at, 1, at, 3, text, boxed)
            sheet.set_row(at, _LINE * (1 + len(text) // _SIGNS))
        top = len(facts) + 2
        sheet.write_string(top - 1, 0, NO_SECRETS, book.add_format({"font_name": _FONT, "font_size": 9}))
        for place, column in enumerate(columns):
            sheet.write_string(top, place, column, head)
        for at, texts in enumerate(rows or [("没有", "", "", "")], start=top + 1):
            for place, text in enumerate(texts):
                sheet.write_string(at, place, text, boxed)
            pairs = zip(texts, _WIDTHS, strict=True)
            sheet.set_row(at, _LINE * max(1 + 2 * len(text) // width for text, width in pairs))
        foot = book.add_format({"font_name": _FONT, "font_size": 11})
        below = top + 2 + max(len(rows), 1)
        sheet.write_string(below, 0, "以上事项已当面交接，数据文件和备份已查看。", foot)
        for at, (role, name) in enumerate(signers, start=below + 1):
            sheet.write_string(
                at, 0, f"{role}：{name or '　　　　'}　　签字：＿＿＿＿＿＿＿＿　　　　年　　月　　日", foot
            )
            sheet.set_row(at, 28)
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.set_header(SHEET_HEAD)
        sheet.set_footer("&C第 &P 页，共 &N 页")
    return stream.getvalue()
