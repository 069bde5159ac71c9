"""The painted timeline: a lane a project with its planned months, what it took, what it is late by, and today's line."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFontMetrics,
    QHelpEvent,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QToolTip, QWidget

from haishu_desk.monitor.project_dates import month_in_words
from haishu_desk.ui.marks import paint_mark
from haishu_desk.ui.monitor.projects.lanes import FINISHED, REGISTERED, Lane, Months
from haishu_desk.ui.theme import Theme
from haishu_desk.ui.widgets.shapes import LEFT, RIGHT, paint_text

LANE, HEAD, NAME = 24, 40, 216
_LEAST_NAME, _EDGE = 132, 16
_YEAR_MONTHS = 12
_KEYS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -8, Qt.Key.Key_PageDown: 8}
LEGEND = (("planned", "计划"), ("actual", "实际"), ("late", "超期"), (REGISTERED, "入库"), (FINISHED, "竣工"))


class Timeline(QAbstractScrollArea):
    """`looked_at` carries the code of the lane that was chosen, `opened` the one that Enter or two clicks ask for."""

    looked_at = Signal(str)
    opened = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.lanes: Sequence[Lane] = ()
        self.years = range(2021, 2026)
        self.now = 0
        self.current = ""
        self.setFrameShape(self.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName("项目时间轴")

    def show_lanes(self, lanes: Sequence[Lane], years: range, now: int) -> None:
        """Show these; `now` is the month that the report speaks up to."""
        self.lanes, self.years, self.now = lanes, years, now
        self.setAccessibleDescription("；".join(lane.spoken for lane in lanes))
        self._measure()
        self.viewport().update()

    def look_at(self, code: str) -> None:
        """Mark that lane and bring it into sight, without saying so."""
        self.current = code
        place = self._place_of(code)
        if place is not None:
            bar, lane, room = self.verticalScrollBar(), self._lane, self.viewport().height() - self._head
            top = place * lane
            bar.setValue(max(min(bar.value(), top), top + lane - room))
        self.viewport().update()

    # Where things are.

    @property
    def _lane(self) -> int:
        return self._theme.tall(LANE)

    @property
    def _head(self) -> int:
        return self._theme.tall(HEAD)

    @property
    def _left(self) -> int:
        width = self._theme.wide(NAME)
        return width if self.viewport().width() > 3 * width else self._theme.wide(_LEAST_NAME)

    def left_of(self, month: int) -> float:
        """Where a month begins, in pixels from the left."""
        first = self.years[0] * _YEAR_MONTHS
        room = self.viewport().width() - self._left - _EDGE
        return self._left + room * (month - first) / (len(self.years) * _YEAR_MONTHS)

    def span_of(self, months: Months) -> tuple[float, float]:
        """From the beginning of the first to the end of the last month, within what is drawn."""
        low, high = self.years[0] * _YEAR_MONTHS, (self.years[-1] + 1) * _YEAR_MONTHS
        return self.left_of(min(max(months[0], low), high)), self.left_of(min(max(months[1] + 1, low), high))

    def sizeHint(self) -> QSize:
        return QSize(640, self._head + 8 * self._lane)

    def _measure(self) -> None:
        bar, room = self.verticalScrollBar(), self.viewport().height() - self._head
        bar.setSingleStep(self._lane)
        bar.setPageStep(max(room, 1))
        bar.setRange(0, max(len(self.lanes) * self._lane - room, 0))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._measure()

    def _place_of(self, code: str) -> int | None:
        return next((place for place, lane in enumerate(self.lanes) if lane.code == code), None)

    def lane_at(self, y: float) -> Lane | None:
        """The lane at that height of the viewport."""
        place = int((y - self._head + self.verticalScrollBar().value()) // self._lane) if y >= self._head else -1
        return self.lanes[place] if 0 <= place < len(self.lanes) else None

    # Painting.

    def picture(self, ratio: float = 1.0) -> QImage:
        """All lanes as one picture, also those that are scrolled out of sight; none of them marked."""
        size = QSize(self.viewport().width(), self._head + len(self.lanes) * self._lane)
        image = QImage(round(size.width() * ratio), round(size.height() * ratio), QImage.Format.Format_RGB32)
        image.setDevicePixelRatio(ratio)
        painter, current = QPainter(image), self.current
        self.current = ""
        self._paint(painter, size.height(), 0)
        self.current = current
        painter.end()
        return image

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self.viewport())
        self._paint(painter, self.viewport().height(), self.verticalScrollBar().value())
        painter.end()

    def _paint(self, painter: QPainter, height: int, scrolled: int) -> None:
        width = self.viewport().width()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(0, 0, width, height, self._theme.color("surface"))
        self._paint_years(painter, height)
        painter.save()
        painter.setClipRect(0, self._head, width, height)
        for place, lane in enumerate(self.lanes):
            top = self._head + place * self._lane - scrolled
            if -self._lane < top < height:
                self._paint_lane(painter, lane, top)
        painter.restore()
        self._paint_now(painter, height)

    def _paint_years(self, painter: QPainter, height: int) -> None:
        theme, head = self._theme, self._head
        painter.setFont(theme.font("small"))
        for number, year in enumerate(self.years):
            left, right = self.span_of((year * _YEAR_MONTHS, year * _YEAR_MONTHS + 11))
            if number % 2 == 0:
                painter.fillRect(QRectF(left, head, right - left, height - head), theme.color("c_prev2"))
            painter.setPen(theme.color("text3"))
            box = QRectF(left, head - theme.tall(18), right - left, theme.tall(18)).toRect()
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(year))
        painter.setPen(theme.color("line"))
        painter.drawLine(0, head - 1, self.viewport().width(), head - 1)
        self._paint_legend(painter)

    def _paint_legend(self, painter: QPainter) -> None:
        left, middle = 14.0, self._theme.tall(12)
        for kind, word in LEGEND:
            if kind in ("planned", "actual", "late"):
                self._paint_bar(painter, kind, left, left + 20, middle)
            else:
                self._paint_milestone(painter, kind, left + 10, middle)
            painter.setPen(self._theme.color("text2"))
            width = painter.fontMetrics().horizontalAdvance(word)
            painter.drawText(QRectF(left + 25, middle - 10, width + 4, 20), int(LEFT), word)
            left += width + 40

    def _paint_lane(self, painter: QPainter, lane: Lane, top: int) -> None:
        theme, width, height = self._theme, self.viewport().width(), self._lane
        if lane.code == self.current:
            painter.fillRect(QRect(0, top, width, height), theme.color("accent_soft"))
            painter.fillRect(QRect(0, top, 3, height), theme.color("accent"))
        middle = top + height / 2
        paint_mark(painter, QPointF(18, middle), lane.mark, theme, 8)
        painter.setFont(theme.font("chip", bold=lane.code == self.current))
        paint_text(painter, QRect(30, top, self._left - 40, height), lane.name, theme.color("text"))
        for kind, months in (("planned", lane.planned), ("actual", lane.actual), ("late", lane.late)):
            if months is not None:
                begin, end = self.span_of(months)
                self._paint_bar(painter, "done" if kind == "actual" and lane.is_done else kind, begin, end, middle)
        for month, kind in lane.milestones:
            if kind in (REGISTERED, FINISHED):
                begin, end = self.span_of((month, month))
                self._paint_milestone(painter, kind, (begin + end) / 2, middle)

    def _paint_bar(self, painter: QPainter, kind: str, begin: float, end: float, middle: float) -> None:
        """Planned is an outline, actual a full bar in it, late a hatched one: told apart without colour."""
        theme, high = self._theme, 13 if kind == "planned" else 7
        box = QRectF(begin, middle - high / 2, max(end - begin, 2), high)
        painter.save()
        if kind == "planned":
            painter.setPen(QPen(theme.color("c_path"), 1))
            painter.setBrush(theme.color("surface"))
        elif kind == "late":
            painter.setPen(QPen(theme.color("bad"), 1))
            painter.fillRect(box, theme.color("surface"))
            painter.setBrush(theme.color("bad"))
            brush = painter.brush()
            brush.setStyle(Qt.BrushStyle.BDiagPattern)
            painter.setBrush(brush)
        else:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("ok" if kind == "done" else "c_actual"))
        painter.drawRoundedRect(box, 3, 3)
        painter.restore()

    def _paint_milestone(self, painter: QPainter, kind: str, x: float, middle: float) -> None:
        theme = self._theme
        painter.save()
        painter.setPen(QPen(theme.color("surface"), 1.2))
        painter.setBrush(theme.color("text"))
        if kind == FINISHED:
            painter.drawEllipse(QPointF(x, middle), 5, 5)
        else:
            corners = [QPointF(x, middle - 6), QPointF(x + 5, middle), QPointF(x, middle + 6), QPointF(x - 5, middle)]
            painter.drawPolygon(QPolygonF(corners))
        painter.restore()

    def _paint_now(self, painter: QPainter, height: int) -> None:
        theme, (_, x) = self._theme, self.span_of((self.now, self.now))
        pen = QPen(theme.color("c_target"), 1.4)
        pen.setDashPattern([3.0, 2.0])
        painter.setPen(pen)
        painter.drawLine(QPointF(x, self._head), QPointF(x, height))
        painter.setFont(theme.font("small", bold=True))
        word = f"截至 {month_in_words(self.now)}"
        width = QFontMetrics(painter.font()).horizontalAdvance(word) + 8
        box = QRect(round(min(x + 4, self.viewport().width() - width)), 0, width, theme.tall(20))
        if x + 4 + width > self.viewport().width():
            box.moveRight(round(x) + 2)
        painter.setPen(theme.color("c_target"))
        painter.drawText(box, int(RIGHT), word)

    # Keys and mouse.

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.current:
            self.opened.emit(self.current)
            return
        place = self._place_of(self.current)
        step = _KEYS.get(Qt.Key(event.key()))
        wanted = {Qt.Key.Key_Home: 0, Qt.Key.Key_End: len(self.lanes) - 1}.get(Qt.Key(event.key()))
        if step is not None:
            wanted = 0 if place is None else min(max(place + step, 0), len(self.lanes) - 1)
        if wanted is None or not self.lanes:
            super().keyPressEvent(event)
            return
        self._choose(self.lanes[wanted])

    def mousePressEvent(self, event: QMouseEvent) -> None:
        lane = self.lane_at(event.position().y())
        if lane is not None:
            self._choose(lane)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        lane = self.lane_at(event.position().y())
        if lane is not None:
            self.opened.emit(lane.code)

    def _choose(self, lane: Lane) -> None:
        self.look_at(lane.code)
        self.looked_at.emit(lane.code)

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            lane = self.lane_at(event.pos().y())
            QToolTip.showText(event.globalPos(), lane.spoken if lane else "", self.viewport())
            return True
        return super().viewportEvent(event)
