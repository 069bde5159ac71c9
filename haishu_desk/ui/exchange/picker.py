"""A combo box that shows its caret: the style sheet's flat combo paints none."""

from __future__ import annotations

from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QComboBox, QWidget

from haishu_desk.ui.icons import CARET, pixmap
from haishu_desk.ui.theme import Theme


class Picker(QComboBox):
    """Choose one of a few."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        token = "text2" if self.isEnabled() else "off"
        caret = pixmap(self._theme, "caret-down", token, CARET, self.devicePixelRatioF())
        painter.drawPixmap(QPointF(self.width() - CARET - 8, (self.height() - CARET) / 2), caret)
        painter.end()
