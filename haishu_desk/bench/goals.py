"""The goals that are measured, in their order; each subject has one entry in a table, and each goal its limit in its module."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from haishu_desk.bench import (
    bulk,
    chart,
    dated,
    editing,
    multiples,
    opening,
    reading,
    receiving,
    rolling,
    shapes,
    sheet,
    starting,
    writing,
)
from haishu_desk.bench.growth import growths
from haishu_desk.bench.pairs import PAIRS, QUICK_PAIRS, Measured

FULL = "HAISHU_FULL"


@dataclass(frozen=True)
class Plan:
    """How much is measured: quick takes fewer pairs and smaller tables; full also a whole province."""

    quick: bool
    full: bool = False

    @property
    def pairs(self) -> int:
        """How often both sides run."""
        return QUICK_PAIRS if self.quick else PAIRS

    @property
    def sizes(self) -> tuple[int, ...]:
        """About how many values a subject that has sizes is measured with, the smallest first."""
        return (4_000, 40_000) if self.quick else (10_000, 100_000, 1_000_000)

    def some(self, quick: tuple[int, ...], plain: tuple[int, ...], more: tuple[int, ...] = ()) -> tuple[int, ...]:
        """The sizes of a subject that has its own: `quick`, or the `plain` ones, with `more` where all is measured."""
        return quick if self.quick else (*plain, *(more if self.full else ()))


# A subject is one module; what it yields at several sizes has one `series`, and its growth is told after it.
SUBJECTS: dict[str, Callable[[Plan], Iterable[Measured]]] = {
    "editing": lambda plan: editing.edit(plan.pairs, 20 if plan.quick else 100),
    "bulk": lambda plan: bulk.writing(plan.pairs, _bulk(plan)),
    "reading": lambda plan: reading.reading(plan.pairs, plan.some((10_000,), (10_000, 100_000), (1_000_000,))),
    "writing": lambda plan: writing.writing(plan.pairs, plan.some((1_000,), (1_000, 10_000, 100_000))),
    "receiving": lambda plan: receiving.receiving(QUICK_PAIRS, plan.some((3,), (17, 44))),
    "starting": lambda plan: [starting.start(plan.pairs)],
    "opening": lambda plan: opening.opening(QUICK_PAIRS, full=plan.full),
    "first-paint": lambda _: [starting.first_paint()],
    "sheet": lambda plan: sheet.scrolling(plan.pairs, (1_000,) if plan.quick else (1_000, 100_000)),
    "long-sheet": lambda plan: [] if plan.quick else sheet.long_scrolling(plan.pairs),
    "multiples": lambda plan: [multiples.small_multiples(plan.pairs)],
    "chart": lambda plan: [chart.drawing(plan.pairs)],
    "versions": lambda plan: shapes.lines(plan.pairs, plan.sizes),
    "dated": lambda plan: dated.lines(plan.pairs, (1, 5) if plan.quick else (5, 50)),
    "rolling": lambda plan: rolling.lines(plan.pairs, plan.sizes, full=plan.full),
}


def _bulk(plan: Plan) -> tuple[bulk.Size, ...]:
    """Typing, and workbooks of a hundred cells: 10^4 to 10^5 cells; 10^6 where all is measured."""
    if plan.quick:
        return bulk.Size(1_000, 1), bulk.Size(20, 100)
    full = (bulk.Size(10_000, 100),) if plan.full else ()
    return bulk.Size(10_000, 1), bulk.Size(100_000, 1), bulk.Size(1_000, 100), *full


def measure(*, quick: bool, only: Iterable[str] = ()) -> Iterator[Measured]:
    """Each goal as it is measured; quick is under a minute; `only` are names of `SUBJECTS`, none for all."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    plan, wanted = Plan(quick, os.environ.get(FULL) == "1"), {*only} or {*SUBJECTS}
    for name, subject in SUBJECTS.items():
        if name in wanted:
            yield from _with_growth(subject(plan))


def _with_growth(lines: Iterable[Measured]) -> Iterator[Measured]:
    told = []
    for line in lines:
        told.append(line)
        yield line
    yield from growths(told)
