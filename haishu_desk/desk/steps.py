"""年度分解 of one item as a picture shows it: what each year of the plan should come to, and how far off is still on course.

The target is the one that counts in that year: a later adjustment does not reach back. The figures are those of the cells: of
a sum the year's own part, of a reduction the year's own rate.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from haishu_desk.desk.expecting import annual_of
from haishu_desk.domain.amendments import DEFINITION, TARGET, amendments_of
from haishu_desk.domain.assignments import LEAD
from haishu_desk.domain.items import Item
from haishu_desk.domain.periods import Period
from haishu_desk.domain.quantity import Quantity, parse
from haishu_desk.domain.units import TOWNSHIP_KINDS
from haishu_desk.monitor.commitment import CHANGE, GROWTH, LEVEL, REFERENCE, Commitment, part_of
from haishu_desk.monitor.expectation import Expected
from haishu_desk.monitor.numbers import HUNDRED, settled
from haishu_desk.monitor.path import expected
from haishu_desk.monitor.rows import commitment_of
from haishu_desk.monitor.verdict import RATIO, Rules

if TYPE_CHECKING:
    from haishu_desk.desk import Desk


@dataclass(frozen=True)
class Step:
    """What one year should come to: `value` with its `op`, or `low` to `high` (op range).

    `room` is how far off, in the item's own unit, is still 基本符合预期; None where a year is not graded by a gap of its
    own. `is_assigned`: the year stands in the breakdown; the others are reckoned from the path.
    """

    year: int
    op: str
    value: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    room: Decimal | None = None
    is_assigned: bool = False

    @property
    def bounds(self) -> tuple[Decimal, Decimal] | None:
        """The band of the year: a range, or the value with its room to either side; None where there is none."""
        if self.low is not None and self.high is not None:
            return self.low, self.high
        if self.value is None or not self.room:
            return None
        return self.value - self.room, self.value + self.room


def steps_of(
    desk: Desk, item: Item, unit: str | None, rules: Rules, reported: Quantity | None = None
) -> tuple[Step, ...]:
    """The steps of the item's own plan, of the years that something is expected of; a township has only its own breakdown.

    `reported` is the base year's value as it was filled in: it is the base where the plan prints none.
    """
    plan = desk.documents.catalogue.plan(item.plan)
    found = []
    for year in range(plan.base_year + 1, plan.end_year + 1):
        promise = promise_in(desk, item, unit, year, reported)
        due = _due(desk, promise, item, unit, year)
        if due.value is not None or due.low is not None:
            room = None if _is_part(desk, unit) else _room(promise, due, rules, year, is_binding=item.is_binding)
            found.append(Step(year, due.op, due.value, due.low, due.high, room, year in promise.annual))
    return tuple(found)


def promise_in(desk: Desk, item: Item, unit: str | None, year: int, reported: Quantity | None = None) -> Commitment:
    """What the item's row, as it counts in that year, asks of the unit (None: of the whole district)."""
    row = _as_of(item, year)
    plan = desk.documents.catalogue.plan(item.plan)
    if unit is not None and _is_part(desk, unit):
        return part_of(commitment_of(row, plan, annual=annual_of(desk.documents, unit).get(item.code, {})))
    base = _base(row, plan.base_year, year, reported)
    return commitment_of(row, plan, base=base, annual=_lead(desk, item))


def _due(desk: Desk, promise: Commitment, item: Item, unit: str | None, year: int) -> Expected:
    if promise.kind == REFERENCE and unit is not None:
        return desk.expecting.expected_of(item, unit, Period(year))
    return expected(promise, Period(year))


def _is_part(desk: Desk, unit: str | None) -> bool:
    """Whether the unit reports a part of the district's figure, which nobody grades."""
    return unit is not None and desk.documents.units.get(unit).kind in TOWNSHIP_KINDS


def _room(promise: Commitment, due: Expected, rules: Rules, year: int, *, is_binding: bool) -> Decimal | None:
    """The tolerance of the rules in the item's own unit: points of progress along the way, else per cent of the value.

    In the last year a level without a base has reached its target or has not, as `judgement` grades it.
    """
    if promise.kind == GROWTH and promise.measure == "growth":
        return Decimal(0) if is_binding else rules.growth_tolerance
    if promise.kind not in (LEVEL, CHANGE) or due.value is None:
        return None
    points = rules.room(is_binding=is_binding)
    whole = promise.change
    if not whole and year == promise.end_year:
        return Decimal(0)
    if rules.method == RATIO or not whole:
        return settled(abs(due.value) * points / HUNDRED)
    return settled(abs(whole) * points / HUNDRED)


def _as_of(item: Item, year: int) -> Item:
    made = [each for each in amendments_of(item.record) if each.what == TARGET]
    later = {each.column: each.before for each in reversed(made) if each.year > year}
    return replace(item, record={**item.record, "values": {**item.record["values"], **later}}) if later else item


def _base(row: Item, base_year: int, year: int, reported: Quantity | None) -> Quantity | None:
    """A base that counts before the printed one: back-cast under a new definition, or reported where none is printed."""
    for made in reversed(amendments_of(row.record)):
        if made.what == DEFINITION and base_year < made.year <= year:
            told = made.backcast.get(base_year)
            return None if told is None else parse(told, row.unit)
    return reported if row.base in (None, "—") else None


def _lead(desk: Desk, item: Item) -> Mapping[str, str]:
    """The district's breakdown by year: that of the unit that leads, else of another whole one."""
    units = desk.documents.units
    rows = [
        row
        for row in desk.documents.assignment
        if row["item"] == item.code and row.get("annual") and units.get(row["unit"]).kind not in TOWNSHIP_KINDS
    ]
    rows.sort(key=lambda row: row["role"] != LEAD)
    found: Mapping[str, str] = rows[0]["annual"] if rows else {}
    return found
