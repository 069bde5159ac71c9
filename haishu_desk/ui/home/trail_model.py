"""The rows of 留痕 that were read so far, as a table that asks for more when its end is scrolled to."""

from __future__ import annotations

from PySide6.QtCore import QAbstractTableModel, QModelIndex, Qt

from haishu_desk.desk.trail import TrailRow
from haishu_desk.desk.trail_book import COLUMNS, texts_of
from haishu_desk.ui.home.rows import LEFT, Index
from haishu_desk.ui.home.trail_reading import TrailReading

# Of the columns of the workbook, those that fit on a screen; the rest stands in the hint of a row.
_SHOWN = (0, 1, 2, 4, 6, 7, 8, 9, 10, 12, 13, 14, 15)


class TrailModel(QAbstractTableModel):
    """The rows of the trail, the newest first; they become texts where they are painted."""

    def __init__(self, reading: TrailReading) -> None:
        super().__init__(reading)
        self._reading = reading
        self.rows: list[TrailRow] = []
        self._texts: tuple[TrailRow | None, tuple[str, ...]] = (None, ())  # of the row that was asked for last

    def empty(self) -> None:
        """Show none."""
        self.beginResetModel()
        self.rows = []
        self.endResetModel()

    def add(self, rows: list[TrailRow]) -> None:
        """Show these under the others."""
        if rows:
            self.beginInsertRows(QModelIndex(), len(self.rows), len(self.rows) + len(rows) - 1)
            self.rows += rows
            self.endInsertRows()

    def canFetchMore(self, parent: Index) -> bool:
        return not parent.isValid() and not self._reading.is_whole

    def fetchMore(self, parent: Index) -> None:
        if not parent.isValid():
            self._reading.more()

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(_SHOWN)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(_SHOWN):
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return LEFT
        return COLUMNS[_SHOWN[section]].title if role == Qt.ItemDataRole.DisplayRole else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return LEFT
        if not index.isValid() or role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        texts = self._texts_of(self.rows[index.row()])
        if role == Qt.ItemDataRole.DisplayRole:
            return texts[_SHOWN[index.column()]]
        return "\n".join(f"{column.title}：{text}" for column, text in zip(COLUMNS, texts, strict=True) if text)

    def _texts_of(self, row: TrailRow) -> tuple[str, ...]:
        if self._texts[0] is not row:
            self._texts = (row, texts_of(row))
        return self._texts[1]
