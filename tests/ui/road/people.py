"""Somebody in front of a window: keys go to the window as the screen sends them, files are dropped, buttons are clicked."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QMimeData, QPoint, QPointF, QSettings, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from haishu_desk.desk import Desk
from haishu_desk.domain.quantity import show
from haishu_desk.ui.entry.page import EntryPage
from haishu_desk.ui.exchange.page import ExchangePage
from haishu_desk.ui.home.unit import UnitHome
from haishu_desk.ui.main_window import MainWindow
from haishu_desk.ui.monitor.page import MonitorPage
from haishu_desk.ui.opener import Opener
from haishu_desk.ui.review.district import DistrictReview
from haishu_desk.ui.review.page import ReviewPage
from haishu_desk.ui.theme import Theme

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from haishu_desk.ui.exchange.files import ReceivedFile

READ = 15_000  # a workbook is read by a process of its own
NONE, CTRL, SHIFT = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
)
ENTER, TAB, ESCAPE, DOWN = Qt.Key.Key_Return, Qt.Key.Key_Tab, Qt.Key.Key_Escape, Qt.Key.Key_Down


class Person:
    """A window on one workspace, and the hands before it."""

    def __init__(self, db: Path, theme: Theme, settings: QSettings, qtbot: QtBot) -> None:
        self.db, self.qtbot = db, qtbot
        self.window = MainWindow(theme, settings)
        qtbot.addWidget(self.window)
        opener = Opener(self.window, theme, settings, db, None)
        self.window.painted.connect(opener.open, Qt.ConnectionType.QueuedConnection)
        self.window.show()
        qtbot.waitUntil(lambda: bool(self.window.current))
        self.come()

    def come(self) -> None:
        """Sit down: this is the window that has the keyboard now."""
        self.window.activateWindow()
        self.qtbot.waitUntil(self.window.isActiveWindow)

    # The keyboard.

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE) -> None:
        """One key, to whatever has the focus of the window or is open over it."""
        QTest.keyClick(self.window.windowHandle(), key, modifiers)
        QApplication.processEvents()

    def type(self, text: str) -> None:
        """Each sign as a key; what no keyboard has comes as the text of a key, as an input method sends it."""
        for sign in text:
            if sign.isascii():
                QTest.keyClick(self.window.windowHandle(), sign)  # type: ignore[call-overload]  # the stubs know no text
                continue
            for kind in (QKeyEvent.Type.KeyPress, QKeyEvent.Type.KeyRelease):
                target = QApplication.focusWidget()
                assert target is not None
                QApplication.sendEvent(target, QKeyEvent(kind, ord(sign), NONE, sign))

    def turn_to(self, name: str) -> None:
        """To a page of the rail by its number."""
        place = [entry.name for entry in self.window.entries].index(name) + 1
        self.press(Qt.Key(Qt.Key.Key_0 + place), CTRL)
        assert self.window.current == name

    # The mouse.

    def click(self, button: QWidget) -> None:
        """A button that can be seen and pressed."""
        assert button.isVisible()
        assert button.isEnabled()
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        QApplication.processEvents()

    # The pages.

    @property
    def desk(self) -> Desk:
        """The Desk of the window."""
        assert self.window.session is not None
        return self.window.session.desk

    @property
    def entry(self) -> EntryPage:
        """填报."""
        page = self.window.pages["entry"]
        assert isinstance(page, EntryPage)
        return page

    @property
    def exchange(self) -> ExchangePage:
        """收发."""
        page = self.window.pages["exchange"]
        assert isinstance(page, ExchangePage)
        return page

    @property
    def review(self) -> ReviewPage:
        """审核, or 退回与查询."""
        page = self.window.pages["review"]
        assert isinstance(page, ReviewPage)
        return page

    @property
    def district(self) -> DistrictReview:
        """审核 as the district has it."""
        assert self.review.district is not None
        return self.review.district

    @property
    def monitor(self) -> MonitorPage:
        """监测."""
        page = self.window.pages["monitor"]
        assert isinstance(page, MonitorPage)
        return page

    @property
    def home(self) -> UnitHome:
        """首页 as a unit has it."""
        home = self.window.pages["home"].findChild(UnitHome)
        assert home is not None
        return home

    @property
    def complaints(self) -> list[str]:
        """What the window refuses in its lower right corner."""
        return [toast.message.title for toast in self.window.messages.toasts if toast.message.kind == "bad"]

    # 收发.

    def drop(self, *paths: Path) -> list[ReceivedFile]:
        """Drag files from the file manager onto the strip; back when each has its fate."""
        zone, data = self.exchange.zone, QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
        action, button = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
        enter = QDragEnterEvent(QPoint(20, 20), action, data, button, NONE)
        QApplication.sendEvent(zone, enter)
        assert enter.isAccepted()
        QApplication.sendEvent(zone, QDropEvent(QPointF(20, 20), action, data, button, NONE))
        self.qtbot.waitUntil(lambda: not self.exchange.intake.is_reading, timeout=READ)
        return list(self.exchange.intake.model.files)

    def take_in(self, *paths: Path) -> list[str]:
        """Drop files and take in what can be; the fate of each."""
        self.turn_to("exchange")
        files = self.drop(*paths)
        with self.qtbot.waitSignal(self.exchange.intake.ended, timeout=READ):
            self.click(self.exchange.take)
        fates = [file.fate.word for file in files]
        self.click(self.exchange.clear)
        return fates

    # 填报.

    def stand(self, item: str, column: str = "value") -> None:
        """Click into a cell of the sheet."""
        model, view = self.entry.model, self.entry.view
        index = model.index(model.row_of(item), model.column_of(column))
        view.scrollTo(index)
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=view.visualRect(index).center())
        assert view.currentIndex() == index

    @property
    def place(self) -> tuple[str, str]:
        """Item and column of the current cell."""
        index = self.entry.view.currentIndex()
        item = self.entry.model.item_at(index)
        return (item.code if item else "", self.entry.model.column_at(index).name)

    def look(self, item: str, column: str = "value") -> Any:
        """How a cell of the sheet looks."""
        model = self.entry.model
        return model.look(model.index(model.row_of(item), model.column_of(column)))

    def stored(self, item: str, field: str = "value", vintage: str | None = None) -> list[str]:
        """What stands in the journal for a cell of the sheet that is shown."""
        heads = self.desk.heads(self.entry.model.shown.key)
        found = [heads[slot] for slot in heads if (slot.item, slot.field, slot.vintage) == (item, field, vintage)]
        return [show(head.value) for each in found for head in each]


def agreed(rows: Sequence[dict[str, Any]]) -> list[tuple[Any, ...]]:
    """What two workspaces have to agree on: cell, value as typed, and that it is approved."""
    return [
        (row["unit"], row["period"], row["item"], row["field"], row["vintage"], row["value"], row["basis"])
        for row in rows
    ]
