"""复制上期: the values of the period before, or of the year before, taken over into empty cells and marked 待核.

A cell is 待核 while what stands in it comes from such a copy and nobody has typed or accepted it since (认可); both are
edits of their own, so that the history says who looked at it.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from haishu_desk.desk.filled import shown_vintages
from haishu_desk.domain.cells import (
    VALUE,
    VERIFIED,
    Change,
    Edit,
    Heads,
    ReturnKey,
    Slot,
    is_clash,
    is_figure,
    is_filled,
)
from haishu_desk.domain.errors import DeskError
from haishu_desk.domain.origins import Find, origin
from haishu_desk.domain.periods import Period, parse_period
from haishu_desk.domain.quantity import Quantity

if TYPE_CHECKING:
    from haishu_desk.desk import Desk

CARRIED, ACCEPTED = "carried", "accepted"
_MARK = b'"carried"'
_PARTS = {"半年": 2, "季": 4, "月": 12}


class NothingToCarryError(DeskError):
    """There is no earlier value that could be taken over."""

    def __init__(self, period: Period) -> None:
        super().__init__(
            f"没有可以复制到{period.title}的数：上期和上年同期都没有录过，或者这张表已经没有空格",
            "请直接录入",
            code="nothing-to-carry",
        )


class Carrying:
    """Takes over and accepts; every write goes by the one door."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._copied: dict[ReturnKey, tuple[int, bool]] = {}

    def carry(self, key: ReturnKey) -> int:
        """Take over into the empty cells of `key`, as one batch; how many. NothingToCarryError if there are none.

        Remarks stay behind, as they speak of their own period, and so does 未取得.
        """
        period, heads = parse_period(key.period), self._desk.heads(key)
        due = {item.code for item in self._desk.documents.items_due(key.unit, period, key.form)}
        for before in earlier(period):
            old = self._desk.counting(self._desk.documents.key_in(key.form, key.unit, before))
            changes = tuple(_taken_over(old, heads, due))
            if changes:
                edit = Edit(
                    key, self._desk.author(), changes, uuid.uuid4().hex, None, {"kind": CARRIED, "from": str(before)}
                )
                self._desk.apply(edit)
                return len(changes)
        raise NothingToCarryError(period)

    def waiting(self, key: ReturnKey) -> list[Slot]:
        """The cells of a return that are 待核, in print order."""
        return waiting_in(self._desk.heads(key), {edit.id: edit for edit in self._desk.edits(key)}.get)

    def unconfirmed(self, key: ReturnKey) -> set[str]:
        """The items whose value is 待核: nobody of this period stands behind it yet, so it does not count as filled."""
        if not self._has_copies(key):
            return set()
        return {slot.item for slot in self.waiting(key) if slot.field == VALUE}

    def _has_copies(self, key: ReturnKey) -> bool:
        """Whether an edit of that return may be a copy; only those that came since it was asked last are looked through."""
        workspace = self._desk.workspace
        (since, found), last = self._copied.get(key, (0, False)), workspace.cells.last_of(Edit.kind, key)
        if last > since:
            found = found or any(_MARK in body for body in workspace.cells.bodies(Edit.kind, key, since=since))
            if not workspace.database.sql.in_transaction:  # it may be given back
                self._copied[key] = last, found
        return found

    def offered(self, key: ReturnKey) -> Period | None:
        """The period whose values could be taken over into a return that nobody has begun; None where there is none."""
        period = parse_period(key.period)
        if self._desk.heads(key) or self._desk.course(key).revisions:
            return None
        due = {item.code for item in self._desk.documents.items_due(key.unit, period, key.form)}
        return next((before for before in earlier(period) if self._has_some(key, before, due)), None)

    def _has_some(self, key: ReturnKey, before: Period, due: set[str]) -> bool:
        old = self._desk.heads(self._desk.documents.key_in(key.form, key.unit, before))
        return next(_taken_over(old, {}, due), None) is not None

    def confirming(self, key: ReturnKey, slots: Iterable[Slot]) -> tuple[Change, ...]:
        """The changes that say again what stands in those of the cells that are 待核."""
        waiting, heads = set(self.waiting(key)), self._desk.heads(key)
        return tuple(confirmed(slot, heads) for slot in dict.fromkeys(slots) if slot in waiting)

    def accept(self, key: ReturnKey, slots: Iterable[Slot]) -> int:
        """认可: let what was copied into these cells stand as this period's own; how many there were."""
        changes = self.confirming(key, slots)
        if changes:
            self._desk.apply(Edit(key, self._desk.author(), changes, uuid.uuid4().hex, None, {"kind": ACCEPTED}))
        return len(changes)


def earlier(period: Period) -> list[Period]:
    """The periods to copy from, the nearer one first: the one before (Q1 follows Q4), then the same of the year before."""
    if period.frequency == "年":
        return [period.year_before]
    last = Period(period.year - 1, period.frequency, _PARTS[period.frequency])
    before = Period(period.year, period.frequency, period.part - 1) if period.part > 1 else last
    return list(dict.fromkeys([before, period.year_before]))


def waiting_in(heads: Heads, find: Find) -> list[Slot]:
    """The cells whose standing value comes from a copy; `find` gives the edit of a name."""
    return sorted(slot for slot, standing in heads.items() if is_waiting(slot, heads, find) and not is_clash(standing))


def is_waiting(slot: Slot, heads: Heads, find: Find) -> bool:
    """Whether that cell is 待核."""
    standing = heads.get(slot, ())
    if len(standing) != 1 or not is_filled(standing[0].value):
        return False
    names = origin([standing[0].edit], slot, find)
    edit = find(names[0]) if len(names) == 1 else None
    return edit is not None and is_copy(edit)


def is_copy(edit: Edit) -> bool:
    """Whether it copied values of an earlier period: without such an edit in a return nothing of it is 待核."""
    return edit.source.get("kind") == CARRIED


def confirmed(slot: Slot, heads: Heads) -> Change:
    """The change that says the same again, as a person's own word."""
    (head,) = heads[slot]
    return Change(slot, head.value, head.value, (head.edit,))


def _taken_over(old: Heads, heads: Heads, wanted: set[str]) -> Iterator[Change]:
    """The value of the best 数值状态 of each cell; it stands in the 数值状态 that the row has now, if any."""
    then, now = shown_vintages(old), shown_vintages(heads)
    for slot in sorted(old):
        standing = old[slot]
        if slot.item not in wanted or slot.vintage != then.get(slot.item) or is_clash(standing):
            continue
        target = Slot(slot.item, slot.field, now.get(slot.item))
        seen = heads.get(target, ())
        is_empty = not any(is_filled(head.value) for head in seen)
        if is_empty and _is_to_copy(slot, standing[0].value):
            before = seen[0].value if seen else None
            yield Change(target, before, standing[0].value, tuple(head.edit for head in seen))


def _is_to_copy(slot: Slot, value: Quantity) -> bool:
    is_of_form = is_figure(slot.field) and slot.field != VERIFIED
    return is_of_form and is_filled(value) and value.absent != "not-obtained"
