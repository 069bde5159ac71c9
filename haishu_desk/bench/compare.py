"""Comparing two versions beside the best single SQL join over the same cells as rows.

The comparison is the program's own, `review.compare`; what is read for it is the bench's: the sealed returns whose names
differ, and of those the cells whose bytes do (`bench.sealed`). The window compares one return at a time and needs no more. Both sides begin at the file and end with every changed cell and its two values in Python; they must be
the same cells before anything is timed. How long others take is told beside it.
"""

from __future__ import annotations

import importlib.util
import time
import tracemalloc
from collections.abc import Callable

from haishu_desk.bench.pairs import Measured, in_turn, timed
from haishu_desk.bench.sealed import differing
from haishu_desk.bench.versions import BASE, OURS, Versions
from haishu_desk.domain.items import Item
from haishu_desk.domain.quantity import Quantity
from haishu_desk.review.compare import Difference, Place, compare

JOIN = "the best single SQL join"
_JOIN = f"SELECT cell, a.value, b.value FROM {BASE} a JOIN {OURS} b USING (cell) WHERE a.value <> b.value"
_ITEMS: dict[
    str, Item
] = {}  # what a reviewer looks at first is judged in each changed cell where the plan knows the item
Found = list[tuple[int, str, str]]


def comparing(name: str, goal: float, pairs: int, versions: Versions) -> Measured:
    """Ours beside the join; what memory ours takes and how long others take is in its detail."""
    refuse_unequal(cells_of(versions, ours(versions)), joined(versions))
    detail = f"{versions.shape.total:,} 格，{told(lambda: ours(versions))}；{peers(versions)}"
    return in_turn(
        name, goal, JOIN, ours=timed(lambda: ours(versions)), theirs=timed(lambda: joined(versions)), pairs=pairs,
        detail=detail,
    )  # fmt: skip


def ours(versions: Versions) -> list[Difference]:
    """Every cell that differs between the two versions."""
    before: dict[Place, tuple[Quantity, ...]] = {}
    after: dict[Place, tuple[Quantity, ...]] = {}
    rows = versions.sql.execute(
        f"SELECT n, a.body, b.body FROM sealed_{BASE} a JOIN sealed_{OURS} b USING (n) WHERE a.id <> b.id"
    )
    for number, old, new in rows:
        key, (was, is_now) = versions.keys[number], differing(old, new)
        before |= {(key, slot): values for slot, values in was.items()}
        after |= {(key, slot): values for slot, values in is_now.items()}
    return compare(before, after, _ITEMS)


def joined(versions: Versions) -> Found:
    """The same by SQL."""
    return versions.sql.execute(_JOIN).fetchall()


def cells_of(versions: Versions, found: list[Difference]) -> Found:
    """What was found as the join tells it."""
    return [(versions.cell((row.key, row.slot)), row.before[0].raw, row.after[0].raw) for row in found]


def refuse_unequal(one: Found, other: Found) -> None:
    """A benchmark of two sides that do not say the same is none."""
    if not one or sorted(one) != sorted(other):
        raise ValueError("the two sides do not find the same cells")


def told(work: Callable[[], object]) -> str:
    """The peak of memory that Python takes for it, in a run of its own that is not timed."""
    tracemalloc.start()
    work()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return f"内存峰值 {peak / 1e6:.0f} MB"


def peers(versions: Versions) -> str:
    """What a user would take instead, once; a library that is not installed is named as such."""
    return "；".join([_pandas(versions), _daff(versions)])


def _pandas(versions: Versions) -> str:
    if importlib.util.find_spec("pandas") is None:
        return "pandas 没有安装"
    import pandas as pd  # noqa: PLC0415  heavy: only where it is measured

    began = time.perf_counter()
    before, after = (
        pd.DataFrame(versions.sql.execute(f"SELECT * FROM {name}").fetchall(), columns=["cell", name])
        for name in (BASE, OURS)
    )
    both = before.merge(after, on="cell")
    changed = both[both[BASE] != both[OURS]]
    seconds = time.perf_counter() - began
    refuse_unequal(list(changed.itertuples(index=False, name=None)), joined(versions))
    return f"pandas {seconds:.2f} s"


def _daff(versions: Versions) -> str:
    if importlib.util.find_spec("daff") is None:
        return "daff 没有安装"
    import daff  # type: ignore[import-not-found]  # noqa: PLC0415  only where it is installed

    tables = [[["cell", "value"], *map(list, versions.sql.execute(f"SELECT * FROM {name}"))] for name in (BASE, OURS)]
    began = time.perf_counter()
    daff.diffAsText(*map(daff.PythonTableView, tables))
    return f"daff {time.perf_counter() - began:.2f} s"
