"""Comparing two versions of cells: what was added, removed or changed, by how much, and what a reviewer looks at first.

Comparing is comparing two mappings. What a difference is of stands beside its kind: a value, its 数值状态, a 说明; what the
documents say of an item (目标, 口径) is compared in `promises`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any, NamedTuple

from haishu_desk.domain.cells import (
    VERIFIED,
    ReturnKey,
    Slot,
    explained,
    is_evidence,
    is_note,
    is_word,
    note_of,
    vintage_rank,
)
from haishu_desk.domain.items import Item
from haishu_desk.review.moves import Move, Place, Values, Version, filled, moves_between, standing
from haishu_desk.review.risk import RISKS, UNEXPLAINED, risks_of
from haishu_desk.review.step import are_near, number_of, step_between

__all__ = [
    "KINDS",
    "RISKS",
    "Difference",
    "Place",
    "Values",
    "Version",
    "compare",
    "in_order",
    "placed",
    "step_between",
]

OF_VALUE, OF_VINTAGE, OF_EXPLANATION, OF_TARGET, OF_DEFINITION = (
    "value",
    "vintage",
    "explanation",
    "target",
    "definition",
)
# What a difference is of, and its word on the screen and on paper.
KINDS = {OF_VALUE: "数值", OF_VINTAGE: "数值状态", OF_EXPLANATION: "说明", OF_TARGET: "目标", OF_DEFINITION: "口径"}


class Difference(NamedTuple):
    """One cell that differs; `of` is one of `KINDS`; where it is the 数值状态, `old_vintage` is the one that counted before."""

    key: ReturnKey
    slot: Slot
    kind: str
    before: Values
    after: Values
    risk: tuple[str, ...]
    of: str = OF_VALUE
    old_vintage: str | None = None

    @property
    def difference(self) -> str | None:
        """By how much it went up, as a decimal string where both sides are numbers; put into words when it is looked at."""
        return step_between(self.before, self.after).difference

    @property
    def relative(self) -> str | None:
        """The same as a part of what was there before, to four decimals."""
        return step_between(self.before, self.after).relative_text

    def as_json(self) -> dict[str, Any]:
        """The keys of the contract; a side with several values has a list."""
        row = {
            "form": self.key.form,
            "unit": self.key.unit,
            "period": self.key.period,
            **self.slot.as_json(),
            "kind": self.kind,
            "before": _side(self.before),
            "after": _side(self.after),
            "difference": self.difference,
            "relative": self.relative,
            "risk": list(self.risk),
            "difference_of": self.of,
        }
        return {**row, "vintage_before": self.old_vintage} if self.of == OF_VINTAGE else row


def placed(key: ReturnKey, slots: Mapping[Slot, Values]) -> dict[Place, Values]:
    """The cells of one return as part of a version; what is said of findings is shown with them and is none."""
    return {(key, slot): values for slot, values in slots.items() if not is_word(slot.field)}


def compare(
    before: Version, after: Version, items: Mapping[str, Item], tolerance: Decimal = Decimal(0)
) -> list[Difference]:
    """Every cell that differs, risk first, then in print order.

    Two numbers that are not further apart than `tolerance` are the same; without one the least stored decimal counts.
    A figure that moved to another 数值状态 is one row, at the cell that counts now.
    """
    differing = list(_differing(before, after, tolerance))
    moves = moves_between(before, after, [place for place, (old, new) in differing if not (old and new)])
    if moves:
        moved = {place for move in moves for place in (*move.places, *move.notes.places)}
        differing = [each for each in differing if each[0] not in moved]
    found = [_difference(Move(key, slot, slot), *sides, after, items) for (key, slot), sides in differing]
    for move in moves:
        found.append(_moved(move, before, after, items))
        note = _moved(move.notes, before, after, items)
        found += [note] if _is_difference(note) else []
    return in_order(found)


def in_order(found: Iterable[Difference]) -> list[Difference]:
    """Risk first, most words of it first, then in print order."""

    def order(row: Difference) -> tuple[object, ...]:
        key, slot = row.key, row.slot  # part by part: comparing two keys would cost more than all else here
        parts = (key.form, key.unit, key.period, slot.item, slot.field, vintage_rank(slot.vintage))
        return (not row.risk, -len(row.risk), *parts)

    return sorted(found, key=order)


def differing_slots(found: Iterable[Difference], clashes: Iterable[Slot]) -> list[Slot]:
    """The cells that are rows: a 说明 goes with its value, and a 核定数 is the district's own word beside it."""
    slots = dict.fromkeys([*clashes, *(explained(row.slot) for row in found)])
    return [slot for slot in slots if slot.field != VERIFIED]


def _differing(before: Version, after: Version, tolerance: Decimal) -> Iterator[tuple[Place, tuple[Values, Values]]]:
    """Each cell that does not say the same, and what stands in it on both sides; equal values are not understood first."""
    on_both = 0
    for place, stood in before.items():
        stands = after.get(place)
        on_both += stands is not None
        if stood is not stands and _differs(old := standing(stood), new := standing(stands or ()), tolerance):
            yield place, (old, new)
    if on_both < len(after):
        came = ((place, standing(stands)) for place, stands in after.items() if place not in before)
        yield from ((place, ((), new)) for place, new in came if new)


def _moved(move: Move, before: Version, after: Version, items: Mapping[str, Item]) -> Difference:
    """What became of a figure that moved, or of the 说明 beside it."""
    old, new = filled(before, (move.key, move.old)), filled(after, (move.key, move.new))
    return _difference(move, old, new, after, items)


def _difference(move: Move, old: Values, new: Values, after: Version, items: Mapping[str, Item]) -> Difference:
    """What became of a figure; as a rule both cells of `move` are the same."""
    key, was, slot = move
    if is_note(slot.field) or is_evidence(slot.field):
        return Difference(key, slot, kind_of(old, new), old, new, (), OF_EXPLANATION, _old_vintage(move))
    item = items.get(slot.item)
    risk = risks_of(item, slot, key.unit, step_between(old, new)) if item is not None else []
    if UNEXPLAINED in risk and filled(after, (key, Slot(slot.item, note_of(slot.field), slot.vintage))):
        risk.remove(UNEXPLAINED)
    of = OF_VALUE if was is slot or was == slot else OF_VINTAGE
    return Difference(key, slot, kind_of(old, new), old, new, tuple(risk), of, _old_vintage(move))


def _old_vintage(move: Move) -> str | None:
    return None if move.old is move.new or move.old == move.new else move.old.vintage


def kind_of(old: Values, new: Values) -> str:
    """added, removed or changed."""
    return "added" if not old else ("removed" if not new else "changed")


def _is_difference(row: Difference) -> bool:
    """Whether a 说明 that moved with its figure says something else now."""
    return _meanings(row.before) != _meanings(row.after)


def _differs(old: Values, new: Values, tolerance: Decimal) -> bool:
    if len(old) == len(new) == 1:
        if old[0].means(new[0]):
            return False
    elif _meanings(old) == _meanings(new):
        return False
    first, second = (number_of(old), number_of(new)) if tolerance else (None, None)
    return first is None or second is None or old[0].op != new[0].op or not are_near(first, second, tolerance)


def _meanings(values: Values) -> frozenset[tuple[object, ...]]:
    return frozenset(value.meaning for value in values)


def _side(values: Values) -> Any:
    if len(values) > 1:
        return [value.as_json() for value in values]
    return values[0].as_json() if values else None
