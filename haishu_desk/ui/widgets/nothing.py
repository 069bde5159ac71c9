"""An empty state: an icon, one line what, one line when it fills."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from haishu_desk.ui.icons import pixmap
from haishu_desk.ui.theme import Theme

_ICON = 30


class Nothing(QFrame):
    """Says what would stand here and what to do first."""

    def __init__(self, theme: Theme, icon_name: str, what: str, first: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(40, 24, 40, 24)
        column.setSpacing(8)
        picture = QLabel()
        picture.setPixmap(pixmap(theme, icon_name, "text3", _ICON, self.devicePixelRatioF()))
        self.what, self.first = QLabel(what), QLabel(first)
        self.what.setFont(theme.font("panel", bold=True))
        self.first.setObjectName("secondary")
        self.first.setWordWrap(True)
        column.addStretch(2)
        for label in (picture, self.what, self.first):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            column.addWidget(label)
        column.addStretch(3)
