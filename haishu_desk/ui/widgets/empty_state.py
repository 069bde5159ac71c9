"""An empty state: what it is, what to do first, and the button for it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from haishu_desk.ui.icons import pixmap
from haishu_desk.ui.theme import Theme


class EmptyState(QWidget):
    """Icon, one line what, one line what to do, one button."""

    acted = Signal()

    def __init__(self, theme: Theme, icon_name: str, title: str, text: str, word: str) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setSpacing(8)
        column.addStretch(2)
        picture = QLabel()
        picture.setPixmap(pixmap(theme, icon_name, "text3", 30, 2.0))
        self.title, self.text = QLabel(title), QLabel(text)
        self.title.setFont(theme.font("figure", bold=True))
        self.text.setObjectName("secondary")
        self.text.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.button = QPushButton(word)
        self.button.setObjectName("primary")
        self.button.clicked.connect(self.acted)
        for widget in (picture, self.title, self.text):
            column.addWidget(widget, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(8)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)
