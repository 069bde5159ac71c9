"""The further parts of something that somebody asked for, each in an event of its own where a district has many returns."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QWindow
from PySide6.QtWidgets import QWidget

from haishu_desk.ui.review.turns import Turns
from haishu_desk.ui.session import Session

_OF_HANDS = {
    QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick,
    QEvent.Type.Wheel, QEvent.Type.TouchBegin, QEvent.Type.TabletPress, QEvent.Type.DragEnter, QEvent.Type.Drop,
}  # fmt: skip


class Shortly(Turns):
    """Turns of a widget. Whoever is faster does not wait: before a key or a click in its window what waits is done."""

    def __init__(self, session: Session, widget: QWidget) -> None:
        super().__init__(session, widget)
        self._widget = widget
        self._watched: QWindow | None = None

    def then(self, step: Callable[[], object]) -> None:
        super().then(step)
        handle: QWindow | None = self._widget.window().windowHandle()  # none before it is shown
        if self.is_waiting and handle is not None and self._watched is None:
            self._watched = handle
            handle.installEventFilter(self)

    def finish(self) -> None:
        """Do at once what waits, and what that asks for next."""
        while self.is_waiting:
            self._go_on()

    def rest(self) -> None:
        super().rest()
        self._look_away()

    def _go_on(self) -> None:
        self._look_away()
        super()._go_on()

    def _look_away(self) -> None:
        if self._watched is not None:
            self._watched.removeEventFilter(self)
            self._watched = None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """What comes to the window from outside meanwhile."""
        if event.type() in _OF_HANDS:
            self.finish()
        return super().eventFilter(watched, event)
