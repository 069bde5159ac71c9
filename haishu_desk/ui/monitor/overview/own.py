"""The lines of a unit: its own items, judged where its figure is the whole one that the plan speaks of. No Qt here."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from haishu_desk.desk.counted import APPROVED
from haishu_desk.desk.figures import Figures
from haishu_desk.desk.series import Point, Series
from haishu_desk.domain.cells import ReturnKey
from haishu_desk.domain.periods import Period
from haishu_desk.monitor.verdict import GREY, OPEN, WORDINGS
from haishu_desk.ui.monitor.overview.asked import Choice
from haishu_desk.ui.monitor.overview.judged import judged_lines, path_of
from haishu_desk.ui.monitor.overview.lines import DASH, SILENT, Line, grouped
from haishu_desk.ui.monitor.overview.spark import Spark, segments_of

if TYPE_CHECKING:
    from haishu_desk.desk import Desk

PART = "镇街的数不与全区目标比"
_APPROVED = ("核定", "已批")


def own_lines(desk: Desk, choice: Choice) -> list[tuple[Line, bool]]:
    """Each own item in print order, and whether its figures are not approved yet."""
    figures = Figures(desk)
    own = [item for item in figures.items() if item.plan == choice.plan]
    if figures.is_whole(desk.unit):
        return judged_lines(desk, choice, frozenset(item.code for item in own)) if own else []
    return [_own(desk, figures.series(item.code), choice, order) for order, item in enumerate(own)]


def _own(desk: Desk, series: Series, choice: Choice, order: int) -> tuple[Line, bool]:
    """A township's figure is a part of the district's: it is held against its own breakdown by year, and not judged."""
    item, unit, period = series.item, desk.unit, Period(choice.year)
    shown = {year: point for year, point in series.counting.items() if _counts(point, choice)}
    point = _figure(series, choice)
    due = desk.expecting.due_of(item, unit, period)
    made = Line(
        item,
        order,
        grouped(point.words) if point else SILENT,
        point is not None and point.number is not None,
        grouped(due.text) or DASH,
        DASH,
        _spark(desk, series, shown, choice),
        GREY,
        WORDINGS[choice.words].words[OPEN],
        PART,
        (point.vintage or "") if point else "",
        point.basis if point else "",
        due.formula,
        f"截至 {choice.day}",
        "不单独评价",
        place=ReturnKey(desk.documents.form_of(item), unit, str(point.period if point else period)),
    )
    used = [*shown.values(), *([point] if point else [])]
    return made, any(each.basis not in _APPROVED for each in used)


def _figure(series: Series, choice: Choice) -> Point | None:
    """The whole year's figure; up to a day within it the last one of a part of the year that had ended."""
    is_whole = choice.cutoff == "12-31"
    said = [
        point for point in series.points
        if point.counts and point.year == choice.year and point.is_annual == is_whole
        and point.period.last_day <= choice.day and _counts(point, choice)
    ]  # fmt: skip
    return max(said, key=lambda point: point.period.last_day, default=None)


def _counts(point: Point, choice: Choice) -> bool:
    return point.year <= choice.year and (choice.basis != APPROVED or point.basis in _APPROVED)


def _spark(desk: Desk, series: Series, shown: dict[int, Point], choice: Choice) -> Spark:
    plan = desk.documents.catalogue.plan(choice.plan)
    numbers: dict[int, Decimal | None] = {year: point.number for year, point in shown.items() if plan.base_year <= year}
    segments = segments_of(numbers, (each.year for each in series.breaks))
    promise = desk.expecting.commitment_of(series.item, desk.unit, Period(choice.year))
    path = tuple(path_of(promise, plan)) if promise is not None else ()
    return Spark(plan.base_year, plan.end_year, segments, path, word="" if segments else SILENT)
