"""What the window's own thread does by and by: one of those that wait gets some milliseconds, then keys and paint come first.

The Desk's connection belongs to this thread. Several that each took a slice in the same round of the loop would keep a key
waiting together, so all of a session wait in one line.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer
from shiboken6 import isValid

SLICE, LATE = 0.008, 0.010  # seconds
_BETWEEN_MS, _MOST_WAITS = 2, 3
_TURN = QEvent.Type(QEvent.registerEventType())


class Slices(QObject):
    """The line of one session: one turn in each round of the loop, and none in a round that a key or a paint made long.

    A turn is an event behind the paints that are due. As a timer it could be due in the same pass as others: they and the
    turn would keep a key waiting together.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._line: deque[Turn] = deque()
        self._now: Turn | None = None
        self._is_asked = False
        self._since, self._waits = 0.0, 0
        self._timer = QTimer(self, interval=_BETWEEN_MS)
        self._timer.timeout.connect(self._ask)

    def join(self, turn: Turn, *, first: bool) -> None:
        """Wait in line from now on, or at its head; who asks for the next turn in its own goes behind those that wait."""
        if first and turn is not self._now:
            self._line.appendleft(turn)
        else:
            self._line.append(turn)
        if not self._timer.isActive():
            self._since, self._waits = time.monotonic(), 0
            self._timer.start()

    def leave(self, turn: Turn) -> None:
        """Wait no longer."""
        if turn in self._line:
            self._line.remove(turn)

    def rest(self) -> None:
        """Nobody has a turn any more, also not who has asked for one: the Desk is about to be closed."""
        self._line.clear()
        self._timer.stop()

    def event(self, event: QEvent) -> bool:
        if event.type() != _TURN:
            return super().event(event)
        self._is_asked = False
        if not self._is_late():
            self._go_on()
        return True

    def _ask(self) -> None:
        if not self._is_asked:
            self._is_asked = True
            QCoreApplication.postEvent(self, QEvent(_TURN), Qt.EventPriority.LowEventPriority.value)

    def _go_on(self) -> None:
        while self._line:
            turn = self._line.popleft()
            if isValid(turn):
                self._line.append(turn)  # before: it may leave, or end with a fault
                self._now = turn
                try:
                    turn.go_on()
                finally:
                    self._now = None
                    self._since = time.monotonic()
                    if isValid(self._timer):  # anew: whatever became due meanwhile comes before the next turn
                        self._timer.start()
                return
        self._timer.stop()

    def _is_late(self) -> bool:
        """Whether others had the loop for long since the last turn: they and the next one would keep a key waiting together."""
        now = time.monotonic()
        is_late = now - self._since > LATE and self._waits < _MOST_WAITS  # everybody has a turn in the end
        self._since, self._waits = now, self._waits + 1 if is_late else 0
        return is_late


class Turn(QObject):
    """The place of one piece of work in the line: from `start` until `stop` its `go_on` is called again and again."""

    def __init__(self, slices: Slices, go_on: Callable[[], object], parent: QObject) -> None:
        super().__init__(parent)
        self._slices = slices
        self.go_on = go_on
        self.is_active = False

    def start(self, *, first: bool = False) -> None:
        """Take turns from now on; `first` before the others, for what somebody waits for."""
        if not self.is_active:
            self.is_active = True
            self._slices.join(self, first=first)

    def stop(self) -> None:
        """No further turn."""
        if self.is_active:
            self.is_active = False
            if isValid(self._slices):
                self._slices.leave(self)

    def end(self) -> None:
        """Never again; what it did and the work that it did it for know one another, and it lets go of both."""
        self.stop()
        self.go_on = _nothing
        self.deleteLater()


def _nothing() -> None:
    """What a turn does that is over."""


def for_a_slice(step: Callable[[], bool]) -> bool:
    """Do steps until one says that there is no more, or the next would go beyond the time of a slice: whether there is more.

    The next may take as long as the longest of them did.
    """
    last = time.monotonic()
    until, longest = last + SLICE, 0.0
    while step():
        now = time.monotonic()
        longest, last = max(longest, now - last), now
        if now + longest > until:
            return True
    return False
