"""The forecast of a commitment's last year: of its own value, of a five years' sum, of a reduction that compounds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from haishu_desk.monitor.commitment import REDUCTION, TOTAL, Commitment
from haishu_desk.monitor.forecast import FEWEST, Forecast, forecast
from haishu_desk.monitor.numbers import HUNDRED, reckoning, settled

Yearly = Mapping[int, Decimal | None]


def foretold(promise: Commitment, run: Sequence[Decimal], yearly: Yearly, year: int) -> Forecast | None:
    """The value of the plan's last year; of a five years' sum what is known and what the years left will bring.

    `run` are the values of consecutive years up to `year`, `yearly` those of the plan's years.
    """
    left = promise.end_year - year
    if promise.kind != TOTAL:
        return forecast(run, left)
    known = [number for number in yearly.values() if number is not None]
    coming = [told for ahead in range(1, left + 1) if (told := forecast(run, ahead)) is not None]
    if len(coming) < left or not coming or len(known) < len(yearly):
        return None
    done = sum(known, Decimal(0))
    value, low, high = (sum((getattr(each, part) for each in coming), done) for part in ("value", "low", "high"))
    return Forecast(value, low, high, coming[0].method, coming[0].error)


def foretold_reduction(promise: Commitment, yearly: Yearly, year: int) -> Forecast | None:
    """What a reduction will have come to in the plan's last year: its index (100 at the base) goes on as it has.

    None for what is no reduction with a target, for fewer than three years, and where one is missing. The error is that of
    the index, and the method says so.
    """
    rates = [yearly.get(each) for each in range(promise.base_year + 1, year + 1)]
    known = [rate for rate in rates if rate is not None]
    if promise.kind != REDUCTION or len(known) < len(rates) or len(known) < FEWEST:
        return None
    index = [HUNDRED]
    with reckoning():
        for rate in known:
            index.append(settled(index[-1] * (1 - rate / HUNDRED)))
        told = forecast(index, promise.end_year - year)
        if told is None:
            return None
        value, low, high = (HUNDRED - each for each in (told.value, told.high, told.low))
    return replace(told, value=value, low=low, high=high, method=f"累计指数{told.method}")
