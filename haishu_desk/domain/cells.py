"""Cells and edits: one thing that one person did to one return, and the values that stand after all of them.

The heads of a cell are the changes that no other edit replaces. One head, or several with one meaning: the value. Two
meanings: 数据不一致; both stay until somebody decides. Merging is the union of two sets of edits, so order, repeats and
clocks cannot matter.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from haishu_desk.domain.canonical import canonical, digest
from haishu_desk.domain.quantity import Quantity, unpacked

VALUE, NOTE, VERIFIED, EVIDENCE = "value", "note", "verified", "evidence"
# domain.md 0.1: the later word outranks the earlier one; a figure without a word is final unless a better one is there.
VINTAGES = ("预计", "快报", "初步核算", "最终核实", "普查修订")
# What is said of a finding travels and merges as a cell of its own, as a 说明 does.
_EXPLAINED, _EXEMPTED = "explanation|", "exemption|"
# So does each message of a 查询; `domain/queries.py` says what the rest of the name means.
QUERIED = "query|"
_FIRST, _AUTHOR_ENDS, _DECODER = b'{"author":', 4096, json.JSONDecoder()
_RANK = {"预计": 0, "快报": 1, None: 2, "初步核算": 3, "最终核实": 4, "普查修订": 5}


def vintage_rank(vintage: str | None) -> int:
    """How good a figure of that 数值状态 is; the best one of a cell counts."""
    return _RANK[vintage]


def note_of(field_name: str) -> str:
    """The field that holds the 说明 of `field_name`; a note is a cell of its own, so it merges by itself."""
    return NOTE if field_name == VALUE else f"{field_name}.{NOTE}"


def is_note(field_name: str) -> bool:
    """Whether a field holds a 说明."""
    return field_name == NOTE or field_name.endswith(f".{NOTE}")


def is_evidence(field_name: str) -> bool:
    """Whether a field holds a 佐证材料: each file is a cell of its own, so that two that are added merge by themselves."""
    return field_name.startswith(f"{EVIDENCE}.")


def field_of_note(field_name: str) -> str:
    """The field that a 说明 speaks of; any other field is itself."""
    return VALUE if field_name == NOTE else field_name.removesuffix(f".{NOTE}")


def explanation_of(rule: str, field_name: str) -> str:
    """The field that holds the 审核说明 (of a 强制性 finding: the 豁免申请) that a unit gives for what `rule` found there."""
    return f"{_EXPLAINED}{rule}|{field_name}"


def exemption_of(rule: str, field_name: str) -> str:
    """The field that holds what the district decided of a 豁免申请."""
    return f"{_EXEMPTED}{rule}|{field_name}"


def is_word(field_name: str) -> bool:
    """Whether a field holds what is said of a finding or asked of a cell, and no figure of the return."""
    return field_name.startswith((_EXPLAINED, _EXEMPTED, QUERIED))


def is_query(field_name: str) -> bool:
    """Whether a field holds a message of a 查询: words between the district and the unit, no part of the return."""
    return field_name.startswith(QUERIED)


def is_exemption(field_name: str) -> bool:
    """Whether a field holds what the district decided of a 豁免申请."""
    return field_name.startswith(_EXEMPTED)


def is_figure(field_name: str) -> bool:
    """Whether a field is part of the form: not what is said of a figure or of a finding, nor a 佐证材料."""
    return not is_note(field_name) and not is_aside(field_name)


def is_aside(field_name: str) -> bool:
    """Whether a field stands beside the form and its remarks: what is said of a finding, and 佐证材料."""
    return is_word(field_name) or is_evidence(field_name)


@dataclass(frozen=True, order=True)
class ReturnKey:
    """一份报表: a form that a unit fills in for a period."""

    form: str
    unit: str
    period: str


@dataclass(frozen=True)
class Slot:
    """A cell inside its return."""

    item: str
    field: str = VALUE
    vintage: str | None = None

    def __lt__(self, other: Slot) -> bool:
        """Print order: item, field, then the better vintage last."""
        return self._order < other._order

    @property
    def _order(self) -> tuple[str, str, int]:
        return (self.item, self.field, vintage_rank(self.vintage))

    def as_json(self) -> dict[str, Any]:
        """The three keys `item`, `field`, `vintage`."""
        return {"item": self.item, "field": self.field, "vintage": self.vintage}


def slot_of(stored: Mapping[str, Any]) -> Slot:
    """The cell that `Slot.as_json` named; ValueError for a 数值状态 that there is none of."""
    if stored["vintage"] not in _RANK:
        raise ValueError(f"no vintage: {stored['vintage']}")
    return Slot(stored["item"], stored["field"], stored["vintage"])


def explained(slot: Slot) -> Slot:
    """The cell that a 说明 speaks of; any other cell is itself."""
    return Slot(slot.item, field_of_note(slot.field), slot.vintage)


def cell_of_word(slot: Slot) -> Slot:
    """The cell that a word is said of; any other cell is itself."""
    return Slot(slot.item, slot.field.rpartition("|")[2], slot.vintage) if is_word(slot.field) else slot


@dataclass(frozen=True)
class Change:
    """One cell of an edit: what it saw (`before`, `replaces`) and what it leaves (`after`)."""

    slot: Slot
    before: Quantity | None
    after: Quantity
    replaces: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """As it is stored."""
        return {
            **self.slot.as_json(),
            "before": self.before.packed() if self.before else None,
            "after": self.after.packed(),
            "replaces": sorted(self.replaces),
        }

    @staticmethod
    def from_json(stored: Mapping[str, Any]) -> Change:
        """The change that `as_json` wrote."""
        before = unpacked(stored["before"]) if stored["before"] else None
        slot = slot_of(stored)
        return Change(slot, before, unpacked(stored["after"]), tuple(stored["replaces"]))


@dataclass(frozen=True)
class Author:
    """Who did it: the person, for which unit, on which device, the device's running number, and a clock as a label."""

    person: str
    unit: str
    device: str
    seq: int
    at: str

    @staticmethod
    def of(body: bytes) -> Author:
        """The author of the entry whose bytes these are; he stands first in them, before thousands of cells."""
        if not body.startswith(_FIRST):
            return Author(**json.loads(body)["author"])
        try:
            first, _ = _DECODER.raw_decode(body[len(_FIRST) : _AUTHOR_ENDS].decode("utf-8", "ignore"))
        except ValueError:  # longer than any name is
            first = json.loads(body)["author"]
        return Author(**first)

    def as_json(self) -> dict[str, Any]:
        """As it is stored."""
        return {"person": self.person, "unit": self.unit, "device": self.device, "seq": self.seq, "at": self.at}


@dataclass(frozen=True)
class Edit:
    """One entry of the journal: several cells of one return, changed together. Its id is the sha256 of its bytes."""

    kind = "edit"

    key: ReturnKey
    author: Author
    changes: tuple[Change, ...]
    batch: str
    reason: str | None = None
    source: Mapping[str, Any] = field(default_factory=dict)

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
                "batch": self.batch,
                "reason": self.reason,
                "source": dict(self.source),
                "changes": [change.as_json() for change in self.changes],
            }
        )

    @cached_property
    def id(self) -> str:
        """The name of this edit everywhere."""
        return digest(self.body)

    def change_at(self, slot: Slot) -> Change | None:
        """What this edit did to that cell; None if it left it alone."""
        return self._by_slot.get(slot)

    @cached_property
    def _by_slot(self) -> dict[Slot, Change]:
        return {change.slot: change for change in self.changes}

    @staticmethod
    def from_body(body: bytes) -> Edit:
        """The edit whose bytes these are; the bytes are kept, so the id stays. ValueError if a cell stands in it twice."""
        stored = json.loads(body)
        edit = Edit(
            ReturnKey(stored["form"], stored["unit"], stored["period"]),
            Author(**stored["author"]),
            tuple(Change.from_json(change) for change in stored["changes"]),
            stored["batch"],
            stored["reason"],
            stored["source"],
        )
        if len({change.slot for change in edit.changes}) != len(edit.changes):
            raise ValueError("an edit touches a cell twice")
        edit.__dict__["body"] = body
        return edit


@dataclass(frozen=True)
class Head:
    """One standing value of a cell and the edit that wrote it."""

    edit: str
    value: Quantity


Heads = dict[Slot, tuple[Head, ...]]


def heads_of(edits: Iterable[Edit]) -> Heads:
    """The standing values of one return's cells after all `edits`, whatever their order and however often repeated."""
    distinct = {edit.id: edit for edit in edits}
    replaced = {(old, change.slot) for edit in distinct.values() for change in edit.changes for old in change.replaces}
    heads: dict[Slot, list[Head]] = {}
    for identity in sorted(distinct):
        for change in distinct[identity].changes:
            if (identity, change.slot) not in replaced:
                heads.setdefault(change.slot, []).append(Head(identity, change.after))
    return {slot: tuple(standing) for slot, standing in heads.items()}


def without_queries(heads: Heads) -> Heads:
    """What the return consists of: asking and answering changes no cell, no state and no revision."""
    return {slot: standing for slot, standing in heads.items() if not is_query(slot.field)}


def values_of(standing: tuple[Head, ...]) -> tuple[Quantity, ...]:
    """The different meanings that stand in a cell: one as a rule, several when 数据不一致."""
    if len(standing) == 1:
        return (standing[0].value,)
    seen: dict[tuple[object, ...], Quantity] = {}
    for head in standing:
        seen.setdefault(head.value.meaning, head.value)
    return tuple(seen.values())


def is_clash(standing: tuple[Head, ...]) -> bool:
    """数据不一致: two heads that do not mean the same."""
    return len(values_of(standing)) > 1


def clashes_in(heads: Heads) -> list[Slot]:
    """The cells of a return that wait for a decision, in print order.

    Two different words of one finding are none: the finding then stands unexplained, and the next word replaces both.
    """
    return sorted(slot for slot, standing in heads.items() if is_clash(standing) and not is_word(slot.field))


def is_filled(quantity: Quantity) -> bool:
    """Whether somebody stands behind it: —, 不适用 and 未取得 are answers, a cleared cell is none."""
    return quantity.absent != "cleared"


def changed_slots(before: Mapping[Slot, Sequence[Head]], after: Mapping[Slot, Sequence[Head]]) -> list[Slot]:
    """The cells whose standing values do not mean the same in both, in print order."""

    def meanings(heads: Sequence[Head]) -> set[tuple[object, ...]]:
        # Never filled and cleared are told apart everywhere else; between two versions both are nothing to see.
        return {head.value.meaning for head in heads if head.value.absent != "cleared"}

    both = ((slot, before.get(slot, ()), after.get(slot, ())) for slot in {*before, *after})
    # As a rule most stand as they did: what is the same means the same.
    return sorted(slot for slot, was, now in both if was != now and meanings(was) != meanings(now))
