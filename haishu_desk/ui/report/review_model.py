"""审查单: what would be public, a row an indicator, public or not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from haishu_desk.desk.publishing import REVIEW_TITLES

Index = QModelIndex | QPersistentModelIndex
_COLUMNS = ("public", "name", "period", "value", "vintage", "target", "verdict", "decided", "document")
WIDTHS = (58, 210, 66, 82, 78, 150, 150, 130, 150)
_RIGHT = ("value",)


class ReviewModel(QAbstractTableModel):
    """The rows under the titles of the 审查单; what is not public is grey."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: list[Mapping[str, Any]] = []

    def show(self, rows: Sequence[Mapping[str, Any]]) -> None:
        """Show these instead."""
        self.beginResetModel()
        self.rows = list(rows)
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(_COLUMNS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(_COLUMNS):
            return None
        return REVIEW_TITLES[_COLUMNS[section]] if role == Qt.ItemDataRole.DisplayRole else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        row, column = self.rows[index.row()], _COLUMNS[index.column()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return ("公开" if row["public"] else "不公开") if column == "public" else str(row[column])
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if column in _RIGHT else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return None
