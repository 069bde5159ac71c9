"""The second representation that reaches the goals of a million cells, beside the same SQL join; the program has none.

A column holds one sealed revision: a digest of each cell's text, where each text ends, and the texts one behind the other.
Columns stand in the order of the returns, so that what is compared is read in one go; digests that differ say which cells do,
and only those texts are cut out. It tells the place and both texts of a cell, as the join does, and no step or risk.

A version says which column stands for a return and of which revision: a column that is missing, of another revision or of
another length is noticed and never guessed. Two texts with one digest of 64 bits would be taken for the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from haishu_desk.bench import compare, merging
from haishu_desk.bench.compare import Found
from haishu_desk.bench.merging import Merged
from haishu_desk.bench.pairs import Measured, in_turn, peak_of, timed
from haishu_desk.bench.versions import BASE, LENGTHS, OURS, THEIRS, Versions

_SEPARATOR = b"\x1f"  # nobody can type it; a text with it makes too many


class StaleColumnError(Exception):
    """There is no column of the revision that stands, or it has not as many cells as its return."""


def lines(pairs: int, versions: Versions, how: str, goal: float, *, is_limit: bool) -> list[Measured]:
    """Comparing and merging by columns; `how` the changes lie. ValueError if the sides differ."""
    compare.refuse_unequal(compared(versions), compare.joined(versions))
    if merged(versions) != merging.joined(versions):
        raise ValueError("the columns do not say the same")
    works = (("compare", compared, compare.joined), ("three-way", merged, merging.joined))
    return [
        in_turn(
            f"columns of texts only, {name}, {how}",
            goal,
            compare.JOIN,
            ours=timed(partial(ours, versions)),
            theirs=timed(partial(theirs, versions)),
            pairs=pairs,
            size=versions.shape.total,
            peak=peak_of(partial(ours, versions)),
            is_limit=is_limit,
        )
        for name, ours, theirs in works
    ]


def compared(versions: Versions) -> Found:
    """Each cell that differs between the first two versions, with both texts."""
    import numpy as np  # noqa: PLC0415  heavy: only where it is measured

    numbers, sides = _columns(versions, (BASE, OURS), "digests", "ends", "texts")
    old, new = (_array(np, side[0], "<u8") for side in sides)
    at = np.flatnonzero(old != new)
    texts = [_cut(np, side[1], side[2], at, versions.shape.cells) for side in sides]
    return list(zip(_cells(np, numbers, at, versions.shape.cells), *texts, strict=True))


def merged(versions: Versions) -> Merged:
    """Each cell that a side changed, and whose value stands."""
    import numpy as np  # noqa: PLC0415  as above

    numbers, sides = _columns(versions, (BASE, OURS, THEIRS), "digests")
    base, ours, theirs = (_array(np, side[0], "<u8") for side in sides)
    mine, others = base != ours, base != theirs
    at = np.flatnonzero(mine | others)
    said = (mine * 1 + others * 2 + (mine & others & (ours == theirs)))[at]
    words = ("", OURS, THEIRS, "clash", "both")
    return dict(zip(_cells(np, numbers, at, versions.shape.cells), map(words.__getitem__, said.tolist()), strict=True))


def _columns(versions: Versions, names: Sequence[str], *parts: str) -> tuple[Sequence[int], list[Sequence[Any]]]:
    """Numbers of the returns of which not the same revision stands in all those versions; of each version those parts.

    StaleColumnError if a column is not of the revision that stands.
    """
    standing = " ".join(f"JOIN standing_{name} USING (n)" for name in names[1:])
    found = " ".join(f"LEFT JOIN column c_{name} ON c_{name}.place = standing_{name}.place" for name in names)
    others = " OR ".join(f"standing_{names[0]}.id <> standing_{name}.id" for name in names[1:])
    is_its_own = " AND ".join(f"c_{name}.id IS standing_{name}.id" for name in names)
    wanted = ", ".join(f"c_{name}.{part}" for name in names for part in parts)
    rows = versions.sql.execute(
        f"SELECT n, {is_its_own}, {wanted} FROM standing_{names[0]} {standing} {found} WHERE {others}"
    ).fetchall()
    for number, is_sound, *_ in rows:
        if not is_sound:
            raise StaleColumnError(number)
    columns = list(zip(*rows, strict=True)) or [()] * (2 + len(names) * len(parts))
    for place, column in enumerate(columns[2:]):
        length = versions.shape.cells * LENGTHS.get(parts[place % len(parts)], 0)
        if length and set(map(_length, column)) - {length}:
            raise StaleColumnError(
                next(n for n, blob in zip(columns[0], column, strict=True) if _length(blob) != length)
            )
    return columns[0], [columns[first : first + len(parts)] for first in range(2, len(columns), len(parts))]


def _length(blob: bytes | None) -> int:
    return len(blob or b"")


def _array(np: Any, blobs: Sequence[bytes], kind: str) -> Any:
    return np.frombuffer(b"".join(blobs), kind)


def _cells(np: Any, numbers: Sequence[int], at: Any, width: int) -> list[int]:
    """The numbers of the cells at those places of the columns of the returns `numbers`."""
    cells: list[int] = (np.array(numbers, "i8")[at // width] * width + at % width).tolist()
    return cells


def _cut(np: Any, ends: Sequence[bytes], texts: Sequence[bytes], at: Any, width: int) -> list[str]:
    """The texts of the cells at those places."""
    if not texts:
        return []
    end = _array(np, ends, "<u4")
    first, last = np.where(at % width, end[at - 1], 0), end[at]
    places = zip((at // width).tolist(), first.tolist(), last.tolist(), strict=True)
    return _SEPARATOR.join([texts[row][one:other] for row, one, other in places]).decode().split(_SEPARATOR.decode())
