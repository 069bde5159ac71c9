"""A district with as many standing values as are wanted: entries such as bundles bring them, written by the Desk itself.

In the large one 47 units report the 33 indicators and 49 targets of the plan, and 30 tasks and projects, for five years: a
return a year and a quarter on both forms, a return a month on the indicators. All is issued, reported, approved and answered but the
returns of the end of the last year, which one third of the units is filling in, another has reported and the last one got
back. One unit is left alone: its last year is what the second workspace fills in.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from pathlib import Path

from haishu_desk.desk import Desk
from haishu_desk.desk.founding import found
from haishu_desk.desk.planning import ASSIGNMENT
from haishu_desk.domain.canonical import digest
from haishu_desk.domain.cells import Author, Change, Edit, ReturnKey, Slot, heads_of
from haishu_desk.domain.editions import Edition
from haishu_desk.domain.items import INDICATOR, TARGET
from haishu_desk.domain.periods import Period, parse_period
from haishu_desk.domain.quantity import parse, words
from haishu_desk.domain.returns import Decision, Remark, Revision

UNIT, LAST = "330203105", "2025"
OPEN = (LAST, f"{LAST}-Q4", f"{LAST}-12")
PEOPLE = ("李审", "张填")
_FIGURES = ("value", "growth", "cumulative", "numerator", "denominator")
_PROGRESS = ("planned", "invested", "total")
_SAID = ("value", "started", "node", "problem", "next")


@dataclass(frozen=True)
class Size:
    """How many units, which years, quarters and months of them, and how many indicators, targets and tasks each unit reports."""

    units: int
    years: tuple[int, ...]
    quarters: int = 4
    months: int = 12
    indicators: int = 82
    tasks: int = 30

    @property
    def periods(self) -> list[Period]:
        """Oldest first."""
        return [
            period
            for year in self.years
            for period in (
                *(Period(year, "月", month + 1) for month in range(self.months)),
                *(Period(year, "季", quarter + 1) for quarter in range(self.quarters)),
                Period(year),
            )
        ]


FULL = Size(47, (2021, 2022, 2023, 2024, 2025))  # 761,800 values in 5,168 returns
REAL = Size(47, (2021, 2022, 2023, 2024, 2025), quarters=0, months=0, indicators=17, tasks=4)  # 50,180 values
SMALL = Size(4, (2024, 2025), quarters=1, months=0, indicators=20, tasks=6)


@dataclass(frozen=True)
class Built:
    """What is in it."""

    values: int
    returns: int
    entries: int
    bytes: int
    seconds: float

    def __str__(self) -> str:
        """In a line."""
        return (
            f"{self.values:,} standing values in {self.returns:,} returns, {self.entries:,} journal entries,"
            f" {self.bytes / 1e6:.0f} MB, made in {self.seconds:.0f} s"
        )


def build(file: Path, size: Size) -> Built:
    """Make the district's workspace; what is in it."""
    began = time.perf_counter()
    found(file, "district", None, PEOPLE[0], None)
    with Desk(file, write=True) as desk:
        with desk.workspace.transaction():
            _assign(desk, size)
            for entries in _returns(desk, size):
                desk.take_over(*entries)
        return _counted(desk, file, time.perf_counter() - began)


def counted(file: Path) -> Built:
    """What is in a workspace."""
    with Desk(file) as desk:
        return _counted(desk, file, 0.0)


def _counted(desk: Desk, file: Path, seconds: float) -> Built:
    values = int(desk.workspace.database.rows("SELECT COUNT(*) FROM head")[0][0])
    return Built(values, len(desk.workspace.cells.returns()), len(desk.workspace.journal), file.stat().st_size, seconds)


def units_of(desk: Desk, size: Size) -> list[str]:
    """The units that report, the one that is left alone first."""
    others = [unit.code for unit in desk.documents.units if unit.kind != "district" and unit.code != UNIT]
    return [UNIT, *others][: size.units]


def _assign(desk: Desk, size: Size) -> None:
    """Everybody reports everything of the newest plan's indicators and targets, and some of its tasks."""
    documents = desk.documents
    newest = [item for item in documents.catalogue if item.plan == "145"]
    codes = [item.code for item in newest if item.kind in (INDICATOR, TARGET)][: size.indicators]
    codes += [item.code for item in newest if documents.form_of(item) == "tasks"][: size.tasks]
    rows = [row for row in documents.assignment if row["role"] != "report" or row["item"] not in codes]
    rows += [
        {"item": code, "unit": unit, "role": "report", "annual": {}}
        for code, unit in product(codes, units_of(desk, size))
    ]
    before = documents.edition(ASSIGNMENT)
    desk.apply(Edition(ASSIGNMENT, before.number + 1, rows, before.id, desk.author(), None, None))


def _returns(desk: Desk, size: Size) -> Iterator[list[Edit | Revision | Decision]]:
    for number, unit in enumerate(units_of(desk, size)):
        for period in size.periods:
            if (unit, str(period)) == (UNIT, LAST):
                continue
            keys = [ReturnKey(form, unit, str(period)) for form in ("indicators", "tasks")]
            keys = [key for key in keys if desk.documents.items_due(unit, period, key.form)]
            _tell(desk, "传出任务包", keys[0])
            for key in keys:
                yield list(_return(desk, key, number))
            is_open = str(period) in OPEN
            if not is_open or number % 3:
                _tell(desk, "装入上报包", keys[0], content=digest(str(keys[0]).encode()))
            if not is_open or number % 3 == 2:  # noqa: PLR2004  as in `_return`
                _tell(desk, "传出退回包" if is_open else "传出批复包", keys[0])


def _tell(desk: Desk, what: str, key: ReturnKey, **detail: str) -> None:
    """The line of the trail that a bundle leaves."""
    name = f"{key.unit}_{key.period}_{what[2:]}"
    desk.audit(what, key, bundle=digest(name.encode())[:32], file=f"{name}.xlsx", **detail)


def _return(desk: Desk, key: ReturnKey, number: int) -> Iterator[Edit | Revision | Decision]:
    """The life of one return, as its state asks."""
    clerk = Author(PEOPLE[1], key.unit, f"device-{key.unit}", 1, f"{key.period[:4]}-12-20T09:00:00+08:00")
    issued = Decision(key, desk.author(), "issued", None, None, due=f"{int(key.period[:4]) + 1}-01-31")
    edit = Edit(key, clerk, tuple(_changes(desk, key, number)), "one", None, {"kind": "typed"})
    yield issued
    yield edit
    is_open = key.period in OPEN
    if is_open and number % 3 == 0:
        return
    revision = Revision(key, clerk, heads_of([edit]), (), issued.id)
    yield revision
    received = Decision(key, desk.author(), "received", revision.id, issued.id)
    yield received
    if is_open and number % 3 == 1:
        return
    if is_open:
        remark = Remark(next(iter(revision.heads)), "请核对")
        yield Decision(key, desk.author(), "returned", revision.id, received.id, None, (remark,))
        return
    yield Decision(key, desk.author(), "approved", revision.id, received.id)


def _changes(desk: Desk, key: ReturnKey, number: int) -> Iterator[Change]:
    period = parse_period(key.period)
    for place, item in enumerate(desk.documents.items_due(key.unit, period, key.form)):
        amount = 10 + (place * 7 + number * 3 + period.year + period.part) % 90
        if key.form == "tasks":
            for field in _PROGRESS:
                yield Change(Slot(item.code, field), None, parse(str(amount * 10)))
            for field in _SAID:
                yield Change(Slot(item.code, field), None, words(f"{period.title}第{place}项"))
            continue
        for field in _FIGURES:
            yield Change(Slot(item.code, field), None, parse(f"{amount}.{place % 10}"))
        yield Change(Slot(item.code, "note"), None, words(f"{period.title}核对过"))
