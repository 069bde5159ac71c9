"""The list of findings: group lines, marks with words, figures at the right; double click or Enter goes to the cell."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from haishu_desk.domain.findings import Finding
from haishu_desk.ui.findings.model import FIGURES, STATUS, Column, FindingsModel, identity
from haishu_desk.ui.findings.wording import MARKS
from haishu_desk.ui.marks import paint_mark, text_token
from haishu_desk.ui.theme import Theme
from haishu_desk.ui.widgets.shapes import LEFT, RIGHT, paint_status, paint_text
from haishu_desk.ui.widgets.tables import dress_table, paint_ground

ROW, GROUP_ROW = 28, 26
_WIDTHS = {
    Column.LEVEL: 88, Column.LEFT: 86, Column.RIGHT: 86, Column.DIFFERENCE: 86, Column.DO: 104,
}  # fmt: skip
_PLACE_SHARE, _PLACE_LEAST = 0.42, 150
_UP = (
    QAbstractItemView.CursorAction.MoveUp,
    QAbstractItemView.CursorAction.MovePageUp,
    QAbstractItemView.CursorAction.MoveHome,
)
Index = QModelIndex | QPersistentModelIndex


class FindingsDelegate(QStyledItemDelegate):
    """Paints headings and findings."""

    def __init__(self, theme: Theme, parent: QTableView) -> None:
        super().__init__(parent)
        self._theme = theme

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        box: QRect = option.rect  # type: ignore[attr-defined]
        model = index.model()
        if isinstance(model, FindingsModel) and model.finding(index.row()) is None:
            self._paint_group(painter, box, str(index.data() or ""))
        else:
            column = Column(index.column())
            paint_ground(painter, self._theme, option, is_first=column is Column.LEVEL)
            self._paint_cell(painter, box, index, column)
        painter.restore()

    def _paint_group(self, painter: QPainter, box: QRect, text: str) -> None:
        theme = self._theme
        title, _, rest = text.partition("\n")
        painter.fillRect(box, theme.color("wash"))
        painter.setPen(theme.color("line"))
        painter.drawLine(box.bottomLeft(), box.bottomRight())
        painter.setFont(theme.font("chip", bold=True))
        words = box.adjusted(16, 0, -8, 0)
        paint_text(painter, words, title, theme.color("text"))
        width = painter.fontMetrics().horizontalAdvance(title)
        painter.setFont(theme.font("chip"))
        paint_text(painter, words.adjusted(width + 10, 0, 0, 0), rest, theme.color("text3"))

    def _paint_cell(self, painter: QPainter, box: QRect, index: Index, column: Column) -> None:
        theme, text = self._theme, str(index.data() or "")
        inside = box.adjusted(16 if column is Column.LEVEL else 8, 0, -8, -1)
        painter.setFont(theme.font("chip"))
        status = index.data(STATUS)
        if column is Column.LEVEL:
            kind = MARKS[status.word]
            paint_mark(painter, QPointF(inside.left() + 4, inside.center().y() + 0.5), kind, theme, 8)
            paint_text(painter, inside.adjusted(13, 0, 0, 0), text, theme.color(text_token(kind)))
        elif status is not None:
            paint_status(painter, theme, status, inside)
        else:
            align = RIGHT if column in FIGURES else LEFT
            paint_text(painter, inside, text, theme.color("text" if column is Column.PROBLEM else "text2"), align)


class FindingsView(QTableView):
    """The list; `stood` carries the current finding or None, `jumped` one whose cell somebody wants to go to."""

    stood = Signal(object)
    jumped = Signal(object)

    def __init__(self, model: FindingsModel, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.found, self._theme = model, theme
        self._current: Finding | None = None
        self.setObjectName("edge")
        self.setModel(model)
        self.setItemDelegate(FindingsDelegate(theme, self))
        self.setAccessibleName("审核结果")
        dress_table(self, theme, ROW)
        self.horizontalHeader().setFixedHeight(theme.tall(ROW))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        for column, width in _WIDTHS.items():
            self.setColumnWidth(column, theme.wide(width))
        self.horizontalHeader().setSectionResizeMode(Column.PROBLEM, QHeaderView.ResizeMode.Stretch)
        model.modelReset.connect(self._arrange)
        self.selectionModel().currentRowChanged.connect(self._stand)
        self.doubleClicked.connect(self._jump)

    @property
    def current(self) -> Finding | None:
        """The finding of the current line."""
        return self.found.finding(self.currentIndex().row())

    def stand_on(self, finding: Finding | None) -> bool:
        """Make the line of that finding the current one; False if it is not shown."""
        row = self.found.row_of(finding)
        if row >= 0:
            self.selectRow(row)
            self.scrollTo(self.found.index(row, 0))
        return row >= 0

    def _arrange(self) -> None:
        """Headings are lower and go across; who stood on a finding still does, or on the one in its place."""
        self.clearSpans()
        for row, line in enumerate(self.found.lines):
            is_group = isinstance(line, str)
            self.setRowHeight(row, self._theme.tall(GROUP_ROW if is_group else ROW))
            if is_group:
                self.setSpan(row, 0, 1, self.found.columnCount())
        if not self.stand_on(self._current):
            rows = [row for row, line in enumerate(self.found.lines) if isinstance(line, Finding)]
            if rows:
                self.selectRow(rows[0])
            else:
                self._stand()

    def _stand(self) -> None:
        self._current = self.current
        self.stood.emit(self._current)

    def _jump(self) -> None:
        if self.current is not None:
            self.jumped.emit(self.current)

    def is_on(self, finding: Finding) -> bool:
        """Whether the current line is that finding's."""
        return self.current is not None and identity(self.current) == identity(finding)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._jump()
        else:
            super().keyPressEvent(event)

    def moveCursor(self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        """Step over the headings."""
        index = super().moveCursor(action, modifiers)
        if not index.isValid() or self.found.finding(index.row()) is not None:
            return index
        row = index.row() - 1 if action in _UP and index.row() > 0 else index.row() + 1
        return self.found.index(row, index.column())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """位置 and 问题 share what the figures leave."""
        left = self.viewport().width() - sum(map(self._theme.wide, _WIDTHS.values()))
        self.setColumnWidth(Column.PLACE, max(int(left * _PLACE_SHARE), _PLACE_LEAST))
        super().resizeEvent(event)
