"""What the page of tasks and projects is asked for, and what it shows then. No Qt here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from haishu_desk.desk.counted import APPROVED, CURRENT
from haishu_desk.desk.project_places import ACTION, BLOCK, BOX, UNIT
from haishu_desk.domain.items import PROJECT, TASK
from haishu_desk.domain.periods import parse_period
from haishu_desk.monitor.project_dates import last_month

if TYPE_CHECKING:
    from haishu_desk.desk import Desk
    from haishu_desk.desk.project_standing import Standing
    from haishu_desk.desk.project_tally import Tally

BASIS_TITLES = {APPROVED: "只用审核通过的数", CURRENT: "含未审数"}
BY_TITLES = {BOX: "按专栏", BLOCK: "按区块", ACTION: "按行动计划", UNIT: "按单位"}


@dataclass(frozen=True)
class Choice:
    """A plan, a period, which figures count, by which preset is lit (empty: the district's), and how it is divided."""

    plan: str
    period: str
    basis: str = APPROVED
    preset: str = ""
    by: str = BOX

    @property
    def title(self) -> str:
        """2025年第三季度."""
        return parse_period(self.period).title


@dataclass(frozen=True)
class Part:
    """One 专栏, block, action plan or unit: its items by code, and their sums."""

    key: str
    title: str
    codes: frozenset[str]


@dataclass(frozen=True)
class Board:
    """What is shown: every standing in print order, the parts to choose from, the sums of each part ("" is all)."""

    choice: Choice
    years: tuple[int, int]
    now: int
    standings: Sequence[Standing]
    parts: Sequence[Part]
    tallies: Mapping[str, Tally]
    unit_names: Mapping[str, str]
    lamps: str
    own: Sequence[str]
    has_unapproved: bool


def periods_offered(desk: Desk) -> list[tuple[str, str]]:
    """Plan and period of everything that was reported of tasks and projects, the latest first."""
    catalogue = desk.documents.catalogue
    with_tasks = {item.plan for item in catalogue if item.kind in (TASK, PROJECT)}
    plans = [plan for plan in catalogue.plans.values() if plan.id in with_tasks]
    known = {parse_period(key.period) for key in desk.standings.all() if key.form == "tasks"}
    found = [(plan.id, str(each)) for plan in plans for each in known if plan.covers(each.year)]
    if not found and plans:
        year = date.today().year  # noqa: DTZ011  the office's own day
        found = [(plan.id, str(min(max(year, plan.start_year), plan.end_year))) for plan in plans]
    return sorted(found, key=lambda each: (parse_period(each[1]).last_day, len(each[1])), reverse=True)


def first_choice(desk: Desk) -> Choice | None:
    """The latest period of which something was reported; a unit sees all its figures, the district only approved ones."""
    offered = periods_offered(desk)
    if not offered:
        return None
    plan, period = next((each for each in offered if "-" not in each[1]), offered[0])
    return Choice(plan, period, APPROVED if desk.is_district else CURRENT)


def gather(desk: Desk, choice: Choice) -> Board:
    """Judge everything; asked off the window's thread, on a desk of its own."""
    from haishu_desk.monitor.project_lights import preset_of  # noqa: PLC0415  the frame does not wait for it

    asked = desk.projects.divided(
        choice.plan, choice.period, by=choice.by, basis=choice.basis, preset=choice.preset or None
    )
    plan = desk.documents.catalogue.plan(choice.plan)
    preset = preset_of(choice.preset or desk.projects.lamps)
    standings = [each for each in asked.standings if desk.is_district or set(each.units) & desk.own_units]
    codes = {each.item.code for each in standings}
    parts = [Part(row.key, row.title, frozenset(asked.codes[row.key]) & codes) for row in asked.tallies if row.key]
    return Board(
        choice, (plan.start_year, plan.end_year), last_month(parse_period(choice.period)), standings,
        [part for part in parts if part.codes], {row.key: row for row in asked.tallies},
        {unit.code: unit.name for unit in desk.documents.units}, preset.title, preset.own,
        choice.basis == CURRENT,
    )  # fmt: skip
