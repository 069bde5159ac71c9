"""Widgets become one picture, one under the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QColor
from PySide6.QtWidgets import QWidget

from haishu_desk.ui.monitor.overview.grabbing import grabbed
from haishu_desk.ui.theme import Theme

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


def test_parts_stand_one_under_the_other(qtbot: QtBot, theme: Theme) -> None:
    parts = []
    for color, height in (("#ff0000", 20), ("#0000ff", 30)):
        part = QWidget()
        qtbot.addWidget(part)
        part.setStyleSheet(f"background: {color};")
        part.resize(50, height)
        parts.append(part)
    image = grabbed(parts, theme)
    assert (image.width(), image.height()) == (50, 50)
    assert (image.pixelColor(25, 10), image.pixelColor(25, 40)) == (QColor("#ff0000"), QColor("#0000ff"))
