"""What a reviewer lays side by side: last approved, last reported and reported now; and the claims on a cell in 数据不一致."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from haishu_desk.domain.cells import (
    VALUE,
    Edit,
    Head,
    ReturnKey,
    Slot,
    clashes_in,
    explained,
    is_evidence,
    is_figure,
    is_filled,
    note_of,
    values_of,
)
from haishu_desk.domain.items import Item
from haishu_desk.domain.quantity import Quantity, show
from haishu_desk.domain.returns import RECEIVED, REPORTED, Course, Revision
from haishu_desk.review.compare import Difference, compare, placed
from haishu_desk.store.journal import AUDIT

if TYPE_CHECKING:
    from haishu_desk.desk import Desk

# What the report of now is laid against.
AGAINST_APPROVED, AGAINST_REPORTED = "approved", "reported"
# The groups of the comparison, in the order in which a reviewer takes them.
CLASHING, BINDING, LARGE, OTHER = "数据不一致", "约束性·达标翻转", "变动大于 20%", "其他改动"
GROUPS = (CLASHING, BINDING, LARGE, OTHER)
_FIFTH = Decimal("0.2")

Values = tuple[Quantity, ...]


@dataclass(frozen=True)
class ComparisonRow:
    """One cell that differs. `difference` and `relative` are decimal strings where both sides are numbers."""

    slot: Slot
    item: Item
    label: str
    approved: Values
    reported: Values
    current: Values
    difference: str | None
    relative: str | None
    risk: tuple[str, ...]
    note: str
    group: str


@dataclass(frozen=True)
class Comparison:
    """A return laid against `against`: the cells that differ, risk first, and how many do not."""

    key: ReturnKey
    against: str
    rows: tuple[ComparisonRow, ...]
    unchanged: int


@dataclass(frozen=True)
class Claim:
    """One of the values that stand in a cell, or stood before: who wrote it, when, and where it came from."""

    value: Quantity
    person: str
    device: str
    at: str
    file: str | None
    place: str | None
    reason: str | None
    vintage: str | None


@dataclass(frozen=True)
class Contention:
    """A cell in 数据不一致: the value that the claims began from, if they had one, and the claims in order of time."""

    key: ReturnKey
    slot: Slot
    original: Claim | None
    claims: tuple[Claim, ...]


class Comparing:
    """Lays versions of one return side by side; writes nothing."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def usual(self, key: ReturnKey) -> str:
        """What a reviewer lays it against first: the report that was sent back, else what was approved last."""
        course = self._desk.course(key)
        return AGAINST_REPORTED if _reported_before(course) and not course.approved() else AGAINST_APPROVED

    def comparison(self, key: ReturnKey, against: str) -> Comparison:
        """Every cell of the return that differs from what it is laid `against`, and every cell in 数据不一致."""
        heads, course = self._desk.heads(key), self._desk.course(key)
        before = _reported_before(course)
        approved: dict[Slot, Values] = {slot: (value,) for slot, (value, _) in course.approved().items()}
        reported = {slot: values_of(standing) for slot, standing in before.heads.items()} if before else {}
        current = {slot: values_of(standing) for slot, standing in heads.items()}
        base = approved if against == AGAINST_APPROVED else reported
        catalogue = {item.code: item for item in self._desk.documents.catalogue}
        found = compare(placed(key, base), placed(key, current), catalogue)
        by_slot = {row.slot: row for row in found}
        differing = dict.fromkeys([*clashes_in(heads), *(explained(row.slot) for row in found)])
        rows = [
            self._row(key, slot, (approved, reported, current), by_slot.get(slot)) for slot in differing
            if slot.item in catalogue
        ]  # fmt: skip
        rows.sort(key=lambda row: (GROUPS.index(row.group), _print_order(row)))
        filled = [slot for slot, standing in heads.items() if is_figure(slot.field) and is_filled(standing[0].value)]
        return Comparison(key, against, tuple(rows), len([slot for slot in filled if slot not in differing]))

    def _row(
        self,
        key: ReturnKey,
        slot: Slot,
        versions: tuple[Mapping[Slot, Values], Mapping[Slot, Values], Mapping[Slot, Values]],
        found: Difference | None,
    ) -> ComparisonRow:
        approved, reported, current = (version.get(slot, ()) for version in versions)
        note = versions[2].get(Slot(slot.item, note_of(slot.field), slot.vintage), ())
        risk, relative = (found.risk, found.relative) if found else ((), None)
        item = self._desk.documents.catalogue.get(slot.item)
        return ComparisonRow(
            slot,
            item,
            self._label(key, slot, item),
            approved,
            reported,
            current,
            found.difference if found else None,
            relative,
            risk,
            " / ".join(filter(None, map(show, note))),
            _group(current, risk, relative),
        )

    def _label(self, key: ReturnKey, slot: Slot, item: Item) -> str:
        titles = self._desk.documents.fields(key.form)
        field = titles[slot.field]["title"] if slot.field in titles and slot.field != VALUE else ""
        field = "佐证材料" if is_evidence(slot.field) else field
        return " · ".join(filter(None, (item.name, field, slot.vintage)))

    def unchanged(self, *, check: bool = True) -> list[ReturnKey]:
        """The returns that wait and say what was approved last, without a 强制性 finding: they may pass together.

        Without `check` those that were not checked yet are left out.
        """
        waiting = []
        for row in self._desk.reviewing.queue(check=False):
            waits = row["state"] in (REPORTED, RECEIVED) and not (row["changed"] or row["clashes"])
            key = ReturnKey(row["form"], row["unit"], row["period"])
            if waits and row["filled"] and self._desk.checking.counts(key, check=check)[0] == 0:
                waiting.append(key)
        return waiting

    def contention(self, key: ReturnKey, slot: Slot) -> Contention:
        """Who claims what of a cell in 数据不一致."""
        edits = {edit.id: edit for edit in self._desk.edits(key)}
        standing = _one_a_meaning(self._desk.heads(key).get(slot, ()))
        files = self._files(key)
        claims = [self._claim(edits[head.edit], slot, files) for head in standing]
        claims.sort(key=lambda claim: claim.at)
        shared = set.intersection(*(_behind(head.edit, slot, edits) for head in standing)) if standing else set()
        seen = max((edits[old] for old in shared), key=lambda edit: edit.author.at, default=None)
        return Contention(key, slot, self._claim(seen, slot, files) if seen else None, tuple(claims))

    def _claim(self, edit: Edit, slot: Slot, files: list[tuple[int, str]]) -> Claim:
        after = next(change.after for change in edit.changes if change.slot == slot)
        place = edit.source.get("cells", {}).get("|".join((slot.item, slot.field, slot.vintage or "")))
        entry = self._desk.workspace.journal.get(edit.id)
        # What a bundle brings is written before the line that says which file it was, in the same transaction.
        file = next((name for n, name in files if entry is not None and n > entry.n), None)
        own = edit.author.device == self._desk.identity.device and not place
        filled_by = edit.source.get("filled_by")
        return Claim(
            after,
            f"{filled_by}（手工填）" if filled_by else edit.author.person,
            edit.author.device,
            edit.author.at,
            None if own else file,
            place,
            edit.reason,
            slot.vintage,
        )

    def _files(self, key: ReturnKey) -> list[tuple[int, str]]:
        """The files of that unit and period that were taken in: number in the journal, and name."""
        files = []
        for entry in self._desk.workspace.journal.entries(AUDIT):
            line = json.loads(entry.body)
            if line["what"].startswith("装入") and (line.get("unit"), line.get("period")) == (key.unit, key.period):
                files.append((entry.n, str(line["detail"].get("file", ""))))
        return files


def _reported_before(course: Course) -> Revision | None:
    """The report before the one that is judged now, if there is one."""
    last = course.last_revision
    before = [revision for revision in course.revisions if last and revision.id in last.previous]
    return before[-1] if before else None


def _print_order(row: ComparisonRow) -> tuple[int, str, Slot]:
    number = row.item.number
    return (int(number) if number.isdigit() else 1 << 30, number, row.slot)


def _group(current: Values, risk: tuple[str, ...], relative: str | None) -> str:
    if len(current) > 1:
        return CLASHING
    if {"约束性", "达标翻转"} & set(risk):
        return BINDING
    if {"变号", "量级", "越限", "缺说明"} & set(risk) or (relative is not None and abs(Decimal(relative)) > _FIFTH):
        return LARGE
    return OTHER


def _behind(identity: str, slot: Slot, edits: Mapping[str, Edit]) -> set[str]:
    """Every edit of the cell that an edit came after, step by step."""
    found: set[str] = set()
    waiting = [identity]
    while waiting:
        changes = [change for change in edits[waiting.pop()].changes if change.slot == slot]
        older = {old for change in changes for old in change.replaces if old in edits} - found
        found |= older
        waiting += older
    return found


def _one_a_meaning(standing: Iterable[Head]) -> list[Head]:
    heads: dict[tuple[object, ...], Head] = {}
    for head in standing:
        heads.setdefault(head.value.meaning, head)
    return list(heads.values())
