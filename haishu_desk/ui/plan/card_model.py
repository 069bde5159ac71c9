"""The rows of the cards that are shown, as a Qt model over words that are ready."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

from haishu_desk.ui.plan.rows import HEAD, CardRow

ROW_ROLE = Qt.ItemDataRole.UserRole
Index = QModelIndex | QPersistentModelIndex


class CardModel(QAbstractListModel):
    """One card after the other, each row of them a row of the model."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: Sequence[CardRow] = ()

    def show_rows(self, rows: Sequence[CardRow]) -> None:
        """Show other cards."""
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  Qt's own default
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return row.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return row.spoken
        if role == Qt.ItemDataRole.ToolTipRole:
            tips = (row.tip, *(chip.tip for chip in row.chips if chip.doubtful))
            return "\n".join(filter(None, tips)) or None
        return row if role == ROW_ROLE else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        row = self.rows[index.row()]
        if not row.code and row.place is None:
            return Qt.ItemFlag.ItemNeverHasChildren  # the arrow keys pass it by
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren

    def is_last_of_card(self, row: int) -> bool:
        """Whether the card ends with this row."""
        return row + 1 >= len(self.rows) or self.rows[row + 1].kind == HEAD

    def row_of(self, code: str) -> int:
        """The row of an entry; -1 if it is not shown."""
        return next((place for place, row in enumerate(self.rows) if code and row.code == code), -1)
