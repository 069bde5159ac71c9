"""Comparing two versions of cells: what was added, removed or changed, by how much, and what a reviewer looks at first.

Comparing is comparing two mappings. What a difference is of stands beside its kind: a value, its 数值状态, a 说明; what the
documents say of an item (目标, 口径) is compared in `promises`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Context, Decimal
from typing import Any

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
from haishu_desk.review.risk import RISKS, Step, risks_of

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
_EXACT = Context(prec=10_000)  # the usual 28 digits would round the difference of two long numbers


@dataclass(frozen=True)
class Difference:
    """One cell that differs; `difference` and `relative` are decimal strings where both sides are numbers.

    `of` is one of `KINDS`; where it is the 数值状态, `old_vintage` is the one that counted before.
    """

    key: ReturnKey
    slot: Slot
    kind: str
    before: Values
    after: Values
    difference: str | None
    relative: str | None
    risk: tuple[str, ...]
    of: str = OF_VALUE
    old_vintage: str | None = None

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
    differing = dict(_differing(before, after, tolerance))
    moves = moves_between(before, after, (place for place, (old, new) in differing.items() if not (old and new)))
    for move in moves:
        for place in (*move.places, *move.notes.places):
            differing.pop(place, None)
    found = [_difference(Move(*place, place[1]), *sides, after, items) for place, sides in differing.items()]
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


def step_between(before: Values, after: Values) -> tuple[Step, str | None, str | None]:
    """The numbers of both sides, and their difference and relative difference (four decimals) as decimal strings."""
    first, second = _number(before), _number(after)
    delta = _EXACT.subtract(second, first) if first is not None and second is not None else None
    relative = delta / abs(first) if delta is not None and first else None
    return Step(first, second, relative), _text(delta), _text(relative, places=4)


def differing_slots(found: Iterable[Difference], clashes: Iterable[Slot]) -> list[Slot]:
    """The cells that are rows: a 说明 goes with its value, and a 核定数 is the district's own word beside it."""
    slots = dict.fromkeys([*clashes, *(explained(row.slot) for row in found)])
    return [slot for slot in slots if slot.field != VERIFIED]


def _differing(before: Version, after: Version, tolerance: Decimal) -> Iterator[tuple[Place, tuple[Values, Values]]]:
    """Each cell that does not say the same, and what stands in it on both sides; equal values are not understood first."""
    for place, stood in before.items():
        stands = after.get(place, ())
        if stood != stands and _differs(old := standing(stood), new := standing(stands), tolerance):
            yield place, (old, new)
    for place, stands in after.items():
        if place not in before and _differs((), new := standing(stands), tolerance):
            yield place, ((), new)


def _moved(move: Move, before: Version, after: Version, items: Mapping[str, Item]) -> Difference:
    """What became of a figure that moved, or of the 说明 beside it."""
    old, new = filled(before, (move.key, move.old)), filled(after, (move.key, move.new))
    return _difference(move, old, new, after, items)


def _difference(move: Move, old: Values, new: Values, after: Version, items: Mapping[str, Item]) -> Difference:
    """What became of a figure; as a rule both cells of `move` are the same."""
    slot = move.new
    step, difference, relative = step_between(old, new)
    item, is_moved = items.get(slot.item), move.old != slot
    is_said = is_note(slot.field) or is_evidence(slot.field)
    risk: tuple[str, ...] = ()
    if item is not None and not is_said:
        noted = bool(filled(after, (move.key, Slot(slot.item, note_of(slot.field), slot.vintage))))
        risk = tuple(risks_of(item, slot, move.key.unit, (old, new), step, noted=noted))
    of = OF_EXPLANATION if is_said else (OF_VINTAGE if is_moved else OF_VALUE)
    return Difference(
        move.key,
        slot,
        kind_of(old, new),
        old,
        new,
        difference,
        relative,
        risk,
        of,
        move.old.vintage if is_moved else None,
    )


def kind_of(old: Values, new: Values) -> str:
    """added, removed or changed."""
    return "added" if not old else ("removed" if not new else "changed")


def _is_difference(row: Difference) -> bool:
    """Whether a 说明 that moved with its figure says something else now."""
    return _meanings(row.before) != _meanings(row.after)


def _differs(old: Values, new: Values, tolerance: Decimal) -> bool:
    if len(old) == len(new) == 1:
        if old[0].meaning == new[0].meaning:
            return False
    elif _meanings(old) == _meanings(new):
        return False
    first, second = _number(old), _number(new)
    if not tolerance or first is None or second is None or old[0].op != new[0].op:
        return True
    return abs(_EXACT.subtract(second, first)) > tolerance


def _meanings(values: Values) -> frozenset[tuple[object, ...]]:
    return frozenset(value.meaning for value in values)


def _number(values: Values) -> Decimal | None:
    return values[0].number if len(values) == 1 else None


def _text(number: Decimal | None, places: int | None = None) -> str | None:
    if number is None:
        return None
    text = f"{number:f}" if places is None else f"{number:.{places}f}"
    if not text.strip("-0."):
        return "0"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _side(values: Values) -> Any:
    if len(values) > 1:
        return [value.as_json() for value in values]
    return values[0].as_json() if values else None
