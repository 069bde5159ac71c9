"""我要报的: one row a return, with its date, how much is filled in, its state, and the next step."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import QHeaderView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView, QWidget

from haishu_desk.ui.home.overview import FormRow
from haishu_desk.ui.home.rows import LEFT, VALUE, Index
from haishu_desk.ui.home.says import day, days_left, next_step
from haishu_desk.ui.marks import mark_of_state, paint_mark, text_token
from haishu_desk.ui.theme import Theme

TITLES = ("报表", "截止", "已录", "审核", "状态", "")
FORM, DUE, FILLED, FOUND, STATE, STEP = range(6)
_WIDTHS = {DUE: 122, FILLED: 152, FOUND: 174, STATE: 108, STEP: 124}
_CLOSER = {DUE: 112, FILLED: 112, FOUND: 152, STATE: 96, STEP: 108}
_NARROW = {DUE: 118, FILLED: 120, FOUND: 0, STATE: 100, STEP: 112}
_TIGHT = {DUE: 118, FILLED: 0, FOUND: 0, STATE: 100, STEP: 112}
_ROOMY, _MEDIUM, _CLOSE = 860, 700, 600
ROW = 52


UNCHECKED = "尚未审核"


def found_words(row: FormRow) -> str:
    """How many findings are open, as it is read out; 尚未审核 while there is nothing to check or nobody looked."""
    if not row.is_checked or not (row.filled or row.hard or row.query):
        return UNCHECKED
    return f"强制性 {row.hard} 核实性 {row.query}"


class FormsModel(QAbstractTableModel):
    """The returns as a table."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: list[FormRow] = []
        self.is_reader = False

    def show(self, rows: Sequence[FormRow]) -> None:
        """Show these instead."""
        self.beginResetModel()
        self.rows = list(rows)
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(TITLES)

    def step_of(self, row: FormRow) -> str:
        """The words on the row's button; who may only read can only look."""
        return "查看" if self.is_reader else next_step(row)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(TITLES):
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return LEFT
        return TITLES[section] if role == Qt.ItemDataRole.DisplayRole else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or role not in (Qt.ItemDataRole.DisplayRole, VALUE):
            return None
        row = self.rows[index.row()]
        if role == VALUE:
            return row
        return {
            FORM: f"{row.title} {row.period}",
            DUE: f"{day(row.due)} {days_left(row)[0]}",
            FILLED: f"{row.filled}/{row.expected}",
            FOUND: found_words(row),
            STATE: row.state,
            STEP: self.step_of(row),
        }[index.column()]


class _FormsDelegate(QStyledItemDelegate):
    """Two lines of text, a bar, a mark with its word, a button."""

    def __init__(self, theme: Theme, view: QTableView) -> None:
        super().__init__(view)
        self._theme, self._view = theme, view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        del option
        return QSize(_WIDTHS.get(index.column(), 200), self._theme.tall(ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        place, state = QRect(option.rect), option.state  # type: ignore[attr-defined]
        row: FormRow = index.data(VALUE)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        selected = bool(state & QStyle.StateFlag.State_Selected)
        if selected:
            painter.fillRect(place, self._theme.color("accent_soft"))
            if index.column() == FORM:
                painter.fillRect(QRect(place.left(), place.top(), 3, place.height()), self._theme.color("accent"))
        painter.fillRect(QRect(place.left(), place.bottom(), place.width(), 1), self._theme.color("line"))
        inside = place.adjusted(16 if index.column() == FORM else 8, 0, -8, 0)
        {
            FORM: self._paint_form,
            DUE: self._paint_due,
            FILLED: self._paint_bar,
            FOUND: self._paint_found,
            STATE: self._paint_state,
            STEP: self._paint_step,
        }[index.column()](painter, inside, row)
        painter.restore()

    def _paint_form(self, painter: QPainter, place: QRect, row: FormRow) -> None:
        self._two_lines(painter, place, (row.title, "text", True), (f"{row.period} · {row.expected} 格", "text3"))

    def _paint_due(self, painter: QPainter, place: QRect, row: FormRow) -> None:
        self._two_lines(painter, place, (day(row.due), "text", False), days_left(row))

    def _two_lines(self, painter: QPainter, place: QRect, upper: tuple[str, str, bool], lower: tuple[str, str]) -> None:
        (text, ink, bold), tall = upper, self._theme.tall
        painter.setFont(self._theme.font("body", bold=bold))
        painter.setPen(self._theme.color(ink))
        fitting = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, place.width())
        painter.drawText(QRect(place.left(), place.top() + tall(7), place.width(), tall(19)), LEFT, fitting)
        painter.setFont(self._theme.font("small"))
        painter.setPen(self._theme.color(lower[1]))
        fitting = painter.fontMetrics().elidedText(lower[0], Qt.TextElideMode.ElideRight, place.width())
        painter.drawText(QRect(place.left(), place.top() + tall(26), place.width(), tall(18)), LEFT, fitting)

    def _paint_bar(self, painter: QPainter, place: QRect, row: FormRow) -> None:
        count = f"{row.filled}/{row.expected}"
        count_width = self._theme.wide(60)
        width = place.width() - count_width - 4
        middle = place.center().y()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.color("sunk"))
        painter.drawRoundedRect(QRectF(place.left(), middle - 2.5, width, 6), 3, 3)
        part = row.filled / row.expected if row.expected else 0.0
        if part:
            painter.setBrush(self._theme.color("idle" if row.is_done else "accent"))
            painter.drawRoundedRect(QRectF(place.left(), middle - 2.5, max(width * min(part, 1.0), 6), 6), 3, 3)
        painter.setFont(self._theme.font("body"))
        painter.setPen(self._theme.color("text2" if row.is_done else "text"))
        painter.drawText(
            QRect(place.right() - count_width, place.top(), count_width - 4, place.height()),
            Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter,
            count,
        )

    def _paint_found(self, painter: QPainter, place: QRect, row: FormRow) -> None:
        """Each count with its mark where it is not 0; before anything was checked, in words."""
        painter.setFont(self._theme.font("chip"))
        counts = () if found_words(row) == UNCHECKED else (("强制性", row.hard, "bad"), ("核实性", row.query, "warn"))
        if not counts:
            painter.setPen(self._theme.color("text3"))
            painter.drawText(place, LEFT, UNCHECKED)
        left = place.left()
        for word, count, mark in counts:
            if count:
                paint_mark(painter, QPointF(left + 6, place.center().y() + 0.5), mark, self._theme)
            left += 15 if count else 0
            painter.setPen(self._theme.color(text_token(mark) if count else "text3"))
            said = f"{word} {count}"
            width = painter.fontMetrics().horizontalAdvance(said)
            painter.drawText(QRect(left, place.top(), width + 2, place.height()), LEFT, said)
            left += width + 10

    def _paint_state(self, painter: QPainter, place: QRect, row: FormRow) -> None:
        mark, ink = ("clash", "clash_text") if row.clashes else mark_of_state(row.state)
        paint_mark(painter, QPointF(place.left() + 6, place.center().y() + 0.5), mark, self._theme)
        painter.setFont(self._theme.font("chip"))
        painter.setPen(self._theme.color(ink))
        painter.drawText(place.adjusted(17, 0, 0, 0), LEFT, "数据不一致" if row.clashes else row.state)

    def _paint_step(self, painter: QPainter, place: QRect, row: FormRow) -> None:
        model = self._view.model()
        word = model.step_of(row) if isinstance(model, FormsModel) else next_step(row)
        painter.setFont(self._theme.font("body"))
        width, height = self._theme.wide(96), self._theme.tall(28)
        button = QRectF(place.right() - width, place.center().y() - height / 2 + 0.5, width, height)
        if word == "查看":
            painter.setPen(self._theme.color("accent_text"))
        else:
            painter.setPen(QPen(self._theme.color("line2"), 1))
            painter.setBrush(self._theme.color("surface"))
            painter.drawRoundedRect(button, 5, 5)
            painter.setPen(self._theme.color("text"))
        painter.drawText(button, Qt.AlignmentFlag.AlignCenter, word)


class FormsTable(QTableView):
    """The table; `opened` carries the return whose next step was asked for, `looked_at` the one in the current row."""

    opened = Signal(object)
    looked_at = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = FormsModel(self)
        self.setModel(self.rows)
        self.setItemDelegate(_FormsDelegate(theme, self))
        self.setAccessibleName("我要报的")
        self.setShowGrid(False)
        self.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setVerticalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(theme.tall(ROW))
        self.setMinimumHeight(theme.tall(32) + 2 * theme.tall(ROW) + 2)
        header = self.horizontalHeader()
        header.setObjectName("plain")
        header.style().polish(header)  # it was polished when it was made, under no name
        header.setFixedHeight(theme.tall(32))
        header.setHighlightSections(False)
        header.setSectionsClickable(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setSectionResizeMode(FORM, QHeaderView.ResizeMode.Stretch)
        self._theme = theme
        self.clicked.connect(self._click)
        self.activated.connect(self._open)

    def show_rows(self, rows: Sequence[FormRow]) -> None:
        """Show these, and stay on the return that was looked at."""
        kept = self.current
        self.rows.show(rows)
        place = next((number for number, row in enumerate(rows) if kept and row.key == kept.key), 0)
        if rows:
            self.selectRow(place)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow window the bar and the state give way before the name of the form does."""
        wide, width = self._theme.wide, event.size().width()
        tiers = ((_ROOMY, _WIDTHS), (_MEDIUM, _CLOSER), (_CLOSE, _NARROW))
        widths = next((widths for least, widths in tiers if width >= wide(least)), _TIGHT)
        for column, width in widths.items():
            self.setColumnHidden(column, width == 0)
            self.setColumnWidth(column, self._theme.wide(width))
        super().resizeEvent(event)

    @property
    def current(self) -> FormRow | None:
        """The return in the current row."""
        row = self.currentIndex().row()
        return self.rows.rows[row] if 0 <= row < len(self.rows.rows) else None

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        if self.current is not None:
            self.looked_at.emit(self.current)

    def _click(self, index: QModelIndex) -> None:
        if index.column() == STEP:
            self._open(index)

    def _open(self, index: QModelIndex) -> None:
        self.opened.emit(self.rows.rows[index.row()])
