"""What comes to a window from a person's hands: before it is heard, what was left for later is done."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

_OF_HANDS = {
    QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick,
    QEvent.Type.Wheel, QEvent.Type.TouchBegin, QEvent.Type.TabletPress, QEvent.Type.DragEnter, QEvent.Type.Drop,
    QEvent.Type.InputMethod,
}  # fmt: skip


class BeforeHands(QObject):
    """Calls `finish` before a key, a click, the wheel or something dropped reaches the window of a widget, while it watches.

    An input method takes the keys before the window has them, and gives its words to the field that has the keyboard.
    """

    def __init__(self, widget: QWidget, finish: Callable[[], object], parent: QObject) -> None:
        super().__init__(parent)
        self._widget, self._finish = widget, finish
        self._watched: list[QObject] = []

    def watch(self) -> None:
        """From now on; a window that was never shown gets nothing."""
        window = self._widget.window()
        if window.windowHandle() is not None and not self._watched:
            watched: tuple[QObject | None, ...] = (window.windowHandle(), window.focusWidget())
            self._watched = [each for each in watched if each is not None]
            for each in self._watched:
                each.installEventFilter(self)

    def look_away(self) -> None:
        """No longer."""
        for each in filter(isValid, self._watched):
            each.removeEventFilter(self)
        self._watched = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """What comes to the window from outside; a word for a field that is not shown any more goes nowhere."""
        if event.type() not in _OF_HANDS:
            return False
        self._finish()
        return isinstance(watched, QWidget) and not watched.isVisible()
