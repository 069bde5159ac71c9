"""The district's work: the queue and the decision."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cached_property
from heapq import nlargest
from typing import TYPE_CHECKING, Any

from haishu_desk.desk.filled import filled_items
from haishu_desk.desk.permission import NotYoursError, refuse_impossible
from haishu_desk.desk.queue_row import QueueRow
from haishu_desk.desk.statements import has_something
from haishu_desk.domain.cells import (
    VALUE,
    VINTAGES,
    Change,
    Edit,
    Heads,
    ReturnKey,
    Slot,
    changed_slots,
    clashes_in,
    field_of_note,
    is_clash,
    values_of,
)
from haishu_desk.domain.errors import DeskError, UsageError
from haishu_desk.domain.fresh import fresh_name
from haishu_desk.domain.periods import parse_period
from haishu_desk.domain.returns import APPROVED, CLOSED, VOID, Course, Decision, Remark, Revision
from haishu_desk.review.compare import compare, differing_slots, placed

if TYPE_CHECKING:
    from haishu_desk.desk import Desk
    from haishu_desk.desk.comparing import Comparing
    from haishu_desk.desk.versions import Versions

APPROVE, RETURN, REOPEN = "approved", "returned", "reopened"
LOCK, VOIDED = "locked", "voided"


class Reviewing:
    """What waits, and deciding."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._rows: dict[ReturnKey, dict[str, Any]] = {}

    @cached_property
    def comparing(self) -> Comparing:
        """One return beside what it was."""
        from haishu_desk.desk.comparing import Comparing  # noqa: PLC0415  every page asks what waits, few compare

        return Comparing(self._desk)

    @cached_property
    def versions(self) -> Versions:
        """Any two versions beside one another."""
        from haishu_desk.desk.versions import Versions  # noqa: PLC0415  as above

        return Versions(self._desk)

    # What waits.

    def queue(self, *, check: bool = True, soon: int | None = None) -> list[dict[str, Any]]:
        """One row a return that is issued or has something in it: state, due date, completeness, what waits.

        With `soon` only what has not been reported and is due today or in at most so many days, the next day first.
        A 临时报表 that was thrown away waits for nobody.
        Without `check` the numbers of findings are None where a return was not checked yet: a window does that by and by.
        """
        keys = list(self._desk.standings.all())
        if soon is not None:
            due = {key: day for key in keys if (day := self._still_due(key)) is not None and 0 <= day <= soon}
            keys = sorted(due, key=lambda key: (due[key], key.unit, key.period, key.form))
        return [dict(QueueRow(self._desk, key, self._row_of, check=check)) for key in keys]

    def rows(self, *, by_and_by: bool = False) -> list[QueueRow]:
        """The same rows without checking; what asks for figures is read when it is asked for.

        With `by_and_by` only of the returns that were read already (see `standings`).
        """
        standings = self._desk.standings
        keys = standings.known() if by_and_by else standings.all()
        return [self.row(key) for key in keys]

    def latest_rows(self, most: int) -> tuple[list[QueueRow], int]:
        """`rows` by and by, of closed returns only so many, those of the latest periods; and how many are left out."""
        standings = self._desk.standings
        keys, is_open = standings.known(), standings.totals().open.__contains__
        closed = [key for key in keys if not is_open(key)]
        latest = set(nlargest(most, closed, key=lambda key: key.period))
        return [self.row(key) for key in keys if is_open(key) or key in latest], len(closed) - len(latest)

    def row(self, key: ReturnKey) -> QueueRow:
        """The row of one return."""
        return QueueRow(self._desk, key, self._row_of, check=False)

    def unread(self) -> list[ReturnKey]:
        """The open returns whose rows are to be read when somebody asks for them: all of them after a document was written."""
        unread = self._desk.standings.totals().open - self._rows.keys()
        return sorted(unread, key=lambda key: (key.unit, key.period, key.form))

    def is_read(self, key: ReturnKey) -> bool:
        """Whether the figures of a row are known."""
        return key in self._rows

    def read(self, key: ReturnKey) -> None:
        """Read the figures of a row, be the return closed or not."""
        self._row_of(key)

    def read_ahead(self, key: ReturnKey) -> None:
        """Read what is known of a return, with its figures where somebody has still to look at it."""
        if not self._desk.standings.of(key).is_closed:
            self._row_of(key)

    def _still_due(self, key: ReturnKey) -> int | None:
        """In how many days a return is due that was not reported yet; None for any other."""
        how = self._desk.standings.of(key)
        if how.is_closed or how.is_reported or not how.due:
            return None
        return (date.fromisoformat(how.due) - date.fromisoformat(_today())).days

    def forget(self, keys: Iterable[ReturnKey] | None = None) -> None:
        """Those returns were written to (None: the documents): read their rows of the queue anew."""
        for key in list(self._rows) if keys is None else keys:
            self._rows.pop(key, None)

    def to_judge(self, key: ReturnKey) -> int:
        """How many cells of a return have to be judged; a 说明 goes with its value."""
        count: int = self._row_of(key)["to_judge"]
        return count

    def _row_of(self, key: ReturnKey) -> dict[str, Any]:
        known = self._rows.get(key)
        if known is None:
            known = self._read_row(key)
            if not self._desk.workspace.database.sql.in_transaction:  # it may be given back
                self._rows[key] = known
        return known

    def counts(self, key: ReturnKey, *, check: bool) -> tuple[int, int] | tuple[None, None]:
        """How many findings there are; where nothing was checked yet the rules need not be read to say so."""
        if not check and "checking" not in vars(self._desk):
            return None, None
        return self._desk.checking.counts(key, check=check)

    def _read_row(self, key: ReturnKey) -> dict[str, Any]:
        """What a row of the queue says of the return itself; it stays so until the return is written to."""
        desk = self._desk
        heads, course = desk.heads(key), desk.course(key)
        items = {item.code for item in desk.documents.items_due(key.unit, parse_period(key.period), key.form)}
        approved = placed(key, {slot: (value,) for slot, (value, _) in course.approved().items()})
        current = placed(key, {slot: values_of(standing) for slot, standing in heads.items()})
        changed = compare(approved, current, {item.code: item for item in desk.documents.catalogue})
        last = course.last_revision
        return {
            "expected": len(items),
            "filled": len((filled_items(heads) - desk.carrying.unconfirmed(key)) & items),
            "changed": len(changed),
            "to_judge": len(differing_slots(changed, clashes_in(heads))),
            "unreported": len(changed_slots(last.heads if last else {}, heads)),
            "clashes": len(clashes_in(heads)),
            "queries": desk.querying.count(key) if desk.standings.of(key).asked else 0,
            "statement": said.as_json() if (said := desk.statements.standing(key)) else None,
            "risk": sorted({risk for row in changed for risk in row.risk}),
        }

    # The decision.

    def review(
        self,
        unit: str,
        period: str,
        what: str | None,
        *,
        form: str | None = None,
        comment: str | None = None,
        remarks: Sequence[Mapping[str, str | None]] = (),
        settlements: Sequence[Mapping[str, str | None]] = (),
    ) -> dict[str, Any]:
        """Settle 数据不一致, then approve, send back, reopen, lock or void: `{"state", "revision", "decision", "returns"}`.

        Where a 更正 is approved, `affected` says what was built on the figures that it changes.
        """
        if not self._desk.is_district:
            raise NotYoursError("审核由区级来做", "单位可以录入、上报和装入")
        asked = parse_period(period)
        keys = [ReturnKey(each, unit, str(asked)) for each in self._desk.documents.forms_asked(unit, asked, form)]
        for key in keys:
            self._desk.course(key)  # inside a transaction only what is written there is read then
        with self._desk.workspace.transaction(), self._desk.one_look():
            self._settle(keys, settlements)
            noted = {key: self._remarks(key, remarks) for key in keys}
            ready = self._ready(noted, what, comment) if what else []
            self._refuse_lost(remarks, [remark for key in ready for remark in noted[key]])
            rows = [self._decide(key, what, comment, noted[key]) for key in ready]
        rows = rows or [self._row(key) for key in keys]
        return {**rows[0], "returns": rows}

    def _ready(self, noted: Mapping[ReturnKey, tuple[Remark, ...]], what: str, comment: str | None) -> list[ReturnKey]:
        """The returns that the decision is for; a sentence if there is none.

        Of several forms those count that have something in them and are not decided yet; when cells are sent back,
        those that have such a cell.
        """
        filled = [
            key
            for key in noted
            if has_something(self._desk.heads(key), course := self._desk.course(key))
            or (what in (VOIDED, REOPEN) and course.is_issued)
        ]
        if not filled:
            raise DeskError("这份报表还没有任何数，不能审核", "请等单位上报，或由区级代录", code="empty")
        if what == RETURN and any(noted.values()):
            filled = [key for key in filled if noted[key]]
        states = {key: self._desk.course(key).state(has_edits=True) for key in filled}
        open_to = [key for key in filled if _is_open_to(what, states[key])]
        if not open_to:
            refuse_impossible(what, states[filled[0]], comment, noted[filled[0]])
        return open_to

    def _settle(self, keys: list[ReturnKey], settlements: Sequence[Mapping[str, str | None]]) -> None:
        batch = fresh_name()  # what was settled in one step is taken back in one
        for row in settlements:
            item = self._desk.documents.catalogue.get(row.get("item") or "")
            key = next((key for key in keys if key.form == self._desk.documents.form_of(item)), keys[0])
            slot = Slot(item.code, *self._address(key, row))
            standing = self._desk.heads(key).get(slot, ())
            if not is_clash(standing):
                raise DeskError(
                    f"{item.code} {item.name}没有数据不一致", "只有数据不一致的格才需要裁定", code="no-clash"
                )
            if not row.get("reason"):
                raise DeskError(f"{item.code} {item.name}的裁定没有写理由", "请在 reason 一列写明", code="no-reason")
            value = self._desk.entry.quantity(item, key.form, slot.field, row.get("value") or "")
            change = Change(slot, standing[0].value, value, tuple(head.edit for head in standing))
            self._desk.apply(Edit(key, self._desk.author(), (change,), batch, row["reason"], {"kind": "settle"}))

    def _address(self, key: ReturnKey, row: Mapping[str, str | None]) -> tuple[str, str | None]:
        """The field and the 数值状态 that a row of a table names; UsageError for one that there is none of."""
        field, vintage = row.get("field") or VALUE, row.get("vintage") or None
        known = self._desk.documents.fields(key.form)
        if field_of_note(field) not in known:
            raise UsageError(f"没有字段“{field}”", f"可用：{'、'.join(known)}")
        if vintage is not None and vintage not in VINTAGES:
            raise UsageError(f"没有数值状态“{vintage}”", f"可用：{'、'.join(VINTAGES)}")
        return field, vintage

    def _refuse_lost(self, rows: Sequence[Mapping[str, str | None]], placed: Sequence[Remark]) -> None:
        """Every remark stands in a decision, or nothing is decided."""
        lost = [row["item"] or "" for row in rows if row.get("item") not in {remark.slot.item for remark in placed}]
        if lost:
            names = "、".join(dict.fromkeys(lost))
            raise DeskError(
                f"{names} 所在的报表这次不作决定，写给它的意见没有地方放",
                "请去掉这些行，或等那张报表有数后再退回",
                code="lost-remark",
            )

    def _remarks(self, key: ReturnKey, rows: Sequence[Mapping[str, str | None]]) -> tuple[Remark, ...]:
        heads, remarks = self._desk.heads(key), []
        for row in rows:
            item = self._desk.documents.catalogue.get(row.get("item") or "")
            if key.unit not in self._desk.documents.reporters(item.code):
                raise NotYoursError(f"{item.code} {item.name}不由这个单位填报，不能退回给它", "请核对代码")
            if self._desk.documents.form_of(item) != key.form:
                continue
            field, vintage = self._address(key, row)
            slots = [
                slot
                for slot in heads
                if (slot.item, slot.field) == (item.code, field) and vintage in (None, slot.vintage)
            ]
            if not row.get("comment"):
                raise DeskError(
                    f"{item.code} {item.name}没有写退回的理由",
                    "请在 comment 一列写明哪里不对、怎么改",
                    code="no-reason",
                )
            remarks += [Remark(slot, row["comment"] or "") for slot in slots or [Slot(item.code, field, vintage)]]
        return tuple(remarks)

    def approve(self, key: ReturnKey, comment: str) -> dict[str, Any]:
        """Approve one return as it stands, inside the caller's transaction: its row of the verb `review`."""
        return self._decide(key, APPROVE, comment, ())

    def _decide(
        self, key: ReturnKey, what: str | None, comment: str | None, remarks: tuple[Remark, ...]
    ) -> dict[str, Any]:
        desk, course, heads = self._desk, self._desk.course(key), self._desk.heads(key)
        affected = self._affected(key, course) if what == APPROVE else []
        clashing = clashes_in(heads)
        if what == APPROVE and clashing:
            names = "、".join(f"{slot.item}" for slot in clashing)
            raise DeskError(f"{names} 数据不一致，不能审核通过", "请先用 --settle 裁定", code="clash")
        revision = self._judged_revision(key, course, heads, what)
        last = course.last_decision
        judged = revision.id if revision else None
        decision = Decision(key, desk.author(), what or "", judged, last.id if last else None, comment, remarks)
        desk.apply(decision)
        return {**self._row(key, decision), **({"affected": affected} if affected else {})}

    def _affected(self, key: ReturnKey, course: Course) -> list[dict[str, Any]]:
        """What was built on the figures that a 更正 changes; nothing where there is none."""
        if course.correction is None:
            return []
        return self._desk.affecting.of(
            key, changed_slots(course.counting(self._desk.heads(key)), self._desk.heads(key))
        )

    def _judged_revision(self, key: ReturnKey, course: Course, heads: Heads, what: str | None) -> Revision | None:
        """The revision that is judged; what the district entered or settled since is sealed as one of its own."""
        last = course.last_revision
        if what in (VOIDED, REOPEN, LOCK):
            return last
        if last is not None and len(course.tips) == 1 and not changed_slots(last.heads, heads):
            return last
        from haishu_desk.desk.sealing import seal  # noqa: PLC0415  as above

        revision = seal(self._desk, key)
        self._desk.apply(revision)
        return revision

    def _row(self, key: ReturnKey, decision: Decision | None = None) -> dict[str, Any]:
        course, heads = self._desk.course(key), self._desk.heads(key)
        last = course.last_revision
        return {
            "form": key.form,
            "state": course.state(has_edits=bool(heads)),
            "revision": decision.revision if decision else (last.id if last else None),
            "decision": decision.id if decision else None,
        }


def _is_open_to(what: str, state: str) -> bool:
    """Whether that can be decided of a return in that state."""
    if what == VOIDED:
        return state != VOID
    if what == LOCK:
        return state == APPROVED
    return (state in CLOSED) == (what == REOPEN)


def _today() -> str:
    return date.today().isoformat()  # noqa: DTZ011  the office's own day
