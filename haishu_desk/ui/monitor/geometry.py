"""Where things of a series lie, without Qt: what must be seen, where the line of values runs, on which side there is room."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from haishu_desk.desk.portrait import Portrait
from haishu_desk.desk.series import WORDS, Point, Series
from haishu_desk.monitor.commitment import KEPT_OR_BROKEN, RANGE


def numbers_of(seen: Portrait) -> list[Decimal]:
    """All numbers that must be seen: values, targets, steps with their bands, the forecast with its band."""
    series = seen.series
    drawn = [number for segment in series.segments() for _, number in segment]
    drawn += [point.number for point in series.others if point.number is not None]
    drawn += series.backcast.values()
    targets = [target.quantity.number for target in series.targets if target.kind != WORDS and target.quantity]
    drawn += [number for number in targets if number is not None]
    for step in seen.steps:
        drawn += step.bounds or ()
        drawn += [step.value] if step.value is not None else []
    if seen.ahead is not None:
        drawn += [seen.ahead.low, seen.ahead.high, seen.ahead.value]
    return drawn


def has_stairs(seen: Portrait) -> bool:
    """Whether the steps say anything that the line of the target does not."""
    if seen.kind == RANGE or not seen.series.targets:
        return True
    return seen.kind not in KEPT_OR_BROKEN or any(step.is_assigned for step in seen.steps)


def old_years(series: Series) -> int:
    """The first year that speaks of what the newest figures speak of; the years before are of an old 口径."""
    return max((each.year for each in series.breaks), default=0)


def heights(series: Series, start: float, end: float) -> Iterator[float]:
    """Where the line of values runs between two places of the axis of years."""
    steps = [start + (end - start) * part / 10 for part in range(11)]
    for segment in series.segments():
        for (year, low), (_, high) in pairwise(segment):
            yield from (float(low) + (step - year) * float(high - low) for step in steps if year <= step <= year + 1)


def rise(series: Series, year: int) -> float:
    """Which way the line goes at a year."""
    numbers = {place: float(number) for segment in series.segments() for place, number in segment}
    here = numbers.get(year, 0.0)
    return numbers.get(year + 1, here) - numbers.get(year - 1, here)


def stands_left(point: Point, series: Series) -> bool:
    """Over a rising line there is room at the left, under it at the right; at the last year only at the left."""
    if point.year == series.years[-1] or point.number is None:
        return True
    counting = series.counting.get(point.year)
    above = counting is None or counting.number is None or point.number > counting.number
    return above == (rise(series, point.year) >= 0)
