"""Comparing and merging at each size, with the changes anywhere or close together: what has a limit, and what is told beside it.

A return is as wide as they are: 33 indicators with their 分子, 分母 and 说明, 132 cells; the plan's 250 projects make returns
of up to 2,000, the tasks narrower ones. At the greatest size the same is told of returns of 40 cells, three times as many.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from haishu_desk.bench import columns, compare, merging
from haishu_desk.bench.pairs import Measured
from haishu_desk.bench.versions import WIDTH, Shape, versions_of

# 47 units, 5 years.
DISTRICT = Shape(47 * 5, WIDTH)
NARROW, MANY = (
    40,
    1_000_000,
)  # cells of a narrow return; cells from which on they are told too, and the columns have limits
SCATTERED, CLUSTERED = "scattered", "clustered"


def lines(pairs: int, sizes: Sequence[int]) -> Iterator[Measured]:
    """G6, G7 and G8 at each size, the limits at the greatest; and both at the size that there really is."""
    for size in sizes:
        yield from _of_shape(pairs, Shape.of(size), is_limit=size == sizes[-1])
    if sizes[-1] >= MANY:
        yield from _of_shape(pairs, Shape(sizes[-1] // NARROW, NARROW), is_limit=False)
    with versions_of(DISTRICT) as real:
        yield merging.district(pairs, real)


def _of_shape(pairs: int, shape: Shape, *, is_limit: bool) -> Iterator[Measured]:
    narrow = f", {shape.cells} cells a return" if shape.cells != WIDTH else ""
    for how, goal, number in ((SCATTERED, 1.0, "G6"), (CLUSTERED, 0.1, "G7")):
        with versions_of(shape, clustered=how == CLUSTERED) as made:
            yield compare.comparing(f"{number} compare, {how}{narrow}", goal, pairs, made, is_limit=is_limit)
            yield merging.merging(f"G8 three-way, {how}{narrow}", goal, pairs, made, is_limit=is_limit)
            if is_limit:
                yield from columns.lines(pairs, made, how, goal, is_limit=shape.total >= MANY)
