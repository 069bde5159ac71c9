"""The yearly lines of each indicator for a report: what was reported, what was expected, what is wanted at the end."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING

from haishu_desk.desk.counted import APPROVED
from haishu_desk.desk.evaluating import Judged
from haishu_desk.desk.judging_ground import ESTIMATE, Asked, Found, GroundOf
from haishu_desk.domain.amendments import DEFINITION, amendments_of
from haishu_desk.domain.items import Item
from haishu_desk.domain.periods import Period
from haishu_desk.domain.quantity import parse, show
from haishu_desk.monitor.path import expected
from haishu_desk.report.document import Chart, Series

if TYPE_CHECKING:
    from haishu_desk.desk import Desk

ACTUAL, ESTIMATED, DUE, TARGET = "实绩", "预计", "应达", "目标"
_PLACES = 4


class YearlyCharts:
    """Charts of the indicators of one plan, of approved figures up to the day that is asked for."""

    def __init__(self, desk: Desk, asked: Asked) -> None:
        self._asked = asked
        self._grounds = GroundOf(desk, asked, APPROVED, desk.evaluating.rules)
        plan = asked.plan
        self._years = range(plan.base_year, plan.end_year + 1)

    def charts(self, judged: Sequence[Judged]) -> dict[str, list[Chart]]:
        """A chart for each indicator that has a number to draw, in print order, by category."""
        found: dict[str, list[Chart]] = {}
        for each in judged:
            if (chart := self._chart(each)) is not None:
                found.setdefault(each.ground.item.group, []).append(chart)
        return found

    def _chart(self, judged: Judged) -> Chart | None:
        ground = judged.ground
        found = dict(self._figures(judged))
        numbers = {year: number for year, each in found.items() if (number := _number(each)) is not None}
        told = {year for year, each in found.items() if each.why == ESTIMATE}
        promise = ground.commitment
        if promise.base is not None:
            numbers[promise.base_year] = promise.base
        due = {year: value for year in self._years[1:] if (value := expected(promise, Period(year)).value) is not None}
        if not numbers and not due:
            return None
        reported = {year: number for year, number in numbers.items() if year not in told}
        series = [
            *self._runs(ground.item, reported),
            self._series(ESTIMATED, {year: numbers[year] for year in told if year in numbers}),
            self._series(DUE, {year: round(value, _PLACES) for year, value in due.items()}),
            self._series(TARGET, self._target(ground.item)),
        ]
        item = ground.item
        drawn = tuple(each for each in series if any(value is not None for value in each.values))
        return Chart(
            f"{item.number} {item.name}",
            "line",
            tuple(str(year) for year in self._years),
            drawn,
            item.unit or "",
            tuple(self._notes(found)),
            frozenset({DUE, TARGET}),
        )

    def _figures(self, judged: Judged) -> Iterator[tuple[int, Found]]:
        ground = judged.ground
        for year in self._years[1:]:
            if year < ground.at.year:
                yield year, self._grounds.figure(ground.item, Period(year))
        if ground.at.last_day.endswith("-12-31") and ground.at.year in self._years:
            yield ground.at.year, ground.found

    def _runs(self, item: Item, numbers: dict[int, Decimal]) -> Iterator[Series]:
        """The reported figures; where the definition changed they are lines of their own, and not joined."""
        changes = sorted(made.year for made in amendments_of(item.record) if made.what == DEFINITION)
        bounds = [self._years.start, *(year for year in changes if year in self._years[1:]), self._years.stop]
        for first, after in pairwise(bounds):
            name = ACTUAL if after == self._years.stop else f"{ACTUAL}（{after}年以前的口径）"
            yield self._series(name, {year: number for year, number in numbers.items() if first <= year < after})

    def _target(self, item: Item) -> dict[int, Decimal]:
        printed = item.record["values"].get("target")
        if printed in (None, "—"):
            return {}
        quantity = parse(str(printed), item.unit)
        is_level = quantity.number is not None and not quantity.cumulative
        return {self._years[-1]: quantity.number} if is_level and quantity.number is not None else {}

    def _series(self, name: str, numbers: dict[int, Decimal]) -> Series:
        return Series(name, tuple(numbers.get(year) for year in self._years))

    def _notes(self, found: dict[int, Found]) -> Iterator[str]:
        """What stands in the years without a number: a word of the cell, or why there is none."""
        silent = {year: each for year, each in found.items() if _number(each) is None}
        if silent:
            said = (
                f"{year}年{show(each.quantity) if each.quantity else each.why or '没有数'}"
                for year, each in silent.items()
            )
            yield f"没有连线的年份：{'，'.join(said)}"


def _number(found: Found) -> Decimal | None:
    quantity = found.quantity
    if quantity is None or found.why not in (None, ESTIMATE) or quantity.cumulative:
        return None
    return quantity.number if quantity.op in ("eq", "approx") else None
