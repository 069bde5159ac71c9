"""A ground in a dictionary: values by address, items as shipped or made up, and a few townships."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from pathlib import Path
from typing import Any

from haishu_desk.checks.compiling import Known, compile_rules
from haishu_desk.checks.evaluation import Spot
from haishu_desk.checks.explain import Explanation
from haishu_desk.checks.ground import COUNTS, Place
from haishu_desk.checks.rules import Rule, RuleSet
from haishu_desk.checks.run import Checked, check_return
from haishu_desk.domain.cells import ReturnKey, vintage_rank
from haishu_desk.domain.items import INDICATOR, Catalogue, Item
from haishu_desk.domain.periods import Period, parse_period
from haishu_desk.domain.quantity import Quantity, parse

SEED = Path(__file__).resolve().parents[2] / "db" / "seed"
DISTRICT, WHOLE, TOWN, OTHER, THIRD = "330203", "dept-tjj", "330203105", "330203101", "330203009"
TOWNS = (TOWN, OTHER, THIRD)
UNITS = {
    DISTRICT: "海曙区",
    WHOLE: "区统计局",
    "dept-wjj": "区卫健局",
    "dept-swj": "区商务局",
    TOWN: "鄞江镇",
    OTHER: "横街镇",
    THIRD: "石碶街道",
}
FORMS = {
    "indicator": {"value": "quantity", "growth": "quantity", "cumulative": "quantity", "numerator": "quantity", "denominator": "quantity"},
    "task": {"value": "text", "invested": "quantity", "problem": "text"},
}  # fmt: skip
FORMS |= {"target": FORMS["indicator"], "project": FORMS["task"]}


def _read(name: str) -> Any:
    return json.loads((SEED / name).read_text(encoding="utf-8"))


def _plan(folder: str) -> dict[str, Any]:
    parts = [part for part in ("indicators", "boxes") if (SEED / folder / f"{part}.json").exists()]
    return {"plan": _read(f"{folder}/plan.json"), **{part: _read(f"{folder}/{part}.json") for part in parts}}


CATALOGUE = Catalogue([_plan("135"), _plan("145")])
KNOWN = Known.of(CATALOGUE, [unit["code"] for unit in _read("units.json")], lambda item: FORMS[item.kind])


def made_item(code: str = "145-99", **record: Any) -> Item:
    """An item of our own: a yearly level in 件 with no decimals unless `record` says otherwise."""
    full: dict[str, Any] = {
        "measure": "level",
        "direction": "higher",
        "decimals": 0,
        "rollup": "sum",
        "attribute": "预期性",
        "limits": {},
    } | record
    unit, frequency = full.pop("unit", "件"), full.pop("frequency", "月")
    return Item(code, full.pop("name", "某项"), INDICATOR, "145", "99", "经济发展", unit, frequency, full)


@dataclass
class MadeGround:
    """Values by `"item.field|unit@period#vintage"`; what is left out of an address is value, 区统计局, 2024, no word."""

    items: Mapping[str, Item] = field(default_factory=lambda: {item.code: item for item in CATALOGUE})
    cells: dict[Place, Quantity] = field(default_factory=dict)
    plans: dict[tuple[str, str], str] = field(default_factory=dict)
    notes: dict[Place, str] = field(default_factory=dict)
    words: dict[tuple[str, Place], Sequence[Explanation]] = field(default_factory=dict)
    decided: dict[tuple[str, Place], Sequence[Explanation]] = field(default_factory=dict)
    towns: tuple[str, ...] = TOWNS
    asked: int = 0

    def set(self, cells: Mapping[str, str]) -> MadeGround:
        for address, typed in cells.items():
            place = address_of(address)
            kind = FORMS[self.items[place.item].kind][place.field]
            unit = self.items[place.item].unit if place.field == "value" else None
            self.cells[place] = Quantity(typed, "text", text=typed) if kind == "text" else parse(typed, unit)
        return self

    def value(self, place: Place) -> Quantity | None:
        self.asked += 1
        if place.vintage != COUNTS:
            found = self.cells.get(place)
        else:
            standing = self.vintages(place)
            found = standing[max(standing, key=vintage_rank)] if standing else None
        return None if found is None or found.absent == "cleared" else found

    def is_answered(self, place: Place) -> bool:
        return any(quantity.absent != "cleared" for quantity in self.vintages(place).values())

    def vintages(self, place: Place) -> Mapping[str | None, Quantity]:
        anyway = replace(place, vintage=None)
        return {at.vintage: quantity for at, quantity in self.cells.items() if replace(at, vintage=None) == anyway}

    def history(self, place: Place) -> Sequence[tuple[Period, Quantity]]:
        here = parse_period(place.period)
        known = []
        for year in range(2016, here.year):
            period = replace(here, year=year)
            quantity = self.value(replace(place, period=str(period), vintage=COUNTS))
            if quantity is not None:
                known.append((period, quantity))
        return known

    def item(self, code: str) -> Item:
        return self.items[code]

    def fields(self, item: str) -> Mapping[str, str]:
        return FORMS[self.items[item].kind]

    def term(self, item: str) -> tuple[int, int]:
        return (2016, 2020) if item.startswith("135") else (2021, 2025)

    def _planned(self, what: str, item: str, unit: str) -> str | None:
        printed = self.items[item].target if what == "目标" else self.items[item].base
        told = self.plans.get((what, item), printed)
        return None if self.is_part(unit) or told in (None, "—") else told

    def base(self, item: str, unit: str) -> Decimal | None:
        told = self._planned("基期", item, unit)
        return parse(told).number if told else None

    def target(self, item: str, unit: str) -> Quantity | None:
        told = self._planned("目标", item, unit)
        return parse(told) if told else None

    def expected(self, item: str, unit: str, period: str) -> Decimal | None:
        told = self.plans.get(("应达", f"{item}@{period}"))
        return Decimal(told) if told and not self.is_part(unit) else None

    def children(self, unit: str, period: str) -> Sequence[str]:
        del period
        return self.towns if unit == DISTRICT else ()

    def reporters(self, item: str) -> Sequence[str]:
        return (WHOLE, *self.towns) if self.items[item].record.get("townships", True) else (WHOLE,)

    def is_part(self, unit: str) -> bool:
        return unit in self.towns

    def unit_name(self, unit: str) -> str:
        return UNITS.get(unit, unit)

    def note(self, place: Place) -> str:
        return self.notes.get(place, "")

    def exemptions(self, rule: str, place: Place) -> Sequence[Explanation]:
        return self.decided.get((rule, place), ())

    def explanations(self, rule: str, place: Place) -> Sequence[Explanation]:
        return self.words.get((rule, place), ())


def address_of(address: str) -> Place:
    """`145-04.numerator|330203105@2024-06#预计` as a place without a vintage unless one is named."""
    rest, _, vintage = address.partition("#")
    rest, _, period = rest.partition("@")
    rest, _, unit = rest.partition("|")
    item, _, name = rest.partition(".")
    return Place(item, name or "value", unit or WHOLE, period or "2024", vintage or None)


def at(period: str = "2024", unit: str = WHOLE, item: str = "") -> Spot:
    return Spot(unit, parse_period(period), item)


def ground(cells: Mapping[str, str] | None = None, *items: Item) -> MadeGround:
    """The shipped items, and more; with those cells."""
    made = MadeGround({**{item.code: item for item in CATALOGUE}, **{item.code: item for item in items}})
    return made.set(cells or {})


def rules(*rows: Rule) -> RuleSet:
    """Rules that must be sound."""
    compiled, faults = compile_rules(rows, KNOWN)
    assert faults == []
    return compiled


def checked(
    made: MadeGround, *items: str, unit: str = WHOLE, period: str = "2024", ruleset: RuleSet | None = None
) -> Checked:
    return check_return(made, ruleset or RuleSet(), ReturnKey("indicators", unit, period), items)
