"""A form's sheet as a statistical table is laid out: agency, period and marks above, 甲 乙 1 2, signatures and 说明 below."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from haishu_desk.bundle.layout import (
    COLUMN_MARK,
    COVER,
    DICTIONARY,
    INSTRUCTIONS,
    MANIFEST_SHEET,
    ROW_MARK,
    SHEET_OF_FORM,
    TREND,
    Column,
    columns_of,
    sheet_mark,
)
from haishu_desk.bundle.pages.looks import ACCENT, height, paper, protect
from haishu_desk.bundle.pages.signals import Grid, colour
from haishu_desk.bundle.pages.validation import LISTS, restrict

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

    from haishu_desk.bundle.book import Book
    from haishu_desk.bundle.manifest import Envelope, PrintedReturn
    from haishu_desk.bundle.pages.looks import Styles

HEADER_ROW = 3
_LONGEST_NAME = 28
_RESERVED = {COVER, TREND, INSTRUCTIONS, DICTIONARY, MANIFEST_SHEET, "history"}
_STEMS = "甲乙丙丁戊己"
_SIGNED = "单位负责人：__________　统计负责人：__________　填表人：__________　联系电话：____________　报出日期：20____年____月____日"
_NOTES = (
    "说明：1. 只填淡黄色的格，格里是文本，填什么就是什么；没有数填 —、不适用 或 未取得，不要填 0。",
    "　　　2. 填了以后变红的格，程序会当作强制性错误退回；变黄的请核对；紫色的是同一格有两个数，请与区级定下一个。",
    "　　　3. 颜色只说这一格自己看得出的错；与上年比、各项之间、镇街与全区、累计的核对，由程序在全审时做。",
)


def draw_form(workbook: Workbook, styles: Styles, book: Book, envelope: Envelope, printed: PrintedReturn) -> None:
    """The sheet of one return; every entry cell is open text, the rest is locked."""
    key = printed.key
    sheet = workbook.add_worksheet(_sheet_name(workbook, title := book.titles.get(key.form) or SHEET_OF_FORM[key.form]))
    shown = {column for _, column in printed.cells}
    columns = [column for column in book.tables.get(key.form) or columns_of(key.form) if column.name in shown]
    items = list(dict.fromkeys(item for item, _ in printed.cells))
    paper(sheet, book, landscape=True)
    sheet.fit_to_pages(1, 0)
    sheet.set_tab_color(ACCENT)
    sheet.set_row(0, None, None, {"hidden": True})
    sheet.set_column(0, 0, None, None, {"hidden": True})
    sheet.write_string(0, 0, sheet_mark(envelope.bundle, key.unit, key.period, key.form))
    _above(sheet, styles, book, printed, _printed_width(columns, printed), title)
    _head(sheet, styles, columns)
    for row, item in enumerate(items, start=HEADER_ROW + 1):
        sheet.write_string(row, 0, ROW_MARK + item)
        sheet.set_row(row, height((printed.cells[item, column.name], column.width) for column in columns))
        for place, column in enumerate(columns, start=1):
            text = printed.cells[item, column.name]
            sheet.write_string(row, place, text, styles[_style_of(column, text)])
    last = _below(sheet, styles, HEADER_ROW + 1 + len(items))
    if items:
        grid = Grid(sheet, columns, items, book.asked, HEADER_ROW + 1)
        restrict(grid, list(LISTS))
        colour(grid, styles)
    _to_print(sheet, columns, last, _printed_width(columns, printed))
    protect(sheet)


def _printed_width(columns: Sequence[Column], printed: PrintedReturn) -> int:
    """How many columns go on paper: what nobody filled in of the optional ones, at the right, does not make all others small."""
    filled = {column for (_, column), text in printed.cells.items() if text}
    used = [place for place, column in enumerate(columns, 1) if not column.is_optional or column.name in filled]
    return max(used, default=0)


def _sheet_name(workbook: Workbook, title: str) -> str:
    """The title as the name of a sheet: without the signs that Excel refuses, short, and none that is there already."""
    plain = re.sub(r"[\[\]:*?/\\']", " ", title).strip()[:_LONGEST_NAME] or "临时报表"
    taken = {sheet.get_name().lower() for sheet in workbook.worksheets()}
    return plain if plain.lower() not in taken | _RESERVED else f"{plain[: _LONGEST_NAME - 3]} {len(taken)}"


def _above(  # noqa: PLR0917  the parts of one page
    sheet: Worksheet, styles: Styles, book: Book, printed: PrintedReturn, width: int, title: str
) -> None:
    form = printed.key.form
    sheet.set_row(1, 34)
    sheet.merge_range(1, 1, 1, max(width, 2), _headline(book, form, title), styles["title"])
    said = [f"综合机关名称：{book.agency}"] if book.agency else []
    said += [f"填报单位：{book.unit_name}", f"报告期：{book.period_title}", f"状态：{printed.state}"]
    sheet.write_string(2, 1, "　　".join(said), styles["small"])
    sheet.write_string(2, max(width, 2), "　".join(book.corners.get(form, ())), styles["small_right"])


def _headline(book: Book, form: str, title: str) -> str:
    """A 临时报表 goes by its own name, the forms of the plan by that of the bundle."""
    return title if form in book.titles else f"{book.title}　{title}"


def _head(sheet: Worksheet, styles: Styles, columns: Sequence[Column]) -> None:
    """Titles with 甲 乙 丙 over what is asked and 1 2 3 over what is answered."""
    sheet.set_row(HEADER_ROW, 46 if any(len(column.title) > 6 for column in columns) else 32)  # noqa: PLR2004  signs that fit
    stems, number = iter(_STEMS), 0
    for place, column in enumerate(columns, start=1):
        sheet.set_column(place, place, column.width)
        sheet.write_string(0, place, COLUMN_MARK + column.name)
        letter = ""
        if column.is_entry:
            number += 1
            letter = str(number)
        elif column.name != "remark":
            letter = next(stems, "")
        if letter:
            words = (styles["head_word"], f"{column.title}\n", styles["letter"], letter)
            sheet.write_rich_string(HEADER_ROW, place, *words, styles["head"])
        else:
            sheet.write_string(HEADER_ROW, place, column.title, styles["head"])


def _style_of(column: Column, text: str) -> str:
    if column.is_entry:
        return "entry_right" if column.right else "entry"
    if column.name == "remark":
        return "remark_said" if text else "remark"
    return "centre" if column.name in ("number", "unit", "group") else "right" if column.right else "cell"


def _below(sheet: Worksheet, styles: Styles, row: int) -> int:
    """Where to sign, and what the marks and colours mean; the last row."""
    row += 1
    sheet.set_row(row, 26)
    sheet.write_string(row, 1, _SIGNED, styles["sign_below"])
    for note in _NOTES:
        row += 1
        sheet.write_string(row, 1, note, styles["small"])
    return row


def _to_print(sheet: Worksheet, columns: Sequence[Column], last: int, width: int) -> None:
    """The head stays in sight and stands on every printed page; nothing but the table is printed."""
    named = next((place for place, column in enumerate(columns, start=1) if column.name == "name"), 1)
    sheet.ignore_errors({"number_stored_as_text": f"A1:{chr(ord('A') + len(columns))}{last + 1}"})
    sheet.freeze_panes(HEADER_ROW + 1, named + 1)
    sheet.repeat_rows(HEADER_ROW)
    first = next((place for place, column in enumerate(columns, start=1) if column.is_entry), 1)
    sheet.set_selection(HEADER_ROW + 1, first, HEADER_ROW + 1, first)
    sheet.print_area(1, 1, last, max(width, 2))
