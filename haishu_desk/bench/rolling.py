"""Rolling up a province (1,400 units, 333 items, 60 periods) to the units' parents, and a district as the program does it.

A district is rolled up cell by cell in decimals, by each item's own rule: `monitor.rollup`, measured at its real size. For a
province that would take minutes; what is measured there is the bench's own: columns sealed unit by unit, each held against
the revision it was sealed from, added up and counted in whole tenths with numpy. All sides must come to the same sums and
counts before anything is timed.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from decimal import Decimal
from statistics import median
from typing import Any

from haishu_desk.bench.compare import told
from haishu_desk.bench.merging import AT_ONCE
from haishu_desk.bench.pairs import Measured, in_turn, timed
from haishu_desk.bench.province import MISSING, PARENT, Province
from haishu_desk.monitor.rollup import MAX, MEAN, SUM, Part, Ratio, rolled

SCAN, OWN_FILE = "one SQLite scan", "duckdb on its own file, grouped"
_UNITS, _ITEMS, _EVERY = 17, 33, 10  # every tenth figure is missing
_DUCK = "SELECT parent, place, sum(value), count(*) FROM figure GROUP BY parent, place"
_SQL = "SELECT cell / {width} / {parent}, cell % {width}, sum(value), count(*) FROM figure GROUP BY 1, 2"


class StaleColumnError(Exception):
    """A sealed column is not of the revision that stands."""


def rolling(pairs: int, province: Province) -> Iterator[Measured]:
    """Ours beside one scan of the rows, and beside duckdb where it is installed."""
    refuse_unequal(province)
    extent = province.extent
    detail = f"{extent.total:,} 格，{told(lambda: ours(province))}"
    mine = timed(lambda: ours(province))
    yield in_turn(
        "G9 roll-up, scan", 0.1, SCAN, ours=mine, theirs=timed(lambda: scanned(province)), pairs=pairs, detail=detail
    )
    if province.duck is None:
        yield Measured("G9 roll-up, duckdb", 0.2, OWN_FILE, met=True, detail="duckdb 没有安装，没有量")
    else:
        yield in_turn(
            "G9 roll-up, duckdb", 0.2, OWN_FILE, ours=mine, theirs=timed(lambda: grouped(province)), pairs=pairs
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


def grouped(province: Province) -> Any:
    """The same sums and counts by duckdb, which keeps them in its own columns."""
    return province.duck.execute(_DUCK).fetchnumpy()


def refuse_unequal(province: Province) -> None:
    """ValueError unless all sides come to the same sums and counts, with something missing."""
    import numpy as np  # noqa: PLC0415  as above

    sums, counts = ours(province)
    groups = [_SQL.format(width=province.extent.width, parent=PARENT)] if province.extent.total < 10**6 else []
    others = [province.sql.execute(each).fetchall() for each in groups]
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
