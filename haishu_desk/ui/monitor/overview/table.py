"""The table of the overview: one painted line an item, with a bar, a small picture and a light."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QStyledItemDelegate, QStyleOptionViewItem, QTableView

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
from haishu_desk.ui.monitor.overview.spark_paint import SparkInks, paint_spark
from haishu_desk.ui.theme import Theme
from haishu_desk.ui.widgets.shapes import LEFT, RIGHT, Status, paint_status, paint_text
from haishu_desk.ui.widgets.tables import dress_table, paint_ground

Index = QModelIndex | QPersistentModelIndex
ROW = 30
_WIDTHS = {NUMBER: 40, VALUE: 68, DUE: 68, TARGET: 74, PROGRESS: 92, SPARK: 80, LIGHT: 88}
_NAME, _BAR, _BAR_HEIGHT, _MORE = 120, 44, 6, 1.35


class _Delegate(QStyledItemDelegate):
    def __init__(self, theme: Theme, parent: QTableView) -> None:
        super().__init__(parent)
        self._theme = theme
        self._inks = SparkInks(theme)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line: Line = index.data(LINE_ROLE)
        box: QRect = option.rect  # type: ignore[attr-defined]
        painter.save()
        paint_ground(painter, self._theme, option, is_first=index.column() == NUMBER)
        inner = box.adjusted(8, 0, -8, -1)
        if index.column() == PROGRESS:
            self._progress(painter, line, inner)
        elif index.column() == SPARK:
            self._spark(painter, line, inner)
        elif index.column() == LIGHT:
            painter.setFont(self._theme.font("body"))
            paint_status(painter, self._theme, Status(line.mark, line.light_words), inner)
        else:
            self._words(painter, line, index, inner)
        painter.restore()

    def _words(self, painter: QPainter, line: Line, index: Index, box: QRect) -> None:
        column = index.column()
        is_value = column == VALUE and line.is_number
        ink = {NUMBER: "text3", DUE: "text2", TARGET: "text2"}.get(column, "text")
        use = "small" if column == NUMBER else "body"
        words = str(index.data())
        if column in (VALUE, DUE, TARGET) and not any(sign.isdigit() for sign in words):
            ink = "text3"
        painter.setFont(self._theme.font(use, bold=is_value))
        if column in (VALUE, DUE, TARGET):
            self._make_fit(painter, words, box.width() + 8, is_bold=is_value)
        place = box.adjusted(-8, 0, 0, 0) if column in (VALUE, DUE, TARGET) else box
        if column == NAME and line.item.is_binding:
            place = box.adjusted(0, 0, -self._binding(painter, box) - 6, 0)
            painter.setFont(self._theme.font("body"))
        paint_text(painter, place, words, self._theme.color(ink), RIGHT if column in (VALUE, DUE, TARGET) else LEFT)

    def _make_fit(self, painter: QPainter, words: str, room: int, *, is_bold: bool) -> None:
        """A figure is never shortened: it becomes smaller."""
        for use in ("chip", "small", "badge"):
            if painter.fontMetrics().horizontalAdvance(words) <= room:
                return
            painter.setFont(self._theme.font(use, bold=is_bold))

    def _binding(self, painter: QPainter, box: QRect) -> int:
        """The word at the right of the name; returns how wide it is."""
        painter.setFont(self._theme.font("small"))
        paint_text(painter, box, "约束", self._theme.color("text3"), RIGHT)
        return painter.fontMetrics().horizontalAdvance("约束")

    def _progress(self, painter: QPainter, line: Line, box: QRect) -> None:
        """A bar with a line at 序时进度 and the share beside it, or a word: never a number where there is a word."""
        theme = self._theme
        painter.setFont(theme.font("body" if line.progress is not None else "small"))
        if line.progress is None:
            paint_text(painter, box.adjusted(0, 0, 8, 0), line.progress_words, theme.color("text2"))
            return
        share, time = float(line.progress), float(line.time or 0)
        width, top = theme.wide(_BAR), box.center().y() - _BAR_HEIGHT / 2 + 1
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("sunk"))
        painter.drawRoundedRect(QRectF(box.left(), top, width, _BAR_HEIGHT), 3, 3)
        token = {"ok": "ok", "warn": "warn", "bad": "bad"}.get(line.mark, "idle")
        painter.setBrush(theme.color(token))
        filled = max(min(share, 1.0) * width, _BAR_HEIGHT)
        painter.drawRoundedRect(QRectF(box.left(), top, filled, _BAR_HEIGHT), 3, 3)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        painter.setPen(QPen(theme.color("text"), 2))
        at = round(box.left() + min(time, 1.0) * width)
        painter.drawLine(at, round(top) - 3, at, round(top) + _BAR_HEIGHT + 3)
        paint_text(painter, box.adjusted(width + 4, 0, 6, 0), line.progress_words, theme.color("text"), RIGHT)

    def _spark(self, painter: QPainter, line: Line, box: QRect) -> None:
        if line.spark.is_empty and not line.spark.path:
            painter.setFont(self._theme.font("small"))
            paint_text(painter, box, line.spark.word, self._theme.color("text3"))
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_spark(painter, self._inks, line.spark, QRectF(box.adjusted(-2, 2, 2, -2)))


class LineTable(QTableView):
    """`opened` carries the code of the item that was entered, `looked_at` of the one that is current."""

    opened = Signal(str)
    looked_at = Signal(str)

    def __init__(self, theme: Theme, model: LineModel) -> None:
        super().__init__()
        self._theme, self._model, self._words = theme, model, ""
        self.setModel(model)
        self.setItemDelegate(_Delegate(theme, self))
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
        super().paintEvent(event)
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
