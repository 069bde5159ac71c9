"""The list of dropped files as a table: two lines a cell, the fate as a pill."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from haishu_desk.ui.exchange.files import STATUS, Column, FileModel, ReceivedFile
from haishu_desk.ui.theme import Theme
from haishu_desk.ui.widgets.shapes import paint_pill, paint_status, paint_two_lines
from haishu_desk.ui.widgets.tables import dress_table, paint_ground

ROW = 46
# In a narrow window what to do about a file matters more than its whole name.
_NARROW = {Column.FILE: 184, Column.WHAT: 112, Column.CHANGES: 112, Column.SIGNATURE: 110, Column.FATE: 136}
_WIDE = 960
_WIDTHS = {Column.FILE: 246, Column.WHAT: 132, Column.CHANGES: 132, Column.SIGNATURE: 112, Column.FATE: 140}


class FileDelegate(QStyledItemDelegate):
    """Paints the cells of the list."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        painter.save()
        column = Column(index.column())
        paint_ground(painter, self._theme, option, is_first=column is Column.FILE)
        box: QRect = option.rect  # type: ignore[attr-defined]
        box = box.adjusted(16 if column is Column.FILE else 8, 0, -8, -1)
        status = index.data(STATUS)
        if status is None:
            paint_two_lines(painter, self._theme, box, index.data() or "")
        elif column is Column.FATE:
            paint_pill(painter, self._theme, status, box)
        else:
            painter.setFont(self._theme.font("chip"))
            paint_status(painter, self._theme, status, box)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        del option
        return QSize(_WIDTHS.get(Column(index.column()), 160), self._theme.tall(ROW))


class FileView(QTableView):
    """The list; Delete takes the selected files off it, `chosen` carries the file of the current line."""

    chosen = Signal(object)
    removed = Signal(object)

    def __init__(self, model: FileModel, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._files, self._theme = model, theme
        self.setObjectName("edge")
        self.setModel(model)
        self.setItemDelegate(FileDelegate(theme, self))
        self.setAccessibleName("拖进来的文件")
        dress_table(self, theme, ROW)
        self.horizontalHeader().setSectionResizeMode(Column.ADVICE, QHeaderView.ResizeMode.Stretch)
        self.selectionModel().currentRowChanged.connect(self._choose)

    def resizeEvent(self, event: QResizeEvent) -> None:
        for column, width in (_WIDTHS if event.size().width() >= self._theme.wide(_WIDE) else _NARROW).items():
            self.setColumnWidth(column, self._theme.wide(width))
        super().resizeEvent(event)

    def current(self) -> ReceivedFile | None:
        """The file of the current line."""
        row = self.currentIndex().row()
        return self._files.files[row] if 0 <= row < len(self._files.files) else None

    @property
    def help_code(self) -> str:
        """The code of the error of the current file, which F1 explains; empty for none."""
        file = self.current()
        error = file.outcome.error if file is not None and file.outcome is not None else None
        return str((error or {}).get("code", ""))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete:
            rows = {index.row() for index in self.selectionModel().selectedRows()}
            self.removed.emit([self._files.files[row] for row in sorted(rows)])
            return
        super().keyPressEvent(event)

    def _choose(self) -> None:
        self.chosen.emit(self.current())
