"""Whether the event loop comes round: each interval in which it did not, and where the window's thread was meanwhile.

A heartbeat of some milliseconds in the loop; a thread beside it that takes the stack of the window's thread when the heart
has not beaten for a while. What the processor was taken away for is told apart: Linux counts how long a thread ran and how
long it waited for its turn, and on a virtual machine how long its host gave the processor to others (in hundredths of a
second). Only for the soak: the program itself has nothing of this.
"""

from __future__ import annotations

import os
import sys
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType

from PySide6.QtCore import QObject, Qt, QTimer

BEAT_MS, LIMIT, LOOK, MOST = 5, 0.050, 0.010, 0.7
_OURS = f"{Path(__file__).parents[2] / 'haishu_desk'}/"
_SOAK = str(Path(__file__).parent)


@dataclass(frozen=True)
class Turns:
    """Seconds that this thread ran, that it waited for a processor, and that the host took each processor away."""

    ran: float
    queued: float
    stolen: tuple[float, ...] = ()

    @staticmethod
    def of(thread: int) -> Turns:
        """Of a thread of this process; zeros where the system does not count them."""
        try:
            ran, queued, _ = Path(f"/proc/self/task/{thread}/schedstat").read_text("ascii").split()
            counted = Path("/proc/stat").read_text("ascii").splitlines()
        except OSError:
            return Turns(0.0, 0.0)
        return Turns(int(ran) / 1e9, int(queued) / 1e9, stolen_in(counted))

    def waited_since(self, before: Turns, processor: int) -> float:
        """Seconds since then that a thread on that processor could not run, though it had something to do."""
        pair = zip(self.stolen, before.stolen, strict=False)
        stolen = [after - earlier for after, earlier in pair]
        return self.queued - before.queued + (stolen[processor] if processor < len(stolen) else 0.0)


def stolen_in(counted: list[str]) -> tuple[float, ...]:
    """Of each processor the seconds that its host gave to others, from the lines of /proc/stat (`steal` in proc(5))."""
    fields = [line.split() for line in counted if line.startswith("cpu") and not line.startswith("cpu ")]
    return tuple(int(each[8]) / os.sysconf("SC_CLK_TCK") for each in fields if len(each) > 8)


def _processor_of(thread: int) -> int:
    """On which one the thread ran last; the first where the system does not say."""
    try:
        told = Path(f"/proc/self/task/{thread}/stat").read_text("ascii")
    except OSError:
        return 0
    return int(told.rpartition(")")[2].split()[36])


@dataclass(frozen=True)
class Blocked:
    """One interval: how long, how much of it the thread ran or waited for a processor (of this machine or of its host), and where it was seen.

    `own` is what is left when the waiting for a processor is taken away. `doing` is what the soak was at; `stack` the
    functions of the program that it was in for most of the time, innermost first.
    """

    wall: float
    ran: float
    queued: float
    doing: str
    stack: tuple[str, ...]

    @property
    def own(self) -> float:
        """Seconds that the loop stood still and a processor was there, or was not wanted."""
        return max(self.wall - self.queued, 0.0)

    @property
    def where(self) -> str:
        """The innermost function of the program, or the soak itself."""
        return self.stack[0] if self.stack else "(the soak)"


@dataclass
class Tally:
    """Intervals that have one place in common."""

    times: int = 0
    worst: float = 0.0
    total: float = 0.0
    ran: float = 0.0
    doing: Counter[str] = field(default_factory=Counter)
    stack: tuple[str, ...] = ()

    def add(self, blocked: Blocked) -> None:
        """One more."""
        if blocked.own > self.worst:
            self.worst, self.stack = blocked.own, blocked.stack
        self.times += 1
        self.total += blocked.own
        self.ran += blocked.ran
        self.doing[blocked.doing] += 1


class Watchdog(QObject):
    """Watches the loop of the thread that it is made in, from `start` until `stop`; `blocked` has what it saw."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.blocked: list[Blocked] = []
        self.beats = 0
        self.doing = ""
        self._timer = QTimer(self, interval=BEAT_MS, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)
        self._main, self._native = threading.get_ident(), threading.get_native_id()
        self._seen: Counter[tuple[str, ...]] = Counter()
        self._counting = threading.Lock()
        self._last = 0.0
        self._turns = Turns(0.0, 0.0)
        self._ended = threading.Event()
        self._looker = threading.Thread(target=self._look, name="watchdog", daemon=True)

    def start(self) -> None:
        """From now on."""
        self._last, self._turns = time.perf_counter(), Turns.of(self._native)
        self._timer.start()
        self._looker.start()

    def stop(self) -> None:
        """Until now."""
        self._timer.stop()
        self._ended.set()
        self._looker.join()

    def over(self, limit: float = LIMIT) -> list[Blocked]:
        """Those in which the loop stood still that long by itself; not while the soak counted what the process holds."""
        return [each for each in self.blocked if each.own > limit and each.doing != "sample"]

    def tallied(self, limit: float = LIMIT) -> list[tuple[str, Tally]]:
        """The same by the innermost function of ours, the longest in all first."""
        found: dict[str, Tally] = {}
        for each in self.over(limit):
            found.setdefault(each.where, Tally()).add(each)
        return sorted(found.items(), key=lambda pair: -pair[1].total)

    def _beat(self) -> None:
        now, turns = time.perf_counter(), Turns.of(self._native)
        wall = now - self._last
        with self._counting:
            seen, self._seen = self._seen, Counter()
        if wall > LIMIT:
            stack = shared(seen)
            spent = turns.ran - self._turns.ran, turns.waited_since(self._turns, _processor_of(self._native))
            self.blocked.append(Blocked(wall, *spent, self.doing, stack))
        self._last, self._turns = now, turns
        self.beats += 1

    def _look(self) -> None:
        """The other thread: what the first one is at, whenever it is late."""
        while not self._ended.wait(LOOK):
            if time.perf_counter() - self._last > LOOK * 2:
                stack = _stack(sys._current_frames().get(self._main))
                with self._counting:
                    self._seen[stack] += 1


def shared(stacks: Counter[tuple[str, ...]]) -> tuple[str, ...]:
    """The functions that most of the stacks have in common, innermost first: where the time went, not where it was seen last."""
    found: tuple[str, ...] = ()
    left, depth = stacks, 1
    while left:
        ends = Counter[tuple[str, ...]]()
        for stack, times in left.items():
            if len(stack) >= depth:
                ends[stack[-depth:]] += times
        most = ends.most_common(1)
        if not most or most[0][1] < MOST * stacks.total():
            break
        found, depth = most[0][0], depth + 1
        left = Counter({stack: times for stack, times in left.items() if stack[-len(found) :] == found})
    return found or _mixed(stacks)


def _mixed(stacks: Counter[tuple[str, ...]]) -> tuple[str, ...]:
    """Where nothing took most of the time: what took the most, and what else."""
    begun = Counter[str]()
    for stack, times in stacks.items():
        begun[stack[-1] if stack else "(the soak)"] += times
    return (" + ".join(sorted(name for name, _ in begun.most_common(2))),) if begun else ()


def _stack(frame: FrameType | None) -> tuple[str, ...]:
    """The functions of the program, innermost first; the soak's own where the program has none: then Qt is at work by itself."""
    found, beside = [], []
    while frame is not None:
        file = frame.f_code.co_filename
        if file.startswith(_OURS):
            found.append(f"{file.removeprefix(_OURS)}:{frame.f_code.co_qualname}")
        elif file.startswith(_SOAK):
            beside.append(f"(Qt, from {frame.f_code.co_qualname})")
        frame = frame.f_back
    return tuple(dict.fromkeys(found)) or tuple(beside[:1])
