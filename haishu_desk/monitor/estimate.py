"""What a unit itself expects for the plan's last year (预计), beside what the series foretells: neither replaces the other."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from haishu_desk.monitor.commitment import BOUND, CHANGE, HOLD, LEVEL, RANGE, Commitment
from haishu_desk.monitor.forecast import Forecast
from haishu_desk.monitor.numbers import HUNDRED, exact, reckoning, shown

# From this difference on (as a ratio of the forecast) it is said.
FAR_APART = Decimal("0.1")
_OF_ONE_YEAR = (LEVEL, CHANGE, BOUND, HOLD, RANGE)


@dataclass(frozen=True)
class Estimate:
    """The unit's figure; `difference` as a ratio of the forecast, None where there is none of the same thing.

    `told` says in words that the two are more than a tenth apart; empty where they are not.
    """

    value: Decimal
    difference: Decimal | None = None
    told: str = ""


def beside(value: Decimal, foretold: Forecast | None, promise: Commitment) -> Estimate:
    """The unit's figure beside the forecast; a sum of five years and a yearly rate are not the last year's figure."""
    if foretold is None or promise.kind not in _OF_ONE_YEAR or not foretold.value:
        return Estimate(value)
    with reckoning():
        difference = (value - foretold.value) / abs(foretold.value)
        apart = shown(abs(difference) * HUNDRED, 1)
    if abs(difference) <= FAR_APART:
        return Estimate(value, difference)
    ours = shown(foretold.value, promise.places)
    told = f"单位预计 {exact(value)}，按{foretold.method}为 {ours}，相差 {apart}%，请核对"
    return Estimate(value, difference, told)
