"""The trail: every entry of the journal in words, with its chain checked."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from haishu_desk.domain.canonical import version_code
from haishu_desk.domain.cells import Edit, ReturnKey
from haishu_desk.domain.editions import Edition
from haishu_desk.domain.errors import UsageError
from haishu_desk.domain.returns import Decision, Revision
from haishu_desk.store.journal import AUDIT, FILE, REFERENCE, SENT, Entry

if TYPE_CHECKING:
    from haishu_desk.desk import Desk

_BACKFILLED = "补录"
_DECIDED = {
    "issued": "下发任务",
    "received": "接收",
    "returned": "退回",
    "approved": "审核通过",
    "reopened": "重新打开",
    "locked": "锁定",
    "voided": "作废",
}


@dataclass(frozen=True)
class HandedOver:
    """A bundle that was written here: its returns, the last journal entry it could contain, and the day (ISO)."""

    keys: list[ReturnKey]
    journal: int
    day: str


class Keeping:
    """Reads the journal as a trail."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def log(self, unit: str | None = None) -> dict[str, Any]:
        """`{"entries": [...], "chain": "intact" or "broken at N"}`, oldest first; the chain is always checked whole."""
        if unit is not None:
            self._desk.documents.units.get(unit)
        journal = self._desk.workspace.journal
        rows = [_row(entry) for entry in journal.entries()]
        broken = journal.first_broken()
        return {
            "entries": [row for row in rows if unit in (None, row["unit"])],
            "chain": "intact" if broken is None else f"broken at {broken}",
        }

    def handed_over(self, bundle: str) -> HandedOver | None:
        """The bundle whose id begins so, if it was written or taken in here; None if there is none."""
        wanted = bundle.replace("-", "").lower()
        keys, last, day, found = [], 0, "", set()
        for entry in self._desk.workspace.journal.entries(AUDIT):
            line = json.loads(entry.body)
            if wanted and str(line["detail"].get("bundle", "")).startswith(wanted):
                keys += [
                    key
                    for key in self._desk.workspace.cells.returns()
                    if (key.unit, key.period) == (line["unit"], line["period"])
                ]
                last, day = line["detail"].get("journal", entry.n), entry.at[:10]
                found.add(line["detail"]["bundle"])
        if len(found) > 1:
            raise UsageError(f"“{bundle}”对应不止一个数据包", "请多写几位编号")
        return HandedOver(list(dict.fromkeys(keys)), last, day) if keys else None


def _row(entry: Entry) -> dict[str, Any]:
    said = {"by": None, "unit": None, "period": None, "what": "收到的文件"}
    if entry.kind == SENT:
        said["what"] = "传出的文件"
    elif entry.kind != FILE:
        try:
            said = _said(entry)
        except (ValueError, KeyError, TypeError, AttributeError):
            said["what"] = "内容已损坏，看不懂"  # the trail is what a damaged file is looked at with
    return {"n": entry.n, "kind": entry.kind, "at": entry.at, **said, "hash": entry.hash}


def _said(entry: Entry) -> dict[str, Any]:
    stored = json.loads(entry.body)
    author = stored.get("author") or {}
    return {
        "by": author.get("person"),
        "unit": stored.get("unit"),
        "period": stored.get("period"),
        "what": _what(entry),
    }


def _what(entry: Entry) -> str:
    if entry.kind == Edit.kind:
        edit = Edit.from_body(entry.body)
        items = list(dict.fromkeys(change.slot.item for change in edit.changes))
        word = _BACKFILLED if edit.source.get("word") == _BACKFILLED else "改"
        return f"{word} {len(edit.changes)} 格：{'、'.join(items[:5])}{'等' if len(items) > 5 else ''}"  # noqa: PLR2004
    if entry.kind == Revision.kind:
        revision = Revision.from_body(entry.body)
        return f"{'上报' if revision.signed else '手工上报（未签名）'} {version_code(revision.id)}"
    if entry.kind == Decision.kind:
        decision = Decision.from_body(entry.body)
        sent_back = f"（{len(decision.remarks)} 格退回）" if decision.remarks else ""
        late = f"（{decision.comment}）" if (decision.comment or "").startswith(_BACKFILLED) else ""
        return f"{_DECIDED[decision.what]}{sent_back}{late}"
    if entry.kind == Edition.kind:
        edition = Edition.from_body(entry.body)
        return f"{edition.name} 第 {edition.number} 版"
    stored = json.loads(entry.body)
    return "上年同期等参考数" if entry.kind == REFERENCE else str(stored["what"])
