"""Paints the small picture of an item into a box: the line of the years, what is expected, the target, the light."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QPolygonF

from haishu_desk.ui.marks import paint_mark
from haishu_desk.ui.monitor.overview.lines import MARKS
from haishu_desk.ui.monitor.overview.spark import Pair, Scale, Spark, scale_of
from haishu_desk.ui.theme import Theme

_TICK, _EDGE = 6.0, 4.0


class SparkInks:
    """The pens of one theme, made once for many pictures."""

    def __init__(self, theme: Theme) -> None:
        self.theme = theme
        self.line = QPen(theme.color("c_actual"), 1.4)
        self.line.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        self.path = QPen(theme.color("c_path"), 1.0)
        self.path.setDashPattern([3.0, 2.5])
        self.target = QPen(theme.color("c_target"), 2.0)
        self.dots = theme.color("c_actual")


def spots(pairs: Iterable[Pair], scale: Scale, box: QRectF) -> list[QPointF]:
    """Where these years and values stand in the box; a little air is left at its edges for the marks."""
    inner = box.adjusted(_EDGE, _EDGE, -_EDGE, -_EDGE)
    return [
        QPointF(inner.left() + scale.across(year) * inner.width(), inner.bottom() - scale.up(value) * inner.height())
        for year, value in pairs
    ]


def paint_spark(painter: QPainter, inks: SparkInks, spark: Spark, box: QRectF, *, mark: float = 7.0) -> None:
    """Paint the picture; a year without a number is a gap, a single year a point. Nothing where there is nothing."""
    scale = scale_of(spark)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if len(spark.path) > 1:
        painter.setPen(inks.path)
        painter.drawPolyline(QPolygonF(spots(spark.path, scale, box)))
    if spark.target is not None:
        (end,) = spots([(spark.last_year, spark.target)], scale, box)
        painter.setPen(inks.target)
        painter.drawLine(QPointF(end.x() - _TICK, end.y()), QPointF(end.x() + 1, end.y()))
    _paint_line(painter, inks, spark, scale, box)
    if spark.segments and spark.light:
        (last,) = spots(spark.segments[-1][-1:], scale, box)
        paint_mark(painter, last, MARKS[spark.light], inks.theme, mark)


def _paint_line(painter: QPainter, inks: SparkInks, spark: Spark, scale: Scale, box: QRectF) -> None:
    for segment in spark.segments:
        places = spots(segment, scale, box)
        painter.setPen(inks.line)
        if len(places) > 1:
            painter.drawPolyline(QPolygonF(places))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(inks.dots)
        for place in places:
            painter.drawEllipse(place, 1.7, 1.7)
        painter.setBrush(Qt.BrushStyle.NoBrush)
