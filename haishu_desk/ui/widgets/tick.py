"""A check box that shows its tick in every theme."""

from __future__ import annotations

from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QCheckBox

from haishu_desk.ui.icons import CARET, pixmap
from haishu_desk.ui.theme import Theme


class Tick(QCheckBox):
    """A check box that shows its tick: the style sheet can colour the box, but draws no sign into it."""

    def __init__(self, theme: Theme, text: str) -> None:
        super().__init__(text)
        self.setObjectName("tick")
        self._theme = theme

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.isChecked():
            painter = QPainter(self)
            tick = pixmap(self._theme, "check", "on_accent", CARET, self.devicePixelRatioF())
            painter.drawPixmap(QPointF(2, (self.height() - CARET) / 2), tick)
            painter.end()
