"""What is copied says what it is."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from haishu_desk.ui.monitor.overview.view import Overview

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def test_a_picture_and_the_numbers_are_copied_with_what_they_are(view: Overview) -> None:
    QTest.keyClick(view.items.table, Qt.Key.Key_C, CTRL | SHIFT)
    picture = QGuiApplication.clipboard().image()
    grid = view.items.multiples.picture()
    assert picture.width() == grid.width() + 32
    assert picture.height() > grid.height() + 60, "title, source and day stand around it"
    view.copier.copy_numbers()
    lines = QGuiApplication.clipboard().text().splitlines()
    assert lines[0] == "海曙区规划主要指标完成情况 2023 年度"
    assert lines[1].endswith("截至：2023-12-31　只用审核通过的数")
    assert lines[3].split("\t")[:5] == ["8", "全部工业增加值占地区生产总值比重", "%", "", "23.4"]
    assert len(lines) == 3 + 33
    view.copier.copy_page()
    assert not QGuiApplication.clipboard().image().isNull()
