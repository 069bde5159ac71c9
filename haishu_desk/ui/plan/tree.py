"""The tree at the left: chapters with their sections, tables, 专栏 and targets, then the lists."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPen, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QAbstractItemView, QStyledItemDelegate, QStyleOptionViewItem, QTreeView, QWidget

from haishu_desk.ui.plan.contents import Contents
from haishu_desk.ui.plan.outline import Node, outline
from haishu_desk.ui.plan.places import PLAN, Place
from haishu_desk.ui.theme import Theme

NODE_ROLE = Qt.ItemDataRole.UserRole
ROW, _INSET, _INDENT = 28, 8, 16
Index = QModelIndex | QPersistentModelIndex


class ContentsTree(QStandardItemModel):
    """The rows of `outline`; every row knows its node."""

    def __init__(self, contents: Contents) -> None:
        super().__init__()
        for node in outline(contents):
            self.appendRow(_row(node))

    def index_of(self, place: Place) -> QModelIndex:
        """The first row of a place; an invalid index if the tree has none."""
        found = (index for index in self._walk(QModelIndex()) if place_at(index) == place)
        return next(found, QModelIndex())

    def _walk(self, parent: QModelIndex) -> Iterator[QModelIndex]:
        for row in range(self.rowCount(parent)):
            index = self.index(row, 0, parent)
            yield index
            yield from self._walk(index)


def place_at(index: Index) -> Place | None:
    """The place of a row."""
    node = index.data(NODE_ROLE)
    return node.place if isinstance(node, Node) else None


def _row(node: Node) -> QStandardItem:
    item = QStandardItem(node.title)
    item.setData(node, NODE_ROLE)
    item.setToolTip(f"{node.title}　{node.side}".strip())
    item.setAccessibleText(f"{node.title} {node.side}".strip())
    item.setEditable(False)
    for child in node.children:
        item.appendRow(_row(child))
    return item


class TreeDelegate(QStyledItemDelegate):
    """A title and, at the right, how much is in it."""

    def __init__(self, theme: Theme, view: QTreeView) -> None:
        super().__init__(view)
        self._theme = theme
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        del option, index
        return QSize(120, self._theme.tall(ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        theme, node = self._theme, index.data(NODE_ROLE)
        place: QRect = option.rect  # type: ignore[attr-defined]
        current = index == self._view.currentIndex()
        painter.setFont(theme.font("small"))
        painter.setPen(theme.color("text3"))
        painter.drawText(
            place.adjusted(0, 0, -8, 0), int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight), node.side
        )
        taken = QFontMetrics(painter.font()).horizontalAdvance(node.side)
        room = place.adjusted(2 + (_INSET if node.inset else 0), 0, -(taken + 16 if node.side else 8), 0)
        painter.setFont(theme.font("body", bold=current or node.place.kind == PLAN))
        painter.setPen(theme.color("accent_text" if current else "text3" if node.quiet else "text"))
        text = QFontMetrics(painter.font()).elidedText(node.title, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter), text)
        painter.restore()


class ContentsView(QTreeView):
    """The tree; `chosen` carries the Place that is current."""

    chosen = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._opened = -1
        self.setObjectName("outline")
        self.setItemDelegate(TreeDelegate(theme, self))
        self.setHeaderHidden(True)
        self.setIndentation(_INDENT)
        self.setUniformRowHeights(True)
        self.setAnimated(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setAccessibleName("规划目录")

    def show_contents(self, model: ContentsTree) -> None:
        """Show another tree; what is not on the way to the chosen place is folded."""
        self.setModel(model)
        self._opened = -1
        self.collapseAll()
        for row in range(model.rowCount()):
            index = model.index(row, 0)
            place = place_at(index)
            self.setExpanded(index, place is not None and place.kind == PLAN)
        self.selectionModel().currentChanged.connect(self._on_current)

    def choose(self, place: Place) -> None:
        """Make a place current without saying so; a row that shows it already stays.

        The chapter that was opened for the last place is folded again when another one is opened.
        """
        model = self.model()
        if not isinstance(model, ContentsTree) or place_at(self.currentIndex()) == place:
            return
        index = model.index_of(place)
        was = self.blockSignals(True)
        top = index.parent() if index.parent().isValid() else index
        if self._opened >= 0 and top.row() != self._opened:
            self.collapse(model.index(self._opened, 0))
            self._opened = -1
        if top != index and not self.isExpanded(top):
            self._opened = top.row()
        self.setCurrentIndex(index)
        self.scrollTo(index)
        self.blockSignals(was)
        self.viewport().update()

    def drawRow(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """The current row has one ground under caret and words, and a ring while the keyboard is here."""
        if index == self.currentIndex():
            row: QRect = option.rect  # type: ignore[attr-defined]
            painter.save()
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(self._theme.color("accent"), 1.5) if self.hasFocus() else Qt.PenStyle.NoPen)
            painter.setBrush(self._theme.color("accent_soft"))
            painter.drawRoundedRect(QRect(5, row.top() + 1, self.viewport().width() - 10, row.height() - 2), 5, 5)
            painter.restore()
        super().drawRow(painter, option, index)

    def _on_current(self, current: QModelIndex, previous: QModelIndex) -> None:
        del previous
        place = place_at(current)
        if place is not None:
            self.chosen.emit(place)
