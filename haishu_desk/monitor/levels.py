"""The path of a level: from the base through the unit's own breakdown to the target, in equal steps or at one rate."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from haishu_desk.monitor.commitment import CHANGE, COMPOUND, GROWTH, Commitment
from haishu_desk.monitor.expectation import HALF_OF_YEAR, Expected, HalfYear, Step
from haishu_desk.monitor.moment import Moment
from haishu_desk.monitor.numbers import HUNDRED, exact, exponent, of_years, power, taken
from haishu_desk.monitor.reasons import IMPOSSIBLE, NO_BASE, NO_TARGET


def level_at(commitment: Commitment, moment: Moment, half_year: HalfYear) -> Expected:
    """What the level should be; of a flow in the middle of a year, what should have come together since January."""
    elapsed = moment.since(commitment.base_year)
    if commitment.measure != "flow" or moment.is_year_end:
        step = _along(commitment, elapsed)
    else:
        whole_year = Fraction(moment.year - commitment.base_year)
        step = share(_along(commitment, whole_year if half_year == HALF_OF_YEAR else elapsed), moment.part)
    if step.value is None:
        return Expected(why=step.why)
    is_change = commitment.kind == CHANGE and commitment.base is not None
    since = step.value - commitment.base if is_change and commitment.base is not None else None
    return Expected(step.value, op=commitment.op, since_start=since, formula=step.told(commitment.places))


def grown(start: Decimal, growth: Decimal, years: Fraction) -> Step:
    """`start` after so many years at `growth` per cent a year."""
    factor = 1 + growth / HUNDRED
    if factor < 0:
        return Step(why=IMPOSSIBLE)
    return Step(start * power(factor, years), f"{exact(start)}×(1+{exact(growth)}%)^{exponent(years)}")


def share(whole: Step, part: Fraction) -> Step:
    """The part of a year's flow that should have come together."""
    if whole.value is None:
        return whole
    text = f"({whole.text})" if whole.is_sum else whole.text
    return replace(whole, value=taken(whole.value, part), text=f"{text}×{part}")


def _along(commitment: Commitment, elapsed: Fraction) -> Step:
    """The point `elapsed` years after the base year."""
    anchors = _anchors(commitment)
    before = max((year for year in anchors if year <= elapsed), default=None)
    after = min((year for year in anchors if year > elapsed), default=None)
    if before is None:
        has_aim = commitment.target is not None or commitment.growth is not None
        return Step(why=commitment.why or (NO_BASE if has_aim else NO_TARGET))
    start, label = anchors[before]
    if before == elapsed:
        return Step(start, exact(start), label)
    if after is not None:
        return _between(start, anchors[after][0], elapsed - before, after - before, commitment.shape)
    if commitment.kind == GROWTH and commitment.growth is not None:
        return grown(start, commitment.growth, elapsed - before)
    return Step(why=commitment.why or NO_TARGET)


def _anchors(commitment: Commitment) -> dict[int, tuple[Decimal, str]]:
    """The values that need no sum, by years since the base year; the breakdown counts before the plan's own target."""
    anchors: dict[int, tuple[Decimal, str]] = {}
    if commitment.base is not None:
        anchors[0] = (commitment.base, "基期值 ")
    if commitment.target is not None:
        anchors[commitment.years] = (commitment.target, "规划目标 ")
    for year, value in commitment.breakdown.items():
        anchors[year - commitment.base_year] = (value, "年度分解 ")
    return anchors


def _between(start: Decimal, end: Decimal, elapsed: Fraction, years: int, shape: str) -> Step:
    """Compound only where both ends are above zero: no rate leads from or to zero."""
    passed = of_years(elapsed, years)
    if shape == COMPOUND and start > 0 and end > 0:
        value = start * power(end / start, elapsed / years)
        return Step(value, f"{exact(start)}×({exact(end)}÷{exact(start)})^({passed})")
    value = start + taken(end - start, elapsed / years)
    return Step(value, f"{exact(start)}+({exact(end)}-{exact(start)})×{passed}", is_sum=True)
