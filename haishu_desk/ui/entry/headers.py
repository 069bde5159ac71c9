"""The headers of the sheet. The rows' header carries number, name and unit: it is what stays when the sheet scrolls."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHeaderView, QWidget

from haishu_desk.domain.items import Item
from haishu_desk.ui.entry.brush import RIGHT, Brush
from haishu_desk.ui.entry.sheet_model import SheetModel
from haishu_desk.ui.icons import pixmap
from haishu_desk.ui.widgets.row_pictures import RowPictures

HEIGHT, BAR, PAD = 36, 3, 8
NUMBER, NAME, UNIT = "number", "name", "unit"
# What a header says of its column: sorted up, sorted down, filtered.
UP, DOWN, FILTERED = "caret-up", "caret-down", "funnel-simple"
_PENCIL, _SIGN = 13, 12


class ColumnsHeader(QHeaderView):
    """The titles; a column that is typed into has a pencil and an accent line."""

    def __init__(self, brush: Brush, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._brush = brush
        self.signs: dict[str, str] = {}
        self.setFixedHeight(brush.px(HEIGHT))
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.setMinimumSectionSize(48)

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        model = self.model()
        if not isinstance(model, SheetModel) or logicalIndex >= len(model.columns):
            return
        column, theme = model.columns[logicalIndex], self._brush.theme
        painter.save()
        painter.fillRect(rect, theme.color("wash"))
        _rule(painter, rect, self._brush)
        title, _, unit = column.title.partition("（")
        inside = rect.adjusted(PAD, 0, -PAD, 0)
        ink = "accent_text" if column.is_entry else "text2"
        place = inside.adjusted(0, 3, 0, -self._brush.px(16)) if unit else inside
        if column.is_entry:
            painter.fillRect(QRect(rect.left(), rect.bottom() - 1, rect.width() - 1, 2), theme.color("accent"))
            width = self._brush.width(title, "small", bold=True)
            left = inside.right() - width - _PENCIL - 4 if column.is_right else inside.left()
            pencil = pixmap(theme, "pencil-simple", "accent_text", _PENCIL, self.devicePixelRatioF())
            painter.drawPixmap(QPoint(max(left, inside.left()), place.center().y() - _PENCIL // 2), pencil)
            place = place if column.is_right else place.adjusted(_PENCIL + 5, 0, 0, 0)
        align = RIGHT if column.is_right else Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        self._brush.words(painter, place, title, ink, use="small", bold=True, align=align)
        if unit:
            below = inside.adjusted(0, self._brush.px(18), 0, -4)
            self._brush.words(painter, below, unit.rstrip("）"), "text3", use="badge", align=align)
        if sign := self.signs.get(column.name):
            _sign(painter, rect, sign, self._brush, is_right=not column.is_right)
        painter.restore()


class HeadShown(NamedTuple):
    """What stays of one row: its item, or the title of a heading and what stands beside it."""

    item: Item | None
    title: str = ""
    detail: str = ""
    is_current: bool = False
    is_found: bool = False


class RowsHeader(QHeaderView):
    """Number, name and unit of each row; `pressed_row` says that one was clicked."""

    pressed_row = Signal(int)

    def __init__(self, brush: Brush, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        self._brush = brush
        self.widths = (44, 210, 62)
        self.current = -1
        self.found: set[int] = set()
        self._pictures = RowPictures(self, self._paint_row)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setMinimumSectionSize(20)
        self.setHighlightSections(False)
        self.setMouseTracking(True)

    def set_widths(self, widths: tuple[int, int, int]) -> None:
        """The widths of number, name and unit."""
        self.widths = widths
        self.setFixedWidth(sum(widths))

    def show_current(self, row: int) -> None:
        """Paint that row as the current one."""
        before, self.current = self.current, row
        for changed in (before, row):
            if changed >= 0:
                self.viewport().update(
                    0, self.sectionViewportPosition(changed), self.width(), self.sectionSize(changed)
                )

    def sizeHint(self) -> QSize:
        return QSize(sum(self.widths), 100)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, below, dirty = self._brush.theme, self.length() - self.offset(), event.rect()
        painter = QPainter(self.viewport())
        if below < self.height():
            painter.fillRect(0, below, self.width(), self.height() - below, theme.color("surface"))
        strip = QRect(0, dirty.top(), self.viewport().width(), dirty.height())
        self._pictures.paint(painter, strip, (*self._brush.state, self.widths), self._shown)
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        row = self.logicalIndexAt(event.position().toPoint())
        if row >= 0:
            self.pressed_row.emit(row)

    def _shown(self, row: int) -> HeadShown:
        model = self.model()
        if not isinstance(model, SheetModel) or row >= len(model.lines):
            return HeadShown(None)
        line = model.lines[row]
        if line.item is None:
            return HeadShown(None, line.title, model.detail(row))
        return HeadShown(line.item, is_current=row == self.current, is_found=row in self.found)

    def _paint_row(self, painter: QPainter, rect: QRect, row: HeadShown) -> None:
        color = self._brush.color
        if row.item is None:
            painter.fillRect(rect, color("sunk"))
            title = rect.adjusted(16, 0, -PAD, 0)
            self._brush.words(painter, title, row.title, "text", use="small", bold=True)
            used = min(self._brush.width(row.title, "small", bold=True) + 12, title.width())
            self._brush.words(painter, title.adjusted(used, 0, 0, 0), row.detail, "text3", use="small")
        else:
            self._paint_item(painter, rect, row.item, is_current=row.is_current, is_found=row.is_found)
        painter.setPen(QPen(color("line"), 1))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.setPen(QPen(color("line2"), 1))
        # On a fine screen a line ends before its last pixel is full; the row below goes on with it.
        painter.drawLine(rect.topRight(), rect.bottomRight() + QPoint(0, 1))

    def _paint_item(self, painter: QPainter, rect: QRect, item: Item, *, is_current: bool, is_found: bool) -> None:
        color, (number, name, unit) = self._brush.color, self.widths
        painter.fillRect(rect, color("mark" if is_found else "accent_soft" if is_current else "wash"))
        if is_current:
            painter.fillRect(QRect(rect.left(), rect.top(), BAR, rect.height()), color("accent"))
        left = QRect(rect.left() + 16, rect.top(), number - 16, rect.height())
        self._brush.words(painter, left, item.number, "text3", use="small")
        middle = QRect(rect.left() + number + PAD, rect.top(), name - 2 * PAD, rect.height())
        indented = middle.adjusted(16 if item.record.get("parent") else 0, 0, 0, 0)
        use = "body" if self._brush.width(item.name) <= indented.width() else "chip"
        self._brush.lines(painter, indented, item.name, "text", use=use)
        if unit:
            right = QRect(rect.left() + number + name + PAD, rect.top(), unit - PAD - 2, rect.height())
            self._brush.lines(painter, right, item.unit or "", "text3", use="small")


class Corner(QWidget):
    """The titles over number, name and unit; `pressed` carries which of them was clicked."""

    pressed = Signal(str)

    def __init__(self, brush: Brush, rows: RowsHeader, parent: QWidget) -> None:
        super().__init__(parent)
        self._brush, self._rows = brush, rows
        self.titles = ("序号", "指标", "单位")
        self.signs: dict[str, str] = {}

    def left_of(self, part: str) -> int:
        """Where the title of that part begins."""
        return {NUMBER: 0, NAME: self._rows.widths[0]}.get(part, self._rows.widths[0] + self._rows.widths[1])

    def mousePressEvent(self, event: QMouseEvent) -> None:
        x, (number, name, unit) = event.position().x(), self._rows.widths
        part = NUMBER if x < number else NAME if x < number + name or not unit else UNIT
        self.pressed.emit(part)

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter, left = QPainter(self), 0
        painter.fillRect(self.rect(), self._brush.theme.color("wash"))
        for place, (title, width) in enumerate(zip(self.titles, self._rows.widths, strict=True)):
            inside = QRect(left + (10 if place == 0 else PAD), 0, width - PAD, self.height())
            if width:
                self._brush.words(painter, inside, title, "text2", use="small", bold=True)
                if sign := self.signs.get((NUMBER, NAME, UNIT)[place]):
                    _sign(painter, QRect(left, 0, width, self.height()), sign, self._brush, is_right=True)
            left += width
        _rule(painter, self.rect(), self._brush)
        painter.end()


class Shadow(QWidget):
    """The edge of what stays, while the rest is scrolled under it."""

    def __init__(self, brush: Brush, parent: QWidget) -> None:
        super().__init__(parent)
        self._brush = brush
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter, color = QPainter(self), self._brush.theme.color("shadow")
        for x in range(self.width()):
            color.setAlpha(round(51 * (1 - x / self.width()) ** 2))
            painter.fillRect(x, 0, 1, self.height(), color)
        painter.end()


def _sign(painter: QPainter, rect: QRect, sign: str, brush: Brush, *, is_right: bool) -> None:
    """A small mark at the free side of a title."""
    drawn = pixmap(brush.theme, sign, "accent_text", _SIGN, 1.0)
    left = rect.right() - _SIGN - 3 if is_right else rect.left() + 3
    painter.drawPixmap(QPoint(left, rect.center().y() - _SIGN // 2), drawn)


def _rule(painter: QPainter, rect: QRect, brush: Brush) -> None:
    painter.setPen(QPen(brush.theme.color("line2"), 1))
    painter.drawLine(rect.bottomLeft(), rect.bottomRight())
    painter.setPen(QPen(brush.theme.color("line"), 1))
    painter.drawLine(rect.topRight(), rect.bottomRight())
