"""Judging one period: what was reported of each task and project, what people decided of it, and the lamps' preset."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from haishu_desk.desk.project_ground import Ground, ProjectGround
from haishu_desk.desk.project_places import Places
from haishu_desk.desk.project_standing import Standing
from haishu_desk.domain.assignments import LEAD
from haishu_desk.domain.items import Item, Plan
from haishu_desk.domain.periods import Period
from haishu_desk.monitor.project_lights import SIDES, Light, Preset, escalated, lights_of, run_of, worst
from haishu_desk.monitor.project_progress import SENTENCES
from haishu_desk.monitor.project_stage import measures_of
from haishu_desk.monitor.task_verdict import judge_task, not_judged
from haishu_desk.monitor.verdict import GREY

if TYPE_CHECKING:
    from haishu_desk.desk import Desk

PROJECT_OVERRULES, ACCEPTED_REASONS = "project-overrules", "accepted-reasons"
TAKEN_BACK = "按算法"


class Judging:
    """One period's judging: what was reported, what people decided, and the preset."""

    def __init__(  # noqa: PLR0917  all that a verdict rests on
        self, desk: Desk, plan: Plan, period: Period, basis: str, preset: Preset, places: Places
    ) -> None:
        self._plan, self._period, self._preset, self._places = plan, period, preset, places
        self._ground = ProjectGround(desk, basis)
        self._overrules = {(row["period"], row["item"]): row for row in decided(desk, PROJECT_OVERRULES)
                           if row["plan"] == plan.id and row["verdict"] != TAKEN_BACK}  # fmt: skip
        self._accepted: dict[tuple[str, str], dict[str, str]] = {}
        for row in decided(desk, ACCEPTED_REASONS):
            if row["plan"] == plan.id and row["stands"]:
                self._accepted.setdefault((row["period"], row["item"]), {})[row["side"]] = row["reason"]
        self._leads: dict[str, list[str]] = {}
        for row in desk.documents.assignment:
            if row["role"] == LEAD:
                self._leads.setdefault(row["item"], []).append(row["unit"])
        known = [each for each in self._ground.figures.periods if each.frequency == period.frequency]
        self._earlier = [each for each in known if each.last_day < period.last_day]

    def standing(self, item: Item) -> Standing:
        """Where an item stands at the end of the period."""
        ground = self._ground.of(item, self._period)
        verdict = judge_task(ground.facts) if ground.facts else not_judged(ground.why or "")
        lights, light = self._lights(item, self._period, ground)
        run = run_of([light, *self._lights_before(item)]) if light != GREY else 0
        place = self._places.of(item.code)
        said = (verdict.formula, SENTENCES.get(ground.read.why or ""), ground.said)
        made = Standing(
            item, place.box, place.box_title, place.group, place.task, bool(place.projects), None, ground.units,
            tuple(self._leads.get(item.code, ())), str(ground.period) if ground.period else None, ground.texts,
            ground.read.lots, ground.facts, tuple(measures_of(ground.facts)) if ground.facts else (),
            verdict.verdict, verdict.reason, "；".join(filter(None, said)), lights,
            escalated(light, run, self._preset), run,
            is_total=place.is_total,
        )  # fmt: skip
        return self._by_hand(made)

    def again(self, item: Item, found: Mapping[str, Standing]) -> Standing:
        """The same thing at another place where it is printed."""
        first = found[self._places.first(item.code)]
        place = self._places.of(item.code)
        return replace(first, item=item, box=place.box, box_title=place.box_title, group=place.group, task=place.task,
                       has_parts=bool(place.projects), same_as=first.item.code)  # fmt: skip

    def _lights(self, item: Item, period: Period, ground: Ground) -> tuple[dict[str, Light], str]:
        if ground.facts is None:
            return dict.fromkeys(SIDES, Light(GREY, ground.why or "")), GREY
        lights = lights_of(ground.facts, self._preset, self._accepted.get((str(period), item.code)))
        return lights, worst(light.color for light in lights.values())

    def _lights_before(self, item: Item) -> Iterator[str]:
        """Its light of the periods before, the newest first, as long as it was reported."""
        for period in self._earlier:
            ground = self._ground.of(item, period)
            if ground.facts is None:
                return
            yield self._lights(item, period, ground)[1]

    def _by_hand(self, made: Standing) -> Standing:
        row = self._overrules.get((str(self._period), made.item.code))
        if row is None:
            return made
        said = f"按算法为{made.verdict}；{row['by']}改判：{row['reason']}"
        return replace(
            made,
            verdict=row["verdict"],
            reason="人工改判",
            formula="；".join(filter(None, (made.formula, said))),
            overruled_by=row["by"],
        )


def decided(desk: Desk, name: str) -> list[dict[str, Any]]:
    """What the district decided, as the edition of that name keeps it; nothing where it never did."""
    edition = desk.workspace.cells.edition(name)
    return list(edition.content) if edition else []
