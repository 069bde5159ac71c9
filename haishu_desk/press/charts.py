"""A chart of a report drawn on a page: lines or bars with their figures, gaps where there is none, targets dashed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import partial
from html import escape

from PySide6.QtCore import QLineF, QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen

from haishu_desk.press.faces import SANS
from haishu_desk.press.flowing import Drawing
from haishu_desk.press.painting import INK, PAPER
from haishu_desk.report.document import Chart, Series

# As wide as the text of an upright page at 96 dots an inch.
WIDTH, HEIGHT = 580, 236
_COLOURS = ("#1F4E79", "#C55A11", "#548235", "#7F6000", "#7030A0", "#404040")
_GRID, _QUIET = QColor("#D0D4D9"), QColor("#404040")
_LEFT, _RIGHT, _ABOVE, _BELOW, _LEGEND = 52, 12, 18, 22, 22
_TICKS, _LABEL = 4, 9
_STEPS = (Decimal(1), Decimal(2), Decimal("2.5"), Decimal(5), Decimal(10))


def chart_drawn(chart: Chart, name: str) -> tuple[str, Drawing]:
    """Title, the place of the drawing called `name` and notes, as `press.documents` sets them; and what paints it there."""
    title = chart.title + (f"（{chart.unit}）" if chart.unit else "")
    notes = "".join(f'<p class="note">{escape(note)}</p>' for note in chart.notes)
    drawing = f'<p class="drawing"><img src="{name}" width="{WIDTH}" height="{HEIGHT}"></p>'
    # In a row of a table, which Qt keeps whole: the title stays with its drawing.
    html = f'<table width="100%" border="0"><tr><td class="bare"><p class="caption">{escape(title)}</p>{drawing}</td></tr></table>{notes}'
    return html, partial(paint_chart, chart)


def paint_chart(chart: Chart, painter: QPainter) -> None:
    """The drawing on white paper, `WIDTH` by `HEIGHT` from where the painter stands on; the painter is left as it was."""
    painter.save()
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
    painter.fillRect(QRectF(0, 0, WIDTH, HEIGHT), PAPER)
    _Drawing(chart, QSizeF(WIDTH, HEIGHT)).paint(painter)
    painter.restore()


def ticks_of(values: Sequence[Decimal], *, from_zero: bool) -> list[Decimal]:
    """Round figures of the axis that take in all the values; the first is 0 for bars."""
    low, high = min(values), max(values)
    if from_zero:
        low, high = min(low, Decimal(0)), max(high, Decimal(0))
    span = high - low or abs(high) or Decimal(1)
    power = Decimal(1).scaleb((span / _TICKS).adjusted())
    step = next(each * power for each in _STEPS if each * power * _TICKS >= span)
    first = (low / step).to_integral_value("ROUND_FLOOR") * step
    ticks = [first]
    while ticks[-1] < high:
        ticks.append(ticks[-1] + step)
    return ticks if len(ticks) > 1 else [first - step, first, first + step]


def runs_of(values: Sequence[Decimal | None]) -> Iterator[list[int]]:
    """The places that a line joins: it is broken wherever there is no value."""
    run: list[int] = []
    for place, value in enumerate(values):
        if value is not None:
            run.append(place)
        elif run:
            yield run
            run = []
    if run:
        yield run


class _Drawing:
    """One chart being painted."""

    def __init__(self, chart: Chart, size: QSizeF) -> None:
        self._chart = chart
        values = [value for series in chart.series for value in series.values if value is not None]
        self._ticks = ticks_of(values or [Decimal(0)], from_zero=chart.kind == "bar")
        self._box = QRectF(
            _LEFT, _ABOVE + _LEGEND, size.width() - _LEFT - _RIGHT, size.height() - _ABOVE - _BELOW - _LEGEND
        )
        self._told: list[tuple[QPointF, Decimal]] = []
        self._slot = self._box.width() / max(len(chart.places), 1)

    def paint(self, painter: QPainter) -> None:
        painter.setFont(_face())
        self._paint_axes(painter)
        self._paint_legend(painter)
        for number, series in enumerate(self._chart.series):
            colour = QColor(_COLOURS[number % len(_COLOURS)])
            if self._chart.kind == "bar":
                self._paint_bars(painter, series, number, colour)
            else:
                self._paint_line(painter, series, colour)
        for point, value in self._told:
            self._label(painter, point, value)

    def _y(self, value: Decimal) -> float:
        low, high = self._ticks[0], self._ticks[-1]
        return self._box.bottom() - float((value - low) / (high - low)) * self._box.height()

    def _x(self, place: int) -> float:
        return self._box.left() + (place + 0.5) * self._slot

    def _paint_axes(self, painter: QPainter) -> None:
        for tick in self._ticks:
            y = self._y(tick)
            painter.setPen(QPen(_GRID, 0.6))
            painter.drawLine(QLineF(self._box.left(), y, self._box.right(), y))
            painter.setPen(_QUIET)
            place = QRectF(0, y - 8, _LEFT - 6, 16)
            painter.drawText(place, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, _figure(tick))
        for number, place_name in enumerate(self._chart.places):
            room = QRectF(self._x(number) - self._slot / 2, self._box.bottom() + 3, self._slot, _BELOW - 3)
            painter.drawText(room, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop, place_name)

    def _paint_legend(self, painter: QPainter) -> None:
        x, y = self._box.left(), _LEGEND / 2
        for number, series in enumerate(self._chart.series):
            painter.setPen(self._pen(series, QColor(_COLOURS[number % len(_COLOURS)])))
            painter.drawLine(QLineF(x, y, x + 22, y))
            painter.setPen(_QUIET)
            width = painter.fontMetrics().horizontalAdvance(series.name)
            painter.drawText(QPointF(x + 27, y + 4), series.name)
            x += 27 + width + 18

    def _pen(self, series: Series, colour: QColor) -> QPen:
        pen = QPen(colour, 1.8)
        if series.name in self._chart.dashed:
            pen.setStyle(Qt.PenStyle.DashLine)
        return pen

    def _paint_line(self, painter: QPainter, series: Series, colour: QColor) -> None:
        points = {
            place: QPointF(self._x(place), self._y(value))
            for place, value in enumerate(series.values)
            if value is not None
        }
        is_told = series.name not in self._chart.dashed or len(points) == 1
        painter.setPen(self._pen(series, colour))
        for run in runs_of(series.values):
            painter.drawPolyline([points[place] for place in run])
        for point in points.values():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour)
            painter.drawEllipse(point, 2.6, 2.6)
        if is_told:
            self._told += [(points[place], value) for place, value in enumerate(series.values) if value is not None]

    def _paint_bars(self, painter: QPainter, series: Series, number: int, colour: QColor) -> None:
        width = self._slot * 0.7 / len(self._chart.series)
        for place, value in enumerate(series.values):
            if value is None:
                continue
            x = self._x(place) - self._slot * 0.35 + number * width
            top, foot = self._y(value), self._y(Decimal(0))
            painter.fillRect(QRectF(x, min(top, foot), width * 0.9, abs(foot - top)), colour)
            self._told.append((QPointF(x + width * 0.45, min(top, foot)), value))

    def _label(self, painter: QPainter, point: QPointF, value: Decimal) -> None:
        """The figure above its point, on paper of its own, so that no line goes through it."""
        words = _figure(value)
        width = painter.fontMetrics().horizontalAdvance(words) + 4
        place = QRectF(point.x() - width / 2, point.y() - 18, width, 13)
        painter.fillRect(place, PAPER)
        painter.setPen(INK)
        painter.drawText(place, int(Qt.AlignmentFlag.AlignCenter), words)


def _figure(value: Decimal) -> str:
    return f"{value:f}"


def _face() -> QFont:
    font = QFont(list(SANS))
    font.setPixelSize(_LABEL + 2)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font
