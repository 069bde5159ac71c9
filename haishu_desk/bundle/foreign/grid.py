"""A sheet by position as a person sees it: merged cells say the same everywhere, blank rows and columns do not count."""

from __future__ import annotations

import re
from collections.abc import Iterator

from haishu_desk.bundle.foreign.figures import is_silent, is_year, looks_like_figure
from haishu_desk.bundle.read_process import CellText, Sheet
from haishu_desk.bundle.sheet_looks import address
from haishu_desk.bundle.sheet_scan import column_number

_REF = re.compile(r"([A-Z]{1,3})([0-9]+):([A-Z]{1,3})([0-9]+)")
_SPREAD = 200_000  # positions of all merged ranges together; no statistics table has so many
_LONG = 300  # no head and no label is longer; a note may be
Position = tuple[int, int]


class Grid:
    """Texts by row and column from 0; `rows` and `columns` are those with anything in them, in order."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self._cells = {place: cell for place, cell in sheet.cells.items() if cell.text.strip()}
        self._anchors: dict[Position, Position] = {}
        self._ranges: dict[Position, list[Position]] = {}
        self._texts: dict[int, list[tuple[int, str]]] = {}
        self._figures: dict[int, list[int]] = {}
        marked = {_position(name) for name in sheet.formulas | sheet.errors}
        self.marked = {place for place in marked if place is not None}
        self.bottom = max((row for row, _ in {*self._cells, *self.marked}), default=-1)
        self.right = max((column for _, column in {*self._cells, *self.marked}), default=-1)
        self._merge()
        used = {*self._cells, *self.marked}
        hidden_rows, hidden_columns = sheet.hidden_rows, sheet.hidden_columns
        self.rows = [row for row in sorted({row for row, _ in used}) if row + 1 not in hidden_rows]
        self.columns = [column for column in sorted({column for _, column in used}) if column + 1 not in hidden_columns]
        self.hidden_rows = sorted({row for row, _ in used if row + 1 in hidden_rows})
        self.hidden_columns = sorted({column for _, column in used if column + 1 in hidden_columns})

    def anchor(self, place: Position) -> Position:
        """The position that speaks for a merged range; any other position is itself."""
        return self._anchors.get(place, place)

    def own(self, place: Position) -> CellText | None:
        """What is written in that very cell."""
        return self._cells.get(place)

    def merged_with(self, place: Position) -> list[Position]:
        """The other positions of a merged range whose first cell this is."""
        return self._ranges.get(place, [])

    def text(self, place: Position) -> str:
        """What a person reads there; a merged cell says the same all over its range."""
        cell = self._cells.get(self.anchor(place))
        if cell is None:
            return ""
        return "\n".join(line.strip() for line in cell.text[:_LONG].split("\n")).strip()

    def is_marked(self, place: Position) -> bool:
        """Whether a formula or an error value stands there."""
        return place in self.marked

    def is_figure(self, place: Position) -> bool:
        """Whether the cell holds, or wants to hold, a number that is no year."""
        if self.is_marked(place):
            return True
        cell = self._cells.get(place)
        if cell is None or is_year(cell.text) or is_silent(cell.text):
            return False
        return cell.kind == "n" or looks_like_figure(cell.text)

    def texts(self, row: int) -> list[tuple[int, str]]:
        """The different texts of a row that are words or years, each with its first column; dashes and dots are none."""
        if row not in self._texts:
            self._texts[row] = self._read_texts(row)
        return self._texts[row]

    def _read_texts(self, row: int) -> list[tuple[int, str]]:
        found: dict[Position, tuple[int, str]] = {}
        for column in self.columns:
            place = self.anchor((row, column))
            text = self.text(place)
            if text and place not in found and not is_silent(text) and not self.is_figure(place):
                found[place] = (column, text)
        return list(found.values())

    def figures(self, row: int) -> list[int]:
        """The columns of a row in which a figure stands."""
        if row not in self._figures:
            self._figures[row] = [column for column in self.columns if self.is_figure((row, column))]
        return self._figures[row]

    def address(self, place: Position) -> str:
        """The A1 address."""
        return address(*place)

    def _merge(self) -> None:
        left_over = _SPREAD
        for reference in self.sheet.merged:
            for place, top in self._spread(reference):
                left_over -= 1
                if left_over < 0:
                    return
                if place not in self._cells:
                    self._anchors[place] = top
                    self._ranges.setdefault(top, []).append(place)

    def _spread(self, reference: str) -> Iterator[tuple[Position, Position]]:
        match = _REF.fullmatch(reference)
        if match is None:
            return
        top, left = int(match[2]) - 1, column_number(match[1]) - 1
        bottom, right = min(int(match[4]) - 1, self.bottom), min(column_number(match[3]) - 1, self.right)
        for row in range(top, bottom + 1):
            for column in range(left, right + 1):
                yield (row, column), (top, left)


def _position(name: str) -> Position | None:
    match = re.fullmatch(r"([A-Z]{1,3})([0-9]+)", name)
    return (int(match[2]) - 1, column_number(match[1]) - 1) if match else None
