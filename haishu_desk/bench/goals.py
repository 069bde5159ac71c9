"""The goals that are measured, in their order; each with its limit."""

from __future__ import annotations

import os
from collections.abc import Iterator

from haishu_desk.bench import chart, compare, editing, merging, multiples, rolling, sheet, starting
from haishu_desk.bench.pairs import PAIRS, QUICK_PAIRS, Measured
from haishu_desk.bench.province import Extent, province_of
from haishu_desk.bench.versions import Shape, versions_of

FULL, QUICK = Shape(25_000, 40), Shape(1_000, 40)
PROVINCE, SMALL_PROVINCE = Extent(1_400, 333, 60), Extent(17, 333, 60)
# 47 units, 5 years; 33 indicators with their 分子, 分母 and 说明: some 30,000 cells.
DISTRICT = Shape(47 * 5, 33 * 4)


def measure(*, quick: bool) -> Iterator[Measured]:
    """Each goal as it is measured; quick takes fewer pairs and smaller tables, under a minute."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    pairs = QUICK_PAIRS if quick else PAIRS
    yield editing.edit(pairs)
    yield starting.start(pairs)
    yield starting.first_paint()
    yield from sheet.scrolling(pairs, (1_000,) if quick else (1_000, 100_000))
    if not quick:
        yield from sheet.long_scrolling(pairs)
    yield multiples.small_multiples(pairs)
    yield chart.drawing(pairs)
    yield from _versions(pairs, QUICK if quick else FULL)
    with province_of(SMALL_PROVINCE if quick else PROVINCE) as province:
        yield from rolling.rolling(pairs, province)
    yield rolling.district(pairs)


def _versions(pairs: int, shape: Shape) -> Iterator[Measured]:
    with versions_of(shape) as scattered:
        yield compare.comparing("G6 compare, scattered", 1.0, pairs, scattered)
        yield merging.merging(pairs, scattered)
    with versions_of(shape, clustered=True) as clustered:
        yield compare.comparing("G7 compare, clustered", 0.1, pairs, clustered)
    with versions_of(DISTRICT) as real:
        yield merging.district(pairs, real)
