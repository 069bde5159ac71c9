"""Blocks as spreadsheets put them on the clipboard: tabs between cells, lines between rows, quotes around line breaks."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

_SPECIAL = ('"', "\t", "\n")


def block_of(text: str) -> list[list[str]]:
    """The rows of a pasted block; a block without any cell is empty."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n").removesuffix("\n")
    if not plain:
        return []
    return list(csv.reader(io.StringIO(plain), delimiter="\t")) or []


def text_of(rows: Iterable[Sequence[str]]) -> str:
    """The block as text that Excel and WPS paste into cells."""
    return "\n".join("\t".join(_quoted(cell) for cell in row) for row in rows)


def _quoted(cell: str) -> str:
    return '"{}"'.format(cell.replace('"', '""')) if any(sign in cell for sign in _SPECIAL) else cell
