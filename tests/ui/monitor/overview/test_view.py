"""The overview in the page: it comes by itself, Enter opens an item large and Esc comes back to its line."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from haishu_desk.desk import Desk
from haishu_desk.domain.cells import ReturnKey
from haishu_desk.ui.monitor.overview.board import Board, board_of
from haishu_desk.ui.monitor.overview.judged import TOGETHER
from haishu_desk.ui.monitor.overview.tool_bar import ITEMS, RANKING, ROLLUP
from haishu_desk.ui.monitor.overview.view import Overview
from haishu_desk.ui.monitor.page import MonitorPage
from haishu_desk.ui.session import Session
from haishu_desk.ui.theme import Theme
from tests.desk.figures import enter
from tests.ui.monitor.overview.conftest import OF_2023, STHJ, TJJ, large

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def test_the_page_comes_first_and_the_judgement_follows(qtbot: QtBot, session: Session, theme: Theme) -> None:
    shown = MonitorPage(session, theme)
    qtbot.addWidget(shown)
    shown.show()
    shown.refresh()
    assert not shown.overview.items.model.lines
    assert not {"ranking", "rollup", "projects"} & set(vars(shown.overview)), "made when they are looked at"
    assert "one" not in vars(shown)
    qtbot.waitUntil(lambda: shown.overview.board is not None)
    assert shown.overview.board == board_of(session.desk, OF_2023)
    assert "33 项主要指标" in shown.subject()


def test_an_answer_to_an_earlier_question_is_dropped(qtbot: QtBot, view: Overview) -> None:
    seen: list[int] = []
    view.judged.connect(lambda: seen.append(view.board.choice.year if view.board else 0))
    view.ask(replace(OF_2023, year=2022))
    view.ask(replace(OF_2023, year=2021))
    qtbot.waitUntil(lambda: seen != [])
    qtbot.wait(50)
    assert seen == [2021]


def test_nothing_is_judged_again_until_something_was_written(qtbot: QtBot, page: MonitorPage, watched: Desk) -> None:
    board = page.overview.board
    page.refresh()
    assert not page.session.background.jobs
    enter(watched, f"{TJJ} 145-08 2024 23.6")
    with qtbot.waitSignal(page.overview.judged):
        page.refresh()
    assert page.overview.board is not board


def test_enter_opens_the_item_large_and_escape_comes_back_to_its_line(page: MonitorPage) -> None:
    page.overview.items.look_at("145-21")
    QTest.keyClick(page.overview.items.table, Qt.Key.Key_Return)
    assert large(page) == "145-21"
    page.one.step(-1)
    assert large(page) == "145-20"
    QTest.keyClick(page.one, Qt.Key.Key_Escape)
    assert not large(page)
    assert page.overview.current == "145-20"
    assert QApplication.focusWidget() is page.overview.items.table


def test_a_figure_opens_down_to_the_return_it_was_filled_in(page: MonitorPage, qtbot: QtBot) -> None:
    page.overview.items.look_at("145-20")
    with qtbot.waitSignal(page.open_return) as opened:
        QTest.keyClick(page.overview.items.table, Qt.Key.Key_Return, CTRL)
    assert opened.args == [ReturnKey("indicators", STHJ, "2023"), "145-20"]


@pytest.mark.parametrize("mode", ["light", "dark", "contrast"])
def test_all_views_are_painted_in_every_mode(qtbot: QtBot, session: Session, mode: str) -> None:
    view = Overview(session, Theme(mode))
    qtbot.addWidget(view)
    view.resize(1108, 560)
    view.show()
    with qtbot.waitSignal(view.judged):
        view.refresh()
    for name in (RANKING, ROLLUP, ITEMS):
        view.tools.segments.buttons[name].click()
        session.background.wait()
        QApplication.processEvents()
        assert not view.grab().isNull()


def test_an_item_is_judged_large_as_it_is_in_the_overview(page: MonitorPage) -> None:
    """The same year, the same figures, the same word and light for every item."""
    board = page.overview.board
    assert board is not None
    for line in board.lines:
        page.overview.item_opened.emit(line.code)
        assert page.one.seen is not None
        row = page.one.seen.row
        assert row is not None
        assert (row["verdict"], row["light"], page.one.seen.asked_year) == (
            line.verdict,
            line.light,
            board.choice.year,
        ), line.code


def test_what_units_come_to_together_opens_down_to_the_roll_up(view: Overview, board: Board) -> None:
    lines = tuple(replace(line, place=None, basis=TOGETHER) for line in board.lines)
    view.items.show_board(replace(board, lines=lines))
    QTest.keyClick(view.items.table, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert view.tools.segments.current == ROLLUP
    assert view.stack.currentWidget() is view.rollup
