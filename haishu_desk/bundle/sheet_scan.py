"""The cells of a worksheet, read once as a stream: which hold a formula, an error value, or stand there twice.

A cell is refused wherever two readers could take different values from it (faults.md row 22): python-calamine goes by
local names and by the raw bytes of an attribute, Excel and openpyxl by namespaces. No comment, CDATA section or
character reference stands in a number.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from itertools import pairwise

from haishu_desk.bundle.part_scan import (
    COUNT,
    FORMULA,
    HELD,
    INLINE,
    MAIN,
    VALUE,
    Limits,
    TextScanner,
    local,
    shown,
)
from haishu_desk.bundle.plain_cells import PlainRun, plain_run

GRID_ROWS, GRID_COLUMNS = 1_048_576, 16_384  # Excel's own grid
ARRAYS = 100  # a formula over several cells; each is compared with every later cell

_SHEET, _DATA, _ROW, _CELL = (MAIN + name for name in ("worksheet", "sheetData", "row", "c"))
_IN_ROW = [_SHEET, _DATA, _ROW]
_ROW_BEGINS, _ROW_ENDS = b"<row ", b"</row>"
_LONGEST_PLAIN = 64  # no value of a plain cell has more signs
_ADDRESS = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")
_DDE = re.compile(r"\||\bdde\s*\(", re.IGNORECASE)
_PLAIN = {
    "n": re.compile(r"(?:[+-]?[0-9]{1,400}(?:\.[0-9]{1,400})?(?:[eE][+-]?[0-9]{1,3})?)?"),
    "s": re.compile(r"(?:[0-9]{1,9})?"),
    "b": re.compile(r"[01]?"),
    "d": re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?:T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]{1,9})?Z?)?"),
    "e": re.compile(r"(?:#(?:DIV/0!|N/A|NAME\?|NULL!|NUM!|REF!|VALUE!))?"),  # all that calamine 0.36 can read
}
_KINDS = frozenset({*_PLAIN, "str", "inlineStr"})


def column_number(letters: str) -> int:
    """1 for `A`, 28 for `AB`."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def calls_out(formula: str) -> bool:
    """Whether a formula starts another program (DDE); a bar inside quotes is only a sign."""
    return _DDE.search(_QUOTED.sub("", formula)) is not None


class SheetCells(TextScanner):
    """A worksheet: which cells hold a formula, an error value, or stand there twice."""

    def __init__(self, limits: Limits, sheet: str, strings: int) -> None:
        super().__init__(limits, f"工作表“{shown(sheet)}”")
        self.strings = strings
        self.data_seen = False
        self.formulas: dict[str, None] = {}
        self.errors: dict[str, None] = {}
        self.duplicates: dict[str, None] = {}
        self.cells = self.row = self.column = self.last_row = self.last_column = 0
        self.address, self.kind, self.tag, self.value_at = "", "n", b"", 0
        self.parser.StartNamespaceDeclHandler = self._bound
        self.columns: set[int] = set()
        self.arrays: list[tuple[int, int, int, int]] = []
        self._held = b""
        self._in_order: tuple[bytes, ...] = ()  # the columns of the last plain run: most rows have the same
        self.begin: dict[str, Callable[[dict[str, str]], None]] = {
            _ROW: self._row_begun,
            _CELL: self._cell_begun,
            FORMULA: self._formula_begun,
            VALUE: self._value_begun,
            INLINE: self._inline_begun,
        }

    def place(self) -> str:
        """The sheet, and the cell when there is one."""
        return f"{self.where} {self.address} 格" if self.address else self.where

    def opened(self, name: str, attributes: dict[str, str]) -> None:
        """Leave the head and the foot of the sheet alone, take every cell between them."""
        if self.inside:
            super().opened(name, attributes)
            if name in self.begin:
                self.begin[name](attributes)
        elif len(self.path) == 1:
            if name != _SHEET:
                raise self.fault("damaged")
        elif local(name) == "sheetData":
            self._data_begun(name)

    def closed(self, name: str) -> None:
        """Judge the content of a value and of a formula."""
        if not self.inside:
            return
        super().closed(name)
        if name == VALUE:
            self._value_ended()
        elif name == FORMULA:
            self._formula_ended()
        elif name == _DATA:
            self.inside = False
            self.address = ""
            if self.last_row * self.last_column > self.limits.area:
                raise self.fault("range")

    def _take(self, chunk: bytes) -> None:
        """Judge plain cells of a row at once, give the rest to expat; a row that goes on in the next bytes waits for them."""
        data, at = self._held + chunk, 0
        while (row := data.find(_ROW_BEGINS, at)) >= 0:
            begin = data.find(b">", row) + 1
            end = data.find(_ROW_ENDS, begin)
            if not begin or end < 0:
                break
            self._feed(data[at:begin])
            if not self._is_passed(data[begin:end]):
                self._feed(data[begin:end])
            at = end
        kept = row if row >= 0 else max(at, data.rfind(b"<"))
        if len(data) - kept > HELD:
            kept = len(data)
        self._feed(data[at:kept])
        self._held = data[kept:]

    def _take_rest(self) -> None:
        self._feed(self._held)

    def _is_passed(self, cells: bytes) -> bool:
        """Whether these are plain cells of the row whose tag expat has just read, in order and within all bounds."""
        if self.path != _IN_ROW or self.columns or not self._is_between:
            return False
        run = plain_run(cells, self.row)
        if run is None or not self._is_within_bounds(run):
            return False
        self.passed(run)
        return True

    def _is_within_bounds(self, run: PlainRun) -> bool:
        limits, cells = self.limits, len(run.bodies)
        elements = self.elements + 2 * cells - run.empty
        if run.columns != self._in_order:
            places = [column_number(letters.decode()) for letters in run.columns]
            if places[-1] > limits.columns or any(one >= other for one, other in pairwise(places)):
                return False
            self._in_order = run.columns
        return (
            self.row <= limits.rows
            and self.cells + cells <= limits.cells
            and elements <= self.most
            and limits.nesting > len(_IN_ROW) + 1
            and limits.text_length >= _LONGEST_PLAIN
            and run.last_string < self.strings
            and not self.arrays
        )

    def passed(self, run: PlainRun) -> None:
        """The cells of a plain run change what is known of the sheet."""
        last = run.last_filled
        self.cells += len(run.bodies)
        self.elements += 2 * len(run.bodies) - run.empty
        self.column = column_number(run.columns[-1].decode())
        self.address = f"{run.columns[-1].decode()}{self.row}"
        if last is not None:
            self.last_row = self.row
            self.last_column = max(self.last_column, column_number(run.columns[last].decode()))

    def _bound(self, prefix: str | None, uri: str) -> None:
        tag = f"<{prefix}:v>" if prefix else "<v>"
        if f"{uri} " != MAIN:
            return
        if self.tag not in {b"", tag.encode()}:
            raise self.fault("damaged")  # two names for one thing
        self.tag = tag.encode()

    def _data_begun(self, name: str) -> None:
        if name != _DATA or len(self.path) > 2 or self.data_seen:  # noqa: PLR2004 - below the root
            raise self.fault("damaged")
        self.inside = self.data_seen = True

    def _row_begun(self, attributes: dict[str, str]) -> None:
        number = attributes.get("r", "")
        self.address = ""
        if not COUNT.fullmatch(number) or number[0] == "0" or int(number) > GRID_ROWS:
            raise self.fault("address")
        if int(number) <= self.row:
            raise self.fault("row_twice" if int(number) == self.row else "order")
        self.row = int(number)
        self.column = 0
        self.columns.clear()

    def _cell_begun(self, attributes: dict[str, str]) -> None:
        self.had.clear()
        match = _ADDRESS.fullmatch(attributes.get("r", ""))
        if match is None or int(match[2]) != self.row:
            raise self.fault("address")
        self.address = match[0]
        self.kind = attributes.get("t", "n")
        self._stands(column_number(match[1]))
        self.cells += 1
        if self.cells > self.limits.cells:
            raise self.fault("cells")
        if self.kind not in _KINDS:
            raise self.fault("damaged")
        if self.kind == "e":
            self.errors[self.address] = None

    def _stands(self, column: int) -> None:
        if column > GRID_COLUMNS:
            raise self.fault("address")
        if column in self.columns:
            self.duplicates[self.address] = None
        elif column < self.column:
            raise self.fault("order")
        self.columns.add(column)
        self.column = column

    def _filled(self) -> None:
        if self.row > self.limits.rows or self.column > self.limits.columns:
            raise self.fault("range")
        self.last_row = self.row
        self.last_column = max(self.last_column, self.column)
        for top, left, bottom, right in self.arrays:
            if top <= self.row <= bottom and left <= self.column <= right:
                self.formulas[self.address] = None

    def _formula_begun(self, attributes: dict[str, str]) -> None:
        self._filled()
        self.formulas[self.address] = None
        self.listen(FORMULA)
        if attributes.get("t") in {"array", "dataTable"}:
            self._spread(attributes.get("ref", ""))

    def _spread(self, reference: str) -> None:
        # the other cells of an array formula carry only its cached values
        corners = [_ADDRESS.fullmatch(corner) for corner in reference.split(":")[:2]]
        first, last = corners[0], corners[-1]
        if first is None or last is None or len(self.arrays) >= ARRAYS:
            raise self.fault("address" if None in corners else "cells")
        if first[0] != last[0]:
            self.arrays.append((int(first[2]), column_number(first[1]), int(last[2]), column_number(last[1])))

    def _formula_ended(self) -> None:
        if calls_out("".join(self.pieces or ())):
            raise self.fault("linked")
        self.pieces = None

    def _inline_begun(self, _: dict[str, str]) -> None:
        if self.kind != "inlineStr":  # calamine would take it, Excel would not
            raise self.fault("damaged")
        self.length = 0
        self._filled()

    def _value_begun(self, _: dict[str, str]) -> None:
        if self.kind == "inlineStr":  # the other way round
            raise self.fault("damaged")
        self._filled()
        self.listen(VALUE)
        self.value_at = self.parser.CurrentByteIndex

    def _value_ended(self) -> None:
        text = "".join(self.pieces or ())
        self.pieces = None
        if self.kind == "str":
            return
        if text and self.parser.CurrentByteIndex - self.value_at != len(self.tag) + len(text):
            raise self.fault("damaged")  # a character reference: Excel reads it, calamine drops it
        if not _PLAIN[self.kind].fullmatch(text):
            raise self.fault("strange_error" if self.kind == "e" else "damaged")
        if self.kind == "s" and text and int(text) >= self.strings:
            raise self.fault("index")
        if self.kind == "n" and text and not math.isfinite(float(text)):
            raise self.fault("damaged")
