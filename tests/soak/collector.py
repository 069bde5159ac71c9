"""What Python's collector takes of the window's thread, and what it does elsewhere, where it must not be."""

from __future__ import annotations

import gc
import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Collected:
    """One collection in the window's thread: of which generation (0 to 2), how many seconds of the thread's own, at what."""

    generation: int
    ran: float
    doing: str


class Collector:
    """Watches from `start` until `stop`; `doing` says what the soak is at."""

    def __init__(self, doing: Callable[[], str]) -> None:
        self._doing = doing
        self.seen: list[Collected] = []
        self.elsewhere = 0
        self._main = threading.get_ident()
        self._began = 0.0

    def start(self) -> None:
        """From now on."""
        gc.callbacks.append(self._on)

    def stop(self) -> None:
        """Until now."""
        gc.callbacks.remove(self._on)

    def __str__(self) -> str:
        """How many there were, and the worst of each generation; those that the soak's own look asks for do not count."""
        ours = [each for each in self.seen if each.doing != "sample"]
        times = Counter(each.generation for each in ours)
        worst = {each.generation: each for each in sorted(ours, key=lambda each: each.ran)}
        lines = ", ".join(
            f"{times[age]}x of age {age}, worst {worst[age].ran * 1000:.0f} ms [{worst[age].doing}]"
            for age in sorted(times)
        )
        return f"collections in the window's thread: {lines or 'none'}; in other threads: {self.elsewhere}"

    def _on(self, phase: str, info: dict[str, int]) -> None:
        if threading.get_ident() != self._main:
            self.elsewhere += phase == "stop"
        elif phase == "start":
            self._began = time.thread_time()
        else:
            self.seen.append(Collected(info["generation"], time.thread_time() - self._began, self._doing()))
