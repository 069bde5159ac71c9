"""全审 of the sheet that is shown: followed as one types, counted, and the whole again where that is not enough."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from haishu_desk.domain.cells import ReturnKey
from haishu_desk.domain.editions import Edition
from haishu_desk.ui.turns import Turns
from tests.desk.office import PERIOD, YINJIANG, Office
from tests.ui.entry.auditor import auditing, chips, desk_of, fill, fill_parts, mark, open_ones
from tests.ui.entry.conftest import Clerk, Open

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def clerk(clerk: Clerk) -> Clerk:
    """The clerk of the town, whose empty sheet has been checked."""
    clerk.qtbot.waitUntil(lambda: auditing(clerk).is_known)
    return clerk


def test_a_stored_cell_is_marked_and_counted_at_once(clerk: Clerk) -> None:
    assert chips(clerk) == ["强制性 0", "核实性 0"]
    fill(clerk, "145-22", "106.8")
    assert (mark(clerk, "145-22"), clerk.standing("145-22")) == ("bad", "强制性 1")
    assert chips(clerk) == ["强制性 1", "核实性 0"]
    tip = clerk.model.look(clerk.model.index(clerk.model.row_of("145-22"), clerk.model.column_of("value"))).tip
    assert "比重不会超过 100%" in tip
    fill(clerk, "145-22", "96.8")
    assert (mark(clerk, "145-22"), chips(clerk)) == ("", ["强制性 0", "核实性 0"])


def test_a_typed_cell_costs_what_it_touches_and_no_more(clerk: Clerk) -> None:
    fill(clerk, "145-04", "12")
    # 18 built-in checks of the item, its own rule, and the four rules of every item.
    assert auditing(clerk).tally.evaluations == 23
    fill(clerk, "145-04", "13")
    assert auditing(clerk).tally.evaluations == 46


def test_undo_redo_paste_and_clearing_are_followed_too(clerk: Clerk) -> None:
    fill_parts(clerk)
    assert (mark(clerk, "145-22"), chips(clerk)) == ("warn", ["强制性 0", "核实性 1"])
    clerk.key(Qt.Key.Key_Z, CTRL)
    assert chips(clerk) == ["强制性 0", "核实性 0"]
    clerk.key(Qt.Key.Key_Y, CTRL)
    assert chips(clerk) == ["强制性 0", "核实性 1"]
    clerk.at("145-22")
    QGuiApplication.clipboard().setText("106.8\t30\t60")
    clerk.key(Qt.Key.Key_V, CTRL)
    assert chips(clerk) == ["强制性 1", "核实性 1"]
    clerk.at("145-22")
    clerk.key(Qt.Key.Key_Delete)
    assert chips(clerk) == ["强制性 0", "核实性 0"]


def test_where_there_are_many_returns_it_is_followed_in_the_next_event_and_before_the_next_key(
    clerk: Clerk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Turns, "are_taken", True)
    fill(clerk, "145-22", "106.8")
    assert chips(clerk) == ["强制性 0", "核实性 0"]
    clerk.qtbot.waitUntil(lambda: chips(clerk) == ["强制性 1", "核实性 0"])
    fill(clerk, "145-22", "96.8")
    assert chips(clerk) == ["强制性 1", "核实性 0"]
    window = clerk.page.window().windowHandle()
    QTest.keyClick(window, Qt.Key.Key_F8)
    assert chips(clerk) == ["强制性 0", "核实性 0"]


def test_what_was_typed_just_before_the_page_is_left_is_followed(clerk: Clerk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Turns, "are_taken", True)
    fill(clerk, "145-22", "106.8")
    clerk.page.close_editors()
    assert chips(clerk) == ["强制性 1", "核实性 0"]


def test_what_is_written_elsewhere_is_followed_by_a_whole_check(clerk: Clerk) -> None:
    """The year before is entered: what is compared with it is checked again by and by."""
    fill(clerk, "145-04", "500")
    row = {"unit": YINJIANG, "period": "2024", "item": "145-04", "value": "100"}
    earlier = ReturnKey("indicators", YINJIANG, "2024")
    clerk.page.session.write([earlier], lambda: clerk.desk.entry.enter([row]))
    clerk.qtbot.waitUntil(lambda: ("R-145-04-a", "145-04") in open_ones(clerk))


def test_new_rules_are_followed(clerk: Clerk, office: Office) -> None:
    fill_parts(clerk)
    with office.desk("district", write=True) as district:
        old = district.rulebook.edition
        rule = {
            "code": "R-9",
            "severity": "强制性",
            "left": "[145-22]",
            "comparison": "≤",
            "right": "50",
            "text": "不大于",
        }
        district.apply(Edition("rules", 2, [rule], old.id, district.author(), None, None))
        district.exchange.issue([YINJIANG], PERIOD, None, office.file("again.xlsx"))
    receiver = clerk.desk.exchange.receiver
    clerk.page.session.write((), lambda: receiver.receive([office.file("again.xlsx")]))
    clerk.qtbot.waitUntil(lambda: open_ones(clerk) == [("R-9", "145-22")])
    assert desk_of(clerk).panel.edition.text() == "规则第 2 版"


def test_a_sheet_that_nothing_can_be_done_about_is_checked_on_demand_only(reported: Office, open_page: Open) -> None:
    reported.review("--approve")
    reported.reply("ok.xlsx")
    reported.receive("town", "ok.xlsx")
    clerk = open_page(reported.db("town"))
    clerk.qtbot.wait(60)
    assert not auditing(clerk).is_known
    clerk.key(Qt.Key.Key_F9)
    clerk.qtbot.waitUntil(lambda: auditing(clerk).is_known)
    assert desk_of(clerk).panel.word.text.isHidden()


def test_a_page_that_is_left_checks_no_further_and_goes_on_when_it_is_shown(office: Office, open_page: Open) -> None:
    clerk = open_page(office.db("town"))
    clerk.page.close_editors()
    clerk.qtbot.wait(40)
    assert not auditing(clerk).is_running
    clerk.page.hide()
    clerk.page.show()
    clerk.qtbot.waitUntil(lambda: auditing(clerk).is_known)


def test_rows_in_another_order_are_no_new_check(clerk: Clerk) -> None:
    fill(clerk, "145-22", "106.8")
    clerk.qtbot.waitUntil(lambda: not auditing(clerk).is_running)
    clerk.model.arrange(tuple(reversed(clerk.model.lines)))
    assert auditing(clerk).is_known
    assert not auditing(clerk).is_running
    assert mark(clerk, "145-22") == "bad"


def test_one_item_of_all_units_has_no_panel(office: Office, open_page: Open) -> None:
    clerk = open_page(office.db("district"))
    clerk.page.show_return(("145-04", PERIOD))
    assert auditing(clerk).key is None
    assert desk_of(clerk).panel.isHidden()
    clerk.key(Qt.Key.Key_F8)
    clerk.key(Qt.Key.Key_F9)
    clerk.page.show_return(ReturnKey("indicators", YINJIANG, PERIOD))
    assert not desk_of(clerk).panel.isHidden()
    clerk.qtbot.waitUntil(lambda: auditing(clerk).is_known)
