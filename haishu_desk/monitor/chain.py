"""What years come to together, with the years that are missing said and never taken for 0."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from haishu_desk.monitor.amounts import compounded
from haishu_desk.monitor.numbers import HUNDRED, power, reckoning, shown

Yearly = Mapping[int, Decimal | None]


@dataclass(frozen=True)
class Together:
    """What the known years come to (None if nothing can be said) and the years without a number."""

    value: Decimal | None
    missing: tuple[int, ...]

    @property
    def is_whole(self) -> bool:
        """Whether no year is missing; else a sum is a part of the sum, and has to be shown as one."""
        return not self.missing


def summed(values: Yearly, first_year: int, last_year: int) -> Together:
    """The sum of the years `first_year` to `last_year` that are known; None if none is."""
    known, missing = _parted(values, first_year, last_year)
    with reckoning():
        return Together(sum(known, Decimal(0)) if known else None, missing)


def chained(growths: Yearly, first_year: int, last_year: int) -> Together:
    """The index (100 before `first_year`) that yearly growth in per cent leads to; None if a year is missing."""
    known, missing = _parted(growths, first_year, last_year)
    if missing:
        return Together(None, missing)
    index = HUNDRED
    with reckoning():
        for growth in known:
            index *= 1 + growth / HUNDRED
    return Together(index, ())


def reduced(reductions: Yearly, first_year: int, last_year: int) -> Together:
    """The reduction that yearly ones come to, per cent (`amounts.compounded`); None if a year is missing."""
    known, missing = _parted(reductions, first_year, last_year)
    return Together(None if missing else compounded(known), missing)


def yearly_average(index: Decimal, years: int) -> Decimal | None:
    """The yearly growth in per cent that leads from 100 to `index`: never the mean of the years' own rates.

    For a rate that follows from amounts, `index` is the last amount ÷ the first × 100. None below zero or without years.
    """
    if index < 0 or years <= 0:
        return None
    with reckoning():
        return HUNDRED * (power(index / HUNDRED, Fraction(1, years)) - 1)


def reduction_words(reduction: Decimal, places: int) -> str:
    """`降低 3.2%`, and `上升 1.5%` for what is below zero."""
    return f"{'上升' if reduction < 0 else '降低'} {shown(abs(reduction), places)}%"


def _parted(values: Yearly, first_year: int, last_year: int) -> tuple[list[Decimal], tuple[int, ...]]:
    known: list[Decimal] = []
    missing: list[int] = []
    for year in range(first_year, last_year + 1):
        value = values.get(year)
        if value is None:
            missing.append(year)
        else:
            known.append(value)
    return known, tuple(missing)
