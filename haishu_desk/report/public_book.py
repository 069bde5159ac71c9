"""The figures of a public edition as a workbook with a data dictionary. Loaded when one is written."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from datetime import datetime
from typing import Any

import xlsxwriter

from haishu_desk.domain.signs import as_shared_string, that_travels
from haishu_desk.report.line_room import LINE, lines_of
from haishu_desk.report.public_facts import PublicEdition, Stamp
from haishu_desk.report.public_table import COLUMNS, NUMBER_COLUMN, about, rows_of

_FONT, _HEAD, _RULE = "微软雅黑", "#E9EDF2", "#C7CFD9"
_NUMBER = re.compile(r"-?(?P<whole>\d+)(?:\.(?P<part>\d+))?")
_MOST_DIGITS = 15  # what a workbook keeps of a number
_A4 = 9
_WIDTHS = {"指标": 34, "数值文字": 20, "报告期": 14, "数据来源": 20, "结论": 16, "类别": 12, "种类": 8}
_OVERVIEW = (
    "序号",
    "指标",
    "计量单位",
    "属性",
    "类别",
    "报告期",
    "数值",
    "数值状态",
    "目标",
    "结论",
    "数据来源",
    "口径",
)


def public_book(edition: PublicEdition, stamp: Stamp) -> bytes:
    """The bytes of `data.xlsx`: 指标, 数据, 数据字典, 说明. The same edition and stamp give the same bytes."""
    stream = io.BytesIO()
    options = {"strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False, "in_memory": True}
    with xlsxwriter.Workbook(stream, options) as book:
        year, month, day = map(int, stamp.day.split("-"))
        # Who wrote it, on which machine and when is nobody's business: the day is the stamp's.
        book.set_properties(
            {"title": edition.title, "author": edition.district, "created": datetime(year, month, day)}  # noqa: DTZ001  a workbook knows no zone
        )
        sheets = _Sheets(book)
        sheets.table(
            "指标", edition.title, _OVERVIEW, _overview(edition), {"指标": 34, "口径": 48, "结论": 24, "目标": 24}
        )
        titles = [column.title for column in COLUMNS]
        sheets.table("数据", f"{edition.title}：各年数", titles, rows_of(edition), _WIDTHS, figure=NUMBER_COLUMN)
        dictionary = [(each.title, each.meaning, each.unit, each.values) for each in COLUMNS]
        widths = {"含义": 44, "取值": 48, "字段": 14, "单位": 18}
        sheets.table("数据字典", "“数据”一表和 data.csv 的各列", ("字段", "含义", "单位", "取值"), dictionary, widths)
        sheets.table("说明", "说明", ("事项", "内容"), about(edition, stamp), {"事项": 20, "内容": 90})
    return stream.getvalue()


def _overview(edition: PublicEdition) -> list[tuple[str, ...]]:
    return [
        (
            item.number, item.name, item.unit, item.attribute, item.category, item.period, item.latest.words,
            item.latest.vintage, item.target.words, item.verdict.whole, item.source, "\n".join(item.notes),
        )
        for item in edition.items
    ]  # fmt: skip


class _Sheets:
    """Writes sheets of one look into one workbook."""

    def __init__(self, book: Any) -> None:
        self._book = book
        plain = {"font_name": _FONT, "font_size": 10, "valign": "top", "text_wrap": True, "border": 1}
        self._plain = {**plain, "border_color": _RULE}
        self._head = book.add_format({**self._plain, "bold": True, "bg_color": _HEAD})
        self._text = book.add_format({**self._plain, "num_format": "@", "indent": 1})
        self._title = book.add_format({"font_name": _FONT, "font_size": 14, "bold": True})
        self._numbers: dict[int, Any] = {}

    def table(
        self,
        name: str,
        title: str,
        columns: Sequence[str],
        rows: Sequence[Sequence[str]],
        widths: dict[str, int],
        *,
        figure: str | None = None,
    ) -> None:
        """A sheet with one table under its title; in the column `figure` plain numbers are numbers."""
        sheet = self._book.add_worksheet(name)
        sheet.write_string(0, 0, as_shared_string(title), self._title)
        rooms = [widths.get(column, max(8, 2 * len(column) + 4)) for column in columns]
        for place, column in enumerate(columns):
            sheet.set_column(place, place, rooms[place])
            sheet.write_string(1, place, column, self._head)
        for line, texts in enumerate(rows, start=2):
            for place, text in enumerate(texts):
                self._write(sheet, (line, place), that_travels(text), is_figure=columns[place] == figure)
            sheet.set_row(line, LINE * max(lines_of(text, room - 2) for text, room in zip(texts, rooms, strict=True)))
        sheet.freeze_panes(2, 0)
        sheet.autofilter(1, 0, len(rows) + 1, len(columns) - 1)
        sheet.repeat_rows(1)
        sheet.set_paper(_A4)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.set_footer("&C第 &P 页，共 &N 页")
        sheet.ignore_errors({"number_stored_as_text": f"A1:Z{len(rows) + 2}"})

    def _write(self, sheet: Any, place: tuple[int, int], text: str, *, is_figure: bool) -> None:
        match = _NUMBER.fullmatch(text) if is_figure else None
        part = (match["part"] or "") if match else ""
        if not text:  # a figure that is not there leaves an empty cell: no text, and no 0
            sheet.write_blank(*place, None, self._text)
        elif match is None or len(match["whole"] + part) > _MOST_DIGITS:
            sheet.write_string(*place, as_shared_string(text), self._text)
        else:
            sheet.write_number(*place, float(text), self._number(len(part)))

    def _number(self, decimals: int) -> Any:
        if decimals not in self._numbers:
            shown = "0" + ("." + "0" * decimals if decimals else "")
            self._numbers[decimals] = self._book.add_format({**self._plain, "num_format": shown, "align": "right"})
        return self._numbers[decimals]
