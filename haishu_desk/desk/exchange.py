"""Handing over and taking in: 下发, 上报, 回执; keys and the roster."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from haishu_desk.bundle.sign import check_code, public_key
from haishu_desk.desk.bundle_kinds import ANSWERS, CORRECTION, REPORT
from haishu_desk.desk.filled import filled_items
from haishu_desk.desk.issuing import Issuing, ToIssue, check_due
from haishu_desk.desk.outbox import Outbox
from haishu_desk.desk.outgoing import Outgoing, Parcel, Row, all_done
from haishu_desk.desk.permission import ClosedReturnError, NotYoursError
from haishu_desk.desk.receiving import Receiver
from haishu_desk.desk.roster import Roster
from haishu_desk.desk.sealing import seal
from haishu_desk.desk.writing import BundleWriter
from haishu_desk.domain.adhoc import due_of
from haishu_desk.domain.cells import ReturnKey, clashes_in
from haishu_desk.domain.errors import DeskError, UsageError
from haishu_desk.domain.periods import Period, parse_period
from haishu_desk.domain.returns import CLOSED, RECEIVED, REPORTED, Decision, Revision
from haishu_desk.store.journal import REFERENCE

if TYPE_CHECKING:
    from haishu_desk.desk import Desk, DeskEntry


class Exchange:
    """The bundles of one desk."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.roster = Roster(desk)
        self.receiver = Receiver(desk)
        self.outbox = Outbox(desk)

    @cached_property
    def writer(self) -> BundleWriter:
        """Makes bundles."""
        return BundleWriter(self._desk)

    def issue(
        self, units: Iterable[str] | None, period: str | None, due: str | None, out: Path, form: str | None = None
    ) -> list[dict[str, Any]]:
        """下发任务包 to those units, or to all that have something to report: one row a file, with the date in force.

        Without a period what the calendar asks for and is not issued yet; `due` a date, or BY_SCHEDULE.
        """
        return all_done(self.to_issue(units, period, due, out, form))

    def to_issue(
        self, units: Iterable[str] | None, period: str | None, due: str | None, out: Path, form: str | None = None
    ) -> list[Outgoing]:
        """The bundles that `issue` writes: for a window, which makes them by and by."""
        self._district_only("下发任务包")
        check_due(due)
        if (units is None or period is None) and out.suffix.lower() == ".xlsx":
            raise UsageError("--all 写出许多文件，--out 要给文件夹", "请去掉 .xlsx")
        issuing, many = Issuing(self._desk), units is None or period is None
        return [self._to_issue(each, issuing, due, out, many=many) for each in issuing.plan(units, period, form)]

    def _to_issue(self, each: ToIssue, issuing: Issuing, due: str | None, out: Path, *, many: bool) -> Outgoing:
        """One unit: the decision stands only if the file does."""

        def entries() -> Iterator[list[DeskEntry]]:
            decisions = [self._issued(key, issuing.date_of(key, due), many=many) for key in each.keys]
            yield [decision for decision in decisions if decision]

        def rows(row: Row) -> list[Row]:
            return [{**row, "due": next((date for key in each.keys if (date := self._desk.course(key).due)), None)}]

        parcel = Parcel(each.unit, each.period, tuple(key.form for key in each.keys), out, many)
        return Outgoing(self._desk, parcel, entries=entries, rows=rows)

    def _issued(self, key: ReturnKey, due: str | None, *, many: bool) -> Decision | None:
        """Handing out again without a new date is no new decision; among many, what is reported keeps its date."""
        due = due or due_of(self._desk.documents.form(key.form))[0]
        course = self._desk.course(key)
        if course.is_issued and due in (None, course.due):
            return None
        last = course.last_decision
        if last is not None and last.what != "issued":
            if many:
                return None
            name, period = self._desk.documents.units.get(key.unit).name, parse_period(key.period).title
            raise DeskError(f"{name}{period}的报表已经收到过，不能改截止日期", "要发给单位的，请用 reply")
        return Decision(key, self._desk.author(), "issued", None, last.id if last else None, due=due)

    def reply(self, unit: str, period: str, form: str | None, out: Path) -> list[dict[str, Any]]:
        """The 下行 answer: 回执, 退回包 or 批复包 by state."""
        return self.to_reply(unit, period, form, out).done()

    def to_reply(self, unit: str, period: str, form: str | None, out: Path) -> Outgoing:
        """The bundle that `reply` writes."""
        self._district_only("回执和批复")
        asked = parse_period(period)
        forms = self._desk.documents.forms_asked(unit, asked, form)
        if not any(self._desk.course(ReturnKey(each, unit, str(asked))).is_shared for each in forms):
            raise DeskError(
                f"还没有向{self._desk.documents.units.get(unit).name}下发{asked.title}的任务", "请先用 issue 下发"
            )
        return Outgoing(self._desk, Parcel(unit, asked, tuple(forms), out))

    def reply_all(self, unit: str, out: Path) -> list[dict[str, Any]]:
        """Everything of a unit's office in one go, for a computer that has nothing: a 下行 file for each of its periods.

        Whatever state its returns are in; with what the units that it took over reported. DeskError if there is nothing.
        """
        self._district_only("补发")
        if out.suffix.lower() == ".xlsx":
            raise UsageError("--all 写出许多文件，--out 要给文件夹", "请去掉 .xlsx")
        office = self.roster.office_of(self._desk.documents.units.get(unit).code)
        by_file: dict[tuple[str, str], list[str]] = {}
        for key in self._desk.workspace.cells.returns():
            if self.roster.office_of(key.unit) == office:
                by_file.setdefault((key.period, key.unit), []).append(key.form)
        if not by_file:
            name = self._desk.documents.units.get(unit).name
            raise DeskError(f"{name}还没有报表，没有可补发的", "请先用 issue 下发")
        return all_done(
            Outgoing(self._desk, Parcel(each, parse_period(period), tuple(forms), out, many=True))
            for (period, each), forms in sorted(by_file.items())
        )

    def to_issue_one(self, each: ToIssue, due: str, out: Path) -> Outgoing:
        """One bundle of just those returns, with that date."""
        self._district_only("下发任务包")
        return self._to_issue(each, Issuing(self._desk), due, out, many=False)

    def submit(
        self, unit: str, period: str, form: str | None, out: Path, empty: str | None = None
    ) -> list[dict[str, Any]]:
        """传出上报包: seals a revision of each return that has something in it, and writes them into one bundle.

        `empty` is the reason why there is nothing to report: then the returns are reported as 空表.
        """
        return self.to_submit(unit, period, form, out, empty).done()

    def to_submit(self, unit: str, period: str, form: str | None, out: Path, empty: str | None = None) -> Outgoing:
        """The bundle that `submit` writes."""
        self._desk.documents.units.get(unit)
        if self._desk.is_district or unit not in self._desk.own_units:
            raise NotYoursError("上报由单位自己做", "区级录入的数请用 review --approve 封存")
        self._refuse_revoked()
        asked = parse_period(period)
        forms = self._desk.documents.forms_asked(unit, asked, form)
        if empty is not None:
            return self._to_submit_empty([ReturnKey(each, unit, str(asked)) for each in forms], asked, empty, out)
        keys = [key for each in forms if self._desk.heads(key := ReturnKey(each, unit, str(asked)))]
        answering = [key for each in forms if self._desk.querying.is_answered(key := ReturnKey(each, unit, str(asked)))]
        reporting = any(filled_items(self._desk.heads(key)) or self._desk.course(key).revisions for key in keys)
        if not reporting and not answering:
            raise DeskError(
                f"{asked.title}还没有录入任何数", "请先录入；确实没有数的，填 —、不适用 或 未取得", code="empty"
            )
        keys = [key for key in keys if reporting and not self._is_closed(key)] or (keys if not answering else [])
        self._refuse_open(keys)
        told = (*keys, *answering)

        def entries() -> Iterator[list[DeskEntry]]:
            self._refuse_open(keys)  # once more: something may have been typed since it was asked for
            yield from self._reported(keys)

        return Outgoing(
            self._desk,
            Parcel(unit, asked, tuple(dict.fromkeys(key.form for key in told)), out),
            kind=lambda: self._up_kind(keys),
            entries=entries,
            rows=lambda row: [{**row, **self._revisions(told)}],
        )

    def _refuse_open(self, keys: list[ReturnKey]) -> None:
        """OpenFindingsError where a finding stands in the way of 上报; what is closed was let through."""
        if not any(map(self._is_closed, keys)):
            self._desk.checking.refuse_open(keys)

    def _reported(self, keys: Iterable[ReturnKey]) -> Iterator[list[DeskEntry]]:
        sealed = [self._sealed(key) for key in keys]
        yield [revision for revision in sealed if revision]

    def _to_submit_empty(self, keys: list[ReturnKey], period: Period, reason: str, out: Path) -> Outgoing:
        """空表上报: the unit's word and an empty revision of each return, in one bundle."""

        def entries() -> Iterator[list[DeskEntry]]:
            yield [*self._desk.statements.empty(keys, reason)]
            yield from self._reported(keys)

        return Outgoing(
            self._desk,
            Parcel(keys[0].unit, period, tuple(key.form for key in keys), out),
            kind=lambda: REPORT,
            entries=entries,
            rows=lambda row: [{**row, **self._revisions(keys)}],
        )

    def _revisions(self, keys: Iterable[ReturnKey]) -> dict[str, Any]:
        """The version of the first of the returns, and of each by its form."""
        tips = {key.form: self._desk.course(key).last_revision for key in keys}
        revisions = {form: revision.id for form, revision in tips.items() if revision}
        return {"revision": next(iter(revisions.values()), None), "revisions": revisions}

    def _up_kind(self, keys: Iterable[ReturnKey]) -> str:
        """What a bundle to the district is called: by what it reports, or that it only brings answers."""
        courses = [self._desk.course(key) for key in keys]
        if not courses:
            return ANSWERS
        return CORRECTION if all(course.correction is not None for course in courses) else REPORT

    def _refuse_revoked(self) -> None:
        """What a revoked computer hands over would be held by the district; better to say so here."""
        until = self.keys()["until"]
        if until is not None:
            raise DeskError(
                f"这台电脑的登记已撤销（{until}），传出的包区级不会收",
                "请用登记过的电脑上报；这台还要用的，重新建立数据文件，再申请登记",
                code="revoked",
            )

    def _is_closed(self, key: ReturnKey) -> bool:
        return self._desk.course(key).state(has_edits=True) in CLOSED

    def _sealed(self, key: ReturnKey) -> Revision | None:
        """A new revision of a return, or None if its last one still says the same and is on its way."""
        heads, course = self._desk.heads(key), self._desk.course(key)
        state = course.state(has_edits=bool(heads))
        if state in CLOSED:
            raise ClosedReturnError(key, state, is_district=self._desk.is_district)
        clashing = clashes_in(heads)
        if clashing:
            raise DeskError(
                f"{'、'.join(slot.item for slot in clashing)} 数据不一致，不能上报",
                "请先用 enter --reason 定下一个数",
                code="clash",
            )
        last = course.last_revision
        if last is not None and last.heads == heads and state in (REPORTED, RECEIVED):
            return None
        return seal(self._desk, key)

    def reference(self, unit: str, period: str, item: str) -> str | None:
        """The value of an earlier period as the district last sent it along."""
        return self.references().get((unit, period, item))

    def references(self) -> dict[tuple[str, str, str], str]:
        """The values of earlier periods as the district last sent them along, by unit, period and item."""
        found: dict[tuple[str, str, str], str] = {}
        for entry in self._desk.workspace.journal.entries(REFERENCE):
            stored = json.loads(entry.body)
            found |= {(stored["unit"], row["period"], row["item"]): row["text"] for row in stored["values"]}
        return found

    def keys(self) -> dict[str, Any]:
        """This workspace's public key and its 校验码 as a row of the roster; `from` is null until it is known here."""
        public = public_key(self._desk.identity.private_key)
        known = next((row for row in self.roster.rows() if row["key"] == public), {})
        return {
            "unit": self._desk.unit,
            "key": public,
            "code": check_code(public),
            "from": known.get("from"),
            "until": known.get("until"),
            "person": self._desk.persons()[0],
        }

    def _district_only(self, what: str) -> None:
        self._desk.refuse_in_copy()
        if not self._desk.is_district:
            raise NotYoursError(f"{what}由区级来做", "单位的数据文件可以录入、上报和装入")
