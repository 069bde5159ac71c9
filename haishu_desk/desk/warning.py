"""预警: the binding indicators (约束性) that are behind this year, or that will not get there if it goes on as it has.

Who is behind in any year is on the list even if the forecast reaches the target, and so is who was judged otherwise by a
person: the list says both. What cannot be judged is not on it; `evaluate` says why.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from haishu_desk.desk.evaluating import Judged
from haishu_desk.domain.assignments import LEAD
from haishu_desk.monitor.commitment import KEPT_OR_BROKEN
from haishu_desk.monitor.keeping import margin
from haishu_desk.monitor.moment import moment_of
from haishu_desk.monitor.needed import needed
from haishu_desk.monitor.numbers import shown
from haishu_desk.monitor.outlook import meets
from haishu_desk.monitor.verdict import BEHIND, POINTS, Rules, light_of

if TYPE_CHECKING:
    from haishu_desk.desk import Desk


class Warnings:
    """Makes the list."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def warnings(self, plan: str, year: int, **how: Any) -> list[dict[str, Any]]:
        """The rows of `evaluate` that are on the list, in print order, asked as `Evaluating.judged` is.

        Each with `why` (a sentence), `target` (as printed), `gap` and `gap_unit`, `margin` of a bound, `needed` (what each
        year still needs, in words) and `unit` (the code of the unit in charge, None while nobody is).
        """
        rules = how.get("rules") or self._desk.evaluating.rules
        judged = self._desk.evaluating.judged(plan, year, **how)
        return [self._row(each, rules, why) for each in judged if (why := why_of(each))]

    def _row(self, judged: Judged, rules: Rules, why: str) -> dict[str, Any]:
        promise, at, found = judged.ground.commitment, judged.ground.at, judged.found
        gap = found.graded.gap if found else None
        number = judged.ground.facts.actual.number if judged.ground.facts else None
        is_kept = promise.kind in KEPT_OR_BROKEN
        room = margin(promise, number, at) if number is not None and is_kept else None
        left = needed(promise, found.actual, moment_of(at)) if found and found.required is not None else None
        return {
            **judged.row,
            "why": why,
            "target": promise.printed or None,
            "gap": None if gap is None else shown(gap, 2),
            "gap_unit": None if gap is None else _unit(judged, rules),
            "margin": None if room is None else shown(room, promise.places),
            "needed": left.told if left and left.told else None,
            "unit": self._in_charge(judged.ground.item.code),
        }

    def _in_charge(self, item: str) -> str | None:
        """Who leads, else who reports it as a whole."""
        documents = self._desk.documents
        leads = [row["unit"] for row in documents.assignment if row["item"] == item and row["role"] == LEAD]
        return next(iter([*leads, *documents.reporters(item)]), None)


def _unit(judged: Judged, rules: Rules) -> str:
    """What a gap is counted in: per cent of what is expected where there is no share of the way, or the rules say so."""
    has_share = judged.found is not None and judged.found.progress is not None
    return "个百分点" if has_share and rules.method == POINTS else "%"


def why_of(judged: Judged) -> str:
    """Why a judged indicator is on the list, in words; empty if it is not. A person's 滞后 puts it there, nothing takes it off."""
    item, promise, found = judged.ground.item, judged.ground.commitment, judged.found
    if not item.is_binding:
        return ""
    said, is_by_hand, when = [], judged.row["reason"] == "人工改判", judged.ground.at.title
    if found is not None and found.graded.verdict == BEHIND:
        said.append(f"{when}滞后" + (f"（{found.graded.reason}）" if found.graded.reason else ""))
        said += ["已人工改判"] if is_by_hand else []
    elif is_by_hand and judged.row["light"] == light_of(BEHIND):
        said.append(f"{when}人工改判为{BEHIND}")
    told = judged.told
    if told is not None and meets(promise, told.value) is False:
        value = shown(told.value, promise.places)
        said.append(f"按{told.method}到 {promise.end_year} 年为 {value}，达不到目标 {promise.printed}")
    if judged.estimate is not None and judged.estimate.told:
        said += [judged.estimate.told] if said else []
    return "；".join(said)
