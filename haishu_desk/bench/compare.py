"""Comparing two versions beside the best single SQL join over the same cells as rows.

The comparison is the program's own, `review.compare`; what is read for it is the bench's: the sealed returns whose names
differ, and of those the cells whose bytes do (`bench.sealed`). The window compares one return at a time and needs no more. Both sides begin at the file and end with every changed cell and its two values in Python; they must be
the same cells before anything is timed. How long others take is told beside it.
"""

from __future__ import annotations

import importlib
import importlib.util
import time
from collections.abc import Callable

from haishu_desk.bench.pairs import Measured, Peer, in_turn, peak_of, timed
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
_DAFF_CHANGED = "->"  # what daff writes before a row of which a cell is another one
DAFF_UP_TO = 100_000  # cells; it takes ten times as long for ten times as many
Found = list[tuple[int, str, str]]


def comparing(name: str, goal: float, pairs: int, versions: Versions, *, is_limit: bool = True) -> Measured:
    """Ours beside the join; the peers once each. ValueError if the sides do not find the same cells."""
    refuse_unequal(cells_of(versions, ours(versions)), joined(versions))
    return in_turn(
        name,
        goal,
        JOIN,
        ours=timed(lambda: ours(versions)),
        theirs=timed(lambda: joined(versions)),
        pairs=pairs,
        series=name,
        size=versions.shape.total,
        peak=peak_of(lambda: ours(versions)),
        peers=peers(versions),
        is_limit=is_limit,
    )


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


def peers(versions: Versions) -> tuple[Peer, ...]:
    """What a user would take instead, once each; a library that is not installed has no seconds."""
    known: dict[str, Callable[[Versions], float]] = {"pandas": _pandas, "duckdb": _duckdb}
    if versions.shape.total <= DAFF_UP_TO:
        known["daff"] = _daff
    return tuple(Peer(name, peer(versions) if importlib.util.find_spec(name) else None) for name, peer in known.items())


def _pandas(versions: Versions) -> float:
    """Both tables loaded from the same file and joined."""
    pd = importlib.import_module("pandas")
    began = time.perf_counter()
    before, after = (
        pd.DataFrame(versions.sql.execute(f"SELECT * FROM {name}").fetchall(), columns=["cell", name])
        for name in (BASE, OURS)
    )
    both = before.merge(after, on="cell")
    changed = both[both[BASE] != both[OURS]]
    seconds = time.perf_counter() - began
    refuse_unequal(list(changed.itertuples(index=False, name=None)), joined(versions))
    return seconds


def _duckdb(versions: Versions) -> float:
    """The join in tables of its own, which it has before the clock starts."""
    duck = importlib.import_module("duckdb").connect()
    pd = importlib.import_module("pandas")
    for name in (BASE, OURS):
        frame = pd.DataFrame(versions.sql.execute(f"SELECT * FROM {name}").fetchall(), columns=["cell", "value"])
        duck.register("frame", frame)
        duck.execute(f"CREATE TABLE {name} AS SELECT * FROM frame")
    began = time.perf_counter()
    found = duck.execute(_JOIN).fetchall()
    seconds = time.perf_counter() - began
    refuse_unequal(found, joined(versions))
    return seconds


def _daff(versions: Versions) -> float:
    """Both tables in memory before the clock starts."""
    daff = importlib.import_module("daff")
    tables = [[["cell", "value"], *map(list, versions.sql.execute(f"SELECT * FROM {name}"))] for name in (BASE, OURS)]
    changes: list[list[str]] = []
    began = time.perf_counter()
    before, after = map(daff.PythonTableView, tables)
    alignment = daff.Coopy.compareTables(before, after).align()
    daff.TableDiff(alignment, daff.CompareFlags()).hilite(daff.PythonTableView(changes))
    seconds = time.perf_counter() - began
    if sum(row[0] == _DAFF_CHANGED for row in changes) != len(joined(versions)):
        raise ValueError("daff does not find the same cells")
    return seconds
