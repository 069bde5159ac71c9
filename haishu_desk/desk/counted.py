"""The figures that count, read once: of one unit, and of the whole district by each item's own rule.

The department's figure (or the district's own) is the whole; the townships' figures are parts of it and are added up among
themselves only. A period is reported by the units that were there on its last day, so what moved to an heir counts once.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING

from haishu_desk.desk.reading import basis_of
from haishu_desk.domain.cells import (
    VALUE,
    VERIFIED,
    Head,
    ReturnKey,
    Slot,
    is_aside,
    is_filled,
    is_note,
    values_of,
    vintage_rank,
)
from haishu_desk.domain.errors import UsageError
from haishu_desk.domain.items import Item
from haishu_desk.domain.periods import FREQUENCIES, Period, parse_period
from haishu_desk.domain.quantity import Quantity
from haishu_desk.domain.returns import VOID
from haishu_desk.domain.units import TOWNSHIP_KINDS
from haishu_desk.monitor.numbers import HUNDRED, shown
from haishu_desk.monitor.rollup import MEAN, SINGLE, Part, Ratio, Rolled, rolled

if TYPE_CHECKING:
    from haishu_desk.desk import Desk

APPROVED, CURRENT = "approved", "current"
BASES = (APPROVED, CURRENT)
# What a unit's figure is of the district's: the whole, one of the departments' shares, a township's part, or nothing of it.
WHOLE, SHARE, PART, BESIDE = "whole", "share", "part", "beside"
_ECONOMY = "地区生产总值"
_OF_DISTRICT = "分母用区数"
_FACTORS = {"人/亿元": Decimal(1)}


@dataclass(frozen=True)
class Counted:
    """The value of a cell that counts; `basis` is 核定, 已批, 已报 or 录入中, or 汇总. None of the values of a `clash` counts.

    `place` is the cell (`unit`, `period`, `item`, `field`), `revision` the one that says so, None where none does yet.
    """

    quantity: Quantity
    vintage: str | None = None
    basis: str = ""
    is_clash: bool = False
    place: tuple[str, str, str, str] | None = None
    revision: str | None = None

    @property
    def number(self) -> Decimal | None:
        """The one number, or None."""
        is_one = self.quantity.op in ("eq", "approx") and not self.is_clash
        return self.quantity.number if is_one else None


_Place = tuple[str, str]  # item and field
_Cells = dict[_Place, Counted]


class CountedFigures:
    """The figures of one desk: those that were approved, or those that count at the moment."""

    def __init__(self, desk: Desk, basis: str = APPROVED) -> None:
        if basis not in BASES:
            raise UsageError(f"没有依据“{basis}”", f"可用：{'、'.join(BASES)}")
        self._desk, self.basis = desk, basis
        self._documents = desk.documents
        self._known: dict[ReturnKey, _Cells] = {}

    @cached_property
    def _keys(self) -> dict[tuple[str, str], list[ReturnKey]]:
        """The returns of each unit and period."""
        found: dict[tuple[str, str], list[ReturnKey]] = {}
        for key in self._desk.workspace.cells.returns():
            found.setdefault((key.unit, key.period), []).append(key)
        return found

    @cached_property
    def _forms(self) -> dict[str, str]:
        """The form of each item."""
        return {item.code: self._documents.form_of(item) for item in self._documents.catalogue}

    def _cells_of(self, key: ReturnKey) -> _Cells:
        """What counts in a return; read once, when something of it is asked for."""
        if key not in self._known:
            self._known[key] = self._read(key)
        return self._known[key]

    def _read(self, key: ReturnKey) -> _Cells:
        course, heads = self._desk.course(key), self._desk.heads(key)
        if course.state(has_edits=True) == VOID:
            return {}
        approved = course.approved()
        standing = course.counting(heads)
        if self.basis == APPROVED:
            standing = {slot: (Head(name, quantity),) for slot, (quantity, name) in approved.items()}
        cells: _Cells = {}
        for slot in _best(standing):
            values = values_of(standing[slot])
            word, revision = basis_of(slot, values[0], approved, course.last_revision)
            field = VALUE if slot.field == VERIFIED else slot.field
            place = (key.unit, key.period, slot.item, field)
            cells[slot.item, field] = Counted(values[0], slot.vintage, word, len(values) > 1, place, revision)
        return cells

    def cell(self, unit: str, period: Period, item: str, field: str = VALUE) -> Counted | None:
        """What counts in that cell; None where nobody filled it in, or nothing of it was approved."""
        form = self._forms.get(item)
        keys = (key for key in self._keys.get((unit, str(period)), ()) if form in (None, key.form))
        return next((cell for key in keys if (cell := self._cells_of(key).get((item, field))) is not None), None)

    @cached_property
    def periods(self) -> list[Period]:
        """The periods of which something is known, the latest first; of two that end together the shorter one first."""
        standings, keys = self._desk.standings, chain.from_iterable(self._keys.values())
        named = {key.period for key in keys if standings.of(key).state != VOID}
        known = {parse_period(period) for period in named}
        return sorted(known, key=lambda period: (period.last_day, FREQUENCIES.index(period.frequency)), reverse=True)

    def reporters(self, item: Item, period: Period) -> list[str]:
        """The units that report the item for that period: those that are there on its last day."""
        units = self._documents.units
        then = dict.fromkeys(units.reporting(unit, period) for unit in self._documents.reporters(item.code))
        return [unit for unit in then if units.get(unit).reports(period)]

    def wholes(self, item: Item, period: Period) -> list[str]:
        """Of these the ones whose figure is the whole: the district itself first, then departments."""
        whole = [unit for unit in self.reporters(item, period) if self._kind(unit) not in TOWNSHIP_KINDS]
        return sorted(whole, key=lambda unit: not self._is_district(unit))

    def whole(self, item: Item, period: Period, field: str = VALUE) -> Counted | None:
        """The district's figure as one unit reports it; None where none did, and where several share the item."""
        units = self.wholes(item, period)
        if self._is_shared(item, units):
            units = units[:1] if self._is_district(units[0]) else []
        cells = (self.cell(unit, period, item.code, field) for unit in units)
        return next((cell for cell in cells if cell is not None), None)

    def standing(self, item: Item, period: Period, field: str = VALUE) -> list[Counted]:
        """The cells that the district's figure rests on: the whole's, else those of all units that reported a part."""
        cell = self.whole(item, period, field)
        if cell is not None or field != VALUE:
            return [cell] if cell is not None else []
        names = (VALUE, "numerator", "denominator") if item.record.get("rollup") == MEAN else (VALUE,)
        units = self.rolled(item, period).units_in
        found = (self.cell(unit, period, item.code, name) for unit in units for name in names)
        return [each for each in found if each is not None]

    def rolled(
        self, item: Item, period: Period, among: Collection[str] | None = None, *, parts_only: bool = False
    ) -> Rolled:
        """What the units come to: the whole's figure where there is one, else the townships', else the departments' parts.

        Of the units `among` only, if they are named. `parts_only` (完全汇总) leaves the whole's figure aside where there are
        townships below it.
        """
        reporters = [unit for unit in self.reporters(item, period) if among is None or unit in among]
        wholes = [unit for unit in self.wholes(item, period) if unit in reporters]
        parts = [unit for unit in reporters if unit not in wholes]
        if parts_only and parts:
            return self._together(item, period, parts)
        is_shared = self._is_shared(item, self.wholes(item, period))
        for unit in wholes:
            cell = self.cell(unit, period, item.code)
            if cell is not None and (not is_shared or self._is_district(unit)):
                return Rolled(cell.number, (unit,), ()) if cell.number is not None else Rolled(None, (), (unit,))
        departments = [unit for unit in wholes if not self._is_district(unit)]
        for units in (departments if is_shared else [], parts):
            together = self._together(item, period, units)
            if together.units_in:
                return together
        return Rolled(None, (), tuple(reporters))

    def together(self, item: Item, period: Period) -> tuple[Decimal, tuple[str, ...]] | None:
        """The district's figure as all units together make it, and those units; None where a part of it is missing.

        A ratio stands with the decimals that the item is kept with, as its department would report it: what is judged is
        what is printed, the same in every place.
        """
        found = self.rolled(item, period)
        if found.value is None or found.units_missing:
            return None
        decimals, is_ratio = item.record.get("decimals"), item.record.get("rollup") == MEAN
        value = Decimal(shown(found.value, decimals)) if is_ratio and decimals is not None else found.value
        return value, found.units_in

    def parts(self, item: Item, period: Period) -> list[str]:
        """The units whose figures are parts of the whole: townships, else the departments that share it; in order."""
        wholes = self.wholes(item, period)
        found = [unit for unit in self.reporters(item, period) if unit not in wholes]
        if not found and self._is_shared(item, wholes):
            found = [unit for unit in wholes if not self._is_district(unit)]
        return sorted(found, key=self._order.index)

    def of_unit(self, unit: str, period: Period, item: Item) -> Decimal | None:
        """One unit's number: as it reported it, else reckoned from its numerator and denominator."""
        number = self._number(unit, period, item.code, VALUE)
        return number if number is not None else self._together(item, period, [unit]).value

    def _kind(self, unit: str) -> str:
        return self._documents.units.get(unit).kind

    def _is_district(self, unit: str) -> bool:
        return self._kind(unit) == "district"

    def _is_shared(self, item: Item, wholes: Sequence[str]) -> bool:
        """Whether several departments report a part each."""
        departments = [unit for unit in wholes if not self._is_district(unit)]
        return len(departments) > 1 and item.record.get("rollup", SINGLE) != SINGLE

    def _together(self, item: Item, period: Period, units: Iterable[str]) -> Rolled:
        parts = [
            Part(unit, *(self._number(unit, period, item.code, name) for name in (VALUE, "numerator", "denominator")))
            for unit in sorted(units, key=self._order.index)
        ]
        rule = item.record.get("rollup", SINGLE)
        return rolled(rule, parts, self.ratio(item, period) if rule == MEAN else None)

    @cached_property
    def _order(self) -> list[str]:
        return [unit.code for unit in self._documents.units]

    def _number(self, unit: str, period: Period, item: str, field: str) -> Decimal | None:
        cell = self.cell(unit, period, item, field)
        return cell.number if cell else None

    def ratio(self, item: Item, period: Period | None = None) -> Ratio:
        """How a weighted mean follows from numerator and denominator; the one denominator of all units is that of `period`."""
        told = item.record.get("rollup_factor")
        factor = Decimal(told) if told else HUNDRED if item.unit == "%" else _FACTORS.get(item.unit or "")
        is_growth = item.record.get("measure") == "growth"
        if _OF_DISTRICT not in (item.record.get("rollup_weight") or ""):
            return Ratio(factor, is_growth)
        economy = self.economy(item.plan)
        cell = self.whole(economy, period) if economy and period else None
        return Ratio(factor, is_growth, has_common=True, common=cell.number if cell else None)

    def every_cell(self) -> Iterator[Counted]:
        """Every cell that counts, sorted by unit, period, item and field."""
        for _, keys in sorted(self._keys.items()):
            cells: _Cells = {}
            for key in keys:
                cells |= self._known.get(key) or self._read(key)  # of all returns none is kept
            yield from (cells[place] for place in sorted(cells))

    def role(self, unit: str, period: Period, item: Item) -> str:
        """What that unit's figure is of the district's: `WHOLE`, `SHARE`, `PART`, or `BESIDE` for one that does not count."""
        reporters = self.reporters(item, period)
        if unit not in reporters:
            return BESIDE
        wholes = self.wholes(item, period)
        if unit not in wholes:
            return PART
        if self._is_shared(item, wholes) and not self._is_district(unit):
            return SHARE
        first = next((each for each in wholes if self.cell(each, period, item.code) is not None), None)
        return WHOLE if unit == first else BESIDE

    def economy(self, plan: str) -> Item | None:
        """The item 地区生产总值 of a plan, which others are held against."""
        catalogue = self._documents.catalogue
        return next((each for each in catalogue if each.plan == plan and each.name == _ECONOMY), None)


def _best(standing: Mapping[Slot, tuple[Head, ...]]) -> list[Slot]:
    """The slots whose value counts: the 核定数 if there is one, else the best 数值状态 that is filled."""
    best: dict[_Place, Slot] = {}
    for slot, heads in standing.items():
        if is_note(slot.field) or is_aside(slot.field) or not heads or not is_filled(heads[0].value):
            continue
        place = (slot.item, VALUE if slot.field == VERIFIED else slot.field)
        rival = best.get(place)
        if rival is None or _rank(slot) > _rank(rival):
            best[place] = slot
    return list(best.values())


def _rank(slot: Slot) -> tuple[bool, int]:
    return slot.field == VERIFIED, vintage_rank(slot.vintage)
