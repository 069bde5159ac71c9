"""What the overview is asked for: a plan's year up to a day, on which figures, in which words. No Qt here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from haishu_desk.desk.counted import APPROVED, CURRENT
from haishu_desk.desk.series import short_title
from haishu_desk.domain.items import INDICATOR

if TYPE_CHECKING:
    from haishu_desk.desk import Desk

BASIS_TITLES = {APPROVED: "只用审核通过的数", CURRENT: "含未审数"}
# The last days of the quarters, the year's own first.
CUTOFFS = {"12-31": "全年", "09-30": "前三季度", "06-30": "上半年", "03-31": "一季度"}


@dataclass(frozen=True)
class Choice:
    """The year judged of a plan, and up to which of `CUTOFFS`; `basis` one of `BASIS_TITLES`; `words` the set of 结论."""

    plan: str
    year: int
    cutoff: str = "12-31"
    basis: str = APPROVED
    words: str = "national"

    @property
    def day(self) -> str:
        """The day up to which is judged."""
        return f"{self.year}-{self.cutoff}"

    @property
    def title(self) -> str:
        """`2025 年度`, `2025 年上半年`."""
        return f"{self.year} 年度" if self.cutoff == "12-31" else f"{self.year} 年{CUTOFFS[self.cutoff]}"


@dataclass(frozen=True)
class YearOffered:
    """A year that can be chosen."""

    plan: str
    year: int
    title: str


def years_offered(desk: Desk) -> list[YearOffered]:
    """Every year of every plan that has indicators, the latest first."""
    catalogue = desk.documents.catalogue
    with_items = {item.plan for item in catalogue if item.kind == INDICATOR}
    found = [
        YearOffered(plan.id, year, f"{year} 年·{short_title(plan).strip('“”')}")
        for plan in catalogue.plans.values()
        if plan.id in with_items
        for year in range(plan.start_year, plan.end_year + 1)
    ]
    return sorted(found, key=lambda each: (-each.year, each.plan))


def first_choice(desk: Desk, today: date | None = None) -> Choice | None:
    """The last year that is over and has figures, else the last year that has any, as in a plan's first year.

    A unit sees all its figures, the district only approved ones.
    None where there is no plan with indicators.
    """
    offered = years_offered(desk)
    if not offered:
        return None
    now = today or date.today()  # noqa: DTZ011  the office's own day
    filled = {int(key.period[:4]) for key in desk.standings.all()}
    over = [each for each in offered if each.year < now.year] or offered[-1:]
    chosen = next((each for each in (*over, *offered) if each.year in filled), over[0])
    # Of a year that is not over, up to the last of the days offered that has passed.
    passed = (each for each in CUTOFFS if f"{chosen.year}-{each}" < now.isoformat())
    cutoff = next(passed, "12-31") if chosen.year == now.year else "12-31"
    return Choice(chosen.plan, chosen.year, cutoff, basis=APPROVED if desk.is_district else CURRENT)
