"""How far a commitment has come: a share of the way, never a percentage of what has none.

`progress` is (actual-base)÷(target-base) for levels going up or down, the part of the sum for a five years' total, and of
the reduction for a reduction. A path that is not straight is not at k/5 after k years: compare with `due_progress`, which
is the same measure of the expected value, and only for straight paths the share of time that has passed.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from haishu_desk.monitor.commitment import (
    CHANGE,
    KEPT_OR_BROKEN,
    LEVEL,
    REDUCTION,
    TOTAL,
    Commitment,
)
from haishu_desk.monitor.expectation import HALF_OF_YEAR, Expected, HalfYear
from haishu_desk.monitor.moment import When, moment_of
from haishu_desk.monitor.numbers import exact, inside, reckoning, result
from haishu_desk.monitor.path import expected
from haishu_desk.monitor.reasons import BELOW_ZERO, KEPT_ONLY, NO_BASE, NO_SHARE, NO_TARGET, PART_OF_FLOW, ZERO

_SHARE_PLACES = 4
_ADDING_UP = (TOTAL, REDUCTION)


@dataclass(frozen=True)
class Share:
    """A ratio (0.6) with its formula, or None and `why` (a key of `reasons.SENTENCES`)."""

    value: Decimal | None = None
    formula: str = ""
    why: str | None = None


def progress(commitment: Commitment, actual: Decimal, when: When | None = None) -> Share:
    """How much of the way `actual` is; below 0 if it is worse than the base.

    `actual` is the level at the end of a year, or of the part `when`; for a total or a reduction what has come together
    since the plan began (`chain.summed`, `chain.reduced`).
    """
    is_sum = commitment.kind in _ADDING_UP
    start, target = Decimal(0) if is_sum else commitment.base, commitment.target
    why = _why_no_share(commitment, when)
    if why is not None or start is None or target is None:
        return Share(why=why)
    if is_sum:
        return _ratio(actual, target, f"{inside(actual, commitment.places)}÷{exact(target)}")
    with reckoning():
        way, whole = actual - start, target - start
    return _ratio(way, whole, f"({inside(actual, commitment.places)}-{exact(start)})÷({exact(target)}-{exact(start)})")


def _why_no_share(commitment: Commitment, when: When | None) -> str | None:
    is_part = when is not None and not moment_of(when).is_year_end
    reasons = (
        (commitment.kind in KEPT_OR_BROKEN, KEPT_ONLY),
        (commitment.kind not in (*_ADDING_UP, LEVEL, CHANGE), commitment.why or NO_SHARE),
        (commitment.target is None, commitment.why or NO_TARGET),
        (commitment.kind in _ADDING_UP, None),
        (is_part and commitment.measure == "flow", PART_OF_FLOW),
        (commitment.base is None, NO_BASE),
    )
    return next((why for applies, why in reasons if applies), None)


def due_progress(commitment: Commitment, when: When, *, half_year: HalfYear = HALF_OF_YEAR) -> Share:
    """The progress of one who is exactly where the path expects (序时进度 of this path): k/5 if it is straight."""
    due = expected(commitment, when, half_year=half_year)
    value = due.since_start if commitment.kind in _ADDING_UP else due.value
    if commitment.kind in KEPT_OR_BROKEN:
        return Share(why=KEPT_ONLY)
    if value is None:
        return Share(why=due.why or NO_TARGET)
    return progress(commitment, value, due.as_of or when)


def attainment(commitment: Commitment, due: Expected, actual: Decimal) -> Share:
    """实现度: actual ÷ expected, or expected ÷ actual where less is better; 1 and more is on time.

    None for bounds, and unless both are above zero: below it the quotient says nothing.
    """
    if commitment.kind in KEPT_OR_BROKEN:
        return Share(why=KEPT_ONLY)
    if due.value is None:
        return Share(why=due.why)
    above, below = (due.value, actual) if commitment.direction == "lower" else (actual, due.value)
    if above < 0 or below <= 0:
        return Share(why=ZERO if below == 0 else BELOW_ZERO)
    return _ratio(above, below, f"{inside(above, commitment.places)}÷{inside(below, commitment.places)}")


def _ratio(above: Decimal, below: Decimal, formula: str) -> Share:
    if not below:
        return Share(why=ZERO)
    with reckoning():
        value = above / below
    return Share(value, result(formula, value, _SHARE_PLACES))
