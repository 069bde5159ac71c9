"""汇总: the figures of a period brought together, each indicator by its own rule; three ways of saying whose figures.

全部 (the default): the department's figure where there is one, else its townships'. 完全汇总 (`is_complete`): the lowest
units' figures alone, whatever is reported above them. 节点汇总 (`node`): the units right below one unit. 选择汇总 (`units`,
`by`): the units, or the kinds of units, that are named. In each of them a department's figure, which is the whole, and the
townships' figures, which are its parts, never add up.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from haishu_desk.desk.counted import APPROVED, BASES, CountedFigures
from haishu_desk.desk.judging_ground import one_of
from haishu_desk.domain.errors import UsageError
from haishu_desk.domain.items import INDICATOR, Item
from haishu_desk.domain.periods import Period, parse_period
from haishu_desk.domain.units import KIND_TITLES
from haishu_desk.monitor.numbers import shown
from haishu_desk.monitor.rollup import MEAN, SINGLE

if TYPE_CHECKING:
    from haishu_desk.desk import Desk

_PLACES = 6


@dataclass(frozen=True)
class Whose:
    """Whose figures are brought together; nothing said is all of them."""

    by: Sequence[str] = ()
    node: str | None = None
    units: Sequence[str] = ()
    is_complete: bool = False


EVERYBODY = Whose()


def rollup(
    desk: Desk, period: str, *, plan: str | None = None, whose: Whose = EVERYBODY, basis: str = APPROVED
) -> list[dict[str, Any]]:
    """The rows of the verb `rollup`, in print order: each indicator of the plans that the period lies in.

    An item that none of the units asked for reports stays out. UsageError for a plan, period, unit or kind that there is
    none of, and for a unit that was not there at the end of the period.
    """
    asked, documents = parse_period(period), desk.documents
    if plan is not None:
        documents.catalogue.plan(plan)
    among = _among(desk, asked, whose)
    figures = CountedFigures(desk, one_of(basis, BASES, "依据"))
    rows = []
    for item in documents.catalogue:
        if item.kind != INDICATOR or not asked.fits(item.frequency):
            continue
        if item.plan != plan if plan else not documents.catalogue.plan(item.plan).covers(asked.year):
            continue
        found = figures.rolled(item, asked, among, parts_only=whose.is_complete)
        if among is not None and not found.units_in and not found.units_missing:
            continue
        rows.append(
            {
                "item": item.code,
                "period": str(asked),
                "value": _text(found.value, max(_PLACES, item.record.get("decimals", 0))),
                "units_in": list(found.units_in),
                "units_missing": list(found.units_missing),
                "rule": rule_of(item),
                "basis": basis,
            }
        )
    return rows


def rule_of(item: Item) -> str:
    """By which rule an item comes together; of a weighted mean with its weight: `mean(常住人口)`."""
    rule: str = item.record.get("rollup") or SINGLE
    return f"{rule}({item.record.get('rollup_weight')})" if rule == MEAN else rule


def _among(desk: Desk, period: Period, whose: Whose) -> Collection[str] | None:
    """The units that are asked for; None for all."""
    units = desk.documents.units
    for kind in whose.by:
        one_of(kind, KIND_TITLES, "单位类别")
    there = [unit for unit in units if unit.reports(period)]
    among = {unit.code for unit in there}
    if whose.by:
        among &= {unit.code for unit in there if unit.kind in whose.by}
    if whose.node is not None:
        node = _there(desk, whose.node, period)
        among &= {unit.code for unit in there if unit.parent == node}
    if whose.units:
        among &= {_there(desk, code, period) for code in whose.units}
    return among if whose.by or whose.units or whose.node is not None else None


def _there(desk: Desk, code: str, period: Period) -> str:
    """The unit of that line that is there at the end of the period: a street for the town that it came out of whole."""
    units = desk.documents.units
    units.get(code)
    found = units.meant(code, period)
    if not units.get(found).reports(period):
        heir = units.heir(code)
        now = f"，由{units.get(heir).name}（{heir}）承接" if heir != code else ""
        raise UsageError(f"{units.get(code).name}在{period.title}末不是在用的单位{now}", "请改选那时在用的单位")
    return found


def _text(value: Decimal | None, places: int) -> str | None:
    return None if value is None else shown(value, places)
