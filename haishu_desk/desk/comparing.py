"""What a reviewer lays side by side: last approved, last reported and reported now; and the claims on a cell in 数据不一致."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from haishu_desk.desk.comparison_rows import (
    BINDING,
    CLASHING,
    GROUPS,
    LARGE,
    OTHER,
    Comparison,
    ComparisonRow,
    Sides,
    Values,
    in_print_order,
    row_of,
)
from haishu_desk.desk.grouping import HELD
from haishu_desk.desk.versions import Laid, SideBySide
from haishu_desk.domain.cells import (
    Edit,
    Head,
    ReturnKey,
    Slot,
    clashes_in,
    is_figure,
    is_filled,
    values_of,
)
from haishu_desk.domain.items import Item
from haishu_desk.domain.origins import spoken_for
from haishu_desk.domain.quantity import Quantity
from haishu_desk.domain.returns import RECEIVED, REPORTED, Course, Revision
from haishu_desk.review.compare import (
    OF_DEFINITION,
    OF_TARGET,
    Difference,
    Version,
    compare,
    differing_slots,
    in_order,
    placed,
)
from haishu_desk.review.promises import compare_promises
from haishu_desk.store.journal import AUDIT

if TYPE_CHECKING:
    from haishu_desk.desk import Desk
    from haishu_desk.desk.queue_row import QueueRow
    from haishu_desk.desk.versions import Read

__all__ = ["BINDING", "CLASHING", "GROUPS", "LARGE", "OTHER", "Comparing", "Comparison", "ComparisonRow"]
# What the report of now is laid against; `PAIR` is two versions that were chosen.
AGAINST_APPROVED, AGAINST_REPORTED, PAIR = "approved", "reported", "pair"
_PROMISED = (OF_TARGET, OF_DEFINITION)


@dataclass(frozen=True)
class Claim:
    """One of the values that stand in a cell, or stood before: who wrote it, when, and where it came from.

    `untouched`: the side left the cell as it was, and it is held because another cell of its group was changed too.
    """

    value: Quantity
    person: str
    device: str
    at: str
    file: str | None
    place: str | None
    reason: str | None
    vintage: str | None
    untouched: bool = False


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
        sides = Sides(approved, reported, current)
        base, after = placed(key, approved if against == AGAINST_APPROVED else reported), placed(key, current)
        found = compare(base, after, self._items)
        rows = self._rows(key, sides, found, clashes_in(heads))
        since = self._approved_in(course) if against == AGAINST_APPROVED else (before.id if before else None)
        promised = self._promised(sides, base, key, since) if since is not None else []
        rows += [row_of(self._desk.documents, key, row.slot, sides, row) for row in promised]
        rows.sort(key=in_print_order)
        laid = self._laid(key, (base, after), against, [*found, *promised])
        filled = [slot for slot, standing in heads.items() if is_figure(slot.field) and is_filled(standing[0].value)]
        differing = {row.slot for row in rows}
        return Comparison(key, against, tuple(rows), len([slot for slot in filled if slot not in differing]), laid)

    def _laid(
        self, key: ReturnKey, cells: tuple[Version, Version], against: str, found: Iterable[Difference]
    ) -> SideBySide:
        """The same for paper."""
        versions = self._desk.reviewing.versions
        titles = ("上次批准" if against == AGAINST_APPROVED else "上次上报", "本次上报")
        first, second = (
            Laid(f"{title}{versions.whose([key])}", side, versions.frame, frozenset({key}))
            for title, side in zip(titles, cells, strict=True)
        )
        return SideBySide(first, second, tuple(in_order(found)))

    def changed(self, keys: Iterable[ReturnKey]) -> dict[ReturnKey, int]:
        """How many cells of each have to be judged against what was approved last; a 说明 goes with its value."""
        return {key: self._desk.reviewing.to_judge(key) for key in keys}

    def pair(self, key: ReturnKey, before: str, after: str, read: Read | None = None) -> Comparison:
        """Two chosen versions of the return side by side: names as the verb `diff` takes them, `read` as `Versions` does."""
        laid = self._desk.reviewing.versions.side_by_side(before, after, key.unit, read=read)
        own = tuple(row for row in laid.rows if row.key == key)
        first, second = (
            {slot: values for (each, slot), values in side.cells.items() if each == key}
            for side in (laid.before, laid.after)
        )
        sides = Sides({}, first, second)
        rows = self._rows(key, sides, own, ())
        rows += [row_of(self._desk.documents, key, row.slot, sides, row) for row in own if row.of in _PROMISED]
        rows.sort(key=in_print_order)
        differing = {row.slot for row in rows}
        same = [slot for slot in second if is_figure(slot.field) and slot not in differing]
        return Comparison(key, PAIR, tuple(rows), len(same), replace(laid, rows=own))

    @property
    def _items(self) -> dict[str, Item]:
        return {item.code: item for item in self._desk.documents.catalogue}

    def _rows(
        self, key: ReturnKey, sides: Sides, found: Iterable[Difference], clashes: Iterable[Slot]
    ) -> list[ComparisonRow]:
        """A row a cell; a 说明 that differs goes with the value that it speaks of."""
        by_slot = {row.slot: row for row in found if row.of not in _PROMISED}
        differing = differing_slots(by_slot.values(), clashes)
        known = self._desk.documents.catalogue
        return [
            row_of(self._desk.documents, key, slot, sides, by_slot.get(slot))
            for slot in differing
            if slot.item in known
        ]

    def _promised(self, sides: Sides, base: Version, key: ReturnKey, since: str) -> list[Difference]:
        """What the documents say of the items otherwise than when that revision came."""
        versions, entry = self._desk.reviewing.versions, self._desk.workspace.journal.get(since)
        if entry is None or versions.is_as_today(entry.n, entry.at[:10]):
            return []
        then = versions.frame_at(entry.n, entry.at[:10])
        return compare_promises(base, placed(key, sides.current), then, versions.frame)

    def _approved_in(self, course: Course) -> str | None:
        """The revision that was approved last."""
        named = [decision.revision for decision in course.decisions if decision.what == "approved"]
        return named[-1] if named else None

    def unchanged(self, *, check: bool = True, by_and_by: bool = False) -> list[ReturnKey]:
        """The returns that wait and say what was approved last, and may pass together.

        None of them has a cell in 数据不一致, a 强制性 finding, or a 核实性 one without its 审核说明.

        Without `check` those that were not checked yet are left out, with `by_and_by` those that are still to be read.
        """
        return self.unchanged_of(self._desk.reviewing.rows(by_and_by=by_and_by), check=check)

    def unchanged_of(self, rows: Iterable[QueueRow], *, check: bool = True) -> list[ReturnKey]:
        """The same of these rows."""
        waiting = []
        for row in rows:
            waits = row.how.state in (REPORTED, RECEIVED) and not (row["changed"] or row["clashes"])
            if waits and row["filled"] and self._desk.checking.counts(row.key, check=check) == (0, 0):
                waiting.append(row.key)
        return waiting

    def contention(self, key: ReturnKey, slot: Slot) -> Contention:
        """Who claims what of a cell in 数据不一致."""
        edits = {edit.id: edit for edit in self._desk.edits(key)}
        said = [edits[head.edit] for head in _one_a_meaning(self._desk.heads(key).get(slot, ()))]
        # What an undo brought back is the claim of whoever made it first.
        standing = [_first_said(edit, slot, edits) for edit in said]
        files = self._files(key)
        claims = [self._claim(edit, slot, files) for edit in standing]
        claims.sort(key=lambda claim: claim.at)
        shared = set.intersection(*(_behind(edit.id, slot, edits) for edit in standing)) if standing else set()
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
            edit.source.get("kind") == HELD,
        )

    def _files(self, key: ReturnKey) -> list[tuple[int, str]]:
        """The files of that unit and period that were taken in: number in the journal, and name."""
        files = []
        for entry in self._desk.workspace.journal.saying(AUDIT, key.unit):
            line = json.loads(entry.body)
            if line["what"].startswith("装入") and (line.get("unit"), line.get("period")) == (key.unit, key.period):
                files.append((entry.n, str(line["detail"].get("file", ""))))
        return files


def _reported_before(course: Course) -> Revision | None:
    """The report before the one that is judged now, if there is one."""
    last = course.last_revision
    before = [revision for revision in course.revisions if last and revision.id in last.previous]
    return before[-1] if before else None


def _first_said(edit: Edit, slot: Slot, edits: Mapping[str, Edit]) -> Edit:
    """The edit that an undo brought back, where it said the same of that cell; else the edit itself."""
    first = edits.get(spoken_for(edit, slot) or "")
    before, after = (each.change_at(slot) if each else None for each in (first, edit))
    same = before is not None and after is not None and before.after.meaning == after.after.meaning
    return first if first is not None and same else edit


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
