"""Work that writes: one step an event, so that the window stays alive and a person can stop between two steps."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal


class Steps(QObject):
    """Does the same with each of some inputs. The Desk's connection belongs to this thread, so the steps stay in it."""

    progressed = Signal(int, int)
    ended = Signal(bool)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._waiting: list[Any] = []
        self._total = 0
        self._do: Callable[[Any], object] | None = None
        self._was_stopped = False
        self.is_running = False

    def run(self, inputs: Iterable[Any], do: Callable[[Any], object]) -> None:
        """Begin; `ended` says whether all was done. Nothing happens while steps are under way."""
        if self.is_running:
            return
        self._waiting, self._do, self._was_stopped = list(inputs), do, False
        self._total, self.is_running = len(self._waiting), True
        self.progressed.emit(0, self._total)
        QTimer.singleShot(0, self, self._step)

    def stop(self) -> None:
        """Begin no further step; what is done stays done."""
        self._was_stopped = bool(self._waiting)
        self._waiting.clear()

    def _step(self) -> None:
        if self._waiting and self._do is not None:
            try:
                self._do(self._waiting.pop(0))
            finally:  # a fault in one step is reported and stops no other
                self.progressed.emit(self._total - len(self._waiting), self._total)
                QTimer.singleShot(0, self, self._step)
            return
        self.is_running = False
        self.ended.emit(not self._was_stopped)
