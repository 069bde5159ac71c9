"""The cover: whose bundle it is, until when, how much of it is filled, and where to sign and stamp it; one page of A4."""

from __future__ import annotations

from typing import TYPE_CHECKING

from haishu_desk.bundle.layout import (
    CHECK_CODE,
    COLUMN_MARK,
    COVER,
    COVER_FORM,
    ENTRY,
    FILLED_BY,
    ROW_MARK,
    sheet_mark,
)
from haishu_desk.bundle.pages.looks import BAD_TEXT, height, paper, protect
from haishu_desk.bundle.pages.validation import length
from haishu_desk.domain.secrecy import NO_SECRETS

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

    from haishu_desk.bundle.book import Book
    from haishu_desk.bundle.manifest import Envelope, Payload
    from haishu_desk.bundle.pages.looks import Styles

_WIDTHS = (16.0, 50.0, 26.0)
_LABEL, _TEXT, _STAMP = 1, 2, 3
_RETURN_SIGNS = ("单位负责人：", "统计负责人：", "填表人：", "联系电话：", "报出日期：")
_REQUEST_SIGNS = ("单位负责人：", "申请人：", "联系电话：", "日期：")
_RETURN_NOTE = "规划实施监测填报表（工作用表）。签字盖章后的纸质件与本文件一并报送。"
_ADHOC_NOTE = "临时报表（工作用表）。签字盖章后的纸质件与本文件一并报送。"
_REQUEST_NOTE = "区级登记以前，请与单位核对校验码（电话，或本页盖章）：四组数字一组一组地念，一个都不能错。"
_PERSON_HINT = "在表格里手工填报的，请写上填表人姓名，随文件一起读入。"
_MOST_RETURNED = 12


def draw_cover(workbook: Workbook, styles: Styles, book: Book, payload: Payload, envelope: Envelope) -> None:
    """The first sheet of every bundle."""
    sheet = workbook.add_worksheet(COVER)
    paper(sheet, book)
    sheet.fit_to_pages(1, 1)
    sheet.set_tab_color(BAD_TEXT if _returned(payload) else "#1F5FAF")
    sheet.set_column(0, 0, None, None, {"hidden": True})
    for place, width in enumerate(_WIDTHS, start=_LABEL):
        sheet.set_column(place, place, width)
    sheet.set_row(0, None, None, {"hidden": True})
    sheet.write_string(0, 0, sheet_mark(envelope.bundle, payload.unit, payload.period, COVER_FORM))
    sheet.write_string(0, _TEXT, COLUMN_MARK + ENTRY)
    row = _below_facts(sheet, styles, book, payload, envelope)
    row = _foot(sheet, styles, row, note=_note_of(book, payload))
    sheet.print_area(1, _LABEL, row, _STAMP)
    protect(sheet)


def _below_facts(sheet: Worksheet, styles: Styles, book: Book, payload: Payload, envelope: Envelope) -> int:
    """The title and the facts; the first row below them."""
    if book.agency:
        sheet.write_string(1, _LABEL, f"综合机关名称：{book.agency}", styles["small"])
    sheet.set_row(2, 64)
    sheet.merge_range(2, _LABEL, 2, _STAMP, book.title, styles["cover_title"])
    sheet.set_row(3, 12)
    row = 4
    for label, text in (*book.facts, ("数据包号", grouped(envelope.bundle[:16]))):
        is_code = label == CHECK_CODE
        sheet.set_row(row, 54 if is_code else height([(text, sum(_WIDTHS[1:]))], 24))
        sheet.write_string(row, _LABEL, label, styles["label"])
        shown = "　".join(text.split("-")) if is_code else text
        sheet.merge_range(row, _TEXT, row, _STAMP, shown, styles["code" if is_code else "page_cell"])
        row += 1
    if payload.returns:
        _filled_by(sheet, styles, row)
        row = _returned_cells(sheet, styles, payload, row + 1)
    return row


def grouped(code: str) -> str:
    """Signs in groups of four, as they are read aloud: `a1b2 c3d4`."""
    return " ".join(code[start : start + 4] for start in range(0, len(code), 4))


def _filled_by(sheet: Worksheet, styles: Styles, row: int) -> None:
    """Where whoever fills the workbook in by hand writes a name."""
    sheet.set_row(row, 24)
    sheet.write_string(row, 0, ROW_MARK + FILLED_BY)
    sheet.write_string(row, _LABEL, "填表人", styles["label"])
    sheet.write_string(row, _TEXT, "", styles["entry"])
    sheet.write_string(row, _STAMP, "手工填报的请写在左边的格里", styles["small"])
    sheet.data_validation(
        row, _TEXT, row, _TEXT, {**length(40), "input_title": "填表人", "input_message": _PERSON_HINT}
    )


def _returned(payload: Payload) -> list[tuple[str, str]]:
    """Name and remark of what was sent back."""
    return [
        (" ".join(filter(None, (printed.cells.get((item, "number")), printed.cells.get((item, "name"))))), text)
        for printed in payload.returns
        for (item, column), text in printed.cells.items()
        if column == "remark" and text
    ]


def _returned_cells(sheet: Worksheet, styles: Styles, payload: Payload, row: int) -> int:
    """What was sent back, each with what is said of it; the whole list stands beside the cells."""
    returned = _returned(payload)
    for number, (name, remark) in enumerate(returned[:_MOST_RETURNED]):
        text = f"{name}：{remark}"
        sheet.set_row(row, height([(text, sum(_WIDTHS[1:]))], 24))
        sheet.write_string(row, _LABEL, "" if number else "退回的格", styles["label"])
        sheet.merge_range(row, _TEXT, row, _STAMP, text, styles["remark_said"])
        row += 1
    if len(returned) > _MOST_RETURNED:
        more = f"另有 {len(returned) - _MOST_RETURNED} 格，见填报页“区级意见”一列。"
        sheet.write_string(row, _TEXT, more, styles["small"])
        row += 1
    return row


def _note_of(book: Book, payload: Payload) -> str:
    """What the paper is for: the plan, a 临时报表 alone, or the admission of a computer."""
    if not payload.returns:
        return _REQUEST_NOTE
    is_adhoc = all(printed.key.form in book.titles for printed in payload.returns)
    return _ADHOC_NOTE if is_adhoc else _RETURN_NOTE


def _foot(sheet: Worksheet, styles: Styles, row: int, *, note: str) -> int:
    """A place for the seal beside the lines to sign on, and the warning; the last row."""
    signs = _REQUEST_SIGNS if note == _REQUEST_NOTE else _RETURN_SIGNS
    row += 1
    first = row
    for label in signs:
        sheet.set_row(row, 30)
        sheet.write_string(row, _LABEL, label, styles["sign_label"])
        sheet.write_string(row, _TEXT, "20　　年　　月　　日" if "日期" in label else "", styles["sign"])
        row += 1
    sheet.merge_range(first, _STAMP, row - 1, _STAMP, "（公章）", styles["stamp"])
    sheet.set_row(row, 14)
    sheet.set_row(row + 1, 26)
    sheet.merge_range(row + 1, _LABEL, row + 1, _STAMP, NO_SECRETS, styles["warning"])
    sheet.merge_range(row + 2, _LABEL, row + 2, _STAMP, note, styles["small"])
    return row + 2
