"""Table and small pictures look at one item, and share a narrow window."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from haishu_desk.ui.monitor.overview.items_view import NARROW
from haishu_desk.ui.monitor.overview.models import LINE_ROLE, NAME
from haishu_desk.ui.monitor.overview.view import Overview
from haishu_desk.ui.monitor.page import MonitorPage
from haishu_desk.ui.turns import Turns

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from haishu_desk.ui.monitor.overview.board import Board

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def test_filters_show_what_they_say_and_how_many(view: Overview) -> None:
    for name, chip in view.tools.chips.items():
        chip.click()
        said = chip.text().removeprefix(name).strip()
        assert not said or int(said) == view.items.model.rowCount()
    assert {line.light for line in view.items.model.lines} == {"red", "yellow"}
    assert len(view.items.multiples.lines) == 33, "the small pictures stay whole"


def test_both_sides_look_at_one_item(view: Overview) -> None:
    view.items.table.look_at("145-21")
    assert view.items.multiples.currentIndex().data(LINE_ROLE).code == "145-21"
    view.items.multiples.setFocus()
    QTest.keyClick(view.items.multiples, Qt.Key.Key_Left)
    assert view.items.table.line is not None
    assert view.current == view.items.table.line.code == "145-20"


def test_a_double_click_opens_too_from_either_side(page: MonitorPage) -> None:
    table, tiles = page.overview.items.table, page.overview.items.multiples
    for part, place in ((table, table.visualRect(table.model().index(2, NAME)).center()),
                        (tiles, tiles.visualRect(tiles.model().index(7, 0)).center())):  # fmt: skip
        QTest.mouseClick(part.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(place))
        QTest.mouseDClick(part.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(place))
        assert page.is_large
        page.show_all()
    assert page.overview.current == "145-08"


def test_a_narrow_window_shows_the_table_or_the_pictures(page: MonitorPage, view: Overview, qtbot: QtBot) -> None:
    def is_narrow() -> bool:
        page.resize(NARROW - 40, 600)  # as often as the bar needs to give way: then the page can
        return not view.items.multiples.isVisible()

    qtbot.waitUntil(is_narrow)
    assert view.items.table.isVisible()
    view.tools.pictures.click()
    assert view.items.multiples.isVisible()
    assert not view.items.table.isVisible()


def other(board: Board) -> Board:
    return replace(board, lines=tuple(replace(line, value="7") for line in reversed(board.lines)))


def test_where_there_are_many_returns_the_small_pictures_come_an_event_after_the_table(
    view: Overview, board: Board, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    monkeypatch.setattr(Turns, "are_taken", True)
    view.items.look_at("145-21")
    later, items = other(board), view.items
    view._asking.answered.emit(later)
    assert ({line.value for line in items.model.lines}, items.multiples.lines) == ({"7"}, board.lines)
    qtbot.waitUntil(lambda: items.multiples.lines is later.lines)
    assert items.multiples.currentIndex().data(LINE_ROLE).code == view.current == "145-21"


@pytest.mark.parametrize("copy", ["copy_picture", "copy_page"])
def test_what_is_copied_before_they_came_shows_what_the_table_shows(
    view: Overview, board: Board, copy: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Turns, "are_taken", True)
    view._asking.answered.emit(other(board))
    assert view.items.multiples.lines == board.lines
    getattr(view.copier, copy)()
    assert {line.value for line in view.items.multiples.lines} == {"7"}
