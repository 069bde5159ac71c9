"""The page of 填报 on a workspace of the office, as it stands in the window."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest

from haishu_desk.desk import Desk
from haishu_desk.domain.quantity import show
from haishu_desk.ui.entry.page import EntryPage
from haishu_desk.ui.session import Session
from haishu_desk.ui.theme import Theme
from tests.desk.office import Office

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot


class Clerk:
    """Somebody who types into the page."""

    def __init__(self, page: EntryPage, qtbot: QtBot) -> None:
        self.page, self.qtbot = page, qtbot
        self.view, self.model = page.view, page.model

    @property
    def desk(self) -> Desk:
        return self.page.session.desk

    def close(self) -> None:
        """As the window does it."""
        self.page.close_editors()
        self.page.hide()
        self.page.session.slices.rest()
        self.desk.close()

    def at(self, item: str, column: str = "value") -> None:
        self.view.go(self.model.row_of(item), self.model.column_of(column))

    def key(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(self.target, key, modifiers)

    def type(self, text: str) -> None:
        for sign in text:
            QTest.keyClicks(self.target, sign)

    @property
    def target(self) -> QWidget:
        return self.view.open_editor or self.view

    @property
    def place(self) -> tuple[str, str]:
        """Item and column of the current cell."""
        index = self.view.currentIndex()
        item = self.model.item_at(index)
        return (item.code if item else "", self.model.column_at(index).name)

    def text(self, item: str, column: str = "value") -> str:
        """What the cell shows."""
        return self.model.look(self.model.index(self.model.row_of(item), self.model.column_of(column))).text

    def standing(self, item: str) -> str:
        return self.text(item, "state")

    def stored(self, item: str, field: str = "value", vintage: str | None = None) -> list[str]:
        """What the journal says of the cell."""
        sheet = self.model.shown
        return [
            show(head.value)
            for slot, heads in self.desk.heads(sheet.key).items()
            if (slot.item, slot.field, slot.vintage) == (item, field, vintage)
            for head in heads
        ]

    def history(self, item: str, field: str = "value") -> list[str]:
        return [event["event"] for event in self.desk.reading.history(self.model.shown.key, item, field)]


Open = Callable[..., Clerk]


@pytest.fixture
def open_page(qtbot: QtBot) -> Iterator[Open]:
    """Opens the page on a workspace file; what is open is closed at the end."""
    opened: list[EntryPage] = []

    def opener(db: Path, *, write: bool = True, settings: QSettings | None = None) -> Clerk:
        session = Session(Desk(db, write=write))
        session.settings = settings
        page = EntryPage(session, Theme("light"))
        session.setParent(page)
        page.resize(1294, 692)
        qtbot.addWidget(page)
        page.refresh()
        page.show()
        page.activateWindow()
        page.view.setFocus()
        qtbot.waitUntil(page.view.hasFocus)
        opened.append(page)
        return Clerk(page, qtbot)

    yield opener
    for page in opened:
        page.close_editors()
        page.session.slices.rest()
        page.session.desk.close()


@pytest.fixture
def clerk(office: Office, open_page: Open) -> Clerk:
    """A clerk of the town whose sheet is empty."""
    return open_page(office.db("town"))


@pytest.fixture
def reported_clerk(reported: Office, open_page: Open) -> Clerk:
    """A clerk of the town that has reported four cells."""
    return open_page(reported.db("town"))
