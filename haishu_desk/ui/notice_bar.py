"""A line under the top bar that stays while it is true: this window may only read, and who has the file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from haishu_desk.ui.marks import MarkedLabel
from haishu_desk.ui.theme import Theme

if TYPE_CHECKING:
    from pathlib import Path

AGAIN, REBUILD = "再试一次", "重建"


class NoticeBar(QWidget):
    """A sentence and one button, or two; hidden while there is nothing to say."""

    acted = Signal()
    helped = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("notice")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._theme = theme
        self._label = MarkedLabel(theme, "warn", "", self)
        self.button = QPushButton(AGAIN)
        self.button.clicked.connect(self.acted)
        self.other = QPushButton()
        self.other.clicked.connect(self.helped)
        self.offer(AGAIN)
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 0, 20, 0)
        row.addWidget(self._label)
        row.addStretch(1)
        row.addWidget(self.button)
        row.addWidget(self.other)
        self.dress()
        self.hide()

    def dress(self) -> None:
        """Take on the theme's sizes."""
        self.setFixedHeight(self._theme.tall(40))

    def offer(self, first: str, second: str = "") -> None:
        """What can be pressed: `acted` says that the first was, `helped` the second."""
        self.button.setText(first)
        self.other.setText(second)
        self.other.setVisible(bool(second))

    @property
    def text(self) -> str:
        """What is said."""
        return self._label.text

    def show_text(self, text: str) -> None:
        """Say it; nothing hides the line."""
        self._label.show_mark("warn", text, use="body")
        self.setVisible(bool(text))


def way_out(file: Path) -> str:
    """What can be pressed where this window may only read."""
    from haishu_desk.desk.bringing_home import lies_away, local_one  # noqa: PLC0415  few windows only read

    if not lies_away(file):
        return AGAIN
    return "打开本机的数据文件" if local_one(file) else "复制到本机硬盘"
