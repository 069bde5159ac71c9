"""序时应达: what a unit's cell should have come to by the end of a period, with its formula or the reason why there is none.

Of the district's whole figure (a department's, or the district's own) the plan's row counts; of a township's part only the
breakdown by year that it was assigned. An item that is to keep up with economic growth is held against the growth of
地区生产总值 of the same period, as it is reported in the field 增速.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from haishu_desk.domain.cells import Heads, ReturnKey, is_filled, vintage_rank
from haishu_desk.domain.items import INDICATOR, TARGET, Item
from haishu_desk.domain.periods import Period
from haishu_desk.domain.units import TOWNSHIP_KINDS
from haishu_desk.monitor.commitment import REFERENCE, Commitment, part_of
from haishu_desk.monitor.expectation import SIGNS, Expected
from haishu_desk.monitor.numbers import shown
from haishu_desk.monitor.path import expected
from haishu_desk.monitor.reasons import NO_TARGET, SENTENCES
from haishu_desk.monitor.rows import commitment_of

if TYPE_CHECKING:
    from haishu_desk.desk import Desk
    from haishu_desk.desk.documents import Documents

_ECONOMY, _GROWTH = "地区生产总值", "growth"


def commitment_for(
    documents: Documents,
    item: Item,
    unit: str,
    annual: Mapping[str, str] | None = None,
    reference: Mapping[Period, Decimal] | None = None,
) -> Commitment:
    """What the plan asks of that unit for the item; of a township only what its own breakdown by year says.

    `annual` is that breakdown, None where it is not known yet; `reference` the growth to keep up with.
    """
    own = annual_of(documents, unit).get(item.code, {}) if annual is None else annual
    whole = commitment_of(item, documents.catalogue.plan(item.plan), annual=own, reference=reference)
    return part_of(whole) if documents.units.get(unit).kind in TOWNSHIP_KINDS else whole


def expected_of(documents: Documents, item: Item, unit: str, period: Period) -> Expected:
    """What the cell of that period should hold; `value` None with a reason where nothing is expected."""
    return expected(commitment_for(documents, item, unit), period)


def annual_of(documents: Documents, unit: str) -> dict[str, dict[str, str]]:
    """The unit's own breakdown by year, by item: whatever its role."""
    found: dict[str, dict[str, str]] = {}
    for row in documents.assignment:
        if row["unit"] == unit and row.get("annual"):
            found.setdefault(row["item"], {}).update(row["annual"])
    return found


@dataclass(frozen=True)
class Due:
    """What a cell should have come to: `text` (empty if there is none), the `formula`, or the sentence `why` not.

    A `text` that ends in * speaks of an earlier period, `as_of`, as the item is not reported so finely.
    """

    text: str = ""
    formula: str = ""
    why: str = ""
    as_of: Period | None = None


class Expecting:
    """What the cells of one desk should have come to; reads only."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._annual: tuple[Documents, dict[str, dict[str, dict[str, str]]]] | None = None

    def due_of(self, item: Item, unit: str, period: Period) -> Due:
        """What should stand in that cell, as it is shown and explained."""
        return self.dues_of([item], unit, period)[item.code]

    def dues_of(self, items: Iterable[Item], unit: str, period: Period) -> dict[str, Due]:
        """The same of many items of a unit, by code."""
        annual = self._annual_of(unit)
        return {item.code: self._due(item, unit, period, annual.get(item.code, {})) for item in items}

    def expected_of(self, item: Item, unit: str, period: Period) -> Expected:
        """The same as figures; of a task or project nothing is expected."""
        commitment = self.commitment_of(item, unit, period)
        return Expected(why=NO_TARGET) if commitment is None else expected(commitment, period)

    def commitment_of(self, item: Item, unit: str, period: Period) -> Commitment | None:
        """What the item's row, or the unit's own breakdown of it, promises; None for a task or project."""
        return self._commitment(item, unit, period, self._annual_of(unit).get(item.code, {}))

    def _annual_of(self, unit: str) -> Mapping[str, Mapping[str, str]]:
        """The unit's own breakdown, read once as long as no edition was written: the documents are the same then."""
        documents = self._desk.documents
        if self._annual is None or self._annual[0] is not documents:
            self._annual = (documents, {})
        known = self._annual[1]
        if unit not in known:
            known[unit] = annual_of(documents, unit)
        return known[unit]

    def _due(self, item: Item, unit: str, period: Period, annual: Mapping[str, str]) -> Due:
        commitment = self._commitment(item, unit, period, annual)
        if commitment is None:
            return Due(why=SENTENCES[NO_TARGET])
        found = expected(commitment, period)
        text = in_signs(found, commitment.places)
        mark = "*" if text and found.as_of is not None else ""
        return Due(f"{text}{mark}", found.formula, SENTENCES[found.why] if found.why else "", found.as_of)

    def _commitment(self, item: Item, unit: str, period: Period, annual: Mapping[str, str]) -> Commitment | None:
        if item.kind not in (INDICATOR, TARGET):
            return None
        documents = self._desk.documents
        promised = commitment_for(documents, item, unit, annual)
        growth = self._economy(item, period) if promised.kind == REFERENCE and self.is_whole(unit) else None
        return promised if growth is None else commitment_for(documents, item, unit, annual, {period: growth})

    def is_whole(self, unit: str) -> bool:
        """Whether the unit's figure is the whole district's, which the plan's row speaks of."""
        return self._desk.documents.units.get(unit).kind not in TOWNSHIP_KINDS

    def _economy(self, item: Item, period: Period) -> Decimal | None:
        """The growth of 地区生产总值 in that period, if it was reported here as one number."""
        documents = self._desk.documents
        economy = next((each for each in documents.catalogue if each.plan == item.plan and each.name == _ECONOMY), None)
        if economy is None:
            return None
        form = documents.form_of(economy)
        for unit in documents.reporters(economy.code):
            key = ReturnKey(form, unit, str(period))
            heads, course = self._desk.heads(key, item=economy.code), self._desk.course(key).only(economy.code)
            number = _best(course.counting(heads), economy.code, _GROWTH)
            if number is not None:
                return number
        return None


def _best(heads: Heads, item: str, field: str) -> Decimal | None:
    """The number of the best 数值状态 that is filled; None in 数据不一致 and where it is no number."""
    filled = [
        (vintage_rank(slot.vintage), standing) for slot, standing in heads.items()
        if (slot.item, slot.field) == (item, field) and is_filled(standing[0].value)
    ]  # fmt: skip
    standing = max(filled, key=lambda pair: pair[0])[1] if filled else ()
    numbers = {head.value.number for head in standing}
    return numbers.pop() if len(numbers) == 1 else None


def in_signs(found: Expected, places: int) -> str:
    """The figure with its bound, e.g. `>93`; empty if there is none."""
    if found.low is not None and found.high is not None:
        return f"{shown(found.low, places)}-{shown(found.high, places)}"
    if found.value is None:
        return ""
    return f"{SIGNS.get(found.op, '约' if found.op == 'approx' else '')}{shown(found.value, places)}"
