"""The tree at the left: plans, their table, the 专栏 and the lists; and the list of what a search found."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeView,
    QWidget,
)

from haishu_desk.ui.plan.contents import BOX, BOXES, LIST, LIST_TITLES, LISTS, PLAN, TABLE, Contents, Entry, Place
from haishu_desk.ui.theme import Theme

PLACE_ROLE = Qt.ItemDataRole.UserRole
SIDE_ROLE = Qt.ItemDataRole.UserRole + 1
ENTRY_ROLE = Qt.ItemDataRole.UserRole + 2
_TREE_ROW, _FOUND_ROW = 28, 46
Index = QModelIndex | QPersistentModelIndex


class ContentsTree(QStandardItemModel):
    """Plans, tables, 专栏 and lists; every row knows its place."""

    def __init__(self, contents: Contents) -> None:
        super().__init__()
        for plan in contents.plans:
            self.appendRow(_plan(contents, plan))

    def index_of(self, place: Place) -> QModelIndex:
        """The row of a place; an invalid index if the tree has none."""
        found = self.match(
            self.index(0, 0),
            Qt.ItemDataRole.DisplayRole,
            "",
            -1,
            Qt.MatchFlag.MatchContains | Qt.MatchFlag.MatchRecursive,
        )
        return next((index for index in found if index.data(PLACE_ROLE) == place), QModelIndex())


def _plan(contents: Contents, plan: str) -> QStandardItem:
    root = _row(f"{contents.title(plan)}规划纲要", Place(PLAN, plan), "")
    count = len(contents.documents.indicators_json(plan))
    root.appendRow(_row("主要指标表", Place(TABLE, plan), f"{count} 行"))
    boxes = contents.documents.boxes_json(plan)
    if boxes:
        parent = _row("专栏", Place(BOXES, plan), f"{len(boxes)} 个")
        for box in boxes:
            size = sum(len(group["items"]) for group in box["groups"])
            parent.appendRow(_row(f"{box['number']}　{box['title']}", Place(BOX, plan, str(box["number"])), f"{size}"))
        root.appendRow(parent)
    lists = contents.lists(plan)
    if lists:
        parent = _row("名单", Place(LISTS, plan), f"{len(lists)} 份")
        for name in lists:
            parent.appendRow(_row(LIST_TITLES[name], Place(LIST, plan, name), ""))
        root.appendRow(parent)
    return root


def _row(title: str, place: Place, side: str) -> QStandardItem:
    item = QStandardItem(title)
    item.setData(place, PLACE_ROLE)
    item.setData(side, SIDE_ROLE)
    item.setToolTip(title)
    item.setEditable(False)
    return item


class TreeDelegate(QStyledItemDelegate):
    """A title and, at the right, how much is in it."""

    def __init__(self, theme: Theme, view: QTreeView) -> None:
        super().__init__(view)
        self._theme = theme
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        del option, index
        return QSize(120, self._theme.tall(_TREE_ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        theme = self._theme
        place: QRect = option.rect  # type: ignore[attr-defined]
        current = index == self._view.currentIndex()
        if current:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("accent_soft"))
            painter.drawRoundedRect(place.adjusted(-4, 1, -4, -1), 5, 5)
        bold = current or not index.parent().isValid()
        painter.setFont(theme.font("small"))
        side = str(index.data(SIDE_ROLE) or "")
        painter.setPen(theme.color("text3"))
        painter.drawText(
            place.adjusted(0, 0, -10, 0), int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight), side
        )
        room = place.adjusted(4, 0, -18 - QFontMetrics(painter.font()).horizontalAdvance(side), 0)
        painter.setFont(theme.font("body", bold=bold))
        painter.setPen(theme.color("accent_text" if current else "text"))
        text = QFontMetrics(painter.font()).elidedText(str(index.data()), Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter), text)
        painter.restore()


class ContentsView(QTreeView):
    """The tree; `chosen` carries the Place that is current."""

    chosen = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setItemDelegate(TreeDelegate(theme, self))
        self.setHeaderHidden(True)
        self.setIndentation(16)
        self.setUniformRowHeights(True)
        self.setAnimated(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setAccessibleName("规划目录")

    def show_contents(self, model: ContentsTree) -> None:
        """Show the tree, opened down to the 专栏 of the newest plan."""
        self.setModel(model)
        self.collapseAll()
        for row in range(model.rowCount()):
            self.expand(model.index(row, 0))
        self.expand(model.index(1, 0, model.index(0, 0)))
        self.selectionModel().currentChanged.connect(self._on_current)

    def choose(self, place: Place) -> None:
        """Make a place current without saying so."""
        model = self.model()
        if not isinstance(model, ContentsTree):
            return
        index = model.index_of(place)
        was = self.blockSignals(True)
        self.setCurrentIndex(index)
        self.scrollTo(index)
        self.blockSignals(was)
        self.viewport().update()

    def _on_current(self, current: QModelIndex, previous: QModelIndex) -> None:
        del previous
        place = current.data(PLACE_ROLE)
        if place is not None:
            self.chosen.emit(place)


class FoundModel(QAbstractListModel):
    """What a search found."""

    def __init__(self) -> None:
        super().__init__()
        self._found: Sequence[Entry] = ()

    def show_found(self, found: Sequence[Entry]) -> None:
        """Show what another search found."""
        self.beginResetModel()
        self._found = found
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  Qt's own default
        return 0 if parent.isValid() else len(self._found)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        entry = self._found[index.row()]
        texts = {
            Qt.ItemDataRole.DisplayRole: entry.title,
            Qt.ItemDataRole.ToolTipRole: f"{entry.title}\n{entry.context}",
            Qt.ItemDataRole.AccessibleTextRole: f"{entry.what} {entry.code} {entry.title}，{entry.context}",
            ENTRY_ROLE: entry,
        }
        return texts.get(role)


class FoundDelegate(QStyledItemDelegate):
    """Two lines: the title, and where it stands."""

    def __init__(self, theme: Theme, view: QListView) -> None:
        super().__init__(view)
        self._theme = theme
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        del option, index
        return QSize(120, self._theme.tall(_FOUND_ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        theme, entry = self._theme, index.data(ENTRY_ROLE)
        place: QRect = option.rect  # type: ignore[attr-defined]
        if index == self._view.currentIndex():
            painter.fillRect(place, theme.color("accent_soft"))
            painter.fillRect(QRect(place.left(), place.top(), 3, place.height()), theme.color("accent"))
        room = place.adjusted(14, 4, -10, -4)
        for use, token, text, flag in (
            ("body", "text", entry.title, Qt.AlignmentFlag.AlignTop),
            ("small", "text3", f"{entry.context}　{entry.code}", Qt.AlignmentFlag.AlignBottom),
        ):
            painter.setFont(theme.font(use))
            painter.setPen(theme.color(token))
            elided = QFontMetrics(painter.font()).elidedText(text, Qt.TextElideMode.ElideRight, room.width())
            painter.drawText(room, int(flag), elided)
        painter.restore()
