"""Points of time as a plan counts them: which year, and how much of it has passed."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from haishu_desk.domain.items import Plan
from haishu_desk.domain.periods import Period
from haishu_desk.monitor.numbers import reckoning, taken

When = Period | date

_PARTS = {"年": 1, "半年": 2, "季": 4, "月": 12}


@dataclass(frozen=True, order=True)
class Moment:
    """The end of a period: `part` of `year` has passed (1 at the end of a year, 1/2 at the end of June; never 0)."""

    year: int
    part: Fraction = Fraction(1)

    @property
    def is_year_end(self) -> bool:
        """Whether the whole year has passed."""
        return self.part == 1

    def since(self, base_year: int) -> Fraction:
        """The years from the end of `base_year`, e.g. 5/2 for June of the third year."""
        return self.year - base_year - 1 + self.part

    def reported(self, frequency: str) -> Moment:
        """The last period's end that an item of `frequency` has reported by now; for yearly items the year before."""
        count = _PARTS[frequency]
        ended = int(self.part * count)
        return Moment(self.year, Fraction(ended, count)) if ended else Moment(self.year - 1)

    def period(self, frequency: str) -> Period:
        """The period of `frequency` that ends here."""
        return (
            Period(self.year) if self.is_year_end else Period(self.year, frequency, int(self.part * _PARTS[frequency]))
        )


def moment_of(when: When) -> Moment:
    """The end of the period, or of the day: months count alike, so that 30 June is half a year to the digit."""
    if isinstance(when, Period):
        return Moment(when.year, Fraction(when.part or 1, _PARTS[when.frequency]))
    days = monthrange(when.year, when.month)[1]
    return Moment(when.year, Fraction((when.month - 1) * days + when.day, 12 * days))


def time_progress(when: When, plan: Plan) -> Decimal:
    """The share of the plan's term that has passed, 0 to 1: 0.5 on 30 June of the third of five years (时间过半)."""
    years = plan.end_year - plan.base_year
    passed = min(max(moment_of(when).since(plan.base_year), Fraction(0)), Fraction(years))
    with reckoning():
        return taken(Decimal(1), passed / years)
