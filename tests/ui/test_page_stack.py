"""Of the pages one over the other only the one that is shown says how much room is needed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLabel, QScrollArea, QVBoxLayout, QWidget

from haishu_desk.ui.page_stack import PageStack

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


def page(height: int) -> QWidget:
    """With a label that breaks its lines: such a page says its height for a width."""
    shown, label = QWidget(), QLabel("很长的一句话。" * 20)
    label.setWordWrap(True)
    label.setMinimumHeight(height)
    QVBoxLayout(shown).addWidget(label)
    return shown


def test_a_short_page_is_not_scrolled_because_a_tall_one_was_shown_before(qtbot: QtBot) -> None:
    area, stack = QScrollArea(), PageStack()
    qtbot.addWidget(area)
    area.setWidgetResizable(True)
    area.setWidget(stack)
    area.resize(600, 400)
    tall, short = page(900), page(100)
    stack.addWidget(tall)
    stack.addWidget(short)
    area.show()
    qtbot.waitUntil(lambda: area.verticalScrollBar().maximum() > 0)
    stack.setCurrentWidget(short)
    qtbot.waitUntil(lambda: area.verticalScrollBar().maximum() == 0)
    stack.setCurrentWidget(tall)
    qtbot.waitUntil(lambda: area.verticalScrollBar().maximum() > 0)
