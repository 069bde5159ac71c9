"""F8 and Shift+F8: from one cell that waits to the next, whatever it waits for, hidden rows too."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from tests.desk.office import Office
from tests.ui.entry.auditor import auditing, desk_of, fill, fill_parts
from tests.ui.entry.conftest import Clerk, Open

SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def clerk(clerk: Clerk) -> Clerk:
    """The clerk of the town, whose empty sheet has been checked."""
    clerk.qtbot.waitUntil(lambda: auditing(clerk).is_known)
    return clerk


def test_f8_goes_through_what_waits_and_back(clerk: Clerk) -> None:
    fill(clerk, "145-22", "106.8")
    fill_parts(clerk, "145-06")
    clerk.at("145-04")
    places = []
    for _ in range(3):
        clerk.key(Qt.Key.Key_F8)
        places.append(clerk.place)
    assert places == [("145-06", "value"), ("145-22", "value"), ("145-06", "value")]
    clerk.key(Qt.Key.Key_F8, SHIFT)
    assert clerk.place == ("145-22", "value")
    assert clerk.page.top.problem.text() == "下一处 F8（2）"


def test_f8_says_when_nothing_waits(clerk: Clerk) -> None:
    clerk.key(Qt.Key.Key_F8)
    assert clerk.page.said.text == "没有退回、不一致、没有存入或审核要改的格。"


def test_a_hidden_row_that_waits_is_shown(clerk: Clerk) -> None:
    fill(clerk, "145-22", "106.8")
    clerk.page.top.unfilled.setChecked(True)
    row = clerk.model.row_of("145-22")
    assert clerk.view.isRowHidden(row)
    clerk.at("145-04")
    clerk.key(Qt.Key.Key_F8)
    assert (clerk.place, clerk.view.isRowHidden(row)) == (("145-22", "value"), False)


def test_what_was_sent_back_waits_too_and_once_where_it_has_a_finding_as_well(
    reported: Office, open_page: Open
) -> None:
    remarks = reported.table("back.csv", "item,comment", "145-04,请核对", "145-11,请核对")
    reported.review("--return", "--cells", remarks)
    reported.reply("back.xlsx")
    reported.receive("town", "back.xlsx")
    clerk = open_page(reported.db("town"))
    clerk.qtbot.waitUntil(lambda: auditing(clerk).is_known)
    rows = [clerk.model.lines[row].item for row, _ in desk_of(clerk).problems.places()]
    assert [item.code for item in rows if item is not None] == ["145-04", "145-11"]
    fill(clerk, "145-11", "-3")
    rows = [clerk.model.lines[row].item for row, _ in desk_of(clerk).problems.places()]
    assert [item.code for item in rows if item is not None] == ["145-04", "145-11"]
