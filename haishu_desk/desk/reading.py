"""Reading cells: current values, values as they were, and all that happened to one cell."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from haishu_desk.desk.beside import REVISE, VERIFY
from haishu_desk.domain.cells import (
    VALUE,
    VERIFIED,
    Author,
    Change,
    Edit,
    Head,
    Heads,
    ReturnKey,
    Slot,
    cell_of_word,
    explained,
    field_of_note,
    is_aside,
    is_clash,
    is_filled,
    is_note,
    is_query,
    note_of,
    values_of,
    vintage_rank,
)
from haishu_desk.domain.errors import UsageError
from haishu_desk.domain.origins import place_of
from haishu_desk.domain.periods import parse_period
from haishu_desk.domain.quantity import Quantity, show
from haishu_desk.domain.queries import WORDS, what_of
from haishu_desk.domain.returns import Course, Decision, Revision

if TYPE_CHECKING:
    from haishu_desk.desk import Desk

EVENTS = {"typed": "录入", "on-behalf": "代录", "workbook": "补录", "undo": "撤回", "redo": "重做", "settle": "裁定",
           "carried": "复制上期", "accepted": "认可", REVISE: "更正", VERIFY: "核定", "again": "再装入", "group": "成组待定"}  # fmt: skip
WORKBOOK_TABLE = "workbook-table"
_DECISIONS = {"received": "接收", "returned": "退回", "approved": "审核通过", "reopened": "重新打开", "voided": "作废"}


def place_name(slot: Slot) -> str:
    """The name of a cell among the addresses that the source of an edit keeps."""
    return place_of(slot)


@dataclass(frozen=True)
class Standing:
    """A return as it stands, or stood: heads and course."""

    key: ReturnKey
    heads: Heads
    course: Course
    counting: Heads


class Reading:
    """Answers about cells; writes nothing."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def values(
        self, unit: str | None = None, period: str | None = None, item: str | None = None, as_of: str | None = None
    ) -> list[dict[str, Any]]:
        """The rows of the verb `values`, by unit, period and item in print order; UsageError for an unknown one."""
        documents = self._desk.documents
        if unit is not None:
            documents.units.get(unit)
        if item is not None:
            documents.catalogue.get(item)
        period = period and str(parse_period(period))
        rows = []
        for standing in self._standings(as_of, unit, item, period):
            if unit in (None, standing.key.unit) and period in (None, standing.key.period):
                rows += [row for row in self._rows(standing) if item in (None, row["item"])]
        return sorted(rows, key=lambda row: (row["unit"], row["period"], row["item"], row["field"]))

    def of_unit(self, item: str, unit: str) -> Iterator[list[dict[str, Any]]]:
        """The rows of `values` of an item of a unit: those of one return a step, the returns sorted."""
        for standing in self._of_item(item, unit):
            yield [row for row in self._rows(standing) if row["item"] == item]

    def unsigned(self, key: ReturnKey, *fields: str) -> list[dict[str, Any]]:
        """The same rows of one return, of those fields, without who wrote each: a curve is drawn without looking up its authors."""
        heads, course = self._desk.heads(key), self._desk.course(key)
        return list(self._rows(Standing(key, heads, course, course.counting(heads)), fields, signed=False))

    def _standings(
        self, as_of: str | None, unit: str | None = None, item: str | None = None, period: str | None = None
    ) -> Iterator[Standing]:
        if as_of is None and item is not None:
            yield from self._of_item(item, unit)
            return
        revision = self.revision(as_of) if as_of is not None and not is_moment(as_of) else None
        if revision is not None:
            yield Standing(revision.key, revision.heads, self._desk.course(revision.key), revision.heads)
            return
        until = self._desk.workspace.journal.last_before(as_of) if as_of else None
        for key in self._desk.workspace.cells.returns():
            if unit in (None, key.unit) and period in (None, key.period):
                heads, course = self._desk.heads(key, until), self._desk.course(key, until)
                yield Standing(key, heads, course, course.counting(heads))

    def _of_item(self, item: str, unit: str | None) -> Iterator[Standing]:
        """What stands of one item, without the rest of its returns."""
        for key in self._desk.workspace.cells.keys_of_item(item, unit):
            heads, course = self._desk.heads(key, item=item), self._desk.course(key).only(item)
            yield Standing(key, heads, course, course.counting(heads))

    def revision(self, name: str) -> Revision:
        """The revision whose id begins so (hyphen and case do not matter); UsageError if none or several do."""
        wanted = name.replace("-", "").lower()
        found = [entry for entry in self._desk.workspace.journal.entries(Revision.kind) if entry.id.startswith(wanted)]
        if len(found) != 1 or not wanted:
            raise UsageError(
                f"没有版本“{name}”" if not found else f"版本码“{name}”对应不止一个版本", "版本码见 log 或 history"
            )
        return Revision.from_body(found[0].body)

    def _rows(
        self, standing: Standing, fields: Collection[str] = (), *, signed: bool = True
    ) -> Iterator[dict[str, Any]]:
        approved = standing.course.approved()
        counting = _counting(standing.counting)
        slots = {explained(slot) for slot in standing.heads if not is_aside(slot.field)}
        for slot in sorted(slot for slot in slots if not fields or slot.field in fields):
            heads = standing.heads.get(slot, ())
            replaced = _approved_before(standing, slot)
            if replaced is not None:
                yield self._row(standing, slot, replaced, approved, counts=slot in counting, signed=signed)
            if not heads:
                yield self._note_alone(standing, slot, signed=signed)
            clash = is_clash(heads)
            for value in values_of(heads):
                head = next(head for head in heads if head.value.meaning == value.meaning)
                counts = slot in counting and not clash and replaced is None
                row = self._row(standing, slot, head, approved, counts=counts, signed=signed)
                more = {"clash": True} if clash else {}
                yield {**row, **more, **({"correction": True} if replaced is not None else {})}

    def _row(
        self,
        standing: Standing,
        slot: Slot,
        head: Head,
        approved: dict[Slot, tuple[Quantity, str]],
        *,
        counts: bool,
        signed: bool,
    ) -> dict[str, Any]:
        basis, revision = basis_of(slot, head.value, approved, standing.course.last_revision)
        return {
            "form": standing.key.form,
            "unit": standing.key.unit,
            "period": standing.key.period,
            **slot.as_json(),
            "value": head.value.as_json(),
            "counts": counts,
            "basis": basis,
            "note": _note(standing.heads, slot),
            **(self._written(head.edit) if signed else {}),
            "revision": revision,
        }

    def _note_alone(self, standing: Standing, slot: Slot, *, signed: bool) -> dict[str, Any]:
        """The row of a cell that is explained and not filled."""
        noted = standing.heads[Slot(slot.item, note_of(slot.field), slot.vintage)]
        place = {"form": standing.key.form, "unit": standing.key.unit, "period": standing.key.period, **slot.as_json()}
        said = {"value": None, "counts": False, "basis": "录入中", "note": _note(standing.heads, slot)}
        written = self._written(noted[0].edit) if signed else {}
        return {**place, **said, **written, "revision": None}

    def _written(self, edit_id: str) -> dict[str, Any]:
        entry = self._desk.workspace.journal.get(edit_id)
        author = Author.of(entry.body) if entry else None
        return {"by": author.person if author else None, "at": author.at if author else None}

    def dropped_from(self, unit: str, period: str, item: str) -> ReturnKey | None:
        """The return that has cells of an item which no plan in force has any more; None for one that is there or never was."""
        if item in self._desk.documents.catalogue:
            return None
        keys = (key for key in self._desk.workspace.cells.returns() if (key.unit, key.period) == (unit, period))
        return next((key for key in keys if any(slot.item == item for slot in self._desk.heads(key))), None)

    def history(self, key: ReturnKey, item: str, field: str = VALUE) -> list[dict[str, Any]]:
        """All that happened to that cell, in whatever vintage, oldest first."""
        fields = self._desk.documents.fields(key.form)
        if field_of_note(field) not in (*fields, VERIFIED):
            raise UsageError(f"没有字段“{field}”", f"可用：{'、'.join(fields)}")
        return self.story(self._desk.edits(key), self._desk.course(key), item, field)

    def story(self, edits: Iterable[Edit], course: Course, item: str, field: str) -> list[dict[str, Any]]:
        """The same of a return whose edits, all of them in the order of their arrival, and course somebody has read."""
        course = course.only(item)
        events = [event for edit in edits for event in _typed(edit, item, field)]
        for revision in course.revisions:
            events += _reported(revision, item, field)
        by_id = {revision.id: revision for revision in course.revisions}
        for decision in course.decisions:
            events += _judged(decision, by_id.get(decision.revision or ""), item, field)
        order = self._desk.workspace.journal.numbers({event["id"] for event in events})
        events.sort(key=lambda event: order.get(event["id"], 0))  # an altered entry has another name
        return [{key: value for key, value in event.items() if key != "id"} for event in events]


def _approved_before(standing: Standing, slot: Slot) -> Head | None:
    """What was approved of a cell and still counts while a 更正 of it waits; None for every other cell."""
    if standing.counting is standing.heads or slot not in standing.counting:
        return None
    head = standing.counting[slot][0]
    now = {each.value.meaning for each in standing.heads.get(slot, ())}
    return None if head.value.meaning in now or not is_filled(head.value) else head


def is_moment(text: str) -> bool:
    """Whether `text` is an ISO date or time rather than a version code; UsageError for a day that there is none of."""
    if len(text) < len("2025-01-01") or text[4:5] != "-" or text[7:8] != "-" or not text[:4].isdigit():
        return False
    try:
        datetime.fromisoformat(text)
    except ValueError as error:
        raise UsageError(f"没有“{text}”这一天", "日期请写成 2026-01-31") from error
    return True


def _note(heads: Heads, slot: Slot) -> str | None:
    standing = heads.get(Slot(slot.item, note_of(slot.field), slot.vintage), ())
    texts = [show(value) for value in values_of(standing) if is_filled(value)]
    return " / ".join(texts) or None


def _counting(heads: Heads) -> set[Slot]:
    """The slots whose value counts: the 核定数 if there is one, else the best vintage that is filled."""
    best: dict[tuple[str, str], Slot] = {}
    for slot, standing in heads.items():
        if is_note(slot.field) or is_aside(slot.field) or not is_filled(standing[0].value):
            continue
        place = (slot.item, VALUE if slot.field == VERIFIED else slot.field)
        rival = best.get(place)
        if rival is None or _outranks(slot, rival):
            best[place] = slot
    return set(best.values())


def _outranks(slot: Slot, rival: Slot) -> bool:
    mine, other = slot.field == VERIFIED, rival.field == VERIFIED
    return mine > other or (mine == other and vintage_rank(slot.vintage) > vintage_rank(rival.vintage))


def basis_of(
    slot: Slot, value: Quantity, approved: dict[Slot, tuple[Quantity, str]], reported: Revision | None
) -> tuple[str, str | None]:
    """On what the value stands: 核定, 已批, 已报 or 录入中; and the revision that says so."""
    if slot.field == VERIFIED:
        return "核定", None
    if slot in approved and approved[slot][0].meaning == value.meaning:
        return "已批", approved[slot][1]
    if reported and any(head.value.meaning == value.meaning for head in reported.heads.get(slot, ())):
        return "已报", reported.id
    return "录入中", None


def _event(name: str, entry: Edit | Revision | Decision, value: Quantity | None, vintage: str | None) -> dict[str, Any]:
    return {
        "event": name,
        "value": value.as_json() if value else None,
        "vintage": vintage,
        "by": entry.author.person,
        "at": entry.author.at,
        "reason": None,
        "source": None,
        "revision": None,
        "id": entry.id,
    }


def _typed(edit: Edit, item: str, field: str) -> Iterator[dict[str, Any]]:
    if not edit.changes:  # 空表 and 暂不报 are said of the whole return
        event = _event(str(edit.source.get("word") or "说明"), edit, None, None)
        yield {**event, "reason": edit.reason, "source": dict(edit.source)}
    for change in edit.changes:
        if is_query(change.slot.field):
            yield from _asked(edit, change, item, field)
        elif (change.slot.item, change.slot.field) in _fields_of(item, field):
            name = edit.source.get("word") or EVENTS.get(edit.source.get("kind", "typed"), "录入")
            yield {
                **_event(name, edit, change.after, change.slot.vintage),
                "reason": reason_of(edit, change.slot),
                "source": _source_of(edit, change.slot),
            }


def _fields_of(item: str, field: str) -> set[tuple[str, str]]:
    """A 核定数 is part of what happened to the value."""
    return {(item, field), (item, VERIFIED)} if field == VALUE else {(item, field)}


def _asked(edit: Edit, change: Change, item: str, field: str) -> Iterator[dict[str, Any]]:
    """What was asked and answered of the cell."""
    what = what_of(change.slot.field)
    if what is not None and cell_of_word(change.slot) == Slot(item, field, change.slot.vintage):
        event = _event(WORDS[what], edit, None, change.slot.vintage)
        yield {**event, "reason": change.after.text, "source": dict(edit.source)}


def reason_of(edit: Edit, slot: Slot) -> str | None:
    """Why an edit changed that cell: what was said of the cell itself, else of the whole."""
    reasons = edit.source.get("reasons", {})
    return reasons.get(place_name(slot), edit.reason) if isinstance(reasons, Mapping) else edit.reason


def _source_of(edit: Edit, slot: Slot) -> dict[str, Any]:
    """Where the cell came from; of a table of others the one address, not those of its other cells."""
    source = dict(edit.source)
    if source.get("kind") == WORKBOOK_TABLE:
        source["address"] = source.pop("cells", {}).get(place_name(slot))
    return source


def _reported(revision: Revision, item: str, field: str) -> Iterator[dict[str, Any]]:
    for slot, standing in revision.heads.items():
        if (slot.item, slot.field) == (item, field):
            name = "上报" if revision.signed else "上报（未签名）"
            yield {**_event(name, revision, standing[0].value, slot.vintage), "revision": revision.id}


def _judged(decision: Decision, revision: Revision | None, item: str, field: str) -> Iterator[dict[str, Any]]:
    """The decisions that speak of the cell: a return speaks of the cells it names, or of all if it names none."""
    if decision.what not in _DECISIONS or revision is None:
        return
    remarks = {remark.slot: remark.comment for remark in decision.remarks}
    for slot, standing in revision.heads.items():
        if (slot.item, slot.field) != (item, field):
            continue
        sent_back = slot in remarks
        if decision.what == "returned" and remarks and not sent_back:
            continue
        name = "退回" if sent_back else _DECISIONS[decision.what]
        reason = remarks.get(slot) or decision.comment
        yield {
            **_event(name, decision, standing[0].value, slot.vintage),
            "reason": reason,
            "revision": decision.revision,
        }
    for slot, comment in remarks.items():
        if (slot.item, slot.field) == (item, field) and slot not in revision.heads:
            event = _event("退回", decision, None, slot.vintage)
            yield {**event, "reason": comment, "revision": decision.revision}
