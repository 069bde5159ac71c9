"""The table of the overview: one painted line an item, with a bar, a small picture and a light."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from haishu_desk.ui.monitor.overview.lines import Line
from haishu_desk.ui.monitor.overview.models import (
    DUE,
    LIGHT,
    LINE_ROLE,
    NAME,
    NUMBER,
    PROGRESS,
    SPARK,
    TARGET,
    VALUE,
    LineModel,
)
from haishu_desk.ui.monitor.overview.row_paint import Painted, RowPainter
from haishu_desk.ui.theme import Theme
from haishu_desk.ui.widgets.row_pictures import RowPictures
from haishu_desk.ui.widgets.tables import dress_table

ROW = 30
_WIDTHS = {NUMBER: 40, VALUE: 68, DUE: 68, TARGET: 74, PROGRESS: 92, SPARK: 80, LIGHT: 88}
_NAME, _MORE = 120, 1.35


class LineTable(QTableView):
    """`opened` carries the code of the item that was entered, `looked_at` of the one that is current."""

    opened = Signal(str)
    looked_at = Signal(str)

    def __init__(self, theme: Theme, model: LineModel) -> None:
        super().__init__()
        self._theme, self._model, self._words = theme, model, ""
        self.setModel(model)
        self._pictures = RowPictures(self.verticalHeader(), RowPainter(theme, self.horizontalHeader()).paint)
        dress_table(self, theme, ROW)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setObjectName("edge")
        self.setAccessibleName("各项指标的完成情况")
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.selectionModel().currentRowChanged.connect(self._on_current)
        self.doubleClicked.connect(self._on_double)

    @property
    def line(self) -> Line | None:
        """The current line."""
        row = self.currentIndex().row()
        return self._model.lines[row] if 0 <= row < len(self._model.lines) else None

    def look_at(self, code: str) -> None:
        """Make that item's line the current one, if it is shown."""
        row = self._model.row_of(code)
        if row >= 0 and row != self.currentIndex().row():
            self.setCurrentIndex(self._model.index(row, NAME))
        elif row < 0:
            self.clearSelection()

    def say(self, words: str) -> None:
        """What stands in the table while there is no line."""
        self._words = words
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, chosen = self._theme, self.selectionModel()

        def shown(row: int) -> Painted:
            return self._model.lines[row], self._model.texts(row), chosen.isSelected(self._model.index(row, NAME))

        self._pictures.paint_table(self, event.rect(), (theme.tokens, theme.is_large), shown)
        if not self._model.rowCount():
            painter = QPainter(self.viewport())
            painter.setFont(self._theme.font("body"))
            painter.setPen(self._theme.color("text2"))
            box = self.viewport().rect().adjusted(20, 24, -20, -20)
            painter.drawText(box, int(Qt.AlignmentFlag.AlignHCenter | Qt.TextFlag.TextWordWrap), self._words)
            painter.end()

    def fit(self) -> None:
        """The name takes what the other columns leave; on a wide screen bar and picture get more too."""
        room = self.viewport().width()
        more = _MORE if room > self._theme.wide(820) else 1.0
        used = 0
        for column, width in _WIDTHS.items():
            grown = round(self._theme.wide(width) * (more if column in (SPARK, PROGRESS, DUE, TARGET) else 1))
            self.setColumnWidth(column, grown)
            used += grown
        self.setColumnWidth(NAME, max(room - used, self._theme.wide(_NAME)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers() and self.line is not None:
            self.opened.emit(self.line.code)
            return
        super().keyPressEvent(event)

    def _on_current(self, current: QModelIndex) -> None:
        line = current.data(LINE_ROLE)
        if line is not None:
            self.looked_at.emit(line.code)

    def _on_double(self, index: QModelIndex) -> None:
        self.opened.emit(index.data(LINE_ROLE).code)
