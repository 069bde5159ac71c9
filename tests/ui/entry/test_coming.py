"""Where a district has many returns another sheet is read in one event and shown in the next, before whatever is typed."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest

from haishu_desk.domain.cells import ReturnKey
from haishu_desk.ui import turns
from tests.desk.office import INDICATORS, TASKS, YINJIANG, ZHANGSHUI, Office
from tests.ui.entry.conftest import Clerk, Open

OTHER = ReturnKey("indicators", ZHANGSHUI, INDICATORS.period)


@pytest.fixture
def district(monkeypatch: pytest.MonkeyPatch, reported: Office, open_page: Open) -> Clerk:
    """The district at the sheet of one of its townships, in a window that reads ahead, as if its returns were many."""
    clerk = open_page(reported.db("district"))
    clerk.page.go_to(INDICATORS, None)
    monkeypatch.setattr(turns, "AT_ONCE", 0)
    clerk.page.session.ahead.begin()
    return clerk


def _shown(clerk: Clerk) -> ReturnKey:
    return clerk.model.shown.key


def test_another_sheet_is_shown_in_the_next_event_and_stands_where_it_was_asked_to(district: Clerk) -> None:
    district.page.go_to(OTHER, "145-13")
    assert (_shown(district), district.page.coming.is_waiting) == (INDICATORS, True)
    assert not district.page.updatesEnabled()  # nobody sees a sheet that is not wanted any more
    district.qtbot.waitUntil(lambda: not district.page.coming.is_waiting)
    assert (_shown(district), district.place) == (OTHER, ("145-13", "value"))
    assert "章水" in district.page.subject()
    assert district.page.updatesEnabled()


def test_by_which_rules_a_sheet_is_checked_is_said_in_an_event_after_it(district: Clerk) -> None:
    said = district.page.findings.panel.edition
    district.qtbot.waitUntil(lambda: said.text() == "规则第 1 版")
    district.page.go_to(OTHER, None)
    district.page.coming.finish()
    assert (_shown(district), said.text()) == (OTHER, "")  # not that of the sheet before
    district.qtbot.waitUntil(lambda: said.text() == "规则第 1 版")
    district.page.go_to(TASKS, None)
    district.page.close_editors()  # somebody turns to another page meanwhile
    assert (_shown(district), said.text()) == (TASKS, "规则第 1 版")


def test_what_is_typed_before_the_sheet_is_shown_goes_into_it(district: Clerk) -> None:
    district.page.go_to(OTHER, "145-04")
    for key in (Qt.Key.Key_7, Qt.Key.Key_Return):
        QTest.keyClick(district.page.windowHandle(), key)
    assert (_shown(district), district.stored("145-04")) == (OTHER, ["7"])
    assert [head.value.raw for heads in district.desk.heads(INDICATORS).values() for head in heads].count("7") == 0


def test_neither_does_a_word_of_an_input_method_go_into_the_sheet_before(district: Clerk) -> None:
    """It comes to the field that has the keyboard, not by the window."""
    district.view.setFocus()
    district.page.go_to(OTHER, "145-04")
    QCoreApplication.sendEvent(district.view, QInputMethodEvent("qi", []))
    assert (_shown(district), district.page.coming.is_waiting) == (OTHER, False)


def test_of_two_sheets_that_are_wanted_one_after_the_other_the_last_is_shown(district: Clerk) -> None:
    titles: list[str] = []
    district.page.retitled.connect(lambda: titles.append(district.page.subject()))
    district.page.go_to(OTHER, None)
    district.page.go_to(TASKS, None)
    district.qtbot.waitUntil(lambda: not district.page.coming.is_waiting)
    assert (_shown(district), len(titles)) == (TASKS, 1)


def test_who_goes_back_before_the_other_sheet_is_shown_stays_at_the_first(district: Clerk) -> None:
    district.page.go_to(OTHER, None)
    district.page.go_to(INDICATORS, "145-13")
    assert district.page.updatesEnabled()
    district.qtbot.waitUntil(lambda: not district.page.coming.is_waiting)
    assert (_shown(district), district.place[0]) == (INDICATORS, "145-13")


def test_what_is_written_before_the_sheet_is_shown_stands_in_it(district: Clerk) -> None:
    district.page.go_to(OTHER, None)
    row = {"item": "145-04", "field": "value", "vintage": None, "value": "31", "note": None}
    assert district.page.session.enter(OTHER, [row])
    assert (_shown(district), district.text("145-04")) == (OTHER, "31")


def test_what_stands_beside_a_sheet_that_is_read_again_is_read_after_it(district: Clerk) -> None:
    year_before = ReturnKey("indicators", YINJIANG, "2024")
    with district.page.session.desk.workspace.transaction():  # as by a door that says nothing of it
        row = {"unit": YINJIANG, "period": "2024", "item": "145-04", "field": "value", "value": "77"}
        district.desk.entry.enter([row])
    district.page.refresh()
    assert district.text("145-04", "previous") != "77"
    district.qtbot.waitUntil(lambda: district.text("145-04", "previous") == "77")
    assert year_before in district.page.choosing.chooser.all()


def test_what_stands_beside_the_values_is_empty_until_it_was_read(district: Clerk) -> None:
    with district.desk.workspace.transaction():
        row = {"unit": ZHANGSHUI, "period": "2024", "item": "145-04", "field": "value", "value": "77"}
        district.desk.entry.enter([row])
    district.page.go_to(OTHER, None)
    district.page.coming.finish()
    for item in ("145-04", "145-13"):  # of the second one there is none
        assert [district.text(item, column) for column in ("previous", "expected", "change")] == ["", "", ""]
    assert not district.page.is_settled
    district.qtbot.waitUntil(lambda: district.page.is_settled)
    assert district.text("145-04", "previous") == "77"
    assert (district.text("145-13", "previous"), district.text("145-13", "expected")) == ("—", "—")


def test_every_row_is_painted_again_when_it_was_read_that_nothing_stands_beside_it(
    district: Clerk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(district.desk.exchange.writer, "previous_of", lambda *_: {})  # as of others
    monkeypatch.setattr(district.desk.expecting, "dues_of", lambda *_: {})
    district.page.go_to(OTHER, None)
    district.page.coming.finish()
    assert district.text("145-13", "previous") == ""
    district.qtbot.waitUntil(lambda: district.page.is_settled)
    assert district.text("145-13", "previous") == "—"


def _leave_unsettled_and_come_back(district: Clerk) -> None:
    """The page is left before what stands beside the values was read."""
    district.page.close_editors()
    district.page.hide()
    assert not district.page.is_settled
    district.page.show()
    district.page.bring_up()
    district.qtbot.waitUntil(lambda: district.page.is_settled)


def test_what_stands_beside_the_values_is_read_when_one_comes_back_to_a_page_that_was_left_before(
    district: Clerk,
) -> None:
    district.page.go_to(OTHER, None)
    _leave_unsettled_and_come_back(district)
    assert (_shown(district), district.text("145-13", "previous")) == (OTHER, "—")


def test_and_so_it_is_when_the_sheet_was_only_read_again(district: Clerk) -> None:
    with district.page.session.desk.workspace.transaction():  # as by a door that says nothing of it
        row = {"unit": YINJIANG, "period": "2024", "item": "145-04", "field": "value", "value": "77"}
        district.desk.entry.enter([row])
    district.page.renew()
    _leave_unsettled_and_come_back(district)
    assert district.text("145-04", "previous") == "77"


def test_a_page_that_is_left_before_the_sheet_is_shown_has_it_when_one_comes_back(district: Clerk) -> None:
    district.page.go_to(OTHER, None)
    district.page.close_editors()
    assert (_shown(district), district.page.coming.is_waiting) == (OTHER, False)


def test_the_print_window_prints_what_was_asked_for_last(district: Clerk) -> None:
    district.page.go_to(OTHER, None)
    district.page.printing.open()
    window = district.page.printing.window
    assert window is not None
    assert window.sheet is None  # the window is there, its pages come in the next event
    district.qtbot.waitUntil(lambda: window.sheet is not None)
    assert "章水" in window.title
    district.page.go_to(ReturnKey("indicators", YINJIANG, INDICATORS.period), None)
    district.page.printing.open()
    assert "章水" in window.title
    window.close()
