"""What Python's collector takes of the window's thread, and what it does elsewhere, where it must not be."""

from __future__ import annotations

import gc
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass
class Collected:
    """Collections of one generation in the window's thread: how many, and of the worst its seconds of the thread's own, at what."""

    times: int = 0
    worst: float = 0.0
    doing: str = ""

    def add(self, ran: float, doing: str) -> None:
        """One more; nothing is kept of it by itself: the soak looks whether memory grows."""
        self.times += 1
        if ran > self.worst:
            self.worst, self.doing = ran, doing


class Collector:
    """Watches from `start` until `stop`; `doing` says what the soak is at."""

    def __init__(self, doing: Callable[[], str]) -> None:
        self._doing = doing
        self.seen: dict[int, Collected] = {}
        self.elsewhere = 0
        self._main = threading.get_ident()
        self._began = 0.0
        self.kept = 0

    def start(self) -> None:
        """From now on."""
        gc.callbacks.append(self._on)

    def stop(self) -> None:
        """Until now; what the program had set aside and nobody could reach any more is counted."""
        gc.callbacks.remove(self._on)
        gc.collect()
        gc.unfreeze()
        self.kept = gc.collect()

    def __str__(self) -> str:
        """How many there were, and the worst of each generation; those that the soak's own look asks for do not count."""
        lines = ", ".join(
            f"{each.times}x of age {age}, worst {each.worst * 1000:.0f} ms [{each.doing}]"
            for age, each in sorted(self.seen.items())
        )
        walks = f"collections in the window's thread: {lines or 'none'}; in other threads: {self.elsewhere}"
        return f"{walks}; set aside and garbage at the end: {self.kept} objects"

    def _on(self, phase: str, info: dict[str, int]) -> None:
        if threading.get_ident() != self._main:
            self.elsewhere += phase == "stop"
        elif phase == "start":
            self._began = time.thread_time()
        elif (doing := self._doing()) != "sample":
            self.seen.setdefault(info["generation"], Collected()).add(time.thread_time() - self._began, doing)
