"""Bundles that are handed over while the window lives: busy, once, and all or nothing."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QPushButton, QWidget

from haishu_desk.desk import Desk
from haishu_desk.desk.outgoing import Made, Outgoing
from haishu_desk.desk.writing import Written
from haishu_desk.domain.cells import ReturnKey
from haishu_desk.store.files import FileNotWrittenError, Part
from haishu_desk.ui import handing
from haishu_desk.ui.handing import BUSY, Asked, Handing, Rows
from haishu_desk.ui.session import Session
from haishu_desk.ui.theme import Theme
from haishu_desk.ui.widgets.said import Said
from tests.desk.office import PERIOD, YINJIANG, Office

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

KEY = ReturnKey("indicators", YINJIANG, PERIOD)
ROW = {"unit": YINJIANG, "period": PERIOD, "item": "145-04"}


class Window:
    """A button that reports the return of a township, in a workspace that is taken for a large one."""

    def __init__(self, desk: Desk, theme: Theme, out: Path) -> None:
        self.desk, self.out = desk, out
        self.session = Session(desk)
        self.widget = QWidget()
        self.said = Said(self.session, theme, self.widget)
        self.button = QPushButton("传出上报包…", self.widget)
        self.handing = Handing(self.session, self.said, self.widget, self.button)
        self.told: list[Rows | None] = []

    def press(self) -> None:
        """The button."""
        submit = self.desk.exchange.to_submit
        asked = Asked((KEY,), lambda: submit(YINJIANG, PERIOD, "indicators", self.out))
        self.handing.run([asked], self.told.append)

    @property
    def revisions(self) -> int:
        """How often the return was reported."""
        return len(self.desk.course(KEY).revisions)


@pytest.fixture
def window(
    office: Office, theme: Theme, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Window]:
    monkeypatch.setattr(handing, "AT_ONCE", 0)
    office.enter("town", "145-04", "138")
    with office.desk("town", write=True) as desk:
        window = Window(desk, theme, tmp_path / "out" / "up.xlsx")
        qtbot.addWidget(window.widget)
        yield window
        window.session.background.wait()


@pytest.fixture
def held(window: Window, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> threading.Event:
    """Pressed, and being made in the other thread, which waits for this event before it writes the file."""
    begun, goes_on, made = threading.Event(), threading.Event(), Outgoing.made

    def slowly(outgoing: Outgoing, written: Written) -> Made:
        begun.set()
        goes_on.wait(30)
        return made(outgoing, written)

    monkeypatch.setattr(Outgoing, "made", slowly)
    window.press()
    qtbot.waitUntil(begun.is_set, timeout=15_000)
    return goes_on


def test_the_button_is_busy_and_a_second_press_does_nothing(window: Window, qtbot: QtBot) -> None:
    changed: list[frozenset[ReturnKey]] = []
    window.session.changed.connect(changed.append)
    window.press()
    assert (window.button.text(), window.button.isEnabled()) == (BUSY, False)
    window.press()
    assert window.told == []
    with qtbot.waitSignal(window.handing.ended, timeout=15_000) as ended:
        pass
    assert ended.args == [True]
    assert [rows and rows[0]["file"] for rows in window.told] == [str(window.out)]
    assert (window.button.text(), window.button.isEnabled()) == ("传出上报包…", True)
    assert (window.revisions, changed) == (1, [frozenset([KEY])])


def test_whoever_closes_the_window_meanwhile_has_not_reported(
    window: Window, held: threading.Event, qtbot: QtBot
) -> None:
    before = len(window.desk.workspace.journal)
    held.set()
    window.session.background.wait()
    qtbot.wait(50)
    assert (window.told, len(window.desk.workspace.journal), window.revisions) == ([], before, 0)
    assert list(window.out.parent.iterdir()) == []


def test_whoever_closes_it_before_anything_is_made_neither(window: Window, qtbot: QtBot) -> None:
    before = len(window.desk.workspace.journal)
    window.press()
    window.session.background.wait()
    qtbot.wait(50)
    assert (window.told, len(window.desk.workspace.journal)) == ([], before)
    assert not window.out.parent.exists()


def test_what_is_typed_meanwhile_is_in_the_bundle(window: Window, held: threading.Event, qtbot: QtBot) -> None:
    window.session.enter(KEY, [{**ROW, "value": "139"}], "核实")
    held.set()
    with qtbot.waitSignal(window.handing.ended, timeout=15_000):
        pass
    (revision,) = window.desk.course(KEY).revisions
    assert revision.heads == window.desk.heads(KEY), "what is reported is what stands"
    assert len(window.told) == 1


def test_what_is_typed_meanwhile_and_stands_in_the_way_of_reporting_stops_it(
    window: Window, held: threading.Event, qtbot: QtBot
) -> None:
    # 145-22 is 70, of its parts 30 / 60 it would be 50: that wants a word.
    cells = {"value": "70", "numerator": "30", "denominator": "60"}
    typed = [{**ROW, "item": "145-22", "field": field, "value": value} for field, value in cells.items()]
    assert window.session.enter_rows([KEY], typed)
    before = len(window.desk.workspace.journal)
    with qtbot.waitSignal(window.handing.ended, timeout=15_000):
        held.set()
    assert (window.told, window.revisions, len(window.desk.workspace.journal)) == ([None], 0, before)
    assert "145-22" in window.said.text()
    assert list(window.out.parent.iterdir()) == []


def test_a_file_that_cannot_be_written_is_said_where_it_was_asked_for(
    window: Window, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = len(window.desk.workspace.journal)

    def refuse(_part: Part, path: Path, _data: bytes) -> None:
        raise FileNotWrittenError(path, "没有地方了")

    monkeypatch.setattr(Part, "__init__", refuse)
    with qtbot.waitSignal(window.handing.ended, timeout=15_000) as ended:
        window.press()
    assert ended.args == [False]
    assert "没有地方了" in window.said.text()
    assert (window.told, len(window.desk.workspace.journal)) == ([None], before)
    assert window.button.isEnabled()


def test_what_is_stopped_is_not_handed_over(window: Window, qtbot: QtBot) -> None:
    with qtbot.waitSignal(window.handing.ended, timeout=15_000):
        window.press()
        window.session.background.stop()
    assert (window.told, window.revisions) == ([None], 0)
    assert "已停下" in window.said.text()
    assert window.button.isEnabled()


def test_what_is_stopped_when_it_was_handed_over_is_told_and_no_other_follows(
    window: Window, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    settle = Outgoing.settle

    def clicked_meanwhile(outgoing: Outgoing, made: Made) -> Rows:
        QTimer.singleShot(0, window.session.background.stop)
        return settle(outgoing, made)

    monkeypatch.setattr(Outgoing, "settle", clicked_meanwhile)
    begun: list[str] = []

    def asked(name: str) -> Asked:
        def begin() -> Outgoing:
            begun.append(name)
            return window.desk.exchange.to_submit(YINJIANG, PERIOD, "indicators", window.out.with_name(name))

        return Asked((KEY,), begin)

    with qtbot.waitSignal(window.handing.ended, timeout=5_000) as ended:
        window.handing.run([asked("a.xlsx"), asked("b.xlsx")], window.told.append)
    first, rest = window.told
    assert (ended.args, begun, window.revisions, rest) == ([False], ["a.xlsx"], 1, None)
    assert first is not None
    assert first[0]["file"] == str(window.out.with_name("a.xlsx"))
    assert window.button.isEnabled()
    assert not window.handing.is_running


def test_few_returns_are_handed_over_at_once(window: Window, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(handing, "AT_ONCE", 64)
    window.press()
    assert len(window.told) == 1
    assert window.out.is_file()
    assert not window.handing.is_running
