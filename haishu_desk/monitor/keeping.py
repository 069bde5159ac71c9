"""Whether a bound, a hold, a range or a reference is kept (守住没有), and by how much (余量)."""

from __future__ import annotations

from decimal import Decimal

from haishu_desk.domain.periods import Period
from haishu_desk.domain.quantity import Quantity
from haishu_desk.monitor.commitment import KEPT_OR_BROKEN, Commitment
from haishu_desk.monitor.expectation import Expected
from haishu_desk.monitor.moment import When
from haishu_desk.monitor.numbers import reckoning
from haishu_desk.monitor.path import expected

_Limit = tuple[Decimal, bool]  # the number, and whether it is itself outside
_Interval = tuple[_Limit | None, _Limit | None]


def keeps(commitment: Commitment, actual: Decimal | Quantity, when: When | None = None) -> bool | None:
    """Whether a bound, a hold, a range or a reference is kept, by its sign to the letter: 49.83 is not >49.83.

    None for other kinds, without a limit, and where a bound reported (<6) leaves it open against another (<5).
    `when` names the period where the breakdown has limits of its own, or where a reference is kept to.
    """
    if commitment.kind not in KEPT_OR_BROKEN:
        return None
    due = expected(commitment, when or Period(commitment.end_year))
    low, high = _limits(due)
    interval = _interval(actual)
    if interval is None or (low is None and high is None):
        return None
    answers = [_above(interval, low)] if low else []
    answers += [_above(_turned(interval), (-high[0], high[1]))] if high else []
    if False in answers:
        return False
    return None if None in answers else True


def margin(commitment: Commitment, actual: Decimal, when: When | None = None) -> Decimal | None:
    """How far inside the limit `actual` is (余量), below zero how far outside; None where there is no limit."""
    if commitment.kind not in KEPT_OR_BROKEN:
        return None
    low, high = _limits(expected(commitment, when or Period(commitment.end_year)))
    with reckoning():
        rooms = [actual - low[0]] if low else []
        rooms += [high[0] - actual] if high else []
    return min(rooms, default=None)


def _limits(due: Expected) -> _Interval:
    if due.op == "range" and due.low is not None and due.high is not None:
        return (due.low, False), (due.high, False)
    if due.value is None:
        return None, None
    limit = (due.value, due.op in ("gt", "lt"))
    if due.op in ("ge", "gt"):
        return limit, None
    return (None, limit) if due.op in ("le", "lt") else (None, None)


def _interval(actual: Decimal | Quantity) -> _Interval | None:
    if isinstance(actual, Decimal):
        return (actual, False), (actual, False)
    if actual.op == "range" and actual.low is not None and actual.high is not None:
        return (Decimal(actual.low), False), (Decimal(actual.high), False)
    if actual.number is None or actual.cumulative:
        return None
    limit = (actual.number, actual.op in ("gt", "lt"))
    low = None if actual.op in ("lt", "le") else limit
    high = None if actual.op in ("gt", "ge") else limit
    return low, high


def _turned(interval: _Interval) -> _Interval:
    """The same with up and down exchanged, so that an upper limit is reckoned as a lower one."""
    low, high = interval
    return (-high[0], high[1]) if high else None, (-low[0], low[1]) if low else None


def _above(interval: _Interval, limit: _Limit) -> bool | None:
    """Whether all of `interval` is above `limit` (True), none of it (False), or that cannot be said."""
    low, high = interval
    number, is_outside = limit
    if low is not None and (low[0] > number or (low[0] == number and (low[1] or not is_outside))):
        return True
    if high is not None and (high[0] < number or (high[0] == number and (high[1] or is_outside))):
        return False
    return None
