"""Work that writes: one step a turn, so that the window stays alive and a person can stop between two steps."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from PySide6.QtCore import QObject, Signal

from haishu_desk.ui.slices import Slices, Turn


class Steps(QObject):
    """Does the same with each of some inputs. The Desk's connection belongs to this thread, so the steps stay in it.

    What is done may be an iterator: then each of its steps is a turn of its own, and the input is done with the last.
    """

    progressed = Signal(int, int)
    ended = Signal(bool)

    def __init__(self, slices: Slices, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._turn = Turn(slices, self._step, self)
        self._waiting: list[Any] = []
        self._total = 0
        self._do: Callable[[Any], Iterator[None] | None] | None = None
        self._under_way: Iterator[None] | None = None
        self._was_stopped = False
        self.is_running = False

    def run(self, inputs: Iterable[Any], do: Callable[[Any], Iterator[None] | None]) -> None:
        """Begin; `ended` says whether all was done. Nothing happens while steps are under way."""
        if self.is_running:
            return
        self._waiting, self._do, self._was_stopped = list(inputs), do, False
        self._total, self.is_running = len(self._waiting), True
        self.progressed.emit(0, self._total)
        self._turn.start(first=True)

    def stop(self) -> None:
        """Begin no further step; what is done stays done."""
        self._was_stopped = bool(self._waiting)
        self._waiting.clear()

    def _step(self) -> None:
        if self._under_way is None and not self._waiting:
            self._turn.stop()
            self.is_running = False
            self.ended.emit(not self._was_stopped)
            return
        goes_on = False
        try:
            goes_on = self._goes_on()
        finally:  # a fault in one step is reported and stops no other
            if not goes_on:
                self._under_way = None
                self.progressed.emit(self._total - len(self._waiting), self._total)

    def _goes_on(self) -> bool:
        """Do one step of the input under way, or begin the next one; whether there is more of it."""
        if self._under_way is None and self._do is not None:
            self._under_way = self._do(self._waiting.pop(0))
            return self._under_way is not None
        return next(self._under_way or iter(()), self) is None
