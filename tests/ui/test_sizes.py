"""The laptop of a township: on 1366x768, and in the smallest window, no page is scrolled sideways; smaller, all can be reached."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

import pytest
from PySide6.QtCore import QSettings, QSize
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QWidget
from pytestqt.qtbot import QtBot

from haishu_desk.ui.entry.top import Top
from haishu_desk.ui.main_window import SMALLEST, MainWindow
from haishu_desk.ui.theme import Theme

LAPTOP = (1366, 768)
# 1366x768 at 150 and at 200 %.
SMALL = ((911, 512), (683, 384))


def scrolled_sideways(within: QWidget) -> list[str]:
    """Everything in it that has more to show at its right."""
    areas = [area for area in within.findChildren(QAbstractScrollArea) if area.isVisible()]
    return [f"{type(area).__name__} {area.accessibleName()}" for area in areas if area.horizontalScrollBar().maximum()]


OpenWindow = Callable[..., MainWindow]


@pytest.fixture(params=["unit", "district"])
def open_window(
    request: pytest.FixtureRequest, qapp: QApplication, settings: QSettings, qtbot: QtBot
) -> Iterator[OpenWindow]:
    """The window of that role, in a size, with 大字 or without."""
    opened: list[MainWindow] = []

    def show(size: tuple[int, int], *, is_large: bool = False) -> MainWindow:
        theme = Theme(is_large=is_large)
        theme.dress(qapp)
        window = MainWindow(theme, settings)
        opened.append(window)
        qtbot.addWidget(window)
        window.fit_to(QSize(*size))
        window.resize(*size)
        window.show()
        window.open_session(request.getfixturevalue(f"{request.param}_session"))
        return window

    yield show
    for window in opened:
        window.close()
    Theme().dress(qapp)


@pytest.mark.parametrize(("size", "type_size"), [(LAPTOP, ""), (LAPTOP, "大字"), (SMALLEST, "")])
def test_no_page_is_scrolled_sideways(
    open_window: OpenWindow, size: tuple[int, int], type_size: str, qtbot: QtBot
) -> None:
    window = open_window(size, is_large=bool(type_size))
    for entry in window.entries:
        window.open_page(entry.name)
        try:
            qtbot.waitUntil(lambda: not scrolled_sideways(window), timeout=1000)
        except QtBot.TimeoutError:
            assert scrolled_sideways(window) == [], entry.name


def test_with_a_cell_that_waits_the_line_over_the_sheet_fits_too(open_window: OpenWindow) -> None:
    window = open_window(LAPTOP, is_large=True)
    window.open_page("entry")
    top = window.pages["entry"].findChild(Top)
    assert isinstance(top, Top)
    top.show_forms([("indicators", "指标 16"), ("tasks", "任务项目 12")], "indicators")
    top.problem.setText("下一处 F8（12）")
    top.problem.show()
    top.panel.show()
    top.state.show_mark("clash", "数据不一致")
    top.count.setText("已录 16 / 16")
    QApplication.processEvents()
    assert top.minimumSizeHint().width() <= window.pages["entry"].width()


@pytest.mark.parametrize("size", SMALL)
def test_in_a_window_too_small_for_a_page_the_page_keeps_its_size_and_is_scrolled(
    open_window: OpenWindow, size: tuple[int, int], qtbot: QtBot
) -> None:
    window = open_window(size)
    assert (window.width(), window.height()) == size
    for entry in window.entries:
        window.open_page(entry.name)
        qtbot.waitUntil(partial(keeps_its_size, window.pages[entry.name]))
        buttons = window.rail.buttons.values()
        assert all(button.geometry().bottom() <= window.rail.height() for button in buttons)


def keeps_its_size(page: QWidget) -> bool:
    """Whether a page has at least the room that it asks for."""
    return page.size().expandedTo(page.minimumSizeHint()) == page.size()
