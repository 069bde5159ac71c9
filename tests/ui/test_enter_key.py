"""Enter presses the button that has the keyboard, once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPushButton, QVBoxLayout, QWidget

from haishu_desk.ui.enter_key import EnterPresses

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


def test_enter_presses_the_focused_button_and_no_other(qtbot: QtBot) -> None:
    window = QWidget()
    pressed: list[str] = []
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    first, second, field = QPushButton("a"), QPushButton("b"), QLineEdit()
    for part in (first, second, field):
        column.addWidget(part)
    first.clicked.connect(lambda: pressed.append("a"))
    second.clicked.connect(lambda: pressed.append("b"))
    presses = EnterPresses(window)
    with qtbot.waitActive(window):
        window.show()
    second.setFocus()
    QTest.keyClick(second, Qt.Key.Key_Return)
    field.setFocus()
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert pressed == ["b"]
    del presses
