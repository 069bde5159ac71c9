"""监测评估: every indicator of a plan judged for a year, with its formula and what it rests on; and 汇总 of a period.

A verdict is reckoned anew each time. What the district decides otherwise is an edition of `overrules`, with its reason and
author; how it judges is an edition of `verdicts`. Both travel and are kept like every other document.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from haishu_desk.desk.counted import APPROVED, BASES, Counted
from haishu_desk.desk.judging_ground import PUBLISHED, Asked, Ground, GroundOf, asked_of, indicators_of, one_of
from haishu_desk.desk.overruling import OVERRULES, TAKEN_BACK, Overruling
from haishu_desk.desk.rolling_up import Whose, rollup
from haishu_desk.desk.verdict_rules import VERDICT_RULES, Adopted, VerdictRules
from haishu_desk.monitor.estimate import Estimate, beside
from haishu_desk.monitor.forecast import Forecast
from haishu_desk.monitor.judgement import Judgement, due_of, judge
from haishu_desk.monitor.moment import time_progress
from haishu_desk.monitor.numbers import shown
from haishu_desk.monitor.outlook import outlook
from haishu_desk.monitor.verdict import (
    PRESETS,
    WORDINGS,
    Graded,
    Rules,
    Wording,
    light_of,
    not_judged,
    worded,
)

if TYPE_CHECKING:
    from haishu_desk.desk import Desk

__all__ = ["OVERRULES", "TAKEN_BACK", "VERDICT_RULES", "Evaluating", "Judged"]
_PLACES, _RATE_PLACES = 6, 4


@dataclass(frozen=True)
class Judged:
    """One indicator judged: the row of the verb, and what it was made from; `found` None where nothing can be judged.

    `estimate` is what a unit itself expects for the plan's last year, and `unit` which one; `grounds` knows the figures
    of the other years.
    """

    row: dict[str, Any]
    ground: Ground
    found: Judgement | None
    told: Forecast | None
    estimate: Estimate | None = None
    unit: str | None = None
    grounds: GroundOf | None = None


class Evaluating:
    """Judges the indicators of one desk."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._rules, self._overruling = VerdictRules(desk), Overruling(desk)

    # Judging.

    def evaluate(self, plan: str, year: int, **how: Any) -> list[dict[str, Any]]:
        """The rows of the verb `evaluate`, in print order; asked as `judged` is."""
        return [each.row for each in self.judged(plan, year, **how)]

    def judged(
        self,
        plan: str,
        year: int,
        *,
        cutoff: str | None = None,
        basis: str = APPROVED,
        base: str = PUBLISHED,
        words: str = "national",
        preset: str | None = None,
        item: str | None = None,
        rules: Rules | None = None,
    ) -> list[Judged]:
        """Every indicator judged, in print order; UsageError for a year, day or word that there is none of.

        With `item` only that indicator. `preset` or `rules` are tried in place of what the district has adopted.
        """
        asked = asked_of(self._desk, plan, year, cutoff, base)
        adopted = self._adopted(preset, rules)
        wording = worded(one_of(words, WORDINGS, "用词"), adopted.rules)
        grounds = GroundOf(self._desk, asked, one_of(basis, BASES, "依据"), adopted.rules)
        overruled = self._overruling.standing(asked)
        return [
            self._judged(grounds, grounds.of(each), (asked, adopted, wording), overruled.get(each.code))
            for each in indicators_of(self._desk, asked.plan, item)
        ]

    def _judged(
        self,
        grounds: GroundOf,
        ground: Ground,
        how: tuple[Asked, Adopted, Wording],
        by_hand: Mapping[str, Any] | None,
    ) -> Judged:
        asked, adopted, wording = how
        found = None
        if ground.facts is not None and ground.why is None:
            found = judge(ground.facts, adopted.rules)
        told = grounds.forecast(ground) if found else None
        unit, cell = grounds.estimate(ground) or (None, None)
        number = cell.number if cell else None
        estimate = beside(number, told, ground.commitment) if number is not None else None
        row = _row(Judged({}, ground, found, told, estimate, unit), asked, adopted, wording)
        return Judged(_by_hand(row, by_hand, wording), ground, found, told, estimate, unit, grounds)

    def _adopted(self, preset: str | None, rules: Rules | None) -> Adopted:
        if rules is not None:
            return Adopted(rules, is_trial=True)
        if preset is not None:
            return Adopted(PRESETS[one_of(preset, PRESETS, "评价办法")], is_trial=True)
        return self._rules.adopted()

    # How the district judges.

    @property
    def rules(self) -> Rules:
        """How this district judges today: the edition of the rules of judging in force, else our preset."""
        return self._rules.adopted().rules

    def rules_told(self) -> str:
        """Which rules these are, in words: number, 文号, day and every bound."""
        return self._rules.adopted().told()

    def definitions(self, words: str = "national") -> dict[str, str]:
        """What each word of that set means under the rules in force, in order, for a screen or a report."""
        return dict(worded(one_of(words, WORDINGS, "用词"), self.rules).definitions)

    def adopt(self, rules: Rules, document: str | None = None, effective: str | None = None) -> None:
        """Let the district judge so from that day (ISO) on, at once if none is given."""
        self._rules.adopt(rules, document, effective)

    # Deciding otherwise.

    def overrule(
        self, plan: str, year: int, item: str, verdict: str, reason: str, *, cutoff: str | None = None
    ) -> None:
        """Let a person's verdict stand for that indicator and year; `verdict` 按算法 takes it back. A reason is asked for."""
        self._overruling.overrule(plan, year, item, verdict, reason, cutoff=cutoff)

    def overrules(self, plan: str | None = None) -> list[dict[str, Any]]:
        """Every verdict that a person ever gave, the oldest first (see `Overruling.history`)."""
        return self._overruling.history(plan)

    # 汇总.

    def rollup(
        self,
        period: str,
        *,
        plan: str | None = None,
        by: Sequence[str] = (),
        basis: str = APPROVED,
        whose: Whose | None = None,
    ) -> list[dict[str, Any]]:
        """The rows of the verb `rollup`; `by` names kinds of units, `whose` all that can be said of whose figures."""
        return rollup(self._desk, period, plan=plan, whose=whose or Whose(by), basis=basis)


def _row(judged: Judged, asked: Asked, adopted: Adopted, wording: Wording) -> dict[str, Any]:
    ground, found = judged.ground, judged.found
    item, promise = ground.item, ground.commitment
    places = max(_RATE_PLACES, promise.places)
    graded = found.graded if found else not_judged(ground.why or "")
    due = found.due if found else due_of(promise, ground.at, adopted.rules.half_year).value
    actual = found.actual if found else _shown_actual(ground)
    ratio = found.ratio if found else None
    return {
        "item": item.code,
        "year": asked.year,
        "period": str(ground.at),
        "actual": _text(actual, places),
        "vintage": ground.found.vintage,
        "expected": _text(due, places),
        "progress": _text(found.progress if found else None, _PLACES),
        "time_progress": _text(time_progress(asked.day, asked.plan), _PLACES),
        "verdict": wording.word(graded.verdict, graded.light, ratio),
        "reason": graded.reason,
        "light": graded.light,
        "by_level": _word(found.by_level if found else None, wording, ratio),
        "by_growth": _word(found.by_growth if found else None, wording, None),
        "required_rate": _text(found.required if found else None, _RATE_PLACES),
        "forecast": _forecast(judged.told, places),
        "formula": found.formula if found else "",
        "basis": "；".join((*ground.said, adopted.told(), *_differs(judged.estimate))),
        "estimate": _estimate(judged, places),
        "outlook": outlook(promise, judged.told),
        "cells": [_cell(each) for each in ground.cells],
    }


def _shown_actual(ground: Ground) -> Decimal | None:
    """A figure that is there and is not judged is shown all the same, but not one side of 数据不一致."""
    quantity = ground.found.quantity
    is_one = quantity is not None and quantity.op in ("eq", "approx") and ground.why != "数据不一致"
    return quantity.number if quantity is not None and is_one else None


def _by_hand(row: dict[str, Any], by_hand: Mapping[str, Any] | None, wording: Wording) -> dict[str, Any]:
    """The row with the verdict of a person; what the method came to stands in the formula."""
    if by_hand is None:
        return row
    light = light_of(by_hand["verdict"])
    said = f"按算法为{row['verdict']}；{by_hand['by']}改判：{by_hand['reason']}"
    return {
        **row,
        "verdict": wording.word(by_hand["verdict"], light),
        "light": light,
        "reason": "人工改判",
        "formula": "；".join(filter(None, (row["formula"], said))),
    }


def _word(graded: Graded | None, wording: Wording, ratio: Decimal | None) -> str | None:
    return None if graded is None else wording.word(graded.verdict, graded.light, ratio)


def _forecast(told: Forecast | None, places: int) -> dict[str, Any] | None:
    if told is None:
        return None
    return {
        "value": _text(told.value, places),
        "low": _text(told.low, places),
        "high": _text(told.high, places),
        "method": told.method,
        "error": _text(told.error, _RATE_PLACES),
    }


def _cell(cell: Counted) -> dict[str, Any]:
    place = dict(zip(("unit", "period", "item", "field"), cell.place or (), strict=False))
    return {**place, "vintage": cell.vintage, "basis": cell.basis, "revision": cell.revision}


def _estimate(judged: Judged, places: int) -> dict[str, Any] | None:
    if judged.estimate is None:
        return None
    return {
        "value": _text(judged.estimate.value, places),
        "unit": judged.unit,
        "difference": _text(judged.estimate.difference, _RATE_PLACES),
    }


def _differs(estimate: Estimate | None) -> tuple[str, ...]:
    return (estimate.told,) if estimate is not None and estimate.told else ()


def _text(value: Decimal | None, places: int) -> str | None:
    return None if value is None else shown(value, places)
