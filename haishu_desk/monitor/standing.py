"""What is the same in every year: bounds, what is to be held, ranges, yearly rates, and growth that has to keep up."""

from __future__ import annotations

from decimal import Decimal

from haishu_desk.monitor.commitment import HOLD, Commitment
from haishu_desk.monitor.expectation import SIGNS, Expected, HalfYear, Step
from haishu_desk.monitor.levels import level_at, share
from haishu_desk.monitor.moment import Moment
from haishu_desk.monitor.numbers import exact, result
from haishu_desk.monitor.reasons import NO_REFERENCE, NO_TARGET


def bound_at(commitment: Commitment, moment: Moment, _: HalfYear) -> Expected:
    """The bound; what a flow has to reach in a year it has to reach in part by then, what it may not pass it never may."""
    label = "守住 " if commitment.kind == HOLD else "界限 "
    whole = _standing(commitment, commitment.target, moment, label)
    if commitment.measure != "flow" or moment.is_year_end or whole.value is None or whole.op not in ("ge", "gt"):
        return whole
    part = share(Step(whole.value, exact(whole.value), f"{label}{SIGNS[whole.op]}"), moment.part)
    return Expected(part.value, op=whole.op, formula=part.told(commitment.places))


def range_at(commitment: Commitment, moment: Moment, _: HalfYear) -> Expected:
    """The range."""
    low, high = commitment.low, commitment.high
    named = commitment.annual.get(moment.year)
    if named is not None and named.low is not None and named.high is not None:
        low, high = Decimal(named.low), Decimal(named.high)
    if low is None or high is None:
        return Expected(why=commitment.why or NO_TARGET)
    return Expected(low=low, high=high, op="range", formula=f"区间 {exact(low)} 至 {exact(high)}")


def growth_at(commitment: Commitment, moment: Moment, half_year: HalfYear) -> Expected:
    """The yearly rate where the cell holds rates, else the level that grows by it from the base.

    Without a rate (words, a target not yet assigned) nothing is left but the years that the breakdown names.
    """
    if commitment.measure != "growth":
        return level_at(commitment, moment, half_year)
    return _standing(commitment, commitment.growth, moment, "年均增长 ", "%")


def reference_at(commitment: Commitment, moment: Moment, _: HalfYear) -> Expected:
    """The growth of the same period, less the tolerance."""
    growth = commitment.reference_at(moment)
    if growth is None:
        return Expected(why=NO_REFERENCE)
    value = growth - commitment.tolerance
    text = result(f"{exact(growth)}-{exact(commitment.tolerance)}", value, commitment.places)
    return Expected(value, op="ge", formula=f"同期经济增速减容差 {text}")


def _standing(commitment: Commitment, value: Decimal | None, moment: Moment, label: str, after: str = "") -> Expected:
    named = commitment.annual.get(moment.year)
    if named is not None and named.number is not None:
        op = named.op if named.op in SIGNS else commitment.op
        return Expected(named.number, op=op, formula=f"年度分解 {SIGNS.get(op, '')}{exact(named.number)}{after}")
    if value is None:
        return Expected(why=commitment.why or NO_TARGET)
    return Expected(value, op=commitment.op, formula=f"{label}{SIGNS.get(commitment.op, '')}{exact(value)}{after}")
