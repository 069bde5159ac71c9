"""Enter presses the button that has the keyboard. Outside dialogs Qt's buttons take the space bar only."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QPushButton, QWidget


class EnterPresses(QObject):
    """Tells each button that comes to have the keyboard."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._on_focus)

    def _on_focus(self, old: QWidget | None, new: QWidget | None) -> None:
        del old
        if isinstance(new, QPushButton) and new.window() is self._window:
            new.setAutoDefault(True)
