"""The panel under the sheet: folded to a line, opened, its levels and groups."""

from __future__ import annotations

from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from haishu_desk.ui.findings.model import BY_CELL
from tests.desk.office import INDICATORS, PERIOD, YINJIANG
from tests.ui.entry.auditor import auditing, desk_of, fill_parts
from tests.ui.entry.conftest import Clerk


@pytest.fixture
def clerk(clerk: Clerk) -> Clerk:
    """The clerk of the town, whose empty sheet has been checked."""
    clerk.qtbot.waitUntil(lambda: auditing(clerk).is_known)
    return clerk


def test_f9_opens_the_panel_with_everything_that_is_found(clerk: Clerk) -> None:
    fill_parts(clerk)
    panel = desk_of(clerk).panel
    folded = [panel.is_folded]
    assert "左边" in panel.current.toolTip()  # folded, the current one stands in the line
    clerk.key(Qt.Key.Key_F9)
    folded.append(panel.is_folded)
    assert [finding.rule for finding in panel.model.lines if not isinstance(finding, str)] == ["R-145-22-b"]
    assert panel.view.hasFocus()
    QTest.keyClick(panel.view, Qt.Key.Key_Tab)
    QTest.keyClick(panel.word.reason, Qt.Key.Key_Tab)
    assert panel.word.text.hasFocus()
    panel.fold.click()
    assert [*folded, panel.is_folded] == [True, False, True]


def test_levels_and_groups_are_chosen_in_the_panel(clerk: Clerk) -> None:
    fill_parts(clerk)
    panel = desk_of(clerk).panel
    panel.unfold()
    panel.grouping.setCurrentText(BY_CELL)
    assert panel.model.lines[0] == "22 城镇生活垃圾回收利用率 · 本期值\n1 条"
    panel.chips.chips["核实性"].click()
    assert panel.model.lines == []
    panel.chips.chips["提示"].click()
    assert any("没有填" in finding.message for finding in panel.model.findings)
    assert panel.model.rowCount() > 10


def test_the_current_cell_stays_in_sight_when_a_finding_more_makes_the_panel_higher(clerk: Clerk) -> None:
    fill_parts(clerk, "145-06")
    panel = desk_of(clerk).panel
    panel.unfold()
    before = panel.height()
    last = next(line.item for line in reversed(clerk.model.lines) if line.item is not None)
    clerk.at(last.code)
    QApplication.processEvents()
    for code in ("145-22", "145-23"):
        row = {"unit": YINJIANG, "period": PERIOD, "item": code, "value": "-3"}
        clerk.page.session.write([INDICATORS], partial(clerk.desk.entry.enter, [row]))
    clerk.qtbot.waitUntil(lambda: panel.height() > before)
    clerk.qtbot.waitUntil(
        lambda: clerk.view.viewport().rect().contains(clerk.view.visualRect(clerk.view.currentIndex()))
    )


def test_the_current_cell_stays_in_sight_when_the_panel_opens(clerk: Clerk) -> None:
    last = next(line.item for line in reversed(clerk.model.lines) if line.item is not None)
    clerk.at(last.code)
    desk_of(clerk).panel.unfold()
    clerk.qtbot.waitUntil(
        lambda: clerk.view.viewport().rect().contains(clerk.view.visualRect(clerk.view.currentIndex()))
    )
