"""A received workbook is hostile until it has passed here: read part by part as a stream, with the standard library only.

Every bound and every refusal is a row of the fault table (faults.md rows 17 to 31, codes of section 4.12). Nothing is
unpacked to disk, sizes are counted as they come out of the stream and never taken from the file, and where Python's
`zipfile` and another reader could see different parts (a comment, a prefix, zip64) the file is refused.
"""

from __future__ import annotations

import io
import re
import stat
import struct
import zipfile
import zlib
from collections import deque
from collections.abc import Iterator
from copy import copy
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TypeVar

from haishu_desk.bundle.refusals import SENTENCES, RefusedWorkbookError, refused
from haishu_desk.bundle.sheet_looks import SheetLooks, Styles
from haishu_desk.bundle.sheet_scan import (
    MAIN,
    RELATION_ID,
    FaultError,
    Limits,
    Scanner,
    SharedStrings,
    local,
    shown,
)

__all__ = [
    "SENTENCES",
    "Inspection",
    "Limits",
    "RefusedWorkbookError",
    "SheetMarks",
    "file_bytes",
    "guard",
    "inspect",
    "refused",
]

_WORKBOOK, _STRINGS, _PROPERTIES = "xl/workbook.xml", "xl/sharedstrings.xml", "docprops/custom.xml"
_STYLES = "xl/styles.xml"
_TYPES, _ROOT_RELATIONS, _RELATIONS = "[content_types].xml", "_rels/.rels", "xl/_rels/workbook.xml.rels"
_OFFICE = "officeDocument"
_WORKBOOK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
_MACRO_PARTS = re.compile(r"vbaproject|(^|/)(macrosheets|dialogsheets)/")
_LINK_PARTS = re.compile(r"(^|/)(externallinks|embeddings|activex|querytables|model)/|(^|/)connections\.xml$")
_MACRO_KINDS = frozenset({"vbaProject", "xlMacrosheet", "xlIntlMacrosheet", "dialogsheet", "wordVbaData"})
_LINK_KINDS = frozenset({"externalLink", "externalLinkPath", "oleObject", "package", "control", "connections"})
_ODD_NAME = re.compile(r"[\\:*?\"<>|&]|^/|//|(^|/)\.\.?(/|$)")
_BROKEN = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, NotImplementedError, RuntimeError, ValueError)
_CHUNK = 1 << 16
_END_RECORD = struct.Struct("<4s4H2LH")


@dataclass(frozen=True)
class SheetMarks:
    """What a reader of values cannot see.

    A1 addresses of cells whose value must not be taken as typed, and of numbers that are shown as a percentage; the
    merged ranges (`A1:C1`); hidden columns and rows, counted from 1.
    """

    name: str
    formulas: tuple[str, ...] = ()
    errors: tuple[str, ...] = ()
    duplicates: tuple[str, ...] = ()
    merged: tuple[str, ...] = ()
    hidden_columns: tuple[int, ...] = ()
    hidden_rows: tuple[int, ...] = ()
    percents: tuple[str, ...] = ()


@dataclass(frozen=True)
class Inspection:
    """All that the guard learns of a workbook that passed: marks by sheet, in order, and its custom properties."""

    sheets: tuple[SheetMarks, ...]
    properties: dict[str, str] = field(default_factory=dict)


def guard(path: Path, limits: Limits = Limits()) -> tuple[SheetMarks, ...]:  # noqa: B008 - frozen, so it may be shared
    """Marks of every sheet in order; `RefusedWorkbookError` for whatever is not a clean .xlsx, `OSError` if unreadable."""
    return inspect(path, limits).sheets


def inspect(path: Path, limits: Limits = Limits()) -> Inspection:  # noqa: B008 - the same
    """Marks and custom properties of a clean .xlsx; raises as `guard` does."""
    try:
        data = file_bytes(path, limits)
        _check_ends(data, limits)
        return _Package(data, limits).inspection()
    except FaultError as fault:
        raise refused(fault.reason, fault.place) from fault


def file_bytes(path: Path, limits: Limits) -> bytes:
    """The bytes of a file; FaultError for what is none, and for one that is too big."""
    status = path.stat()
    if not stat.S_ISREG(status.st_mode) and not stat.S_ISDIR(status.st_mode):
        raise FaultError("not_xlsx")  # a pipe or a device has no end
    with path.open("rb") as stream:
        data = stream.read(limits.file_bytes + 1)
    if len(data) > limits.file_bytes:
        raise FaultError("file_size")
    return data


def _check_ends(data: bytes, limits: Limits) -> None:
    """Head and tail of the file, before `zipfile` builds anything from it."""
    if data.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        raise FaultError("old_format")
    if not data.strip(b"\0"):
        raise FaultError("archive")  # a copy that was cut off early
    if not data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        raise FaultError("not_xlsx")
    if data.count(b"PK\x01\x02") > limits.parts:
        raise FaultError("parts")
    if len(data) < _END_RECORD.size or data[-42:-38] == b"PK\x06\x07":
        raise FaultError("archive")
    mark, disk, first_disk, here, count, size, offset, comment = _END_RECORD.unpack(data[-_END_RECORD.size :])
    whole = offset + size + _END_RECORD.size == len(data)
    if mark != b"PK\x05\x06" or disk or first_disk or comment or here != count or not whole:
        raise FaultError("archive")


class _ContentTypes(Scanner):
    """`[Content_Types].xml`: the declared type of each part, by lower-case name."""

    def __init__(self, limits: Limits, place: str) -> None:
        super().__init__(limits, place)
        self.types: dict[str, str] = {}

    def opened(self, name: str, attributes: dict[str, str]) -> None:
        """Refuse macros by type, whatever the parts are called, and a second table of strings."""
        kind = attributes.get("ContentType", "")
        if "macroenabled" in kind.lower() or "vbaproject" in kind.lower():
            raise self.fault("macros")
        if local(name) != "Override":
            return
        part = attributes.get("PartName", "").lower().removeprefix("/")
        if part in self.types or (kind.endswith("sharedStrings+xml") and part != _STRINGS):
            raise self.fault("damaged")
        self.types[part] = kind


@dataclass(frozen=True)
class _Relation:
    kind: str
    target: str

    def part(self) -> str:
        """The lower-case name of the part, as calamine finds it."""
        target = self.target.lower()
        return target[1:] if target.startswith("/") else f"xl/{target}"


class _Relations(Scanner):
    """A part that says where the others are; from here nothing may lead outside but a hyperlink."""

    def __init__(self, limits: Limits, place: str) -> None:
        super().__init__(limits, place)
        self.found: dict[str, _Relation] = {}

    def opened(self, name: str, attributes: dict[str, str]) -> None:
        """Take a relation, refuse a dangerous one and one that occurs twice."""
        if local(name) != "Relationship":
            return
        key, kind = attributes.get("Id", ""), attributes.get("Type", "").rpartition("/")[2]
        if kind in _MACRO_KINDS:
            raise self.fault("macros")
        outside = attributes.get("TargetMode", "Internal") != "Internal"
        if kind in _LINK_KINDS or (outside and kind != "hyperlink"):
            raise self.fault("linked")
        if not key or key in self.found:
            raise self.fault("damaged")
        self.found[key] = _Relation(kind, attributes.get("Target", ""))


class _WorkbookPart(Scanner):
    """`xl/workbook.xml`: the names of the sheets and the keys of their parts, in order."""

    def __init__(self, limits: Limits, place: str) -> None:
        super().__init__(limits, place)
        self.sheets: dict[str, str] = {}

    def opened(self, name: str, attributes: dict[str, str]) -> None:
        """Take the sheets where they belong; a sheet in any other place is a trap for one of the readers."""
        if len(self.path) == 1 and name != f"{MAIN}workbook":
            raise self.fault("not_xlsx")  # the strict dialect, or something else
        if local(name) != "sheet":
            return
        keys = [key for key in attributes if local(key) == "id"]
        if self.path != [MAIN + part for part in ("workbook", "sheets", "sheet")] or keys != [RELATION_ID]:
            raise self.fault("damaged")
        title = attributes.get("name", "")
        if not title or title.lower() in {known.lower() for known in self.sheets}:
            raise self.fault("damaged")
        self.sheets[title] = attributes[RELATION_ID]
        if len(self.sheets) > self.limits.sheets:
            raise self.fault("sheets")


class _Properties(Scanner):
    """`docProps/custom.xml`: the custom properties of the document, as text."""

    def __init__(self, limits: Limits, place: str) -> None:
        super().__init__(limits, place)
        self.values: dict[str, str] = {}
        self.name: str | None = None
        self.parser.CharacterDataHandler = self._heard

    def opened(self, name: str, attributes: dict[str, str]) -> None:
        """A property begins."""
        if local(name) != "property":
            return
        self.name = attributes.get("name", "")
        if self.name in self.values:
            raise self.fault("damaged")
        self.values[self.name] = ""

    def closed(self, name: str) -> None:
        """A property ends."""
        if local(name) == "property":
            self.name = None

    def _heard(self, text: str) -> None:
        if self.name is None or local(self.path[-1]) == "property":  # only spaces stand around the value
            return
        self.values[self.name] += text
        if len(self.values[self.name]) > self.limits.text_length:
            raise self.fault("text")


_S = TypeVar("_S", bound=Scanner)


class _Package:
    """The parts of the file by lower-case name, each to be streamed once within one budget of bytes."""

    def __init__(self, data: bytes, limits: Limits) -> None:
        self.limits = limits
        self.left = limits.unpacked_bytes
        try:
            self.archive = zipfile.ZipFile(io.BytesIO(data))
        except _BROKEN as error:
            raise FaultError("archive") from error
        (count,) = struct.unpack_from("<H", data, len(data) - 12)
        if len(self.archive.infolist()) != count:
            raise FaultError("archive")  # other readers go by the number
        self.unread = self._parts()
        if sum(info.file_size for info in self.unread.values()) > self.left:
            raise FaultError("unpacked")

    def inspection(self) -> Inspection:
        """Read every part once; what was found."""
        if _TYPES not in self.unread or _WORKBOOK not in self.unread:
            raise FaultError("not_xlsx")
        if self._scan(_TYPES, _ContentTypes).types.get(_WORKBOOK) != _WORKBOOK_TYPE:
            raise FaultError("not_xlsx")
        root = [found for found in self._scan(_ROOT_RELATIONS, _Relations).found.values() if found.kind == _OFFICE]
        if [found.target.lower().removeprefix("/") for found in root] != [_WORKBOOK]:
            raise FaultError("damaged")
        relations = self._scan(_RELATIONS, _Relations).found
        entries = self._scan(_WORKBOOK, _WorkbookPart).sheets
        percents = self._scan(_STYLES, Styles).percents if _STYLES in self.unread else frozenset()
        marks = tuple(self._sheets(entries, relations, self._strings(relations), percents))
        properties = self._scan(_PROPERTIES, _Properties).values if _PROPERTIES in self.unread else {}
        for name in tuple(self.unread):
            self._rest(name)
        return Inspection(marks, properties)

    def _parts(self) -> dict[str, zipfile.ZipInfo]:
        parts: dict[str, zipfile.ZipInfo] = {}
        for info in self.archive.infolist():
            name = info.orig_filename.lower()
            reason = "same_part" if name in parts else _fault_of_entry(info, name)
            if reason:
                raise FaultError(reason, _inside(info.orig_filename))
            parts[name] = info
        return parts

    def _chunks(self, name: str) -> Iterator[bytes]:
        if name not in self.unread:
            raise FaultError("damaged", _inside(name))
        info = copy(self.unread.pop(name))
        declared, seen = info.file_size, 0
        info.file_size += 1  # else zipfile stops at the declared size, other readers do not
        try:
            with self.archive.open(info) as stream:
                while chunk := stream.read(_CHUNK):
                    seen += len(chunk)
                    self.left -= len(chunk)
                    if self.left < 0:
                        raise FaultError("unpacked", _inside(name))
                    yield chunk
        except _BROKEN as error:
            raise FaultError("archive", _inside(name)) from error
        if seen != declared:
            raise FaultError("archive", _inside(name))

    def _scan(self, name: str, kind: type[_S]) -> _S:
        return kind(self.limits, _inside(name)).scan(self._chunks(name))

    def _strings(self, relations: dict[str, _Relation]) -> int:
        named = [found.part() for found in relations.values() if found.kind == "sharedStrings"]
        if named != [_STRINGS] * (_STRINGS in self.unread):
            raise FaultError("damaged", _inside(_STRINGS))  # calamine goes by the name, Excel by the relation
        return self._scan(_STRINGS, SharedStrings).count if named else 0

    def _sheets(
        self, entries: dict[str, str], relations: dict[str, _Relation], strings: int, percents: frozenset[str]
    ) -> Iterator[SheetMarks]:
        cells = self.limits.cells
        for name, key in entries.items():
            found = relations.get(key)
            if found is None or found.kind not in {"worksheet", "chartsheet"}:
                raise FaultError("damaged", f"工作表“{shown(name)}”")
            if found.kind == "chartsheet":
                self._scan(found.part(), Scanner)
                yield SheetMarks(name)
                continue
            sheet = SheetLooks(replace(self.limits, cells=cells), name, strings, percents)
            sheet.scan(self._chunks(found.part()))
            cells -= sheet.cells
            yield SheetMarks(
                name,
                tuple(sheet.formulas),
                tuple(sheet.errors),
                tuple(sheet.duplicates),
                tuple(sheet.merged),
                tuple(sheet.hidden_columns),
                tuple(sheet.hidden_rows),
                tuple(sheet.shown_as_percent),
            )

    def _rest(self, name: str) -> None:
        if name.endswith(".rels"):
            self._scan(name, _Relations)
        elif name.endswith(".xml"):
            self._scan(name, Scanner)
        else:
            deque(self._chunks(name), maxlen=0)  # pictures, printer settings: only counted


def _inside(name: str) -> str:
    return f"内部文件 {shown(name)}"


def _fault_of_entry(info: zipfile.ZipInfo, name: str) -> str | None:
    if _ODD_NAME.search(name) or not name.isprintable() or _renamed(info.extra):
        return "part_name"
    if info.flag_bits & 0x2041:  # encrypted, strongly encrypted, masked headers
        return "locked_part"
    if info.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
        return "archive"
    if _MACRO_PARTS.search(name):
        return "macros"
    return "linked" if _LINK_PARTS.search(name) else None


def _renamed(extra: bytes) -> bool:
    """Whether an extra field gives the entry a second name, which Python ignores and calamine follows."""
    while len(extra) >= 4:  # noqa: PLR2004 - kind and size of a field
        kind, size = struct.unpack_from("<HH", extra)
        if kind == 0x7075:  # noqa: PLR2004 - Info-ZIP's Unicode path
            return True
        extra = extra[4 + size :]
    return False
