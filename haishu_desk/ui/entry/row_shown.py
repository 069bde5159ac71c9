"""What one row of the sheet shows: its looks, and what is marked in it."""

from __future__ import annotations

from collections.abc import Callable
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from haishu_desk.ui.entry.looks import Look

if TYPE_CHECKING:
    from haishu_desk.ui.entry.sheet_view import SheetView


class RowShown(NamedTuple):
    """A row to be painted.

    `current` is its current cell, -1 if that is in another row; `is_edited`: an editor is open in that cell. `chosen` and
    `found` are the columns that are selected and found in. `is_over_cells`: the row below it is no heading.
    """

    looks: tuple[Look, ...]
    current: int = -1
    is_edited: bool = False
    chosen: tuple[int, ...] = ()
    found: tuple[int, ...] = ()
    is_over_cells: bool = False


def rows_shown(view: SheetView) -> Callable[[int], RowShown]:
    """Tells of every row what it shows now; good for one painting, as it asks for selection and current cell once."""
    current, cells, found = view.currentIndex(), view.cells, view.found
    selection = view.selectionModel().selection()
    here = (current.row(), current.column(), view.indexWidget(current) is not None)
    parts = map(selection.at, range(selection.size()))
    chosen = [(part.top(), part.bottom(), part.left(), part.right() + 1) for part in parts]

    def shown(row: int) -> RowShown:
        looks = tuple(cells.looks(row))
        current, is_edited = here[1:] if here[0] == row else (-1, False)
        columns = [range(left, right) for top, bottom, left, right in chosen if top <= row <= bottom]
        hits = tuple(column for column in range(len(looks)) if (row, column) in found) if found else ()
        below = row + 1
        while below < len(cells.lines) and view.isRowHidden(below):
            below += 1
        is_over_cells = below < len(cells.lines) and cells.lines[below].item is not None
        return RowShown(looks, current, is_edited, tuple(chain(*columns)), hits, is_over_cells)

    return shown
