"""The tool bar says and asks for year, day and figures, and counts what its filters show."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from haishu_desk.ui.monitor.overview.view import Overview
from tests.ui.monitor.overview.conftest import OF_2023

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def test_the_counts_are_those_of_the_board_that_is_shown(view: Overview, qtbot: QtBot) -> None:
    former = view.tools.chips["要关注"].text()
    with qtbot.waitSignal(view.judged):
        view.ask(replace(OF_2023, year=2021))
    assert view.board is not None
    now = sum(line.wants_care for line in view.board.lines)
    assert view.tools.chips["要关注"].text() == f"要关注 {now}" != former


def test_the_tool_bar_says_and_asks_which_year_and_which_figures(view: Overview, qtbot: QtBot) -> None:
    tools = view.tools
    assert (tools.year.currentText(), tools.basis.currentText()) == ("2023 年·十四五", "只用审核通过的数")
    assert "允许差距 5 个百分点" in view.head.rules.text()
    with qtbot.waitSignal(view.judged):
        tools.basis.setCurrentIndex(1)
        tools.basis.activated.emit(1)
    assert view.board is not None
    assert view.board.choice == replace(OF_2023, basis="current")
