"""Two sides in turn, A B A B …, on one machine: a ratio holds where a time does not."""

from __future__ import annotations

import time
import tracemalloc
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median
from typing import Any

PAIRS, QUICK_PAIRS = 9, 5
Side = Callable[[], float]


@dataclass(frozen=True)
class Peer:
    """What somebody would take instead: seconds of one run; None where the library is not installed."""

    name: str
    seconds: float | None

    def as_json(self) -> dict[str, Any]:
        """Name and seconds."""
        return {"name": self.name, "seconds": self.seconds and round(self.seconds, 6)}


@dataclass(frozen=True)
class Measured:
    """One goal: seconds of both sides, pair by pair; `goal` is the greatest ratio that is still good.

    A goal without a reference (what is loaded at the first paint) has `ratio` None and says itself whether it is met. A
    line without a `goal` is told beside the others and cannot be missed. `series` is what the same work at several sizes
    has in common, `size` how many values it was, `peak` the bytes that Python took for it at the most.
    """

    name: str
    goal: float | None
    reference: str
    ours: tuple[float, ...] = ()
    theirs: tuple[float, ...] = ()
    met: bool | None = None
    detail: str = ""
    series: str = ""
    size: int | None = None
    peak: int | None = None
    peers: tuple[Peer, ...] = ()

    @property
    def ratio(self) -> float | None:
        """The median of the pairs' ratios, ours over the reference."""
        return median(a / b for a, b in zip(self.ours, self.theirs, strict=True)) if self.theirs else None

    @property
    def ok(self) -> bool:
        """Whether the goal is met."""
        if self.goal is None:
            return True
        return bool(self.met) if self.ratio is None else self.ratio <= self.goal

    def as_json(self) -> dict[str, Any]:
        """The keys of the contract, what there is to say of it, and each single time."""
        return {
            "name": self.name,
            "ratio": None if self.ratio is None else round(self.ratio, 3),
            "goal": self.goal,
            "ok": self.ok,
            "ours_s": round(median(self.ours), 6) if self.ours else None,
            "reference_s": round(median(self.theirs), 6) if self.theirs else None,
            "reference": self.reference,
            "detail": self.detail,
            "series": self.series,
            "size": self.size,
            "peak_bytes": self.peak,
            "peers": [peer.as_json() for peer in self.peers],
            "pairs": [[round(each, 6) for each in pair] for pair in zip(self.ours, self.theirs, strict=False)],
        }


def sized(name: str, size: int | None) -> str:
    """The name of a line that is told at a size of its own, beside that which has the limit."""
    return name if size is None else f"{name}, {size:,}"


def in_turn(
    name: str,
    goal: float,
    reference: str,
    *,
    ours: Side,
    theirs: Side,
    pairs: int,
    detail: str = "",
    series: str = "",
    size: int | None = None,
    peak: int | None = None,
    peers: tuple[Peer, ...] = (),
    is_limit: bool = True,
) -> Measured:
    """Each side once to warm up, then in turn; a side returns its own seconds.

    Of the same work at several sizes the goal is held at one, `is_limit`; the others are told under their size.
    """
    ours()
    theirs()
    measured = [(ours(), theirs()) for _ in range(pairs)]
    mine, others = zip(*measured, strict=True)
    limit = goal if is_limit else None
    told = name if is_limit else sized(name, size)
    return Measured(told, limit, reference, mine, others, None, detail, series, size, peak, peers)


def timed(work: Callable[[], object], clock: Side = time.perf_counter) -> Side:
    """A side that takes as long as `work`, by that clock."""

    def side() -> float:
        began = clock()
        work()
        return clock() - began

    return side


def peak_of(work: Callable[[], object]) -> int:
    """The bytes that Python holds at the most while it works, in a run of its own that is not timed."""
    tracemalloc.start()
    work()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak
