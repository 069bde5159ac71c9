"""A return's life: revisions (what was signed), decisions (what the district said of it), and the state they amount to.

The state is computed from the last revision and the last decision, never stored.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from haishu_desk.domain.canonical import canonical, digest
from haishu_desk.domain.cells import VERIFIED, Author, Head, Heads, ReturnKey, Slot, slot_of
from haishu_desk.domain.quantity import Quantity, unpacked

NOT_ISSUED, ISSUED, FILLING, REPORTED, RECEIVED = "未下发", "已下发", "录入中", "已上报", "已接收"
SENT_BACK, APPROVED, LOCKED, VOID = "退回修改", "审核通过", "已锁定", "作废"
STATES = (NOT_ISSUED, ISSUED, FILLING, REPORTED, RECEIVED, SENT_BACK, APPROVED, LOCKED, VOID)
CLOSED = (APPROVED, LOCKED, VOID)

# What a decision says -> the state of the return while no later revision is there. `approved` with cells sent back, and
# an approval taken back, leave the return open for the unit.
_AFTER = {
    "issued": ISSUED,
    "received": RECEIVED,
    "returned": SENT_BACK,
    "approved": APPROVED,
    "reopened": SENT_BACK,
    "locked": LOCKED,
    "voided": VOID,
}
# A 核定数 of a closed return: it is sealed beside what was approved and leaves the state as it is.
VERIFIED_SINCE = "verified"


def is_known_decision(what: object) -> bool:
    """Whether it is one of the things that a decision can say."""
    return isinstance(what, str) and (what in _AFTER or what == VERIFIED_SINCE)


@dataclass(frozen=True)
class Revision:
    """A return as it was signed: every standing value of every cell. Never changed; named by the hash of its bytes.

    `previous` are the revisions it follows (two when two computers of a unit are brought together), `decision` the last
    decision its author had seen, `signed` False when the values were taken over from a workbook filled in by hand. `rules`
    names the edition of the rules that it was checked with; a revision from before there were rules has none.
    """

    kind = "revision"

    key: ReturnKey
    author: Author
    heads: Heads
    previous: tuple[str, ...] = ()
    decision: str | None = None
    signed: bool = True
    rules: str | None = None

    @cached_property
    def body(self) -> bytes:
        """The exact bytes that are stored, sent and hashed."""
        cells = [
            {**slot.as_json(), "heads": [[head.edit, head.value.packed()] for head in self.heads[slot]]}
            for slot in sorted(self.heads)
        ]
        return canonical(
            {
                "kind": self.kind,
                "form": self.key.form,
                "unit": self.key.unit,
                "period": self.key.period,
                "author": self.author.as_json(),
                "previous": sorted(self.previous),
                "decision": self.decision,
                "signed": self.signed,
                "cells": cells,
                **({"rules": self.rules} if self.rules else {}),
            }
        )

    @cached_property
    def id(self) -> str:
        """The version: printed in short as the 版本码."""
        return digest(self.body)

    @staticmethod
    def from_body(body: bytes) -> Revision:
        """The revision whose bytes these are."""
        stored = json.loads(body)
        revision = Revision(
            ReturnKey(stored["form"], stored["unit"], stored["period"]),
            Author(**stored["author"]),
            _heads_in(stored["cells"]),
            tuple(stored["previous"]),
            stored["decision"],
            stored["signed"],
            stored.get("rules"),
        )
        revision.__dict__["body"] = body
        return revision

    @staticmethod
    def kept(body: bytes) -> Revision:
        """The same for bytes that this file holds already: its figures are read when they are asked for.

        How far a return is asks for no figures, and most of what is asked of a return is that.
        """
        stored = json.loads(body)
        revision = object.__new__(Revision)
        revision.__dict__.update(
            key=ReturnKey(stored["form"], stored["unit"], stored["period"]),
            author=Author(**stored["author"]),
            previous=tuple(stored["previous"]),
            decision=stored["decision"],
            signed=stored["signed"],
            rules=stored.get("rules"),
            body=body,
            _cells=stored["cells"],
        )
        return revision

    def only(self, item: str) -> Revision:
        """The same with the figures of one item, named as the whole is."""
        part = object.__new__(Revision)
        part.__dict__.update(self.__dict__)
        cells = self.__dict__.get("_cells")
        if cells is None:
            part.__dict__["heads"] = {slot: heads for slot, heads in self.heads.items() if slot.item == item}
        else:
            part.__dict__["_cells"] = [cell for cell in cells if cell["item"] == item]
        return part

    if not TYPE_CHECKING:

        def __getattr__(self, name: str) -> Any:
            """The figures of a revision that is `kept`."""
            if name != "heads" or "_cells" not in self.__dict__:
                raise AttributeError(name)
            heads = self.__dict__["heads"] = _heads_in(self.__dict__.pop("_cells"))
            return heads


def _heads_in(cells: Iterable[Mapping[str, Any]]) -> Heads:
    return {slot_of(cell): tuple(Head(edit, unpacked(packed)) for edit, packed in cell["heads"]) for cell in cells}


@dataclass(frozen=True)
class Remark:
    """What a decision says of one cell."""

    slot: Slot
    comment: str

    def as_json(self) -> dict[str, Any]:
        """The cell and the comment."""
        return {**self.slot.as_json(), "comment": self.comment}


@dataclass(frozen=True)
class Decision:
    """What the district did with a return: issued, received, returned, approved, verified, reopened, locked, voided it.

    `revision` is what it speaks of (None for `issued`), `previous` the decision before it; `remarks` are the cells that
    it sends back with what is wrong with each; `due` an ISO date.
    """

    kind = "decision"

    key: ReturnKey
    author: Author
    what: str
    revision: str | None
    previous: str | None
    comment: str | None = None
    remarks: tuple[Remark, ...] = ()
    due: str | None = None

    @cached_property
    def body(self) -> bytes:
        """The exact bytes that are stored, sent and hashed."""
        return canonical(
            {
                "kind": self.kind,
                "form": self.key.form,
                "unit": self.key.unit,
                "period": self.key.period,
                "author": self.author.as_json(),
                "what": self.what,
                "revision": self.revision,
                "previous": self.previous,
                "comment": self.comment,
                "cells": [remark.as_json() for remark in self.remarks],
                "due": self.due,
            }
        )

    @cached_property
    def id(self) -> str:
        """The name of this decision everywhere."""
        return digest(self.body)

    @staticmethod
    def from_body(body: bytes) -> Decision:
        """The decision whose bytes these are."""
        stored = json.loads(body)
        decision = Decision(
            ReturnKey(stored["form"], stored["unit"], stored["period"]),
            Author(**stored["author"]),
            stored["what"],
            stored["revision"],
            stored["previous"],
            stored["comment"],
            tuple(Remark(slot_of(cell), cell["comment"]) for cell in stored["cells"]),
            stored["due"],
        )
        decision.__dict__["body"] = body
        return decision


@dataclass(frozen=True)
class Course:
    """The revisions and decisions of one return, each in the order in which one follows the other."""

    revisions: tuple[Revision, ...]
    decisions: tuple[Decision, ...]

    @property
    def last_decision(self) -> Decision | None:
        """The decision that no other one follows."""
        return self.decisions[-1] if self.decisions else None

    @property
    def tips(self) -> tuple[Revision, ...]:
        """The revisions that no other one follows: one as a rule, two when two computers of a unit reported."""
        followed = {previous for revision in self.revisions for previous in revision.previous}
        return tuple(revision for revision in self.revisions if revision.id not in followed)

    @property
    def last_revision(self) -> Revision | None:
        """The revision that counts as the last report."""
        tips = self.tips
        return tips[-1] if tips else None

    def state(self, *, has_edits: bool) -> str:
        """One of `STATES`; `has_edits` says whether anything was typed. A void return stays so until it is reopened."""
        ended = next((each.what for each in reversed(self.decisions) if each.what in ("voided", "reopened")), None)
        if ended == "voided":
            return VOID
        judged = {decision.revision for decision in self.decisions}
        if any(revision.id not in judged for revision in self.tips):
            return REPORTED
        last = next((each for each in reversed(self.decisions) if each.what != VERIFIED_SINCE), None)
        if last is None or last.what == "issued":
            return FILLING if has_edits else (ISSUED if last else NOT_ISSUED)
        if last.what == "approved" and last.remarks:
            return SENT_BACK
        return _AFTER[last.what]

    @property
    def due(self) -> str | None:
        """The last due date that was given, an ISO date."""
        return next((decision.due for decision in reversed(self.decisions) if decision.due), None)

    @property
    def is_issued(self) -> bool:
        """Whether the district has handed this return out."""
        return any(decision.what == "issued" for decision in self.decisions)

    @property
    def is_shared(self) -> bool:
        """Whether the unit has a part in this return: it was handed out, or taken over from old tables and approved (补录)."""
        return any(decision.what in ("issued", "approved") for decision in self.decisions)

    def open_remarks(self) -> dict[Slot, str]:
        """The cells that the last judgement sent back, with what is wrong; empty once it is approved."""
        for decision in reversed(self.decisions):
            if decision.what in ("returned", "approved", "reopened"):
                return {remark.slot: remark.comment for remark in decision.remarks}
        return {}

    def approved(self) -> dict[Slot, tuple[Quantity, str]]:
        """The approved value of each cell and the revision that it was approved in.

        A cell that was sent back keeps the value approved before; `reopened` takes the last approval back.
        """
        by_id = {revision.id: revision for revision in self.revisions}
        history: list[list[tuple[Revision, Decision]]] = [[]]  # what makes up each state of what is approved
        for decision in self.decisions:
            revision = by_id.get(decision.revision or "")
            if decision.what == "approved" and revision is not None:
                # One that sent nothing back leaves nothing of what was approved before.
                history.append([*(history[-1] if decision.remarks else ()), (revision, decision)])
            elif decision.what == VERIFIED_SINCE and revision is not None:
                history[-1] = [*history[-1], (revision, decision)]
            elif decision.what == "reopened" and len(history) > 1:
                history.pop()
        found: dict[Slot, tuple[Quantity, str]] = {}
        for revision, decision in history[-1]:
            is_later = decision.what == VERIFIED_SINCE
            found = found | _verified(revision) if is_later else _approve(found, revision, decision)
        return found

    def only(self, item: str) -> Course:
        """The same as far as one item is concerned."""
        return Course(tuple(revision.only(item) for revision in self.revisions), self.decisions)

    @property
    def correction(self) -> Revision | None:
        """The 更正 under way: reported after 审核通过, and not approved, taken back by reopening or voided since."""
        settled = self._up_to(
            each.revision for each in self.decisions if each.what in ("approved", "reopened", "voided")
        )
        waiting = [each for each in self.revisions if each.id not in settled and self.is_correction(each)]
        return waiting[-1] if waiting else None

    def is_correction(self, revision: Revision) -> bool:
        """Whether the unit reported it when the return was closed already, as far as it knew."""
        seen = next((each for each in self.decisions if each.id == revision.decision), None)
        closing = seen is not None and (
            seen.what in ("locked", VERIFIED_SINCE) or (seen.what == "approved" and not seen.remarks)
        )
        return closing and revision.author.unit == revision.key.unit

    def _up_to(self, names: Iterable[str | None]) -> set[str]:
        """Those revisions and all that they follow."""
        by_id = {revision.id: revision for revision in self.revisions}
        found: set[str] = set()
        waiting = list(names)
        while waiting:
            name = waiting.pop()
            if name is not None and name in by_id and name not in found:
                found.add(name)
                waiting += by_id[name].previous
        return found

    def counting(self, heads: Heads) -> Heads:
        """The values that count of `heads`: none of a void return; while a 更正 waits, those that were approved.

        A 核定数 counts as soon as it is written.
        """
        if self.state(has_edits=True) == VOID:
            return {}
        if self.correction is None:
            return heads
        by_id = {revision.id: revision for revision in self.revisions}
        approved = {slot: by_id[name].heads[slot] for slot, (_, name) in self.approved().items() if name in by_id}
        return approved | {slot: standing for slot, standing in heads.items() if slot.field == VERIFIED}


def _approve(
    before: dict[Slot, tuple[Quantity, str]], revision: Revision, decision: Decision
) -> dict[Slot, tuple[Quantity, str]]:
    sent_back = {remark.slot for remark in decision.remarks}
    passed = {
        slot: (standing[0].value, revision.id) for slot, standing in revision.heads.items() if slot not in sent_back
    }
    kept = {slot: value for slot, value in before.items() if slot in sent_back}
    return passed | kept


def _verified(revision: Revision) -> dict[Slot, tuple[Quantity, str]]:
    return {
        slot: (standing[0].value, revision.id) for slot, standing in revision.heads.items() if slot.field == VERIFIED
    }


def course_of(revisions: Iterable[Revision], decisions: Iterable[Decision]) -> Course:
    """Bring revisions and decisions, known in any order, into the order in which one follows the other."""
    return Course(
        tuple(_in_order(list(revisions), lambda revision: revision.previous)),
        tuple(_in_order(list(decisions), lambda decision: (decision.previous,) if decision.previous else ())),
    )


def _in_order(entries: list[Any], parents: Any) -> list[Any]:
    """Parents first; among equals the label of the clock and then the id decide, the same on every machine."""
    known = {entry.id: entry for entry in entries}
    depth: dict[str, int] = {}

    for identity in known:
        waiting = [identity]  # no recursion: a chain may be longer than Python's stack is deep
        while waiting:
            above = [parent for parent in parents(known[waiting[-1]]) if parent in known]
            unknown = [parent for parent in above if parent not in depth]
            if not unknown:
                depth[waiting.pop()] = 1 + max((depth[parent] for parent in above), default=0)
            waiting += unknown
    return sorted(known.values(), key=lambda entry: (depth[entry.id], entry.author.at, entry.id))
