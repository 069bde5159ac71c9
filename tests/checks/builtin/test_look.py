"""Each check looks at the same figures: all of them together ask for each figure of an item once."""

from __future__ import annotations

from collections import Counter

from haishu_desk.checks.builtin import BUILTIN
from haishu_desk.checks.builtin.look import Look
from haishu_desk.checks.ground import Place
from haishu_desk.domain.periods import Period
from haishu_desk.domain.quantity import Quantity
from tests.checks.made import DISTRICT, TOWNS, WHOLE, MadeGround, ground


class NotingGround(MadeGround):
    """Notes each cell that is asked for; the earlier years of a cell are one question and ask for themselves."""

    def __init__(self, made: MadeGround) -> None:
        super().__init__(made.items, made.cells)
        self.places: Counter[Place] = Counter()

    def value(self, place: Place) -> Quantity | None:
        self.places[place] += 1
        return super().value(place)


def looked_at(made: MadeGround, item: str, unit: str, period: Period) -> Counter[Place]:
    noting = NotingGround(made)
    look = Look(noting, noting.item(item), unit, period)
    for check in BUILTIN:
        list(check.judge(look))
    return noting.places


def test_the_checks_of_an_item_ask_for_each_of_its_figures_once() -> None:
    made = ground({"145-04": "-12.345", "145-04@2023": "13", "145-04@2022": "12", "145-04.growth": "3"})
    places = looked_at(made, "145-04", WHOLE, Period(2024))
    assert places[Place("145-04", "value", WHOLE, "2024")] == 1
    assert max(places.values()) == 1


def test_so_it_is_for_the_townships_below_the_district() -> None:
    made = ground({"145-04": "12", **{f"145-04|{town}": "1" for town in TOWNS}})
    places = looked_at(made, "145-04", DISTRICT, Period(2024))
    assert {place.unit for place in places} >= set(TOWNS)
    assert max(places.values()) == 1


def test_a_part_of_the_year_and_another_unit_are_other_figures() -> None:
    made = ground({"145-04": "12", "145-04@2024-06": "5", f"145-04|{TOWNS[0]}": "1"})
    look = Look(made, made.item("145-04"), WHOLE, Period(2024))
    told = [look.number(), look.number(period=Period(2024, "月", 6)), look.number(unit=TOWNS[0])]
    assert [str(number) for number in told] == ["12", "5", "1"]
    assert look.number("growth") is None
