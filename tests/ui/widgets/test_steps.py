"""Work that writes, one step an event: a fault or a stop ends no more than it must."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from haishu_desk.ui.slices import Slices
from haishu_desk.ui.widgets.steps import Steps

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot


@pytest.fixture
def slices(qapp: QApplication) -> Slices:
    return Slices(qapp)


def test_a_fault_in_one_step_is_reported_and_the_others_go_on(qtbot: QtBot, slices: Slices) -> None:
    steps, done = Steps(slices), []

    def step(number: int) -> None:
        if number == 2:
            raise ZeroDivisionError(number)
        done.append(number)

    ended: list[bool] = []
    steps.ended.connect(ended.append)
    with qtbot.captureExceptions() as faults, qtbot.waitSignal(steps.ended):
        steps.run([1, 2, 3], step)
    assert done == [1, 3]
    assert [str(fault) for _, fault, _ in faults] == ["2"]
    assert ended == [True]
    assert not steps.is_running


def test_stopping_lets_the_step_under_way_end_and_begins_no_other(qtbot: QtBot, slices: Slices) -> None:
    steps, done = Steps(slices), []

    def step(number: int) -> None:
        done.append(number)
        steps.stop()

    with qtbot.waitSignal(steps.ended) as ended:
        steps.run([1, 2, 3], step)
    assert (done, ended.args) == ([1], [False])


def test_what_is_done_in_several_events_is_done_before_the_next_input_begins(qtbot: QtBot, slices: Slices) -> None:
    steps, done = Steps(slices), list[str]()
    told: list[tuple[int, int]] = []

    def parts(name: str) -> Iterator[None]:
        for part in (1, 2):
            done.append(f"{name}{part}")
            yield

    steps.progressed.connect(lambda number, of: told.append((number, of)))
    with qtbot.waitSignal(steps.ended):
        steps.run("ab", parts)
        assert done == [], "not at once"
    assert done == ["a1", "a2", "b1", "b2"]
    assert told == [(0, 2), (1, 2), (2, 2)]
