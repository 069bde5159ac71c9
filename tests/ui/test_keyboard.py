"""Everything by keyboard: every page of both roles is walked by Tab and F6; what can be clicked can be reached, is named, and shows it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QCoreApplication, QPoint, QRect, QSettings, Qt
from PySide6.QtGui import QAccessible, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QSpinBox,
    QWidget,
)

from haishu_desk.ui.home.heat import HeatMap
from haishu_desk.ui.home.month_view import MonthView
from haishu_desk.ui.main_window import MainWindow
from haishu_desk.ui.session import Session
from haishu_desk.ui.theme import Theme

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

CLICKABLE = (QAbstractButton, QComboBox, QSpinBox, QLineEdit, QPlainTextEdit, QAbstractItemView, HeatMap, MonthView)
PAGES = ("home", "entry", "exchange", "review", "plan", "monitor", "preferences")
MOST = 120  # stops of Tab; no page has half as many


@pytest.fixture(params=["unit", "district"])
def window(request: pytest.FixtureRequest, theme: Theme, settings: QSettings, qtbot: QtBot) -> Iterator[MainWindow]:
    """The window of that role, with the keyboard."""
    session: Session = request.getfixturevalue(f"{request.param}_session")
    window = MainWindow(theme, settings)
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.open_session(session)
    yield window
    window.close()


def clickable(window: MainWindow) -> list[QWidget]:
    """What a mouse could be used on: visible and not grey. Parts inside another such widget belong to it."""
    found = [widget for kind in CLICKABLE for widget in window.findChildren(kind)]
    return [
        widget
        for widget in found
        if widget.isVisible() and widget.isEnabled() and not _is_part(widget) and widget.accessibleName() != "-"
    ]


def _is_part(widget: QWidget) -> bool:
    above = widget.parentWidget()
    while above is not None:
        if isinstance(above, CLICKABLE) or str(above.metaObject().className()) in (
            "QComboBoxPrivateContainer",
            "PlotWidget",
        ):
            return True
        above = above.parentWidget()
    return False


def press(key: Qt.Key, shift: bool = False) -> QWidget | None:  # noqa: FBT001, FBT002  as it is said
    """Press a key where the keyboard is; who has the keyboard then."""
    here = QApplication.focusWidget()
    assert here is not None
    modifier = Qt.KeyboardModifier.ShiftModifier if shift else Qt.KeyboardModifier.NoModifier
    QTest.keyClick(here, key, modifier)
    return QApplication.focusWidget()


def walk(key: Qt.Key) -> list[QWidget]:
    """Press Tab (or Shift+Tab) until one is back or goes no further."""
    found: list[QWidget] = []
    while (here := QApplication.focusWidget()) is not None and here not in found and len(found) < MOST:
        found.append(here)
        press(key, shift=key == Qt.Key.Key_Backtab)
    return found


def reached(window: MainWindow) -> list[QWidget]:
    """What Tab reaches from the rail, forwards and backwards: the sheet takes Tab for its own cells."""
    start = window.rail.buttons[window.current]
    found: list[QWidget] = []
    for key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
        start.setFocus(Qt.FocusReason.TabFocusReason)
        found += walk(key)
    return list(dict.fromkeys(found))


def name_of(widget: QWidget) -> str:
    """What a screen reader says of it."""
    interface = QAccessible.queryAccessibleInterface(widget)
    return str(interface.text(QAccessible.Text.Name))


def said(widgets: list[QWidget]) -> list[str]:
    """Widgets in words, for a failure."""
    return [f"{type(widget).__name__} {widget.objectName()} {name_of(widget)}" for widget in widgets]


@pytest.mark.parametrize("name", PAGES)
def test_everything_that_can_be_clicked_is_reached_by_tab_and_has_a_name(window: MainWindow, name: str) -> None:
    window.open_page(name)
    QCoreApplication.processEvents()
    wanted = clickable(window)
    assert len(wanted) > len(window.entries)
    stops = reached(window)
    missed = [widget for widget in wanted if widget not in stops and not _in_group(widget, stops)]
    assert said(missed) == []
    assert said([widget for widget in {*wanted, *stops} if not name_of(widget).strip()]) == []


def _in_group(widget: QWidget, stops: list[QWidget]) -> bool:
    """Buttons of which one is chosen are one stop: the arrows go from one to the other."""
    if not isinstance(widget, QAbstractButton) or widget.group() is None:
        return isinstance(widget, QAbstractButton) and widget.autoExclusive() and widget.isCheckable()
    return any(button in stops for button in widget.group().buttons())


@pytest.mark.parametrize("name", PAGES)
def test_where_tab_comes_to_is_seen(window: MainWindow, name: str) -> None:
    window.open_page(name)
    QCoreApplication.processEvents()
    start = window.rail.buttons[name]
    start.setFocus(Qt.FocusReason.TabFocusReason)
    unseen: list[QWidget] = []
    seen: set[int] = set()
    for _ in range(MOST):
        here = press(Qt.Key.Key_Tab)
        if here is None or id(here) in seen:
            break
        seen.add(id(here))
        focused = picture(window, here)
        window.setFocus()
        if focused == picture(window, here):
            unseen.append(here)
        here.setFocus()
    assert len(seen) > 3  # the top bar has as many
    assert said(unseen) == []


def picture(window: MainWindow, widget: QWidget) -> QImage:
    """The widget and a little round it."""
    place = QRect(widget.mapTo(window, QPoint(0, 0)), widget.size()).adjusted(-4, -4, 4, 4)
    return window.grab(place.intersected(window.rect())).toImage()


CTRL, SHIFT, NONE = (
    Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.NoModifier,
)  # fmt: skip


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize(("key", "held"), [(Qt.Key.Key_F6, NONE), (Qt.Key.Key_Tab, CTRL)])
def test_f6_and_ctrl_tab_go_round_the_regions_and_come_back_to_where_one_was(
    window: MainWindow, name: str, key: Qt.Key, held: Qt.KeyboardModifier
) -> None:
    window.open_page(name)
    QCoreApplication.processEvents()
    if key == Qt.Key.Key_F6 and name == "review" and window.session and window.session.desk.is_district:
        pytest.skip("F6 sends back there")
    first = QApplication.focusWidget()
    assert first is not None
    QTest.keyClick(first, key, held)
    assert QApplication.focusWidget() is window.rail.buttons[name]
    QTest.keyClick(window.rail.buttons[name], key, held)
    assert QApplication.focusWidget() is window.top_bar.search
    assert window.ring.isVisible()
    QTest.keyClick(window.top_bar.search, key, held)
    assert QApplication.focusWidget() is first
    backwards = Qt.Key.Key_Backtab if key == Qt.Key.Key_Tab else key
    QTest.keyClick(first, backwards, held | SHIFT)
    assert QApplication.focusWidget() is window.top_bar.search


def test_f6_still_sends_a_cell_back_on_the_page_of_the_reviewer(
    district_session: Session, theme: Theme, settings: QSettings, qtbot: QtBot
) -> None:
    window = MainWindow(theme, settings)
    qtbot.addWidget(window)
    window.open_session(district_session)
    window.open_page("review")
    assert not window.regions._f6.isEnabled()
    window.open_page("home")
    assert window.regions._f6.isEnabled()
    window.close()


def test_the_ring_comes_with_tab_and_goes_with_everything_else(window: MainWindow) -> None:
    window.top_bar.search.setFocus()
    assert not window.ring.isVisible(), "nobody pressed Tab yet"
    press(Qt.Key.Key_Tab)
    assert window.ring.isVisible()
    window.rail.buttons["home"].setFocus()
    assert not window.ring.isVisible()
    press(Qt.Key.Key_Tab)
    assert window.ring.isVisible()
    QTest.mouseClick(window.top_bar.search, Qt.MouseButton.LeftButton)
    window.palette_popup.hide()
    assert not window.ring.isVisible()
