"""What 填报 is made of is loaded off the window's thread; who needs it sooner waits, or loads it where it is used."""

from __future__ import annotations

import subprocess
import sys
import threading
from typing import TYPE_CHECKING

import pytest

from haishu_desk.domain.cells import ReturnKey
from haishu_desk.ui import loading_ahead
from haishu_desk.ui.checkup import Checkup
from haishu_desk.ui.session import Session
from tests.ui.conftest import PERIOD, UNIT

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


class Gate:
    """Loading that takes as long as one likes; whatever was loaded before does not count."""

    def __init__(self) -> None:
        self._open, self.threads = threading.Event(), list[int]()

    def load(self) -> None:
        self.threads.append(threading.get_ident())
        self._open.wait(5)

    def open(self) -> None:
        self._open.set()


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> Gate:
    gate = Gate()
    monkeypatch.setattr(loading_ahead, "load", gate.load)
    monkeypatch.setattr(loading_ahead, "is_loaded", lambda: False)
    return gate


def test_it_is_loaded_once_in_another_thread_and_nothing_is_said_of_it(
    district_session: Session, gate: Gate, qtbot: QtBot
) -> None:
    loading = district_session.loading
    for _ in range(2):
        loading.begin()
    assert (loading.is_over, district_session.background.jobs) == (False, [])
    gate.open()
    qtbot.waitUntil(lambda: loading.is_over)
    loading.begin()
    assert loading.is_over
    assert len(gate.threads) == 1
    assert gate.threads[0] != threading.get_ident()


def test_a_check_waits_for_it(district_session: Session, gate: Gate, qtbot: QtBot) -> None:
    checkup, ends = Checkup(district_session), list[bool]()
    checkup.ended.connect(ends.append)
    checkup.ask([ReturnKey("indicators", UNIT, PERIOD)])
    qtbot.waitUntil(lambda: bool(gate.threads))
    qtbot.wait(60)
    assert (checkup.is_running, ends, "checking" in vars(district_session.desk)) == (True, [], False)
    gate.open()
    qtbot.waitUntil(lambda: bool(ends))
    assert ends == [True]


def test_a_check_that_is_left_meanwhile_says_nothing(district_session: Session, gate: Gate, qtbot: QtBot) -> None:
    checkup, ends = Checkup(district_session), list[bool]()
    checkup.ended.connect(ends.append)
    checkup.ask([ReturnKey("indicators", UNIT, PERIOD)])
    qtbot.waitUntil(lambda: bool(gate.threads))
    checkup.rest()
    gate.open()
    qtbot.waitUntil(lambda: district_session.loading.is_over)
    qtbot.wait(30)
    assert (checkup.is_running, ends) == (False, [])


def test_after_it_the_modules_are_there_and_no_widget_was_needed() -> None:
    asked = (
        "import sys; from haishu_desk.ui.loading_ahead import is_loaded, load; assert not is_loaded(); load();"
        "assert is_loaded(); assert 'PySide6.QtWidgets' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", asked], check=True)
