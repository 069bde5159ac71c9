"""The goals that are measured, in their order; each with its limit."""

from __future__ import annotations

import os
from collections.abc import Iterator

from haishu_desk.bench import editing, sheet, starting
from haishu_desk.bench.pairs import PAIRS, QUICK_PAIRS, Measured


def measure(*, quick: bool) -> Iterator[Measured]:
    """Each goal as it is measured; quick takes fewer pairs and smaller tables, under a minute."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    pairs = QUICK_PAIRS if quick else PAIRS
    yield editing.edit(pairs)
    yield starting.start(pairs)
    yield starting.first_paint()
    yield from sheet.scrolling(pairs, (1_000,) if quick else (1_000, 100_000))
