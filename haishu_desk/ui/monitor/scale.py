"""The axis of values, without Qt: where the round numbers stand and how they are written."""

from __future__ import annotations

import math
from collections.abc import Iterable
from decimal import Decimal

MOST = 5
_STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)


def limits(numbers: Iterable[Decimal]) -> tuple[float, float]:
    """The lower and the upper end of the axis: all numbers with some air; 0 to 1 where there is none."""
    known = [float(number) for number in numbers]
    if not known:
        return 0.0, 1.0
    low, high = min(known), max(known)
    room = (high - low) or abs(high) * 0.2 or 1.0
    # The words of the plans' terms stand above the highest mark.
    return low - room * 0.14, high + room * 0.2


def ticks(low: float, high: float) -> list[float]:
    """At most five round numbers between the ends."""
    if not high > low:
        return []
    power = 10.0 ** math.floor(math.log10((high - low) / MOST))
    step = next(power * factor for factor in _STEPS if (high - low) / (power * factor) <= MOST)
    first = math.ceil(low / step - 1e-9)
    last = math.floor(high / step + 1e-9)
    return [round(place * step, 10) for place in range(first, last + 1)]


def tick_words(values: list[float]) -> list[str]:
    """The round numbers as people read them, all with the decimals that the finest needs; minus is U+2212."""
    if not values:
        return []
    decimals = max(max(-int(Decimal(str(value)).normalize().as_tuple().exponent), 0) for value in values)
    return [f"{value:,.{decimals}f}".replace("-", "\u2212") for value in values]
