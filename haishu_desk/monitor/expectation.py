"""What is expected at one point of time, and the one step of a path that it is told from."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from haishu_desk.domain.periods import Period
from haishu_desk.monitor.numbers import exact, result

HalfYear = Literal["half-of-year", "linear"]
HALF_OF_YEAR: HalfYear = "half-of-year"
PATH_AT_DATE: HalfYear = "linear"

SIGNS = {"gt": ">", "ge": "≥", "lt": "<", "le": "≤"}


@dataclass(frozen=True)
class Expected:
    """What should stand there: `value` with its `op` (eq, approx or a bound), or `low` to `high` (op range), or `why` not.

    `since_start` is what should have come together since the plan began, of the kinds that add up (五年合计, 已增,
    累计降低). `as_of` is the earlier period that is meant where the item is not reported so finely. `why` is a key of
    `commitment.REASONS`.
    """

    value: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    op: str = "eq"
    since_start: Decimal | None = None
    formula: str = ""
    why: str | None = None
    as_of: Period | None = None


@dataclass(frozen=True)
class Step:
    """A point of a path: its value, the sum that made it (`is_sum` if it needs brackets), its name if it was no sum."""

    value: Decimal | None = None
    text: str = ""
    label: str = ""
    why: str | None = None
    is_sum: bool = False

    def told(self, places: int) -> str:
        """The formula and what it comes to, e.g. `2393+(3100-2393)×3/5=2817.2`; a plain number only with its name."""
        if self.value is None or self.text == exact(self.value):
            return self.label + self.text
        return self.label + result(self.text, self.value, places)
