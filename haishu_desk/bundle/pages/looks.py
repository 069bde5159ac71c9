"""Fonts, colours and paper that the sheets of a bundle share. Fonts are named; a machine without them shows its own."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from haishu_desk.domain.secrecy import NO_SECRETS

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

    from haishu_desk.bundle.book import Book

BODY, HEAD = "宋体", "黑体"
# The light colours of the window, by the names that they have there; `ENTRY` is the paper of a cell to fill in.
INK, FAINT, LINE, WASH, ACCENT, SOFT, ENTRY = (
    "#1A2330",
    "#5F6B78",
    "#C7CFD9",
    "#F6F8FA",
    "#1F5FAF",
    "#E4EEFA",
    "#FFFBE8",
)
BAD_TEXT, BAD_SOFT, WARN_TEXT, WARN_SOFT = "#AE2A16", "#F9D3CA", "#7D4E00", "#F7D98B"
CLASH_TEXT, CLASH_SOFT, ACTUAL, PATH, GRID = "#5E3C9B", "#DCCFF3", "#1F5FAF", "#7A8694", "#E8EBF0"
_A4 = 9
_LONGEST_FOOT = 60
_WIDER = 1.08  # than the columns that a text counts

Styles = dict[str, "Format"]


def styles_of(workbook: Workbook) -> Styles:
    """The formats of all sheets by name; `entry` and `entry_right` are open and hold text as it is typed."""
    base = {"font_name": BODY, "font_size": 10.5, "font_color": INK, "valign": "vcenter", "text_wrap": True}
    flat = {**base, "text_wrap": False}
    boxed = {**base, "border": 1, "border_color": LINE}
    entry = {**boxed, "bg_color": ENTRY, "num_format": "@", "locked": False}
    small = {**flat, "font_size": 9, "font_color": FAINT}
    named: dict[str, dict[str, Any]] = {
        "plain": base,
        "title": {**flat, "font_name": HEAD, "font_size": 16, "align": "center"},
        "cover_title": {**base, "font_name": HEAD, "font_size": 22, "align": "center", "bottom": 5, "bottom_color": ACCENT},
        "section": {**flat, "font_name": HEAD, "font_size": 12, "font_color": ACCENT, "bottom": 1, "bottom_color": ACCENT},
        "small": small,
        "small_right": {**small, "align": "right"},
        "letter": {"font_name": BODY, "font_size": 8, "font_color": FAINT},
        "head": {**boxed, "font_name": HEAD, "bg_color": SOFT, "align": "center"},
        "head_word": {"font_name": HEAD, "font_size": 10.5, "font_color": INK},
        "cell": {**boxed, "bg_color": WASH},
        "right": {**boxed, "bg_color": WASH, "align": "right"},
        "centre": {**boxed, "bg_color": WASH, "align": "center"},
        "page_cell": {**boxed, "indent": 1},
        "entry": entry,
        "entry_right": {**entry, "align": "right"},
        "remark": {**boxed, "bg_color": WASH, "font_color": BAD_TEXT},
        "remark_said": {**boxed, "bg_color": BAD_SOFT, "font_color": BAD_TEXT, "bold": True},
        "label": {**boxed, "font_name": HEAD, "bg_color": SOFT, "align": "center"},
        "code": {**boxed, "font_name": HEAD, "font_size": 22, "align": "center"},
        "stamp": {**boxed, "font_size": 12, "font_color": FAINT, "align": "center", "border": 3},
        "sign": {**flat, "font_size": 11, "bottom": 1},
        "sign_below": {**flat, "font_size": 10.5},
        "sign_label": {**flat, "font_size": 11, "align": "right"},
        "warning": {**flat, "font_name": HEAD, "font_size": 12, "font_color": BAD_TEXT, "align": "center"},
        "card": {**flat, "font_name": HEAD, "font_size": 10.5, "shrink": True},
        "year": {**flat, "font_size": 9, "font_color": FAINT, "align": "right", "top": 1, "top_color": LINE},
        "row_name": {**flat, "font_size": 9, "font_color": FAINT, "shrink": True},
        "bad": {"font_color": BAD_TEXT, "bg_color": BAD_SOFT, "bold": True},
        "warn": {"font_color": WARN_TEXT, "bg_color": WARN_SOFT},
        "clash": {"font_color": CLASH_TEXT, "bg_color": CLASH_SOFT},
        "bad_sample": {**boxed, "font_color": BAD_TEXT, "bg_color": BAD_SOFT, "bold": True, "align": "center"},
        "warn_sample": {**boxed, "font_color": WARN_TEXT, "bg_color": WARN_SOFT, "align": "center"},
        "clash_sample": {**boxed, "font_color": CLASH_TEXT, "bg_color": CLASH_SOFT, "align": "center"},
    }  # fmt: skip
    return {name: workbook.add_format(form) for name, form in named.items()}


def paper(sheet: Worksheet, book: Book, *, landscape: bool = False) -> None:
    """A4 with the unit, the page of pages and the version code at the foot of each page."""
    sheet.set_paper(_A4)
    sheet.set_landscape() if landscape else sheet.set_portrait()
    sheet.set_margins(left=0.4, right=0.4, top=0.7, bottom=0.7)
    sheet.hide_gridlines(2)
    sheet.center_horizontally()
    said = [_in_foot(text) for text in (f"{book.unit_name}　{book.period_title}", f"版本码 {book.revision_code}")]
    left, right = said if book.revision_code else (said[0], "")
    font = f'&"{BODY},Regular"&9 '  # the space keeps a figure that follows out of the size
    sheet.set_footer(f"&L{font}{left}&C{font}第 &P 页　共 &N 页&R{font}{right}")
    sheet.set_header(f"&L{font}{_in_foot(book.caution)}&R{font}{NO_SECRETS}")


def _in_foot(text: str) -> str:
    """Ampersands are orders in a foot, and the whole of it may have 255 signs."""
    return (text if len(text) <= _LONGEST_FOOT else f"{text[:_LONGEST_FOOT]}…").replace("&", "&&")


def protect(sheet: Worksheet) -> None:
    """Against slips of the hand only: no password, and what it forbids is no security."""
    sheet.protect("", {"format_columns": True, "format_rows": True, "sort": True, "autofilter": True})


def height(texts: Iterable[tuple[str, float]], least: float = 20.0) -> float:
    """The height that a row of wrapped texts needs, in points: a Chinese sign is two columns wide."""
    lines = max([_lines(text, width - 1) for text, width in texts], default=1)
    return max(least, 4 + 14.5 * lines)


def _lines(text: str, width: float) -> int:
    """How many lines a text takes in so many columns; most are short, whatever their signs are."""
    if 2 * len(text) * _WIDER <= width and "\n" not in text:
        return 1
    return sum(max(-int(-_columns(line) * _WIDER // width), 1) for line in text.split("\n"))


def _columns(line: str) -> int:
    if line.isascii():
        return len(line)
    return sum([2 if unicodedata.east_asian_width(sign) in "WFA" else 1 for sign in line])
