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

from haishu_desk.bundle.package_scan import STRINGS, ContentTypes, Properties, Relation, Relations, WorkbookPart
from haishu_desk.bundle.part_scan import (
    FaultError,
    Limits,
    Scanner,
    SharedStrings,
    shown,
)
from haishu_desk.bundle.refusals import SENTENCES, RefusedWorkbookError, refused
from haishu_desk.bundle.sheet_looks import SheetLooks
from haishu_desk.bundle.styles import CellStyles, Styles

__all__ = [
    "SENTENCES",
    "Inspection",
    "Limits",
    "RefusedWorkbookError",
    "SheetMarks",
    "file_bytes",
    "guard",
    "inspect",
    "inspect_bytes",
    "refused",
]

_WORKBOOK, _PROPERTIES = "xl/workbook.xml", "docprops/custom.xml"
_STYLES = "xl/styles.xml"
_TYPES, _ROOT_RELATIONS, _RELATIONS = "[content_types].xml", "_rels/.rels", "xl/_rels/workbook.xml.rels"
_OFFICE = "officeDocument"
_WORKBOOK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
_MACRO_PARTS = re.compile(r"vbaproject|(^|/)(macrosheets|dialogsheets)/")
_LINK_PARTS = re.compile(r"(^|/)(externallinks|embeddings|activex|querytables|model)/|(^|/)connections\.xml$")
_ODD_NAME = re.compile(r"[\\:*?\"<>|&]|^/|//|(^|/)\.\.?(/|$)")
_BROKEN = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, NotImplementedError, RuntimeError, ValueError)
# What may not lie in a workbook under any name: an archive, an old Office file, a program, a document.
_FILES = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"MZ", b"\x7fELF", b"%PDF", b"Rar!", b"7z\xbc\xaf", b"{\\rtf")
_CHUNK = 1 << 16
_END_RECORD = struct.Struct("<4s4H2LH")


@dataclass(frozen=True)
class SheetMarks:
    """What a reader of values cannot see.

    A1 addresses of cells whose value must not be taken as typed, of numbers that are shown as a percentage, and of cells
    (`veiled`) whose format shows something else or nothing; the merged ranges (`A1:C1`); hidden columns and rows, from 1.
    """

    name: str
    formulas: tuple[str, ...] = ()
    errors: tuple[str, ...] = ()
    duplicates: tuple[str, ...] = ()
    merged: tuple[str, ...] = ()
    hidden_columns: tuple[int, ...] = ()
    hidden_rows: tuple[int, ...] = ()
    percents: tuple[str, ...] = ()
    veiled: tuple[str, ...] = ()


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
    except FaultError as fault:
        raise refused(fault.reason, fault.place) from fault
    return inspect_bytes(data, limits)


def inspect_bytes(data: bytes, limits: Limits = Limits()) -> Inspection:  # noqa: B008 - the same
    """`inspect` of what was read already: whoever reads the file anew may read another one."""
    try:
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
        # A stick that was pulled leaves blocks of zeros where the beginning was never written.
        raise FaultError("not_xlsx" if any(data[:4]) else "archive")
    if data.count(b"PK\x01\x02") > limits.parts:
        raise FaultError("parts")
    if len(data) < _END_RECORD.size or data[-42:-38] == b"PK\x06\x07":
        raise FaultError("archive")
    mark, disk, first_disk, here, count, size, offset, comment = _END_RECORD.unpack(data[-_END_RECORD.size :])
    whole = offset + size + _END_RECORD.size == len(data)
    if mark != b"PK\x05\x06" or disk or first_disk or comment or here != count or not whole:
        raise FaultError("archive")


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
        if self._scan(_TYPES, ContentTypes).types.get(_WORKBOOK) != _WORKBOOK_TYPE:
            raise FaultError("not_xlsx")
        root = [found for found in self._scan(_ROOT_RELATIONS, Relations).found.values() if found.kind == _OFFICE]
        if [found.target.lower().removeprefix("/") for found in root] != [_WORKBOOK]:
            raise FaultError("damaged")
        relations = self._scan(_RELATIONS, Relations).found
        entries = self._scan(_WORKBOOK, WorkbookPart).sheets
        styles = self._scan(_STYLES, Styles).found if _STYLES in self.unread else CellStyles()
        marks = tuple(self._sheets(entries, relations, self._strings(relations), styles))
        properties = self._scan(_PROPERTIES, Properties).values if _PROPERTIES in self.unread else {}
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

    def _strings(self, relations: dict[str, Relation]) -> int:
        named = [found.part() for found in relations.values() if found.kind == "sharedStrings"]
        if named != [STRINGS] * (STRINGS in self.unread):
            raise FaultError("damaged", _inside(STRINGS))  # calamine goes by the name, Excel by the relation
        return self._scan(STRINGS, SharedStrings).count if named else 0

    def _sheets(
        self, entries: dict[str, str], relations: dict[str, Relation], strings: int, styles: CellStyles
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
            sheet = SheetLooks(replace(self.limits, cells=cells), name, strings, styles)
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
                tuple(sheet.veiled),
            )

    def _rest(self, name: str) -> None:
        if name.endswith(".rels"):
            self._scan(name, Relations)
        elif name.endswith(".xml"):
            self._scan(name, Scanner)
        else:
            chunks = self._chunks(name)
            if next(chunks, b"").startswith(_FILES):
                raise FaultError("linked", _inside(name))
            deque(chunks, maxlen=0)  # pictures, printer settings: only counted


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
