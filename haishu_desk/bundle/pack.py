"""Writing a bundle with XlsxWriter: a cover, entry sheets, instructions, a dictionary, and the hidden manifest.

Nothing is ever written as a formula or a link: what looks like one is text.
"""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from haishu_desk.bundle.layout import (
    COLUMN_MARK,
    COVER,
    COVER_FORM,
    DICTIONARY,
    ENTRY,
    FILLED_BY,
    INSTRUCTIONS,
    MANIFEST_SHEET,
    ROW_MARK,
    SHEET_OF_FORM,
    Column,
    columns_of,
    sheet_mark,
)
from haishu_desk.bundle.manifest import Envelope, Payload, PrintedReturn

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

HEADER_ROW = 3
_FONT = "宋体"
_INK, _RULE, _ENTRY, _HEAD, _WARN = "#1F2933", "#B8C0CC", "#FFF9E5", "#E8EEF5", "#B42318"
_HOW_TO = (
    "只填淡黄色的格；其余的格不用改，改了也不会被采用。",
    "可以在 Excel 或 WPS 里直接填好交回，也可以装入本程序填报；两种方式只用一种。",
    "没有数时不要填 0：该项没有目标或数据填 —，本单位不涉及填 不适用，应有而没有拿到填 未取得，并在说明里写原因。",
    "可以填 93、>93、≥95、约5、1-2、[8]（五年累计）、7.5%；带“万”“亿”的按计量单位换算，如单位为万人时 3.2万 即 3.2。",
    "数值状态分：预计、快报、初步核算、最终核实、普查修订；状态变了请一并改。",
    "不要删行删列、不要复制整页；行可以排序，列可以插入，表名可以改，不影响读取。",
    "严禁录入涉密信息。",
)
_BELOW_RETURN = (
    "规划实施监测填报表（工作用表）。严禁录入涉密信息。",
    ("填表人签字：", "统计负责人签字：", "单位负责人签字（公章）：", "报出日期："),
)
_BELOW_REQUEST = (
    "区级登记以前，请与单位核对校验码（电话或本页盖章）。",
    ("申请人签字：", "单位负责人签字（公章）：", "日期："),
)
_WORDS = (
    ("预计", "期末前估计的数"), ("快报", "月度、季度快报数"), ("初步核算", "次年初公布的初步数"),
    ("最终核实", "隔年核实后的数"), ("普查修订", "普查后重新核定的数"), ("—", "没有这一项（不是 0）"),
    ("不适用", "本单位或本期不涉及"), ("未取得", "应有而尚未取得"),
)  # fmt: skip


@dataclass(frozen=True)
class Book:
    """What a bundle shows beside its payload: titles, the facts of the cover, and what is said of each item."""

    title: str
    unit_name: str
    period_title: str
    facts: Sequence[tuple[str, str]]
    explanations: Sequence[Sequence[str]]
    revision_code: str


def pack(book: Book, payload: Payload, envelope: Envelope) -> bytes:
    """The bytes of the .xlsx; the same input gives the same visible cells and the same payload."""
    from haishu_desk.bundle.text_workbook import TextWorkbook as NewWorkbook  # noqa: PLC0415  heavy: loaded when a bundle is written

    stream = io.BytesIO()
    options = {"strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False, "in_memory": True}
    workbook = NewWorkbook(stream, options)
    styles = _styles(workbook)
    _cover(workbook, styles, book, payload, envelope)
    for printed in payload.returns:
        _entry_sheet(workbook, styles, book, envelope, printed)
    if payload.returns:  # a 登记申请 is one small sheet
        _instructions(workbook, styles, book)
        _dictionary(workbook, styles)
    _manifest(workbook, payload, envelope)
    workbook.close()
    return stream.getvalue()


def _styles(workbook: Workbook) -> dict[str, Any]:
    base = {"font_name": _FONT, "font_size": 10.5, "font_color": _INK, "valign": "vcenter", "text_wrap": True}
    boxed = {**base, "border": 1, "border_color": _RULE}
    entry = {**boxed, "bg_color": _ENTRY, "num_format": "@", "locked": False}
    named = {
        "plain": base,
        "title": {**base, "font_size": 18, "bold": True, "align": "center", "text_wrap": False},
        "small": {**base, "font_size": 9, "font_color": "#52606D", "text_wrap": False},
        "head": {**boxed, "bold": True, "bg_color": _HEAD, "align": "center"},
        "cell": boxed,
        "right": {**boxed, "align": "right"},
        "entry": entry,
        "entry_right": {**entry, "align": "right"},
        "remark": {**boxed, "font_color": _WARN},
        "label": {**boxed, "bg_color": _HEAD, "bold": True},
        "sign": {**base, "font_size": 11, "bottom": 1, "text_wrap": False},
        "sign_label": {**base, "font_size": 11, "align": "right", "text_wrap": False},
    }
    return {name: workbook.add_format(form) for name, form in named.items()}


def _page(sheet: Worksheet, book: Book, *, landscape: bool) -> None:
    sheet.set_paper(9)
    sheet.set_landscape() if landscape else sheet.set_portrait()
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.7)
    sheet.hide_gridlines(2)
    sheet.set_footer(f"&L&9{book.unit_name}　{book.period_title}&C&9第 &P 页，共 &N 页&R&9版本码 {book.revision_code}")


def _cover(workbook: Workbook, styles: dict[str, Any], book: Book, payload: Payload, envelope: Envelope) -> None:
    sheet = workbook.add_worksheet(COVER)
    _page(sheet, book, landscape=False)
    sheet.set_column(0, 0, None, None, {"hidden": True})
    sheet.set_column(1, 1, 20)
    sheet.set_column(2, 2, 62)
    sheet.set_row(0, None, None, {"hidden": True})
    sheet.write_string(0, 0, sheet_mark(envelope.bundle, payload.unit, payload.period, COVER_FORM))
    sheet.write_string(0, 2, COLUMN_MARK + ENTRY)
    sheet.set_row(1, 48)
    sheet.merge_range(1, 1, 1, 2, book.title, styles["title"])
    row = 3
    for label, text in book.facts:
        sheet.set_row(row, 24)
        sheet.write_string(row, 1, label, styles["label"])
        sheet.write_string(row, 2, text, styles["cell"])
        row += 1
    if payload.returns:
        _filled_by(sheet, styles, row)
    row += 2
    note, signs = _BELOW_RETURN if payload.returns else _BELOW_REQUEST
    sheet.merge_range(row, 1, row, 2, note, styles["small"])
    for label in signs:
        row += 2
        sheet.set_row(row, 26)
        sheet.write_string(row, 1, label, styles["sign_label"])
        sheet.write_string(row, 2, "", styles["sign"])
    _protect(sheet)


def _filled_by(sheet: Worksheet, styles: dict[str, Any], row: int) -> None:
    """Where whoever fills the workbook in by hand writes a name."""
    sheet.set_row(row, 24)
    sheet.write_string(row, 0, ROW_MARK + FILLED_BY)
    sheet.write_string(row, 1, "填表人", styles["label"])
    sheet.write_string(row, 2, "", styles["entry"])
    sheet.data_validation(row, 2, row, 2, _length(40))


def _entry_sheet(
    workbook: Workbook, styles: dict[str, Any], book: Book, envelope: Envelope, printed: PrintedReturn
) -> None:
    key = printed.key
    sheet = workbook.add_worksheet(SHEET_OF_FORM[key.form])
    _page(sheet, book, landscape=True)
    shown = {column for _, column in printed.cells}
    columns = [column for column in columns_of(key.form) if column.name in shown]
    sheet.set_row(0, None, None, {"hidden": True})
    sheet.set_column(0, 0, None, None, {"hidden": True})
    sheet.write_string(0, 0, sheet_mark(envelope.bundle, key.unit, key.period, key.form))
    sheet.set_row(1, 34)
    sheet.merge_range(1, 1, 1, len(columns), f"{book.title}　{SHEET_OF_FORM[key.form]}", styles["title"])
    sheet.write_string(
        2, 1, f"单位：{book.unit_name}　　报告期：{book.period_title}　　状态：{printed.state}", styles["small"]
    )
    sheet.set_row(HEADER_ROW, 30)
    for position, column in enumerate(columns, start=1):
        sheet.set_column(position, position, column.width)
        sheet.write_string(0, position, COLUMN_MARK + column.name)
        sheet.write_string(HEADER_ROW, position, column.title, styles["head"])
    items = list(dict.fromkeys(item for item, _ in printed.cells))
    for row, item in enumerate(items, start=HEADER_ROW + 1):
        sheet.write_string(row, 0, ROW_MARK + item)
        sheet.set_row(row, _height((printed.cells[item, column.name], column.width) for column in columns))
        for position, column in enumerate(columns, start=1):
            sheet.write_string(row, position, printed.cells[item, column.name], styles[_style_of(column)])
    _entry_rules(sheet, columns, len(items))
    _protect(sheet)


def _style_of(column: Column) -> str:
    if column.is_entry:
        return "entry_right" if column.right else "entry"
    return "remark" if column.name == "remark" else ("right" if column.right else "cell")


def _entry_rules(sheet: Worksheet, columns: Sequence[Column], rows: int) -> None:
    """Drop-downs, lengths, frozen head and the header on every printed page."""
    first, last = HEADER_ROW + 1, HEADER_ROW + max(rows, 1)
    for position, column in enumerate(columns, start=1):
        if column.choices:
            sheet.data_validation(first, position, last, position, {
                "validate": "list", "source": list(column.choices), "ignore_blank": True,
                "error_title": "请从列表中选择", "error_message": f"可用：{'、'.join(column.choices)}",
            })  # fmt: skip
        elif column.is_entry:
            sheet.data_validation(first, position, last, position, _length(column.limit))
    sheet.ignore_errors({"number_stored_as_text": f"A1:{chr(ord('A') + len(columns))}{last + 1}"})
    sheet.freeze_panes(HEADER_ROW + 1, 3)
    sheet.repeat_rows(HEADER_ROW)


def _height(texts: Iterable[tuple[str, float]]) -> float:
    """The height that a row of wrapped texts needs, in points: a Chinese sign is two columns wide."""
    lines = 1
    for text, width in texts:
        wide = sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)
        lines = max(lines, -int(-wide * 1.08 // (width - 1)))
    return max(20.0, 4 + 14.5 * lines)


def _length(limit: int) -> dict[str, Any]:
    return {"validate": "length", "criteria": "<=", "value": limit, "ignore_blank": True,
            "error_title": "太长了", "error_message": f"这一格不超过{limit}个字"}  # fmt: skip


def _protect(sheet: Worksheet) -> None:
    """Against slips of the hand only: no password, and what it forbids is no security."""
    sheet.protect("", {"format_columns": True, "format_rows": True, "sort": True, "autofilter": True})


def _instructions(workbook: Workbook, styles: dict[str, Any], book: Book) -> None:
    sheet = workbook.add_worksheet(INSTRUCTIONS)
    _page(sheet, book, landscape=True)
    widths = (14, 40, 12, 8, 10, 44)
    for position, width in enumerate(widths):
        sheet.set_column(position, position, width)
    sheet.merge_range(0, 0, 0, len(widths) - 1, "填报说明", styles["title"])
    row = 1
    for number, line in enumerate(_HOW_TO, start=1):
        sheet.set_row(row, 20)
        sheet.merge_range(row, 0, row, len(widths) - 1, f"{number}. {line}", styles["plain"])
        row += 1
    row += 1
    for position, title in enumerate(("编号", "指标或任务", "属性", "频度", "统计范围", "说明")):
        sheet.write_string(row, position, title, styles["head"])
    for explanation in book.explanations:
        row += 1
        sheet.set_row(row, _height(zip(explanation, widths, strict=True)))
        for position, text in enumerate(explanation):
            sheet.write_string(row, position, text, styles["cell"])
    sheet.protect()


def _dictionary(workbook: Workbook, styles: dict[str, Any]) -> None:
    sheet = workbook.add_worksheet(DICTIONARY)
    sheet.set_paper(9)
    sheet.hide_gridlines(2)
    sheet.set_column(0, 0, 14)
    sheet.set_column(1, 1, 44)
    for position, title in enumerate(("词", "意思")):
        sheet.write_string(0, position, title, styles["head"])
    for row, (word, meaning) in enumerate(_WORDS, start=1):
        sheet.write_string(row, 0, word, styles["cell"])
        sheet.write_string(row, 1, meaning, styles["cell"])
    sheet.protect()


def _manifest(workbook: Workbook, payload: Payload, envelope: Envelope) -> None:
    sheet = workbook.add_worksheet(MANIFEST_SHEET)
    for row, (name, text) in enumerate(envelope.rows()):
        sheet.write_string(row, 0, name)
        sheet.write_string(row, 1, text)
    sheet.very_hidden()
    sheet.protect()
    for name, text in (("bundle", envelope.bundle), ("unit", payload.unit), ("period", payload.period)):
        workbook.set_custom_property(f"haishu-desk-{name}", text, "text")
    workbook.set_properties({"title": payload.kind, "created": datetime.fromisoformat(payload.at).replace(tzinfo=None)})
