"""A widget that is entered at one of its parts: a page at its table."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


class Doorway(QWidget):
    """Whoever gives the whole the keyboard gives it to the part.

    Not by Qt's own proxy: with that, Tab would begin at the part too and never come to what stands before it.
    """

    _door: QWidget | None = None

    def setFocusProxy(self, w: QWidget | None) -> None:  # Qt's own name
        self._door = w

    def focusProxy(self) -> QWidget | None:
        return self._door

    def setFocus(self, reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason) -> None:
        if self._door is not None:
            self._door.setFocus(reason)
        else:
            super().setFocus(reason)
