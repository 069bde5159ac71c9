"""Lists of 首页: a model over plain values, and what their painted rows share."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QMouseEvent, QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from haishu_desk.ui.theme import Theme

Index = QModelIndex | QPersistentModelIndex
LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
VALUE = Qt.ItemDataRole.UserRole  # the whole value of a row
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class RowModel(QAbstractListModel):
    """Values in a row each; `spoken` says one of them in words."""

    def __init__(self, spoken: Callable[[Any], str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._spoken = spoken
        self.rows: list[Any] = []

    def show(self, rows: Sequence[Any]) -> None:
        """Show these instead."""
        self.beginResetModel()
        self.rows = list(rows)
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self._spoken(row)
        return row if role == VALUE else None


class RowDelegate(QStyledItemDelegate):
    """Paints one row: ground, hairline, and what `paint_row` adds."""

    height = 50

    def __init__(self, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self.theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        del option, index
        return QSize(100, self.theme.tall(self.height))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        place, state = QRect(option.rect), option.state  # type: ignore[attr-defined]
        painter.save()
        selected = bool(state & QStyle.StateFlag.State_Selected)
        if selected and state & QStyle.StateFlag.State_HasFocus:
            painter.fillRect(place, self.theme.color("accent_soft"))
            painter.fillRect(QRect(place.left(), place.top(), 3, place.height()), self.theme.color("accent"))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(place, self.theme.color("wash"))
        painter.fillRect(QRect(place.left() + 16, place.bottom(), place.width() - 32, 1), self.theme.color("line"))
        self.paint_row(painter, place, index.data(VALUE))
        painter.restore()

    def paint_row(self, painter: QPainter, place: QRect, row: Any) -> None:
        """Paint what the row says."""
        raise NotImplementedError

    def words(  # noqa: PLR0917  six times a row
        self, painter: QPainter, place: QRect, text: str, ink: str, font: QFont, align: Any = LEFT
    ) -> None:
        """Text in that ink, elided at the end where it does not fit."""
        painter.setFont(font)
        painter.setPen(self.theme.color(ink))
        fitting = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, place.width())
        painter.drawText(place, align, fitting)


class RowList(QListView):
    """A list whose rows go somewhere: a click or Enter; `opened` carries the value."""

    opened = Signal(object)

    def __init__(self, theme: Theme, name: str, spoken: Callable[[Any], str], painter: type[RowDelegate]) -> None:
        super().__init__()
        self.rows = RowModel(spoken, self)
        self.setModel(self.rows)
        self.setItemDelegate(painter(theme, self))
        self.setAccessibleName(name)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.clicked.connect(self._open)
        self.activated.connect(self._open_by_key)

    def wanted_height(self, at_most: int) -> int:
        """The height that shows `at_most` rows."""
        delegate = self.itemDelegate()
        height = delegate.theme.tall(delegate.height) if isinstance(delegate, RowDelegate) else 50
        return min(self.rows.rowCount(), at_most) * height + 2

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        event.accept()  # the first click went there already

    def _open(self, index: QModelIndex) -> None:
        self.opened.emit(self.rows.rows[index.row()])

    def _open_by_key(self, index: QModelIndex) -> None:
        # Some styles call a single click an activation: going there twice does no harm, but going by mouse is done above.
        if self.style().styleHint(QStyle.StyleHint.SH_ItemView_ActivateItemOnSingleClick, None, self) == 0:
            self._open(index)
