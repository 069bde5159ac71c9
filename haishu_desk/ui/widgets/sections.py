"""The building blocks of the panel at the right: a title with a count, quiet sentences, a button of full width."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from haishu_desk.ui.icons import icon
from haishu_desk.ui.theme import Theme

WIDTH, EDGE = 264, 16


class Section(QWidget):
    """A titled part of a panel, with a hairline below it."""

    def __init__(self, theme: Theme, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(EDGE, 14, EDGE, 14)
        self.column.setSpacing(8)
        head = QHBoxLayout()
        head.setSpacing(8)
        words = QLabel(title)
        words.setFont(theme.font("panel", bold=True))
        self._count = QLabel()
        self._count.setObjectName("tertiary")
        self._count.setFont(theme.font("chip"))
        head.addWidget(words)
        head.addWidget(self._count)
        head.addStretch(1)
        self.column.addLayout(head)

    def count(self, text: str) -> None:
        """What stands beside the title."""
        self._count.setText(text)

    def words(self, text: str = "", *, quiet: bool = True) -> QLabel:
        """A new sentence in the section."""
        label = QLabel(text)
        label.setWordWrap(True)
        label.setTextFormat(Qt.TextFormat.PlainText)
        if quiet:
            label.setObjectName("secondary")
        label.setFont(self._theme.font("chip"))
        self.column.addWidget(label)
        return label

    def button(self, text: str, icon_name: str, *, primary: bool = False) -> QPushButton:
        """A new button over the whole width."""
        made = QPushButton(icon(self._theme, icon_name, "on_accent" if primary else "text2"), text)
        if primary:
            made.setObjectName("primary")
        self.column.addWidget(made)
        return made


def rule(theme: Theme) -> QWidget:
    """A hairline between two sections."""
    line = QWidget()
    line.setFixedHeight(1)
    palette = line.palette()
    palette.setColor(line.backgroundRole(), theme.color("line"))
    line.setAutoFillBackground(True)
    line.setPalette(palette)
    return line
