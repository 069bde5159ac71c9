"""What one indicator is judged on: its figure of the year, the base, the target of that year, the years before.

The target is the one that counts in the year judged: a later adjustment does not reach back. A definition (口径) that changed
since the base year is bridged by a back-cast base, or not judged. Only what is reported is used: nothing is 0, nothing guessed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING

from haishu_desk.desk.counted import APPROVED, CURRENT, Counted, CountedFigures
from haishu_desk.desk.figures import Figures
from haishu_desk.domain.amendments import DEFINITION, TARGET, Amendment, amendments_of
from haishu_desk.domain.assignments import LEAD
from haishu_desk.domain.errors import UsageError
from haishu_desk.domain.items import INDICATOR, Item, Plan
from haishu_desk.domain.periods import FREQUENCIES, Period, is_date
from haishu_desk.domain.quantity import NOT_APPLICABLE, Quantity, parse, show
from haishu_desk.domain.units import TOWNSHIP_KINDS
from haishu_desk.monitor.commitment import KEPT_OR_BROKEN, REFERENCE, TOTAL, Commitment
from haishu_desk.monitor.forecast import Forecast, unbroken
from haishu_desk.monitor.foretelling import foretold, foretold_reduction
from haishu_desk.monitor.judgement import Facts
from haishu_desk.monitor.moment import moment_of
from haishu_desk.monitor.path import expected
from haishu_desk.monitor.reasons import NOT_ASSIGNED
from haishu_desk.monitor.rows import commitment_of
from haishu_desk.monitor.verdict import Rules

if TYPE_CHECKING:
    from haishu_desk.desk import Desk

PUBLISHED, REVISED = "published", "revised"
BASE_TITLES = {PUBLISHED: "公布时的", REVISED: "修订后的"}
# Why there is no verdict.
NOT_REPORTED, NOT_APPROVED, NOT_PUBLISHED, NOT_YET = "单位未报", "未审核", "数据未公布", "未到公布期"
NOT_HERE, CLASH, ESTIMATE, REDEFINED = "本区不适用", "数据不一致", "只有预计数", "口径调整"
_ESTIMATED = "预计"
_BEFORE = 5  # years of the plan before
_PARTS = {"半年": 2, "季": 4, "月": 12}


@dataclass(frozen=True)
class Asked:
    """What is judged: the year or a day in it, and which base counts."""

    plan: Plan
    year: int
    cutoff: date | None
    base: str

    @property
    def day(self) -> date:
        """The day up to which is judged."""
        return self.cutoff or date(self.year, 12, 31)


def asked_of(desk: Desk, plan_id: str, year: int, cutoff: str | None = None, base: str = PUBLISHED) -> Asked:
    """What is asked for; UsageError for a plan, year, day or base that there is none of."""
    plan = desk.documents.catalogue.plan(plan_id)
    if not plan.covers(year):
        raise UsageError(
            f"{year} 年不在{plan.title}的规划期内", f"请写 {plan.start_year} 至 {plan.end_year} 年中的一年"
        )
    if cutoff is not None and (not is_date(cutoff) or not cutoff.startswith(f"{year}-")):
        raise UsageError(f"评估截止日“{cutoff}”不是 {year} 年的一天", f"请写成 {year}-06-30")
    day = date.fromisoformat(cutoff) if cutoff else None
    return Asked(plan, year, day, one_of(base, BASE_TITLES, "基期值"))


def indicators_of(desk: Desk, plan: Plan, only: str | None = None) -> list[Item]:
    """The plan's indicators in print order, or only that one; UsageError if it is none of them."""
    known = [item for item in desk.documents.catalogue if item.plan == plan.id and item.kind == INDICATOR]
    found = [item for item in known if only in (None, item.code)]
    if not found:
        raise UsageError(f"{plan.title}没有代码为“{only}”的指标", "请核对代码")
    return found


def one_of(word: str, known: Sequence[str] | Mapping[str, object], what: str) -> str:
    """The word, if it is one of those; else UsageError that says which there are."""
    if word not in known:
        raise UsageError(f"没有{what}“{word}”", f"可用：{'、'.join(known)}")
    return word


@dataclass(frozen=True)
class Found:
    """A figure, or why there is none that can be judged; `source` says where it stands."""

    quantity: Quantity | None = None
    vintage: str | None = None
    source: str = ""
    why: str | None = None


@dataclass(frozen=True)
class Ground:
    """Everything one indicator is judged on; `why` says why it cannot be. `said` are the parts of its basis.

    `cells` are all cells that its figures rest on, those of earlier years and of the plan before with them.
    """

    item: Item
    commitment: Commitment
    at: Period
    found: Found
    facts: Facts | None
    why: str | None
    said: tuple[str, ...]
    cells: tuple[Counted, ...] = ()


class GroundOf:
    """Finds what each indicator of one plan is judged on."""

    def __init__(self, desk: Desk, asked: Asked, basis: str, rules: Rules) -> None:
        self._desk, self._asked, self._rules = desk, asked, rules
        self._documents = desk.documents
        self.figures = CountedFigures(desk, basis)
        self._current = CountedFigures(desk, CURRENT) if basis == APPROVED else self.figures
        self._series = Figures(desk)

    @cached_property
    def _edition(self) -> int:
        return self._documents.edition(f"plan:{self._asked.plan.id}").number

    def of(self, item: Item) -> Ground:
        """The ground for one indicator."""
        asked = self._asked
        row, targets = _as_of(item, asked.year)
        at, found = self._actual(row)
        redefined = _redefined(row, asked.plan, at.year)
        base, base_said = self._base(row, redefined)
        promise = commitment_of(
            row, asked.plan, base=base, annual=self._annual(item), reference=self._reference(item, at)
        )
        promise = replace(promise, tolerance=self._rules.keep_up)
        why = found.why
        if redefined is not None and not _is_bridged(redefined, promise, targets):
            why = REDEFINED
        elif why is not None and promise.why == NOT_ASSIGNED and expected(promise, at).value is None:
            why = NOT_ASSIGNED
        facts = None
        if why is None and found.quantity is not None:
            facts = self._facts(row, promise, at, found, redefined)
        said = (
            *self._said(at, found, targets, redefined),
            *([base_said] if base_said and promise.has_path else []),
        )
        return Ground(row, promise, at, found, facts, why, said, tuple(self._cells(row, promise, at)))

    def _cells(self, item: Item, promise: Commitment, at: Period) -> Iterator[Counted]:
        for each in reversed(self._chain(item)):
            for year in range(self._asked.plan.base_year - _BEFORE, at.year + 1):
                if self._covers(each, year):
                    period = at if year == at.year else Period(year)
                    yield from self.figures.standing(each, period)
                    yield from self.figures.standing(each, period, "growth")
        economy = self.figures.economy(item.plan) if promise.kind == REFERENCE else None
        if economy is not None:
            yield from self.figures.standing(economy, at, "growth")

    # The figure of the year.

    def _actual(self, item: Item) -> tuple[Period, Found]:
        """The last period up to the cutoff that has a figure; without one the one that should have it, and why not."""
        periods = list(_periods(item, self._asked))
        if not periods:
            return Period(self._asked.year), Found(why=NOT_YET)
        for period in periods:
            found = self.figure(item, period)
            if found.why not in (NOT_REPORTED, NOT_YET, NOT_APPROVED):
                return period, found
        return periods[0], self.figure(item, periods[0])

    def figure(self, item: Item, period: Period) -> Found:
        """The district's figure of that period: as one unit reports it, as all townships together, or as it is printed."""
        cell = self.figures.whole(item, period)
        if cell is not None:
            return self._read(cell)
        together = self.figures.together(item, period)
        if together is not None:
            return Found(parse(f"{together[0]:f}"), None, "各单位汇总")
        printed = item.record["values"].get("actual")
        if (
            period == Period(self._asked.plan.end_year)
            and item.plan == self._asked.plan.id
            and printed not in (None, "—")
        ):
            return Found(parse(printed, item.unit), None, "规划表印的实绩")
        if self._current.whole(item, period) is not None:
            return Found(why=NOT_APPROVED)
        is_over = period.last_day < self._desk.today
        return Found(why=NOT_REPORTED if is_over else NOT_YET)

    def _read(self, cell: Counted) -> Found:
        quantity, why = cell.quantity, None
        if cell.is_clash:
            why = CLASH
        elif quantity.missing:
            why = NOT_HERE if quantity.absent == NOT_APPLICABLE else NOT_PUBLISHED
        elif cell.vintage == _ESTIMATED and not self._rules.estimates:
            why = ESTIMATE
        return Found(quantity, cell.vintage, cell.basis, why)

    def _number(self, item: Item, period: Period) -> Decimal | None:
        found = self.figure(item, period)
        if found.why is not None or found.quantity is None or found.quantity.op not in ("eq", "approx"):
            return None
        return None if found.quantity.cumulative else found.quantity.number

    # What it is held against.

    def _base(self, item: Item, redefined: Amendment | None) -> tuple[Quantity | None, str]:
        """The base that counts before the printed one, and what is to be said of it."""
        year = self._asked.plan.base_year
        if redefined is not None and year in redefined.backcast:
            return parse(redefined.backcast[year], item.unit), f"基期值用追溯数 {redefined.backcast[year]}"
        printed = item.base not in (None, "—")
        cell = self._base_cell(item, year)
        if cell is not None and (self._asked.base == REVISED or not printed):
            word = f"（{cell.vintage}）" if cell.vintage else ""
            return cell.quantity, f"基期值用{year}年录入的 {show(cell.quantity)}{word}"
        if not printed:
            return None, ""
        missing = "，没有修订后的" if self._asked.base == REVISED else ""
        return None, f"基期值用{BASE_TITLES[PUBLISHED]} {item.base}{missing}"

    def _base_cell(self, item: Item, year: int) -> Counted | None:
        cells = (self.figures.whole(each, Period(year)) for each in self._chain(item))
        return next((cell for cell in cells if cell is not None and cell.number is not None), None)

    def _annual(self, item: Item) -> Mapping[str, str]:
        """The district's breakdown by year: that of the unit that leads, else of another whole one."""
        units = self._documents.units
        rows = [
            row for row in self._documents.assignment
            if row["item"] == item.code and row.get("annual") and units.get(row["unit"]).kind not in TOWNSHIP_KINDS
        ]  # fmt: skip
        rows.sort(key=lambda row: row["role"] != LEAD)
        found: Mapping[str, str] = rows[0]["annual"] if rows else {}
        return found

    def _reference(self, item: Item, at: Period) -> Mapping[Period, Decimal]:
        economy = self.figures.economy(item.plan)
        cell = self.figures.whole(economy, at, "growth") if economy else None
        return {at: cell.number} if cell and cell.number is not None else {}

    # The years before.

    def _facts(
        self, item: Item, promise: Commitment, at: Period, found: Found, redefined: Amendment | None
    ) -> Facts | None:
        quantity = found.quantity
        if quantity is None:
            return None
        years = range(promise.base_year + 1, at.year)
        yearly = {year: self._in(item, year, redefined) for year in years}
        growths = {year: self._growth(item, Period(year)) for year in years}
        is_one = quantity.op in ("eq", "approx") and not quantity.cumulative
        if at.year > promise.base_year:
            yearly[at.year] = quantity.number if is_one else None
            growths[at.year] = self._growth(item, at)
        average = item.record["values"].get("actual_growth")
        is_known = any(each is not None for each in growths.values())
        is_printed = at == Period(promise.end_year) and average not in (None, "—") and not is_known
        return Facts(
            promise,
            at,
            quantity,
            yearly,
            growths,
            quantity.number if quantity.cumulative else None,
            parse(average).number if is_printed else None,
            is_binding=item.is_binding,
        )

    def _in(self, item: Item, year: int, redefined: Amendment | None) -> Decimal | None:
        """The figure of a year, as it is under the definition of today where there is one."""
        if redefined is not None and year in redefined.backcast:
            return parse(redefined.backcast[year], item.unit).number
        return self._number(item, Period(year))

    def _growth(self, item: Item, period: Period) -> Decimal | None:
        cell = self.figures.whole(item, period, "growth")
        return cell.number if cell else None

    def forecast(self, ground: Ground) -> Forecast | None:
        """Where the indicator will be at the end of the plan; None for what has no value of its own in each year."""
        promise, at = ground.commitment, ground.at
        if ground.facts is None or at.frequency != FREQUENCIES[0] or promise.kind == REFERENCE:
            return None
        series = self._series.outline(ground.item.code)
        if promise.measure == "growth":
            is_broken = any(promise.base_year < each.year <= at.year for each in series.breaks)
            return None if is_broken else foretold_reduction(promise, ground.facts.yearly, at.year)
        numbers: dict[int, Decimal] = {}
        for year in range(series.years.start, at.year + 1):
            plan_items = [each for each in self._chain(ground.item) if self._covers(each, year)]
            number = next((n for each in plan_items if (n := self._number(each, Period(year))) is not None), None)
            if number is None and series.base is not None and series.base.year == year:
                number = None if series.base.quantity.cumulative else series.base.quantity.number
            if number is not None:
                numbers[year] = number
        run = unbroken(numbers, [each.year for each in series.breaks], at.year)
        told = foretold(promise, run, ground.facts.yearly, at.year)
        is_share = ground.item.unit == "%" and promise.measure == "rate"
        return told.as_share() if told is not None and is_share else told

    def estimate(self, ground: Ground) -> tuple[str, Counted] | None:
        """What a unit itself expects for the plan's last year (its 预计), and which unit; None where there is none."""
        item, period = ground.item, Period(ground.commitment.end_year)
        if ground.at.year >= period.year:
            return None
        for unit in self.figures.wholes(item, period):
            cell = self.figures.cell(unit, period, item.code)
            if cell is not None and cell.vintage == _ESTIMATED and cell.number is not None:
                return unit, cell
        return None

    def _chain(self, item: Item) -> list[Item]:
        return self._documents.catalogue.line(item.code)

    def _covers(self, item: Item, year: int) -> bool:
        plan = self._documents.catalogue.plan(item.plan)
        return plan.base_year <= year <= plan.end_year

    # What it rests on, in words.

    def _said(
        self, at: Period, found: Found, targets: tuple[Amendment, ...], redefined: Amendment | None
    ) -> Iterator[str]:
        if found.quantity is not None:
            status = f"，{found.vintage}" if found.vintage else ""
            yield f"{at.title}的数（{found.source}{status}）"
        yield f"截至 {self._asked.day.isoformat()}"
        adjusted = [made for made in targets if made.year <= self._asked.year]
        target = f"，目标按{adjusted[-1].document}自 {adjusted[-1].year} 年起的" if adjusted else ""
        yield f"规划第 {self._edition} 版{target}"
        if redefined is not None:
            yield f"{redefined.year} 年起口径变化（{redefined.document}）"


def _periods(item: Item, asked: Asked) -> Iterator[Period]:
    """The periods whose figure may be judged, the best first: those that have ended by the cutoff, the latest first.

    None in the first year of a plan before a period of it has ended: the year before is that of the plan before.
    """
    limit = moment_of(asked.day)
    ended = limit.reported(item.frequency)
    if ended.year < asked.year:
        if ended.year >= asked.plan.start_year:
            yield Period(ended.year)
        return
    found = [Period(asked.year)]
    found += [
        Period(asked.year, frequency, part)
        for frequency, count in _PARTS.items()
        for part in range(1, count + 1)
        if Period(asked.year, frequency, part).fits(item.frequency)
    ]
    is_whole_year = limit.is_year_end
    usable = [each for each in found if moment_of(each) <= limit and (not is_whole_year or moment_of(each) == limit)]
    yield from sorted(usable, key=lambda each: (-moment_of(each).part, FREQUENCIES.index(each.frequency)))


def _as_of(item: Item, year: int) -> tuple[Item, tuple[Amendment, ...]]:
    """The row as it counts in that year, without the targets that were adjusted for later years; and all adjustments."""
    targets = tuple(made for made in amendments_of(item.record) if made.what == TARGET)
    later = {made.column: made.before for made in reversed(targets) if made.year > year}
    values = {**item.record["values"], **later}
    return replace(item, record={**item.record, "values": values}), targets


def _redefined(item: Item, plan: Plan, year: int) -> Amendment | None:
    """The last change of the definition between the base year and that year."""
    made = [
        each for each in amendments_of(item.record) if each.what == DEFINITION and plan.base_year < each.year <= year
    ]
    return made[-1] if made else None


def _is_bridged(redefined: Amendment, promise: Commitment, targets: tuple[Amendment, ...]) -> bool:
    """Whether figures of today can be held against what was promised: by a back-cast base, or a target set anew since."""
    if promise.kind == TOTAL:
        return all(year in redefined.backcast for year in range(promise.base_year + 1, redefined.year))
    if promise.kind in KEPT_OR_BROKEN and any(made.year >= redefined.year for made in targets):
        return True
    return promise.base_year in redefined.backcast
