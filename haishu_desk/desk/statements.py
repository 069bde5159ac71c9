"""空表上报 and 暂不报: what a unit says of a whole return instead of figures, with its reason.

A statement is an edit of the return without a changed cell: it has an author, an id and a place in the journal, it travels and
merges by union as every edit does, and as it touches no cell it can neither clash nor be taken for something typed. A return
is 空表 while its last revision has no figure and the unit has said so; it is 暂不报 until it is reported for the first time.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from haishu_desk.desk.filled import filled_items
from haishu_desk.desk.permission import NotYoursError
from haishu_desk.domain.cells import Edit, Heads, ReturnKey
from haishu_desk.domain.errors import DeskError, UsageError
from haishu_desk.domain.findings import HINT, Finding
from haishu_desk.domain.fresh import fresh_name
from haishu_desk.domain.periods import is_date, parse_period
from haishu_desk.domain.returns import FILLING, ISSUED, Course
from haishu_desk.domain.signs import cannot_travel

if TYPE_CHECKING:
    from haishu_desk.desk import Desk, DeskEntry
    from haishu_desk.desk.outgoing import Outgoing

DEFERRAL = "暂不报说明"
STATEMENT, EMPTY, DEFERRED = "statement", "empty", "deferred"
_MARK = f'"{STATEMENT}"'.encode()
WORDS = {EMPTY: "空表", DEFERRED: "暂不报"}


@dataclass(frozen=True)
class Statement:
    """What stands of a return: `what` EMPTY or DEFERRED; `until` the day (ISO) a deferral names, else None.

    `granted` is the due date that the district gave after a deferral, None while it has not answered.
    """

    what: str
    reason: str
    until: str | None
    by: str
    at: str
    granted: str | None = None

    @property
    def word(self) -> str:
        """空表 or 暂不报."""
        return WORDS[self.what]

    @property
    def said(self) -> str:
        """In one line: the word, until when, why, and what the district said to it."""
        until = f"，到 {self.until}" if self.until else ""
        answer = f"；区级已同意到 {self.granted}" if self.granted else ""
        return f"{self.word}{until}：{self.reason}{answer}"

    def as_json(self) -> dict[str, Any]:
        """The key `statement` of the verb `queue`."""
        return dict(vars(self))


class Statements:
    """Reads and writes them for one desk; of a return that was asked for before only the edits since then are read."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._said: dict[ReturnKey, tuple[int, list[Edit]]] = {}

    def standing(self, key: ReturnKey) -> Statement | None:
        """What a unit has said of a return and still holds; None for a return that speaks by its figures."""
        said = self.said(key)
        if not said:
            return None
        last, course = max(said, key=lambda edit: (edit.author.at, edit.id)), self._desk.course(key)
        revision = course.last_revision
        if last.source["what"] == EMPTY and revision is not None and not filled_items(revision.heads):
            return _told(last, None)
        if last.source["what"] == DEFERRED and revision is None:
            return _told(last, course.due if course.due != last.source.get("due") else None)
        return None

    def deferred(self, *, by_and_by: bool = False) -> dict[ReturnKey, Statement]:
        """Every return that is 暂不报 now."""
        standings = self._desk.standings
        unreported = (
            standings.totals().unreported
            if by_and_by
            else [key for key in standings.all() if not standings.of(key).is_reported]
        )
        found = {key: self.standing(key) for key in unreported}
        return {key: said for key, said in found.items() if said is not None and said.what == DEFERRED}

    def said(self, key: ReturnKey) -> list[Edit]:
        """All that its unit ever said of it, in the order in which it came here."""
        workspace = self._desk.workspace
        (since, said), last = self._said.get(key, (0, [])), workspace.cells.last_of(Edit.kind, key)
        if last > since:
            bodies = workspace.cells.bodies(Edit.kind, key, last, since)
            found = (
                Edit.from_body(body) for body in bodies if _MARK in body and is_statement(json.loads(body)["source"])
            )
            said = [*said, *found]
            if not workspace.database.sql.in_transaction:  # it may be given back
                self._said[key] = last, said
        return list(said)

    # The unit.

    def empty(self, keys: Iterable[ReturnKey], reason: str) -> list[Edit]:
        """The statements that these returns have nothing to report; a sentence if a figure stands in one of them."""
        _check_reason(reason, "空表上报")
        edits = []
        for key in keys:
            filled = len(filled_items(self._desk.heads(key)))
            if filled:
                title = self._desk.documents.form(key.form)["title"]
                raise DeskError(
                    f"{title}已经录了 {filled} 项，不是空表", "有数的请照常上报；只有另一张是空表的，请用 --form 写明", code="not-empty"
                )  # fmt: skip
            now = self.standing(key)
            if now is None or (now.what, now.reason) != (EMPTY, reason):
                edits.append(self._edit(key, EMPTY, reason))
        return edits

    def asked(self, unit: str, period: str, form: str | None) -> list[ReturnKey]:
        """The returns of a unit for a period, or the one of that form."""
        asked = parse_period(period)
        return [ReturnKey(each, unit, str(asked)) for each in self._desk.documents.forms_asked(unit, asked, form)]

    def defer(
        self, asked: Iterable[ReturnKey], until: str, reason: str, out: Path | None = None
    ) -> list[dict[str, Any]]:
        """暂不报: say that these returns of one unit and period cannot come before `until` (ISO), a row a return.

        What was reported already is left out; `out` writes the bundle for the district.
        """
        if out is not None:
            return self.to_defer(asked, until, reason, out).done()
        keys = self._to_be_deferred(asked, until, reason)
        self._desk.apply(*(self._edit(key, DEFERRED, reason, until) for key in keys))
        return [self._row(key) | {"file": None} for key in keys]

    def to_defer(self, asked: Iterable[ReturnKey], until: str, reason: str, out: Path) -> Outgoing:
        """The bundle that `defer` writes: said only if the file is there."""
        from haishu_desk.desk.outgoing import (  # noqa: PLC0415  every page reads statements, few write one
            ChangedMeanwhileError,
            Outgoing,
            Parcel,
        )

        keys = self._to_be_deferred(asked, until, reason)

        def entries() -> Iterator[list[DeskEntry]]:
            if self._to_be_deferred(keys, until, reason) != keys:  # one of them was reported since
                raise ChangedMeanwhileError
            yield [self._edit(key, DEFERRED, reason, until) for key in keys]

        parcel = Parcel(keys[0].unit, parse_period(keys[0].period), tuple(key.form for key in keys), out)
        return Outgoing(
            self._desk,
            parcel,
            kind=lambda: DEFERRAL,
            entries=entries,
            rows=lambda row: [self._row(key) | {"file": row["file"]} for key in keys],
        )

    def _to_be_deferred(self, asked: Iterable[ReturnKey], until: str, reason: str) -> list[ReturnKey]:
        """Those of the returns that were not reported yet; a sentence if there are none, or it may not be said of them."""
        desk = self._desk
        wanted = list(asked)
        unit, period = wanted[0].unit, parse_period(wanted[0].period)
        if desk.is_district or unit not in desk.own_units:
            raise NotYoursError("暂不报由单位自己说明", "区级同意的，请用 defer --grant")
        _check_reason(reason, "暂不报")
        keys = [key for key in wanted if self.may_be_deferred(key)]
        if not keys:
            raise DeskError(
                f"{period.title}没有还没上报的任务，不用说明暂不报", "没有装入任务包的，请先装入；上报过的，等区级审核", code="state"
            )  # fmt: skip
        for key in keys:
            _check_until(until, desk.course(key))
        return keys

    def may_be_deferred(self, key: ReturnKey) -> bool:
        """Whether it was handed out and nothing of it was reported yet."""
        course = self._desk.course(key)
        return course.state(has_edits=bool(self._desk.heads(key))) in (ISSUED, FILLING) and course.is_issued

    def _edit(self, key: ReturnKey, what: str, reason: str, until: str | None = None) -> Edit:
        source: dict[str, Any] = {"kind": STATEMENT, "what": what, "word": WORDS[what]}
        if until is not None:
            source |= {"until": until, "due": self._desk.course(key).due}
        return Edit(key, self._desk.author(), (), fresh_name(), reason, source)

    # The district.

    def grant(self, asked: Iterable[ReturnKey], until: str | None, out: Path) -> list[dict[str, Any]]:
        """Agree to the 暂不报 of these returns of one unit and period: a row a return.

        The day that it asks for, or another one (`until`, ISO), becomes the due date and goes out as a 任务包.
        """
        return self.to_grant(asked, until, out).done()

    def to_grant(self, asked: Iterable[ReturnKey], until: str | None, out: Path) -> Outgoing:
        """The bundle that `grant` writes."""
        from haishu_desk.desk.issuing import ToIssue  # noqa: PLC0415  every page reads statements, few grant one

        desk, wanted = self._desk, list(asked)
        unit, period = wanted[0].unit, parse_period(wanted[0].period)
        if not desk.is_district:
            raise NotYoursError("同意暂不报由区级来做", "本单位要说明的，请写 --until 和 --reason")
        standing = {key: self.standing(key) for key in wanted}
        open_ones = {key: said for key, said in standing.items() if said and said.what == DEFERRED}
        if not open_ones:
            raise DeskError(
                f"{desk.documents.units.get(unit).name}{period.title}没有说明过暂不报，或者已经报来", "要改截止日期的，请用 issue --due",
                code="state",
            )  # fmt: skip
        day = until or max(str(said.until) for said in open_ones.values())
        if not is_date(day):
            raise UsageError(f"看不懂日期“{day}”", "请写成 2026-01-10")
        outgoing = desk.exchange.to_issue_one(ToIssue(unit, period, tuple(open_ones)), day, out)
        return outgoing.with_rows(lambda row: [self._row(key) | {"file": row["file"]} for key in open_ones])

    def rows(self, *, by_and_by: bool = False) -> list[dict[str, Any]]:
        """Every 暂不报 that stands, the earliest day first: the rows of the verb `defer`."""
        rows = [self._row(key) | {"file": None} for key in self.deferred(by_and_by=by_and_by)]
        return sorted(rows, key=lambda row: (row["until"], row["unit"], row["period"], row["form"]))

    def _row(self, key: ReturnKey) -> dict[str, Any]:
        said = self.standing(key)
        place = {"form": key.form, "unit": key.unit, "period": key.period, "due": self._desk.course(key).due}
        told = said.as_json() if said else {}
        return place | {name: told.get(name) for name in ("until", "reason", "by", "at", "granted")}


def is_statement(source: Any) -> bool:
    """Whether an edit with that source is one."""
    return isinstance(source, dict) and source.get("kind") == STATEMENT and source.get("what") in WORDS


def statements_in(entries: Iterable[Any], known: Iterable[str]) -> list[Finding]:
    """What a bundle brings that was not known here, as hints to who takes it in."""
    old = set(known)
    return [
        Finding(f"statement-{edit.source['what']}", HINT, _told(edit, None).said, edit.key.form)
        for edit in entries
        if isinstance(edit, Edit) and edit.id not in old and is_statement(dict(edit.source))
    ]


def _told(edit: Edit, granted: str | None) -> Statement:
    until = edit.source.get("until")
    return Statement(
        str(edit.source["what"]), edit.reason or "", str(until) if until else None, edit.author.person, edit.author.at, granted
    )  # fmt: skip


def has_something(heads: Heads, course: Course) -> bool:
    """Whether there is something to be judged: a cell, or a report that says there is none."""
    return bool(heads) or bool(course.revisions)


def _check_reason(reason: str, what: str) -> None:
    if not reason.strip():
        raise DeskError(f"{what}要写明理由", "请用 --reason 写明为什么", code="no-reason")
    if cannot_travel(reason):
        raise UsageError("理由里有看不见的符号", "请重新输入理由")


def _check_until(until: str, course: Course) -> None:
    if not is_date(until):
        raise UsageError(f"看不懂日期“{until}”", "请写成 2026-01-10")
    if course.due is not None and until <= course.due:
        raise UsageError(f"截止日期是 {course.due}，{until} 还在它以前", "请写截止以后哪一天能报")
