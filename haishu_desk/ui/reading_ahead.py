"""How far all returns are, read by and by after opening: a few milliseconds at a time, the latest period first.

A workspace of a unit is read at once. A district may have thousands of returns behind it, and its first page is there before
the last of them is read: badges and lists that speak of all returns are filled when `ended` comes.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import suppress
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from haishu_desk.domain.cells import ReturnKey
from haishu_desk.domain.errors import DeskError

if TYPE_CHECKING:
    from haishu_desk.ui.session import Session

AT_ONCE = 64
_SLICE, _BETWEEN_MS = 0.008, 2


class ReadingAhead(QObject):
    """The reading of one session; `ended` says that all returns were read, or those of the latest period of many."""

    ended = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._session = session
        self._steps: Iterator[None] = iter(())
        self.is_over = True
        self._timer = QTimer(self, interval=_BETWEEN_MS)
        self._timer.timeout.connect(self._go_on)

    def begin(self) -> None:
        """Read on from here; few returns are read before this comes back."""
        unread = self._session.read(self._session.desk.standings.by_and_by) or []
        self._steps, self.is_over = self._read(unread), False
        if len(unread) > AT_ONCE:
            self._timer.start()
            return
        for _ in self._steps:
            pass
        self.is_over = True

    def rest(self) -> None:
        """Read no further: the Desk is closed next."""
        self._timer.stop()

    def _read(self, unread: list[ReturnKey]) -> Iterator[None]:
        """The latest period, the trail, then the other returns: a return or some lines a step."""
        latest = [key for key in unread if key.period == unread[0].period]
        yield from map(self._read_one, latest)
        if self._timer.isActive():
            self.ended.emit()
        with suppress(DeskError):  # what cannot be read is said where it is asked for
            while self._session.desk.told.some():
                yield
        yield from map(self._read_one, unread[len(latest) :])

    def _read_one(self, key: ReturnKey) -> None:
        with suppress(DeskError):  # as above
            self._session.desk.reviewing.read_ahead(key)

    def _go_on(self) -> None:
        until = time.monotonic() + _SLICE
        for _ in self._steps:
            if time.monotonic() > until:
                return
        self._timer.stop()
        self.is_over = True
        self.ended.emit()
