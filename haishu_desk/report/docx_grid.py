"""A table in a .docx: its title, a head of one or two rows that is repeated on every page, rows that are never divided."""

from __future__ import annotations

from typing import Any

from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from haishu_desk.domain.signs import that_travels
from haishu_desk.report.document import Cell, Head, Table
from haishu_desk.report.docx_styles import CAPTION, CELL, CELL_HEAD, NOTE
from haishu_desk.report.docx_table import mark_row

_BORDERS = ("top", "left", "bottom", "right", "insideH", "insideV")
_TWIP = 635  # of the library's units
_SIGN = 9 * 12700  # how wide a Chinese sign of a cell is, in the library's units
_TALLEST = 30  # a row of more lines may go on over the next page


def add_table(document: Any, table: Table, room: int) -> None:
    """The title, the table as wide as `room` (the library's units), its notes."""
    if table.title:
        document.add_paragraph(that_travels(table.title), style=CAPTION)
    made = document.add_table(rows=0, cols=table.columns)
    made.autofit, made.alignment = False, WD_TABLE_ALIGNMENT.CENTER
    widths = [int(room * share / sum(table.widths)) for share in table.widths]
    _frame(made, widths)
    writer = _Rows(made._tbl, document, widths)  # noqa: SLF001  rows are written as they are: a cell at a time is slow
    writer.heads(table.heads)
    for row in table.rows:
        writer.row(row, table.aligned)
    for note in table.notes:
        document.add_paragraph(that_travels(note), style=NOTE)
    if not table.notes:
        document.add_paragraph(style=NOTE)


class _Rows:
    def __init__(self, table: Any, document: Any, widths: list[int]) -> None:
        self._table, self._widths = table, widths
        self._styles = {name: document.styles[name].style_id for name in (CELL, CELL_HEAD)}

    def heads(self, heads: tuple[tuple[Head, ...], ...]) -> None:
        """The head's rows; a cell that is two rows high goes on, empty, in the second."""
        open_below: dict[int, int] = {}
        for heading in heads:
            row = self._row()
            mark_row(_Marked(row), "w:cantSplit")
            mark_row(_Marked(row), "w:tblHeader")
            place, waiting = 0, list(heading)
            while place < len(self._widths):
                if place in open_below:
                    across = open_below.pop(place)
                    self._cell(row, place, across, "", CELL_HEAD, merge="continue")
                else:
                    head = waiting.pop(0)
                    across = head.across
                    if head.down > 1:
                        open_below[place] = across
                    self._cell(row, place, across, head.text, CELL_HEAD, merge="restart" if head.down > 1 else None)
                place += across

    def row(self, cells: tuple[Cell, ...], aligned: tuple[str, ...]) -> None:
        """One row; a cell over the whole width is the heading of a group and stays with what follows."""
        row = self._row()
        if self._lines(cells) < _TALLEST:
            mark_row(_Marked(row), "w:cantSplit")
        place = 0
        for cell in cells:
            is_group = cell.across == len(self._widths)
            align = "left" if cell.across > 1 else aligned[place]
            style = CELL_HEAD if is_group else CELL
            self._cell(row, place, cell.across, cell.text, style, align=align, fact=cell.fact)
            place += cell.across

    def _lines(self, cells: tuple[Cell, ...]) -> int:
        """How many lines its tallest cell takes, about."""
        if len(cells) != len(self._widths):
            return 1
        return max(len(cell.text) * _SIGN // width for cell, width in zip(cells, self._widths, strict=True))

    def _row(self) -> Any:
        row = OxmlElement("w:tr")
        self._table.append(row)
        return row

    def _cell(
        self,
        row: Any,
        place: int,
        across: int,
        text: str,
        style: str,
        *,
        align: str | None = None,
        fact: int | None = None,
        merge: str | None = None,
    ) -> None:
        cell = _made(row, "w:tc")
        properties = _made(cell, "w:tcPr")
        width = sum(self._widths[place : place + across])
        _made(properties, "w:tcW", {"w:w": str(width // _TWIP), "w:type": "dxa"})
        if across > 1:
            _made(properties, "w:gridSpan", {"w:val": str(across)})
        if merge is not None:
            _made(properties, "w:vMerge", {"w:val": merge})
        _made(properties, "w:vAlign", {"w:val": "center"})
        for line in text.split("\n") or [""]:
            self._paragraph(cell, line, style, align, fact if line == text.rsplit("\n", maxsplit=1)[-1] else None)

    def _paragraph(self, cell: Any, line: str, style: str, align: str | None, fact: int | None) -> None:
        paragraph = _made(cell, "w:p")
        properties = _made(paragraph, "w:pPr")
        _made(properties, "w:pStyle", {"w:val": self._styles[style]})
        if align is not None:
            _made(properties, "w:jc", {"w:val": align})
        if line:
            _text(_made(paragraph, "w:r"), line)
        if fact is not None:
            if align == "right":  # a mark beside a figure would make its column half as wide again
                _made(_made(paragraph, "w:r"), "w:br")
            mark = _made(paragraph, "w:r")
            _made(_made(mark, "w:rPr"), "w:vertAlign", {"w:val": "superscript"})
            _text(mark, f"〔{fact}〕")


class _Marked:
    """A row as `mark_row` wants it."""

    def __init__(self, row: Any) -> None:
        self._tr = row


def _text(run: Any, text: str) -> None:
    element = _made(run, "w:t", {"xml:space": "preserve"})
    element.text = that_travels(text)


def _made(parent: Any, tag: str, values: dict[str, str] | None = None) -> Any:
    made = OxmlElement(tag)
    for name, value in (values or {}).items():
        made.set(
            qn(name) if not name.startswith("xml:") else f"{{http://www.w3.org/XML/1998/namespace}}{name[4:]}", value
        )
    parent.append(made)
    return made


def _frame(table: Any, widths: list[int]) -> None:
    """Thin rules around every cell, and the widths of the columns."""
    properties = table._tbl.tblPr  # noqa: SLF001  the library has no name for rules
    borders = OxmlElement("w:tblBorders")
    for side in _BORDERS:
        _made(borders, f"w:{side}", {"w:val": "single", "w:sz": "4", "w:space": "0", "w:color": "000000"})
    properties.insert_element_before(borders, "w:shd", "w:tblLayout", "w:tblCellMar", "w:tblLook")
    properties.insert_element_before(_margins(), "w:tblLook")
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width


def _margins() -> Any:
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        _made(margins, f"w:{side}", {"w:w": "57", "w:type": "dxa"})
    return margins
