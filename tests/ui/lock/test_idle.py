"""The time without input, with a clock that the test sets: nothing sleeps."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from haishu_desk.ui.lock.idle import Idle, running

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


class Clock:
    """Seconds, set by the test."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


class Counted:
    """An Idle and how often it said that the time is over."""

    def __init__(self) -> None:
        self.clock, self.elapsed = Clock(), 0
        self.idle = Idle(clock=self.clock)
        self.idle.elapsed.connect(self._on_elapsed)

    def _on_elapsed(self) -> None:
        self.elapsed += 1

    def to(self, seconds: float) -> None:
        """So many seconds after the start the timer comes to its end."""
        self.clock.now = 100.0 + seconds
        self.idle.timer.timeout.emit()


@pytest.fixture
def counted(qtbot: QtBot) -> Counted:
    del qtbot
    return Counted()


@pytest.fixture
def field(qtbot: QtBot) -> QLineEdit:
    field = QLineEdit()
    qtbot.addWidget(field)
    field.show()
    field.activateWindow()
    qtbot.waitUntil(lambda: QGuiApplication.focusWindow() is not None)
    return field


def test_after_the_minutes_it_says_so_once(counted: Counted) -> None:
    counted.idle.count(10)
    assert (counted.idle.timer.isSingleShot(), counted.idle.timer.interval()) == (True, 600_000)
    counted.to(600)
    assert counted.elapsed == 1
    assert not counted.idle.timer.isActive() or counted.idle.timer.interval() == 600_000


def test_an_input_on_the_way_leaves_what_is_left(counted: Counted) -> None:
    counted.idle.count(10)
    counted.clock.now += 400
    counted.idle.note()
    counted.to(600)  # 200 s after the input: 400 s are left
    assert (counted.elapsed, counted.idle.timer.interval()) == (0, 400_001)
    counted.to(1000)
    assert counted.elapsed == 1


def test_never_is_no_timer(counted: Counted) -> None:
    counted.idle.count(10)
    counted.idle.count(0)
    assert not counted.idle.timer.isActive()


@pytest.mark.parametrize("kind", ["key", "click", "move"])
def test_each_kind_of_input_at_the_window_counts(counted: Counted, field: QLineEdit, kind: str) -> None:
    counted.idle.count(5)
    window = field.windowHandle()
    counted.clock.now += 299
    if kind == "key":
        QTest.keyClick(window, Qt.Key.Key_1)
    elif kind == "click":
        QTest.mouseClick(window, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(5, 5))
    else:
        QTest.mouseMove(window, QPoint(7, 7))
        QTest.mouseMove(window, QPoint(9, 9))
    counted.to(300)
    assert counted.elapsed == 0


def test_a_composed_word_counts_by_its_caret(counted: Counted, field: QLineEdit) -> None:
    counted.idle.count(5)
    counted.clock.now += 299
    field.insert("海曙")  # past the window's events, as an input method puts it in
    counted.to(300)
    assert counted.elapsed == 0


def test_a_key_starts_no_timer(counted: Counted, field: QLineEdit, monkeypatch: pytest.MonkeyPatch) -> None:
    counted.idle.count(5)
    started: list[int] = []
    monkeypatch.setattr(counted.idle.timer, "start", started.append)
    for _ in range(50):
        QTest.keyClick(field.windowHandle(), Qt.Key.Key_1)
    assert started == []


def test_the_first_key_after_the_computer_slept_finds_the_time_over_and_writes_nothing(
    counted: Counted, field: QLineEdit
) -> None:
    counted.idle.count(10)
    counted.clock.now += 8 * 3600  # no timer ran meanwhile
    QTest.keyClick(field.windowHandle(), Qt.Key.Key_1)
    assert (counted.elapsed, field.text()) == (1, "")
    QTest.keyClick(field.windowHandle(), Qt.Key.Key_2)
    assert (counted.elapsed, field.text()) == (1, "2")


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the one clock does")
def test_the_clock_goes_on_while_the_computer_sleeps() -> None:
    assert running() == pytest.approx(time.clock_gettime(time.CLOCK_BOOTTIME), abs=60)
