"""Whether a target is reached already, and what each year still left has to bring so that it is."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from haishu_desk.monitor.commitment import CHANGE, LEVEL, REDUCTION, TOTAL, Commitment
from haishu_desk.monitor.moment import Moment
from haishu_desk.monitor.numbers import HUNDRED, power, reckoning, shown

ADDING_UP = (TOTAL, REDUCTION)
_ON_THE_WAY = (LEVEL, CHANGE, *ADDING_UP)
_PLACES = 2


@dataclass(frozen=True)
class Needed:
    """What is needed a year: per cent, of a sum the amount; None where it cannot be said. `told` are the words for it."""

    value: Decimal | None = None
    told: str = ""


def reaches(promise: Commitment, value: Decimal, moment: Moment) -> bool:
    """Whether `value` is as good as the target; a part of a year's flow that should not grow says nothing yet."""
    target = promise.target
    if target is None:
        return False
    if _goes_down(promise):
        return value <= target and not _is_part_of_flow(promise, moment)
    return value > target if promise.op == "gt" else value >= target


def needed(promise: Commitment, value: Decimal | None, moment: Moment) -> Needed:
    """The yearly growth (of a reduction the yearly reduction, of a sum the yearly amount) from `value` to the target.

    0 where it is reached; None in the last year, and for what has no way to a target.
    """
    years, target = _years_left(promise, moment), promise.target
    if years <= 0 or target is None or value is None or promise.kind not in _ON_THE_WAY:
        return Needed()
    if _is_part_of_flow(promise, moment):
        return Needed()
    if reaches(promise, value, moment):
        return Needed(Decimal(0))
    with reckoning():
        if promise.kind == TOTAL:
            amount = (target - value) * years.denominator / years.numerator
            return Needed(amount, f"今后每年需 {shown(amount, promise.places)}")
        return _rate(promise, value, target, years)


def needed_growth(promise: Commitment, index: Decimal | None, moment: Moment) -> Needed:
    """The yearly growth with which the years left make good what the index (100 at the base) lacks of the printed growth.

    0 where the whole growth is there already: the rate is below zero then, and nothing has to grow any more.
    """
    years, growth = _years_left(promise, moment), promise.growth
    if years <= 0 or index is None or index <= 0 or growth is None:
        return Needed()
    with reckoning():
        whole = HUNDRED * power(1 + growth / HUNDRED, Fraction(promise.years))
        if index >= whole:
            return Needed(Decimal(0))
        return _told(HUNDRED * (power(whole / index, 1 / years) - 1), "增长")


def _rate(promise: Commitment, value: Decimal, target: Decimal, years: Fraction) -> Needed:
    if promise.kind == REDUCTION:
        if value >= HUNDRED or target > HUNDRED:
            return Needed()
        left = (1 - target / HUNDRED) / (1 - value / HUNDRED)
        return _told(HUNDRED * (1 - power(left, 1 / years)), "降低")
    if value <= 0 or target < 0:
        return Needed()
    rate = HUNDRED * (power(target / value, 1 / years) - 1)
    return _told(rate, "降低" if rate < 0 else "增长")


def _told(rate: Decimal, word: str) -> Needed:
    return Needed(rate, f"今后每年需{word} {shown(abs(rate), _PLACES)}%")


def _years_left(promise: Commitment, moment: Moment) -> Fraction:
    return promise.years - moment.since(promise.base_year)


def _goes_down(promise: Commitment) -> bool:
    if promise.kind in ADDING_UP:
        return False
    if promise.base is None or promise.target is None:
        return promise.direction == "lower"
    return promise.target < promise.base


def _is_part_of_flow(promise: Commitment, moment: Moment) -> bool:
    return promise.measure == "flow" and not moment.is_year_end and promise.kind != TOTAL
