"""What small pictures cost at the least: the same picture by QPainter alone, written straight down, for `multiples`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QImage, QPainter, QPen, QPolygonF

if TYPE_CHECKING:
    from haishu_desk.ui.monitor.overview.lines import Line
    from haishu_desk.ui.theme import Theme

COLUMNS = 5


def bare(lines: Sequence[Line], theme: Theme, size: tuple[int, int], cell: QSize) -> QImage:
    """The picture of these lines: fonts and pens once, then rounded boxes, words, lines and marks."""
    image = QImage(*size, QImage.Format.Format_RGB32)
    image.fill(theme.color("bg"))
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    inks = _Inks(theme)
    for place, line in enumerate(lines):
        row, column = divmod(place, COLUMNS)
        box = QRect(QPoint(column * cell.width(), row * cell.height()), cell)
        _tile(painter, line, box, inks)
    painter.end()
    return image


class _Inks:
    """What a bare painter would make once."""

    def __init__(self, theme: Theme) -> None:
        self.small, self.bold = theme.font("small"), theme.font("body", bold=True)
        self.small_metrics, self.bold_metrics = QFontMetrics(self.small), QFontMetrics(self.bold)
        self.colors = {name: theme.color(name) for name in theme.tokens}
        self.line = QPen(theme.color("c_actual"), 1.4)
        self.line.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        self.path = QPen(theme.color("c_path"), 1.0)
        self.path.setDashPattern([3.0, 2.5])
        self.target = QPen(theme.color("c_target"), 2.0)
        self.border, self.edge = QPen(theme.color("line"), 1), QPen(theme.color("warn_text"), 1)


def _tile(painter: QPainter, line: Line, cell: QRect, inks: _Inks) -> None:
    middle, colors = Qt.AlignmentFlag.AlignVCenter, inks.colors
    box = QRectF(cell).adjusted(4.5, 4.5, -4.5, -4.5)
    painter.setPen(inks.border)
    painter.setBrush(colors["surface"])
    painter.drawRoundedRect(box, 4, 4)
    inner = box.adjusted(7, 4, -7, -3).toRect()
    head = QRect(inner.left(), inner.top(), inner.width(), 18)
    painter.setFont(inks.small)
    painter.setPen(colors["text3"])
    painter.drawText(head, middle, line.item.number)
    painter.setPen(colors["text2"])
    name = inks.small_metrics.elidedText(line.short_name, Qt.TextElideMode.ElideRight, head.width() - 19)
    painter.drawText(head.adjusted(19, 0, 0, 0), middle, name)
    figure = QRect(inner.left(), inner.top() + 18, inner.width(), 19)
    _figure(painter, line, figure, inks)
    _spark(painter, line, QRectF(inner.adjusted(-3, 36, 3, 0)), inks)


def _figure(painter: QPainter, line: Line, box: QRect, inks: _Inks) -> None:
    middle = Qt.AlignmentFlag.AlignVCenter
    painter.setFont(inks.bold)
    painter.setPen(inks.colors["text"])
    painter.drawText(box, middle, line.value)
    used = inks.bold_metrics.horizontalAdvance(line.value) + 4
    painter.setFont(inks.small)
    unit, word = (inks.small_metrics.horizontalAdvance(text) for text in (line.unit, line.short_light))
    room = box.width() - used - 12
    if unit <= room:
        painter.setPen(inks.colors["text3"])
        painter.drawText(box.adjusted(used, 1, 0, 0), middle, line.unit)
        room -= unit + 4
    left = float(box.right() - 8)
    if word + 4 <= room:
        left -= word + 4
        painter.setPen(inks.colors[f"{line.mark}_text"])
        painter.drawText(box, middle | Qt.AlignmentFlag.AlignRight, line.short_light)
    _mark(painter, QPointF(left + 4, box.center().y() + 0.5), line.mark, 8.0, inks)


def _spark(painter: QPainter, line: Line, box: QRectF, inks: _Inks) -> None:
    spark, inner = line.spark, box.adjusted(4, 4, -4, -4)
    runs = [[(year, float(value)) for year, value in segment] for segment in spark.segments]
    path = [(year, float(value)) for year, value in spark.path]
    values = [value for run in (*runs, path) for _, value in run]
    low, high = min(values), max(values)
    low, high = low - (high - low) * 0.08, high + (high - low) * 0.08

    def at(year: int, value: float) -> QPointF:
        across, up = (year - 2020) / 5, (value - low) / (high - low)
        return QPointF(inner.left() + across * inner.width(), inner.bottom() - up * inner.height())

    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(inks.path)
    painter.drawPolyline(QPolygonF([at(*pair) for pair in path]))
    end = at(*path[-1])
    painter.setPen(inks.target)
    painter.drawLine(QPointF(end.x() - 6, end.y()), QPointF(end.x() + 1, end.y()))
    for run in runs:
        places = [at(*pair) for pair in run]
        painter.setPen(inks.line)
        painter.drawPolyline(QPolygonF(places))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(inks.colors["c_actual"])
        for place in places:
            painter.drawEllipse(place, 1.7, 1.7)
        painter.setBrush(Qt.BrushStyle.NoBrush)
    _mark(painter, at(*runs[-1][-1]), line.mark, 7.0, inks)


def _mark(painter: QPainter, center: QPointF, mark: str, size: float, inks: _Inks) -> None:
    half, x, y = size / 2, center.x(), center.y()
    painter.setPen(inks.edge if mark == "warn" else Qt.PenStyle.NoPen)
    painter.setBrush(inks.colors[mark])
    if mark == "ok":
        painter.drawEllipse(center, half - 0.5, half - 0.5)
    elif mark == "bad":
        painter.drawRect(QRectF(x - half + 0.5, y - half + 0.5, size - 1, size - 1))
    else:
        corners = [QPointF(x, y - half), QPointF(x + half, y + half - 0.5), QPointF(x - half, y + half - 0.5)]
        painter.drawPolygon(QPolygonF(corners))
