"""Two sides in turn, A B A B …, on one machine: a ratio holds where a time does not."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median
from typing import Any

PAIRS, QUICK_PAIRS = 9, 5
Side = Callable[[], float]


@dataclass(frozen=True)
class Measured:
    """One goal: seconds of both sides, pair by pair; `goal` is the greatest ratio that is still good.

    A goal without a reference (what is loaded at the first paint) has `ratio` None and says itself whether it is met.
    """

    name: str
    goal: float
    reference: str
    ours: tuple[float, ...] = ()
    theirs: tuple[float, ...] = ()
    met: bool | None = None
    detail: str = ""

    @property
    def ratio(self) -> float | None:
        """The median of the pairs' ratios, ours over the reference."""
        return median(a / b for a, b in zip(self.ours, self.theirs, strict=True)) if self.ours else None

    @property
    def ok(self) -> bool:
        """Whether the goal is met."""
        return bool(self.met) if self.ratio is None else self.ratio <= self.goal

    def as_json(self) -> dict[str, Any]:
        """The keys of the contract, and what there is to say of it."""
        return {
            "name": self.name,
            "ratio": None if self.ratio is None else round(self.ratio, 3),
            "goal": self.goal,
            "ok": self.ok,
            "ours_s": round(median(self.ours), 6) if self.ours else None,
            "reference_s": round(median(self.theirs), 6) if self.theirs else None,
            "reference": self.reference,
            "detail": self.detail,
        }


def in_turn(
    name: str, goal: float, reference: str, *, ours: Side, theirs: Side, pairs: int, detail: str = ""
) -> Measured:
    """Each side once to warm up, then in turn; a side returns its own seconds."""
    ours()
    theirs()
    measured = [(ours(), theirs()) for _ in range(pairs)]
    mine, others = zip(*measured, strict=True)
    return Measured(name, goal, reference, mine, others, detail=detail)


def timed(work: Callable[[], object], clock: Side = time.perf_counter) -> Side:
    """A side that takes as long as `work`, by that clock."""

    def side() -> float:
        began = clock()
        work()
        return clock() - began

    return side
