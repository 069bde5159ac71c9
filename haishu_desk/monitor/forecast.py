"""Where a series will be in a year to come, if it goes on as it has: the method by its name, a band, and how far it was off before.

Two ways are tried on the series' own past, each year foretold from the years before it; the one that was less off is used.

- 现速外推: the average yearly growth of the last three years goes on (all values above zero);
- 线性外推: the straight line of least squares goes on.

Only the last five trials count, so that what was long ago does not speak for today. The band is the largest error among them
for each year ahead, in proportion to the values on the way where all are above zero; no probability. Fewer than three years are no series.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from haishu_desk.monitor.numbers import HUNDRED, power, reckoning, settled

FEWEST = 3
_LAST_YEARS, _LAST_TRIALS = 3, 5
Method = Callable[[Sequence[Decimal], int], Decimal | None]


@dataclass(frozen=True)
class Forecast:
    """What is foretold, between which bounds, how, and the mean error of the trials as a ratio of the true value.

    `error` is None where a true value was 0.
    """

    value: Decimal
    low: Decimal
    high: Decimal
    method: str
    error: Decimal | None

    def as_share(self) -> Forecast:
        """The same of a share in per cent, which is never below 0 or over 100."""
        low, value, high = (min(max(each, Decimal(0)), HUNDRED) for each in (self.low, self.value, self.high))
        return replace(self, value=value, low=low, high=high)


def unbroken(numbers: Mapping[int, Decimal], breaks: Sequence[int], last_year: int) -> list[Decimal]:
    """The values of consecutive years up to `last_year`, back to the first missing year or the last break.

    A break is the first year that speaks of something else; the years before it are another series.
    """
    found: list[Decimal] = []
    year = last_year
    while year in numbers:
        found.insert(0, numbers[year])
        if year in breaks:
            break
        year -= 1
    return found


def forecast(values: Sequence[Decimal], years_ahead: int) -> Forecast | None:
    """The value so many years after the last of `values` (of consecutive years); None for fewer than three of them."""
    if len(values) < FEWEST or years_ahead < 1:
        return None
    with reckoning():
        tried = [(trial, name) for name in METHODS if (trial := _tried(METHODS[name], values)) is not None]
        trial, name = min(tried, key=lambda each: each[0].off)
        return _told(name, trial, values, years_ahead)


def forecast_by(name: str, values: Sequence[Decimal], years_ahead: int) -> Forecast | None:
    """The same by one method alone; None also where it does not apply."""
    if len(values) < FEWEST or years_ahead < 1:
        return None
    with reckoning():
        trial = _tried(METHODS[name], values)
        return None if trial is None else _told(name, trial, values, years_ahead)


def _told(name: str, trial: _Trial, values: Sequence[Decimal], years_ahead: int) -> Forecast | None:
    way = [METHODS[name](values, ahead) for ahead in range(1, years_ahead + 1)]
    value, passed = way[-1], [abs(each) for each in way if each is not None]
    if value is None:
        return None
    room = trial.room(max(abs(values[-1]), *passed)) * years_ahead
    return Forecast(settled(value), settled(value - room), settled(value + room), name, trial.relative)


@dataclass(frozen=True)
class _Trial:
    """How far a method was off: on average in the item's own unit and as a ratio of the truth, and the most of each."""

    off: Decimal
    most: Decimal
    relative: Decimal | None
    most_relative: Decimal | None

    def room(self, size: Decimal) -> Decimal:
        """The most that it was off, for values of that size."""
        return self.most if self.most_relative is None else self.most_relative * size


def _tried(method: Method, values: Sequence[Decimal]) -> _Trial | None:
    """The last values, from the third on, foretold from those before them; None where the method does not apply."""
    offs: list[tuple[Decimal, Decimal]] = []
    for place in range(2, len(values)):
        told = method(values[:place], 1)
        if told is None:
            return None
        offs.append((abs(told - values[place]), values[place]))
    if method(values, 1) is None:
        return None
    last = offs[-_LAST_TRIALS:]
    own = [off for off, _ in last]
    ratios = [off / abs(true) for off, true in last if true]
    is_whole = len(ratios) == len(last)
    return _Trial(
        sum(own, Decimal(0)) / len(own),
        max(own),
        sum(ratios, Decimal(0)) / len(ratios) if is_whole else None,
        max(ratios) if min(values) > 0 else None,
    )


def _at_the_last_pace(values: Sequence[Decimal], years_ahead: int) -> Decimal | None:
    last = values[-(_LAST_YEARS + 1) :]
    if min(values) <= 0:
        return None
    return values[-1] * power(last[-1] / last[0], Fraction(years_ahead, len(last) - 1))


def _on_a_straight_line(values: Sequence[Decimal], years_ahead: int) -> Decimal | None:
    count = len(values)
    middle = Decimal(count - 1) / 2
    mean = sum(values, Decimal(0)) / count
    spread = sum(((place - middle) ** 2 for place in range(count)), Decimal(0))
    slope = sum(((place - middle) * (value - mean) for place, value in enumerate(values)), Decimal(0)) / spread
    return mean + slope * (count - 1 + years_ahead - middle)


METHODS: dict[str, Method] = {"现速外推": _at_the_last_pace, "线性外推": _on_a_straight_line}
