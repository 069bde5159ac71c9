"""Widgets as a picture."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QWidget

from haishu_desk.ui.theme import Theme


def grabbed(parts: Sequence[QWidget], theme: Theme) -> QImage:
    """Widgets as one picture, one under the other."""
    ratio = parts[0].devicePixelRatioF()
    width, height = max(part.width() for part in parts), sum(part.height() for part in parts)
    image = QImage(round(width * ratio), round(height * ratio), QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(ratio)
    image.fill(theme.color("bg"))
    painter, top = QPainter(image), 0
    for part in parts:
        part.render(painter, QPoint(0, top))
        top += part.height()
    painter.end()
    return image
