"""The table of the targets: names wrap, what repeats an indicator leads to it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QStyledItemDelegate, QStyleOptionViewItem, QTableView, QWidget

from haishu_desk.ui.plan.targets_model import (
    CODE_ROLE,
    INDICATOR,
    ITEM_ROLE,
    LEAD,
    SOURCE,
    SUBJECT,
    VALUE,
    YEAR,
    TargetRow,
    TargetsModel,
)
from haishu_desk.ui.theme import Theme
from haishu_desk.ui.widgets.tables import dress_table, paint_ground

ROW, _PADDING, _FIRST = 30, 8, 16
_WIDTHS = {VALUE: 118, YEAR: 56, SOURCE: 108, INDICATOR: 76, LEAD: 148}
_WIDEST = 320
_WRAP = int(Qt.TextFlag.TextWordWrap | Qt.TextFlag.TextWrapAnywhere | Qt.AlignmentFlag.AlignVCenter)
_QUIET = {YEAR, SOURCE, LEAD}
Index = QModelIndex | QPersistentModelIndex


class TargetsDelegate(QStyledItemDelegate):
    """One cell: the value that matters is bold, a link has the colour of one and an underline."""

    def __init__(self, theme: Theme, view: QTableView) -> None:
        super().__init__(view)
        self._theme = theme
        self._view = view

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        theme, column = self._theme, index.column()
        paint_ground(painter, theme, option, is_first=column == SUBJECT)
        text, is_link = str(index.data()), column == INDICATOR and bool(index.data(ITEM_ROLE))
        font = theme.font("body", bold=column == VALUE)
        font.setUnderline(is_link)
        painter.setFont(font)
        token = "accent_text" if is_link else "text3" if text == "—" else "text2" if column in _QUIET else "text"
        painter.setPen(theme.color(token))
        room = self._room(option.rect, column)  # type: ignore[attr-defined]
        if column == LEAD:
            text = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, _WRAP, text)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        del option
        if index.column() not in (SUBJECT, VALUE):
            return QSize(60, self._theme.tall(ROW))
        width = self._room(QRect(0, 0, self._view.columnWidth(index.column()), ROW), index.column()).width()
        metrics = QFontMetrics(self._theme.font("body", bold=index.column() == VALUE))
        high = metrics.boundingRect(QRect(0, 0, max(width, 20), 1000), _WRAP, str(index.data())).height()
        return QSize(60, max(self._theme.tall(ROW), high + 10))

    def _room(self, rect: QRect, column: int) -> QRect:
        return rect.adjusted(_FIRST if column == SUBJECT else _PADDING, 0, -_PADDING, 0)


class TargetsView(QTableView):
    """`chosen` carries the code of the current target, `followed` that of an indicator that was clicked."""

    chosen = Signal(str)
    followed = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("edge")
        self.targets = TargetsModel()
        self.setModel(self.targets)
        dress_table(self, theme, ROW)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setItemDelegate(TargetsDelegate(theme, self))
        self.setAccessibleName("正文目标")
        self.setMouseTracking(True)
        self.selectionModel().currentRowChanged.connect(self._on_current)
        self.clicked.connect(self._on_clicked)

    def show_rows(self, rows: Sequence[TargetRow]) -> None:
        """Show other targets, from the first."""
        self.targets.show_rows(rows)
        self._fit()
        self.scrollToTop()

    def choose(self, code: str) -> None:
        """Make the row of a target current and bring it into sight."""
        row = self.targets.row_of(code)
        if row >= 0:
            self.setCurrentIndex(self.targets.index(row, SUBJECT))
            self.scrollTo(self.currentIndex(), QAbstractItemView.ScrollHint.PositionAtCenter)

    def choose_first(self) -> None:
        """Make the first target current."""
        self.setCurrentIndex(self.targets.index(0, SUBJECT))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter follows the link of the row."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._follow(self.currentIndex())
            return
        super().keyPressEvent(event)

    def _fit(self) -> None:
        """The name takes what the others leave; of a wide window the unit's name takes its part."""
        room = self.viewport().width() - sum(_WIDTHS.values())
        spare = max(min(room - _WIDEST, 240), 0)
        for column, width in _WIDTHS.items():
            self.setColumnWidth(column, width + (spare // 2 if column in (LEAD, VALUE) else 0))
        self.setColumnWidth(SUBJECT, max(room - 2 * (spare // 2), 160))
        self.resizeRowsToContents()

    def _on_current(self, current: QModelIndex, previous: QModelIndex) -> None:
        del previous
        if current.isValid():
            self.chosen.emit(str(current.data(CODE_ROLE)))

    def _on_clicked(self, index: QModelIndex) -> None:
        if index.column() == INDICATOR:
            self._follow(index)

    def _follow(self, index: QModelIndex) -> None:
        code = str(index.data(ITEM_ROLE) or "") if index.isValid() else ""
        if code:
            self.followed.emit(code)
