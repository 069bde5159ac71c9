"""The container of an old Office file (.xls, encrypted .xlsx): which streams it has, and the bytes of one of them.

After [MS-CFB]: a header of 512 bytes, sectors that are chained by a table, and a directory. Chains are followed for as
many sectors as the file can have, so a chain that runs in a circle ends.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

from haishu_desk.bundle.part_scan import FaultError

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HEADER = struct.Struct("<8s16s5H6x6I3I109I")  # to the first 109 entries of the table of tables
_LAST, _ENTRY, _MINI = 0xFFFFFFFA, 128, 64  # a number of a sector is below _LAST
_SIZES = (9, 12)


class Container:
    """The streams of one file by lower-case name; FaultError for a file that contradicts itself."""

    def __init__(self, data: bytes) -> None:
        if len(data) < 512 or not data.startswith(MAGIC):  # noqa: PLR2004 - the header
            raise FaultError("archive")
        fields = _HEADER.unpack_from(data)
        shift, self._cutoff = fields[5], fields[11]
        if shift not in _SIZES:
            raise FaultError("damaged")
        self._data, self._size = data, 1 << shift
        self._count = len(data) // self._size
        self._table = self._numbers(self._tables(fields[14], fields[16:]))
        self._streams = dict(self._directory(fields[9]))
        self._mini_table = self._numbers(self._chain(fields[12], self._table, self._count))
        root = self._streams.get("root entry", (0, 0))
        self._mini = b"".join(map(self._sector, self._chain(root[0], self._table, self._count)))

    def __contains__(self, name: str) -> bool:
        """Whether there is a stream or a folder of that name."""
        return name in self._streams

    def read(self, name: str) -> bytes:
        """The bytes of a stream; FaultError if they are not all there."""
        first, size = self._streams[name]
        if size < self._cutoff:
            pieces = [
                self._mini[place * _MINI : (place + 1) * _MINI]
                for place in self._chain(first, self._mini_table, len(self._mini) // _MINI)
            ]
        else:
            pieces = list(map(self._sector, self._chain(first, self._table, self._count)))
        whole = b"".join(pieces)
        if len(whole) < size:
            raise FaultError("archive")
        return whole[:size]

    def _sector(self, number: int) -> bytes:
        start = (number + 1) * self._size
        return self._data[start : start + self._size]

    def _numbers(self, sectors: Iterator[int]) -> list[int]:
        whole = b"".join(map(self._sector, sectors))
        return list(struct.unpack_from(f"<{len(whole) // 4}I", whole))

    def _tables(self, first: int, listed: tuple[int, ...]) -> Iterator[int]:
        """The sectors of the table: the first 109 stand in the header, the others in a chain of their own."""
        yield from (number for number in listed if number < self._count)
        for _ in range(self._count):
            if first >= self._count:
                return
            sector = self._sector(first)
            if len(sector) < self._size:
                raise FaultError("archive")
            *numbers, first = struct.unpack(f"<{self._size // 4}I", sector)
            yield from (number for number in numbers if number < self._count)

    def _chain(self, first: int, table: list[int], bound: int) -> Iterator[int]:
        number = first
        for _ in range(bound + 1):
            if number >= _LAST:
                return
            if number >= bound or number >= len(table):
                raise FaultError("archive")
            yield number
            number = table[number]
        raise FaultError("damaged")

    def _directory(self, first: int) -> Iterator[tuple[str, tuple[int, int]]]:
        whole = b"".join(map(self._sector, self._chain(first, self._table, self._count)))
        for start in range(0, len(whole) - _ENTRY + 1, _ENTRY):
            entry = whole[start : start + _ENTRY]
            (length,) = struct.unpack_from("<H", entry, 64)
            if entry[66] and 2 <= length <= 64:  # noqa: PLR2004 - a name of up to 31 signs
                name = entry[: length - 2].decode("utf-16-le", "replace")
                begin, size = struct.unpack_from("<II", entry, 116)
                yield name.lower(), (begin, size)
