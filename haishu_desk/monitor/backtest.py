"""回测: how far the forecasts would have been off on a series whose truth is known, method by method and year by year ahead.

From each year on, what was known then is all that is used: the last `KNOWN_YEARS` values, as many as two plans give. Three
lines are told: each method alone, and the one that the program takes (whichever was less off on what was known).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import partial

from haishu_desk.monitor.forecast import FEWEST, METHODS, Forecast, forecast, forecast_by, unbroken
from haishu_desk.monitor.numbers import reckoning

KNOWN_YEARS = 11
YEARS_AHEAD = (1, 2, 3, 4, 5)
CHOSEN = "择优"
_How = Callable[[Sequence[Decimal], int], Forecast | None]


@dataclass(frozen=True)
class Tested:
    """One method so many years ahead: the mean relative error, and the share of the trials whose truth lay in the band."""

    method: str
    years_ahead: int
    trials: int
    error: Decimal
    inside: Decimal


@dataclass(frozen=True)
class Trial:
    """One forecast from `year` on, and what came."""

    year: int
    told: Forecast
    truth: Decimal

    @property
    def error(self) -> Decimal:
        """How far it was off, as a ratio of the truth."""
        return abs(self.told.value - self.truth) / abs(self.truth)

    @property
    def is_inside(self) -> bool:
        """Whether the truth lay in the band."""
        return self.told.low <= self.truth <= self.told.high

    @property
    def width(self) -> Decimal:
        """How wide the band is, as a ratio of what was foretold."""
        return (self.told.high - self.told.low) / abs(self.told.value)


def backtest(numbers: Mapping[int, Decimal]) -> list[Tested]:
    """All methods, 1 to 5 years ahead; a line of nothing to test is left out."""
    ways: dict[str, _How] = {**{name: partial(forecast_by, name) for name in METHODS}, CHOSEN: forecast}
    found = []
    with reckoning():
        for name, how in ways.items():
            for ahead in YEARS_AHEAD:
                made = list(trials(numbers, ahead, how))
                if made:
                    count = len(made)
                    error = sum((each.error for each in made), Decimal(0)) / count
                    inside = Decimal(sum(each.is_inside for each in made)) / count
                    found.append(Tested(name, ahead, count, error, inside))
    return found


def trials(numbers: Mapping[int, Decimal], years_ahead: int, how: _How = forecast) -> Iterator[Trial]:
    """What would have been foretold in each year for so many years later, where the truth (not 0) is known."""
    for year in sorted(numbers):
        known = unbroken({each: numbers[each] for each in numbers if each <= year}, (), year)[-KNOWN_YEARS:]
        truth = numbers.get(year + years_ahead)
        told = how(known, years_ahead) if len(known) >= FEWEST else None
        if told is not None and truth and told.value:
            yield Trial(year, told, truth)
