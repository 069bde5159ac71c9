"""Of the pages one over the other only the one that is shown says how much room is needed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QSize
from PySide6.QtWidgets import QLabel, QScrollArea, QVBoxLayout, QWidget

from haishu_desk.ui.page_stack import PageStack

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent
    from pytestqt.qtbot import QtBot


def tall_page(height: int) -> QWidget:
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
    tall, short = tall_page(900), tall_page(100)
    stack.addWidget(tall)
    stack.addWidget(short)
    area.show()
    qtbot.waitUntil(lambda: area.verticalScrollBar().maximum() > 0)
    stack.setCurrentWidget(short)
    qtbot.waitUntil(lambda: area.verticalScrollBar().maximum() == 0)
    stack.setCurrentWidget(tall)
    qtbot.waitUntil(lambda: area.verticalScrollBar().maximum() > 0)


class Counted(QWidget):
    """Needs `least` in width, and counts the sizes that it was given."""

    def __init__(self, least: int) -> None:
        super().__init__()
        self.setMinimumSize(least, 100)
        self.sizes: list[tuple[int, int]] = []

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.sizes.append((event.size().width(), event.size().height()))


def test_a_page_is_laid_out_once_when_it_is_turned_to_though_the_one_before_was_wider(qtbot: QtBot) -> None:
    area, stack = QScrollArea(), PageStack()
    qtbot.addWidget(area)
    area.setWidgetResizable(True)
    area.setWidget(stack)
    area.resize(600, 400)
    wide, narrow = Counted(900), Counted(100)
    stack.addWidget(wide)
    stack.addWidget(narrow)
    area.show()
    qtbot.waitUntil(lambda: area.horizontalScrollBar().maximum() > 0)
    for page in (narrow, wide):
        stack.setCurrentWidget(page)
        QCoreApplication.processEvents()
    room = area.maximumViewportSize()
    before = list(wide.sizes), list(narrow.sizes)
    assert narrow.sizes[-1] == (room.width(), room.height())
    for page in (narrow, wide, narrow):
        stack.setCurrentWidget(page)
        QCoreApplication.processEvents()
        assert stack.size() == page.size()
    assert (wide.sizes, narrow.sizes) == before  # neither comes nor goes by way of the other one's size


class Folding(QWidget):
    """Needs 900 in width, but 300 once it was given less than that."""

    is_folded = False

    def minimumSizeHint(self) -> QSize:
        return QSize(300 if self.is_folded else 900, 100)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.is_folded = event.size().width() < 900
        self.updateGeometry()


def test_a_page_that_can_do_with_the_room_there_is_is_offered_no_more(qtbot: QtBot) -> None:
    area, stack = QScrollArea(), PageStack()
    qtbot.addWidget(area)
    area.setWidgetResizable(True)
    area.setWidget(stack)
    first, folding = Counted(100), Folding()
    stack.addWidget(first)
    stack.addWidget(folding)
    area.resize(1000, 400)
    area.show()
    stack.setCurrentWidget(folding)
    stack.setCurrentWidget(first)
    area.resize(600, 400)
    stack.setCurrentWidget(folding)
    QCoreApplication.processEvents()
    assert folding.width() == area.maximumViewportSize().width()
