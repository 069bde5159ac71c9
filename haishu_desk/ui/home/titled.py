"""Words of 首页: a plain label, and a title with a count beside it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel

from haishu_desk.ui.theme import Theme


def plain_label(theme: Theme, use: str, *, bold: bool = False, name: str = "") -> QLabel:
    """An empty label in the font of that use; what is put in it is never taken for anything but text."""
    label = QLabel()
    label.setFont(theme.font(use, bold=bold))
    label.setObjectName(name)
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label


def titled(theme: Theme, title: str, count: QLabel) -> QHBoxLayout:
    """A title, `count` beside it, and room."""
    line = QHBoxLayout()
    line.setSpacing(8)
    name = plain_label(theme, "panel", bold=True)
    name.setText(title)
    line.addWidget(name)
    line.addWidget(count)
    line.addStretch(1)
    return line
