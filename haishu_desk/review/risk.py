"""What a reviewer looks at first in a cell that differs; the words are those of the contract."""

from __future__ import annotations

from decimal import Decimal
from functools import cache

from haishu_desk.domain.cells import VALUE, Slot
from haishu_desk.domain.items import Item
from haishu_desk.domain.quantity import Quantity, parse
from haishu_desk.review.step import Step, number_of

UNEXPLAINED = "缺说明"
RISKS = ("约束性", "越限", "达标翻转", "变号", "量级", UNEXPLAINED)
# A change of a tenth or ten times is a slip of the unit rather than a development; a fifth wants to be explained.
_MAGNITUDE, _PART, EXPLAIN = Decimal(10), Decimal("0.1"), Decimal("0.2")


def risks_of_step(step: Step) -> list[str]:
    """变号 and 量级, which need no item to be told."""
    first, second, risks = step.first, step.second, list[str]()
    if first and second:
        if (first < 0) is not (second < 0):
            risks.append("变号")
        if not _PART < abs(second / first) < _MAGNITUDE:
            risks.append("量级")
    return risks


def risks_of(item: Item, slot: Slot, unit: str, step: Step) -> list[str]:
    """The words of risk of a cell that went such a step, in the order of `RISKS`; the last only if nothing is said of it."""
    risks = ["约束性"] if item.is_binding else []
    if slot.field == VALUE:
        if _is_out_of_limits(item, unit, step):
            risks.append("越限")
        target = _target(item.target or "")
        if {_meets(item, target, step.first), _meets(item, target, step.second)} == {True, False}:
            risks.append("达标翻转")
    risks += risks_of_step(step)
    if step.relative is not None and abs(step.relative) > EXPLAIN:
        risks.append(UNEXPLAINED)
    return risks


def _is_out_of_limits(item: Item, unit: str, step: Step) -> bool:
    """Outside what is plausible for the item, or moved further than it moves in a year (column 界 of the dictionary).

    The limits are those of the whole district: a township's part of a sum is not held against them.
    """
    if step.second is None or (item.record.get("rollup") == "sum" and unit not in item.record.get("reporters", ())):
        return False
    limits = item.limits
    by_percent = limits.get("change_kind") == "percent"
    moved = step.relative * 100 if by_percent and step.relative is not None else None
    if not by_percent and step.first is not None:
        moved = step.second - step.first
    return not _is_between(step.second, limits.get("low"), limits.get("high")) or (
        moved is not None and not _is_between(moved, limits.get("change_low"), limits.get("change_high"))
    )


def _is_between(number: Decimal, low: str | None, high: str | None) -> bool:
    return not ((low and number < _limit(low)) or (high and number > _limit(high)))


@cache
def _limit(text: str) -> Decimal:
    """A limit as it is written, understood once: a comparison asks for it at every cell of the item."""
    return Decimal(text)


@cache
def _target(text: str) -> Quantity:
    """The same of a target as it is printed."""
    return parse(text)


def meets(item: Item, values: tuple[Quantity, ...]) -> bool | None:
    """Whether a value meets the printed target; None where that cannot be told from numbers alone."""
    return _meets(item, _target(item.target or ""), number_of(values))


def _meets(item: Item, target: Quantity, value: Decimal | None) -> bool | None:
    goal = target.number
    if value is None or goal is None or target.cumulative:
        return None
    if target.op in ("gt", "lt"):
        return value > goal if target.op == "gt" else value < goal
    return value <= goal if item.direction == "lower" or target.op == "le" else value >= goal
