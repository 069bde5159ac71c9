"""The lanes of the timeline: for each project the months it was planned for, the months it took, and what happened when."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from haishu_desk.monitor.project_dates import month_in_words
from haishu_desk.ui.monitor.projects.wording import MARK_OF_LIGHT

if TYPE_CHECKING:
    from haishu_desk.desk.project_standing import Standing

REGISTERED, FINISHED, DUE = "入库", "竣工", "计划竣工"
_YEAR_MONTHS, _FURTHEST = 12, 5
Months = tuple[int, int]


@dataclass(frozen=True)
class Lane:
    """One project; months from year 0, both ends included. `late`: what it has taken beyond its plan."""

    code: str
    name: str
    mark: str
    planned: Months | None
    actual: Months | None
    late: Months | None
    is_done: bool
    milestones: tuple[tuple[int, str], ...]
    spoken: str


def lanes_of(standings: Iterable[Standing], now: int) -> list[Lane]:
    """The lanes of those that say any month; the same thing printed again has none of its own."""
    lanes = []
    for each in standings:
        facts = each.facts
        if facts is None or each.same_as is not None:
            continue
        begin = facts.plan_started if facts.plan_started is not None else facts.started
        planned = _span(begin, facts.plan_finished)
        end = facts.finished if facts.finished is not None and facts.finished <= now else None
        actual = _span(facts.started, end if end is not None else None if facts.is_done else now)
        late = _span((facts.plan_finished or now) + 1, now) if facts.is_overdue and facts.started is not None else None
        known = ((facts.registered, REGISTERED), (end, FINISHED), (facts.plan_finished, DUE))
        milestones = tuple((month, kind) for month, kind in known if month is not None)
        if planned or actual or milestones:
            mark = MARK_OF_LIGHT[each.light]
            lanes.append(Lane(each.item.code, each.item.name, mark, planned, actual, late, facts.is_done, milestones,
                              _spoken(each, planned, actual, milestones)))  # fmt: skip
    return lanes


def years_of(lanes: Sequence[Lane], plan: tuple[int, int]) -> range:
    """The years that are drawn: the plan's term, and what lies beyond it of the lanes, within reason."""
    months = [month for lane in lanes for span in (lane.planned, lane.actual) if span for month in span]
    first, last = plan
    if months:
        first = max(min(first, min(months) // _YEAR_MONTHS), first - _FURTHEST)
        last = min(max(last, max(months) // _YEAR_MONTHS), last + _FURTHEST)
    return range(first, last + 1)


def _span(first: int | None, last: int | None) -> Months | None:
    return (first, last) if first is not None and last is not None and first <= last else None


def _spoken(
    standing: Standing, planned: Months | None, actual: Months | None, milestones: tuple[tuple[int, str], ...]
) -> str:
    said = [standing.item.name, standing.verdict]
    if planned:
        said.append(f"计划 {month_in_words(planned[0])}至{month_in_words(planned[1])}")
    if actual:
        said.append(f"实际 {month_in_words(actual[0])}至{month_in_words(actual[1])}")
    said += [f"{kind} {month_in_words(month)}" for month, kind in milestones if kind != DUE]
    return "，".join(said)
