"""The parts of a workbook, each read once as a stream: what it tells, and what makes the reading stop with a `FaultError`.

A part is refused wherever two readers could take different values from it (faults.md row 22): python-calamine goes by
local names and by the raw bytes of an attribute, Excel and openpyxl by namespaces. So inside the cells only the grammar
of ECMA-376 part 1, 18.3 and 18.4 passes, and no comment, CDATA section or character reference stands in a number.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Self
from xml.parsers import expat

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main "
RELATION_ID = "http://schemas.openxmlformats.org/officeDocument/2006/relationships id"
GRID_ROWS, GRID_COLUMNS = 1_048_576, 16_384  # Excel's own grid
ARRAYS = 100  # a formula over several cells; each is compared with every later cell
ELEMENTS = 3_000_000  # of one part; 400,000 cells with rich text need fewer
TOKEN_BYTES = 1_000_000  # expat reads an unfinished tag again with every chunk (CVE-2023-52425)

_NAMES: dict[str, str] = {
    "sst": "si extLst", "si": "t r rPh phoneticPr", "is": "t r rPh phoneticPr", "r": "rPr t", "rPh": "t",
    "sheetData": "row", "row": "c", "c": "f v is", "t": "", "f": "", "v": "", "phoneticPr": "",
}  # fmt: skip
_CHILDREN = {MAIN + name: frozenset(MAIN + child for child in names.split()) for name, names in _NAMES.items()}
_SHEET, _DATA, _ROW, _CELL = (MAIN + name for name in ("worksheet", "sheetData", "row", "c"))
_FORMULA, _VALUE, _INLINE, _TEXT, _ITEM = (MAIN + name for name in ("f", "v", "is", "t", "si"))
_ONCE = frozenset({_FORMULA, _VALUE, _INLINE, _TEXT})
_ADDRESS = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
_COUNT = re.compile(r"[0-9]{1,9}")
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


class FaultError(Exception):
    """A part breaks a rule: `reason` is a row of `refusals.SENTENCES`, `place` tells a person where."""

    def __init__(self, reason: str, place: str = "") -> None:
        super().__init__(reason, place)
        self.reason = reason
        self.place = place


@dataclass(frozen=True)
class Limits:
    """What a received workbook may hold at most; real bundles stay below a tenth of each."""

    file_bytes: int = 20_000_000
    unpacked_bytes: int = 200_000_000
    parts: int = 2_000
    sheets: int = 60
    cells: int = 400_000
    rows: int = 200_000
    columns: int = 1_000
    area: int = 4_000_000  # calamine keeps every cell from A1 to the last one, filled or not
    text_length: int = 40_000
    shared_strings: int = 400_000
    nesting: int = 64


def shown(text: str) -> str:
    """`text` short enough and without control or direction signs, fit to stand in a sentence."""
    return "".join(sign if sign.isprintable() else "?" for sign in text[:60])


def local(name: str) -> str:
    """The name without its namespace."""
    return name.rpartition(" ")[2]


def column_number(letters: str) -> int:
    """1 for `A`, 28 for `AB`."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


class Scanner:
    """One pass over one part that nothing is taken from: well-formed, UTF-8, no document type, no deep nesting."""

    def __init__(self, limits: Limits, place: str) -> None:
        self.limits = limits
        self.where = place
        self.path: list[str] = []
        self.fed = self.elements = 0
        self.parser = expat.ParserCreate("utf-8", " ")
        self.parser.buffer_text = True
        self.parser.XmlDeclHandler = self._declared
        self.parser.StartDoctypeDeclHandler = self._doctype
        self.parser.StartElementHandler = self._opened
        self.parser.EndElementHandler = self._closed

    def scan(self, chunks: Iterable[bytes]) -> Self:
        """Read the part to its end; itself, filled."""
        try:
            for chunk in chunks:
                self._feed(chunk)
            self.parser.Parse(b"", True)
        except expat.ExpatError as error:
            undefined = expat.errors.codes[expat.errors.XML_ERROR_UNDEFINED_ENTITY]
            raise self.fault("entity" if error.code == undefined else "damaged") from error
        return self

    def fault(self, reason: str) -> FaultError:
        """The fault, told with the spot that was reached."""
        return FaultError(reason, self.place())

    def place(self) -> str:
        """The spot that was reached, for a person."""
        return self.where

    def opened(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins; `self.path` ends with its name."""

    def closed(self, name: str) -> None:
        """An element ends; `self.path` still ends with its name."""

    def _feed(self, chunk: bytes) -> None:
        if self.fed == 0 and chunk[:2] in (b"\xff\xfe", b"\xfe\xff"):
            raise self.fault("damaged")  # expat would follow the mark to UTF-16, calamine need not
        self.parser.Parse(chunk, False)
        self.fed += len(chunk)
        if self.fed - self.parser.CurrentByteIndex > TOKEN_BYTES:
            raise self.fault("text")

    def _declared(self, version: str, encoding: str | None, _standalone: int) -> None:
        if version != "1.0" or (encoding or "utf-8").lower() != "utf-8":
            raise self.fault("damaged")

    def _doctype(self, *_: object) -> None:
        raise self.fault("entity")

    def _opened(self, name: str, attributes: dict[str, str]) -> None:
        self.path.append(name)
        if len(self.path) > self.limits.nesting:
            raise self.fault("nesting")
        self.elements += 1
        if self.elements > ELEMENTS:
            raise self.fault("unpacked")
        self.opened(name, attributes)

    def _closed(self, name: str) -> None:
        self.closed(name)
        self.path.pop()


class TextScanner(Scanner):
    """A part with cells or strings: inside them only what the grammar of the format allows, in one reading."""

    inside = False

    def __init__(self, limits: Limits, place: str) -> None:
        super().__init__(limits, place)
        self.length = 0
        self.pieces: list[str] | None = None
        self.had: set[tuple[int, str]] = set()
        self.parser.CharacterDataHandler = self.heard
        self.parser.CommentHandler = self._unexpected
        self.parser.ProcessingInstructionHandler = self._unexpected
        self.parser.StartCdataSectionHandler = self._unexpected

    def heard(self, text: str) -> None:
        """Text between tags; kept only where somebody waits for it."""
        if self.pieces is None:
            return
        self.length += len(text)
        if self.length > self.limits.text_length:
            raise self.fault("text")
        self.pieces.append(text)

    def listen(self, name: str) -> None:
        """Text of `name` begins; the runs of one string count together."""
        self.pieces = []
        if name != _TEXT:
            self.length = 0

    def opened(self, name: str, attributes: dict[str, str]) -> None:  # noqa: ARG002 - attributes speak in subclasses
        """Refuse an element that does not belong here or stands here a second time."""
        depth = len(self.path)
        allowed = _CHILDREN.get(self.path[-2])
        if (local(name) in _NAMES) if allowed is None else (name not in allowed):
            raise self.fault("damaged")
        if name in _ONCE:
            if (depth, name) in self.had:
                raise self.fault("damaged")
            self.had.add((depth, name))
        else:
            self.had.discard((depth + 1, _TEXT))
        if name == _TEXT:
            self.listen(name)

    def closed(self, name: str) -> None:
        """The text of `name` is complete."""
        if name == _TEXT:
            self.pieces = None

    def _unexpected(self, *_: object) -> None:
        if self.inside:
            raise self.fault("damaged")


class SharedStrings(TextScanner):
    """`xl/sharedStrings.xml`: `count` is how many strings it holds."""

    count = 0

    def opened(self, name: str, attributes: dict[str, str]) -> None:
        """Count the strings, whatever the part says of itself."""
        if len(self.path) == 1:
            self._begun(name, attributes.get("uniqueCount", "0"))
            return
        super().opened(name, attributes)
        if name == _ITEM:
            self.count += 1
            self.length = 0
            if self.count > self.limits.shared_strings:
                raise self.fault("strings")

    def _begun(self, name: str, declared: str) -> None:
        # calamine reserves memory for as many strings as the part declares
        self.inside = True
        if name != MAIN + "sst":
            raise self.fault("damaged")
        if not _COUNT.fullmatch(declared) or int(declared) > self.limits.shared_strings:
            raise self.fault("strings")


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
        self.begin: dict[str, Callable[[dict[str, str]], None]] = {
            _ROW: self._row_begun,
            _CELL: self._cell_begun,
            _FORMULA: self._formula_begun,
            _VALUE: self._value_begun,
            _INLINE: self._inline_begun,
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
        if name == _VALUE:
            self._value_ended()
        elif name == _FORMULA:
            self._formula_ended()
        elif name == _DATA:
            self.inside = False
            self.address = ""
            if self.last_row * self.last_column > self.limits.area:
                raise self.fault("range")

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
        if not _COUNT.fullmatch(number) or number[0] == "0" or int(number) > GRID_ROWS:
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
        self.listen(_FORMULA)
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
        if _DDE.search(_QUOTED.sub("", "".join(self.pieces or ()))):
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
        self.listen(_VALUE)
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
