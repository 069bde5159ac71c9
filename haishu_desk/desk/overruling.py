"""人工改判: a person's verdict in place of the method's, with its reason; what was ever decided so stays on record."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from haishu_desk.desk.judging_ground import Asked, asked_of, indicators_of, one_of
from haishu_desk.desk.permission import NotYoursError
from haishu_desk.domain.editions import Edition
from haishu_desk.domain.errors import DeskError
from haishu_desk.domain.signs import cannot_travel
from haishu_desk.monitor.verdict import VERDICTS

if TYPE_CHECKING:
    from haishu_desk.desk import Desk

OVERRULES, TAKEN_BACK = "overrules", "按算法"
_PLACE = ("plan", "year", "cutoff", "item")


def told(edition: Edition) -> str:
    """What an edition of `overrules` was written for, in words; empty for any other document."""
    if edition.name != OVERRULES or not edition.content:
        return ""
    made = edition.content[-1]
    return f"（{made['item']} 截至 {made['cutoff']} 改判为{made['verdict']}：{made['reason']}）"


class Overruling:
    """Writes and reads the editions of `overrules`; each holds what stands, its last row is what it was written for."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def overrule(
        self, plan: str, year: int, item: str, verdict: str, reason: str, *, cutoff: str | None = None
    ) -> None:
        """Let a person's verdict stand for that indicator and year; `verdict` 按算法 takes it back. A reason is asked for."""
        if not self._desk.is_district:
            raise NotYoursError("评价由区级来做", "单位的数据文件可以看结论")
        asked = asked_of(self._desk, plan, year, cutoff)
        indicators_of(self._desk, asked.plan, item)
        one_of(verdict, (*VERDICTS, TAKEN_BACK), "结论")
        if not reason.strip() or cannot_travel(reason):
            raise DeskError("人工改判没有写理由，或理由里有看不见的符号", "请写明理由", code="no-reason")
        place = {"plan": plan, "year": year, "cutoff": asked.day.isoformat(), "item": item}
        author = self._desk.author()
        entry = {**place, "verdict": verdict, "reason": reason.strip(), "by": author.person, "at": author.at}
        kept = [row for row in self._rows() if {key: row[key] for key in place} != place]
        self._desk.planning.publish(OVERRULES, [*kept, entry])

    def standing(self, asked: Asked) -> dict[str, Mapping[str, Any]]:
        """The verdicts of persons that stand for that plan, year and day, by item."""
        place = (asked.plan.id, asked.year, asked.day.isoformat())
        found = {row["item"]: row for row in self._rows() if (row["plan"], row["year"], row["cutoff"]) == place}
        return {item: row for item, row in found.items() if row["verdict"] != TAKEN_BACK}

    def history(self, plan: str | None = None) -> list[dict[str, Any]]:
        """Everything that was ever decided so, the oldest first: `plan year cutoff item verdict reason by at edition stands`.

        What was taken back or decided anew stays in the list and `stands` no more.
        """
        last = {tuple(row[key] for key in _PLACE): row for row in self._rows()}
        editions = reversed(list(self._desk.workspace.cells.editions(OVERRULES)))
        made = [(edition.number, edition.content[-1]) for edition in editions]
        return [
            {
                **row,
                "edition": number,
                "stands": row == last[tuple(row[key] for key in _PLACE)] and row["verdict"] != TAKEN_BACK,
            }
            for number, row in made
            if plan in (None, row["plan"])
        ]

    def _rows(self) -> list[dict[str, Any]]:
        edition = self._desk.workspace.cells.edition(OVERRULES)
        return list(edition.content) if edition else []
