"""From what to what a cell went: the numbers, their difference, and both in words when somebody looks at them."""

from __future__ import annotations

from decimal import Context, Decimal
from typing import NamedTuple

from haishu_desk.review.moves import Values

_EXACT = Context(prec=10_000)  # the usual 28 digits would round the difference of two long numbers
_PLACES = 4  # of a relative difference in words


class Step(NamedTuple):
    """The numbers of both sides where they have one, by how much they differ, and by which part of the first."""

    first: Decimal | None
    second: Decimal | None
    delta: Decimal | None
    relative: Decimal | None

    @property
    def difference(self) -> str | None:
        """The difference as a decimal string, exact."""
        return None if self.delta is None else _text(f"{self.delta:f}")

    @property
    def relative_text(self) -> str | None:
        """The relative difference as a decimal string of four decimals at the most."""
        return None if self.relative is None else _text(f"{self.relative:.{_PLACES}f}")


def step_between(before: Values, after: Values) -> Step:
    """The step from one side to the other; a side of several values, of a range or of words has no number."""
    first = before[0].number if len(before) == 1 else None
    second = after[0].number if len(after) == 1 else None
    if first is None or second is None:
        return Step(first, second, None, None)
    delta = _EXACT.subtract(second, first)
    return Step(first, second, delta, delta / abs(first) if first else None)


def number_of(values: Values) -> Decimal | None:
    """The single number that stands there."""
    return values[0].number if len(values) == 1 else None


def are_near(first: Decimal, second: Decimal, tolerance: Decimal) -> bool:
    """Whether they are not further apart than that."""
    return abs(_EXACT.subtract(second, first)) <= tolerance


def _text(text: str) -> str:
    if not text.strip("-0."):
        return "0"
    return text.rstrip("0").rstrip(".") if "." in text else text
