"""The strip above the overview: counts, words, and what is hardly to be reached."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from haishu_desk.ui.monitor.overview.view import Overview
from haishu_desk.ui.monitor.page import MonitorPage
from tests.ui.monitor.overview.conftest import large

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def test_what_is_hardly_reached_is_a_chip_that_opens_it(page: MonitorPage) -> None:
    (chip,) = page.overview.head.chips
    assert "20" in chip.text()
    assert "越过界限" in chip.toolTip()
    chip.click()
    assert large(page) == "145-20"


def test_lights_and_verdicts_are_counted_and_the_words_can_be_changed(view: Overview, qtbot: QtBot) -> None:
    assert view.board is not None
    assert view.head.bar.lights == view.board.lights
    assert view.head.verdicts.text() == "　".join(f"{word} {n}" for word, n in view.board.verdicts.items())
    with qtbot.waitSignal(view.judged):
        view.head.words.setCurrentIndex(1)
        view.head.words.activated.emit(1)
    assert view.head.verdicts.text().startswith("达到或超过进度")
    assert "实现度" in view.head.verdicts.toolTip()
