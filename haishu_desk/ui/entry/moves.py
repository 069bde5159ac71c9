"""Where Enter and Tab lead: over headings and hidden rows, and over cells that are not typed into."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex

if TYPE_CHECKING:
    from haishu_desk.ui.entry.sheet_view import SheetView


def row_after(view: SheetView, row: int, way: int) -> int | None:
    """The next row with an item, down (`way` 1) or up (-1); None at the end."""
    rows = range(row + way, len(view.cells.lines)) if way > 0 else range(row - 1, -1, -1)
    return next((each for each in rows if view.cells.lines[each].item and not view.isRowHidden(each)), None)


def next_field(view: SheetView, index: QModelIndex, way: int) -> tuple[int, int] | None:
    """Row and column of the next cell that is typed into, in this row or the ones after it; None at the end."""
    whole = range(len(view.cells.columns))
    row: int | None = index.row()
    columns = whole[index.column() + 1 :] if way > 0 else whole[: index.column()][::-1]
    while row is not None:
        for column in columns:
            if view.cells.is_entry(view.cells.index(row, column)):
                return row, column
        row = row_after(view, row, way)
        columns = whole if way > 0 else whole[::-1]
    return None
