"""How wide the columns and how high the rows of the sheet are: no sideways scrolling where it can be avoided."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from haishu_desk.ui.entry.brush import Brush

if TYPE_CHECKING:
    from haishu_desk.ui.entry.sheet_view import SheetView

ROW, TWO_LINES, TASK, HEADING = 30, 38, 46, 26
_NUMBER, _UNIT, _NAME, _NAME_LEAST, _NAME_MOST = 44, 60, 210, 150, 330
_CODE, _TASK_NAME, _TASK_NAME_MOST = 92, 236, 320
_SCROLL_BAR, BAR = 12, 10


def fit(view: SheetView, brush: Brush, remembered: Mapping[str, int]) -> None:
    """Spread the width that there is; long names take a second line rather than lose their end.

    `remembered` are the widths, at 100 percent, that somebody gave to columns.
    """
    columns = view.cells.columns
    if not columns:
        return
    px = brush.across
    is_tasks = not any(line.item is not None and line.item.unit for line in view.cells.lines)
    number, unit = (px(_CODE), 0) if is_tasks else (px(_NUMBER), px(_UNIT))
    best, least = (px(_TASK_NAME), px(_TASK_NAME)) if is_tasks else (px(_NAME), px(_NAME_LEAST))
    room = view.width() - _SCROLL_BAR - number - unit
    fixed = {name: px(width) for name, width in remembered.items()}
    wished = best + sum(fixed.get(column.name, px(column.width)) for column in columns)
    narrowest = least + sum(fixed.get(column.name, px(column.least)) for column in columns)
    share = min(max((room - narrowest) / max(wished - narrowest, 1), 0.0), 1.0)
    spare = max(room - wished, 0)
    name = round(least + share * (best - least)) + min(
        spare // 2, px(_TASK_NAME_MOST if is_tasks else _NAME_MOST) - best
    )
    spare -= max(name - best, 0)
    growing = [column for column in columns if column.grows and column.name not in fixed]
    growth = sum(column.grows for column in growing)
    taken = name
    for place, column in enumerate(columns):
        width = px(column.least + share * (column.width - column.least)) + spare * column.grows // max(growth, 1)
        width = fixed.get(column.name, width)
        taken += width
        view.setColumnWidth(place, width)
    if growing and taken < room + _SCROLL_BAR - BAR:
        last = columns.index(growing[-1])
        view.setColumnWidth(last, view.columnWidth(last) + room + _SCROLL_BAR - BAR - taken)
    view.rows.set_widths((number, name, unit))
    _fit_rows(view, brush, name - 16, is_tasks=is_tasks)


def _fit_rows(view: SheetView, brush: Brush, name: int, *, is_tasks: bool) -> None:
    for row, line in enumerate(view.cells.lines):
        height = TASK if is_tasks else ROW
        if line.item is None:
            height = HEADING
        elif (not is_tasks and view.cells.is_clashing(row)) or (
            not is_tasks and brush.width(line.item.name) > name and brush.rows_of(line.item.name, name, "chip") > 1
        ):
            height = TWO_LINES
        height = brush.px(height)
        if view.rowHeight(row) != height and not view.isRowHidden(row):
            view.setRowHeight(row, height)
