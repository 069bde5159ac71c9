"""The documents in force: who reports what, which forms are due, and what does not add up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from haishu_desk.desk import documents_without_workspace
from haishu_desk.desk.documents import Documents, NobodyReportsError
from haishu_desk.domain.editions import Edition
from haishu_desk.domain.errors import UsageError
from haishu_desk.domain.periods import parse_period
from haishu_desk.monitor import consistency
from haishu_desk.monitor.plan_text import Document
from tests.desk.office import YINJIANG

DOCUMENTS = documents_without_workspace()


def test_who_reports_fills_in_and_without_a_reporter_the_lead_does() -> None:
    assert DOCUMENTS.reporters("145-01") == ["dept-tjj"]
    alone = [row for row in DOCUMENTS.assignment if (row["item"], row["role"]) != ("145-01", "report")]
    documents = documents_without_workspace()
    documents.__dict__["assignment"] = alone
    assert documents.reporters("145-01") == ["dept-fgj"]
    assert documents.reporters("unknown") == []


@pytest.mark.parametrize(("period", "forms"), [("2025", ["indicators", "tasks"]), ("2025-Q1", ["indicators", "tasks"])])
def test_the_forms_due_are_those_that_have_something(period: str, forms: list[str]) -> None:
    assert DOCUMENTS.forms_due(YINJIANG, parse_period(period)) == forms


def test_what_a_unit_fills_in_is_what_it_reports_of_the_forms_items_in_print_order() -> None:
    for form in DOCUMENTS.forms:
        on_form = set(DOCUMENTS.codes_on(form))
        for unit in DOCUMENTS.units:
            scanned = [
                item.code
                for item in DOCUMENTS.catalogue
                if item.code in on_form and unit.code in DOCUMENTS.reporters(item.code)
            ]
            assert [item.code for item in DOCUMENTS.items_of(unit.code, form)] == scanned
    assert [item.code for item in DOCUMENTS.items_of("dept-tjj", "indicators")][:1] == ["135-01"]


def test_only_plans_whose_term_has_the_year_are_due() -> None:
    assert {item.plan for item in DOCUMENTS.items_due("dept-tjj", parse_period("2019"), "indicators")} == {"135"}
    assert {item.plan for item in DOCUMENTS.items_due("dept-tjj", parse_period("2023"), "indicators")} == {"145"}


def test_items_finer_than_the_period_are_left_out() -> None:
    yearly = {item.code for item in DOCUMENTS.items_due(YINJIANG, parse_period("2025"), "indicators")}
    monthly = {item.code for item in DOCUMENTS.items_due(YINJIANG, parse_period("2025-09"), "indicators")}
    assert monthly < yearly
    assert "145-33" in yearly - monthly


def test_a_unit_that_has_nothing_to_report_is_told_so() -> None:
    with pytest.raises(NobodyReportsError, match="鄞江镇在2035年没有要填报的"):
        DOCUMENTS.forms_due(YINJIANG, parse_period("2035"))


def test_a_document_or_form_that_there_is_none_of_is_wrong_usage() -> None:
    with pytest.raises(UsageError, match="nothing"):
        DOCUMENTS.edition("nothing")
    with pytest.raises(UsageError, match="没有报表"):
        DOCUMENTS.forms_asked(YINJIANG, parse_period("2025"), "xx")


def test_what_does_not_add_up_is_told_beside_the_other_plans() -> None:
    rows = DOCUMENTS.consistency_json("135")
    assert [row["where"]["item"] for row in rows if row["rule"] == "two-values"] == ["135-09", "135-06"]
    with pytest.raises(UsageError, match="没有规划“999”"):
        DOCUMENTS.consistency_json("999")


def test_every_item_belongs_to_one_form() -> None:
    for item in DOCUMENTS.catalogue:
        form = DOCUMENTS.form_of(item)
        assert form == ("indicators" if item.kind in ("indicator", "target") else "tasks")


def test_a_plan_is_looked_through_once_for_as_long_as_the_documents_stand(monkeypatch: pytest.MonkeyPatch) -> None:
    documents, really = documents_without_workspace(), consistency.consistency
    times: list[int] = []

    def counted(plan: Document, others: Sequence[Document] = ()) -> list[consistency.Inconsistency]:
        times.append(1)
        return really(plan, others)

    monkeypatch.setattr(consistency, "consistency", counted)
    first = documents.consistency_json("135")
    first.clear()  # whoever has them may do with them what they like
    assert len(documents.consistency_json("135")) > 0
    assert len(times) == 1


def test_from_which_day_a_document_holds_is_known_once_it_was_read() -> None:
    editions = {"assignment": replace(DOCUMENTS.edition("assignment"), effective="2026-02-01")}
    asked: list[str] = []

    def edition(name: str) -> Edition | None:
        asked.append(name)
        return editions.get(name) or DOCUMENTS.edition(name)

    documents = Documents(edition, lambda: ["plan:145"])
    assert documents.assignment == DOCUMENTS.assignment
    assert asked == ["assignment"]
    assert documents.effective("assignment") == documents.renewed().effective("assignment") == "2026-02-01"
    assert asked == ["assignment"], "it was read already"
    assert documents.effective("units") is None
    assert asked == ["assignment", "units"]


def test_what_is_read_of_all_items_can_be_read_part_by_part_and_is_what_is_read_at_once() -> None:
    documents = documents_without_workspace()
    parts = documents.unread()
    assert len(parts) == 4
    for part in parts:
        part()
    assert documents.unread() == []
    known = ("catalogue", "assignment", "_reporters", "_items_of")
    assert [name in vars(documents) for name in known] == [True] * 4
    assert documents.items_of(YINJIANG, "indicators") == DOCUMENTS.items_of(YINJIANG, "indicators")
    assert documents.renewed().unread() == [], "as long as what they rest on stands"
