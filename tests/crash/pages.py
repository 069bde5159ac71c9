"""What stands at a byte of an SQLite file: enough of its format to name the place of a flipped bit that changes nothing."""

from __future__ import annotations

import sqlite3
from pathlib import Path

_HEADER, _LARGEST = 100, 65536
_LEAF_TABLE, _LEAF_INDEX, _INNER_TABLE, _INNER_INDEX = 13, 10, 5, 2


class Pages:
    """The places of a file as it was."""

    def __init__(self, path: Path) -> None:
        self._data = path.read_bytes()
        raw = sqlite3.connect(path)
        self._size = raw.execute("PRAGMA page_size").fetchone()[0]
        roots = raw.execute("SELECT rootpage FROM sqlite_master WHERE tbl_name LIKE '\\_%' ESCAPE '\\'").fetchall()
        raw.close()
        self._of_migrations = {root for (root,) in roots}

    def what(self, place: int) -> str:
        """The name of that place."""
        if place < _HEADER:
            return "header of the file"
        number, offset = place // self._size + 1, place % self._size
        if number in self._of_migrations:
            return "which migrations were done"
        page, start = self._data[(number - 1) * self._size : number * self._size], _HEADER if number == 1 else 0
        kind = page[start]
        if kind not in (_LEAF_TABLE, _LEAF_INDEX, _INNER_TABLE, _INNER_INDEX):
            return "behind the end of a long row, or a free page"
        cells = int.from_bytes(page[start + 3 : start + 5], "big")
        begin = int.from_bytes(page[start + 5 : start + 7], "big") or _LARGEST
        head = 8 if kind in (_LEAF_TABLE, _LEAF_INDEX) else 12
        is_gap = start + head + 2 * cells <= offset < begin
        return "between the list of rows and the rows" if is_gap else "a freed place among the rows"
