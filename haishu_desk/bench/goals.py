"""The goals that are measured, in their order; each with its limit."""

from __future__ import annotations

import os
from collections.abc import Iterator

from haishu_desk.bench import (
    bulk,
    chart,
    compare,
    editing,
    merging,
    multiples,
    reading,
    receiving,
    rolling,
    sheet,
    starting,
    writing,
)
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
    yield from editing.edit(pairs, 20 if quick else 100)
    yield from bulk.writing(pairs, _bulk(quick=quick))
    yield from _bundles(pairs, quick=quick)
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


def _bulk(*, quick: bool) -> tuple[bulk.Size, ...]:
    """Typing, and workbooks of a hundred cells: 10^4 to 10^5 cells; 10^6 where HAISHU_FULL asks for it."""
    if quick:
        return bulk.Size(1_000, 1), bulk.Size(20, 100)
    full = (bulk.Size(10_000, 100),) if os.environ.get("HAISHU_FULL") else ()
    return bulk.Size(10_000, 1), bulk.Size(100_000, 1), bulk.Size(1_000, 100), *full


def _bundles(pairs: int, *, quick: bool) -> Iterator[Measured]:
    large = (1_000_000,) if os.environ.get("HAISHU_FULL") else ()
    yield from reading.reading(pairs, (10_000,) if quick else (10_000, 100_000, *large))
    yield from writing.writing(pairs, (1_000,) if quick else (1_000, 10_000, 100_000))
    yield from receiving.receiving(QUICK_PAIRS, (3,) if quick else (17, 44))


def _versions(pairs: int, shape: Shape) -> Iterator[Measured]:
    with versions_of(shape) as scattered:
        yield compare.comparing("G6 compare, scattered", 1.0, pairs, scattered)
        yield merging.merging(pairs, scattered)
    with versions_of(shape, clustered=True) as clustered:
        yield compare.comparing("G7 compare, clustered", 0.1, pairs, clustered)
    with versions_of(DISTRICT) as real:
        yield merging.district(pairs, real)
