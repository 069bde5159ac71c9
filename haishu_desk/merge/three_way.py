"""The merge rule for one cell: base, ours, theirs -> Take, Clash or nothing to do (architecture.md section 1, the table).

Only one side wrote: that side. Both wrote the same: one value, nothing is written. Both wrote and differ, or one wrote
and one cleared: 数据不一致, both stay until a person decides.
"""

from __future__ import annotations

from dataclasses import dataclass

from haishu_desk.domain.quantity import Quantity


@dataclass(frozen=True)
class Take:
    """Their value is taken."""

    value: Quantity


@dataclass(frozen=True)
class Clash:
    """Both values stay until a person decides."""

    base: Quantity | None
    ours: Quantity | None
    theirs: Quantity | None


def three_way(base: Quantity | None, ours: Quantity | None, theirs: Quantity) -> Take | Clash | None:
    """What to do with their value; None if there is nothing to do. None as a quantity is: never filled."""
    if same(theirs, base) or same(theirs, ours):
        return None
    if same(ours, base):
        return Take(theirs)
    return Clash(base, ours, theirs)


def same(one: Quantity | None, other: Quantity | None) -> bool:
    """Whether two sides say the same; between sides, cleared and never filled are both nothing."""
    return one == other or _meaning(one) == _meaning(other)


def _meaning(quantity: Quantity | None) -> tuple[object, ...] | None:
    return None if quantity is None or quantity.absent == "cleared" else quantity.meaning
