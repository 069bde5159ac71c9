"""数据不一致 that belongs together: the cells of one group, and those where the same two sides differ."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from haishu_desk.desk.comparing import Claim, Contention
from haishu_desk.domain.cells import ReturnKey, Slot, clashes_in

if TYPE_CHECKING:
    from haishu_desk.desk import Desk


@dataclass(frozen=True)
class Together:
    """What can be decided with one cell: `group` always is, `cause` (the same sides differ there too) if a person wants."""

    group: tuple[Contention, ...]
    cause: tuple[Contention, ...]


def together(desk: Desk, contention: Contention) -> Together:
    """The other cells of the return in 数据不一致 that belong to that one."""
    key, slot = contention.key, contention.slot
    others = [other for other in clashes_in(desk.heads(key)) if other != slot]
    found = [desk.reviewing.comparing.contention(key, other) for other in others]
    group = [other for other in found if _is_grouped(desk, key, slot, other.slot)]
    sides = _sides(contention)
    cause = [other for other in found if other not in group and _sides(other) == sides and len(sides) > 1]
    return Together(tuple(group), tuple(cause))


def answers(chosen: Claim, others: Iterable[Contention], *, is_original: bool = False) -> list[tuple[Slot, Claim]]:
    """What the side of the chosen value says in the other cells (`is_original`: what they began from).

    A cell where it says nothing, or two things, is left.
    """
    found = []
    for other in others:
        same = [claim for claim in other.claims if _is_of_side(claim, chosen, other)]
        if is_original:
            same = [other.original] if other.original else []
        if len(same) == 1:
            found.append((other.slot, same[0]))
    return found


def _is_of_side(claim: Claim, chosen: Claim, other: Contention) -> bool:
    """By the computer that it comes from; who left a cell as it was stands against whoever changed it."""
    if chosen.untouched:
        return not claim.untouched
    theirs = [each for each in other.claims if each.device == chosen.device and not each.untouched]
    return claim in theirs if theirs else claim.untouched


def _is_grouped(desk: Desk, key: ReturnKey, slot: Slot, other: Slot) -> bool:
    group_of = desk.documents.group_of
    group = group_of(key.form, slot.field)
    same_row = (slot.item, slot.vintage) == (other.item, other.vintage)
    return same_row and group is not None and group == group_of(key.form, other.field)


def _sides(contention: Contention) -> frozenset[str]:
    return frozenset(claim.device for claim in contention.claims if not claim.untouched)
