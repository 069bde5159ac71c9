"""A quiet list of two-line rows with a mark at the left: the outbox, replies that are due, the queue of the reviewer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from haishu_desk.ui.marks import paint_mark, text_token
from haishu_desk.ui.theme import Theme
from haishu_desk.ui.widgets.shapes import IDLE, RIGHT, paint_text

LINE = Qt.ItemDataRole.UserRole + 1
ROW, HEAD = 50, 30
# Qt shortens a text that fits to the pixel.
_SLACK = 2
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True)
class Line:
    """One row. `mark` None makes it a heading; `right` stands at the right end, `payload` is what it speaks of."""

    mark: str | None
    title: str
    detail: str = ""
    right: str = ""
    corner: str = ""
    payload: Any = None
    tip: str = ""


class LineModel(QAbstractListModel):
    """The rows of a list."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.lines: list[Line] = []

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Show these rows; nothing happens if they are the ones that are shown."""
        if list(lines) == self.lines:
            return
        self.beginResetModel()
        self.lines = list(lines)
        self.endResetModel()

    def row_of(self, payload: object) -> int:
        """The row that speaks of `payload`, or -1."""
        return next((row for row, line in enumerate(self.lines) if line.payload == payload), -1)

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        line = self.lines[index.row()]
        if role == LINE:
            return line
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return " ".join(filter(None, (line.title, line.corner, line.detail, line.right)))
        if role == Qt.ItemDataRole.ToolTipRole:
            return line.tip or None
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if index.isValid() and self.lines[index.row()].mark is None:
            return Qt.ItemFlag.NoItemFlags
        return super().flags(index)


class LineDelegate(QStyledItemDelegate):
    """Paints a row: mark, title and corner, detail and right end."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line: Line = index.data(LINE)
        box: QRect = option.rect  # type: ignore[attr-defined]
        painter.save()
        if line.mark is None:
            painter.setFont(self._theme.font("small", bold=True))
            paint_text(painter, box.adjusted(16, 4, -12, 0), line.title, self._theme.color("text2"))
        else:
            selected = bool(option.state & QStyle.StateFlag.State_Selected)  # type: ignore[attr-defined]
            self._paint_line(painter, box, line, selected=selected)
        painter.restore()

    def _paint_line(self, painter: QPainter, box: QRect, line: Line, *, selected: bool) -> None:
        theme = self._theme
        if selected:
            painter.fillRect(box, theme.color("accent_soft"))
            painter.fillRect(QRect(box.left(), box.top(), 3, box.height()), theme.color("accent"))
        painter.setPen(theme.color("line"))
        painter.drawLine(box.left() + 16, box.bottom(), box.right() - 12, box.bottom())
        paint_mark(painter, QPointF(box.left() + 22, box.top() + theme.tall(17)), line.mark or IDLE, theme)
        tall = theme.tall
        first = QRect(box.left() + 36, box.top() + tall(6), box.width() - 48, tall(21))
        second = QRect(box.left() + 36, box.top() + tall(26), box.width() - 48, tall(18))
        painter.setFont(theme.font("small"))
        wanted = painter.fontMetrics().horizontalAdvance
        corner = wanted(line.corner) + _SLACK
        right = max(min(wanted(line.right) + _SLACK, second.width() - wanted(line.detail) - 12), 0)
        paint_text(painter, first.adjusted(first.width() - corner, 0, 0, 0), line.corner, theme.color("text3"), RIGHT)
        token = text_token(line.mark) if line.mark and line.right else "text3"
        paint_text(painter, second.adjusted(second.width() - right, 0, 0, 0), line.right, theme.color(token), RIGHT)
        paint_text(painter, second.adjusted(0, 0, -right - 8, 0), line.detail, theme.color("text3"))
        painter.setFont(theme.font("body", bold=selected or bool(line.corner)))
        paint_text(painter, first.adjusted(0, 0, -corner - 6, 0), line.title, theme.color("text"))

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        del option
        return QSize(120, self._theme.tall(HEAD if index.data(LINE).mark is None else ROW))


class LineView(QListView):
    """The list itself."""

    def __init__(self, model: LineModel, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setModel(model)
        self.setItemDelegate(LineDelegate(theme, self))
        self.setAccessibleName(name)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QListView.Shape.NoFrame)
