"""The small pictures speak: to the mouse and to screen readers."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible

from haishu_desk.ui.monitor.overview.multiples import hovered
from haishu_desk.ui.monitor.overview.view import Overview

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def test_the_mouse_over_a_picture_says_that_years_value(view: Overview) -> None:
    line = next(line for line in view.items.multiples.lines if line.code == "145-21")
    # 2020 to 2025 from left to right: three fifths of the way is 2023.
    assert hovered(line, 0.6).splitlines()[1] == "2023 年 23 微克/立方米，应达 27"
    assert hovered(line, 0.8).splitlines()[1] == "2024 年 没有数，应达 27"


def test_every_picture_is_named_for_screen_readers(view: Overview) -> None:
    reader = QAccessible.queryAccessibleInterface(view.items.multiples)
    assert reader is not None
    names = [reader.child(place).text(QAccessible.Text.Name) for place in range(reader.childCount())]
    assert names == [line.spoken for line in view.items.multiples.lines]
