"""What the pictures of the panel are drawn from: an item's way by year, a project's periods."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from haishu_desk.desk.filled import shown_vintages
from haishu_desk.domain.cells import VALUE, Heads, Slot, values_of
from haishu_desk.domain.items import INDICATOR, PROJECT, TASK, Item
from haishu_desk.domain.periods import Period, parse_period
from haishu_desk.domain.quantity import Quantity, show
from haishu_desk.ui.entry.path_chart import Bar, Way

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from haishu_desk.desk import Desk
    from haishu_desk.ui.entry.sheet import Sheet

INVESTED, STAGE, NODE = "invested", "stage", "node"
_MOST_BARS = 6


def way_of(desk: Desk, sheet: Sheet, item: Item, heads: Mapping[str, Heads]) -> Way | None:
    """What this unit reported year by year (`heads` of the item by period), beside what was expected.

    None where nothing is drawn.
    """
    if item.kind != INDICATOR:
        return None
    plan = desk.documents.catalogue.plan(item.plan)
    years = range(plan.base_year, plan.end_year + 1)
    due = {year: desk.expecting.expected_of(item, sheet.key.unit, Period(year)) for year in years}
    path = {year: found.value for year, found in due.items() if found.value is not None}
    actual = dict(_reported(item, heads, years))
    if desk.expecting.is_whole(sheet.key.unit) and plan.base_year in path:
        actual.setdefault(plan.base_year, path[plan.base_year])
    is_bound = any(found.op in ("gt", "ge", "lt", "le") for found in due.values())
    way = Way(years, actual, path, is_bound, sheet.period.year)
    return way if way.is_worth_drawing else None


def _reported(item: Item, found: Mapping[str, Heads], years: range) -> Iterator[tuple[int, Decimal]]:
    for period, heads in _by_period(found):
        value = _one(heads, item, VALUE) if period.frequency == "年" and period.year in years else None
        if value is not None and value.number is not None and not value.cumulative:
            yield period.year, value.number


def invested_of(sheet: Sheet, item: Item, found: Mapping[str, Heads]) -> tuple[Bar, ...]:
    """累计完成投资 of a task or project by period, the last six that say a number."""
    if item.kind not in (TASK, PROJECT):
        return ()
    bars = []
    for period, heads in _by_period(found):
        value = _one(heads, item, INVESTED)
        if value is not None and value.number is not None:
            bars.append(Bar(_label(period), value.number, period == sheet.period))
    return tuple(bars[-_MOST_BARS:])


def nodes_of(item: Item, found: Mapping[str, Heads]) -> tuple[tuple[str, str], ...]:
    """阶段 and 节点 of a task or project by period, the newest first."""
    if item.kind not in (TASK, PROJECT):
        return ()
    said = []
    for period, heads in _by_period(found):
        words = [show(value) for field in (STAGE, NODE) if (value := _one(heads, item, field)) is not None]
        if words:
            said.append((_label(period), "　".join(words)))
    return tuple(reversed(said))


def _by_period(found: Mapping[str, Heads]) -> Iterator[tuple[Period, Heads]]:
    """What stands of the item, the oldest period first."""
    for period in sorted(found, key=parse_period):
        yield parse_period(period), found[period]


def _one(heads: Heads, item: Item, field: str) -> Quantity | None:
    """The one value of the best 数值状态 of that cell."""
    vintage = shown_vintages({slot: found for slot, found in heads.items() if slot.item == item.code}).get(item.code)
    values = values_of(heads.get(Slot(item.code, field, vintage), ()))
    return values[0] if len(values) == 1 and values[0].absent != "cleared" else None


def _label(period: Period) -> str:
    """A period in a few signs: 2025, 25Q3."""
    text = str(period)
    return text if period.frequency == "年" else text[2:].replace("-", "")
