"""Finding a sheet's rows and columns by their hidden marks, wherever an office program has put them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping
from itertools import product

from haishu_desk.bundle.layout import COLUMN_MARK, ROW_MARK, SHEET_MARK
from haishu_desk.bundle.read_process import Sheet, address
from haishu_desk.bundle.sheet_looks import corners

Places = Mapping[str, list[tuple[int, int]]]


def own_mark(sheet: Sheet) -> str:
    """The mark that says whose sheet it is; blank for a sheet that is none of a bundle's."""
    origin = _origin(sheet)
    return sheet.marked[origin] if origin else ""


def rows_of(sheet: Sheet) -> Places:
    """Where the mark of each row stands, by item."""
    return _marks(sheet, ROW_MARK, 1)


def columns_of_sheet(sheet: Sheet) -> Places:
    """Where the mark of each column stands, by name."""
    return _marks(sheet, COLUMN_MARK, 0)


def merged_cells(sheet: Sheet, rows: Iterable[int], columns: Iterable[int]) -> set[tuple[int, int]]:
    """The cells of those rows and columns that were made one with others.

    Merged ranges share no cell; where they do, so that nobody can tell, all are.
    """
    across, down = sorted(set(columns)), sorted(set(rows))
    found: set[tuple[int, int]] = set()
    counted = 0
    for reference in sheet.merged:
        box = corners(reference)
        if box is None:
            continue
        hit = list(product(_between(down, box[0], box[2]), _between(across, box[1], box[3])))
        counted += len(hit)
        if counted > len(across) * len(down):
            return set(product(down, across))
        found |= set(hit)
    return found


def _between(numbers: list[int], first: int, last: int) -> list[int]:
    return numbers[bisect_left(numbers, first) : bisect_right(numbers, last)]


def _origin(sheet: Sheet) -> tuple[int, int] | None:
    """Where the sheet's own mark stands: the marks of columns are in its row, those of rows in its column."""
    return min((place for place, text in sheet.marked.items() if text.startswith(SHEET_MARK)), default=None)


def _marks(sheet: Sheet, mark: str, along: int) -> Places:
    origin = _origin(sheet)
    found: dict[str, list[tuple[int, int]]] = {}
    for place, text in sheet.marked.items():
        # A note may begin with what looks like a mark; it stands elsewhere. A formula may say anything.
        if origin and place[along] == origin[along] and text.startswith(mark) and not _is_reckoned(sheet, place):
            found.setdefault(text.removeprefix(mark), []).append(place)
    return found


def _is_reckoned(sheet: Sheet, place: tuple[int, int]) -> bool:
    here = address(*place)
    return here in sheet.formulas or here in sheet.errors or here in sheet.duplicates
