"""What the years bring together: the sum of five years (五年合计), and reductions, which compound.

A year that the breakdown names counts with its own amount; all others have an equal part of what that leaves open, never
less than nothing. 18 % in five years is 3.89 % a year, not 3.6 %.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction

from haishu_desk.monitor.commitment import Commitment
from haishu_desk.monitor.expectation import Expected, HalfYear, Step
from haishu_desk.monitor.levels import share
from haishu_desk.monitor.moment import Moment
from haishu_desk.monitor.numbers import HUNDRED, exact, of_years, power, reckoning, settled, shown, taken
from haishu_desk.monitor.reasons import IMPOSSIBLE, NO_TARGET


def compounded(reductions: Iterable[Decimal]) -> Decimal:
    """What yearly reductions of so many per cent come to together: 1-∏(1-dᵢ), per cent; below zero it has risen."""
    with reckoning():
        left = Decimal(1)
        for reduction in reductions:
            left *= 1 - reduction / HUNDRED
        return HUNDRED * (1 - left)


def total_at(commitment: Commitment, moment: Moment, _: HalfYear) -> Expected:
    """The year's part of the sum, in the middle of a year what should have come together since January."""
    amounts = {year: _amount(commitment, year) for year in _years(commitment, moment)}
    whole = amounts[moment.year]
    if whole.value is None:
        return Expected(why=whole.why)
    step = whole if moment.is_year_end else share(whole, moment.part)
    formula = step.told(commitment.places)
    parts = [amounts[year].value for year in amounts if year != moment.year] + [step.value]
    known = [part for part in parts if part is not None]
    if len(known) < len(parts):
        return Expected(step.value, op=commitment.op, formula=formula)
    since = settled(sum(known, Decimal(0)))
    if commitment.breakdown or commitment.target is None:
        text = "+".join(shown(part, commitment.places) for part in known)
    else:
        passed = of_years(moment.since(commitment.base_year), commitment.years)
        text = f"{exact(commitment.target)}×{passed}"
    formula += f"；累计应达 {Step(since, text).told(commitment.places)}"
    return Expected(step.value, op=commitment.op, since_start=since, formula=formula)


def reduction_at(commitment: Commitment, moment: Moment, _: HalfYear) -> Expected:
    """The year's own rate (in the middle of a year against the same months before), and what all come to together."""
    named, target = commitment.breakdown, commitment.target
    if any(rate > HUNDRED for rate in (*named.values(), target or Decimal(0))):
        return Expected(why=IMPOSSIBLE)
    rates = {year: _rate(commitment, year) for year in _years(commitment, moment)}
    step = rates[moment.year]
    if step.value is None:
        return Expected(why=step.why)
    formula = _percent(step, commitment.places)
    known = [rate.value for rate in rates.values() if rate.value is not None]
    if len(known) < len(rates):
        return Expected(step.value, op=commitment.op, formula=formula)
    this_year = HUNDRED * (1 - power(1 - step.value / HUNDRED, moment.part))
    since = settled(compounded([*known[:-1], this_year]))
    if named or target is None:
        factors = [f"(1-{shown(rate, commitment.places)}%)" for rate in (*known[:-1], this_year)]
        text = f"1-{'×'.join(factors)}"
    else:
        text = f"1-(1-{exact(target)}%)^({of_years(moment.since(commitment.base_year), commitment.years)})"
    formula += f"；累计应降 {_percent(Step(since, text), commitment.places)}"
    return Expected(step.value, op=commitment.op, since_start=since, formula=formula)


def _years(commitment: Commitment, moment: Moment) -> range:
    return range(commitment.base_year + 1, moment.year + 1)


def _amount(commitment: Commitment, year: int) -> Step:
    named, target = commitment.breakdown, commitment.target
    if year in named:
        return Step(named[year], exact(named[year]), "年度分解 ")
    if target is None:
        return Step(why=commitment.why or NO_TARGET)
    open_years = commitment.years - len(named)
    left = target - sum(named.values(), Decimal(0))
    if left * target < 0:
        return Step(Decimal(0), "0", "分解数已满目标，余下各年 ")
    minus = "".join(f"-{exact(value)}" for value in named.values())
    total = f"({exact(target)}{minus})" if named else exact(target)
    return Step(taken(left, Fraction(1, open_years)), f"{total}÷{open_years}")


def _rate(commitment: Commitment, year: int) -> Step:
    named, target = commitment.breakdown, commitment.target
    if year in named:
        return Step(named[year], exact(named[year]), "年度分解 ")
    if target is None:
        return Step(why=commitment.why or NO_TARGET)
    open_years = commitment.years - len(named)
    done = 1 - compounded(named.values()) / HUNDRED
    left = (1 - target / HUNDRED) / done if done else Decimal(1)
    if named and target >= 0 and left >= 1:
        return Step(Decimal(0), "0", "分解数已满目标，余下各年 ")
    over = "".join(f"÷(1-{exact(value)}%)" for value in named.values())
    whole = f"((1-{exact(target)}%){over})" if named else f"(1-{exact(target)}%)"
    return Step(HUNDRED * (1 - power(left, Fraction(1, open_years))), f"1-{whole}^(1/{open_years})")


def _percent(step: Step, places: int) -> str:
    return f"{step.told(places)}%"
