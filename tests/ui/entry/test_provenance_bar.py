"""代录 in the sheet: the source is asked for, goes into what is typed, and is forgotten with the sheet."""

from __future__ import annotations

from tests.desk.office import INDICATORS, TASKS, Office
from tests.ui.entry.conftest import Open


def test_the_source_goes_into_what_is_typed_and_is_forgotten_with_the_sheet(office: Office, open_page: Open) -> None:
    page = open_page(office.db("district")).page
    page.go_to(INDICATORS, "145-04")
    bar = page.provenance
    assert bar.isVisible()
    bar.source.setEditText("电话")
    bar.day.setText("2026-13-05")
    assert "看不懂来源的日期" in bar.said.text()
    assert page.session.provenance is None
    bar.day.setText("2026-01-05")
    assert page.session.enter(INDICATORS, [{"item": "145-04", "value": "120"}])
    (event,) = page.session.desk.reading.history(INDICATORS, "145-04")
    assert (event["source"]["told_by"], event["source"]["told_on"]) == ("电话", "2026-01-05")
    assert "来源：电话 2026-01-05" in page.panel._event(event)
    page.show_return(TASKS)
    assert (bar.source.currentText(), bar.day.text(), page.session.provenance) == ("", "", None)


def test_a_unit_is_asked_for_no_source(office: Office, open_page: Open) -> None:
    assert not open_page(office.db("town")).page.provenance.isVisible()
