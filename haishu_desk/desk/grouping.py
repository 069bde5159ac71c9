"""Fields that a form declares a group (计划 and 完成 of an investment) are decided together when two sides changed them.

One side raised the plan, the other reported progress: nobody said the two that would stand side by side. The value that a
side left as it was then stands beside what the other made of it, so that both cells are 数据不一致 until a person decides.
A cell that was never filled before is no change: two people may fill in one row.
"""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from haishu_desk.desk.taking_back import is_take_back
from haishu_desk.domain.cells import Change, Edit, Head, Heads, ReturnKey, Slot, is_clash, values_of

if TYPE_CHECKING:
    from haishu_desk.desk import Desk

HELD = "group"
Standing = Mapping[ReturnKey, Heads]
Times = Mapping[ReturnKey, tuple[Heads, Heads]]


def held_together(
    desk: Desk, times: Times, carried: Standing, known: Collection[str], bundle: str | None
) -> Iterator[Edit]:
    """The edits that hold the groups that both sides changed.

    `times` are what stood in each return before the file was taken in, and what stands there now; `carried` stands in
    the file by itself, which knows the edits `known`.
    """
    for key, of_return in times.items():
        changes = list(_held(desk, key, of_return, carried.get(key, {}), known))
        if changes:
            source = {"kind": HELD, "bundle": bundle, "receipt": bundle}
            yield Edit(key, desk.author(), tuple(changes), uuid.uuid4().hex, None, source)


def _held(
    desk: Desk, key: ReturnKey, times: tuple[Heads, Heads], carried: Heads, known: Collection[str]
) -> Iterator[Change]:
    before, now = times
    for slots in _groups(desk, key, now):
        theirs = {slot for slot in slots if before.get(slot) and _differ(before[slot], now[slot])}
        ours = {slot for slot in slots if _is_ours(before.get(slot, ()), carried.get(slot, ()), known)}
        if not theirs or not ours or _was_taken_back(desk, key, (before[slot] for slot in ours)):
            continue
        for slot in sorted(theirs ^ ours):
            left = before[slot] if slot in theirs else carried[slot]
            if not is_clash(now[slot]):
                yield Change(slot, left[0].value, left[0].value, tuple(head.edit for head in left))


def _groups(desk: Desk, key: ReturnKey, heads: Heads) -> Iterable[list[Slot]]:
    groups: dict[tuple[str, str | None, str], list[Slot]] = {}
    for slot in heads:
        group = desk.documents.group_of(key.form, slot.field)
        if group is not None:
            groups.setdefault((slot.item, slot.vintage, group), []).append(slot)
    return groups.values()


def _is_ours(before: tuple[Head, ...], carried: tuple[Head, ...], known: Collection[str]) -> bool:
    """Whether this side changed the value that the file still has."""
    return bool(carried) and any(head.edit not in known for head in before) and _differ(before, carried)


def _differ(one: tuple[Head, ...], other: tuple[Head, ...]) -> bool:
    return {value.meaning for value in values_of(one)} != {value.meaning for value in values_of(other)}


def _was_taken_back(desk: Desk, key: ReturnKey, standing: Iterable[tuple[Head, ...]]) -> bool:
    names = {head.edit for heads in standing for head in heads}
    return any(is_take_back(edit) for edit in desk.edits(key) if edit.id in names)
