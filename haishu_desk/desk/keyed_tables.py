"""Plain tables with a key: the rows of a CSV or a workbook by what stands in their key columns, every cell as text.

Nothing is interpreted: `01` stays `01`, a line break inside quotes stays, spaces stay. A cell that is not there is blank.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from haishu_desk.desk.tables import read_rows
from haishu_desk.domain.errors import DeskError, UsageError

Key = tuple[str, ...]


class DoubledKeyError(DeskError):
    """Two rows of one table have one key, so nobody could say which of them is meant."""

    def __init__(self, name: str, key: Key, rows: tuple[int, int]) -> None:
        first, second = rows
        super().__init__(
            f"{name} 的第 {first} 行和第 {second} 行是同一个“{' · '.join(key)}”，分不清是哪一行",
            "请删去重复的一行，或用 --key 写上更多的列名，使每一行各不相同",
            code="doubled-key",
        )


@dataclass(frozen=True)
class KeyedTable:
    """A table: the names of its columns from left to right, those of the key, and the rows by key in their order.

    A row maps every column, those of the key too, to its text.
    """

    columns: tuple[str, ...]
    key_columns: tuple[str, ...]
    rows: Mapping[Key, Mapping[str, str]]

    @property
    def fields(self) -> tuple[str, ...]:
        """The columns that are not of the key."""
        return tuple(name for name in self.columns if name not in self.key_columns)


def read_keyed(file: Path, key_columns: Sequence[str] = ()) -> KeyedTable:
    """The table of a CSV (UTF-8, with or without BOM, or GB18030) or of the first filled sheet of a workbook.

    The first row holds the names of the columns; without `key_columns` the first column is the key. Blank rows are left
    out. DoubledKeyError for two rows with one key, UsageError for a key column that there is none of, DeskError for what
    is no such table.
    """
    grid = read_rows(file)
    if not grid or not any(text.strip() for text in grid[0]):
        raise DeskError(f"{file.name} 第一行没有列名", "第一行请写列名，下面一行写一条", code="E30")
    columns = _columns(file, grid[0])
    key = tuple(key_columns) or columns[:1]
    missing = [name for name in key if name not in columns]
    if missing:
        raise UsageError(f"{file.name} 里没有“{missing[0]}”这一列", f"它的列名有：{'、'.join(columns)}")
    rows: dict[Key, Mapping[str, str]] = {}
    numbers: dict[Key, int] = {}
    for number, texts in enumerate(grid[1:], start=2):
        if not any(text.strip() for text in texts):
            continue
        row = _row(file, number, columns, texts)
        named = tuple(row[name] for name in key)
        if named in rows:
            raise DoubledKeyError(file.name, named, (numbers[named], number))
        rows[named], numbers[named] = row, number
    return KeyedTable(columns, key, rows)


def _columns(file: Path, texts: Sequence[str]) -> tuple[str, ...]:
    """The names up to the last; each once, and none left blank, since a cell below it could not be named."""
    names = [text.strip() for text in texts]
    while not names[-1]:
        names.pop()
    if "" in names:
        raise DeskError(
            f"{file.name} 的第 {names.index('') + 1} 列没有列名", "请给它写上列名，或删去这一列", code="E30"
        )
    doubled = next((name for name in names if names.count(name) > 1), None)
    if doubled is not None:
        raise DeskError(f"{file.name} 的列“{doubled}”出现了两次", "每一列只写一次", code="doubled-column")
    return tuple(names)


def _row(file: Path, number: int, columns: Sequence[str], texts: Sequence[str]) -> dict[str, str]:
    beyond = next((text for text in texts[len(columns) :] if text.strip()), None)
    if beyond is not None:
        raise DeskError(
            f"{file.name} 第 {number} 行的格比列名多（多出“{beyond}”）",
            "请给这一列写列名，或删去这一格；文字里有逗号的请给这一格加上英文引号",
            code="E30",
        )
    filled = [*texts[: len(columns)], *[""] * (len(columns) - len(texts))]
    return dict(zip(columns, filled, strict=True))
