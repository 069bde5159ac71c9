"""How many of what, as a row of pills."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from haishu_desk.ui.theme import Theme
from haishu_desk.ui.widgets.shapes import Status, paint_pill, pill_width

_GAP = 8


class Tally(QWidget):
    """Pills side by side; those that do not fit are left out, the list itself has them all."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._statuses: list[Status] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_statuses(self, statuses: Sequence[Status]) -> None:
        """Show these."""
        self._statuses = list(statuses)
        self.setAccessibleName("，".join(status.word for status in statuses))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(120, 24)

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter, left = QPainter(self), 0
        metrics = QFontMetrics(self._theme.font("chip"))
        for status in self._statuses:
            width = pill_width(metrics, status)
            if left + width <= self.width():
                paint_pill(painter, self._theme, status, QRect(left, 0, width, self.height()))
            left += width + _GAP
        painter.end()
