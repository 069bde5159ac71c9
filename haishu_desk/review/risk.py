"""What a reviewer looks at first in a cell that differs; the words are those of the contract."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from haishu_desk.domain.cells import VALUE, Slot
from haishu_desk.domain.items import Item
from haishu_desk.domain.quantity import Quantity, parse

RISKS = ("约束性", "越限", "达标翻转", "变号", "量级", "缺说明")
# A change of a tenth or ten times is a slip of the unit rather than a development; a fifth wants to be explained.
_MAGNITUDE, EXPLAIN = Decimal(10), Decimal("0.2")


@dataclass(frozen=True)
class Step:
    """From what to what a cell went: the numbers of both sides where they have one, and by which part of the first."""

    first: Decimal | None
    second: Decimal | None
    relative: Decimal | None


def risks_of_step(step: Step) -> Iterator[str]:
    """变号 and 量级, which need no item to be told."""
    if step.first is not None and step.second is not None:
        if step.first * step.second < 0:
            yield "变号"
        if step.first and step.second and not 1 / _MAGNITUDE < abs(step.second / step.first) < _MAGNITUDE:
            yield "量级"


def risks_of(
    item: Item,
    slot: Slot,
    unit: str,
    sides: tuple[tuple[Quantity, ...], tuple[Quantity, ...]],
    step: Step,
    *,
    noted: bool,
) -> Iterator[str]:
    """The words of risk of a cell that went from one side to the other, in the order of `RISKS`."""
    if item.is_binding:
        yield "约束性"
    if slot.field == VALUE and _is_out_of_limits(item, unit, step):
        yield "越限"
    if slot.field == VALUE and {meets(item, side) for side in sides} == {True, False}:
        yield "达标翻转"
    yield from risks_of_step(step)
    if step.relative is not None and abs(step.relative) > EXPLAIN and not noted:
        yield "缺说明"


def _is_out_of_limits(item: Item, unit: str, step: Step) -> bool:
    """Outside what is plausible for the item, or moved further than it moves in a year (column 界 of the dictionary).

    The limits are those of the whole district: a township's part of a sum is not held against them.
    """
    if step.second is None or (item.record.get("rollup") == "sum" and unit not in item.record.get("reporters", ())):
        return False
    limits = {name: Decimal(text) for name, text in item.limits.items() if text and name != "change_kind"}
    by_percent = item.limits.get("change_kind") == "percent"
    moved = step.relative * 100 if by_percent and step.relative is not None else None
    if not by_percent and step.first is not None:
        moved = step.second - step.first
    is_plausible = limits.get("low", step.second) <= step.second <= limits.get("high", step.second)
    return not is_plausible or (
        moved is not None and not limits.get("change_low", moved) <= moved <= limits.get("change_high", moved)
    )


@cache
def _target(text: str) -> Quantity:
    """A target as it is printed, understood once: a comparison asks for it at every cell of the item."""
    return parse(text)


def meets(item: Item, values: tuple[Quantity, ...]) -> bool | None:
    """Whether a value meets the printed target; None where that cannot be told from numbers alone."""
    value = values[0].number if len(values) == 1 else None
    target = _target(item.target or "")
    goal = target.number
    if value is None or goal is None or target.cumulative:
        return None
    if target.op in ("gt", "lt"):
        return value > goal if target.op == "gt" else value < goal
    return value <= goal if item.direction == "lower" or target.op == "le" else value >= goal
