"""The parts of a workbook, each read once as a stream: what it tells, and what makes the reading stop with a `FaultError`.

A part is refused wherever two readers could take different values from it (faults.md row 22): python-calamine goes by
local names and by the raw bytes of an attribute, Excel and openpyxl by namespaces. So inside the cells only the grammar
of ECMA-376 part 1, 18.3 and 18.4 passes, and no comment, CDATA section or character reference stands in a number.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self
from xml.parsers import expat

from haishu_desk.bundle.plain_cells import plain_strings

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main "
RELATION_ID = "http://schemas.openxmlformats.org/officeDocument/2006/relationships id"
ELEMENTS = 1_000_000  # of one part; a quarter million cells or strings with rich text may have three times as many
HELD = 1 << 15  # of a row or a string whose end is not there yet; a longer one is left to expat
TOKEN_BYTES = 1_000_000  # expat reads an unfinished tag again with every chunk (CVE-2023-52425)

_NAMES: dict[str, str] = {
    "sst": "si extLst", "si": "t r rPh phoneticPr", "is": "t r rPh phoneticPr", "r": "rPr t", "rPh": "t",
    "sheetData": "row", "row": "c", "c": "f v is", "t": "", "f": "", "v": "", "phoneticPr": "",
}  # fmt: skip
_CHILDREN = {MAIN + name: frozenset(MAIN + child for child in names.split()) for name, names in _NAMES.items()}
FORMULA, VALUE, INLINE, _TEXT, _ITEM = (MAIN + name for name in ("f", "v", "is", "t", "si"))
_ONCE = frozenset({FORMULA, VALUE, INLINE, _TEXT})
COUNT = re.compile(r"[0-9]{1,9}")
_ITEM_BEGINS, _DEPTH_OF_TEXT = b"<si>", 3


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
    cells: int = 250_000
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


class Scanner:
    """One pass over one part that nothing is taken from: well-formed, UTF-8, no document type, no deep nesting."""

    most = ELEMENTS

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
                self._take(chunk)
            self._take_rest()
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

    def _take(self, chunk: bytes) -> None:
        """The next bytes of the part; a subclass may keep some of them from expat."""
        self._feed(chunk)

    def _take_rest(self) -> None:
        """There are no more bytes."""

    @property
    def _is_between(self) -> bool:
        """Whether expat has read all that it was given: it stands in no tag, comment or anything else that goes on."""
        return self.parser.CurrentByteIndex == self.fed

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
        if self.elements > self.most:
            raise self.fault("unpacked")
        self.opened(name, attributes)

    def _closed(self, name: str) -> None:
        self.closed(name)
        self.path.pop()


class TextScanner(Scanner):
    """A part with cells or strings: inside them only what the grammar of the format allows, in one reading."""

    most = 3 * ELEMENTS
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
    _held, _is_unprefixed = b"", False

    def __init__(self, limits: Limits, place: str) -> None:
        super().__init__(limits, place)
        self.parser.StartNamespaceDeclHandler = self._bound

    def _bound(self, prefix: str | None, uri: str) -> None:
        if prefix is None and not self.path:
            self._is_unprefixed = f"{uri} " == MAIN

    def _take(self, chunk: bytes) -> None:
        """Count runs of plain strings, give the rest to expat; a string that goes on in the next bytes waits for them."""
        data, at = self._held + chunk, 0
        last = data.rfind(_ITEM_BEGINS)
        whole = last if last > 0 else len(data) * (len(data) > HELD)
        data, self._held = data[:whole], data[whole:]
        while (run := plain_strings(data, at, self.limits.text_length)) is not None:
            begin, end, strings = run
            self._feed(data[at:begin])
            if not self._are_counted(strings):
                self._feed(data[begin:end])
            at = end
        self._feed(data[at:])

    def _take_rest(self) -> None:
        self._feed(self._held)

    def _are_counted(self, strings: int) -> bool:
        is_here = self.path == [MAIN + "sst"] and self._is_unprefixed and self._is_between
        is_room = self.count + strings <= self.limits.shared_strings and self.elements + 2 * strings <= self.most
        if not is_here or not is_room or self.limits.nesting < _DEPTH_OF_TEXT:
            return False
        self.count += strings
        self.elements += 2 * strings
        return True

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
        if not COUNT.fullmatch(declared) or int(declared) > self.limits.shared_strings:
            raise self.fault("strings")
