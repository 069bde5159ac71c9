"""What the status bar says of the chosen cells: which cell it is, or how many and their sum."""

from __future__ import annotations

from decimal import Decimal

from haishu_desk.ui.entry.columns import NUMBER
from haishu_desk.ui.entry.figures import grouped_text
from haishu_desk.ui.entry.sheet_view import SheetView


def says_of(view: SheetView) -> str:
    """`8 全部工业增加值 · 本期值`, or `选中 3 格 · 合计 1,234.5`."""
    model, chosen = view.cells, view.selectionModel().selectedIndexes()
    if not chosen or model.sheet is None:
        return ""
    item = model.item_at(chosen[0])
    if len(chosen) == 1:
        return f"{item.number} · {model.column_at(chosen[0]).title}" if item else ""
    numbers: list[Decimal] = []
    for index in chosen:
        item, column = model.item_at(index), model.column_at(index)
        if item is None or column.kind != NUMBER:
            continue
        sheet, real = model.sheet.row(item)
        quantity = sheet.value(real, column.name)
        if quantity is not None and quantity.number is not None:
            numbers.append(quantity.number)
    total = f" · 合计 {grouped_text(f'{sum(numbers, Decimal()):f}', None)}" if len(numbers) > 1 else ""
    return f"选中 {len(chosen)} 格{total}"
