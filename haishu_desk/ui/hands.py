"""What comes to a window from a person's hands: before it is heard, what was left for later is done."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QWindow
from PySide6.QtWidgets import QWidget

_OF_HANDS = {
    QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick,
    QEvent.Type.Wheel, QEvent.Type.TouchBegin, QEvent.Type.TabletPress, QEvent.Type.DragEnter, QEvent.Type.Drop,
}  # fmt: skip


class BeforeHands(QObject):
    """Calls `finish` before a key, a click, the wheel or something dropped reaches the window of a widget, while it watches."""

    def __init__(self, widget: QWidget, finish: Callable[[], object], parent: QObject) -> None:
        super().__init__(parent)
        self._widget, self._finish = widget, finish
        self._watched: QWindow | None = None

    def watch(self) -> None:
        """From now on; a window that was never shown gets nothing."""
        handle: QWindow | None = self._widget.window().windowHandle()
        if handle is not None and self._watched is None:
            self._watched = handle
            handle.installEventFilter(self)

    def look_away(self) -> None:
        """No longer."""
        if self._watched is not None:
            self._watched.removeEventFilter(self)
            self._watched = None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """What comes to the window from outside."""
        if event.type() in _OF_HANDS:
            self._finish()
        return super().eventFilter(watched, event)
