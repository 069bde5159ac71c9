"""A table whose columns fill its width: fixed ones as wide as they are said to be, the others share what is left."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QTableView, QWidget

from haishu_desk.ui.theme import Theme
from haishu_desk.ui.widgets.tables import dress_table

ROW = 30


class FittedTable(QTableView):
    """`widths` of all columns without 大字, of those in `shares` the least; these get their share of the rest."""

    def __init__(
        self, theme: Theme, widths: Sequence[int], shares: Mapping[int, float], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme, self._widths, self._shares = theme, widths, shares
        dress_table(self, theme, ROW)
        self.setObjectName("edge")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = self._theme.wide
        rest = max(self.viewport().width() - sum(map(wide, self._widths)), 0)
        for column, width in enumerate(self._widths):
            self.setColumnWidth(column, wide(width) + int(rest * self._shares.get(column, 0)))
