"""退回与查询: the table of what came back; Enter jumps to the cell, typing answers it, F8 goes on to the next."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QLineEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from haishu_desk.domain.periods import parse_period
from haishu_desk.ui.review.returned import WAITING, Returned
from haishu_desk.ui.review.words import NOTHING, values
from haishu_desk.ui.theme import Theme
from haishu_desk.ui.widgets.shapes import LEFT, RIGHT, paint_status, paint_text, paint_two_lines
from haishu_desk.ui.widgets.tables import dress_table, paint_ground

STATUS = Qt.ItemDataRole.UserRole + 1
TITLES = ("序号", "指标", "报告期", "退回时的数", "现在的数", "退回的理由", "说明（答复）", "谁退回", "状态")
NUMBER, NAME, PERIOD, THEN, NOW, REASON, ANSWER, WHO, STATE = range(len(TITLES))
_WIDTHS = {NUMBER: 52, NAME: 216, PERIOD: 76, THEN: 88, NOW: 88, WHO: 112, STATE: 126}
# In a narrow window who it was stands in the tool tip of the reason.
_NARROW = {NUMBER: 52, NAME: 150, PERIOD: 70, THEN: 84, NOW: 76, WHO: 0, STATE: 122}
# On a small screen at 200 % the reason and the answer matter most.
_TIGHT = {NUMBER: 48, NAME: 140, PERIOD: 0, THEN: 0, NOW: 76, WHO: 0, STATE: 118}
_ROOMY, _CLOSE, _LEAST, ROW, _INSET = 1080, 760, 560, 52, 8
_FIGURES = (THEN, NOW)
Index = QModelIndex | QPersistentModelIndex


class ReturnedModel(QAbstractTableModel):
    """The cells that came back; `answered` carries the Returned and the words that were typed."""

    answered = Signal(object, str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: list[Returned] = []
        self.is_reader = False

    def show_rows(self, rows: Sequence[Returned]) -> None:
        """Show these."""
        self.beginResetModel()
        self.rows = list(rows)
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(TITLES)

    def can_answer(self, row: int) -> bool:
        """Whether words can be typed into that line."""
        return not self.is_reader and 0 <= row < len(self.rows) and self.rows[row].answer_slot is not None

    def flags(self, index: Index) -> Qt.ItemFlag:
        may = index.column() == ANSWER and self.can_answer(index.row())
        return super().flags(index) | (Qt.ItemFlag.ItemIsEditable if may else Qt.ItemFlag.NoItemFlags)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row, column = self.rows[index.row()], index.column()
        if role == Qt.ItemDataRole.EditRole:
            return row.answer
        if role == Qt.ItemDataRole.ToolTipRole and column == REASON:
            return f"{parse_period(row.key.period).title}　{row.reason}\n{row.who}"
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return _texts(row)[column]
        if role == STATUS and column == STATE:
            return row.status
        return _align(column) if role == Qt.ItemDataRole.TextAlignmentRole else None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """What was typed is handed over; what stands there is read anew when it was stored."""
        row, text = self.rows[index.row()], str(value).strip()
        if role != Qt.ItemDataRole.EditRole or text == row.answer:
            return False
        self.answered.emit(row, text)
        return True

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _align(section)
        return TITLES[section] if role == Qt.ItemDataRole.DisplayRole else None


class ReturnedView(QTableView):
    """The table; `jumped` carries the Returned of a line that was double-clicked or on which Enter was pressed."""

    jumped = Signal(object)

    def __init__(self, model: ReturnedModel, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows, self._theme = model, theme
        self.setObjectName("edge")
        self.setModel(model)
        self.setItemDelegate(_Delegate(theme, self))
        self.setAccessibleName("退回的格：Enter 跳到那一格，直接打字写说明")
        dress_table(self, theme, ROW)
        self.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        self.setMinimumWidth(theme.wide(_LEAST))
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(triggers.AnyKeyPressed | triggers.EditKeyPressed)
        self.doubleClicked.connect(self._double_click)

    @property
    def is_editing(self) -> bool:
        """Whether an answer is being typed."""
        return self.state() == QAbstractItemView.State.EditingState

    def stand_on(self, row: int) -> None:
        """Make that line the current one; keys go to its 说明."""
        if 0 <= row < len(self._rows.rows):
            self.setCurrentIndex(self._rows.index(row, ANSWER))

    def jump(self) -> None:
        """Ask for the cell of the current line."""
        row = self.currentIndex().row()
        if 0 <= row < len(self._rows.rows):
            self.jumped.emit(self._rows.rows[row])

    def next_waiting(self) -> bool:
        """Go on to the next line that waits, round the end; False if none does."""
        waiting = [row for row, each in enumerate(self._rows.rows) if each.status.word == WAITING]
        here = self.currentIndex().row()
        self.stand_on(next((row for row in waiting if row > here), waiting[0] if waiting else here))
        return bool(waiting)

    def begin_answer(self) -> None:
        """Open the 说明 of the current line."""
        self.stand_on(self.currentIndex().row())
        if self._rows.can_answer(self.currentIndex().row()):
            self.edit(self.currentIndex())

    def moveCursor(self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        index = super().moveCursor(action, modifiers)
        return self._rows.index(index.row(), ANSWER) if index.isValid() else index

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.jump()
            return
        super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        self.stand_on(self.currentIndex().row())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """理由 and 说明 share what the others leave."""
        wide = self._theme.wide
        room = event.size().width()
        widths = _WIDTHS if room >= wide(_ROOMY) else _NARROW if room >= wide(_CLOSE) else _TIGHT
        for column, width in widths.items():
            self.setColumnHidden(column, width == 0)
            self.setColumnWidth(column, wide(width))
        for column in (REASON, ANSWER):
            self.horizontalHeader().setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        super().resizeEvent(event)

    def _double_click(self, index: QModelIndex) -> None:
        if index.column() == ANSWER and self._rows.can_answer(index.row()):
            self.begin_answer()
        else:
            self.jump()


class _Delegate(QStyledItemDelegate):
    """Paints the cells; a 说明 that can be typed into looks like the fields of the sheet."""

    def __init__(self, theme: Theme, view: ReturnedView) -> None:
        super().__init__(view)
        self._theme, self._view = theme, view

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        paint_ground(painter, self._theme, option, is_first=index.column() == NUMBER)
        box: QRect = option.rect.adjusted(16 if index.column() == NUMBER else 8, 0, -8, -1)  # type: ignore[attr-defined]
        text, status = str(index.data() or ""), index.data(STATUS)
        if index.flags() & Qt.ItemFlag.ItemIsEditable:
            self._paint_field(painter, option.rect, index)  # type: ignore[attr-defined]
            box = box.adjusted(6, 0, -6, 0)
        if status is not None:
            painter.setFont(self._theme.font("chip"))
            paint_status(painter, self._theme, status, box)
        elif index.column() in _FIGURES:
            painter.setFont(self._theme.font("body", bold=index.column() == NOW))
            paint_text(painter, box, text, self._theme.color("text"), RIGHT)
        elif index.column() in (REASON, ANSWER):
            self._paint_wrapped(painter, box, text, index)
        elif "\n" in text or index.column() == NAME:
            paint_two_lines(painter, self._theme, box, text, bold=index.column() == NAME)
        else:
            painter.setFont(self._theme.font("small"))
            paint_text(painter, box, text, self._theme.color("text3"), LEFT)
        painter.restore()

    def _paint_field(self, painter: QPainter, cell: QRect, index: Index) -> None:
        theme = self._theme
        box = QRectF(cell).adjusted(4, _INSET, -4, -_INSET - 1)
        current = self._view.hasFocus() and index.row() == self._view.currentIndex().row()
        painter.setBrush(theme.color("raised"))
        painter.setPen(QPen(theme.color("accent" if current else "field"), 2 if current else 1))
        painter.drawRoundedRect(box, 3, 3)

    def _paint_wrapped(self, painter: QPainter, box: QRect, text: str, index: Index) -> None:
        """Up to two lines; an empty 说明 says how it is filled."""
        theme, shown = self._theme, text
        if not text and index.flags() & Qt.ItemFlag.ItemIsEditable:
            shown = "直接打字写说明"
        painter.setFont(theme.font("chip"))
        painter.setPen(theme.color("text" if text else "text3"))
        metrics = painter.fontMetrics()
        fits = next((n for n in range(len(shown), 0, -1) if metrics.horizontalAdvance(shown[:n]) <= box.width()), 0)
        rest = metrics.elidedText(shown[fits:], Qt.TextElideMode.ElideRight, box.width())
        lines = [shown[:fits], rest] if rest else [shown]
        top = box.center().y() - metrics.height() * len(lines) // 2 + 1
        for number, line in enumerate(lines):
            place = QRect(box.left(), top + number * metrics.height(), box.width(), metrics.height())
            painter.drawText(place, int(LEFT), line)

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        del option
        editor = QLineEdit(parent)
        editor.setAccessibleName(f"{index.sibling(index.row(), NAME).data()} 的说明")
        editor.setPlaceholderText("说明原因或依据；Enter 存入，Esc 放弃")
        return editor

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        del index
        editor.setGeometry(option.rect.adjusted(2, 6, -2, -7))  # type: ignore[attr-defined]


def _texts(row: Returned) -> tuple[str, ...]:
    then, now = (values(side) if row.item else NOTHING for side in (row.then, row.now))
    label = f"{row.label}\n{row.unit}" if row.unit else row.label
    period = parse_period(row.key.period).title
    return (row.number, label, period, then, now, row.reason, row.answer, row.who, row.status.word)


def _align(column: int) -> int:
    side = Qt.AlignmentFlag.AlignRight if column in _FIGURES else Qt.AlignmentFlag.AlignLeft
    return int(side | Qt.AlignmentFlag.AlignVCenter)
