"""Rows of the tables of indicators: flattened, with tabs or real ones, merged cells filled, units taken off the names.

A row that does not fit its table is named, never bent; a dash stays a dash; a cell that was merged and is filled from above
says so.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from haishu_desk.outline.blocks import Grid, Row
from haishu_desk.outline.columns import ATTRIBUTE, CATEGORY, NAME, NUMBER, UNIT, Columns, columns_of
from haishu_desk.outline.problems import Problem

_INTEGER = re.compile(r"(\d{1,3})[.．、]?\Z")
_UNIT_BEHIND = re.compile(r"[（(](?P<unit>[^（）()]{1,12})[)）]\s*(?P<mark>[*＊※△▲①-⑳]*)\Z")
_FOOTNOTE = re.compile(r"(?<=[\d%\])）])(?:[①-⑳*＊※△▲]+|[⁰¹²³⁴-⁹]+)\Z")
_NAME_MARK = re.compile(r"[*＊※△▲①-⑳]+\Z")
_OF_WHICH = re.compile(r"(?:其中|＃|#)[:：]?\s*(?P<name>\S.*)")
_NOTE = re.compile(r"^(?:备?注|说明)\s*[:：]?")
_MOST_HEADS, _NARROWEST, _WIDEST = 3, 3, 14
_ATTRIBUTES = ("预期性", "约束性")


@dataclass
class IndicatorRow:
    """One row: its lines, the facts that were printed, and the cells of its columns by key, as printed."""

    line: int
    last: int
    number: str
    name: str
    unit: str | None
    category: str | None
    parent: str | None
    attribute: str | None
    marks: str
    values: dict[str, str]
    doubts: list[str] = field(default_factory=list)


@dataclass
class IndicatorTable:
    """One table: its columns, its rows, the caption above and the note beneath, and what could not be read."""

    line: int
    last: int
    columns: Columns
    rows: list[IndicatorRow]
    caption: str | None = None
    note: str = ""
    problems: list[Problem] = field(default_factory=list)

    @property
    def is_result(self) -> bool:
        """Whether it says how an earlier plan came out."""
        return "actual" in self.columns.keys


def table_of(grid: Grid) -> IndicatorTable | None:
    """The table of indicators that stands there; None for any other table."""
    rows, note = _split(grid)
    width = _width(rows)
    if width is None:
        return None
    whole = list(_whole(rows, width))
    heads, body = _heads(whole, width)
    columns = columns_of([row.cells for row in heads]) if heads else None
    if columns is None:
        return None
    table = IndicatorTable(grid.line, grid.last, columns, [], note=note)
    if len(columns.keys) > width:
        message = f"表头有 {len(columns.keys)} 栏，下面的行有 {width} 格，请核对各栏有没有错位"
        table.problems.append(Problem(grid.line, message))
    _Filling(table, width).fill(body)
    return table if table.rows else None


def _split(grid: Grid) -> tuple[list[Row], str]:
    """The rows, and the note that stands in the table's last row."""
    rows = [row for row in grid.rows if any(row.cells)]
    notes = [cell for row in rows for cell in row.cells if _NOTE.match(cell)]
    kept = [
        Row(row.line, tuple(cell for cell in row.cells if not _NOTE.match(cell) or len(row.cells) > 1), row.last)
        for row in rows
    ]
    return [row for row in kept if row.cells], notes[-1] if notes else ""


def _width(rows: Sequence[Row]) -> int | None:
    """How many columns: what most rows have; of a single run of cells, what makes the numbers stand in one column."""
    if len(rows) == 1:
        return _width_of_run(rows[0].cells)
    common = Counter(len(row.cells) for row in rows if len(row.cells) >= _NARROWEST).most_common(1)
    if not common or common[0][0] > _WIDEST:
        return None
    body = next((place for place, row in enumerate(rows) if place and _is_numbered(row)), 1)
    heads = max(len(row.cells) for row in rows[:body])
    return heads if common[0][0] == heads + 1 else common[0][0]


def _width_of_run(cells: Sequence[str]) -> int | None:
    for width in range(_NARROWEST, _WIDEST + 1):
        if len(cells) % width:
            continue
        for column in range(width):
            numbers = [_INTEGER.match(cell) for cell in cells[column::width]]
            found = [int(each[1]) for each in numbers if each]
            if len(found) >= _NARROWEST and found == list(range(1, len(found) + 1)):
                return width
    return None


def _whole(rows: Sequence[Row], width: int) -> Iterator[Row]:
    """Rows with all their cells: a row that a blank line broke is put together, a run of cells is cut."""
    waiting: Row | None = None
    for row in rows:
        joined = Row(waiting.line, (*waiting.cells, *row.cells), row.last) if waiting else row
        if len(joined.cells) < width and len(rows) > 1 and not _is_head(joined):
            waiting = joined
            continue
        if waiting is not None and len(joined.cells) > width + 1:
            yield waiting
            joined = row
        waiting = None
        if len(joined.cells) > width + 1 and len(joined.cells) % width == 0:
            yield from (
                Row(joined.line, joined.cells[at : at + width], joined.last)
                for at in range(0, len(joined.cells), width)
            )
        else:
            yield joined
    if waiting is not None:
        yield waiting


def _is_head(row: Row) -> bool:
    return not any(_INTEGER.match(cell) for cell in row.cells) and any(
        "指标" in cell or "目标" in cell for cell in row.cells
    )


def _is_numbered(row: Row) -> bool:
    return any(_INTEGER.fullmatch(cell) or cell in _ATTRIBUTES for cell in row.cells)


def _names_a_group(row: Row) -> bool:
    """Whether a row says one thing across the whole table."""
    return len(row.cells) > 1 and len(set(filter(None, row.cells))) == 1 and not _is_numbered(row)


def _heads(rows: Sequence[Row], width: int) -> tuple[list[Row], list[Row]]:
    """The head rows (those before the first row with a number or an attribute), and the others."""
    for place, row in enumerate(rows[: _MOST_HEADS + 1]):
        if place and (_is_numbered(row) or _names_a_group(row)):
            return list(rows[:place]), list(rows[place:])
    return (list(rows[:1]), list(rows[1:])) if len(rows[0].cells) == width else ([], [])


class _Filling:
    """Goes down the rows and knows what a merged cell above says."""

    def __init__(self, table: IndicatorTable, width: int) -> None:
        self._table, self._width, self._columns = table, width, table.columns
        self._above: IndicatorRow | None = None
        self._group: str | None = None

    def fill(self, rows: Sequence[Row]) -> None:
        for row in rows:
            cells, parent = self._cells(row)
            if cells is None:
                if not self._is_group(row):
                    said = " ".join(filter(None, row.cells))[:40]
                    message = f"这一行有 {len(row.cells)} 格，表有 {self._width} 栏，没有读：{said}"
                    self._table.problems.append(Problem(row.line, message))
                continue
            missing = len(self._columns.keys) - len(cells)  # the head can be wider than all rows
            made = self._row(row, [*cells, *[""] * missing], parent)
            if made is not None:
                self._table.rows.append(made)
                self._above = made

    def _is_group(self, row: Row) -> bool:
        """A row that only names the category of the rows beneath it."""
        said = set(filter(None, row.cells))
        if len(said) != 1:
            return False
        self._group = re.sub(r"^[（(]?[一二三四五六七八九十]+[)）]?[、.]?", "", said.pop())
        return True

    def _cells(self, row: Row) -> tuple[list[str] | None, str | None]:
        """The cells under their columns, and the cell that stands over part of a name (户籍人口) where there is one."""
        cells = list(row.cells)
        if _names_a_group(row):
            return None, None
        if len(cells) == self._width:
            return cells, None
        name = self._columns.place(NAME)
        if len(cells) == self._width + 1 and name is not None:
            parent = cells.pop(name)
            return cells, parent or (self._above.parent if self._above else None)
        return None, None

    def _fact(self, cells: Sequence[str], key: str) -> str:
        place = self._columns.place(key)
        return cells[place].strip() if place is not None else ""

    def _row(self, row: Row, cells: list[str], parent: str | None) -> IndicatorRow | None:
        printed = re.sub(r"\s+", "", self._fact(cells, NAME))
        if not printed:
            self._table.problems.append(Problem(row.line, "这一行没有指标名称，没有读"))
            return None
        of_which = _OF_WHICH.match(printed)
        if of_which and self._above:
            parent, printed = parent or self._above.parent or self._above.name, of_which["name"]
        name, unit, marks = _name_and_unit(printed)
        number = _INTEGER.match(self._fact(cells, NUMBER))
        above = self._above
        doubts: list[str] = []
        values = {}
        for place, key in self._columns.values:
            values[key] = self._value(key, cells[place], doubts, is_sub=number is None and above is not None)
        return IndicatorRow(
            row.line,
            row.last,
            number[1] if number else self._number_above(),
            name,
            self._fact(cells, UNIT) or unit,
            re.sub(r"\s+", "", self._fact(cells, CATEGORY))
            or (above.category if above and not self._group else self._group),
            parent,
            next((word for word in _ATTRIBUTES if word in self._fact(cells, ATTRIBUTE)), None)
            or self._fact(cells, ATTRIBUTE)
            or None,
            marks,
            values,
            doubts,
        )

    def _number_above(self) -> str:
        """A row without a number belongs to the number above; in a table without numbers each row counts on."""
        if self._columns.place(NUMBER) is None:
            return str(len(self._table.rows) + 1)
        return self._above.number if self._above else ""

    def _head(self, key: str) -> str:
        place = self._columns.place(key)
        return key if place is None else self._columns.heads[place]

    def _value(self, key: str, cell: str, doubts: list[str], *, is_sub: bool) -> str:
        bare = _FOOTNOTE.sub("", cell.strip())
        if bare != cell.strip():
            doubts.append(f"{self._head(key)}：原文是“{cell.strip()}”，去掉了注号")
        if bare or not is_sub or self._above is None or key not in self._above.values:
            if not bare:
                doubts.append(f"{self._head(key)}：这一格是空的")
            return bare
        doubts.append(f"{self._head(key)}：合并单元格，与上一行同")
        return self._above.values[key]


def _name_and_unit(printed: str) -> tuple[str, str | None, str]:
    found = _UNIT_BEHIND.search(printed)
    if found:
        return printed[: found.start()], found["unit"], found["mark"]
    marks = _NAME_MARK.search(printed)
    return (printed[: marks.start()], None, marks[0]) if marks else (printed, None, "")
