"""Asking the rows of a sheet: which item, which column, what stands there; no question asks the database."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex

from haishu_desk.domain.items import Item
from haishu_desk.ui.entry.columns import Column
from haishu_desk.ui.entry.looks import CLASH, FIELD, Kept, Look
from haishu_desk.ui.entry.matrix import Matrix
from haishu_desk.ui.entry.sheet import Line, Sheet

Index = QModelIndex | QPersistentModelIndex
Shown = Sheet | Matrix


class SheetLines:
    """Rows, columns and looks of what is shown; `kept` are texts that are not stored, by item and column."""

    sheet: Shown | None
    lines: Sequence[Line]
    columns: Sequence[Column]
    kept: dict[str, dict[str, Kept]]
    _rows: dict[str, int]

    def look(self, index: Index) -> Look:
        """How that cell looks."""
        return self.looks(index.row())[index.column()]

    def looks(self, row: int) -> Sequence[Look]:
        """How the cells of that row look."""
        raise NotImplementedError

    def is_clashing(self, row: int) -> bool:
        """Whether the values of a cell of that row do not agree."""
        item = self.lines[row].item
        in_sheet = item is not None and self.shown.row(item)[0].clashing
        return bool(in_sheet) and any(look.tone == CLASH for look in self.looks(row))

    def detail(self, row: int) -> str:
        """What stands beside a heading: how many rows it has, and how many are filled."""
        line = self.lines[row]
        filled = sum(code in self.shown.filled for code in line.members)
        return f"{line.detail} · 已录 {filled}" if line.members else line.detail

    # Places.

    @property
    def shown(self) -> Shown:
        """The sheet that is shown; LookupError if there is none."""
        if self.sheet is None:
            raise LookupError("no return is shown")
        return self.sheet

    def item_at(self, index: Index) -> Item | None:
        """The item of that row; None for a heading."""
        return self.lines[index.row()].item if index.isValid() else None

    def column_at(self, index: Index) -> Column:
        """The column of that cell."""
        return self.columns[index.column()]

    def column_of(self, name: str) -> int:
        """The place of the column of that name, -1 if there is none."""
        return next((place for place, column in enumerate(self.columns) if column.name == name), -1)

    def row_of(self, item: str) -> int:
        """The row of that item, -1 if there is none."""
        return self._rows.get(item, -1)

    def is_entry(self, index: Index) -> bool:
        """Whether that cell is typed into."""
        return index.isValid() and self.look(index).kind == FIELD

    def is_carried(self, index: Index) -> bool:
        """Whether what stands in that cell was copied from an earlier period and waits to be looked at: 待核."""
        item = self.item_at(index)
        if self.sheet is None or item is None:
            return False
        sheet, real = self.sheet.row(item)
        return sheet.slot(real, self.column_at(index).name) in sheet.carried

    def kept_at(self, index: Index) -> str | None:
        """The text of that cell that is not stored."""
        item = self.item_at(index)
        kept = self.kept.get(item.code, {}).get(self.column_at(index).name) if item else None
        return kept.text if kept else None
