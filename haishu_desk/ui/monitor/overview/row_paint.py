"""Paints the lines of the table of the overview: words, a bar with 序时进度, a small picture, a light."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QHeaderView

from haishu_desk.ui.monitor.overview.lines import Line
from haishu_desk.ui.monitor.overview.models import DUE, LIGHT, NAME, NUMBER, PROGRESS, SPARK, TARGET, VALUE
from haishu_desk.ui.monitor.overview.spark_paint import SparkInks, paint_spark
from haishu_desk.ui.theme import Theme
from haishu_desk.ui.widgets.shapes import LEFT, RIGHT, Status, paint_status, paint_text
from haishu_desk.ui.widgets.tables import paint_row_ground

_BAR, _BAR_HEIGHT = 44, 6
# A line, what stands in its columns, and whether it is selected.
Painted = tuple[Line, tuple[str, ...], bool]


class RowPainter:
    """Paints a line from what it shows; the columns stand as in `header`."""

    def __init__(self, theme: Theme, header: QHeaderView) -> None:
        self._theme, self._header = theme, header
        self._inks = SparkInks(theme)

    def paint(self, painter: QPainter, box: QRect, shown: Painted) -> None:
        """Paint it into the box, which begins where the first column does."""
        line, texts, is_selected = shown
        for column, words in enumerate(texts):
            left, width = self._header.sectionPosition(column), self._header.sectionSize(column)
            place = QRect(box.left() + left, box.top(), width, box.height())
            painter.save()
            is_first = column == NUMBER
            paint_row_ground(painter, self._theme, place, is_selected=is_selected, is_first=is_first)
            self._paint_cell(painter, place.adjusted(8, 0, -8, -1), line, column, words)
            painter.restore()

    def _paint_cell(self, painter: QPainter, inner: QRect, line: Line, column: int, words: str) -> None:
        if column == PROGRESS:
            self._progress(painter, line, inner)
        elif column == SPARK:
            self._spark(painter, line, inner)
        elif column == LIGHT:
            painter.setFont(self._theme.font("body"))
            paint_status(painter, self._theme, Status(line.mark, line.light_words), inner)
        else:
            self._words(painter, line, column, words, inner)

    def _words(self, painter: QPainter, line: Line, column: int, words: str, box: QRect) -> None:
        is_value = column == VALUE and line.is_number
        ink = {NUMBER: "text3", DUE: "text2", TARGET: "text2"}.get(column, "text")
        use = "small" if column == NUMBER else "body"
        if column in (VALUE, DUE, TARGET) and not any(sign.isdigit() for sign in words):
            ink = "text3"
        painter.setFont(self._theme.font(use, bold=is_value))
        if column in (VALUE, DUE, TARGET):
            self._make_fit(painter, words, box.width() + 8, is_bold=is_value)
        place = box.adjusted(-8, 0, 0, 0) if column in (VALUE, DUE, TARGET) else box
        if column == NAME and line.item.is_binding:
            place = box.adjusted(0, 0, -self._binding(painter, box) - 6, 0)
            painter.setFont(self._theme.font("body"))
        paint_text(painter, place, words, self._theme.color(ink), RIGHT if column in (VALUE, DUE, TARGET) else LEFT)

    def _make_fit(self, painter: QPainter, words: str, room: int, *, is_bold: bool) -> None:
        """A figure is never shortened: it becomes smaller."""
        for use in ("chip", "small", "badge"):
            if painter.fontMetrics().horizontalAdvance(words) <= room:
                return
            painter.setFont(self._theme.font(use, bold=is_bold))

    def _binding(self, painter: QPainter, box: QRect) -> int:
        """The word at the right of the name; returns how wide it is."""
        painter.setFont(self._theme.font("small"))
        paint_text(painter, box, "约束", self._theme.color("text3"), RIGHT)
        return painter.fontMetrics().horizontalAdvance("约束")

    def _progress(self, painter: QPainter, line: Line, box: QRect) -> None:
        """A bar with a line at 序时进度 and the share beside it, or a word: never a number where there is a word."""
        theme = self._theme
        painter.setFont(theme.font("body" if line.progress is not None else "small"))
        if line.progress is None:
            paint_text(painter, box.adjusted(0, 0, 8, 0), line.progress_words, theme.color("text2"))
            return
        share, time = float(line.progress), float(line.time or 0)
        width, top = theme.wide(_BAR), box.center().y() - _BAR_HEIGHT / 2 + 1
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("sunk"))
        painter.drawRoundedRect(QRectF(box.left(), top, width, _BAR_HEIGHT), 3, 3)
        token = {"ok": "ok", "warn": "warn", "bad": "bad"}.get(line.mark, "idle")
        painter.setBrush(theme.color(token))
        filled = max(min(share, 1.0) * width, _BAR_HEIGHT)
        painter.drawRoundedRect(QRectF(box.left(), top, filled, _BAR_HEIGHT), 3, 3)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        painter.setPen(QPen(theme.color("text"), 2))
        at = round(box.left() + min(time, 1.0) * width)
        painter.drawLine(at, round(top) - 3, at, round(top) + _BAR_HEIGHT + 3)
        paint_text(painter, box.adjusted(width + 4, 0, 6, 0), line.progress_words, theme.color("text"), RIGHT)

    def _spark(self, painter: QPainter, line: Line, box: QRect) -> None:
        if line.spark.is_empty and not line.spark.path:
            painter.setFont(self._theme.font("small"))
            paint_text(painter, box, line.spark.word, self._theme.color("text3"))
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_spark(painter, self._inks, line.spark, QRectF(box.adjusted(-2, 2, 2, -2)))
