"""A table of texts under headings that change: the preview of a 临时报表, and its roll-up."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView, QTableView

from haishu_desk.ui.theme import Theme
from haishu_desk.ui.widgets.plain_delegate import PlainDelegate
from haishu_desk.ui.widgets.tables import dress_table

Index = QModelIndex | QPersistentModelIndex
_ROW, _LEAST, _MOST = 30, 76, 300
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


class TextModel(QAbstractTableModel):
    """Rows of texts; the columns in `right` are of figures."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.titles: list[str] = []
        self.rows: list[list[str]] = []
        self._right: frozenset[int] = frozenset()

    def show_rows(self, titles: Sequence[str], rows: Sequence[Sequence[str]], right: frozenset[int]) -> None:
        """Show these instead."""
        self.beginResetModel()
        self.titles, self.rows, self._right = list(titles), [list(row) for row in rows], right
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.titles)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self.rows[index.row()][index.column()]
        return self._side(index.column()) if role == Qt.ItemDataRole.TextAlignmentRole else None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self.titles):
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self.titles[section]
        return self._side(section) if role == Qt.ItemDataRole.TextAlignmentRole else None

    def _side(self, column: int) -> int:
        return _RIGHT if column in self._right else _LEFT


class TextTable(QTableView):
    """Shows a TextModel with every column as wide as what stands in it."""

    def __init__(self, theme: Theme, name: str) -> None:
        super().__init__()
        self.rows = TextModel(self)
        self.setObjectName("edge")
        self.setModel(self.rows)
        self.setItemDelegate(PlainDelegate(theme, self))
        self.setAccessibleName(name)
        dress_table(self, theme, _ROW)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)

    def show_rows(self, titles: Sequence[str], rows: Sequence[Sequence[str]], right: frozenset[int]) -> None:
        """Show these instead."""
        self.rows.show_rows(titles, rows, right)
        metrics = self.fontMetrics()
        for place, title in enumerate(titles):
            texts = (title, *(row[place] for row in rows))
            wanted = max(metrics.horizontalAdvance(text) for text in texts) + 34
            self.setColumnWidth(place, min(max(wanted, _LEAST), _MOST))
