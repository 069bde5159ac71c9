"""Spans: what a printed figure allows, so that bounds, ranges and rounded figures compare by one rule.

`12` allows 12, `>93` everything from 93 on, `1-2` what lies between, `400左右` five percent to either side. A bound's own
end counts as allowed: 超2500 does not contradict a sum of 2500.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal

from haishu_desk.domain.quantity import Quantity

_END = Decimal("Infinity")
_ABOUT = Decimal(
    "0.05"
)  # 左右, 约: nobody wrote down how far; five percent lets the sums of a plan's rounded parts hold


@dataclass(frozen=True)
class Span:
    """All numbers from `low` to `high`, both ends included; an open end is infinite."""

    low: Decimal
    high: Decimal

    @property
    def is_one_number(self) -> bool:
        """Whether nothing but a single number is allowed."""
        return self.low == self.high

    def meets(self, other: Span, slack: Decimal = Decimal(0)) -> bool:
        """Whether some number is allowed by both, when either may be off by `slack`."""
        return self.low <= other.high + slack and other.low <= self.high + slack

    def widened(self, by: Decimal) -> Span:
        """The same with `by` more to either side."""
        return Span(self.low - by, self.high + by)

    def printed(self, places: int) -> str:
        """The span as a plan would print it with so many decimals: `10.7`, `9.8~11.6`, `≥10.7`."""
        low, high = (written(end, places) if end.is_finite() else "" for end in (self.low, self.high))
        if low == high:
            return low
        return f"{low}~{high}" if low and high else f"≥{low}" if low else f"≤{high}"

    def __add__(self, other: Span) -> Span:
        return Span(self.low + other.low, self.high + other.high)

    def __sub__(self, other: Span) -> Span:
        return Span(self.low - other.high, self.high - other.low)

    def __neg__(self) -> Span:
        return Span(-self.high, -self.low)


def span_of(quantity: Quantity | None) -> Span | None:
    """What that figure allows; None for words, multiples and what is missing."""
    if quantity is None:
        return None
    if quantity.op == "range" and quantity.low is not None and quantity.high is not None:
        return Span(Decimal(quantity.low), Decimal(quantity.high))
    value = quantity.number
    if value is None:
        return None
    if quantity.op == "approx":
        return Span(value, value).widened(abs(value) * _ABOUT)
    return Span(
        -_END if quantity.op in ("lt", "le") else value,
        _END if quantity.op in ("gt", "ge") else value,
    )


def half_step(quantity: Quantity) -> Decimal:
    """Half of the last printed digit: how far rounding may have moved the figure (`10.7`: 0.05, `7`: 0.5)."""
    return Decimal(5).scaleb(-decimals(quantity) - 1)


def decimals(quantity: Quantity) -> int:
    """How many decimals are printed."""
    return len((quantity.value or quantity.low or "").partition(".")[2])


def same_figure(one: Quantity, other: Quantity) -> bool:
    """Whether two places can mean one figure; words and missing values are not judged.

    Two bounds on the same side, or two ranges, must have the same ends; otherwise it is enough that one number fits both.
    """
    first, second = span_of(one), span_of(other)
    if first is None or second is None:
        return True
    slack = max(half_step(one), half_step(other))
    if first.is_one_number or second.is_one_number or "approx" in (one.op, other.op):
        return first.meets(second, slack)
    ends = [
        pair for pair in ((first.low, second.low), (first.high, second.high)) if all(end.is_finite() for end in pair)
    ]
    return all(abs(a - b) <= slack for a, b in ends) and first.meets(second, slack)


def written(number: Decimal, places: int) -> str:
    """That number with so many decimals, a half rounded away from zero."""
    digits = Context(prec=max(number.adjusted(), 0) + places + 2, rounding=ROUND_HALF_UP)
    return f"{number.quantize(Decimal(1).scaleb(-places), context=digits):f}"
