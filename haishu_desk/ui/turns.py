"""What follows a decision or a write, one event of the loop after the other where a district has many returns."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from haishu_desk.ui.reading_ahead import AT_ONCE
from haishu_desk.ui.session import Session
from haishu_desk.ui.slices import Turn


class Turns(QObject):
    """Does what was asked for last in the next event; at once where there are few returns, or no window reads ahead."""

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._waiting: Callable[[], object] | None = None
        self._turn = Turn(session.slices, self._go_on, self)

    @property
    def are_taken(self) -> bool:
        """Whether there are so many returns that each part of the work is an event of its own."""
        return self._session.ahead.goes_ahead and len(self._session.desk.standings.all()) > AT_ONCE

    @property
    def is_waiting(self) -> bool:
        """Whether something is still to be done."""
        return self._waiting is not None

    def then(self, step: Callable[[], object]) -> None:
        """Do that next, instead of what waits."""
        self._waiting = step
        if self.are_taken:
            self._turn.start(first=True)
        else:
            self._go_on()

    def rest(self) -> None:
        """Do nothing more: the page is left."""
        self._turn.stop()
        self._waiting = None

    def _go_on(self) -> None:
        self._turn.stop()
        step, self._waiting = self._waiting, None  # it may ask for the next
        if step is not None:
            step()
