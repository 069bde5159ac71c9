"""One task or project at the end of a period: what was reported, its verdict with the numbers, its four lights."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from haishu_desk.domain.cells import VALUE
from haishu_desk.domain.items import PROJECT, Item
from haishu_desk.monitor.numbers import shown
from haishu_desk.monitor.programme_totals import FINISHED, LEFT_OUT, NOT_BEGUN, UNDER_WAY, UNSAID
from haishu_desk.monitor.project_lights import Light
from haishu_desk.monitor.project_progress import Lot
from haishu_desk.monitor.project_stage import LEFT, Facts, Measure


@dataclass(frozen=True)
class Standing:
    """One task or project at the end of a period.

    `texts` are its cells as they were filled in, by field; amounts in 万元. `same_as` is the code of the item that this is
    another printed place of (its report is shown, it is counted once). `reported` is the period of the report; `is_total`
    what stands for many projects (专栏 4), whose money is not added to theirs.
    """

    item: Item
    box: int | None
    box_title: str
    group: str
    task: str | None
    has_parts: bool
    same_as: str | None
    units: tuple[str, ...]
    leads: tuple[str, ...]
    reported: str | None
    texts: Mapping[str, str]
    lots: tuple[Lot, ...]
    facts: Facts | None
    measures: tuple[Measure, ...]
    verdict: str
    reason: str | None
    formula: str
    lights: Mapping[str, Light]
    light: str
    run: int
    overruled_by: str | None = None
    is_total: bool = False

    @property
    def is_project(self) -> bool:
        """Whether it is a project and not a task."""
        return self.item.kind == PROJECT

    @property
    def stage(self) -> str:
        """阶段, empty where none was filled in."""
        return self.texts.get("stage", "")

    @property
    def invest_rate(self) -> Decimal | None:
        """This year's investment in per cent of its plan."""
        return next((each.done for each in self.measures if each.name == "投资"), None)

    @property
    def standing(self) -> str:
        """已完工, 在建, 未开工, 暂缓取消 or 未报."""
        facts = self.facts
        if facts is None:
            return UNSAID
        if facts.stage in LEFT:
            return LEFT_OUT
        return FINISHED if facts.is_done else UNDER_WAY if facts.has_started else NOT_BEGUN

    def as_json(self) -> dict[str, Any]:
        """The row of the verb `projects`."""
        texts = self.texts
        return {
            "item": self.item.code,
            "name": self.item.name,
            "kind": self.item.kind,
            "box": self.box,
            "group": self.group or None,
            "task": self.task,
            "same_as": self.same_as,
            "units": list(self.units),
            "leads": list(self.leads),
            "reported": self.reported,
            "stage": self.stage or None,
            "progress": texts.get(VALUE),
            "progress_percent": self._amount("progress"),
            "lots": [{"name": lot.name, "percent": str(lot.percent), "weight": _text(lot.weight)} for lot in self.lots],
            **{name: self._amount(name) for name in ("total", "planned", "invested_year", "invested", "funded", "paid")},
            "invest_rate": _text(self.invest_rate, 1),
            **{name: texts.get(name) for name in
               ("plan_started", "started", "plan_finished", "finished", "registered", "node", "problem", "next", "approval")},
            "verdict": self.verdict,
            "reason": self.reason,
            "formula": self.formula,
            "lights": {side: {"light": light.color, "said": light.said} for side, light in self.lights.items()},
            "light": self.light,
            "consecutive": self.run,
        }  # fmt: skip

    def _amount(self, name: str) -> str | None:
        return _text(getattr(self.facts, name)) if self.facts else None


def _text(value: Decimal | None, places: int = 4) -> str | None:
    return None if value is None else shown(value, places)
