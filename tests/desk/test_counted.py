"""The district's figure that all townships together make: the same number wherever it is judged, printed or published."""

from __future__ import annotations

import pytest

from haishu_desk.desk import Desk
from haishu_desk.desk.counted import CURRENT, CountedFigures
from haishu_desk.desk.judging_ground import GroundOf, asked_of
from haishu_desk.desk.report_facts import Facts
from haishu_desk.domain.periods import Period
from haishu_desk.domain.units import TOWNSHIP_KINDS
from tests.desk.approved import give
from tests.desk.figures import enter, judged

AT = Period(2023)


def _townships(desk: Desk, item: str) -> list[str]:
    figures = CountedFigures(desk, CURRENT)
    found = figures.reporters(desk.documents.catalogue.get(item), AT)
    return [unit for unit in found if desk.documents.units.get(unit).kind in TOWNSHIP_KINDS]


@pytest.fixture
def doctors(district: Desk) -> Desk:
    """Every township reports 执业医师 per thousand: 5 where one thousand live, 6 where two thousand do."""
    for place, unit in enumerate(_townships(district, "145-27")):
        value, people = ("5", "1") if place % 2 else ("6", "2")
        enter(district, f"{unit} 145-27 2023 {value}", f"{unit} 145-27 2023 {people} denominator")
        give(district, unit, "2023")
    return district


def test_a_ratio_of_all_townships_is_the_same_where_it_is_judged_and_where_it_is_printed(doctors: Desk) -> None:
    # Nine of 17 have two thousand, eight have one: (9×2×6+8×1×5)÷(18+8) = 148÷26 = 5.6923…, kept with two decimals.
    item = doctors.documents.catalogue.get("145-27")
    assert CountedFigures(doctors).rolled(item, AT).value != CountedFigures(doctors).together(item, AT)
    assert judged(doctors, "145-27", basis="approved")["actual"] == "5.69"
    assert "(5.69-5.79)÷(5.9-5.79)≈-0.9091" in judged(doctors, "145-27", basis="approved")["formula"]
    fact = Facts(doctors).figure(item, AT)
    assert fact is not None
    assert fact.value == "5.69"
    asked = asked_of(doctors, "145", 2023, None, "published")
    found = GroundOf(doctors, asked, "approved", doctors.evaluating.rules).figure(item, AT).quantity
    assert found is not None
    assert found.raw == "5.69"


def test_a_sum_of_all_townships_keeps_every_digit(district: Desk) -> None:
    units = _townships(district, "145-33")
    enter(district, *(f"{unit} 145-33 2023 0.1234" for unit in units))
    found = CountedFigures(district, CURRENT).together(district.documents.catalogue.get("145-33"), AT)
    assert found is not None
    assert f"{found[0]}" == "2.0978"  # 17×0.1234
    assert sorted(found[1]) == sorted(units)


def test_a_department_that_has_no_figure_is_among_those_without_one(district: Desk) -> None:
    enter(district, "dept-tjj 145-02 2023 未取得")
    found = CountedFigures(district, CURRENT).rolled(district.documents.catalogue.get("145-02"), AT)
    assert (found.value, found.units_in, found.units_missing) == (None, (), ("dept-tjj",))


def test_without_one_township_all_of_them_together_say_nothing(district: Desk) -> None:
    for unit in _townships(district, "145-33")[1:]:
        enter(district, f"{unit} 145-33 2023 0.1")
    assert CountedFigures(district, CURRENT).together(district.documents.catalogue.get("145-33"), AT) is None
