"""晾晒: the units' figures of one item in order. Whether others than the district see the names is the district's to say.

Off until the district switches it on (an edition that travels with every 下行): then a unit's workspace and what goes outside
show the order and the figures, and no name but the unit's own.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from haishu_desk.desk.counted import APPROVED, BASES, CountedFigures
from haishu_desk.desk.judging_ground import one_of
from haishu_desk.domain.assignments import PART
from haishu_desk.domain.errors import UsageError
from haishu_desk.domain.items import Item
from haishu_desk.domain.periods import FREQUENCIES, Period, parse_period
from haishu_desk.domain.quantity import parse
from haishu_desk.domain.units import KIND_TITLES
from haishu_desk.monitor.numbers import shown
from haishu_desk.monitor.ranking import Entrant, Manner, Ranked, ranked
from haishu_desk.monitor.rollup import SUM

if TYPE_CHECKING:
    from haishu_desk.desk import Desk

_PLACES = 6


class Ranking:
    """Ranks the units of one desk."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def rank(
        self,
        item: str,
        period: str,
        *,
        basis: str = APPROVED,
        by: Sequence[str] = (),
        outside: bool = False,
    ) -> list[dict[str, Any]]:
        """The rows of the verb `ranking`: the townships that report the item, else the departments that share it.

        `by` names kinds of units; places are given among them alone. `outside`: as it may be shown to others. UsageError
        for an item, period or kind that there is none of, or a period that the item is not reported by.
        """
        asked, what = parse_period(period), self._desk.documents.catalogue.get(item)
        if not asked.fits(what.frequency):
            raise UsageError(f"{what.name}按{what.frequency}报，没有{asked.title}的数", "请换一个报告期")
        for kind in by:
            one_of(kind, KIND_TITLES, "单位类别")
        figures = CountedFigures(self._desk, one_of(basis, BASES, "依据"))
        entrants = [
            Entrant(
                unit,
                figures.of_unit(unit, asked, what),
                self._before(figures, unit, asked, what),
                self._planned(unit, asked, what),
            )
            for unit in figures.parts(what, asked)
            if not by or self._desk.documents.units.get(unit).kind in by
        ]
        rows = ranked(entrants, manner_of(what))
        return [self._row(row, what, asked, basis, is_named=self._is_named(row, outside=outside)) for row in rows]

    def _is_named(self, row: Ranked, *, outside: bool) -> bool:
        if self._desk.settings.names_in_ranking or (self._desk.is_district and not outside):
            return True
        return not self._desk.is_district and row.entrant.unit in self._desk.own_units

    def _before(self, figures: CountedFigures, unit: str, period: Period, item: Item) -> Decimal | None:
        """The same unit's figure a year before; none where its area has changed since."""
        units = self._desk.documents.units
        before = Period(period.year - 1, period.frequency, period.part)
        then = units.reporting(unit, before)
        is_another = any(before.last_day < day <= period.last_day for day in units.breaks(unit))
        if then == unit and is_another:
            return None
        return figures.of_unit(then, before, self._item_then(item, before))

    def _item_then(self, item: Item, period: Period) -> Item:
        """The item under which that was reported: of the plan before, in the first year of a plan."""
        catalogue, code = self._desk.documents.catalogue, item.record.get("continues")
        if code is None or catalogue.plan(item.plan).covers(period.year):
            return item
        return catalogue.get(code)

    def _planned(self, unit: str, period: Period, item: Item) -> Decimal | None:
        """What the unit's own breakdown says for the year; none for a part of a year."""
        if period.frequency != FREQUENCIES[0]:
            return None
        line = self._desk.documents.units.line(unit)
        year = str(period.year)
        rows = [
            row
            for row in self._desk.documents.assignment
            if row["item"] == item.code and row["unit"] in line and (row.get("annual") or {}).get(year)
        ]
        rows.sort(key=lambda row: row["role"] != PART)
        return parse(rows[0]["annual"][year], item.unit).number if rows else None

    def _row(self, row: Ranked, item: Item, period: Period, basis: str, *, is_named: bool) -> dict[str, Any]:
        unit, places = row.entrant.unit, max(_PLACES, item.record.get("decimals", 0))
        figures = {
            "value": row.entrant.value,
            "share": row.share,
            "before": row.entrant.before,
            "difference": row.difference,
            "change": row.change,
            "contribution": row.contribution,
            "planned": row.entrant.planned,
            "completion": row.completion,
        }
        return {
            "item": item.code,
            "period": str(period),
            "rank": row.place,
            "unit": unit if is_named else None,
            "name": self._desk.documents.name_of(unit, str(period)) if is_named else None,
            **{key: None if number is None else shown(number, places) for key, number in figures.items()},
            "basis": basis,
        }


def manner_of(item: Item) -> Manner:
    """How an item is ranked."""
    is_sum = item.record.get("rollup") == SUM
    return Manner(item.direction == "lower", is_sum, item.record.get("measure") in ("rate", "growth"))
