"""The further parts of something that somebody asked for, each in an event of its own where a district has many returns."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from haishu_desk.ui.hands import BeforeHands
from haishu_desk.ui.session import Session
from haishu_desk.ui.turns import Turns


class Shortly(Turns):
    """Turns of a widget. Whoever is faster does not wait: before a key or a click in its window what waits is done."""

    def __init__(self, session: Session, widget: QWidget) -> None:
        super().__init__(session, widget)
        self._hands = BeforeHands(widget, self.finish, self)

    def then(self, step: Callable[[], object]) -> None:
        super().then(step)
        if self.is_waiting:
            self._hands.watch()

    def finish(self) -> None:
        """Do at once what waits, and what that asks for next."""
        while self.is_waiting:
            self._go_on()

    def rest(self) -> None:
        super().rest()
        self._hands.look_away()

    def _go_on(self) -> None:
        self._hands.look_away()
        super()._go_on()
