"""Writing a protected, validated workbook beside the bare writer, and beside zlib alone.

Ours is `pack`: it lays the pages out, sets widths, heights, locks, drop-downs, lengths, colours by rule and the print, packs the
payload, and XlsxWriter writes. The bare writer is XlsxWriter asked for the very same things, call by call, by somebody who
knows them already (`bench.replay`); both files must hold the same parts to the byte. zlib at level 6 over the
parts, told beside it, is the limit of anybody who writes them.
"""

from __future__ import annotations

import io
import time
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from typing import Any

from haishu_desk.bench.pairs import Measured, in_turn, timed
from haishu_desk.bench.reading import growth
from haishu_desk.bench.replay import asked_again, written_down
from haishu_desk.bundle import text_workbook
from haishu_desk.bundle.book import Asked, Book
from haishu_desk.bundle.layout import columns_of
from haishu_desk.bundle.manifest import DOWN, Envelope, Payload, PrintedReturn
from haishu_desk.bundle.pack import pack
from haishu_desk.bundle.sign import ALGORITHM, new_private_key, public_key, sign
from haishu_desk.domain.cells import ReturnKey

BARE = "XlsxWriter, asked for the same"
_CLOCK = time.process_time  # nothing here waits for anything
_FORM, _UNIT, _PERIOD = "indicators", "330203105", "2025"
_WORDS = {
    "name": "有效发明专利拥有量",
    "unit": "件",
    "target": "12000",
    "value": "11868.5",
    "vintage": "快报",
    "note": "按年报口径核实",
}


def writing(pairs: int, sizes: Sequence[int]) -> Iterator[Measured]:
    """G3 at each number of cells, with the growth of ours and the limit."""
    points: list[tuple[int, float]] = []
    for cells in sizes:
        given = return_of(cells)
        parts, calls = refuse_unequal(given)
        ours = timed(partial(pack, *given), _CLOCK)
        measured = in_turn(
            f"G3 write, {cells:,} cells", 1.15, BARE, ours=ours, theirs=timed(partial(asked_again, calls), _CLOCK),
            pairs=pairs,
        )  # fmt: skip
        points.append((cells, min(measured.ours)))
        limit = min(timed(partial(deflated, parts), _CLOCK)() for _ in range(pairs))
        yield replace(measured, detail="；".join(filter(None, (growth(points), f"zlib {limit * 1000:.1f} ms"))))


def return_of(cells: int) -> tuple[Book, Payload, Envelope]:
    """A return of that many cells, each line filled in, as `pack` takes it."""
    columns = columns_of(_FORM)
    items = [f"145-{number:05d}" for number in range(max(1, cells // len(columns)))]
    said = {(item, column.name): _WORDS.get(column.name, item) for item in items for column in columns}
    printed = PrintedReturn(ReturnKey(_FORM, _UNIT, _PERIOD), said, None, "填报中")
    private = new_private_key()
    payload = Payload(
        DOWN, "任务包", "330203", "李区", _UNIT, _PERIOD, "2026-01-05T09:00:00.000+08:00", (printed,),
        public_key=public_key(private),
    )  # fmt: skip
    data = payload.to_bytes()
    envelope = Envelope(data, ALGORITHM, public_key(private), sign(private, data))
    asked = {item: Asked("计量单位：件", is_number=True, may_be_negative=False) for item in items}
    return Book("2025年规划实施监测任务包", "鄞江镇", "2025年", (), (), "", asked=asked), payload, envelope


def refuse_unequal(given: tuple[Book, Payload, Envelope]) -> tuple[list[bytes], Any]:
    """The parts, and what was asked of the writer; ValueError unless the bare writer makes the same."""

    def draw(made: Any) -> bytes:
        with _in_place_of_ours(made):
            return pack(*given)

    ours, calls = written_down(draw)
    if not _parts(ours) == _parts(asked_again(calls)) == _parts(pack(*given)):
        raise ValueError("the two sides do not write the same workbook")
    return list(_parts(ours).values()), calls


def deflated(parts: Sequence[bytes]) -> None:
    """The parts packed, and nothing else."""
    for part in parts:
        zlib.compress(part, 6)


@contextmanager
def _in_place_of_ours(made: Any) -> Iterator[None]:
    before = text_workbook.TextWorkbook
    vars(text_workbook)["TextWorkbook"] = made
    try:
        yield
    finally:
        vars(text_workbook)["TextWorkbook"] = before


def _parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}
