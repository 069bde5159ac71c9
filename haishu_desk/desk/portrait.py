"""One item as the one-item view and the 一页纸 show it: its series up to a day, the steps of the path, the verdict, the forecast.

Reads only. The verdict and the forecast are those of `Evaluating.evaluate`; a township's own line has neither, as targets
and verdicts speak of the whole district.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from haishu_desk.desk.counted import APPROVED, CURRENT
from haishu_desk.desk.figures import Figures
from haishu_desk.desk.series import Point, Series
from haishu_desk.desk.steps import Step, promise_in, steps_of
from haishu_desk.domain.canonical import version_code
from haishu_desk.domain.cells import VALUE, VERIFIED, ReturnKey
from haishu_desk.domain.items import Plan
from haishu_desk.domain.periods import Period
from haishu_desk.monitor.commitment import GROWTH, TOTAL
from haishu_desk.monitor.progress import due_progress
from haishu_desk.monitor.verdict import Rules

if TYPE_CHECKING:
    from haishu_desk.desk import Desk

SEALED = ("核定", "已批")


@dataclass(frozen=True)
class Ahead:
    """Where the item will be in `year` if it goes on: drawn from the point it starts at."""

    start: tuple[int, Decimal]
    year: int
    value: Decimal
    low: Decimal
    high: Decimal
    method: str
    error: Decimal | None


@dataclass(frozen=True)
class Origin:
    """Where a figure comes from: the return, who reported and approved it and when (ISO times), and the 版本码."""

    key: ReturnKey
    unit: str
    period: str
    vintage: str | None
    basis: str
    reported_by: str = ""
    reported_at: str = ""
    approved_by: str = ""
    approved_at: str = ""
    version: str = ""


@dataclass(frozen=True)
class Wish:
    """What is asked: whose line, up to which day (None: today), whether figures that nobody approved count, in which words."""

    unit: str | None = None
    cutoff: date | None = None
    with_unapproved: bool = True
    words: str = "national"

    @property
    def basis(self) -> str:
        """The word of the contract."""
        return CURRENT if self.with_unapproved else APPROVED


@dataclass(frozen=True)
class Portrait:
    """All that there is to show of one item, up to `day`; `year` is the year whose figure is judged.

    `row` is the row of `evaluate` of `year`, None where there is no verdict; `due_share` the share of the way (0.8) that
    the path expects by then; `asked_year` and `cutoff` are what was asked for (None: the
    end of the year), `is_part` that a part of the year is judged.
    """

    series: Series
    plan: Plan
    day: date
    year: int
    is_whole: bool
    rules: Rules
    steps: tuple[Step, ...]
    row: Mapping[str, Any] | None
    ahead: Ahead | None
    origin: Origin | None
    kind: str
    due_share: Decimal | None
    asked_year: int
    cutoff: str | None = None
    is_part: bool = False

    @property
    def has_unapproved(self) -> bool:
        """Whether a figure that is shown was not approved."""
        return any(point.basis not in SEALED for point in self.series.points if point.quantity is not None)

    def step(self, year: int) -> Step | None:
        """What that year should come to."""
        return next((step for step in self.steps if step.year == year), None)


def portrait_of(desk: Desk, figures: Figures, item: str, wish: Wish) -> Portrait:
    """What is asked of the item; `figures` are read once for many items. UsageError for an item that there is none of."""
    day = wish.cutoff or date.today()  # noqa: DTZ011  the office's own day
    whole = figures.series(item, wish.unit)
    series = replace(whole, points=tuple(point for point in whole.points if _is_shown(point, day, wish)))
    plan, rules = desk.documents.catalogue.plan(series.item.plan), desk.evaluating.rules
    base = series.counting.get(plan.base_year)
    reported = base.quantity if base else None
    asked = _year_judged(series, plan, day, is_asked=wish.cutoff is not None)
    is_whole = figures.is_whole(series.unit)
    row, at = _judged(desk, series, wish, asked) if is_whole else (None, Period(asked))
    year = at.year
    promise = promise_in(desk, series.item, series.unit, year, reported)
    return Portrait(
        series,
        plan,
        day,
        year,
        is_whole,
        rules,
        steps_of(desk, series.item, series.unit, rules, reported),
        row,
        _ahead(series, plan, year, row) if promise.kind not in (TOTAL, GROWTH) else None,
        origin_of(desk, series.counting.get(year), series.unit),
        promise.kind,
        due_progress(promise, at).value,
        asked,
        _cutoff(wish, asked),
        is_part=at != Period(year),
    )


def _is_shown(point: Point, day: date, wish: Wish) -> bool:
    """Up to the day that was asked for; without one all that is there of years that have begun, as the verdict takes it."""
    is_there = point.period.year <= day.year if wish.cutoff is None else point.period.last_day <= day.isoformat()
    return is_there and (wish.with_unapproved or point.basis in SEALED)


def _year_judged(series: Series, plan: Plan, day: date, *, is_asked: bool) -> int:
    """The year of the plan that was asked for; else the last with a figure by today, without one the last that should have it."""
    if is_asked and plan.covers(day.year):
        return day.year
    last = min(max(day.year, plan.start_year), plan.end_year)
    said = [year for year in series.counting if plan.covers(year) and year <= last]
    if said:
        return max(said)
    return plan.end_year if series.base is not None and series.base.is_result else last


def _judged(desk: Desk, series: Series, wish: Wish, year: int) -> tuple[Mapping[str, Any], Period]:
    """The row of the evaluation, and the period whose figure it judges: an earlier one where the item is not reported so finely."""
    (found,) = desk.evaluating.judged(
        series.item.plan, year, cutoff=_cutoff(wish, year), basis=wish.basis, words=wish.words, item=series.item.code
    )
    return found.row, found.ground.at


def _cutoff(wish: Wish, year: int) -> str | None:
    """The day in the year judged up to which is judged, where one was asked for."""
    return wish.cutoff.isoformat() if wish.cutoff is not None and wish.cutoff.year == year else None


def _ahead(series: Series, plan: Plan, year: int, row: Mapping[str, Any] | None) -> Ahead | None:
    told = row["forecast"] if row is not None else None
    point = series.counting.get(year)
    if told is None or point is None or point.number is None or year >= plan.end_year:
        return None
    error = None if told["error"] is None else Decimal(told["error"])
    value, low, high = (Decimal(told[part]) for part in ("value", "low", "high"))
    return Ahead((year, point.number), plan.end_year, value, low, high, told["method"], error)


def origin_of(desk: Desk, point: Point | None, unit: str | None) -> Origin | None:
    """Where that point of the unit's line comes from; None where it came with no return."""
    if point is None:
        return None
    rows = [
        row
        for each in (desk.documents.units.line(unit) if unit else ())
        for row in desk.reading.values(each, str(point.period), point.item)
        if row["counts"] and row["field"] in (VALUE, VERIFIED)
    ]
    if not rows:
        return None
    key = ReturnKey(rows[0]["form"], rows[0]["unit"], rows[0]["period"])
    told = Origin(key, desk.documents.called(key.unit, key.period), point.period.title, point.vintage, point.basis)
    course = desk.course(key)
    revision = course.last_revision
    if revision is None:
        return told
    told = replace(
        told, reported_by=revision.author.person, reported_at=revision.author.at, version=version_code(revision.id)
    )
    approvals = [each.author for each in course.decisions if each.what == "approved"]
    if point.basis not in SEALED or not approvals:
        return told
    return replace(told, approved_by=approvals[-1].person, approved_at=approvals[-1].at)
