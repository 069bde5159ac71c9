"""Finding a sheet's rows and columns by their hidden marks, wherever an office program has put them."""

from __future__ import annotations

from collections.abc import Mapping

from haishu_desk.bundle.layout import COLUMN_MARK, ROW_MARK, SHEET_MARK
from haishu_desk.bundle.read_process import Sheet, address

Places = Mapping[str, list[tuple[int, int]]]


def own_mark(sheet: Sheet) -> str:
    """The mark that says whose sheet it is; blank for a sheet that is none of a bundle's."""
    origin = _origin(sheet)
    return sheet.cells[origin].text if origin else ""


def rows_of(sheet: Sheet) -> Places:
    """Where the mark of each row stands, by item."""
    return _marks(sheet, ROW_MARK, 1)


def columns_of_sheet(sheet: Sheet) -> Places:
    """Where the mark of each column stands, by name."""
    return _marks(sheet, COLUMN_MARK, 0)


def _origin(sheet: Sheet) -> tuple[int, int] | None:
    """Where the sheet's own mark stands: the marks of columns are in its row, those of rows in its column."""
    return min((place for place, cell in sheet.cells.items() if cell.text.startswith(SHEET_MARK)), default=None)


def _marks(sheet: Sheet, mark: str, along: int) -> Places:
    origin = _origin(sheet)
    found: dict[str, list[tuple[int, int]]] = {}
    for place, cell in sheet.cells.items():
        # A note may begin with what looks like a mark; it stands elsewhere. A formula may say anything.
        if origin and place[along] == origin[along] and cell.text.startswith(mark) and not _is_reckoned(sheet, place):
            found.setdefault(cell.text.removeprefix(mark), []).append(place)
    return found


def _is_reckoned(sheet: Sheet, place: tuple[int, int]) -> bool:
    here = address(*place)
    return here in sheet.formulas or here in sheet.errors or here in sheet.duplicates
