"""What an old workbook (.xls, Excel 97 to 2003; many a .et) says beside its values: formulas, errors, merged, hidden.

Only the records that speak of these are read ([MS-XLS]); python-calamine reads the values. Encrypted, macro-bearing and
older files are refused with the sentences that .xlsx files get.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from haishu_desk.bundle.number_formats import is_percent
from haishu_desk.bundle.old_container import Container
from haishu_desk.bundle.part_scan import FaultError, Limits

_BOF, _EOF, _FILEPASS, _BOUNDSHEET, _FORMAT, _XF = 0x809, 0x0A, 0x2F, 0x85, 0x41E, 0xE0
_FORMULA, _ARRAY, _NUMBER, _RK, _MULRK, _BOOLERR = 0x06, 0x221, 0x203, 0x27E, 0xBD, 0x205
_MERGED, _COLINFO, _ROW, _SUPBOOK = 0xE5, 0x7D, 0x208, 0x1AE
_BIFF8 = 0x0600
_PERCENTS = frozenset({9, 10})
_OWN_BOOK = 0x0401
_WORKSHEET = 0
_MACROS = ("_vba_project_cur", "_vba_project")
Cell = tuple[int, int]
Record = tuple[int, bytes]


@dataclass
class OldSheet:
    """One sheet; positions count from 0, `merged` are top, left, bottom, right."""

    name: str
    formulas: dict[Cell, None] = field(default_factory=dict)
    errors: dict[Cell, None] = field(default_factory=dict)
    percents: dict[Cell, None] = field(default_factory=dict)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    hidden_columns: set[int] = field(default_factory=set)
    hidden_rows: set[int] = field(default_factory=set)


def old_sheets(data: bytes, limits: Limits) -> list[OldSheet]:
    """All worksheets in their order; FaultError for what is no clean workbook of Excel 97 to 2003."""
    try:
        return _read(data, limits)
    except (struct.error, IndexError) as error:  # a record that is shorter than its kind
        raise FaultError("damaged") from error


def _read(data: bytes, limits: Limits) -> list[OldSheet]:
    container = Container(data)
    if "encryptedpackage" in container:
        raise FaultError("old_format")
    if any(name in container for name in _MACROS):
        raise FaultError("macros")
    if "workbook" not in container:
        raise FaultError("too_old" if "book" in container else "not_xlsx")
    return _Reader(container.read("workbook"), limits).sheets()


class _Reader:
    """One pass over the records of the stream."""

    def __init__(self, stream: bytes, limits: Limits) -> None:
        self._stream, self._limits = stream, limits
        self._codes: set[int] = set(_PERCENTS)
        self._formats: list[int] = []
        self._left = limits.cells
        self._takes: dict[int, Callable[[OldSheet, bytes], None]] = {
            _FORMULA: _formula,
            _ARRAY: _array,
            _BOOLERR: _error,
            _MERGED: _merged,
            _COLINFO: self._column,
            _ROW: _row,
            _NUMBER: self._number,
            _RK: self._number,
            _MULRK: self._numbers,
        }

    def sheets(self) -> list[OldSheet]:
        """The marks of each sheet."""
        starts: list[tuple[int, str, int]] = []
        for kind, body in self._records(0):
            if kind == _FILEPASS:
                raise FaultError("old_format")
            if kind == _SUPBOOK and _names_other_book(body):
                raise FaultError("linked")
            if kind == _FORMAT:
                self._format(body)
            elif kind == _XF:
                self._formats.append(struct.unpack_from("<H", body, 2)[0])
            elif kind == _BOUNDSHEET:
                (offset,) = struct.unpack_from("<I", body)
                starts.append((offset, _short_text(body[6:]), body[5]))
        if not starts or len(starts) > self._limits.sheets:
            raise FaultError("sheets" if starts else "damaged")
        return [self._sheet(OldSheet(name), offset, kind) for offset, name, kind in starts]

    def _records(self, start: int) -> Iterator[Record]:
        """The records of one part of the stream, from its BOF to its EOF; charts inside a sheet are passed over."""
        depth = 0
        while start + 4 <= len(self._stream):
            kind, length = struct.unpack_from("<HH", self._stream, start)
            body = self._stream[start + 4 : start + 4 + length]
            if len(body) < length:
                raise FaultError("archive")
            start += 4 + length
            if kind == _BOF:
                depth += 1
                if length < 2 or struct.unpack_from("<H", body)[0] != _BIFF8:  # noqa: PLR2004 - the version
                    raise FaultError("too_old")
            elif kind == _EOF:
                depth -= 1
                if depth <= 0:
                    return
            elif depth == 1:
                yield kind, body
            elif depth == 0:
                raise FaultError("damaged")
        raise FaultError("archive")

    def _sheet(self, sheet: OldSheet, offset: int, kind: int) -> OldSheet:
        if kind != _WORKSHEET:
            return sheet
        for record, body in self._records(offset):
            take = self._takes.get(record)
            if take is not None:
                take(sheet, body)
                self._left -= 1
                if self._left < 0:
                    raise FaultError("cells")
        return sheet

    def _format(self, body: bytes) -> None:
        (number,) = struct.unpack_from("<H", body)
        if is_percent(_long_text(body[2:])):
            self._codes.add(number)

    def _column(self, sheet: OldSheet, body: bytes) -> None:
        first, last, _, _, options = struct.unpack_from("<5H", body)
        if options & 1:
            sheet.hidden_columns |= set(range(first, min(last, self._limits.columns) + 1))

    def _number(self, sheet: OldSheet, body: bytes) -> None:
        row, column, look = struct.unpack_from("<3H", body)
        self._look(sheet, (row, column), look)

    def _numbers(self, sheet: OldSheet, body: bytes) -> None:
        row, column = struct.unpack_from("<2H", body)
        for place in range((len(body) - 6) // 6):
            self._look(sheet, (row, column + place), struct.unpack_from("<H", body, 4 + 6 * place)[0])

    def _look(self, sheet: OldSheet, cell: Cell, look: int) -> None:
        if look < len(self._formats) and self._formats[look] in self._codes:
            sheet.percents[cell] = None


def _formula(sheet: OldSheet, body: bytes) -> None:
    sheet.formulas[struct.unpack_from("<2H", body)] = None


def _array(sheet: OldSheet, body: bytes) -> None:
    top, bottom = struct.unpack_from("<2H", body)
    left, right = body[4], body[5]
    if (bottom - top + 1) * (right - left + 1) > 10_000:  # noqa: PLR2004 - no table has a formula over so many
        raise FaultError("cells")
    sheet.formulas |= {(row, column): None for row in range(top, bottom + 1) for column in range(left, right + 1)}


def _error(sheet: OldSheet, body: bytes) -> None:
    row, column, _, _, is_error = struct.unpack_from("<3H2B", body)
    if is_error:
        sheet.errors[row, column] = None


def _merged(sheet: OldSheet, body: bytes) -> None:
    (count,) = struct.unpack_from("<H", body)
    for place in range(count):
        top, bottom, left, right = struct.unpack_from("<4H", body, 2 + 8 * place)
        sheet.merged.append((top, left, bottom, right))


def _row(sheet: OldSheet, body: bytes) -> None:
    (row,) = struct.unpack_from("<H", body)
    (options,) = struct.unpack_from("<H", body, 12)
    if options & 0x20:
        sheet.hidden_rows.add(row)


def _names_other_book(body: bytes) -> bool:
    """Whether a link leads to another file: neither this book itself nor the functions of an add-in."""
    return len(body) > 4 or body[2:4] != struct.pack("<H", _OWN_BOOK)  # noqa: PLR2004 - both are four bytes long


def _short_text(body: bytes) -> str:
    return _text(body[1:], body[0]) if body else ""


def _long_text(body: bytes) -> str:
    return _text(body[2:], struct.unpack_from("<H", body)[0])


def _text(body: bytes, length: int) -> str:
    if body[:1] and body[0] & 1:
        return body[1 : 1 + 2 * length].decode("utf-16-le", "replace")
    return body[1 : 1 + length].decode("latin-1")
