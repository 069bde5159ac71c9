"""填报说明: how the bundle is filled in without the program, and what is said of each item; 字典 holds the drop-downs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from haishu_desk.bundle.layout import DICTIONARY, INSTRUCTIONS
from haishu_desk.bundle.pages.looks import height, paper, protect
from haishu_desk.domain.secrecy import NO_SECRETS

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

    from haishu_desk.bundle.book import Book
    from haishu_desk.bundle.pages.looks import Styles

_WIDTHS = (14.0, 40.0, 10.0, 8.0, 14.0, 44.0)
_TITLES = ("编号", "指标或任务", "属性", "频度", "统计范围", "说明")
_HOW_TO = (
    ("填哪里", (
        "只填淡黄色的格；灰色的格不用改，改了也不会被采用。封面“填表人”一格写上姓名。",
        "可以在 Excel 或 WPS 里直接填好交回，也可以装入本程序填报；两种方式只用一种。",
        "不要删行删列、不要复制整页到别的文件；行可以排序，列可以插入，表名可以改，不影响读取。",
    )),
    ("怎样写", (
        "可以填 93、>93、≥95、约5、1-2、[8]（五年累计）、7.5%；带“万”“亿”的按计量单位换算，如单位为万人时 3.2万 即 3.2。",
        "没有数时不要填 0：该项没有目标或数据填 —，本单位不涉及填 不适用，应有而没有拿到填 未取得，并在说明里写原因。",
        "格里是文本，12.50 就是 12.50；数值状态和阶段从列表里选，数值状态变了请一并改。",
    )),
    ("怎样交回", (
        "存成原来的 .xlsx（不要另存为 .xls、.csv 或 PDF），用U盘或内网交区级；封面打印签字盖章，一并报送。",
        "区级按手工填报接收，标为未签名；没有采用的格会逐格说明原因。装入本程序的，请先做全审（F9），再传出上报包。",
        f"{NO_SECRETS}。",
    )),
)  # fmt: skip
_COLOURS = (
    ("bad_sample", "红", "强制性：应填数的格填了文字，不该有负数的填了负数，比重大于 100，分子大于分母，计量单位不是 % 的填了 %。"),
    ("warn_sample", "黄", "核实性：累计完成投资为负数，请写明冲减哪一笔。"),
    ("clash_sample", "紫", "数据不一致：同一格有两个数，中间用 / 隔开，请与区级定下一个。"),
)  # fmt: skip
_ONLY_THERE = (
    "表格里看不出的，只在程序里核对：没有填的格，与上年、与合理区间、与累计、与其他指标、与镇街合计相比，以及小数位。"
)
_WORDS = (
    ("预计", "期末前估计的数"), ("快报", "月度、季度快报数"), ("初步核算", "次年初公布的初步数"),
    ("最终核实", "隔年核实后的数"), ("普查修订", "普查后重新核定的数"), ("—", "没有这一项（不是 0）"),
    ("不适用", "本单位或本期不涉及"), ("未取得", "应有而尚未取得"),
)  # fmt: skip


def draw_guide(workbook: Workbook, styles: Styles, book: Book) -> None:
    """The sheet 填报说明."""
    sheet = workbook.add_worksheet(INSTRUCTIONS)
    paper(sheet, book, landscape=True)
    sheet.fit_to_pages(1, 0)
    for place, width in enumerate(_WIDTHS):
        sheet.set_column(place, place, width)
    sheet.set_row(0, 34)
    sheet.merge_range(0, 0, 0, len(_WIDTHS) - 1, "填报说明", styles["title"])
    row = _how_to(sheet, styles)
    row = _two_columns(sheet, styles, row, "颜色", [(styles[style], word, said) for style, word, said in _COLOURS])
    _wide(sheet, styles, row, _ONLY_THERE)
    row = _two_columns(sheet, styles, row + 1, "数值状态和没有数的写法", [(styles["centre"], *pair) for pair in _WORDS])
    row = _items(sheet, styles, book, row)
    sheet.print_area(0, 0, row, len(_WIDTHS) - 1)
    protect(sheet)


def _how_to(sheet: Worksheet, styles: Styles) -> int:
    row = 1
    for title, lines in _HOW_TO:
        _section(sheet, styles, row, title)
        for number, line in enumerate(lines, start=1):
            _wide(sheet, styles, row + number, f"{number}. {line}")
        row += len(lines) + 1
    return row


def _section(sheet: Worksheet, styles: Styles, row: int, title: str) -> None:
    sheet.set_row(row, 26)
    for place in range(len(_WIDTHS)):
        sheet.write_string(row, place, "" if place else title, styles["section"])


def _wide(sheet: Worksheet, styles: Styles, row: int, text: str) -> None:
    sheet.set_row(row, height([(text, sum(_WIDTHS))]))
    sheet.merge_range(row, 0, row, len(_WIDTHS) - 1, text, styles["plain"])


def _two_columns(
    sheet: Worksheet, styles: Styles, row: int, title: str, lines: Sequence[tuple[object, str, str]]
) -> int:
    _section(sheet, styles, row, title)
    for style, word, said in lines:
        row += 1
        sheet.set_row(row, height([(said, sum(_WIDTHS[1:]))]))
        sheet.write_string(row, 0, word, style)
        sheet.merge_range(row, 1, row, len(_WIDTHS) - 1, said, styles["page_cell"])
    return row + 1


def _items(sheet: Worksheet, styles: Styles, book: Book, row: int) -> int:
    """What is said of each item; the last row."""
    _section(sheet, styles, row, "每一项的口径")
    row += 1
    for place, title in enumerate(_TITLES):
        sheet.write_string(row, place, title, styles["head"])
    sheet.repeat_rows(row)
    for explanation in book.explanations:
        row += 1
        sheet.set_row(row, height(zip(explanation, _WIDTHS, strict=True)))
        for place, text in enumerate(explanation):
            sheet.write_string(row, place, text, styles["page_cell"])
    return row


def draw_dictionary(workbook: Workbook, styles: Styles, lists: Mapping[str, Sequence[str]]) -> None:
    """The hidden sheet 字典: one list a column, under its title."""
    sheet = workbook.add_worksheet(DICTIONARY)
    for place, (title, words) in enumerate(lists.items()):
        sheet.set_column(place, place, 16)
        for row, word in enumerate((title, *words)):
            sheet.write_string(row, place, word, styles["page_cell" if row else "head"])
    sheet.hide()
    protect(sheet)
