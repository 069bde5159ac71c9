"""What the figures of several units come to, each item by its own rule; who is missing is named and never counts as 0.

`single`: the one figure there is. `sum`: added up. `max`: the largest. `mean`: numerators over denominators, or the ratios
weighted by their denominators; never a mean of ratios, and nothing at all where a weight is missing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from haishu_desk.monitor.numbers import HUNDRED, reckoning, settled

SINGLE, SUM, MEAN, MAX = "single", "sum", "mean", "max"


@dataclass(frozen=True)
class Part:
    """What one unit reports: its figure, and of a ratio what is divided by what; None for what it did not report."""

    unit: str
    value: Decimal | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None

    @property
    def is_in(self) -> bool:
        """Whether it reported anything that can go into a roll-up."""
        return self.value is not None or self.numerator is not None


@dataclass(frozen=True)
class Ratio:
    """How a ratio follows from its parts: times `factor` (100 for per cent, None where it is not known).

    `is_growth`: the numerator is this year's amount and the denominator last year's. `common` is the one denominator of
    all units where the numerators are parts of it (`has_common`), None while it is not there.
    """

    factor: Decimal | None = HUNDRED
    is_growth: bool = False
    has_common: bool = False
    common: Decimal | None = None


@dataclass(frozen=True)
class Rolled:
    """What the units come to; `value` None where nothing, or nothing true, can be said."""

    value: Decimal | None
    units_in: tuple[str, ...]
    units_missing: tuple[str, ...]


def rolled(rule: str, parts: Iterable[Part], ratio: Ratio | None = None) -> Rolled:
    """The parts brought together by `rule`, in the order in which they are given."""
    known = list(parts)
    if rule == MEAN:
        present = [part for part in known if part.is_in]
    else:
        present = [part for part in known if part.value is not None]
    names = {part.unit for part in present}
    missing = tuple(part.unit for part in known if part.unit not in names)
    with reckoning():
        value = _mean(present, ratio or Ratio()) if rule == MEAN else _plain(rule, present)
    return Rolled(value, tuple(part.unit for part in present), missing)


def _plain(rule: str, parts: Sequence[Part]) -> Decimal | None:
    values = [part.value for part in parts if part.value is not None]
    if not values or (rule == SINGLE and len(values) > 1):
        return None
    how: Callable[[list[Decimal]], Decimal] = max if rule == MAX else _sum
    return how(values)


def _mean(parts: Sequence[Part], ratio: Ratio) -> Decimal | None:
    if ratio.has_common:
        above = [part.numerator for part in parts if part.numerator is not None]
        if not above or len(above) < len(parts) or not ratio.common or ratio.factor is None:
            return None
        return settled(_sum(above) / ratio.common * ratio.factor)
    amounts = [_amount(part, ratio) for part in parts]
    weights = [part.denominator for part in parts if part.denominator is not None]
    known = [amount for amount in amounts if amount is not None]
    whole = _sum(weights)
    if not parts or len(known) < len(parts) or len(weights) < len(parts) or whole <= 0:
        return None
    return settled(_sum(known) / whole)


def _amount(part: Part, ratio: Ratio) -> Decimal | None:
    """The unit's ratio times its weight."""
    if part.denominator is None:
        return None
    if part.numerator is not None and ratio.factor is not None:
        return (part.numerator - (part.denominator if ratio.is_growth else 0)) * ratio.factor
    return None if part.value is None else part.value * part.denominator


def _sum(values: Iterable[Decimal]) -> Decimal:
    return sum(values, Decimal(0))
