"""The desk's cells, items and units as the checks read them: an item of a return at a time, kept until it is written to."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from copy import copy
from dataclasses import replace
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING

from haishu_desk.checks.explain import Explanation
from haishu_desk.checks.ground import COUNTS, Place
from haishu_desk.desk.expecting import expected_of
from haishu_desk.domain.cells import (
    VALUE,
    VERIFIED,
    Head,
    Heads,
    ReturnKey,
    exemption_of,
    explanation_of,
    is_clash,
    is_filled,
    note_of,
    vintage_rank,
)
from haishu_desk.domain.items import Item
from haishu_desk.domain.periods import Period, parse_period
from haishu_desk.domain.quantity import Quantity, parse, show
from haishu_desk.domain.units import TOWNSHIP_KINDS

if TYPE_CHECKING:
    from haishu_desk.desk import Desk

# Returns, each half a megabyte where all is reported; a check asks for those of its line in the years before and for those of
# other units. 235 of them were checked in 8.0 s with 512 kept (149 MB), in 8.6 with 128 (57 MB), in 11.3 with 64 (41 MB).
KEPT = 128
_Standing = dict[str | None, tuple[Head, ...]]
_Fields = dict[str, _Standing]
_Return = tuple[str, str, str]  # form, unit and period: a `ReturnKey` takes its time to be looked up


class DeskGround:
    """Answers for any cell of one desk; see `checks.ground.Ground` for what each answer is.

    It lives as long as the documents: `Checking.forget` makes another one when they are others.
    """

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._documents = desk.documents
        self._cells: dict[_Return, dict[str, _Fields]] = {}
        self._says: dict[_Return, bool] = {}
        self._laid: dict[_Return, Heads] = {}
        self._asked: set[_Return] = set()
        self._filled = set(desk.standings.every())  # there is nothing to read of any other
        self._chains: dict[str, list[Item]] = {}
        self._forms: dict[str, str] = {}
        self._fields: dict[str, Mapping[str, str]] = {}
        self._then: dict[tuple[str, str], str] = {}

    def forget(self, keys: Iterable[ReturnKey]) -> None:
        """Read those returns anew when they are asked for next."""
        for key in keys:
            place = (key.form, key.unit, key.period)
            self._cells.pop(place, None)
            self._says.pop(place, None)
            self._filled.add(key)

    def over(self, standing: Mapping[ReturnKey, Heads]) -> DeskGround:
        """A ground of its own where that stands in those returns: what a rehearsal wrote, after it was given back.

        Whether one of them is void is read now, the other returns when they are asked for.
        """
        laid = {(key.form, key.unit, key.period): heads for key, heads in standing.items()}
        says = {(key.form, key.unit, key.period): not self._desk.is_void(key) for key in standing}
        cells = {place: items for place, items in self._cells.items() if place not in laid}
        ground = copy(self)
        ground.__dict__.update(
            _laid=laid, _cells=cells, _says=self._says | says, _filled=self._filled | set(standing), _asked=set()
        )
        return ground

    def read(self, key: ReturnKey, items: Iterable[str]) -> None:
        """Read those items of a return at once: for whoever is going to ask for each of them."""
        own = self._items_of((key.form, key.unit, key.period))
        asked = [item for item in items if item not in own]
        if asked and self._speaks((key.form, key.unit, key.period)):
            found: dict[str, _Fields] = {item: {} for item in asked}
            for slot, heads in self._desk.heads(key).items():
                if slot.item in found:
                    found[slot.item].setdefault(slot.field, {})[slot.vintage] = heads
            own.update(found)

    @contextmanager
    def noting(self) -> Iterator[set[ReturnKey]]:
        """The returns that are asked for inside the block: only what is written to one of them can change an answer."""
        before, self._asked = self._asked, set()
        noted: set[ReturnKey] = set()
        try:
            yield noted
        finally:
            noted.update(ReturnKey(*each) for each in self._asked)
            self._asked = before

    # Cells.

    def value(self, place: Place) -> Quantity | None:
        """What stands there, or was printed or sent along for it; None where nothing was."""
        place = self._whole(place)
        fields = self._fields_of(place)
        standing = fields.get(place.field, {})
        if place.vintage != COUNTS:
            return _single(standing.get(place.vintage, ()))
        found = _counting(fields.get(VERIFIED, {}) if place.field == VALUE else {}, standing)
        if found is None and not standing and place.field == VALUE:
            return self._told(place)
        return found

    def _whole(self, place: Place) -> Place:
        """A department that asks for another one's figure means the district's: that of the unit that reports it."""
        reporters = self._documents.reporters(place.item)
        if place.unit in reporters or self.is_part(place.unit):
            then = self._reporting(place.unit, place.period)
            return place if then == place.unit else replace(place, unit=then)
        whole = next((unit for unit in reporters if not self.is_part(unit)), None)
        return place if whole is None else Place(place.item, place.field, whole, place.period, place.vintage)

    def _reporting(self, unit: str, period: str) -> str:
        """Who of a unit's line reports that period: asked for each cell, and the same for all of a return."""
        if (unit, period) not in self._then:
            self._then[unit, period] = self._documents.units.reporting(unit, parse_period(period))
        return self._then[unit, period]

    def _told(self, place: Place) -> Quantity | None:
        """What the district sent along for an earlier period, or the printed base of the plan."""
        item, period = self.item(place.item), parse_period(place.period)
        sent = self._references.get((place.unit, place.period, place.item))
        if sent:
            return parse(sent, item.unit)
        plan = self._documents.catalogue.plan(item.plan)
        if period == Period(plan.base_year) and not self.is_part(place.unit) and item.base not in (None, "—"):
            return parse(item.base or "", item.unit)
        return None

    @cached_property
    def _references(self) -> dict[tuple[str, str, str], str]:
        """Every value of an earlier period that the district sent along."""
        return self._desk.exchange.references()

    def is_answered(self, place: Place) -> bool:
        """Whether somebody has filled it in, in any 数值状态."""
        return any(heads and is_filled(heads[0].value) for heads in self._standing(place).values())

    def vintages(self, place: Place) -> Mapping[str | None, Quantity]:
        """Every standing value of the cell by 数值状态; one in 数据不一致 is none."""
        found = {vintage: _single(heads) for vintage, heads in self._standing(self._whole(place)).items()}
        return {vintage: value for vintage, value in found.items() if value is not None}

    def history(self, place: Place) -> Sequence[tuple[Period, Quantity]]:
        """What counted in the same part of the earlier years, oldest first, through `continues`."""
        now, found = parse_period(place.period), []
        chain = self._chain(place.item)
        plans = [self._documents.catalogue.plan(item.plan) for item in chain]
        for year in range(min(plan.base_year for plan in plans), now.year):
            period = Period(year, now.frequency, now.part)
            told = [
                self.value(Place(item.code, place.field, place.unit, str(period), place.vintage))
                for item, plan in zip(chain, plans, strict=True)
                if plan.covers(year) or year == plan.base_year
            ]
            known = next((quantity for quantity in told if quantity is not None), None)
            if known is not None:
                found.append((period, known))
        return found

    def _chain(self, code: str) -> list[Item]:
        """The item and those that it continues, itself first."""
        if code not in self._chains:
            self._chains[code] = self._documents.catalogue.line(code)
        return self._chains[code]

    def note(self, place: Place) -> str:
        """The 说明 of a cell; empty if there is none."""
        standing = self._standing(Place(place.item, note_of(place.field), place.unit, place.period))
        said = [show(heads[0].value) for heads in standing.values() if heads and is_filled(heads[0].value)]
        return "；".join(said)

    def explanations(self, rule: str, place: Place) -> Sequence[Explanation]:
        """What the unit said of the findings of a rule in a cell."""
        return self._words(explanation_of(rule, place.field), place)

    def exemptions(self, rule: str, place: Place) -> Sequence[Explanation]:
        """What the district decided of a 豁免申请."""
        return self._words(exemption_of(rule, place.field), place)

    def _words(self, field: str, place: Place) -> Sequence[Explanation]:
        heads = self._standing(Place(place.item, field, place.unit, place.period)).get(None, ())
        said = _single(heads)
        return spoken_in(said.text) if said is not None and said.text else ()

    def _standing(self, place: Place) -> _Standing:
        return self._fields_of(place).get(place.field, {})

    def _fields_of(self, place: Place) -> _Fields:
        """What stands in the return that a place is in, of its item: of a unit beside nobody wants more than that."""
        key = (self._form_of(place.item), place.unit, place.period)
        self._asked.add(key)
        items = self._items_of(key)
        if place.item not in items:
            fields: _Fields = {}
            for slot, heads in self._read(key, place.item).items():
                fields.setdefault(slot.field, {})[slot.vintage] = heads
            items[place.item] = fields
        return items[place.item]

    def _items_of(self, key: _Return) -> dict[str, _Fields]:
        """What was read of a return so far; for one more than that are kept the first that was read is let go."""
        items = self._cells.get(key)
        if items is None:
            if len(self._cells) >= KEPT:
                del self._cells[next(iter(self._cells))]
            items = self._cells[key] = {}
        return items

    def _form_of(self, item: str) -> str:
        if item not in self._forms:
            self._forms[item] = self._documents.form_of(self.item(item))
        return self._forms[item]

    def _read(self, key: _Return, item: str) -> Heads:
        """What stands of an item in a return; a void one says nothing to anybody."""
        if not self._speaks(key):
            return {}
        if key in self._laid:
            return {slot: heads for slot, heads in self._laid[key].items() if slot.item == item}
        return self._desk.heads(ReturnKey(*key), item=item)

    def _speaks(self, key: _Return) -> bool:
        if key not in self._says:
            own = ReturnKey(*key)
            self._says[key] = own in self._filled and not self._desk.is_void(own)
        return self._says[key]

    # Items and units.

    def item(self, code: str) -> Item:
        """The item with that code."""
        return self._documents.catalogue.get(code)

    def fields(self, item: str) -> Mapping[str, str]:
        """The fields of the item's form and their types."""
        form = self._form_of(item)
        if form not in self._fields:
            self._fields[form] = {name: field["type"] for name, field in self._documents.fields(form).items()}
        return self._fields[form]

    def term(self, item: str) -> tuple[int, int]:
        """First and last year of the item's plan."""
        plan = self._documents.catalogue.plan(self.item(item).plan)
        return plan.start_year, plan.end_year

    def base(self, item: str, unit: str) -> Decimal | None:
        """The plan's base value; None where there is none or the unit does not speak of the whole district."""
        printed = self.item(item).base
        return None if printed is None or self.is_part(unit) else parse(printed, self.item(item).unit).number

    def target(self, item: str, unit: str) -> Quantity | None:
        """The plan's target as printed; None as for `base`."""
        printed = self.item(item).target
        return None if printed is None or self.is_part(unit) else parse(printed, self.item(item).unit)

    def expected(self, item: str, unit: str, period: str) -> Decimal | None:
        """应达 at the end of that period; None where nothing is expected."""
        return expected_of(self._documents, self.item(item), unit, parse_period(period)).value

    def children(self, unit: str, period: str) -> Sequence[str]:
        """The townships that are there at the period's end, for the district in its workspace; nobody else sees them."""
        if not self._desk.is_district or unit != self._documents.units.district.code:
            return ()
        asked = parse_period(period)
        return [each.code for each in self._documents.units if each.kind in TOWNSHIP_KINDS and each.reports(asked)]

    def reporters(self, item: str) -> Sequence[str]:
        """The units that fill in the item."""
        return self._documents.reporters(item)

    def is_part(self, unit: str) -> bool:
        """Whether the unit is a township."""
        return self._documents.units.get(unit).kind in TOWNSHIP_KINDS

    def unit_name(self, unit: str) -> str:
        """The unit as people call it."""
        return self._documents.units.get(unit).name


def spoken_in(text: str) -> list[Explanation]:
    """The words that a cell beside a figure holds; none if somebody else's program wrote something that is no word."""
    try:
        return [Explanation.from_json(stored) for stored in json.loads(text)]
    except (ValueError, TypeError):
        return []


def _counting(verified: _Standing, standing: _Standing) -> Quantity | None:
    """What counts of a cell: the 核定数 if one is filled, else the best 数值状态 that is."""
    for vintages in (verified, standing):
        filled = [vintage for vintage, heads in vintages.items() if heads and is_filled(heads[0].value)]
        if filled:
            return _single(vintages[max(filled, key=vintage_rank)])
    return None


def _single(heads: tuple[Head, ...]) -> Quantity | None:
    """The one value of a cell; None for none, a cleared one, and 数据不一致."""
    if not heads or is_clash(heads) or not is_filled(heads[0].value):
        return None
    return heads[0].value
