"""The printed table as a view: full ruling, centred figures, merged cells whose word stays in sight, no elided name."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPen, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from haishu_desk.ui.plan.table_model import BOLD_ROLE, CATEGORY, CODE_ROLE, NAME, NUMBER, PrintedTable
from haishu_desk.ui.theme import Theme

ROW, PADDING, BAR = 28, 6, 3
_WIDTHS = {NUMBER: 44, CATEGORY: 64}
_ATTRIBUTE = 64
_VALUE, _VALUE_MIN, _NAME_LEAST, _LEAST = 108, 80, 132, 540
_TWO_LINES = 4  # 经济发展 stands as two lines of two
Index = QModelIndex | QPersistentModelIndex
_WRAP = Qt.TextFlag.TextWordWrap | Qt.TextFlag.TextWrapAnywhere


class PrintedDelegate(QStyledItemDelegate):
    """Paints one cell of the printed table."""

    def __init__(self, theme: Theme, view: QTableView) -> None:
        super().__init__(view)
        self._theme = theme
        self._view = view

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        theme, rect, column = self._theme, option.rect, index.column()  # type: ignore[attr-defined]
        chosen = index.row() == self._view.currentIndex().row() and column != CATEGORY
        painter.fillRect(
            rect, theme.color("accent_soft" if chosen else "wash" if column in (NUMBER, CATEGORY) else "surface")
        )
        if chosen and column == NUMBER:
            painter.fillRect(QRect(rect.left(), rect.top(), BAR, rect.height()), theme.color("accent"))
        bold = bool(index.data(BOLD_ROLE))
        painter.setFont(theme.font("body", bold=bold))
        painter.setPen(theme.color("text2" if column == NUMBER else "text"))
        # A merged cell's word stays in the part of it that can be seen.
        seen = rect.intersected(self._view.viewport().rect()) if column == CATEGORY else rect
        flags = Qt.AlignmentFlag.AlignVCenter | (
            Qt.AlignmentFlag.AlignLeft if column == NAME else Qt.AlignmentFlag.AlignHCenter
        )
        text = str(index.data() or "")
        if column == CATEGORY and len(text) == _TWO_LINES and seen.height() > 2 * painter.fontMetrics().height():
            text = f"{text[:2]}\n{text[2:]}"
        painter.drawText(seen.adjusted(PADDING, 2, -PADDING, -2), int(flags) | int(_WRAP), text)
        painter.setPen(QPen(theme.color("line"), 1))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.drawLine(rect.topRight(), rect.bottomRight())
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        del option
        if index.column() == CATEGORY:
            return QSize(
                self._theme.wide(_WIDTHS[CATEGORY]), self._theme.tall(ROW)
            )  # it is merged down many rows: no row grows for it
        width = self._view.columnWidth(index.column()) - 2 * PADDING
        metrics = QFontMetrics(self._theme.font("body", bold=bool(index.data(BOLD_ROLE))))
        text = metrics.boundingRect(QRect(0, 0, max(width, 10), 1000), int(_WRAP), str(index.data() or ""))
        return QSize(width, max(self._theme.tall(ROW), text.height() + 8))


class PrintedView(QTableView):
    """Shows one plan's table; `chosen` carries the code of the row that is current."""

    chosen = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._fitted: tuple[PrintedTable, int, bool] | None = (
            None  # the table, and the room that its rows were made for
        )
        self.setMinimumWidth(theme.wide(_LEAST))
        self.setItemDelegate(PrintedDelegate(theme, self))
        self.setShowGrid(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setCornerButtonEnabled(False)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setHighlightSections(False)
        header.setFont(theme.font("small", bold=True))
        self.verticalScrollBar().valueChanged.connect(self._on_scrolled)
        self.setAccessibleName("指标表")

    def show_table(self, model: PrintedTable) -> None:
        """Show another plan's table."""
        self._fitted = None
        self.clearSpans()
        self.setModel(model)
        for span in model.spans():
            self.setSpan(span.row, span.column, span.rows, 1)
        titles = [str(model.headerData(column, Qt.Orientation.Horizontal)) for column in range(model.columnCount())]
        self.horizontalHeader().setFixedHeight(
            self._theme.tall(40 if any("\n" in title for title in titles[NAME:]) else 34)
        )
        self.selectionModel().currentRowChanged.connect(self._on_current)
        self._fit()

    def choose(self, code: str) -> None:
        """Make the row of that indicator current and bring it into sight."""
        model = self.model()
        row = model.row_of(code) if isinstance(model, PrintedTable) else -1
        if row >= 0:
            self.setCurrentIndex(self.model().index(row, NAME))
            self.scrollTo(self.model().index(row, NAME), QAbstractItemView.ScrollHint.EnsureVisible)

    @property
    def code(self) -> str:
        """The code of the current row; empty if there is none."""
        return str(self.currentIndex().data(CODE_ROLE) or "")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # A merged cell swallows the arrow keys: the rows are walked here.
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
        step = steps.get(Qt.Key(event.key()))
        if step is None or self.model() is None:
            super().keyPressEvent(event)
            return
        row = min(max(self.currentIndex().row() + step, 0), self.model().rowCount() - 1)
        self.setCurrentIndex(self.model().index(row, NAME))

    def _fit(self) -> None:
        """Names take what the figures leave; rows grow until every name stands whole."""
        model = self.model()
        if not isinstance(model, PrintedTable):
            return
        fitted, self._fitted = self._fitted, (model, self.viewport().width(), self.isVisible())
        if fitted == self._fitted:  # the rows of a table never change
            return
        columns = model.columnCount()
        values = range(NAME + 1, columns)
        last = str(model.headerData(columns - 1, Qt.Orientation.Horizontal))
        wide = self._theme.wide
        fixed = {column: wide(width) for column, width in _WIDTHS.items()}
        widths = {column: wide(_ATTRIBUTE if last == "属性" and column == columns - 1 else _VALUE) for column in values}
        room = self.viewport().width() - sum(fixed.values())
        if room - sum(widths.values()) < room // 2:
            fair = max(wide(_VALUE_MIN), min(wide(_VALUE), room * 50 // 100 // len(values)))
            widths = {column: min(width, fair) for column, width in widths.items()}
        for column, width in {**fixed, **widths}.items():
            self.setColumnWidth(column, width)
        self.setColumnWidth(NAME, max(room - sum(widths.values()), _NAME_LEAST))
        self.resizeRowsToContents()

    def _on_scrolled(self, value: int) -> None:
        del value
        self.viewport().update(
            QRect(0, 0, self._theme.wide(_WIDTHS[NUMBER] + _WIDTHS[CATEGORY]), self.viewport().height())
        )

    def _on_current(self, current: QModelIndex, previous: QModelIndex) -> None:
        del previous
        self.viewport().update()
        if current.isValid():
            self.chosen.emit(str(current.data(CODE_ROLE)))
