"""How a worksheet looks, as far as it changes what a person reads: merged, hidden, percentages, and what is veiled.

Read in the same pass as the cells. What stands around the cells is counted, since it can be as large as they are; a
formula that starts another program is refused wherever it stands.
"""

from __future__ import annotations

import re

from haishu_desk.bundle.part_scan import COUNT, MAIN, Limits, local
from haishu_desk.bundle.plain_cells import PlainRun
from haishu_desk.bundle.sheet_scan import GRID_COLUMNS, GRID_ROWS, SheetCells, calls_out, column_number
from haishu_desk.bundle.styles import CellStyles

MERGES = 50_000
AROUND = 100_000  # rules, drop-downs, links and whatever else stands around the cells
_LETTERS = 26
_RANGE = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6}):([A-Z]{1,3})([1-9][0-9]{0,6})")
_NUMBER = re.compile(r"[0-9]{1,6}")
_TRUE = frozenset({"1", "true"})
_FORMULAS = frozenset({"formula", "formula1", "formula2", "f"})
_MEASURE = re.compile(r"[0-9]{0,6}(?:\.[0-9]{0,20})?")
_SEEN = 0.5  # points of height or signs of width; what has less is not seen
_TEXT_OR_TRUTH = (b' t="s"', b' t="b"')
_ROW, _CELL = MAIN + "row", MAIN + "c"


def address(row: int, column: int) -> str:
    """The A1 address of a position from 0: `address(6, 1)` is `B7`."""
    letters, rest = "", column + 1
    while rest:
        rest, letter = divmod(rest - 1, _LETTERS)
        letters = chr(ord("A") + letter) + letters
    return f"{letters}{row + 1}"


def corners(reference: str) -> tuple[int, int, int, int] | None:
    """Top, left, bottom and right of `B2:C7`, counted from 0; None for what is no such range."""
    match = _RANGE.fullmatch(reference)
    if match is None:
        return None
    top, bottom = sorted((int(match[2]) - 1, int(match[4]) - 1))
    left, right = sorted((column_number(match[1]) - 1, column_number(match[3]) - 1))
    return top, left, bottom, right


class SheetLooks(SheetCells):
    """A worksheet with what its cells are marked with and how it looks."""

    def __init__(self, limits: Limits, sheet: str, strings: int, styles: CellStyles = CellStyles()) -> None:  # noqa: B008 - frozen
        super().__init__(limits, sheet, strings)
        self._styles = styles
        self._around = 0
        self.merged: list[str] = []
        self.hidden_columns: dict[int, None] = {}
        self.hidden_rows: list[int] = []
        self.shown_as_percent: list[str] = []
        self.veiled: list[str] = []
        self._style = "0"
        told = styles.percents | styles.veiled_numbers | styles.veiled_texts
        self._told = {f' s="{style}"'.encode() for style in told} | ({b""} if "0" in told else set())

    def opened(self, name: str, attributes: dict[str, str]) -> None:
        """Judge the cells as before, and note how they look."""
        super().opened(name, attributes)
        if not self.inside:
            self._stands_around(local(name), attributes)
        elif name == _ROW and _is_hidden(attributes, "ht"):
            self.hidden_rows.append(self.row)
        elif name == _CELL:
            style = attributes.get("s", "0")
            self._style = str(int(style)) if COUNT.fullmatch(style) else style
            if self.kind == "n" and self._style in self._styles.percents:
                self.shown_as_percent.append(self.address)

    def closed(self, name: str) -> None:
        """Judge a formula that stands in a rule or a drop-down."""
        if not self.inside and local(name) in _FORMULAS:
            if calls_out("".join(self.pieces or ())):
                raise self.fault("linked")
            self.pieces = None
        super().closed(name)

    def passed(self, run: PlainRun) -> None:
        """Note how plain cells look; most have a format that says nothing."""
        super().passed(run)
        if self._told.isdisjoint(run.styles):
            return
        for letters, style, body in zip(run.columns, run.styles, run.bodies, strict=True):
            number, is_number = style[4:-1].decode() or "0", not body.startswith(_TEXT_OR_TRUTH)
            here = f"{letters.decode()}{self.row}"
            if is_number and number in self._styles.percents:
                self.shown_as_percent.append(here)
            veiled = self._styles.veiled_numbers if is_number else self._styles.veiled_texts
            if number in veiled and not body.endswith(b"/>"):
                self.veiled.append(here)

    def _filled(self) -> None:
        super()._filled()
        veiled = self._styles.veiled_numbers if self.kind in {"n", "d"} else self._styles.veiled_texts
        if self._style in veiled and self.veiled[-1:] != [self.address]:
            self.veiled.append(self.address)

    def _stands_around(self, name: str, attributes: dict[str, str]) -> None:
        self._around += 1
        if self._around > AROUND:
            raise self.fault("looks")
        if name == "mergeCell":
            self._merge(attributes.get("ref", ""))
        elif name == "col" and _is_hidden(attributes, "width"):
            self._hide(attributes.get("min", ""), attributes.get("max", ""))
        elif name in _FORMULAS:
            self.listen(name)

    def _merge(self, reference: str) -> None:
        if len(self.merged) >= MERGES:
            raise self.fault("cells")
        place = corners(reference)
        if place is None:
            return
        if place[2] >= GRID_ROWS or place[3] >= GRID_COLUMNS:
            raise self.fault("address")
        self.merged.append(reference)

    def _hide(self, first: str, last: str) -> None:
        if _NUMBER.fullmatch(first) and _NUMBER.fullmatch(last):
            bound = min(int(last), self.limits.columns)
            self.hidden_columns |= dict.fromkeys(range(max(int(first), 1), bound + 1))


def _is_hidden(attributes: dict[str, str], measure: str) -> bool:
    """Whether a row or a column is not seen: hidden, or without height or width."""
    said = attributes.get(measure, "")
    is_flat = any(map(str.isdecimal, said)) and _MEASURE.fullmatch(said) is not None and float(said) < _SEEN
    return attributes.get("hidden") in _TRUE or is_flat
