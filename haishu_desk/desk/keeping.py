"""The trail: every entry of the journal in words, with its chain checked."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from haishu_desk.desk.beside import VERIFY
from haishu_desk.desk.overruling import told
from haishu_desk.desk.trail import EVERYTHING, PRINTED_DIGITS, UNREADABLE, Asked, Told, Trail
from haishu_desk.desk.trail_words import DECIDED
from haishu_desk.domain.canonical import version_code
from haishu_desk.domain.cells import Edit, ReturnKey
from haishu_desk.domain.editions import Edition
from haishu_desk.domain.errors import UsageError
from haishu_desk.domain.queries import WORDS
from haishu_desk.domain.returns import Decision, Revision
from haishu_desk.store.files import write_file
from haishu_desk.store.journal import AUDIT, FILE, REFERENCE, SENT, Entry

if TYPE_CHECKING:
    from haishu_desk.desk import Desk

_BACKFILLED = "补录"
VERIFIED_WORD = "核定"
_BESIDE = {**{f"query-{what}": word for what, word in WORDS.items()}, VERIFY: VERIFIED_WORD}
_LEAST_DIGITS = 8


@dataclass(frozen=True)
class HandedOver:
    """A bundle that was written here: its returns, the last journal entry it could contain, and the day (ISO)."""

    keys: list[ReturnKey]
    journal: int
    day: str


@dataclass(frozen=True)
class Witness:
    """What this journal says of a 留痕校验 that was printed: whether it stands here, at which entry, and what came after.

    `n` and `at` are None where it does not stand; `broken` is the first entry that does not hold, None if the chain does.
    """

    digits: str
    n: int | None
    at: str | None
    later: int
    broken: int | None

    @property
    def stands(self) -> bool:
        """Whether everything up to the printed entry is as it was when it was printed."""
        return self.n is not None and (self.broken is None or self.broken > self.n)

    @property
    def said(self) -> str:
        """The finding in one sentence, with what to do."""
        if self.n is None:
            return (
                f"本数据文件里没有留痕校验 {self.digits}：印它以后的留痕被截去或改写过，或者它不是从这个数据文件传出的。"
                "请先核对单位和数字；都对的，保管好这份文件和回执，从备份里找"
            )
        if not self.stands:
            return f"留痕校验 {self.digits} 在第 {self.n} 条，但链在第 {self.broken} 条断开，前面的内容被改过。请从备份恢复"
        at = (self.at or "")[:16].replace("T", " ")
        broken = f"；但后面在第 {self.broken} 条断开" if self.broken else ""
        return (
            f"留痕校验 {self.digits} 与第 {self.n} 条（{at}）一致，到这一条没有被改过；其后又有 {self.later} 条{broken}"
        )

    def as_json(self) -> dict[str, Any]:
        """`{"digits", "stands", "n", "at", "later", "message"}`."""
        told = {"digits": self.digits, "stands": self.stands, "n": self.n, "at": self.at, "later": self.later}
        return {**told, "message": self.said}


class Keeping:
    """Reads the journal as a trail."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def log(self, unit: str | None = None, asked: Asked = EVERYTHING) -> dict[str, Any]:
        """`{"entries": [...], "chain": "intact" or "broken at N"}`, oldest first; the chain is always checked whole.

        An entry is listed if the unit is its unit, and something in it was `asked` for.
        """
        wished = replace(asked, unit=unit or asked.unit).checked(self._desk)
        journal = self._desk.workspace.journal
        rows = [_row(entry) for entry in journal.entries()]
        if wished != EVERYTHING:
            wanted = {row.n for row in Trail(self._desk).rows(wished)}
            rows = [row for row in rows if row["n"] in wanted]
        broken = journal.first_broken()
        return {"entries": rows, "chain": "intact" if broken is None else f"broken at {broken}"}

    def witness(self, printed: str) -> Witness:
        """Whether a 留痕校验 that stands on a paper or in a file is in this journal; UsageError for what is none."""
        digits = re.sub(r"^第\d+条|[\s-]", "", printed.strip()).lower()
        if not re.fullmatch(rf"[0-9a-f]{{{_LEAST_DIGITS},64}}", digits):
            raise UsageError(
                f"看不懂留痕校验“{printed}”",
                f"请照封面写，是 {PRINTED_DIGITS} 位数字和字母 a 到 f，至少写 {_LEAST_DIGITS} 位",
            )
        journal = self._desk.workspace.journal
        found = journal.hashed(digits)
        if len(found) > 1:
            raise UsageError(f"“{printed}”对应不止一条留痕", "请多写几位")
        n, at = found[0][:2] if found else (None, None)
        return Witness(digits, n, at, len(journal) - n if n else 0, journal.first_broken())

    def export(self, out: Path, asked: Asked = EVERYTHING, told: Told | None = None) -> dict[str, Any]:
        """Write the trail to an .xlsx, a row a changed cell: `{"file", "rows", "cells", "chain", "head"}`.

        `told` hears how many entries were read, and of how many. The chain is checked whole, and the first page says what came of it. UsageError for another ending.
        """
        if out.suffix.lower() != ".xlsx":
            raise UsageError(f"不会写 {out.suffix or '没有扩展名'} 的留痕", "请用 .xlsx")
        from haishu_desk.desk.trail_book import trail_book  # noqa: PLC0415  only where one is written

        wished = asked.checked(self._desk)
        broken = self._desk.workspace.journal.first_broken()
        rows = Trail(self._desk).rows(wished, told)
        write_file(out, trail_book(self._desk, rows, wished, broken))
        last = self._desk.workspace.journal.head()
        return {
            "file": str(out),
            "rows": len(rows),
            "cells": sum(bool(row.item) for row in rows),
            "chain": "intact" if broken is None else f"broken at {broken}",
            "head": last.hash if last else None,
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
            said["what"] = UNREADABLE  # the trail is what a damaged file is looked at with
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
        word = _BESIDE.get(str(edit.source.get("kind")), word)
        return f"{word} {len(edit.changes)} {'条' if word in WORDS.values() else '格'}：{'、'.join(items[:5])}{'等' if len(items) > 5 else ''}"  # noqa: PLR2004
    if entry.kind == Revision.kind:
        revision = Revision.from_body(entry.body)
        return f"{'上报' if revision.signed else '手工上报（未签名）'} {version_code(revision.id)}"
    if entry.kind == Decision.kind:
        decision = Decision.from_body(entry.body)
        sent_back = f"（{len(decision.remarks)} 格退回）" if decision.remarks else ""
        late = f"（{decision.comment}）" if (decision.comment or "").startswith(_BACKFILLED) else ""
        return f"{DECIDED[decision.what]}{sent_back}{late}"
    if entry.kind == Edition.kind:
        edition = Edition.from_body(entry.body)
        return f"{edition.name} 第 {edition.number} 版{told(edition)}"
    stored = json.loads(entry.body)
    return "上年同期等参考数" if entry.kind == REFERENCE else str(stored["what"])
