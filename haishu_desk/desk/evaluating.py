"""监测评估: every indicator of a plan judged for a year, with its formula and what it rests on; and 汇总 of a period.

A verdict is reckoned anew each time. What the district decides otherwise is an edition of `overrules`, with its reason and
author; how it judges is an edition of `verdicts`. Both travel and are kept like every other document.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from haishu_desk.desk.counted import APPROVED, BASES, CountedFigures
from haishu_desk.desk.judging_ground import BASE_TITLES, PUBLISHED, Asked, Ground, GroundOf
from haishu_desk.desk.permission import NotYoursError
from haishu_desk.domain.errors import DeskError, UsageError
from haishu_desk.domain.items import INDICATOR, Item, Plan
from haishu_desk.domain.periods import is_date, parse_period
from haishu_desk.domain.signs import cannot_travel
from haishu_desk.domain.units import KIND_TITLES
from haishu_desk.monitor.forecast import Forecast
from haishu_desk.monitor.judgement import Judgement, due_of, judge
from haishu_desk.monitor.moment import time_progress
from haishu_desk.monitor.numbers import shown
from haishu_desk.monitor.rollup import MEAN, SINGLE
from haishu_desk.monitor.verdict import (
    PRESETS,
    VERDICTS,
    WORDINGS,
    Graded,
    Rules,
    Wording,
    light_of,
    not_judged,
)

if TYPE_CHECKING:
    from haishu_desk.desk import Desk

VERDICT_RULES, OVERRULES = "verdicts", "overrules"
_PLACES, _RATE_PLACES = 6, 4


@dataclass(frozen=True)
class Judged:
    """One row with what it rests on; `found` None where nothing was judged, `grounds` knows the figures of other years."""

    row: dict[str, Any]
    ground: Ground
    found: Judgement | None
    grounds: GroundOf


class Evaluating:
    """Judges the indicators of one desk."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    # Judging.

    def evaluate(
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
    ) -> list[dict[str, Any]]:
        """The rows of the verb `evaluate`, in print order; UsageError for a year, day or word that there is none of.

        With `item` only the row of that indicator.
        """
        found = self.judged(plan, year, cutoff=cutoff, basis=basis, base=base, words=words, preset=preset, item=item)
        return [each.row for each in found]

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
    ) -> Iterator[Judged]:
        """The same rows, each with what it was judged on: the window draws what the row rests on."""
        asked = self._asked(plan, year, cutoff, base)
        rules = PRESETS[_one_of(preset, PRESETS, "评价办法")] if preset else self.rules
        wording = WORDINGS[_one_of(words, WORDINGS, "用词")]
        grounds = GroundOf(self._desk, asked, _one_of(basis, BASES, "依据"), with_estimates=rules.estimates)
        overruled = self._overruled(asked)
        for each in self._indicators(asked.plan, item):
            ground = grounds.of(each)
            found = judge(ground.facts, rules) if ground.facts is not None and ground.why is None else None
            row = _row(ground, found, asked, wording, grounds.forecast(ground) if found else None)
            yield Judged(_by_hand(row, overruled.get(each.code), wording), ground, found, grounds)

    def _asked(self, plan_id: str, year: int, cutoff: str | None, base: str) -> Asked:
        plan = self._desk.documents.catalogue.plan(plan_id)
        if not plan.covers(year):
            raise UsageError(
                f"{year} 年不在{plan.title}的规划期内", f"请写 {plan.start_year} 至 {plan.end_year} 年中的一年"
            )
        if cutoff is not None and (not is_date(cutoff) or not cutoff.startswith(f"{year}-")):
            raise UsageError(f"评估截止日“{cutoff}”不是 {year} 年的一天", f"请写成 {year}-06-30")
        day = date.fromisoformat(cutoff) if cutoff else None
        return Asked(plan, year, day, _one_of(base, BASE_TITLES, "基期值"))

    def _indicators(self, plan: Plan, only: str | None = None) -> list[Item]:
        known = [item for item in self._desk.documents.catalogue if item.plan == plan.id and item.kind == INDICATOR]
        found = [item for item in known if only in (None, item.code)]
        if not found:
            raise UsageError(f"{plan.title}没有代码为“{only}”的指标", "请核对代码")
        return found

    # How the district judges.

    @property
    def rules(self) -> Rules:
        """How this district judges: the edition of the rules of judging, else our preset."""
        edition = self._desk.workspace.cells.edition(VERDICT_RULES)
        return Rules.from_json(edition.content) if edition else Rules()

    def adopt(self, rules: Rules, document: str | None = None) -> None:
        """Let the district judge so from now on."""
        self._refuse_unit()
        self._desk.planning.publish(VERDICT_RULES, Rules.from_json(rules.as_json()).as_json(), document=document)

    # Deciding otherwise.

    def overrule(
        self, plan: str, year: int, item: str, verdict: str, reason: str, *, cutoff: str | None = None
    ) -> None:
        """Let a person's verdict stand for that indicator and year; `verdict` 按算法 takes it back. A reason is asked for."""
        self._refuse_unit()
        asked = self._asked(plan, year, cutoff, PUBLISHED)
        self._indicators(asked.plan, item)
        _one_of(verdict, (*VERDICTS, TAKEN_BACK), "结论")
        if not reason.strip() or cannot_travel(reason):
            raise DeskError("人工改判没有写理由，或理由里有看不见的符号", "请写明理由", code="no-reason")
        place = {"plan": plan, "year": year, "cutoff": asked.day.isoformat(), "item": item}
        author = self._desk.author()
        entry = {**place, "verdict": verdict, "reason": reason.strip(), "by": author.person, "at": author.at}
        kept = [row for row in self._overrules() if {key: row[key] for key in place} != place]
        self._desk.planning.publish(OVERRULES, [*kept, entry])

    def _overrules(self) -> list[dict[str, Any]]:
        edition = self._desk.workspace.cells.edition(OVERRULES)
        return list(edition.content) if edition else []

    def _overruled(self, asked: Asked) -> dict[str, Mapping[str, Any]]:
        place = (asked.plan.id, asked.year, asked.day.isoformat())
        found = {row["item"]: row for row in self._overrules() if (row["plan"], row["year"], row["cutoff"]) == place}
        return {item: row for item, row in found.items() if row["verdict"] != TAKEN_BACK}

    def _refuse_unit(self) -> None:
        if not self._desk.is_district:
            raise NotYoursError("评价由区级来做", "单位的数据文件可以看结论")

    # 汇总.

    def rollup(
        self, period: str, *, plan: str | None = None, by: Sequence[str] = (), basis: str = APPROVED
    ) -> list[dict[str, Any]]:
        """The rows of the verb `rollup`, in print order: each indicator of the plans that the period lies in.

        `by` are kinds of units: then only their figures are brought together, and items that none of them reports stay out.
        """
        asked, documents = parse_period(period), self._desk.documents
        if plan is not None:
            documents.catalogue.plan(plan)
        for kind in by:
            _one_of(kind, KIND_TITLES, "单位类别")
        figures = CountedFigures(self._desk, _one_of(basis, BASES, "依据"))
        rows = []
        for item in documents.catalogue:
            if item.kind != INDICATOR or not asked.fits(item.frequency):
                continue
            if item.plan != plan if plan else not documents.catalogue.plan(item.plan).covers(asked.year):
                continue
            found = figures.rolled(item, asked, by)
            if by and not found.units_in and not found.units_missing:
                continue
            rows.append(
                {
                    "item": item.code,
                    "period": str(asked),
                    "value": _text(found.value, max(_PLACES, item.record.get("decimals", 0))),
                    "units_in": list(found.units_in),
                    "units_missing": list(found.units_missing),
                    "rule": _rule(item),
                    "basis": basis,
                }
            )
        return rows


TAKEN_BACK = "按算法"


def _row(
    ground: Ground, found: Judgement | None, asked: Asked, wording: Wording, told: Forecast | None
) -> dict[str, Any]:
    item, promise = ground.item, ground.commitment
    places = max(_RATE_PLACES, promise.places)
    graded = found.graded if found else not_judged(ground.why or "")
    due = found.due if found else due_of(promise, ground.at).value
    actual = found.actual if found else _shown_actual(ground)
    ratio = found.ratio if found else None
    return {
        "item": item.code,
        "year": asked.year,
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
        "forecast": _forecast(told, places),
        "formula": found.formula if found else "",
        "basis": "；".join(ground.said),
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


def _rule(item: Item) -> str:
    rule: str = item.record.get("rollup") or SINGLE
    return f"{rule}({item.record.get('rollup_weight')})" if rule == MEAN else rule


def _text(value: Decimal | None, places: int) -> str | None:
    return None if value is None else shown(value, places)


def _one_of(word: str, known: Sequence[str] | Mapping[str, Any], what: str) -> str:
    if word not in known:
        raise UsageError(f"没有{what}“{word}”", f"可用：{'、'.join(known)}")
    return word
