"""Merging three ways, as the program does it, beside a single SQL join over the same cells; and a district's real size.

Ours reads the sealed returns of which a name differs and decides each cell that one side changed: `bench.sealed` and `merge.cells`.
"""

from __future__ import annotations

import time
from statistics import median

from haishu_desk.bench import compare
from haishu_desk.bench.pairs import Measured, in_turn, peak_of, timed
from haishu_desk.bench.sealed import differing
from haishu_desk.bench.versions import BASE, OURS, THEIRS, Versions
from haishu_desk.merge.cells import CellTaken, merge_cells

AT_ONCE = 0.050  # seconds in which what is done at a click is there at once
_JOIN = (
    f"SELECT cell, CASE WHEN a.value = b.value THEN '{THEIRS}' WHEN a.value = c.value THEN '{OURS}'"
    f" WHEN b.value = c.value THEN 'both' ELSE 'clash' END FROM {BASE} a JOIN {OURS} b USING (cell)"
    f" JOIN {THEIRS} c USING (cell) WHERE a.value <> b.value OR a.value <> c.value"
)
Merged = dict[int, str]


def merging(name: str, goal: float, pairs: int, versions: Versions, *, is_limit: bool = True) -> Measured:
    """Ours beside the join. ValueError if the sides do not decide alike."""
    refuse_unequal(versions)
    return in_turn(
        name,
        goal,
        compare.JOIN,
        ours=timed(lambda: merged(versions)),
        theirs=timed(lambda: joined(versions)),
        pairs=pairs,
        series=name,
        size=versions.shape.total,
        peak=peak_of(lambda: merged(versions)),
        is_limit=is_limit,
    )


def district(pairs: int, versions: Versions) -> Measured:
    """Both at the size that there really is: our own processor time, as there is no reference that waits alike."""
    compare.refuse_unequal(compare.cells_of(versions, compare.ours(versions)), compare.joined(versions))
    refuse_unequal(versions)
    ours = (lambda: compare.ours(versions), lambda: merged(versions))
    sides = [timed(work, time.process_time) for work in ours]
    compared, together = (median(side() for _ in range(pairs)) for side in sides)
    said = f"{versions.shape.total:,} 格：比较 {compared * 1000:.1f} ms，合并 {together * 1000:.1f} ms"
    is_met = max(compared, together) <= AT_ONCE
    return Measured("G6 G8 a district's real size", AT_ONCE, "50 ms of our own work", met=is_met, detail=said)


def merged(versions: Versions) -> Merged:
    """Every cell that a side changed, and whose value stands: ours, theirs, both, or both until somebody decides."""
    rows = versions.sql.execute(
        f"SELECT n, a.body, b.body, c.body FROM sealed_{BASE} a JOIN sealed_{OURS} b USING (n)"
        f" JOIN sealed_{THEIRS} c USING (n) WHERE a.id <> b.id OR a.id <> c.id"
    )
    found: Merged = {}
    for number, *bodies in rows:
        key = versions.keys[number]
        base, ours, theirs = differing(*bodies)
        for each in merge_cells(base, ours, theirs):
            side = each.side if isinstance(each, CellTaken) else "clash"
            found[versions.cell((key, each.place))] = side
    return found


def joined(versions: Versions) -> Merged:
    """The same by SQL."""
    return dict(versions.sql.execute(_JOIN).fetchall())


def refuse_unequal(versions: Versions) -> None:
    """ValueError if the two sides do not decide every cell alike, or nothing is contested."""
    found = merged(versions)
    if found != joined(versions) or "clash" not in found.values():
        raise ValueError("the two sides do not merge the same")
