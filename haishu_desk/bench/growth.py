"""How cost grows with size: the slope of the line through the times on paper with two logarithmic scales.

1 is in proportion; below it a part of the cost is the same at any size, above it something is done more than once a value.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from statistics import linear_regression, median

from haishu_desk.bench.pairs import Measured

IN_PROPORTION = 1.2
_LEAST = 2


def exponent(points: Sequence[tuple[float, float]]) -> float:
    """The slope of `points` (size, cost), each in logarithms, by least squares; ValueError for fewer than two sizes."""
    return linear_regression(*([math.log(part) for part in axis] for axis in zip(*points, strict=True))).slope


def growths(lines: Iterable[Measured]) -> Iterator[Measured]:
    """One line for each series that was measured at two sizes or more: missed where cost grows faster than size."""
    series: dict[str, list[tuple[float, float]]] = {}
    for line in lines:
        if line.series and line.size and line.ours:
            series.setdefault(line.series, []).append((line.size, median(line.ours)))
    for name, points in series.items():
        if len({size for size, _ in points}) >= _LEAST:
            slope, sizes = exponent(points), sorted({int(size) for size, _ in points})
            yield Measured(
                f"{name}, growth",
                IN_PROPORTION,
                "in proportion to size",
                met=slope <= IN_PROPORTION,
                detail=f"{sizes[0]:,} 到 {sizes[-1]:,} 个值，指数 {slope:.2f}",
            )
