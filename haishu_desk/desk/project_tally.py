"""Counting tasks and projects: by verdict, planned and begun, investment against its plan, and who has not reported."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from haishu_desk.monitor.numbers import HUNDRED, reckoning, shown
from haishu_desk.monitor.task_verdict import NO_APPROVAL, TASK_VERDICTS

if TYPE_CHECKING:
    from haishu_desk.desk.project_standing import Standing


@dataclass(frozen=True)
class Tally:
    """The sums of one 专栏, block or unit; amounts in 万元, codes of items in the lists.

    `due` are the ones whose month of 计划开工 is over, `due_started` those of them that have begun: 开工率 is their share in
    per cent. Investment is added up from the parts of a task where they report some, so that nothing is added twice; `invested_year` only of
    what has a plan for the year. The rows of 专栏 4 stand for projects of all others: their money counts in its own row only.
    """

    key: str
    title: str
    tasks: int
    projects: int
    verdicts: Mapping[str, int]
    due: int
    due_started: int
    started: int
    finished: int
    planned: Decimal | None
    invested_year: Decimal | None
    invested: Decimal | None
    total: Decimal | None
    missing: tuple[str, ...]
    unapproved: tuple[str, ...]

    @property
    def count(self) -> int:
        """All of them; 暂缓 and 取消 too."""
        return self.tasks + self.projects

    @property
    def started_rate(self) -> Decimal | None:
        """开工率 in per cent; None where nothing is due."""
        return _share(Decimal(self.due_started), Decimal(self.due))

    @property
    def invest_rate(self) -> Decimal | None:
        """This year's investment in per cent of its plan."""
        return _share(self.invested_year, self.planned)

    def as_json(self) -> dict[str, Any]:
        """The row of the verb `projects --by`."""
        amounts = {name: _text(getattr(self, name)) for name in ("planned", "invested_year", "invested", "total")}
        return {
            "key": self.key,
            "title": self.title,
            "tasks": self.tasks,
            "projects": self.projects,
            "verdicts": dict(self.verdicts),
            "due": self.due,
            "due_started": self.due_started,
            "started": self.started,
            "finished": self.finished,
            "started_rate": _text(self.started_rate, 1),
            **amounts,
            "invest_rate": _text(self.invest_rate, 1),
            "missing": list(self.missing),
            "unapproved": list(self.unapproved),
        }


def tally(key: str, title: str, standings: Sequence[Standing]) -> Tally:
    """The sums of those; what is printed in several places among them counts once."""
    once = list({each.same_as or each.item.code: each for each in reversed(standings)}.values())[::-1]
    facts = [each.facts for each in once if each.facts is not None]
    due = [each for each in facts if each.should_have_started]
    paying = [each.facts for each in _without_wholes(once) if each.facts is not None]
    return Tally(
        key,
        title,
        sum(not each.is_project for each in once),
        sum(each.is_project for each in once),
        {word: sum(each.verdict == word for each in once) for word in TASK_VERDICTS},
        len(due),
        sum(each.has_started or each.is_done for each in due),
        sum(each.has_started or each.is_done for each in facts),
        sum(each.is_done for each in facts),
        _sum(each.planned for each in paying),
        _sum(each.invested_year for each in paying if each.planned is not None),
        _sum(each.invested for each in paying),
        _sum(each.total for each in paying),
        tuple(each.item.code for each in once if each.facts is None),
        tuple(each.item.code for each in once if each.reason == NO_APPROVAL),
    )


def _without_wholes(standings: Sequence[Standing]) -> list[Standing]:
    """Without the tasks of which a project that is here too reports money, and the plan's totals beside others: no money twice."""
    if not all(each.is_total for each in standings):
        standings = [each for each in standings if not each.is_total]
    split = {each.task for each in standings if each.task and each.facts and _has_money(each)}
    return [each for each in standings if each.item.code not in split]


def _has_money(standing: Standing) -> bool:
    facts = standing.facts
    return facts is not None and any(each is not None for each in (facts.planned, facts.invested, facts.invested_year))


def _sum(amounts: Iterable[Decimal | None]) -> Decimal | None:
    known = [amount for amount in amounts if amount is not None]
    with reckoning():
        return sum(known, Decimal(0)) if known else None


def _share(part: Decimal | None, whole: Decimal | None) -> Decimal | None:
    if part is None or not whole:
        return None
    with reckoning():
        return HUNDRED * part / whole


def _text(value: Decimal | None, places: int = 4) -> str | None:
    return None if value is None else shown(value, places)
