"""The pages small, in a column: one is chosen, the large view goes there."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QListView, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from haishu_desk.press.leaves import Leaf
from haishu_desk.press.painting import PAPER
from haishu_desk.ui.printing.pictures import LeafPictures
from haishu_desk.ui.theme import Theme

WIDTH, PICTURE, CELL = 112, 76, 128
Index = QModelIndex | QPersistentModelIndex


class LeafModel(QAbstractListModel):
    """The pages by their number from 1 on."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.leaves: Sequence[Leaf] = ()

    def show(self, leaves: Sequence[Leaf]) -> None:
        """Show these instead."""
        self.beginResetModel()
        self.leaves = leaves
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.leaves)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if index.isValid() and role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return f"第 {index.row() + 1} 页"
        return None


class _Paint(QStyledItemDelegate):
    """A page on the desk with its number; each is painted once, and white until then."""

    def __init__(self, theme: Theme, model: LeafModel, pictures: LeafPictures, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme, self._model, self._pictures = theme, model, pictures

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        box: QRectF = QRectF(option.rect)  # type: ignore[attr-defined]
        is_current = index.row() == self._view.currentIndex().row()
        theme, leaf = self._theme, self._model.leaves[index.row()]
        picture = self._pictures.of(index.row(), leaf, 2 * PICTURE)
        size = QSize(PICTURE, round(PICTURE * leaf.height / leaf.width))
        place = QRectF(box.center().x() - size.width() / 2, box.top() + 8, size.width(), size.height())
        painter.save()
        if picture is None:
            painter.fillRect(place, PAPER)
        else:
            painter.drawPixmap(place, picture, QRectF(QPointF(0, 0), picture.size()))
        painter.setPen(QPen(theme.color("accent" if is_current else "line2"), 2 if is_current else 1))
        painter.drawRect(place)
        painter.setFont(theme.font("small", bold=is_current))
        painter.setPen(theme.color("accent_text" if is_current else "text2"))
        foot = QRectF(box.left(), place.bottom() + 2, box.width(), theme.tall(16))
        painter.drawText(foot, int(Qt.AlignmentFlag.AlignCenter), str(index.row() + 1))
        painter.restore()

    @property
    def _view(self) -> QListView:
        view = self.parent()
        assert isinstance(view, QListView)  # noqa: S101  it is made for one
        return view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        del option
        leaf = self._model.leaves[index.row()]
        return QSize(WIDTH - 20, round(PICTURE * leaf.height / leaf.width) + 12 + self._theme.tall(18))


class Thumbs(QListView):
    """`chosen` carries the number of a page, from 1 on."""

    chosen = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.leaves = LeafModel(self)
        self.setModel(self.leaves)
        self._pictures = LeafPictures(self.viewport())
        self.leaves.modelReset.connect(self._pictures.forget)
        self.setItemDelegate(_Paint(theme, self.leaves, self._pictures, self))
        self.setFixedWidth(theme.wide(WIDTH))
        self.setAccessibleName("各页")
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setObjectName("cards")
        self._is_followed = False
        self.selectionModel().currentChanged.connect(self._on_current)

    def paintEvent(self, event: QPaintEvent) -> None:
        self._pictures.begin()
        super().paintEvent(event)

    def show_leaves(self, leaves: Sequence[Leaf]) -> None:
        """Show these from the first on."""
        self.leaves.show(leaves)
        self.follow(1)

    def follow(self, page: int) -> None:
        """The large view shows that page now."""
        self._is_followed = True
        self.setCurrentIndex(self.leaves.index(page - 1, 0))
        self._is_followed = False
        self.viewport().update()

    def _on_current(self, current: QModelIndex) -> None:
        if not self._is_followed and current.isValid():
            self.chosen.emit(current.row() + 1)
