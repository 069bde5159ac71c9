"""专栏 and lists as cards: one painted list, so that a hundred entries cost one widget."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from haishu_desk.ui.plan.contents import GROUP, HEAD, ITEM, CardRow
from haishu_desk.ui.theme import Theme

ROW_ROLE = Qt.ItemDataRole.UserRole
GAP, MARGIN, INSIDE, WIDEST, SIDE = 16, 24, 16, 900, 208
_HEIGHTS = {HEAD: 46, GROUP: 30, ITEM: 48}
_LINE = 30
_RADIUS = 8
Index = QModelIndex | QPersistentModelIndex


class CardModel(QAbstractListModel):
    """The rows of the cards that are shown."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: Sequence[CardRow] = ()

    def show_rows(self, rows: Sequence[CardRow]) -> None:
        """Show other cards."""
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  Qt's own default
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return row.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return " ".join(part for part in (row.number, row.title, row.text, row.side) if part)
        if role == Qt.ItemDataRole.ToolTipRole and row.kind == ITEM:
            return f"{row.title}\n{row.text}\n牵头 {row.side}"
        return row if role == ROW_ROLE else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        chosen = Qt.ItemFlag.ItemIsSelectable if self._rows[index.row()].code else Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemNeverHasChildren | chosen

    def is_last_of_card(self, row: int) -> bool:
        """Whether the card ends with this row."""
        return row + 1 >= len(self._rows) or self._rows[row + 1].kind == HEAD

    def row_of(self, code: str) -> int:
        """The row of an item; -1 if it is not shown."""
        return next((place for place, row in enumerate(self._rows) if code and row.code == code), -1)

    def row_titled(self, title: str) -> int:
        """The row with that title; -1 if it is not shown."""
        return next((place for place, row in enumerate(self._rows) if row.title == title), -1)


class CardDelegate(QStyledItemDelegate):
    """Paints one row of a card; the first and the last row have the round corners."""

    def __init__(self, theme: Theme, view: QListView) -> None:
        super().__init__(view)
        self._theme = theme
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        del option
        row: CardRow = index.data(ROW_ROLE)
        ends = self._ends(index)
        height = self._theme.tall(_HEIGHTS.get(row.kind, _LINE))
        return QSize(200, height + (GAP if row.kind == HEAD else 0) + (8 if ends else 0))

    def _ends(self, index: Index) -> bool:
        model = index.model()
        return isinstance(model, CardModel) and model.is_last_of_card(index.row())

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        row: CardRow = index.data(ROW_ROLE)
        place: QRect = option.rect  # type: ignore[attr-defined]
        width = min(place.width() - 2 * MARGIN, WIDEST)
        card = QRect(place.left() + MARGIN, place.top(), width, place.height())
        if row.kind == HEAD:
            card.setTop(card.top() + GAP)
        self._ground(painter, card, index)
        text = card.adjusted(INSIDE, 0, -INSIDE, -8 if self._ends(index) else 0)
        if row.kind == HEAD:
            self._head(painter, text, row)
        elif row.kind == GROUP:
            self._words(painter, text, row.title, "body", "text2", bold=True)
        elif row.kind == ITEM:
            self._item(painter, text, row)
        else:
            number = text.adjusted(0, 0, 0, 0)
            number.setWidth(56)
            self._words(painter, number, row.number, "small", "text3")
            self._words(painter, text.adjusted(56, 0, 0, 0), row.title, "body", "text")
        painter.restore()

    def _ground(self, painter: QPainter, card: QRect, index: Index) -> None:
        """The card's own ground and edge, cut out of a rounded card that reaches beyond this row."""
        theme, row = self._theme, index.data(ROW_ROLE)
        first, last = row.kind == HEAD, self._ends(index)
        whole = QRectF(card).adjusted(0.5, 0.5 if first else -20, -0.5, -0.5 if last else 20)
        path = QPainterPath()
        path.addRoundedRect(whole, _RADIUS, _RADIUS)
        painter.setClipRect(card)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen = bool(row.code) and index.row() == self._view.currentIndex().row()
        painter.fillPath(path, theme.color("accent_soft" if chosen else "wash" if row.kind == GROUP else "surface"))
        painter.setPen(QPen(theme.color("line"), 1))
        painter.drawPath(path)
        if not last and row.kind in (HEAD, ITEM):
            painter.drawLine(card.left() + 1, card.bottom(), card.right() - 1, card.bottom())
        if chosen:
            painter.fillRect(QRect(card.left(), card.top(), 3, card.height()), theme.color("accent"))

    def _head(self, painter: QPainter, place: QRect, row: CardRow) -> None:
        used = self._words(painter, place, row.number, "body", "accent_text", bold=True)
        used += 12 + self._words(painter, place.adjusted(used + 12, 0, 0, 0), row.title, "panel", "text", bold=True)
        self._words(painter, place.adjusted(used + 16, 1, 0, 0), row.text, "small", "text3")

    def _item(self, painter: QPainter, place: QRect, row: CardRow) -> None:
        tall = self._theme.tall
        side = QRect(place.right() - SIDE, place.top(), SIDE, place.height())
        self._words(painter, side, f"牵头 {row.side}", "small", "text2", right=True)
        room = place.adjusted(0, 0, -SIDE - 12, 0)
        self._words(
            painter,
            QRect(room.left(), room.top() + tall(5), room.width(), tall(20)),
            row.title,
            "body",
            "text",
            bold=True,
        )
        self._words(
            painter, QRect(room.left(), room.top() + tall(24), room.width(), tall(19)), row.text, "small", "text3"
        )

    def _words(
        self,
        painter: QPainter,
        place: QRect,
        text: str,
        use: str,
        token: str,
        *,
        bold: bool = False,
        right: bool = False,
    ) -> int:
        """Write one line, elided at its end; returns the width that it took."""
        font = self._theme.font(use, bold=bold)
        metrics = QFontMetrics(font)
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, place.width())
        painter.setFont(font)
        painter.setPen(self._theme.color(token))
        side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        painter.drawText(place, int(Qt.AlignmentFlag.AlignVCenter | side), shown)
        return metrics.horizontalAdvance(shown)


class CardView(QListView):
    """Shows cards; `chosen` carries the code of the item that is current."""

    chosen = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.cards = CardModel()
        self.setModel(self.cards)
        self.setItemDelegate(CardDelegate(theme, self))
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setObjectName("cards")
        self.setAccessibleName("专栏和名单")
        self.selectionModel().currentChanged.connect(self._on_current)
        palette = self.palette()
        palette.setColor(palette.ColorRole.Base, theme.color("bg"))
        self.setPalette(palette)

    def choose(self, code: str, title: str = "") -> None:
        """Bring an item, or the row with that title, into sight and make it current."""
        row = self.cards.row_of(code) if code else self.cards.row_titled(title)
        if row >= 0:
            self.setCurrentIndex(self.cards.index(row))
            self.scrollTo(self.cards.index(row), QAbstractItemView.ScrollHint.PositionAtCenter)

    def _on_current(self, current: QModelIndex, previous: QModelIndex) -> None:
        del previous
        self.viewport().update()
        row = current.data(ROW_ROLE)
        if row is not None and row.code:
            self.chosen.emit(row.code)
