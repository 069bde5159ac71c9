"""报送进度: units x forms as one painted picture; arrows move, Enter or a click opens that sheet."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QBrush, QColor, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QToolTip, QWidget

from haishu_desk.domain.cells import ReturnKey
from haishu_desk.ui.home.rows import LEFT, RIGHT
from haishu_desk.ui.icons import pixmap
from haishu_desk.ui.marks import paint_mark
from haishu_desk.ui.theme import Theme

NAME, GAP, HEAD, BETWEEN, LOWEST, HIGHEST = 148, 2, 26, 28, 19, 32
# What a cell that is too narrow says instead.
_SHORT = {"逾期报送": "迟报"}


@dataclass(frozen=True)
class HeatCell:
    """One return in the picture: how complete in percent, the mark of its state (empty for none), and words for both.

    `flag` is 逾期 for what has not come in time, 逾期报送 for what came late, else empty; only the first has a red ground.
    """

    key: ReturnKey
    percent: int
    word: str
    mark: str
    overdue: bool
    spoken: str
    flag: str = ""


@dataclass(frozen=True)
class HeatRow:
    """One unit with its cells in the order of the forms; None where it has nothing to report."""

    name: str
    cells: tuple[HeatCell | None, ...]


@dataclass(frozen=True)
class HeatBlock:
    """Units of one kind."""

    title: str
    rows: tuple[HeatRow, ...]


class HeatMap(QWidget):
    """The picture; `opened` carries the ReturnKey of a cell."""

    opened = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.forms: tuple[str, ...] = ()
        self.blocks: tuple[HeatBlock, ...] = ()
        self._at: tuple[int, int, int] = (0, 0, 0)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAccessibleName("报送进度")

    def show_blocks(self, forms: tuple[str, ...], blocks: tuple[HeatBlock, ...]) -> None:
        """Show these instead; the frame stays where it was if there is still something."""
        self.forms, self.blocks = forms, blocks
        if self._cell(self._at) is None:
            self._at = next(iter(self._places()), (0, 0, 0))
        most = max((len(block.rows) for block in blocks), default=0)
        self.setMinimumHeight(self._head + most * self._theme.tall(LOWEST) + 4)
        self._speak()
        self.update()

    @property
    def current(self) -> HeatCell | None:
        """The cell in the frame."""
        return self._cell(self._at)

    def sizeHint(self) -> QSize:
        return QSize(860, self.minimumHeight())

    # Where things are.

    @property
    def _head(self) -> int:
        return self._theme.tall(HEAD)

    @property
    def _name(self) -> int:
        return self._theme.wide(NAME)

    def _places(self) -> list[tuple[int, int, int]]:
        return [
            (block, row, column)
            for block, each in enumerate(self.blocks)
            for row, unit in enumerate(each.rows)
            for column, cell in enumerate(unit.cells)
            if cell is not None
        ]

    def _cell(self, at: tuple[int, int, int]) -> HeatCell | None:
        block, row, column = at
        if block < len(self.blocks) and row < len(self.blocks[block].rows) and column < len(self.forms):
            return self.blocks[block].rows[row].cells[column]
        return None

    def _row_height(self) -> int:
        most = max((len(block.rows) for block in self.blocks), default=1)
        return max(
            self._theme.tall(LOWEST), min(self._theme.tall(HIGHEST), (self.height() - self._head - 4) // max(most, 1))
        )

    def _cell_rect(self, block: int, row: int, column: int) -> QRect:
        width = self._block_width()
        cell = (width - self._name) // max(len(self.forms), 1)
        left = block * (width + BETWEEN) + self._name + column * cell
        height = self._row_height()
        return QRect(left, self._head + row * height, cell - GAP, height - GAP)

    def _block_width(self) -> int:
        count = max(len(self.blocks), 1)
        return min((self.width() - BETWEEN * (count - 1)) // count, self._name + 220 * max(len(self.forms), 1))

    def _place_at(self, point: QPointF) -> tuple[int, int, int] | None:
        spot = point.toPoint()
        return next((place for place in self._places() if self._cell_rect(*place).contains(spot)), None)

    # Painting.

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        seen, height = event.rect(), self._row_height()
        first, last = (max(edge - self._head, 0) // height for edge in (seen.top(), seen.bottom()))
        for block, each in enumerate(self.blocks):
            if seen.top() < self._head:
                self._paint_head(painter, block, each.title)
            for row, unit in enumerate(each.rows[first : last + 1], start=first):
                self._paint_unit(painter, block, row, unit)
        if self.hasFocus() and self.current is not None:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(self._theme.color("accent"), 2))
            painter.drawRoundedRect(QRectF(self._cell_rect(*self._at)).adjusted(0, 0, 0, 0), 2, 2)
        painter.end()

    def _paint_head(self, painter: QPainter, block: int, title: str) -> None:
        painter.setFont(self._theme.font("small", bold=True))
        painter.setPen(self._theme.color("text3"))
        left = block * (self._block_width() + BETWEEN)
        painter.drawText(QRect(left, 0, self._name, self._head), LEFT, title)
        painter.setPen(self._theme.color("text2"))
        for column, form in enumerate(self.forms):
            rect = self._cell_rect(block, 0, column)
            place = QRect(rect.left(), 0, rect.width(), self._head)
            fitting = painter.fontMetrics().elidedText(form, Qt.TextElideMode.ElideRight, place.width())
            painter.drawText(place, LEFT, fitting)

    def _paint_unit(self, painter: QPainter, block: int, row: int, unit: HeatRow) -> None:
        height = self._row_height()
        left = block * (self._block_width() + BETWEEN)
        current = self.hasFocus() and self._at[:2] == (block, row)
        painter.setFont(self._theme.font("chip", bold=current))
        painter.setPen(self._theme.color("text"))
        place = QRect(left, self._head + row * height, self._name - 8, height - GAP)
        painter.drawText(
            place, LEFT, painter.fontMetrics().elidedText(unit.name, Qt.TextElideMode.ElideRight, self._name - 8)
        )
        for column, cell in enumerate(unit.cells):
            self._paint_cell(painter, self._cell_rect(block, row, column), cell)

    def _paint_cell(self, painter: QPainter, place: QRect, cell: HeatCell | None) -> None:
        theme = self._theme
        if cell is None:
            painter.fillRect(place, QBrush(theme.color("line2"), Qt.BrushStyle.BDiagPattern))
            painter.fillRect(place, _faded(theme))
            return
        painter.fillRect(place, theme.color("bad_soft" if cell.overdue else "heat0"))
        bar = QRect(place.left(), place.top(), round(place.width() * cell.percent / 100), place.height())
        painter.fillRect(bar, theme.color("heat2" if cell.percent >= 100 else "heat1"))  # noqa: PLR2004  percent
        painter.setFont(theme.font("chip" if cell.percent else "small"))
        painter.setPen(theme.color("text" if cell.percent else "text3"))
        number = str(cell.percent) if cell.percent else cell.word
        if cell.percent:
            painter.drawText(QRect(place.left(), place.top(), theme.wide(40), place.height()), RIGHT, number)
        else:
            painter.drawText(place.adjusted(16, 0, 0, 0), LEFT, number)
        self._paint_mark(painter, place, cell)

    def _paint_mark(self, painter: QPainter, place: QRect, cell: HeatCell) -> None:
        theme = self._theme
        if cell.flag:
            painter.setPen(theme.color("bad_text" if cell.overdue else "warn_text"))
            painter.setFont(theme.font("small"))
            room = place.adjusted(theme.wide(44), 0, -26 if cell.mark else -8, 0)
            fits = painter.fontMetrics().horizontalAdvance(cell.flag) <= room.width()
            painter.drawText(room, RIGHT, cell.flag if fits else _SHORT.get(cell.flag, cell.flag))
        if not cell.mark:
            return
        middle = QPointF(place.right() - 12, place.top() + place.height() / 2)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("raised"))
        painter.drawEllipse(middle, 7, 7)
        if cell.mark == "ok":
            picture = pixmap(theme, "check", "ok_text", 10, self.devicePixelRatioF())
            painter.drawPixmap(middle - QPointF(5, 5), picture)
        else:
            paint_mark(painter, middle, cell.mark, theme, 8)

    # Mouse and keys.

    def mousePressEvent(self, event: QMouseEvent) -> None:
        place = self._place_at(event.position())
        if place is not None and event.button() == Qt.MouseButton.LeftButton:
            self._at = place
            self._speak()
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        place = self._place_at(event.position())
        if place == self._at and event.button() == Qt.MouseButton.LeftButton and self.current is not None:
            self.opened.emit(self.current.key)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        over = self._place_at(event.position()) is not None
        self.setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Left: (0, -1), Qt.Key.Key_Right: (0, 1), Qt.Key.Key_Up: (-1, 0), Qt.Key.Key_Down: (1, 0)}
        step = steps.get(Qt.Key(event.key()))
        if step is not None:
            self._move(*step)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.current is not None:
            self.opened.emit(self.current.key)
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent):
            QToolTip.showText(event.globalPos(), self._hint(QPointF(event.pos())), self)
            return True
        return super().event(event)

    def _hint(self, point: QPointF) -> str:
        """The cell in words; beside the cells, the unit's whole name."""
        place = self._place_at(point)
        cell = self._cell(place) if place is not None else None
        if cell is not None:
            return cell.spoken
        row = int(point.y() - self._head) // self._row_height()
        block = int(point.x()) // (self._block_width() + BETWEEN)
        rows = self.blocks[block].rows if 0 <= block < len(self.blocks) else ()
        return rows[row].name if 0 <= row < len(rows) else ""

    def _move(self, down: int, right: int) -> None:
        """To the nearest cell in that direction; past a block's edge into the other block."""
        here = QPointF(self._cell_rect(*self._at).center())
        ahead = []
        for place in self._places():
            away = QPointF(self._cell_rect(*place).center()) - here
            forward = away.x() * right + away.y() * down
            if forward > 1:
                aside = abs(away.x() * down) + abs(away.y() * right)
                ahead.append((aside, forward, place))
        if ahead:
            self._at = min(ahead)[2]
            self._speak()
            self.update()

    def _speak(self) -> None:
        self.setAccessibleDescription(self.current.spoken if self.current else "")


def _faded(theme: Theme) -> QColor:
    """So pale that the hatching does not compete with what is there."""
    color = theme.color("surface")
    color.setAlpha(150)
    return color
