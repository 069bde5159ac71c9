"""预演: what taking in a file changes, cell by cell.

The very code of taking in runs inside a transaction that is given back: a second way of reckoning what would happen could
say something else than what then happens, this cannot.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from haishu_desk.domain.cells import Head, Heads, ReturnKey, Slot, is_clash, is_word, values_of
from haishu_desk.domain.quantity import CLEARED, Quantity, show

NEW, CHANGED, CLEARING, CLASHING, SAME, OLD = "new", "changed", "cleared", "clash", "same", "old"
FATES = (CLASHING, CHANGED, CLEARING, NEW, SAME, OLD)


@dataclass(frozen=True)
class CellShift:
    """One cell that is otherwise afterwards, or in 数据不一致: the values that stand before and after."""

    key: ReturnKey
    slot: Slot
    before: tuple[Quantity, ...]
    after: tuple[Quantity, ...]
    fate: str

    def as_json(self) -> dict[str, Any]:
        """The cell and what becomes of it; a side has a quantity, a list of several, or null."""
        place = {"form": self.key.form, "unit": self.key.unit, "period": self.key.period, **self.slot.as_json()}
        return {**place, "fate": self.fate, "before": _side(self.before), "after": _side(self.after)}


@dataclass(frozen=True)
class Shift:
    """All cells that a file changes or leaves in 数据不一致, in print order; how many of it stand already or are older."""

    cells: tuple[CellShift, ...] = ()
    same: int = 0
    old: int = 0

    @property
    def counts(self) -> dict[str, int]:
        """How many cells meet each fate, 数据不一致 first."""
        counted = Counter(cell.fate for cell in self.cells)
        return {**{fate: counted[fate] for fate in FATES}, SAME: self.same, OLD: self.old}


Standing = Mapping[ReturnKey, Heads]
Stood = tuple[Head, ...]


def shift_of(before: Standing, after: Standing, carried: Standing) -> Shift:
    """What became of the cells of those returns: `carried` are the values that the file itself says stand in them."""
    cells: list[CellShift] = []
    told: Counter[str] = Counter()
    for key in sorted(after):
        heads, old = after[key], before.get(key, {})
        for slot in sorted({*heads, *carried.get(key, {})}):
            fate = _fate(slot, old.get(slot, ()), heads.get(slot, ()), carried.get(key, {}).get(slot, ()))
            if fate in (SAME, OLD):
                told[fate] += 1
            elif fate is not None:
                cells.append(CellShift(key, slot, _values(old.get(slot, ())), _values(heads.get(slot, ())), fate))
    return Shift(tuple(cells), told[SAME], told[OLD])


def _fate(slot: Slot, before: Stood, after: Stood, carried: Stood) -> str | None:
    """None for a cell that the file does not speak of."""
    was, now = _meanings(values_of(before)), _meanings(values_of(after))
    if is_clash(after) and not is_word(slot.field):
        return CLASHING
    if was != now:
        return NEW if not was else (CHANGED if now else CLEARING)
    if not carried:
        return None
    return SAME if _meanings(values_of(carried)) == now else OLD


def _values(standing: Stood) -> tuple[Quantity, ...]:
    """In an order that does not hang on the names of edits, which are others when a rehearsal is done again."""
    return tuple(sorted(values_of(standing), key=show))


def _meanings(values: tuple[Quantity, ...]) -> set[tuple[object, ...]]:
    return {value.meaning for value in values if value.absent != CLEARED.absent}


def _side(values: tuple[Quantity, ...]) -> Any:
    said = [value.as_json() for value in values]
    return said if len(said) > 1 else (said[0] if said else None)
