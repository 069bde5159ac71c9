"""What fills the queue of the review: all at once, or its rows one an event after the return that is looked at."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial

from PySide6.QtCore import QObject

from haishu_desk.domain.cells import ReturnKey
from haishu_desk.domain.errors import DeskError
from haishu_desk.domain.returns import RECEIVED, REPORTED
from haishu_desk.ui.review.found import Founds
from haishu_desk.ui.review.queue_panel import MOST, QueuePanel
from haishu_desk.ui.review.sitting import Sitting
from haishu_desk.ui.turns import Turns

Then = Callable[[list[ReturnKey]], object]


class QueueReading(QObject):
    """Reads the rows of the queue; what waits for a decision is told to who asked, as the keys of its returns.

    The queue is shown anew as well when all that waits was checked.
    """

    def __init__(self, sitting: Sitting, queue: QueuePanel, founds: Founds, turns: Turns, parent: QObject) -> None:
        super().__init__(parent)
        self._sitting, self._session = sitting, sitting.session
        self._queue, self._founds, self._turns = queue, founds, turns
        founds.counted.connect(self._show)

    def may_wait(self, key: ReturnKey | None) -> bool:
        """Whether that return can be shown before the queue is read: there are many, and the queue is known to have it."""
        if key is None or not self._turns.are_taken:
            return False
        return self._session.ahead.is_over and key in self._session.desk.standings.all()

    def read(self) -> list[ReturnKey]:
        """What waits, with the queue read anew, or as it was where its rows are read by and by."""
        return self._show() if self._session.ahead.again() else self._wait()

    def read_by_turns(self, then: Then) -> None:
        """Mark the queue as being read and read it in the next events; `then` gets what waits."""
        self._queue.wait()
        self._turns.then(partial(self._read_on, then))

    def _read_on(self, then: Then, unread: Sequence[ReturnKey] | None = None) -> None:
        """The rows that were written to, one an event, then the list."""
        reviewing = self._session.desk.reviewing
        if unread is None:
            unread = (self._session.read(reviewing.unread) or []) if self._session.ahead.again() else []
        if unread:
            with suppress(DeskError):  # what cannot be read is said where the list asks for it
                reviewing.read_ahead(unread[0])
            self._turns.then(partial(self._read_on, then, unread[1:]))
            return
        then(self.read())

    def _show(self) -> list[ReturnKey]:
        """Read the queue, with the findings that are known; returns what waits."""
        sitting, reviewing = self._sitting, self._session.desk.reviewing
        rows, left = self._session.read(lambda: reviewing.latest_rows(MOST)) or ([], 0)
        unchanged = self._session.read(lambda: reviewing.comparing.unchanged_of(rows, check=False)) or []
        if sitting.key is None or not self._session.desk.standings.is_known(sitting.key):
            sitting.key = None
        waiting = [row.key for row in rows if row.how.state in (REPORTED, RECEIVED)]
        self._queue.show_queue(rows, unchanged, sitting.deciding.changed(waiting), sitting.key, left)
        self._queue.show_asked(self._founds.asked_for)
        return waiting

    def _wait(self) -> list[ReturnKey]:
        """The rows of the queue are read anew by and by: the list of before stays, and `ended` fills it."""
        self._queue.wait()
        return list(self._queue.waiting)
