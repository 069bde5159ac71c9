"""The series of one item and unit over both plans: what the monitor page and the reports draw. `desk.figures` reads it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import groupby

from haishu_desk.domain.items import Item, Plan
from haishu_desk.domain.periods import Period
from haishu_desk.domain.quantity import Quantity, show

# How a target can be drawn: a line at a level, a bound over the whole term, or only as words beside the chart.
LEVEL, BOUND, WORDS = "level", "bound", "words"


@dataclass(frozen=True)
class Point:
    """One value of one period; `counts` if it is the one of its year that the line goes through.

    `basis` is 核定, 已批, 已报 or 录入中; `quantity` None where a cell is explained and not filled. Of a cell in
    数据不一致 (`clash`) every value is a point and none counts.
    """

    period: Period
    quantity: Quantity | None
    vintage: str | None
    basis: str
    counts: bool
    note: str | None = None
    clash: bool = False
    item: str = ""
    by: str | None = None

    @property
    def year(self) -> int:
        """The year that the period lies in."""
        return self.period.year

    @property
    def is_annual(self) -> bool:
        """Whether it speaks of a whole year."""
        return self.period.frequency == "年"

    @property
    def number(self) -> Decimal | None:
        """The number to draw; None for words, ranges, a sum of several years and the four kinds of nothing."""
        return drawable(self.quantity)

    @property
    def words(self) -> str:
        """The value as people read it; 未录 where nothing was filled in."""
        return show(self.quantity) or "未录" if self.quantity else "未录"


@dataclass(frozen=True)
class Base:
    """The value that a plan starts from as it is printed, and where it is printed.

    `is_result` if the item's own plan is over: then it is what that plan came to, not what it started from.
    """

    year: int
    quantity: Quantity
    source: str
    is_result: bool = False


@dataclass(frozen=True)
class Target:
    """What a plan wants: `kind` says how it can be drawn, `words` what to write."""

    plan: str
    quantity: Quantity | None
    kind: str
    words: str
    first_year: int
    last_year: int
    earlier: bool = False


@dataclass(frozen=True)
class Span:
    """A plan's term."""

    plan: str
    title: str
    first_year: int
    last_year: int


@dataclass(frozen=True)
class Break:
    """A year from which on the figures speak of something else than before; `why` says of what, for people."""

    year: int
    why: str


@dataclass(frozen=True)
class Series:
    """All that there is to draw for one item and unit, the earlier plan's part first.

    `backcast` are earlier years under the newest definition (追溯数): no figure that was reported, and never on its line.
    """

    item: Item
    unit: str | None
    points: tuple[Point, ...]
    base: Base | None
    targets: tuple[Target, ...]
    spans: tuple[Span, ...]
    breaks: tuple[Break, ...] = ()
    backcast: Mapping[int, Decimal] = field(default_factory=dict)

    @property
    def years(self) -> range:
        """All years of the plans that the series runs through, and the base year before them."""
        first = self.spans[0].first_year
        return range(min(first, self.base.year) if self.base else first, self.spans[-1].last_year + 1)

    @property
    def counting(self) -> dict[int, Point]:
        """The value that counts, by year."""
        return {point.year: point for point in self.points if point.counts and point.is_annual}

    @property
    def others(self) -> tuple[Point, ...]:
        """The other yearly values: what was reported at the time, and the sides of a 数据不一致."""
        return tuple(point for point in self.points if point.is_annual and not point.counts)

    @property
    def latest(self) -> Point | None:
        """The last yearly value that says something; None if there is none yet."""
        said = [point for point in self.counting.values() if point.quantity and not point.quantity.missing]
        return max(said, key=lambda point: point.year, default=None)

    @property
    def target(self) -> Target | None:
        """The item's own plan's target."""
        return next((target for target in self.targets if not target.earlier), None)

    def segments(self) -> list[list[tuple[int, Decimal]]]:
        """The runs of consecutive years with a number: a line is never drawn across a missing year or a break."""
        numbers = {year: point.number for year, point in self.counting.items()}
        if self.base is not None:
            numbers.setdefault(self.base.year, drawable(self.base.quantity))
        known = sorted((year, number) for year, number in numbers.items() if number is not None)
        broken = sorted({each.year for each in self.breaks})
        runs = groupby(enumerate(known), key=lambda place: (place[1][0] - place[0], bisect_right(broken, place[1][0])))
        return [[pair for _, pair in run] for _, run in runs]

    def silent_years(self) -> dict[int, str]:
        """The years without a number up to the last one that is known, and the word that stands there."""
        numbered = {year for segment in self.segments() for year, _ in segment}
        clashing = {point.year for point in self.others if point.clash}
        said = {year: point.words for year, point in self.counting.items()}
        if self.base is not None:
            said.setdefault(self.base.year, show(self.base.quantity))
        if not said:
            return {}
        return {
            year: said.get(year, "未录")
            for year in range(min(said), max(said) + 1)
            if year not in numbered and year not in clashing
        }


def drawable(quantity: Quantity | None) -> Decimal | None:
    """The number that may stand on the axis of years; a five years' sum is none of one year."""
    return None if quantity is None or quantity.cumulative else quantity.number


def short_title(plan: Plan) -> str:
    """“十四五” for the fourteenth five-year plan."""
    named = re.search(r"第(.+?)个五年规划", plan.title)
    return f"“{named[1]}五”" if named else plan.id
