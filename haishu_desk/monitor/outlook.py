"""Whether the forecast reaches the target: 能完成, 力争完成 (only a part of its band does), 难以完成 (none of it)."""

from __future__ import annotations

from decimal import Decimal

from haishu_desk.domain.periods import Period
from haishu_desk.monitor.commitment import KEPT_OR_BROKEN, Commitment
from haishu_desk.monitor.forecast import Forecast
from haishu_desk.monitor.keeping import keeps
from haishu_desk.monitor.moment import Moment
from haishu_desk.monitor.needed import reaches

REACHED, WITHIN_REACH, OUT_OF_REACH = "能完成", "力争完成", "难以完成"
OUTLOOKS = (REACHED, WITHIN_REACH, OUT_OF_REACH)


def outlook(promise: Commitment, told: Forecast | None) -> str | None:
    """The word for a forecast of the plan's last year; None without one, or without a target to hold it against."""
    met = [meets(promise, value) for value in (told.low, told.value, told.high)] if told is not None else [None]
    if None in met:
        return None
    if all(met):
        return REACHED
    return WITHIN_REACH if any(met) else OUT_OF_REACH


def meets(promise: Commitment, value: Decimal) -> bool | None:
    """Whether `value` at the end of the plan is what was promised; None where there is no number to hold it against."""
    if promise.kind in KEPT_OR_BROKEN:
        return keeps(promise, value, Period(promise.end_year))
    return None if promise.target is None else reaches(promise, value, Moment(promise.end_year))
