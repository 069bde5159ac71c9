"""All items as small pictures in one painted widget: the same years across, each item's own values up.

A list view, so that keys, screen readers and scrolling are Qt's own; each picture is painted, there is no widget in it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QHelpEvent, QImage, QKeyEvent, QPainter, QPixmap, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyledItemDelegate, QStyleOptionViewItem, QToolTip

from haishu_desk.ui.monitor.overview.lines import Line, grouped
from haishu_desk.ui.monitor.overview.models import LINE_ROLE
from haishu_desk.ui.monitor.overview.tile import LEAST_HEIGHT, LEAST_WIDTH, TilePainter
from haishu_desk.ui.theme import Theme

Index = QModelIndex | QPersistentModelIndex
MOST_COLUMNS = 5
_PICTURE = QSize(176, 104)


class _Tiles(QAbstractListModel):
    def __init__(self) -> None:
        super().__init__()
        self.lines: Sequence[Line] = ()

    def show_lines(self, lines: Sequence[Line]) -> None:
        self.beginResetModel()
        self.lines = lines
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  Qt's own default
        return 0 if parent.isValid() else len(self.lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        line = self.lines[index.row()]
        if role == LINE_ROLE:
            return line
        return line.spoken if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole) else None


class _TileDelegate(QStyledItemDelegate):
    """Each tile is painted once, until its line is another or the tiles have another size."""

    def __init__(self, theme: Theme, view: QListView) -> None:
        super().__init__(view)
        self._tiles, self._view, self._ground = TilePainter(theme), view, theme.color("bg")
        self._painted: dict[tuple[int, bool], tuple[Line, QPixmap]] = {}
        self._size: tuple[QSize, float] | None = None

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        box: QRect = option.rect  # type: ignore[attr-defined]
        size = box.size(), self._view.devicePixelRatioF()
        if size != self._size:
            self._size = size
            self._painted.clear()
        line: Line = index.data(LINE_ROLE)
        key = index.row(), index == self._view.currentIndex()
        kept = self._painted.get(key)
        if kept is None or kept[0] != line:
            kept = self._painted[key] = line, self._tile(line, *size, is_current=key[1])
        painter.drawPixmap(box.topLeft(), kept[1])

    def _tile(self, line: Line, size: QSize, ratio: float, *, is_current: bool) -> QPixmap:
        picture = QPixmap(size * ratio)
        picture.setDevicePixelRatio(ratio)
        picture.fill(self._ground)
        painter = QPainter(picture)
        self._tiles.paint(painter, line, QRect(QPoint(0, 0), size), is_current=is_current)
        painter.end()
        return picture

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        del option, index
        return self._view.gridSize()

    def helpEvent(self, event: QHelpEvent, view: QAbstractItemView, option: QStyleOptionViewItem, index: Index) -> bool:
        """The value of the year under the mouse, and what the line says."""
        if event.type() != QEvent.Type.ToolTip or not index.isValid():
            return super().helpEvent(event, view, option, index)
        box: QRect = option.rect  # type: ignore[attr-defined]
        share = (event.pos().x() - box.left()) / max(box.width(), 1)
        QToolTip.showText(event.globalPos(), hovered(index.data(LINE_ROLE), share), view, box)
        return True


def hovered(line: Line, share: float) -> str:
    """What is said where the mouse stands, `share` of the way through the picture: the item, that year, the light."""
    spark = line.spark
    year = spark.first_year + round(min(max(share, 0.0), 1.0) * (spark.last_year - spark.first_year))
    value = spark.value_of(year)
    figure = f"{grouped(str(value))} {line.unit}".strip() if value is not None else "没有数"
    due = next((expected for each, expected in spark.path if each == year), None)
    against = f"，应达 {grouped(f'{due.normalize():f}')}" if due is not None else ""
    return f"{line.item.number} {line.item.name}\n{year} 年 {figure}{against}\n{line.light_words}　{line.verdict}"


class Multiples(QListView):
    """`opened` carries the code of the item that was entered, `looked_at` of the one that is current."""

    opened = Signal(str)
    looked_at = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme, self._tiles = theme, _Tiles()
        self.setModel(self._tiles)
        self.setFlow(QListView.Flow.LeftToRight)
        self.setWrapping(True)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setItemDelegate(_TileDelegate(theme, self))
        self.setObjectName("cards")
        self.setAccessibleName("各项指标的小图")
        self.doubleClicked.connect(self._on_double)
        self.selectionModel().currentChanged.connect(self._on_current)

    @property
    def lines(self) -> Sequence[Line]:
        """What is shown, in print order."""
        return self._tiles.lines

    @property
    def columns(self) -> int:
        """How many stand side by side."""
        return max(min(self._room.width() // self._theme.wide(LEAST_WIDTH), MOST_COLUMNS), 1)

    @property
    def _room(self) -> QSize:
        """The room there is beside a scroll bar, whether there is one now or not."""
        return QSize(self.width() - self.verticalScrollBar().sizeHint().width() - 2, self.height())

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Show other items."""
        self._tiles.show_lines(lines)
        self.fit()

    def look_at(self, code: str) -> None:
        """Put the frame around that item."""
        row = next((row for row, line in enumerate(self.lines) if line.code == code), -1)
        if row != self.currentIndex().row():
            self.setCurrentIndex(self._tiles.index(row))
            self.viewport().update()

    def fit(self) -> None:
        """As high as the room allows, but never so low that the line of years cannot be seen."""
        columns, room = self.columns, self._room
        rows = -(-max(len(self.lines), 1) // columns)
        height = max((room.height() - 1) // rows, self._theme.tall(LEAST_HEIGHT))
        self.setGridSize(QSize(room.width() // columns, min(height, self._theme.tall(190))))

    def picture(self, ratio: float = 1.0) -> QImage:
        """All of them, whether they are scrolled out of sight or not."""
        size = self.gridSize().expandedTo(_PICTURE) if self.gridSize().isValid() else _PICTURE
        return picture_of(self.lines, self._theme, self.columns, size, ratio)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        index = self.currentIndex()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers() and index.isValid():
            self.opened.emit(index.data(LINE_ROLE).code)
            return
        super().keyPressEvent(event)

    def _on_current(self, current: QModelIndex) -> None:
        if current.isValid():
            self.looked_at.emit(current.data(LINE_ROLE).code)

    def _on_double(self, index: QModelIndex) -> None:
        self.opened.emit(index.data(LINE_ROLE).code)


def picture_of(lines: Sequence[Line], theme: Theme, columns: int, cell: QSize, ratio: float = 1.0) -> QImage:
    """The small pictures of these lines beside each other, `columns` in a row."""
    rows = -(-max(len(lines), 1) // columns)
    image = QImage(
        round(cell.width() * columns * ratio), round(cell.height() * rows * ratio), QImage.Format.Format_RGB32
    )
    image.setDevicePixelRatio(ratio)
    image.fill(theme.color("bg"))
    painter, tiles = QPainter(image), TilePainter(theme)
    for place, line in enumerate(lines):
        row, column = divmod(place, columns)
        box = QRect(column * cell.width(), row * cell.height(), cell.width(), cell.height())
        tiles.paint(painter, line, box)
    painter.end()
    return image
