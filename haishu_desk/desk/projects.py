"""Tasks and projects of a plan: where each stands, its verdict and lights, roll-ups, and the plan's printed totals.

Verdicts and lights are reckoned anew each time. What the district decides otherwise (人工改判), and which reasons it accepts
for a light, are editions with their reason and author, kept at home as the overrules of indicators are.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from haishu_desk.desk.counted import APPROVED, BASES
from haishu_desk.desk.permission import NotYoursError
from haishu_desk.desk.project_judging import ACCEPTED_REASONS, PROJECT_OVERRULES, TAKEN_BACK, Judging, decided
from haishu_desk.desk.project_places import ACTION, BLOCK, BOX, BY, GROUP, UNIT, Places
from haishu_desk.desk.project_standing import Standing
from haishu_desk.desk.project_tally import Tally, tally
from haishu_desk.domain.errors import DeskError, UsageError
from haishu_desk.domain.items import Plan
from haishu_desk.domain.periods import Period, parse_period
from haishu_desk.domain.signs import cannot_travel
from haishu_desk.monitor.programme_totals import (
    Reported,
    Total,
    totals_of,
)
from haishu_desk.monitor.project_lights import (
    SIDES,
    YINCHUAN,
    preset_of,
)
from haishu_desk.monitor.task_verdict import TASK_VERDICTS

if TYPE_CHECKING:
    from haishu_desk.desk import Desk

LAMPS = "lamps"


@dataclass(frozen=True)
class Divided:
    """A plan's standings in print order, the sums of its parts (the last is the whole), and the items of each part by key."""

    standings: tuple[Standing, ...]
    tallies: tuple[Tally, ...]
    codes: Mapping[str, tuple[str, ...]]


class Projects:
    """Judges the tasks and projects of one desk."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    # What stands.

    def standings(self, plan: str, period: str, *, basis: str = APPROVED, preset: str | None = None) -> list[Standing]:
        """Every task and project of the plan in print order; UsageError for a period outside its term.

        What is printed in several places stands at each, with `same_as` at all but the first.
        """
        return self._standings(self._asked(plan, period), parse_period(period), basis, preset)

    def summary(
        self, plan: str, period: str, *, by: str = BOX, basis: str = APPROVED, preset: str | None = None
    ) -> list[Tally]:
        """Counts and sums by 专栏 (box), group, block, action or unit, and last of all of it; no project counts twice in a row."""
        return list(self.divided(plan, period, by=by, basis=basis, preset=preset).tallies)

    def divided(
        self, plan: str, period: str, *, by: str = BOX, basis: str = APPROVED, preset: str | None = None
    ) -> Divided:
        """The standings, their sums by part, and which items each part has, judged once."""
        found = self._asked(plan, period)
        if by not in BY:
            raise UsageError(f"没有分组方式“{by}”", f"可用：{'、'.join(BY)}")
        standings = {each.item.code: each for each in self._standings(found, parse_period(period), basis, preset)}
        rows = list(self._rows(by, self._places(found), standings))
        tallies = [
            tally(key, title, [standings[code] for code in codes if code in standings]) for key, title, codes in rows
        ]
        whole = tally("", "合计", list(standings.values()))
        return Divided(tuple(standings.values()), (*tallies, whole), {key: tuple(codes) for key, _, codes in rows})

    def totals(self, plan: str, period: str, *, basis: str = APPROVED) -> list[Total]:
        """The totals that the plan prints, what their parts come to, and what was reported by then."""
        found = self._asked(plan, period)
        standings = self._standings(found, parse_period(period), basis, None)
        reported = {
            each.item.code: Reported(each.standing, each.facts.invested if each.facts else None) for each in standings
        }
        return list(totals_of(found.content, reported))

    def _asked(self, plan: str, period: str) -> Plan:
        found, asked = self._desk.documents.catalogue.plan(plan), parse_period(period)
        if not found.covers(asked.year):
            raise UsageError(
                f"{asked.title}不在{found.title}的规划期内", f"请写 {found.start_year} 至 {found.end_year} 年中的一期"
            )
        return found

    def _places(self, plan: Plan) -> Places:
        return Places(plan, self._desk.documents.catalogue)

    def _standings(self, plan: Plan, period: Period, basis: str, preset: str | None) -> list[Standing]:
        if basis not in BASES:
            raise UsageError(f"没有依据“{basis}”", f"可用：{'、'.join(BASES)}")
        places = self._places(plan)
        lamps = self.lamps if preset is None else preset
        judging = Judging(self._desk, plan, period, basis, preset_of(lamps), places)
        found = {item.code: judging.standing(item) for item in places.items if places.first(item.code) == item.code}
        return [found[item.code] if item.code in found else judging.again(item, found) for item in places.items]

    def _rows(self, by: str, places: Places, standings: Mapping[str, Standing]) -> Iterator[tuple[str, str, list[str]]]:
        if by == BOX:
            yield from places.boxes()
        elif by == GROUP:
            yield from places.groups()
        elif by == BLOCK:
            yield from places.listed("blocks", "block")
        elif by == ACTION:
            yield from places.listed("action_plans", "related")
        elif by == UNIT:
            for unit in self._desk.documents.units:
                codes = [code for code, each in standings.items() if unit.code in each.units]
                if codes:
                    yield unit.code, unit.name, codes

    # How the district lights.

    @property
    def lamps(self) -> str:
        """The name of the preset that this district lights by; Yinchuan's where it has not chosen."""
        edition = self._desk.workspace.cells.edition(LAMPS)
        return str(edition.content["preset"]) if edition else YINCHUAN

    def adopt(self, preset: str, document: str | None = None) -> None:
        """Let the district light its projects so from now on."""
        self._refuse_unit()
        preset_of(preset)
        self._desk.planning.publish(LAMPS, {"preset": preset}, document=document)

    # Deciding otherwise.

    def overrule(self, plan: str, period: str, item: str, verdict: str, reason: str) -> None:
        """Let a person's verdict stand for that item and period; `verdict` 按算法 takes it back. A reason is asked for."""
        if verdict not in (*TASK_VERDICTS, TAKEN_BACK):
            raise UsageError(f"没有结论“{verdict}”", f"可用：{'、'.join((*TASK_VERDICTS, TAKEN_BACK))}")
        self._decide(PROJECT_OVERRULES, self._place(plan, period, item), {"verdict": verdict}, reason)

    def accept(self, plan: str, period: str, item: str, side: str, reason: str, *, is_taken_back: bool = False) -> None:
        """认可 the unit's reason for a side's light of that period: it goes down one step, on record; or take that back."""
        if side not in SIDES:
            raise UsageError(f"没有“{side}”这一侧的灯", f"可用：{'、'.join(SIDES)}")
        place = {**self._place(plan, period, item), "side": side}
        self._decide(ACCEPTED_REASONS, place, {"stands": not is_taken_back}, reason)

    def _place(self, plan: str, period: str, code: str) -> dict[str, str]:
        found = self._asked(plan, period)
        places = self._places(found)
        if code not in {item.code for item in places.items}:
            raise UsageError(f"{found.title}没有代码为“{code}”的任务或项目", "请核对代码")
        return {"plan": plan, "period": str(parse_period(period)), "item": places.first(code)}

    def _decide(self, name: str, place: Mapping[str, str], what: Mapping[str, Any], reason: str) -> None:
        self._refuse_unit()
        if not reason.strip() or cannot_travel(reason):
            raise DeskError("没有写理由，或理由里有看不见的符号", "请写明理由", code="no-reason")
        author = self._desk.author()
        entry = {**place, **what, "reason": reason.strip(), "by": author.person, "at": author.at}
        kept = [row for row in decided(self._desk, name) if {key: row[key] for key in place} != dict(place)]
        self._desk.planning.publish(name, [*kept, entry])

    def _refuse_unit(self) -> None:
        if not self._desk.is_district:
            raise NotYoursError("评价由区级来做", "单位的数据文件可以看结论")
