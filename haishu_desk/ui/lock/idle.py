"""How long nobody has touched keyboard or mouse: one timer, and one time noted for each input of a window.

The timer is not started anew by each key: it runs to its end, and then only for what is left since the last input. While the
computer sleeps no timer runs: the first input afterwards finds that the time is over, and is not acted on.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QWindow

_INPUT = frozenset({
    QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.MouseMove, QEvent.Type.Wheel,
    QEvent.Type.TouchBegin, QEvent.Type.TouchUpdate, QEvent.Type.TabletPress, QEvent.Type.TabletMove,
})  # fmt: skip


def running() -> float:
    """Seconds that nobody can set, those that the computer slept too; Windows' monotonic clock counts them by itself."""
    return time.clock_gettime(time.CLOCK_BOOTTIME) if sys.platform == "linux" else time.monotonic()


class Idle(QObject):
    """`elapsed` says that for so many minutes there was no input in any window of this program.

    Input is seen at the windows of the system (QWindow), which get each key once, and not at the application, which would
    ask for each paint and timer too. Words that an input method composes come past them; the caret tells of those.
    """

    elapsed = Signal()

    def __init__(self, parent: QObject | None = None, clock: Callable[[], float] = running) -> None:
        super().__init__(parent)
        self._clock = clock
        self._seconds = 0.0
        self._last = clock()
        self.timer = QTimer(self)
        self.timer.setSingleShot(True)
        self.timer.timeout.connect(self._on_timeout)
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):
            application.focusWindowChanged.connect(self._watch)
            application.inputMethod().cursorRectangleChanged.connect(self.note)

    def count(self, minutes: int) -> None:
        """Begin to count anew, for so many minutes; 0: not at all."""
        self._seconds, self._last = minutes * 60.0, self._clock()
        self._watch(QGuiApplication.focusWindow())
        self.timer.stop()
        if minutes:
            self.timer.start(minutes * 60_000)

    def note(self) -> None:
        """Somebody is here."""
        self._is_late()

    def _is_late(self) -> bool:
        """Note the time; whether the minutes were over before this input, which `elapsed` says then."""
        before, self._last = self._last, self._clock()
        if not self._seconds or self._last - before < self._seconds:
            return False
        self.elapsed.emit()
        return True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        del watched
        return event.type() in _INPUT and self._is_late()

    def _watch(self, window: QWindow | None) -> None:
        if window is not None:
            window.installEventFilter(self)  # a second time is no second filter

    def _on_timeout(self) -> None:
        left = self._last + self._seconds - self._clock()
        if left > 0:
            self.timer.start(round(left * 1000) + 1)
        else:
            self.elapsed.emit()
