"""Facts of cells: whose, in which version, from where, on which day approved; sums of townships; words that were said."""

from __future__ import annotations

from haishu_desk.desk import Desk
from haishu_desk.desk.report_facts import Facts
from haishu_desk.domain.cells import ReturnKey
from haishu_desk.domain.periods import Period
from haishu_desk.report.facts import PRINTED, RECKONED, REPORTED
from tests.desk.approved import give
from tests.desk.figures import YINJIANG, enter, whole
from tests.desk.office import Office

AT = Period(2023)


def test_the_source_of_a_figure_entered_for_a_department_is_its_letter(district: Desk) -> None:
    unit = whole(district, "145-04")
    row = {"unit": unit, "period": "2023", "item": "145-04", "value": "3000", "vintage": "快报", "field": "value",
           "told_by": "来函", "told_on": "2024-01-05"}  # fmt: skip
    district.entry.enter([row])
    give(district, unit, "2023")
    fact = Facts(district).figure(district.documents.catalogue.get("145-04"), AT)
    assert fact is not None
    assert (fact.kind, fact.value, fact.vintage, fact.basis, fact.unit) == (REPORTED, "3000", "快报", "已批", unit)
    assert fact.source.startswith("代录")
    assert fact.day == district.today


def test_what_was_not_approved_is_no_fact(district: Desk) -> None:
    district.entry.enter(
        [
            {
                "unit": whole(district, "145-04"),
                "period": "2023",
                "item": "145-04",
                "value": "3000",
                "vintage": None,
                "field": "value",
            }
        ]
    )
    assert Facts(district).figure(district.documents.catalogue.get("145-04"), AT) is None


def test_a_verified_figure_is_told_as_such(reported: Office) -> None:
    with Desk(reported.db("district"), write=True) as desk:
        key, item = ReturnKey("indicators", YINJIANG, "2025"), desk.documents.catalogue.get("145-04")
        (slot,) = [slot for slot in desk.heads(key) if (slot.item, slot.field) == ("145-04", "value")]
        desk.revising.verify(key, slot, "2990", "以登记簿为准")
        give(desk, YINJIANG, "2025")
        facts = Facts(desk)
        counted = facts.figures.cell(YINJIANG, Period(2025), "145-04")
        assert counted is not None
        fact = facts.cell(item, Period(2025), YINJIANG, counted)
    assert (fact.value, fact.basis, fact.field) == ("2990", "核定", "verified")
    assert len(fact.revision) == len("3F2A-91C0")


def test_printed_figures_name_their_place_and_a_dash_is_none(district: Desk) -> None:
    facts, item = Facts(district), district.documents.catalogue.get("145-01")
    printed = facts.printed(item, "目标", "2000", "target")
    assert printed is not None
    assert (printed.kind, printed.value, printed.source) == (PRINTED, "2000", "规划表第1项目标（第1版）")
    assert facts.printed(item, "目标", "—", "target") is None
    assert facts.printed(item, "目标", None, "target") is None


def test_townships_that_all_reported_are_told_as_their_sum(district: Desk) -> None:
    item = district.documents.catalogue.get("145-04")
    for row in [
        row for row in district.documents.assignment if row["item"] == "145-04" and row["unit"].startswith("dept-")
    ]:
        district.planning.unassign("145-04", row["unit"], row["role"])
    towns = Facts(district).figures.reporters(item, AT)
    for unit in towns[1:]:
        enter(district, f"{unit} 145-04 2023 10")
        give(district, unit, "2023")
    assert Facts(district).figure(item, AT) is None  # one is missing, and it is not 0
    enter(district, f"{towns[0]} 145-04 2023 12.5")
    give(district, towns[0], "2023")
    fact = Facts(district).figure(item, AT)
    assert fact is not None
    assert (fact.kind, fact.field, fact.value) == (RECKONED, "rollup", f"{10 * (len(towns) - 1) + 12.5}")


def test_notes_and_explanations_are_found_once_each_as_they_were_approved(district: Desk) -> None:
    unit = whole(district, "145-04")
    district.entry.enter(
        [
            {
                "unit": unit,
                "period": "2023",
                "item": "145-04",
                "value": "3000",
                "vintage": None,
                "field": "value",
                "note": "补登 12 件",
            }
        ]
    )
    give(district, unit, "2023")
    assert Facts(district).words(district.documents.catalogue.get("145-04"), AT) == ["补登 12 件"]
    assert Facts(district).words(district.documents.catalogue.get("145-05"), AT) == []
