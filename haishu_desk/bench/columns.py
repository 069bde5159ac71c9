"""What a second representation would come to: a column of each revision's texts, beside the same SQL join.

The program has none. Its own comparison tells a difference with its step and its risk, one return at a time or between two
dates; a column tells the place and the two texts of a cell and nothing else, as the join does. What it reaches is measured
so that the limit of the simple design is known, and told without being a goal.

A column is named by the revision that it was made of. What is asked for is the revision that stands: where there is no column
of that name, it is noticed and never guessed.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import compress
from operator import ne

from haishu_desk.bench import compare, merging
from haishu_desk.bench.compare import Found
from haishu_desk.bench.merging import Merged
from haishu_desk.bench.pairs import Measured, in_turn, peak_of, timed
from haishu_desk.bench.versions import BASE, OURS, SEPARATOR, THEIRS, Versions

_COLUMN = "SELECT texts FROM column WHERE id = ?"


class StaleColumnError(Exception):
    """There is no column of the revision that stands, or it has not as many cells as its return."""


def lines(pairs: int, versions: Versions, how: str) -> Iterator[Measured]:
    """Comparing and merging by columns, told without a limit; `how` the changes lie. ValueError if the sides differ."""
    if sorted(compared(versions)) != sorted(compare.joined(versions)) or merged(versions) != merging.joined(versions):
        raise ValueError("the columns do not say the same")
    works = (("compare", compared, compare.joined), ("three-way", merged, merging.joined))
    for name, ours, theirs in works:
        yield in_turn(
            f"columns of texts only, {name}, {how}",
            1.0,
            compare.JOIN,
            ours=timed(partial(ours, versions)),
            theirs=timed(partial(theirs, versions)),
            pairs=pairs,
            size=versions.shape.total,
            peak=peak_of(partial(ours, versions)),
            is_limit=False,
        )


def compared(versions: Versions) -> Found:
    """Each cell that differs between the first two versions, with both texts."""
    found: Found = []
    for number, (old, new) in _texts(versions, BASE, OURS):
        first, places = number * len(old), range(len(old))
        found += [(first + at, old[at], new[at]) for at in compress(places, map(ne, old, new))]
    return found


def merged(versions: Versions) -> Merged:
    """Each cell that a side changed, and whose value stands."""
    found: Merged = {}
    for number, (base, ours, theirs) in _texts(versions, BASE, OURS, THEIRS):
        first, places = number * len(base), range(len(base))
        mine, others = (set(compress(places, map(ne, base, side))) for side in (ours, theirs))
        found |= {first + at: OURS for at in mine - others}
        found |= {first + at: THEIRS for at in others - mine}
        found |= {first + at: "both" if ours[at] == theirs[at] else "clash" for at in mine & others}
    return found


def _texts(versions: Versions, *names: str) -> Iterator[tuple[int, list[list[str]]]]:
    """Number and texts of each return of which not the same revision stands in all those versions."""
    joined = " ".join(f"JOIN standing_{name} USING (n)" for name in names[1:])
    ids = ", ".join(f"standing_{name}.id" for name in names)
    others = " OR ".join(f"standing_{names[0]}.id <> standing_{name}.id" for name in names[1:])
    for number, *wanted in versions.sql.execute(f"SELECT n, {ids} FROM standing_{names[0]} {joined} WHERE {others}"):
        yield number, [_column(versions, identity) for identity in wanted]


def _column(versions: Versions, identity: str) -> list[str]:
    row = versions.sql.execute(_COLUMN, (identity,)).fetchone()
    texts = row[0].split(SEPARATOR) if row else []
    if len(texts) != versions.shape.cells:
        raise StaleColumnError(identity)
    return texts
