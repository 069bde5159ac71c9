"""One small picture with its words: number and name, the figure, the light, and the line of the years below."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen

from haishu_desk.ui.marks import paint_mark, text_token
from haishu_desk.ui.monitor.overview.lines import Line
from haishu_desk.ui.monitor.overview.spark_paint import SparkInks, paint_spark
from haishu_desk.ui.theme import Theme

GAP, _PAD, _MARK = 8, 8, 8
LEAST_HEIGHT, LEAST_WIDTH = 78, 116
_NUMBER = 19


class TilePainter:
    """Paints tiles of one theme; fonts, pens and measures are made once for all of them."""

    def __init__(self, theme: Theme) -> None:
        self._theme, self._inks = theme, SparkInks(theme)
        self._small, self._bold = theme.font("small"), theme.font("body", bold=True)
        self._small_metrics, self._bold_metrics = QFontMetrics(self._small), QFontMetrics(self._bold)
        self._border, self._frame = QPen(theme.color("line"), 1), QPen(theme.color("accent"), 2)
        self._ground, self._text = theme.color("surface"), theme.color("text")
        self._second, self._third = theme.color("text2"), theme.color("text3")

    def paint(self, painter: QPainter, line: Line, cell: QRect, *, is_current: bool = False) -> None:
        """Paint one tile into its cell of the grid; the gap to its neighbours is inside the cell."""
        box = QRectF(cell).adjusted(GAP / 2 + 0.5, GAP / 2 + 0.5, -GAP / 2 - 0.5, -GAP / 2 - 0.5)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(self._frame if is_current else self._border)
        painter.setBrush(self._ground)
        painter.drawRoundedRect(box, 4, 4)
        inner = box.adjusted(_PAD - 1, 4, -_PAD + 1, -3).toRect()
        height = self._theme.tall(18)
        self._name(painter, line, QRect(inner.left(), inner.top(), inner.width(), height))
        self._figure(painter, line, QRect(inner.left(), inner.top() + height, inner.width(), height + 1))
        below = QRectF(inner.adjusted(-3, 2 * height, 3, 0))
        if line.spark.is_empty and not line.spark.path:
            painter.setFont(self._small)
            painter.setPen(self._third)
            painter.drawText(below, Qt.AlignmentFlag.AlignCenter, line.spark.word)
            return
        paint_spark(painter, self._inks, line.spark, below)

    def _name(self, painter: QPainter, line: Line, box: QRect) -> None:
        wide = self._theme.wide(_NUMBER)
        painter.setFont(self._small)
        painter.setPen(self._third)
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, line.item.number)
        painter.setPen(self._second)
        name = self._small_metrics.elidedText(line.short_name, Qt.TextElideMode.ElideRight, box.width() - wide)
        painter.drawText(box.adjusted(wide, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, name)

    def _figure(self, painter: QPainter, line: Line, box: QRect) -> None:
        """The figure with its unit at the left; at the right the mark, and its word where there is room."""
        painter.setFont(self._bold if line.is_number else self._small)
        painter.setPen(self._text if line.is_number else self._third)
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, line.value)
        used = (self._bold_metrics if line.is_number else self._small_metrics).horizontalAdvance(line.value) + 4
        painter.setFont(self._small)
        unit = self._small_metrics.horizontalAdvance(line.unit) if line.is_number else 0
        word = self._small_metrics.horizontalAdvance(line.short_light)
        room = box.width() - used - _MARK - 4
        if unit and unit <= room:
            painter.setPen(self._third)
            painter.drawText(box.adjusted(used, 1, 0, 0), Qt.AlignmentFlag.AlignVCenter, line.unit)
            room -= unit + 4
        left = float(box.right() - _MARK)
        if word + 4 <= room:
            left -= word + 4
            painter.setPen(self._theme.color(text_token(line.mark)))
            painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, line.short_light)
        paint_mark(painter, QPointF(left + _MARK / 2, box.center().y() + 0.5), line.mark, self._theme, _MARK)
