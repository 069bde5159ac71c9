"""One of the segments is pressed; pressing another says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from haishu_desk.ui.monitor.overview.segments import Segments
from haishu_desk.ui.theme import Theme

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


def test_the_first_is_pressed_and_a_click_says_which_is_now(qtbot: QtBot, theme: Theme) -> None:
    segments = Segments(theme, "看什么")
    qtbot.addWidget(segments)
    segments.offer([("items", "指标"), ("rollup", "汇总")])
    assert segments.current == "items"
    with qtbot.waitSignal(segments.chosen) as chosen:
        segments.buttons["rollup"].click()
    assert chosen.args == ["rollup"]
    assert segments.current == "rollup"
    with qtbot.assertNotEmitted(segments.chosen):
        segments.press("items")
    assert segments.current == "items"
