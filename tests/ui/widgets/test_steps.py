"""Work that writes, one step an event: a fault or a stop ends no more than it must."""

from __future__ import annotations

from typing import TYPE_CHECKING

from haishu_desk.ui.widgets.steps import Steps

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


def test_a_fault_in_one_step_is_reported_and_the_others_go_on(qtbot: QtBot) -> None:
    steps, done = Steps(), []

    def step(number: int) -> None:
        if number == 2:
            raise ZeroDivisionError(number)
        done.append(number)

    with qtbot.capture_exceptions() as faults, qtbot.waitSignal(steps.ended) as ended:
        steps.run([1, 2, 3], step)
    assert done == [1, 3]
    assert [fault[0] for fault in faults] == [ZeroDivisionError]
    assert ended.args == [True]
    assert not steps.is_running


def test_stopping_lets_the_step_under_way_end_and_begins_no_other(qtbot: QtBot) -> None:
    steps, done = Steps(), []

    def step(number: int) -> None:
        done.append(number)
        steps.stop()

    with qtbot.waitSignal(steps.ended) as ended:
        steps.run([1, 2, 3], step)
    assert (done, ended.args) == ([1], [False])
