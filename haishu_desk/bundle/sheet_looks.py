"""How a worksheet looks, as far as it changes what a person reads: merged cells, hidden columns and rows, percentages.

Read in the same pass as the cells; nothing here makes a file refused but a number of marks that no table has.
"""

from __future__ import annotations

import re

from haishu_desk.bundle.sheet_scan import MAIN, Limits, Scanner, SheetCells, local

MERGES = 50_000
_LETTERS = 26
_RANGE = re.compile(r"[A-Z]{1,3}[1-9][0-9]{0,6}:[A-Z]{1,3}[1-9][0-9]{0,6}")
_NUMBER = re.compile(r"[0-9]{1,6}")
_TRUE = frozenset({"1", "true"})
_BUILT_IN_PERCENTS = frozenset({"9", "10"})  # ECMA-376 part 1, 18.8.30: 0% and 0.00%
_QUOTED = re.compile(r'"[^"]*"|\\.')
_ROW, _CELL, _FORMATS = MAIN + "row", MAIN + "c", MAIN + "cellXfs"


class Styles(Scanner):
    """`xl/styles.xml`: `percents` are the numbers of the cell formats that show a number as a percentage."""

    def __init__(self, limits: Limits, place: str) -> None:
        super().__init__(limits, place)
        self._codes: set[str] = set(_BUILT_IN_PERCENTS)
        self._formats: list[str] = []

    def opened(self, name: str, attributes: dict[str, str]) -> None:
        """Take the number formats and, in their order, the formats of cells."""
        if local(name) == "numFmt" and is_percent(attributes.get("formatCode", "")):
            self._codes.add(attributes.get("numFmtId", ""))
        elif local(name) == "xf" and self.path[-2:-1] == [_FORMATS]:
            self._formats.append(attributes.get("numFmtId", "0"))

    @property
    def percents(self) -> frozenset[str]:
        """The values of a cell's `s` that mean a percentage."""
        return frozenset(str(place) for place, code in enumerate(self._formats) if code in self._codes)


def address(row: int, column: int) -> str:
    """The A1 address of a position from 0: `address(6, 1)` is `B7`."""
    letters, rest = "", column + 1
    while rest:
        rest, letter = divmod(rest - 1, _LETTERS)
        letters = chr(ord("A") + letter) + letters
    return f"{letters}{row + 1}"


def is_percent(code: str) -> bool:
    """Whether a number format shows a percentage: it has a % that is not quoted."""
    return "%" in _QUOTED.sub("", code)


class SheetLooks(SheetCells):
    """A worksheet with what its cells are marked with and how it looks."""

    def __init__(self, limits: Limits, sheet: str, strings: int, percents: frozenset[str] = frozenset()) -> None:
        super().__init__(limits, sheet, strings)
        self._percents = percents
        self.merged: list[str] = []
        self.hidden_columns: dict[int, None] = {}
        self.hidden_rows: list[int] = []
        self.shown_as_percent: list[str] = []

    def opened(self, name: str, attributes: dict[str, str]) -> None:
        """Judge the cells as before, and note how they look."""
        super().opened(name, attributes)
        if self.inside:
            if name == _ROW and attributes.get("hidden") in _TRUE:
                self.hidden_rows.append(self.row)
            elif name == _CELL and self.kind == "n" and attributes.get("s") in self._percents:
                self.shown_as_percent.append(self.address)
        elif local(name) == "mergeCell":
            self._merge(attributes.get("ref", ""))
        elif local(name) == "col" and attributes.get("hidden") in _TRUE:
            self._hide(attributes.get("min", ""), attributes.get("max", ""))

    def _merge(self, reference: str) -> None:
        if len(self.merged) >= MERGES:
            raise self.fault("cells")
        if _RANGE.fullmatch(reference):
            self.merged.append(reference)

    def _hide(self, first: str, last: str) -> None:
        if _NUMBER.fullmatch(first) and _NUMBER.fullmatch(last):
            bound = min(int(last), self.limits.columns)
            self.hidden_columns |= dict.fromkeys(range(max(int(first), 1), bound + 1))
