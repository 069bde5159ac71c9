"""What a search found, as a list: the title, and where it stands."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QListView, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from haishu_desk.ui.plan.finding import Entry
from haishu_desk.ui.theme import Theme

ENTRY_ROLE = Qt.ItemDataRole.UserRole
ROW = 46
Index = QModelIndex | QPersistentModelIndex


class FoundModel(QAbstractListModel):
    """The hits, the best first."""

    def __init__(self) -> None:
        super().__init__()
        self.found: Sequence[Entry] = ()

    def show_found(self, found: Sequence[Entry]) -> None:
        """Show what another search found."""
        self.beginResetModel()
        self.found = found
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  Qt's own default
        return 0 if parent.isValid() else len(self.found)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        entry = self.found[index.row()]
        texts: dict[int, Any] = {
            Qt.ItemDataRole.DisplayRole: entry.title,
            Qt.ItemDataRole.ToolTipRole: f"{entry.title}\n{entry.what}　{entry.context}",
            Qt.ItemDataRole.AccessibleTextRole: f"{entry.what} {entry.code} {entry.title}，{entry.context}",
            ENTRY_ROLE: entry,
        }
        return texts.get(role)


class FoundDelegate(QStyledItemDelegate):
    """Two lines: the title, and what it is and where it stands."""

    def __init__(self, theme: Theme, view: QListView) -> None:
        super().__init__(view)
        self._theme = theme
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        del option, index
        return QSize(120, self._theme.tall(ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        theme, entry = self._theme, index.data(ENTRY_ROLE)
        place: QRect = option.rect  # type: ignore[attr-defined]
        current = index == self._view.currentIndex()
        if current:
            painter.fillRect(place, theme.color("accent_soft"))
            painter.fillRect(QRect(place.left(), place.top(), 3, place.height()), theme.color("accent"))
        room = place.adjusted(14, 4, -10, -4)
        for use, token, text, flag in (
            ("body", "accent_text" if current else "text", entry.title, Qt.AlignmentFlag.AlignTop),
            ("small", "text3", f"{entry.what}　{entry.context}", Qt.AlignmentFlag.AlignBottom),
        ):
            painter.setFont(theme.font(use, bold=current and use == "body"))
            painter.setPen(theme.color(token))
            elided = QFontMetrics(painter.font()).elidedText(text, Qt.TextElideMode.ElideRight, room.width())
            painter.drawText(room, int(flag), elided)
        painter.setPen(theme.color("line"))
        painter.drawLine(place.left() + 14, place.bottom(), place.right() - 10, place.bottom())
        painter.restore()


class FoundView(QListView):
    """The list itself."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.hits = FoundModel()
        self.setModel(self.hits)
        self.setItemDelegate(FoundDelegate(theme, self))
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName("查找结果")
