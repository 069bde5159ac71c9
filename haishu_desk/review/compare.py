"""Comparing two versions of cells: what was added, removed or changed, by how much, and what a reviewer looks at first.

Comparing is comparing two mappings. The words of risk are those of the contract: 约束性, 越限, 达标翻转, 变号, 量级, 缺说明.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Context, Decimal
from typing import Any

from haishu_desk.domain.cells import VALUE, ReturnKey, Slot, is_note, is_word, note_of
from haishu_desk.domain.items import Item
from haishu_desk.domain.quantity import Quantity, parse

Place = tuple[ReturnKey, Slot]
Version = Mapping[Place, tuple[Quantity, ...]]

RISKS = ("约束性", "越限", "达标翻转", "变号", "量级", "缺说明")
# A change of a tenth or ten times is a slip of the unit rather than a development; a fifth wants to be explained.
_MAGNITUDE, _EXPLAIN = Decimal(10), Decimal("0.2")
_EXACT = Context(prec=10_000)  # the usual 28 digits would round the difference of two long numbers


@dataclass(frozen=True)
class Difference:
    """One cell that differs; `difference` and `relative` are decimal strings where both sides are numbers."""

    key: ReturnKey
    slot: Slot
    kind: str
    before: tuple[Quantity, ...]
    after: tuple[Quantity, ...]
    difference: str | None
    relative: str | None
    risk: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        """The keys of the contract; a side with several values has a list."""
        return {
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
        }


def placed(key: ReturnKey, slots: Mapping[Slot, tuple[Quantity, ...]]) -> dict[Place, tuple[Quantity, ...]]:
    """The cells of one return as part of a version; what is said of findings is shown with them and is none."""
    return {(key, slot): values for slot, values in slots.items() if not is_word(slot.field)}


def compare(before: Version, after: Version, items: Mapping[str, Item]) -> list[Difference]:
    """Every cell that differs, risk first, then in print order."""
    differing = [place for place in {*before, *after} if _meanings(before, place) != _meanings(after, place)]
    found = [_difference(place, before, after, items.get(place[1].item)) for place in differing]
    return sorted(found, key=lambda row: (_urgency(row.risk), row.key, row.slot))


def _difference(place: Place, before: Version, after: Version, item: Item | None) -> Difference:
    key, slot = place
    old, new = _filled(before, place), _filled(after, place)
    kind = "added" if not old else ("removed" if not new else "changed")
    first, second = _number(old), _number(new)
    delta = _EXACT.subtract(second, first) if first is not None and second is not None else None
    relative = delta / abs(first) if delta is not None and first else None
    risk = (
        tuple(_risks(item, slot, after, key, (old, new, first, second, relative)))
        if item and not is_note(slot.field)
        else ()
    )
    return Difference(key, slot, kind, old, new, _text(delta), _text(relative, places=4), risk)


def _risks(item: Item, slot: Slot, after: Version, key: ReturnKey, sides: tuple[Any, ...]) -> Iterable[str]:
    old, new, first, second, relative = sides
    if item.is_binding:
        yield "约束性"
    if slot.field == VALUE and _is_out_of_limits(item, key.unit, (first, second, relative)):
        yield "越限"
    if slot.field == VALUE and {_meets(item, old), _meets(item, new)} == {True, False}:
        yield "达标翻转"
    if first is not None and second is not None:
        if first * second < 0:
            yield "变号"
        if first and second and not 1 / _MAGNITUDE < abs(second / first) < _MAGNITUDE:
            yield "量级"
        if (
            relative is not None
            and abs(relative) > _EXPLAIN
            and not _filled(after, (key, Slot(slot.item, note_of(slot.field), slot.vintage)))
        ):
            yield "缺说明"


def _is_out_of_limits(item: Item, unit: str, numbers: tuple[Decimal | None, Decimal | None, Decimal | None]) -> bool:
    """Outside what is plausible for the item, or moved further than it moves in a year (domain.md 3.2, column 界).

    The limits are those of the whole district: a township's part of a sum is not held against them.
    """
    first, second, relative = numbers
    if second is None or (item.record.get("rollup") == "sum" and unit not in item.record.get("reporters", ())):
        return False
    limits = {name: Decimal(text) for name, text in item.limits.items() if text and name != "change_kind"}
    by_percent = item.limits.get("change_kind") == "percent"
    moved = relative * 100 if by_percent and relative is not None else None
    if not by_percent and first is not None:
        moved = second - first
    is_plausible = limits.get("low", second) <= second <= limits.get("high", second)
    return not is_plausible or (
        moved is not None and not limits.get("change_low", moved) <= moved <= limits.get("change_high", moved)
    )


def _meets(item: Item, values: tuple[Quantity, ...]) -> bool | None:
    """Whether a value meets the printed target; None where that cannot be told from numbers alone."""
    value, target = _number(values), parse(item.target or "")
    goal = target.number
    if value is None or goal is None or target.cumulative:
        return None
    if target.op in ("gt", "lt"):
        return value > goal if target.op == "gt" else value < goal
    return value <= goal if item.direction == "lower" or target.op == "le" else value >= goal


def _meanings(version: Version, place: Place) -> frozenset[tuple[object, ...]]:
    return frozenset(value.meaning for value in _filled(version, place))


def _filled(version: Version, place: Place) -> tuple[Quantity, ...]:
    return tuple(value for value in version.get(place, ()) if value.absent != "cleared")


def _number(values: tuple[Quantity, ...]) -> Decimal | None:
    return values[0].number if len(values) == 1 else None


def _text(number: Decimal | None, places: int | None = None) -> str | None:
    if number is None:
        return None
    text = f"{number:f}" if places is None else f"{number:.{places}f}"
    if not text.strip("-0."):
        return "0"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _side(values: tuple[Quantity, ...]) -> Any:
    if len(values) > 1:
        return [value.as_json() for value in values]
    return values[0].as_json() if values else None


def _urgency(risk: tuple[str, ...]) -> tuple[bool, int]:
    return (not risk, -len(risk))
