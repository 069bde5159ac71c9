"""From 规划 to 填报 and 监测 and back, in the window."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest

from haishu_desk.ui.entry.page import EntryPage
from haishu_desk.ui.main_window import MainWindow
from haishu_desk.ui.monitor.page import MonitorPage
from haishu_desk.ui.plan.page import PlanPage
from haishu_desk.ui.session import Session
from haishu_desk.ui.theme import Theme

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


@pytest.fixture
def window(qtbot: QtBot, theme: Theme, settings: QSettings, unit_session: Session) -> Iterator[MainWindow]:
    window = MainWindow(theme, settings)
    qtbot.addWidget(window)
    window.show()
    window.open_session(unit_session)
    yield window
    window.close()


def _plan(window: MainWindow) -> PlanPage:
    page = window.pages["plan"]
    assert isinstance(page, PlanPage)
    return page


def test_to_the_cell_of_the_entry_and_back(window: MainWindow, qtbot: QtBot) -> None:
    window.open_page("plan")
    _plan(window).show_item("145-23")
    _plan(window).fill_in()
    page = window.pages["entry"]
    assert isinstance(page, EntryPage)
    assert window.current == "entry"
    item = page.model.item_at(page.view.currentIndex())
    assert item is not None
    assert item.code == "145-23"
    _plan(window).show_item("145-01")
    qtbot.waitUntil(page.panel.outline.isEnabled)  # the panel is read a moment after the row was reached
    page.panel.outline.click()
    assert window.current == "plan"
    details = _plan(window).panel.details
    assert details is not None
    assert details.code == "145-23"


def test_to_the_chart_of_the_entry_and_back_by_key(window: MainWindow) -> None:
    window.open_page("plan")
    _plan(window).show_item("145-04")
    QTest.keyClick(window, Qt.Key.Key_J, Qt.KeyboardModifier.ControlModifier)
    page = window.pages["monitor"]
    assert isinstance(page, MonitorPage)
    assert window.current == "monitor"
    assert page.one.series is not None
    assert page.one.series.item.code == "145-04"
    _plan(window).show_item("145-01")
    QTest.keyClick(window, Qt.Key.Key_G, Qt.KeyboardModifier.ControlModifier)
    assert window.current == "plan"
    details = _plan(window).panel.details
    assert details is not None
    assert details.code == "145-04"


def test_a_page_that_the_window_has_not_is_passed_over(window: MainWindow) -> None:
    window.open_item("nowhere", "145-04")
    assert window.current == "home"
