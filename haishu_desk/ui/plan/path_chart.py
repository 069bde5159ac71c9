"""The path of one figure as a small painted chart: base, target, what counts so far. No axis of values: those stand below."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from haishu_desk.desk.series import BOUND, LEVEL, Series, Target, drawable
from haishu_desk.ui.theme import Theme

HEIGHT = 76
_SIDE, _TOP, _FOOT = 8, 8, 18
_GOOD = {"gt": -1, "ge": -1, "lt": 1, "le": 1}
_BAND = 0.16
Scale = Callable[[float, float], QPointF]


def may_draw(series: Series | None) -> bool:
    """Whether there is any number to draw: a base, a target or a value."""
    if series is None:
        return False
    target = series.target
    return bool(series.segments()) or (target is not None and target.kind in (LEVEL, BOUND))


class PathChart(QWidget):
    """Paints one series; its years are those of the plans, so that what is missing is seen to be missing."""

    def __init__(self, theme: Theme, series: Series, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._series = theme, series
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(_spoken(series))
        self.setToolTip(_spoken(series))

    def sizeHint(self) -> QSize:
        return QSize(200, HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        at = self._scale()
        self._years(painter, at)
        target = self._series.target
        if target is not None and target.quantity is not None and target.kind in (LEVEL, BOUND):
            self._target(painter, at, target)
        self._values(painter, at)
        painter.end()

    def _numbers(self) -> list[float]:
        known = [float(value) for segment in self._series.segments() for _, value in segment]
        target = self._series.target
        if (
            target is not None
            and target.kind in (LEVEL, BOUND)
            and target.quantity
            and target.quantity.number is not None
        ):
            known.append(float(target.quantity.number))
        return known

    def _scale(self) -> Scale:
        years, known = self._series.years, self._numbers()
        low, high = min(known), max(known)
        room = (high - low) or abs(high) or 1.0
        low, high = low - room * 0.1, high + room * 0.1
        width = self.width() - 2 * _SIDE
        height = self.height() - _TOP - _FOOT

        def at(year: float, value: float) -> QPointF:
            across = (year - years[0]) / max(years[-1] - years[0], 1)
            return QPointF(_SIDE + across * width, _TOP + (high - value) / (high - low) * height)

        return at

    def _years(self, painter: QPainter, at: Scale) -> None:
        """The line of years with the first and the last one named; the earlier plan's part has its own ground."""
        theme, foot = self._theme, self.height() - _FOOT
        years = self._series.years
        if len(self._series.spans) > 1:
            edge = at(self._series.spans[-1].first_year - 0.5, 0).x()
            painter.fillRect(QRectF(0, 0, edge, foot), theme.color("c_prev2"))
        painter.setPen(QPen(theme.color("line2"), 1))
        painter.drawLine(QPointF(0, foot + 0.5), QPointF(self.width(), foot + 0.5))
        painter.setFont(theme.font("badge"))
        painter.setPen(theme.color("text3"))
        place = QRectF(0, foot + 2, self.width(), _FOOT - 2)
        for year, side in ((years[0], Qt.AlignmentFlag.AlignLeft), (years[-1], Qt.AlignmentFlag.AlignRight)):
            painter.drawText(place, int(side | Qt.AlignmentFlag.AlignVCenter), str(year))

    def _target(self, painter: QPainter, at: Scale, target: Target) -> None:
        """A level: long dashes from the base to it; a bound: a line over the whole term, with a band on its good side."""
        theme, level = self._theme, float(target.quantity.number or 0) if target.quantity else 0.0
        end = at(target.last_year, level)
        line = QPen(theme.color("c_target"), 1.6)
        if target.kind == BOUND:
            start = at(target.first_year, level)
            band = QRectF(
                start.x(),
                start.y(),
                end.x() - start.x() + _SIDE,
                14 * _GOOD[target.quantity.op if target.quantity else "ge"],
            )
            ground = theme.color("c_target")
            ground.setAlphaF(_BAND)
            painter.fillRect(band.normalized(), ground)
            painter.setPen(line)
            painter.drawLine(start, QPointF(self.width(), end.y()))
            return
        first = next(iter(self._series.segments()), None)
        if first is not None and first[-1][0] <= target.last_year:
            year, value = next(
                ((y, v) for s in self._series.segments() for y, v in s if y >= target.first_year - 1), first[-1]
            )
            way = QPen(theme.color("c_path"), 1.2)
            way.setDashPattern([4.0, 3.0])
            painter.setPen(way)
            painter.drawLine(at(year, float(value)), end)
        painter.setPen(line)
        painter.drawLine(QPointF(end.x() - 9, end.y()), QPointF(end.x() + _SIDE - 1, end.y()))

    def _values(self, painter: QPainter, at: Scale) -> None:
        theme = self._theme
        base = self._series.base
        for segment in self._series.segments():
            points = [at(year, float(value)) for year, value in segment]
            painter.setPen(QPen(theme.color("c_actual"), 1.8))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawPolyline(QPolygonF(points))
            for (year, _), point in zip(segment, points, strict=True):
                is_base = base is not None and year == base.year and year not in self._series.counting
                painter.setBrush(theme.color("surface" if is_base else "c_actual"))
                painter.setPen(QPen(theme.color("c_actual"), 1.4))
                painter.drawEllipse(point, 2.6, 2.6)


def _spoken(series: Series) -> str:
    """The chart in a sentence."""
    base = series.base
    parts = [f"{base.year} 年起点 {base.quantity.raw}"] if base and drawable(base.quantity) is not None else []
    parts += [f"{year} 年 {point.words}（{point.basis}）" for year, point in sorted(series.counting.items())]
    target = series.target
    if target is not None and target.kind in (LEVEL, BOUND):
        parts.append(f"{target.last_year} 年目标 {target.words}")
    return "路径：" + "，".join(parts)
