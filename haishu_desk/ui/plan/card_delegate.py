"""Paints one row of a card; the first and the last row have the round corners."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize
from PySide6.QtGui import QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QListView, QStyledItemDelegate, QStyleOptionViewItem

from haishu_desk.ui.marks import paint_mark
from haishu_desk.ui.plan.card_model import ROW_ROLE, CardModel
from haishu_desk.ui.plan.card_paint import BODY, QUIET, RIGHT, SMALL, STRONG, CardBrush, Ink
from haishu_desk.ui.plan.rows import CHECK, GROUP, HEAD, ITEM, LINE, PROJECT, CardRow
from haishu_desk.ui.plan.rows import QUIET as QUIET_ROW
from haishu_desk.ui.theme import Theme

GAP, MARGIN, INSIDE, WIDEST = 12, 20, 16, 1180
_SLACK, _SIDE, _BULLET, _NUMBER, _RADIUS, _END = 4, 190, 14, 60, 8, 6
_HEAD, _GROUP, _LINE, _PROJECT, _ITEM = 44, 28, 30, 26, 28
_TITLE = Ink("panel", "text", bold=True)
_HEADING, _GROUPED = Ink("body", "accent_text", bold=True), Ink("body", "text2", bold=True)
Index = QModelIndex | QPersistentModelIndex


class CardDelegate(QStyledItemDelegate):
    """Knows the width of its view, so that the height of a row follows from what wraps in it."""

    def __init__(self, theme: Theme, view: QListView) -> None:
        super().__init__(view)
        self._theme = theme
        self._view = view
        self._brush = CardBrush(theme)

    # Measuring.

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        del option
        row: CardRow = index.data(ROW_ROLE)
        above = GAP if row.kind == HEAD else 0
        below = _END if self._ends(index) else 0
        return QSize(200, above + self._height(row) + below)

    def _width(self) -> int:
        return min(self._view.viewport().width() - 2 * MARGIN, WIDEST) - 2 * INSIDE

    def _height(self, row: CardRow) -> int:
        width, brush = self._width(), self._brush
        if row.kind == HEAD:
            return self._theme.tall(_HEAD) + self._chips_room(row, width)
        if row.kind == GROUP:
            return self._theme.tall(_GROUP)
        if row.kind == ITEM:
            text = brush.wrapped_height(row.text, QUIET, width)
            return self._theme.tall(_ITEM) + text + 6 + self._chips_room(row, width)
        if row.kind == CHECK:
            return 10 + brush.wrapped_height(row.title, BODY, width - 22) + 24
        return (
            self._theme.tall(_PROJECT)
            if row.kind in (PROJECT, QUIET_ROW) and not row.number
            else self._theme.tall(_LINE)
        )

    def _chips_room(self, row: CardRow, width: int) -> int:
        height = self._brush.chips_height(row.chips, width)
        return height + 8 if height else 0

    def _ends(self, index: Index) -> bool:
        model = index.model()
        return isinstance(model, CardModel) and model.is_last_of_card(index.row())

    # Painting.

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        row: CardRow = index.data(ROW_ROLE)
        place: QRect = option.rect  # type: ignore[attr-defined]
        card = QRect(place.left() + MARGIN, place.top(), self._width() + 2 * INSIDE, place.height())
        if row.kind == HEAD:
            card.setTop(card.top() + GAP)
        self._ground(painter, card, index)
        text = card.adjusted(INSIDE, 0, -INSIDE, -_END if self._ends(index) else 0)
        parts = {HEAD: self._head, GROUP: self._group, ITEM: self._item, PROJECT: self._project, CHECK: self._check}
        parts.get(row.kind, self._line)(painter, text, row)
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
        chosen = index.row() == self._view.currentIndex().row()
        painter.fillPath(path, theme.color("accent_soft" if chosen else "wash" if row.kind == GROUP else "surface"))
        painter.setPen(QPen(theme.color("line"), 1))
        painter.drawPath(path)
        if not last and self._is_ruled(index):
            y = card.bottom() + 0.5
            painter.drawLine(QPointF(card.left() + 1, y), QPointF(card.right() - 1, y))
        if chosen:
            painter.fillRect(QRect(card.left(), card.top(), 3, card.height()), theme.color("accent"))

    def _is_ruled(self, index: Index) -> bool:
        """A line ends the head and each task with all that belongs to it."""
        below = index.model().index(index.row() + 1, 0).data(ROW_ROLE)
        return index.data(ROW_ROLE).kind == HEAD or (below is not None and below.kind in (ITEM, GROUP, CHECK))

    def _head(self, painter: QPainter, place: QRect, row: CardRow) -> None:
        brush = self._brush
        line = QRect(place.left(), place.top(), place.width(), self._theme.tall(_HEAD))
        used = brush.words(painter, line, row.number, _HEADING) + 12
        room = line.adjusted(used, 0, 0, 0)
        about = brush.metrics(QUIET).horizontalAdvance(row.text) + _SLACK
        brush.words(painter, room.adjusted(0, 0, -about - 12, 0), row.title, _TITLE)
        brush.words(painter, room.adjusted(room.width() - about, 0, 0, 0), row.text, QUIET, RIGHT)
        brush.chips(painter, place.adjusted(0, self._theme.tall(_HEAD) - 4, 0, 0), row.chips)

    def _group(self, painter: QPainter, place: QRect, row: CardRow) -> None:
        self._brush.words(painter, place, row.title, _GROUPED)

    def _item(self, painter: QPainter, place: QRect, row: CardRow) -> None:
        brush, width = self._brush, place.width()
        top = QRect(place.left(), place.top() + 4, width, self._theme.tall(_ITEM) - 6)
        side = f"牵头 {row.side}" if row.side else ""
        taken = min(brush.metrics(SMALL).horizontalAdvance(side) + _SLACK, width // 2)
        brush.words(painter, top.adjusted(width - taken, 0, 0, 0), side, SMALL, RIGHT)
        brush.words(painter, top.adjusted(0, 0, -taken - 12, 0), row.title, STRONG)
        high = brush.wrapped_height(row.text, QUIET, width)
        brush.wrapped(
            painter, QRect(place.left(), place.top() + self._theme.tall(_ITEM) - 2, width, high + 2), row.text, QUIET
        )
        brush.chips(painter, place.adjusted(0, self._theme.tall(_ITEM) + high + 4, 0, 0), row.chips)

    def _project(self, painter: QPainter, place: QRect, row: CardRow) -> None:
        brush, theme = self._brush, self._theme
        painter.setPen(QPen(theme.color("text3"), 0))
        painter.setBrush(theme.color("text3"))
        painter.drawEllipse(QPointF(place.left() + 4, place.center().y() + 0.5), 1.8, 1.8)
        room = place.adjusted(_BULLET, 0, 0, 0)
        side = min(brush.metrics(QUIET).horizontalAdvance(row.side) + _SLACK, _SIDE)
        brush.words(painter, room.adjusted(room.width() - side, 0, 0, 0), row.side, QUIET, RIGHT)
        pill = brush.metrics(SMALL).horizontalAdvance(row.status) + 24 if row.status else 0
        name = room.adjusted(0, 0, -pill - side - 12, 0)
        used = brush.words(painter, name, row.title, BODY)
        if row.status:
            brush.pill(painter, room.adjusted(used + 10, 0, 0, 0), row.status)

    def _line(self, painter: QPainter, place: QRect, row: CardRow) -> None:
        """A numbered line, or one without a number: 等 stands under the projects."""
        brush, quiet = self._brush, row.kind != LINE
        indent = _NUMBER if row.number else _BULLET
        brush.words(painter, QRect(place.left(), place.top(), indent - 8, place.height()), row.number, QUIET)
        side = min(brush.metrics(QUIET).horizontalAdvance(row.side) + _SLACK, _SIDE)
        brush.words(painter, place.adjusted(place.width() - side, 0, 0, 0), row.side, QUIET, RIGHT)
        title = f"「{row.title}」" if quiet and not row.number else row.title
        brush.words(painter, place.adjusted(indent, 0, -side - 12, 0), title, QUIET if quiet else BODY)

    def _check(self, painter: QPainter, place: QRect, row: CardRow) -> None:
        brush = self._brush
        paint_mark(painter, QPointF(place.left() + 6, place.top() + 17), "warn", self._theme)
        room = place.adjusted(22, 8, 0, 0)
        high = brush.wrapped_height(row.title, BODY, room.width())
        brush.wrapped(painter, QRect(room.left(), room.top(), room.width(), high + 2), row.title, BODY)
        below = QRect(room.left(), room.top() + high + 2, room.width(), 18)
        used = brush.words(painter, below, row.text, SMALL)
        brush.words(painter, below.adjusted(used + 16, 0, 0, 0), row.side, QUIET, RIGHT)
