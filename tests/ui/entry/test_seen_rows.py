"""How a row looks is worked out when it is seen, and is what is stored when it is."""

from __future__ import annotations

import pytest

from haishu_desk.ui.entry import sheet_table
from haishu_desk.ui.entry.looks import Look, look_of, looks_of
from tests.desk.office import INDICATORS, Office
from tests.ui.entry.conftest import Clerk, Open


@pytest.fixture
def seen(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The items whose rows were worked out."""
    found: list[str] = []

    def noted(*given: object, **named: object) -> list[Look]:
        found.append(given[1].item.code if given[1].item else "")  # type: ignore[attr-defined]
        return looks_of(*given, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(sheet_table, "looks_of", noted)
    return found


@pytest.fixture
def low(seen: list[str], office: Office, open_page: Open) -> Clerk:
    """A page that is too low for all rows."""
    del seen
    clerk = open_page(office.db("town"))
    clerk.page.resize(1294, 300)
    clerk.view.grab()
    return clerk


def _last(clerk: Clerk) -> str:
    return next(line.item.code for line in reversed(clerk.model.lines) if line.item is not None)


def test_the_looks_of_rows_that_nobody_sees_are_not_worked_out(low: Clerk, seen: list[str]) -> None:
    seen.clear()
    low.page.show_return(None)
    low.page.show_return(INDICATORS)
    low.view.grab()
    assert low.model.shown.due[0].code in seen
    assert _last(low) not in seen
    assert low.page.top.problem.isHidden()  # every row was asked whether it waits for somebody


def test_a_row_that_is_seen_after_it_was_written_to_shows_what_was_written(low: Clerk, seen: list[str]) -> None:
    last = _last(low)
    low.page.show_return(None)
    low.page.show_return(INDICATORS)
    seen.clear()
    row = {"item": last, "field": "value", "vintage": None, "value": "3", "note": None}
    assert low.page.session.enter(INDICATORS, [row])
    assert last not in seen
    assert (low.text(last), low.standing(last)) == ("3", "已录")


def test_a_row_that_nobody_sees_is_asked_for_its_mark_once_until_it_is_another(
    low: Clerk, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def noted(*given: object, **named: object) -> Look:
        asked.append(given[1].item.code if given[1].item else "")  # type: ignore[attr-defined]
        return look_of(*given, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(sheet_table, "look_of", noted)
    low.page.show_return(None)
    low.page.show_return(INDICATORS)
    last, before = _last(low), low.page.findings.problems.places()
    assert asked.count(last) == 1
    asked.clear()
    assert low.page.findings.problems.places() == before
    assert asked == []
    row = {"item": last, "field": "value", "vintage": None, "value": "3", "note": None}
    assert low.page.session.enter(INDICATORS, [row])  # 录入中 from now on, and with that all rows are others
    asked.clear()
    assert low.page.session.enter(INDICATORS, [{**row, "value": "4"}])
    assert set(asked) == {last}, "only the row that was written to"
    low.model.keep(low.model.index(low.model.row_of(last), low.model.column_of("value")), "x", "不是数")
    assert (low.model.row_of(last), low.model.column_of("value")) in low.page.findings.problems.places()
