"""A report as a workbook: its text on one sheet, a sheet for each table, and its charts as the office program's own.

A figure is a number with the mark 〔n〕 behind it as part of its format, so that it can be reckoned with and still be traced.
A missing figure is an empty cell and a gap in its line, never 0. Loaded when one is written.
"""

from __future__ import annotations

import io
import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import xlsxwriter

from haishu_desk.domain.secrecy import NO_SECRETS
from haishu_desk.domain.signs import as_shared_string, that_travels
from haishu_desk.report.book_charts import put_charts
from haishu_desk.report.document import ANNEX, RIGHT, Cell, Chart, Document, Heading, Paragraph, Table
from haishu_desk.report.line_room import LINE, lines_of, wide
from haishu_desk.report.warned import SHEET_HEAD

_FONT, _HEAD, _GROUP, _RULE, _MARK = "微软雅黑", "#E9EDF2", "#F4F6F8", "#C7CFD9", "#5A6672"
_NUMBER = re.compile(r"-?(?P<whole>\d+)(?:\.(?P<part>\d+))?(?P<percent>%?)")
_MOST_DIGITS, _LONGEST = 15, 32_000  # what a workbook keeps of a number, and of a text
_NO_NAME = re.compile(r"[\[\]:*?/\\']")  # what the name of a sheet cannot have
_A4, _NAME_LENGTH, _ROOM = 9, 31, 118.0
_TEXT_WIDTH, _CHARTS = 72, "图表"


def book_of(document: Document, charts: Mapping[str, Sequence[Chart]] | None = None) -> bytes:
    """The bytes of an .xlsx: 报告, 图表 with the document's charts, 图表数据 with their figures, a sheet a table.

    `charts` are more of them by the name of their sheet. The same document gives the same bytes. Every text is text, whatever it begins with.
    """
    stream = io.BytesIO()
    options = {"strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False, "in_memory": True}
    with xlsxwriter.Workbook(stream, options) as book:
        properties: dict[str, Any] = {"title": that_travels(document.title), "author": that_travels(document.office)}
        if document.day:
            properties["created"] = datetime.fromisoformat(document.day)
        book.set_properties(properties)
        writer = _Writer(book, document)
        writer.text()
        drawn = {_CHARTS: tuple(document.charts), **(charts or {})}
        pages = [(each, writer.sheet(name)) for name, each in drawn.items() if each]
        if pages:
            data, line = writer.sheet(f"{_CHARTS}数据"), 0
            for each, page in pages:
                line = put_charts(book, each, page, data, line)
        for table in document.tables:
            writer.table(table)
    return stream.getvalue()


class _Writer:
    """Writes one document into one workbook."""

    def __init__(self, book: Any, document: Document) -> None:
        self._book, self._document = book, document
        self._formats: dict[tuple[tuple[str, object], ...], Any] = {}
        self._names: set[str] = set()

    # The sheets.

    def sheet(self, wanted: str, *, landscape: bool = True) -> Any:
        """A new sheet of that name, set up for paper; a name that is taken gets a number."""
        plain = _NO_NAME.sub(" ", that_travels(wanted)).strip()[:_NAME_LENGTH] or "表"
        name, number = plain, 2
        while name.lower() in self._names:
            name = f"{plain[: _NAME_LENGTH - 3]} {number}"
            number += 1
        self._names.add(name.lower())
        sheet = self._book.add_worksheet(name)
        sheet.set_paper(_A4)
        if landscape:
            sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.5, right=0.5, top=0.7, bottom=0.7)
        sheet.hide_gridlines(2)
        sample = "示例数据　" if self._document.is_sample else ""
        sheet.set_header(f"&L{sample}{_in_margin(self._document.title)}{SHEET_HEAD}")
        sheet.set_footer("&C第 &P 页，共 &N 页")
        return sheet

    def text(self) -> None:
        """报告: what the document says in order; a table is named where it stands, and has its own sheet."""
        sheet = self.sheet("报告", landscape=False)
        sheet.set_column(0, 0, _TEXT_WIDTH)
        lines: list[tuple[str, dict[str, object]]] = [
            (self._document.title, {"bold": True, "font_size": 18, "align": "center"})
        ]
        lines += [(self._document.subtitle, {"font_size": 14, "align": "center"})] if self._document.subtitle else []
        about = (self._document.number, self._document.office, self._document.day, self._document.snapshot)
        lines += [(said, {"font_color": _MARK}) for said in about if said]
        lines += [(NO_SECRETS, {"font_color": _MARK})]
        lines += [("示例数据：数字是为试用编的。", {"bold": True})] if self._document.is_sample else []
        lines += [_line(part) for part in self._document.parts if isinstance(part, Heading | Paragraph | Table | Chart)]
        for place, (said, look) in enumerate(lines):
            sheet.write_string(place, 0, _fitting(said), self._format(text_wrap=True, valign="top", **look))
            size = look.get("font_size", 10)
            sheet.set_row(place, LINE * lines_of(said, _TEXT_WIDTH) * (float(str(size)) / 10))

    def table(self, table: Table) -> None:
        """A sheet with one table under its title, its heads repeated on every page."""
        sheet = self.sheet(table.name or table.title, landscape=table.landscape or table.columns > 5)  # noqa: PLR2004  what fits across A4
        widths = _widths(table)
        for place, width in enumerate(widths):
            sheet.set_column(place, place, width)
        sheet.write_string(0, 0, _fitting(table.title), self._format(bold=True, font_size=14))
        first = 1 + len(table.heads)
        self._heads(sheet, table, widths)
        for line, row in enumerate(table.rows, start=first):
            self._row(sheet, line, row, table, widths)
        for place, note in enumerate(table.notes, start=first + len(table.rows)):
            sheet.merge_range(
                place, 0, place, max(table.columns - 1, 1), _fitting(note), self._format(text_wrap=True, valign="top")
            )
            sheet.set_row(place, LINE * lines_of(note, sum(widths)))
        sheet.freeze_panes(first, 0)
        sheet.repeat_rows(1, first - 1)
        sheet.ignore_errors({"number_stored_as_text": f"A1:XFD{first + len(table.rows) + 1}"})

    # Rows.

    def _heads(self, sheet: Any, table: Table, widths: Sequence[float]) -> None:
        look = self._format(bold=True, bg_color=_HEAD, border=1, text_wrap=True, align="center", valign="vcenter")
        taken: set[tuple[int, int]] = set()
        for line, heads in enumerate(table.heads, start=1):
            column, tallest = 0, 1
            for head in heads:
                while (line, column) in taken:
                    column += 1
                taken |= {(line + down, column + across) for down in range(head.down) for across in range(head.across)}
                self._put(sheet, (line, column), (head.down, head.across), _fitting(head.text), look)
                if head.down == 1:
                    tallest = max(tallest, lines_of(head.text, sum(widths[column : column + head.across])))
                column += head.across
            sheet.set_row(line, LINE * tallest)

    def _row(self, sheet: Any, line: int, row: Sequence[Cell], table: Table, widths: Sequence[float]) -> None:
        column, tallest = 0, 1
        for cell in row:
            is_group = cell.across == table.columns
            room = sum(widths[column : column + cell.across])
            look: dict[str, object] = {"border": 1, "text_wrap": True, "valign": "top"}
            look |= {"bold": True, "bg_color": _GROUP} if is_group else {}
            if not is_group and table.aligned[column] == RIGHT:
                look["align"] = "right"
            if cell.across > 1:
                self._put(sheet, (line, column), (1, cell.across), _marked(cell), self._format(**look))
            else:
                self._cell(sheet, (line, column), cell, look)
            tallest = max(tallest, lines_of(_marked(cell), room))
            column += cell.across
        sheet.set_row(line, LINE * tallest)

    def _put(self, sheet: Any, place: tuple[int, int], size: tuple[int, int], text: str, look: Any) -> None:
        (line, column), (down, across) = place, size
        if down > 1 or across > 1:
            sheet.merge_range(line, column, line + down - 1, column + across - 1, "", look)
        sheet.write_string(line, column, text, look)

    def _cell(self, sheet: Any, place: tuple[int, int], cell: Cell, look: dict[str, object]) -> None:
        """A plain number as a number, with its decimals; anything else as text."""
        match = _NUMBER.fullmatch(cell.text)
        part = (match["part"] or "") if match else ""
        is_number = match is not None and len(match["whole"] + part) <= _MOST_DIGITS and cell.fact is not None
        if match is None or not is_number:
            sheet.write_string(*place, _fitting(_marked(cell)), self._format(num_format="@", **look))
            return
        shown = "0" + ("." + "0" * len(part) if part else "") + match["percent"]
        value = float(cell.text.rstrip("%")) / (100 if match["percent"] else 1)
        sheet.write_number(*place, value, self._format(num_format=f'{shown}"〔{cell.fact}〕"', **look))

    def _format(self, **look: object) -> Any:
        key = tuple(sorted(look.items()))
        if key not in self._formats:
            usual = {"font_name": _FONT, "font_size": 10, "border_color": _RULE}
            self._formats[key] = self._book.add_format({**usual, **look})
        return self._formats[key]


def _widths(table: Table) -> list[float]:
    """The shares of the room; a column of figures is never too narrow for a figure with its mark, which cannot be broken."""
    whole = sum(table.widths) or 1.0
    widths = [max(6.0, share / whole * _ROOM) for share in table.widths]
    for row in table.rows:
        if len(row) == len(widths):
            for place, cell in enumerate(row):
                if cell.fact is not None and _NUMBER.fullmatch(cell.text):
                    widths[place] = max(widths[place], wide(_marked(cell)) + 2.0)
    return widths


def _line(part: Heading | Paragraph | Table | Chart) -> tuple[str, dict[str, object]]:
    """A part of the text with its look."""
    if isinstance(part, Heading):
        return part.text, {"bold": True, "font_size": {0: 15, 1: 14, 2: 12}.get(part.level, 11)}
    if isinstance(part, Paragraph):
        said = "".join(run.text + (f"〔{run.fact}〕" if run.fact else "") for run in part.runs)
        return said, {"bold": True} if part.kind == ANNEX else {"indent": 1}
    where = part.name or part.title if isinstance(part, Table) else _CHARTS
    return f"［{part.title}：见“{where}”］", {"font_color": _MARK}


def _marked(cell: Cell) -> str:
    return cell.text + (f"〔{cell.fact}〕" if cell.fact else "")


def _fitting(text: str) -> str:
    """What a cell can hold; a longer text says how long it is."""
    clean = that_travels(text)
    whole = clean if len(clean) <= _LONGEST else f"{clean[:_LONGEST]}……（共 {len(clean)} 字，太长，没有全列）"
    return as_shared_string(whole)


def _in_margin(text: str) -> str:
    """A text for the head of the page, where & begins an order and there is room for 255 signs."""
    return that_travels(text)[:80].replace("&", "&&")
