"""Somebody who works before the window without a pause: a scene is a generator, and between two of its steps the loop runs.

A scene yields None for a breath, or a question that has to be answered with yes before it goes on.
"""

from __future__ import annotations

import time
import traceback
from collections.abc import Callable, Iterator

from PySide6.QtCore import QObject, QTimer, Signal

from tests.soak.watchdog import Watchdog

BREATH_MS, PATIENCE = 15, 300.0
Step = Callable[[], bool] | None
Scene = Iterator[Step]


class WaitedInVainError(Exception):
    """What a scene waited for did not come."""


class Driver(QObject):
    """Plays named scenes one after the other; `ended` when there are no more. A scene that fails is left, and in `errors`."""

    ended = Signal()

    def __init__(self, scenes: Iterator[tuple[str, Scene]], dog: Watchdog, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._scenes, self._dog = scenes, dog
        self._scene: Scene = iter(())
        self._waits: Step = None
        self._since = 0.0
        self.errors: list[str] = []
        self.played: dict[str, list[float]] = {}
        self._began = 0.0
        self._timer = QTimer(self, interval=BREATH_MS)
        self._timer.timeout.connect(self._go_on)

    def start(self) -> None:
        """Begin with the first scene."""
        self._began = time.monotonic()
        self._timer.start()

    def _go_on(self) -> None:
        self._timer.stop()  # a step may run a loop of its own
        try:
            goes_on = self._step()
        except Exception as error:  # noqa: BLE001  whatever it is, it belongs to the report
            self.errors.append(f"{self._dog.doing}: {error!r} {traceback.format_exc(limit=-3)}")
            self._scene, self._waits, goes_on = iter(()), None, True
        if goes_on:
            self._timer.start()
        else:
            self.ended.emit()

    def _step(self) -> bool:
        if self._waits is not None and not self._waits():
            if time.monotonic() - self._since > PATIENCE:
                raise WaitedInVainError(self._dog.doing)
            return True
        try:
            self._waits = next(self._scene)
            self._since = time.monotonic()
        except StopIteration:
            return self._next_scene()
        return True

    def _next_scene(self) -> bool:
        self._waits, now = None, time.monotonic()
        if self._dog.doing:
            self.played.setdefault(self._dog.doing, []).append(now - self._began)
        following = next(self._scenes, None)
        if following is None:
            return False
        self._dog.doing, self._scene = following
        self._began = now
        return True
