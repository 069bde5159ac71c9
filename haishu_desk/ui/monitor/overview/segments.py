"""Views to choose from, side by side in one field, one of them pressed."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QPushButton, QSizePolicy, QWidget

from haishu_desk.ui.theme import Theme


class Segments(QFrame):
    """`chosen` carries the name of the one that was pressed."""

    chosen = Signal(str)

    def __init__(self, theme: Theme, said: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setObjectName("segments")
        self.setAccessibleName(said)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.buttons: dict[str, QPushButton] = {}
        self._group = QButtonGroup(self)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(2, 2, 2, 2)
        self._row.setSpacing(2)

    def offer(self, choices: Iterable[tuple[str, str]]) -> None:
        """Name and word of each; the first is pressed."""
        for name, word in choices:
            button = QPushButton(word, self)
            button.setObjectName("segment")
            button.setFont(self._theme.font("chip"))
            button.setCheckable(True)
            button.setProperty("choice", name)
            button.clicked.connect(self._on_clicked)
            self._group.addButton(button)
            self._row.addWidget(button)
            self.buttons[name] = button
        next(iter(self.buttons.values())).setChecked(True)

    @property
    def current(self) -> str:
        """The name of the one that is pressed."""
        return next((name for name, button in self.buttons.items() if button.isChecked()), "")

    def press(self, name: str) -> None:
        """Press that one, without saying so."""
        self.buttons[name].setChecked(True)

    def _on_clicked(self) -> None:
        button = self.sender()
        if isinstance(button, QPushButton):
            self.chosen.emit(str(button.property("choice")))
