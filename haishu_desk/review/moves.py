"""A figure whose 数值状态 moved on (预计 became 最终核实): one difference, and not a cell that went and a cell that came."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from haishu_desk.domain.cells import ReturnKey, Slot, is_evidence, is_filled, is_note, note_of, vintage_rank
from haishu_desk.domain.quantity import Quantity

Place = tuple[ReturnKey, Slot]
Values = tuple[Quantity, ...]
Version = Mapping[Place, Values]
_Figure = tuple[ReturnKey, str, str]


class Move(NamedTuple):
    """A figure that counted in the cell `old` and counts in the cell `new` now; the two differ in their 数值状态 only."""

    key: ReturnKey
    old: Slot
    new: Slot

    @property
    def notes(self) -> Move:
        """The same of the 说明 that stand with the figure."""
        old, new = (Slot(slot.item, note_of(slot.field), slot.vintage) for slot in (self.old, self.new))
        return Move(self.key, old, new)

    @property
    def places(self) -> tuple[Place, Place]:
        """The two cells."""
        return (self.key, self.old), (self.key, self.new)


def filled(version: Version, place: Place) -> Values:
    """What stands in a cell; a cleared one has nothing in it."""
    return standing(version.get(place, ()))


def standing(values: Values) -> Values:
    """Those of `values` that somebody stands behind."""
    if len(values) == 1:  # as a rule
        return values if is_filled(values[0]) else ()
    return values if all(map(is_filled, values)) else tuple(filter(is_filled, values))


def moves_between(before: Version, after: Version, come_or_gone: Iterable[Place]) -> list[Move]:
    """The figures whose best 数值状态 is another one than before, because a cell came or went: one of `come_or_gone`."""
    touched = {
        (key, slot.item, slot.field)
        for key, slot in come_or_gone
        if not (is_note(slot.field) or is_evidence(slot.field))
    }
    if not touched:
        return []
    then, now = counting(before, touched), counting(after, touched)
    found = []
    for figure in touched & {*then} & {*now}:
        key, old, new = figure[0], then[figure], now[figure]
        if old != new and not (filled(after, (key, old)) and filled(before, (key, new))):
            found.append(Move(key, old, new))
    return found


def counting(version: Version, figures: Iterable[_Figure]) -> dict[_Figure, Slot]:
    """The cell of the best 数值状态 that is filled, for each of the `figures` (return, item, field) that has one."""
    wanted, best = set(figures), dict[_Figure, Slot]()
    for key, slot in version:
        figure = (key, slot.item, slot.field)
        if figure in wanted and filled(version, (key, slot)):
            rival = best.get(figure)
            if rival is None or vintage_rank(slot.vintage) > vintage_rank(rival.vintage):
                best[figure] = slot
    return best
