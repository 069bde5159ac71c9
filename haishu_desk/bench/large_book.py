"""A return's workbook of any size: a sheet of words and figures as an office sends them, and a very hidden payload."""

from __future__ import annotations

import base64
import math
import random
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from haishu_desk.bundle.layout import MANIFEST_SHEET
from haishu_desk.bundle.manifest import CHUNK

SHEET, COLUMNS = "填报表", 20
_WORDS, _BYTES_A_CELL = 5_000, 12  # different texts; of payload, which no packing makes smaller


@contextmanager
def large_book(cells: int) -> Iterator[Path]:
    """The file, until the end of the block; the same cells each time: every other one a number."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "上报包.xlsx"
        _write(path, cells // COLUMNS, base64.b64encode(random.Random(1).randbytes(cells * _BYTES_A_CELL)).decode())  # noqa: S311  nothing secret
        yield path


def _write(path: Path, rows: int, payload: str) -> None:
    from haishu_desk.bundle.text_workbook import TextWorkbook  # noqa: PLC0415  heavy: only where it is measured

    with TextWorkbook(path) as book:
        sheet = book.add_worksheet(SHEET)
        form = book.add_format({"border": 1, "locked": False})
        for row in range(rows):
            for column in range(COLUMNS):
                number = row * COLUMNS + column
                if column % 2:
                    sheet.write_number(row, column, round(number * 1.25 + math.pi, 2), form)
                else:
                    sheet.write_string(row, column, f"第 {number * 7 % _WORDS} 项，前期工作已完成", form)
        hidden = book.add_worksheet(MANIFEST_SHEET)
        for row, start in enumerate(range(0, len(payload), CHUNK)):
            hidden.write_string(row, 0, f"payload-{row}")
            hidden.write_string(row, 1, payload[start : start + CHUNK])
        hidden.very_hidden()
