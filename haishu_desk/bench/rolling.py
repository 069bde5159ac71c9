"""Rolling up a province (1,400 units, 333 items, 60 periods) to the units' parents, and a district as the program does it.

A district is rolled up cell by cell in decimals, by each item's own rule: `monitor.rollup`, measured at its real size. For a
province that would take minutes; what is measured there is the bench's own: columns sealed unit by unit, each held against
the revision it was sealed from, added up and counted in whole tenths with numpy. All sides must come to the same sums and
counts before anything is timed.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import partial
from statistics import median
from typing import Any

from haishu_desk.bench.merging import AT_ONCE
from haishu_desk.bench.pairs import Measured, in_turn, peak_of, timed
from haishu_desk.bench.province import MISSING, PARENT, Extent, Province, province_of
from haishu_desk.monitor.rollup import MAX, MEAN, SUM, Part, Ratio, rolled

SCAN, GROUPED, OWN_FILE = (
    "one SQLite scan",
    "SQLite's GROUP BY, one parent at a time",
    "duckdb on its own file, grouped",
)
PROVINCE, LEAST = Extent(1_400, 333, 60), 340_000  # figures; fewer are rolled up in less than a millisecond
MANY, FEW = 10_000_000, 5  # figures for which GROUP BY takes half a minute, and how often it runs then
_UNITS, _ITEMS, _EVERY = 17, 33, 10  # every tenth figure is missing
_DUCK = "SELECT parent, place, sum(value), count(*) FROM figure GROUP BY parent, place"
_SQL = "SELECT ?, cell % {width}, sum(value), count(*) FROM figure WHERE cell >= ? AND cell < ? GROUP BY 2"


class StaleColumnError(Exception):
    """A sealed column is not of the revision that stands."""


def lines(pairs: int, sizes: Sequence[int], *, full: bool) -> Iterator[Measured]:
    """G9 at each size, the limits at the greatest, which is a whole province if `full`; and a district."""
    extents = [Extent.of(size) for size in (*sizes[:-1], max(sizes[-1], LEAST))] + [PROVINCE] * full
    for extent in extents:
        with province_of(extent) as province:
            yield from rolling(pairs, province, is_limit=extent is extents[-1])
    yield district(pairs)


def rolling(pairs: int, province: Province, *, is_limit: bool = True) -> Iterator[Measured]:
    """Ours beside one scan of the rows, beside the same by GROUP BY, and beside duckdb where it is installed."""
    refuse_unequal(province)
    extent, mine = province.extent, timed(lambda: ours(province))
    at_most = peak_of(lambda: ours(province))
    few = min(pairs, FEW) if extent.total > MANY else pairs
    for name, goal, reference, theirs, times in (
        ("G9 roll-up, scan", 0.1, SCAN, scanned, pairs),
        ("G9 roll-up, GROUP BY", 0.2, GROUPED, summed, few),
        ("G9 roll-up, duckdb", 0.2, OWN_FILE, grouped, pairs),
    ):
        if theirs is grouped and province.duck is None:
            yield Measured(name, goal, reference, met=True, detail="duckdb 没有安装，没有量", size=extent.total)
            continue
        yield in_turn(
            name,
            goal,
            reference,
            ours=mine,
            theirs=timed(partial(theirs, province)),
            pairs=times,
            series=name if theirs is scanned else "",  # what grows is ours, which is the same in all three
            size=extent.total,
            peak=at_most,
            is_limit=is_limit,
        )


def ours(province: Province) -> tuple[Any, Any]:
    """What the units of each parent come to in each item and period, and how many of them have a figure."""
    import numpy as np  # noqa: PLC0415  heavy: only where it is measured

    extent = province.extent
    shape = (-(-extent.units // PARENT), extent.width)
    sums, counts = np.zeros(shape, np.int64), np.zeros(shape, np.int64)
    rows = province.sql.execute(
        "SELECT unit, sealed.revision = head.revision, figures FROM sealed JOIN head USING (unit) ORDER BY unit"
    )
    for unit, is_current, figures in rows:
        if not is_current:
            raise StaleColumnError(unit)
        values = np.frombuffer(figures, np.int64)
        is_in = values != MISSING
        sums[unit // PARENT] += values * is_in
        counts[unit // PARENT] += is_in
    return sums, counts


def scanned(province: Province) -> list[Any]:
    """The least that SQLite has to do to see every row."""
    return province.sql.execute("SELECT sum(value) FROM figure").fetchall()


def summed(province: Province) -> list[Any]:
    """The same sums and counts by SQLite, one parent at a time, which is more than twice as fast as all at once."""
    found, extent = list[Any](), province.extent
    for first in range(0, extent.units, PARENT):
        ends = (first * extent.width, (first + PARENT) * extent.width)
        found += province.sql.execute(_SQL.format(width=extent.width), (first // PARENT, *ends))
    return found


def grouped(province: Province) -> Any:
    """The same sums and counts by duckdb, which keeps them in its own columns."""
    return province.duck.execute(_DUCK).fetchnumpy()


def refuse_unequal(province: Province) -> None:
    """ValueError unless all sides come to the same sums and counts, with something missing."""
    import numpy as np  # noqa: PLC0415  as above

    sums, counts = ours(province)
    others = [summed(province)]
    if province.duck is not None:
        others.append(list(zip(*(part.tolist() for part in grouped(province).values()), strict=True)))
    for rows in others:
        parents, places, theirs, there = (np.array(part, np.int64) for part in zip(*rows, strict=True))
        same = np.array_equal(sums[parents, places], theirs) and np.array_equal(counts[parents, places], there)
        if not same or there.sum() != counts.sum():
            raise ValueError("the sides do not come to the same")
    if scanned(province)[0][0] != sums.sum() or counts.sum() == province.extent.total:
        raise ValueError("the scan sees something else, or nothing is missing")


def district(pairs: int) -> Measured:
    """A year of 17 townships and 33 items by the program's own rule: at once."""
    work = _district()
    times = []
    for _ in range(pairs):
        began = time.perf_counter()
        for rule, parts, ratio in work:
            rolled(rule, parts, ratio)
        times.append(time.perf_counter() - began)
    taken = median(times)
    said = f"{_UNITS}×{_ITEMS} 格按各自的办法：{taken * 1000:.1f} ms"
    return Measured("G9 a district's real size", AT_ONCE, "50 ms of our own work", met=taken <= AT_ONCE, detail=said)


def _district() -> list[tuple[str, list[Part], Ratio]]:
    rules = (SUM, MEAN, MAX)
    return [
        (
            rules[item % len(rules)],
            [
                Part(str(unit), Decimal(item * unit), Decimal(unit), Decimal(unit + 1))
                if (item + unit) % _EVERY
                else Part(str(unit))
                for unit in range(_UNITS)
            ],
            Ratio(),
        )
        for item in range(_ITEMS)
    ]
