"""The list of findings in the window: stands on one, steps over headings, goes to a cell by Enter and double click."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from haishu_desk.domain.findings import Finding
from haishu_desk.ui.findings.model import BY_CELL, Column, FindingsModel
from haishu_desk.ui.findings.view import GROUP_ROW, ROW, FindingsView
from haishu_desk.ui.session import Session
from haishu_desk.ui.theme import Theme
from tests.ui.findings.test_model import ALL, RULE, SAID, SHARE

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


@pytest.fixture
def view(unit_session: Session, theme: Theme, qtbot: QtBot) -> FindingsView:
    view = FindingsView(FindingsModel(unit_session.desk), theme)
    qtbot.addWidget(view)
    view.resize(900, 200)
    view.show()
    view.found.show_findings(ALL)
    return view


def test_it_stands_on_the_first_and_stays_on_a_finding_whose_figures_change(view: FindingsView) -> None:
    stood: list[Finding | None] = []
    view.stood.connect(stood.append)
    assert view.current == SHARE
    assert view.stand_on(RULE)
    changed = replace(RULE, left="11")
    view.found.show_findings((changed, SHARE))
    assert view.current == changed
    assert stood == [RULE, changed]
    assert not view.stand_on(SAID)


def test_when_its_finding_is_gone_it_stands_on_another_or_on_none(view: FindingsView) -> None:
    view.stand_on(RULE)
    view.found.show_findings((SHARE,))
    assert view.current == SHARE
    stood: list[Finding | None] = []
    view.stood.connect(stood.append)
    view.found.show_findings(())
    assert stood == [None]
    assert view.found.finding(view.currentIndex().row()) is None


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_enter_goes_to_the_cell(key: Qt.Key, view: FindingsView) -> None:
    jumps: list[Finding] = []
    view.jumped.connect(jumps.append)
    QTest.keyClick(view, key)
    assert jumps == [SHARE]


def test_a_double_click_goes_to_the_cell(view: FindingsView) -> None:
    jumps: list[Finding] = []
    view.jumped.connect(jumps.append)
    place = view.visualRect(view.found.index(1, Column.PROBLEM)).center()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    QTest.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert jumps == [RULE]


def test_the_arrow_keys_step_over_headings(view: FindingsView) -> None:
    view.found.show_findings(grouping=BY_CELL)
    heights = [view.rowHeight(row) for row in range(view.found.rowCount())]
    assert heights == [GROUP_ROW, ROW, GROUP_ROW, ROW, ROW]
    view.stand_on(RULE)
    QTest.keyClick(view, Qt.Key.Key_Down)
    assert view.current == SHARE
    QTest.keyClick(view, Qt.Key.Key_Up)
    assert view.current == RULE
    assert view.is_on(replace(RULE, left="1"))
