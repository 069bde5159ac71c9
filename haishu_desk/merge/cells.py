"""Three-way merging of cells with quantities: each by the one rule, those of a group decided together; pure.

A side has the values that stand in a cell: none, one, or several where it is in 数据不一致 itself.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from haishu_desk.domain.quantity import CLEARED, Quantity
from haishu_desk.merge.three_way import Take, three_way

OURS, THEIRS, BOTH = "ours", "theirs", "both"
PlaceT = TypeVar("PlaceT", bound=Hashable)
Values = tuple[Quantity, ...]


@dataclass(frozen=True)
class CellTaken(Generic[PlaceT]):
    """A cell that one side wrote, or both alike; None: nothing is filled there any more."""

    place: PlaceT
    value: Quantity | None
    side: str


@dataclass(frozen=True)
class CellContested(Generic[PlaceT]):
    """A cell that both sides wrote, each otherwise, or that goes with one of which that is so."""

    place: PlaceT
    base: Values
    ours: Values
    theirs: Values


def merge_cells(
    base: Mapping[PlaceT, Values],
    ours: Mapping[PlaceT, Values],
    theirs: Mapping[PlaceT, Values],
    group_of: Callable[[PlaceT], Hashable | None] = lambda _: None,
) -> list[CellTaken[PlaceT] | CellContested[PlaceT]]:
    """All cells that either side changed, in the order of base, ours, theirs; `group_of` names what is decided together."""
    places = dict.fromkeys((*base, *ours, *theirs))
    sides = [(at, group_of(at), (base.get(at, ()), ours.get(at, ()), theirs.get(at, ()))) for at in places]
    groups: dict[Hashable, list[tuple[Values, Values, Values]]] = {}
    for _, group, values in sides:
        if group is not None:
            groups.setdefault(group, []).append(values)
    contested = {group for group, cells in groups.items() if is_contested(cells)}
    found = (_decide(place, values, together=group in contested) for place, group, values in sides)
    return [each for each in found if each is not None]


def is_contested(cells: Sequence[tuple[Values, Values, Values]]) -> bool:
    """Whether both sides (base, ours, theirs of each cell) changed something in a group, and not to the same."""
    return all(
        any(_differ(one, other) for one, other in pairs)
        for pairs in (
            [(base, ours) for base, ours, _ in cells],
            [(base, theirs) for base, _, theirs in cells],
            [(ours, theirs) for _, ours, theirs in cells],
        )
    )


def _decide(
    place: PlaceT, sides: tuple[Values, Values, Values], *, together: bool
) -> CellTaken[PlaceT] | CellContested[PlaceT] | None:
    base, ours, theirs = sides
    if not _differ(ours, theirs):
        return CellTaken(place, _one(ours), BOTH) if _differ(base, ours) and len(_meanings(ours)) <= 1 else None
    if together or any(len(side) > 1 and len(_meanings(side)) > 1 for side in sides):
        return CellContested(place, base, ours, theirs)
    outcome = three_way(_one(base), _one(ours), _one(theirs) or CLEARED)
    if outcome is None:
        return CellTaken(place, _one(ours), OURS)
    return CellTaken(place, _one(theirs), THEIRS) if isinstance(outcome, Take) else CellContested(place, *sides)


def _differ(one: Values, other: Values) -> bool:
    if len(one) == len(other) == 1:  # as a rule
        return not one[0].means(other[0])
    return one != other and _meanings(one) != _meanings(other)


def _meanings(values: Values) -> frozenset[tuple[object, ...]]:
    """What stands there; never filled and cleared are both nothing, beside another value cleared is one of two."""
    said = frozenset(value.meaning for value in values)
    return frozenset() if said == {CLEARED.meaning} else said


def _one(values: Values) -> Quantity | None:
    return values[0] if values else None
