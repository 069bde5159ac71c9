"""The line of what the window's thread does by and by: one turn in each round of the loop, and nobody is left out."""

from __future__ import annotations

import time
from functools import partial
from typing import TYPE_CHECKING

import pytest
import shiboken6
from PySide6.QtCore import QObject, Qt, QTimer

from haishu_desk.ui.slices import LATE, SLICE, Slices, Turn, for_a_slice

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot


@pytest.fixture
def slices(qapp: QApplication) -> Slices:
    return Slices(qapp)


def test_those_that_wait_take_turns_and_the_loop_comes_round_between_two(slices: Slices, qtbot: QtBot) -> None:
    seen: list[str] = []
    beat = QTimer(slices, interval=0)
    beat.timeout.connect(lambda: seen.append("."))
    turns = [Turn(slices, partial(seen.append, name), slices) for name in "abc"]
    for turn in turns:
        turn.start()
    beat.start()
    qtbot.waitUntil(lambda: seen.count("c") > 3)
    for turn in turns:
        turn.stop()
    beat.stop()
    told = "".join(seen)
    assert not {"ab", "bc", "ca"} & {told[place : place + 2] for place in range(len(told))}
    assert "".join(each for each in told if each != ".").startswith("abcabcabc")


def test_what_became_due_in_a_long_turn_comes_before_the_next_turn(slices: Slices, qtbot: QtBot) -> None:
    seen: list[str] = []
    beat = QTimer(slices, interval=5, timerType=Qt.TimerType.PreciseTimer)
    beat.timeout.connect(lambda: seen.append("."))

    def work() -> None:
        seen.append("a")
        time.sleep(0.012)

    turn = Turn(slices, work, slices)
    beat.start()
    turn.start()
    qtbot.waitUntil(lambda: seen.count("a") > 20)
    turn.stop()
    beat.stop()
    assert "aa" not in "".join(seen)


def test_who_is_asked_for_goes_before_the_others(slices: Slices, qtbot: QtBot) -> None:
    seen: list[str] = []

    def decide() -> None:
        seen.append("decided")
        decided.stop()

    decided = Turn(slices, decide, slices)
    checking = Turn(slices, lambda: seen.append("checked"), slices)
    checking.start()
    decided.start(first=True)
    qtbot.waitUntil(lambda: len(seen) > 2)
    checking.stop()
    assert seen[:2] == ["decided", "checked"]
    assert "decided" not in seen[1:]


def test_who_goes_on_and_on_leaves_the_others_their_turns(slices: Slices, qtbot: QtBot) -> None:
    """As what is read in many parts does while somebody turns to another page."""
    seen: list[str] = []

    def read() -> None:
        seen.append("read")
        reading.stop()
        if len(seen) < 500:
            reading.start(first=True)

    reading = Turn(slices, read, slices)
    turning = Turn(slices, lambda: seen.append("turned"), slices)
    reading.start(first=True)
    qtbot.waitUntil(lambda: len(seen) > 1)
    turning.start(first=True)
    qtbot.waitUntil(lambda: seen.count("turned") > 2)
    turning.stop()
    reading.stop()
    since = seen[seen.index("turned") :]
    assert since[:5] == ["turned", "read", "turned", "read", "turned"]


def test_after_others_had_the_loop_for_long_it_comes_round_once_more_before_a_turn(
    slices: Slices, qtbot: QtBot
) -> None:
    """A key, its paint and a slice together would keep the next key waiting."""
    seen: list[str] = []

    def paint() -> None:
        time.sleep(LATE * 1.5)
        seen.append(".")

    busy = QTimer(slices, interval=0)
    busy.timeout.connect(paint)
    turn = Turn(slices, lambda: seen.append("t"), slices)
    turn.start()
    busy.start()
    qtbot.waitUntil(lambda: seen.count("t") > 3)
    busy.stop()
    turn.stop()
    told = "".join(seen)
    between = told.strip(".").strip("t").split("t")
    assert between, "and it has its turns"
    assert min(map(len, between)) > 1, told


def test_who_stops_or_is_gone_has_no_further_turn_and_an_empty_line_rests(slices: Slices, qtbot: QtBot) -> None:
    seen: list[str] = []
    owner = QObject()
    gone, stopped = Turn(slices, lambda: seen.append("gone"), owner), Turn(slices, lambda: seen.append("late"), slices)
    gone.start()
    stopped.start()
    shiboken6.delete(owner)
    stopped.stop()
    qtbot.waitUntil(lambda: not any(timer.isActive() for timer in slices.findChildren(QTimer)))
    assert seen == []


def test_when_the_line_rests_nobody_has_the_turn_that_was_asked_for(slices: Slices, qtbot: QtBot) -> None:
    seen: list[str] = []
    waiting = Turn(slices, lambda: seen.append("late"), slices)
    waiting.start()
    slices._ask()  # its event is under way
    slices.rest()
    qtbot.wait(20)
    assert seen == []
    waiting.stop()
    waiting.start()
    qtbot.waitUntil(lambda: bool(seen))
    waiting.stop()


def test_a_fault_in_one_turn_keeps_the_others_in_line(slices: Slices, qtbot: QtBot) -> None:
    seen: list[str] = []

    def broken() -> None:
        faulty.end()
        raise ZeroDivisionError

    faulty, sound = Turn(slices, broken, slices), Turn(slices, lambda: seen.append("sound"), slices)
    faulty.start()
    sound.start()
    with qtbot.captureExceptions() as faults:
        qtbot.waitUntil(lambda: len(seen) > 1)
    sound.stop()
    assert [kind for kind, *_ in faults] == [ZeroDivisionError]


def test_a_slice_ends_with_its_work_or_with_its_time() -> None:
    left = iter(range(3))
    assert not for_a_slice(lambda: next(left, None) is not None)
    assert next(left, None) is None
    done: list[int] = []

    def endless() -> bool:
        done.append(1)
        return True

    assert for_a_slice(endless)
    assert done


def test_a_slice_leaves_a_step_that_may_go_beyond_its_time_to_the_next() -> None:
    done: list[int] = []

    def long_step() -> bool:
        done.append(1)
        time.sleep(SLICE * 0.6)
        return True

    assert for_a_slice(long_step)
    assert len(done) == 1, "another one would take as long"
