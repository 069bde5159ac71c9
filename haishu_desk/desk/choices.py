"""What a return can be laid side by side with: its reports, the decisions on it, the bundles that spoke of it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from haishu_desk.domain.canonical import version_code
from haishu_desk.domain.cells import ReturnKey
from haishu_desk.store.journal import AUDIT

if TYPE_CHECKING:
    from haishu_desk.desk import Desk

_DECISIONS = {"returned": "退回", "approved": "审核通过", "reopened": "重新打开", "verified": "核定数"}
NOW = "9999-12-31"


@dataclass(frozen=True)
class Choice:
    """One version: `name` as the verb `diff` takes it, `title` for the screen."""

    name: str
    title: str


def choices_of(desk: Desk, key: ReturnKey) -> list[Choice]:
    """The versions of a return, the newest first: as it stands, its reports, the decisions, the bundles."""
    course = desk.course(key)
    found = [(NOW, Choice(NOW, "现在的数"))]
    for number, revision in enumerate(course.revisions, start=1):
        who, at = revision.author.person, revision.author.at
        title = f"第 {number} 版 {_day(at)} {who} · {version_code(revision.id)}"
        found.append((at, Choice(revision.id, title)))
    for decision in course.decisions:
        if decision.what in _DECISIONS and decision.revision is not None:
            word, at = _DECISIONS[decision.what], decision.author.at
            found.append((at, Choice(decision.id, f"{word} {_day(at)} {decision.author.person}")))
    found += _bundles(desk, key)
    found.sort(key=lambda each: each[0], reverse=True)
    return [choice for _, choice in found]


def usual_pair(desk: Desk, key: ReturnKey) -> tuple[str, str]:
    """What is laid side by side first: what was approved last or else the report before, and the last report.

    Where two computers of a unit reported, no one report is the last: then it is what stands now.
    """
    course = desk.course(key)
    approved = [decision.id for decision in course.decisions if decision.what == "approved"]
    reports = [revision.id for revision in course.revisions]
    first = approved[-1] if approved else (reports[-2] if len(reports) > 1 else NOW)
    return first, reports[-1] if len(course.tips) == 1 else NOW


def _bundles(desk: Desk, key: ReturnKey) -> list[tuple[str, Choice]]:
    """The bundles of that unit and period that were written or taken in here."""
    found = {}
    for entry in desk.workspace.journal.saying(AUDIT, key.unit):
        line = json.loads(entry.body)
        bundle = line["detail"].get("bundle")
        if bundle and (line.get("unit"), line.get("period")) == (key.unit, key.period):
            file = str(line["detail"].get("file") or "")
            found[bundle] = (
                entry.at,
                Choice(bundle, " · ".join(filter(None, (f"{line['what']} {_day(entry.at)}", file)))),
            )
    return list(found.values())


def _day(at: str) -> str:
    return f"{at[5:10]} {at[11:16]}"
