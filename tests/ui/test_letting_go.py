"""What is let go of goes by and by, all of it."""

from __future__ import annotations

import time
import weakref
from typing import TYPE_CHECKING

from haishu_desk.ui.letting_go import LettingGo
from haishu_desk.ui.slices import SLICE, Slices

if TYPE_CHECKING:
    from PySide6.QtCore import QObject
    from pytestqt.qtbot import QtBot


class Slow:
    """Takes its time to be taken apart."""

    def __del__(self) -> None:
        time.sleep(SLICE / 3)


def test_many_things_go_some_a_turn_and_all_in_the_end(qapp: QObject, qtbot: QtBot) -> None:
    things = tuple(Slow() for _ in range(20))
    left = weakref.WeakSet(things)
    leaving = LettingGo(Slices(qapp), qapp)
    leaving.take(things)
    del things
    assert len(left) == 20
    qtbot.waitUntil(lambda: len(left) < 20)
    assert left, "not in one go"
    qtbot.waitUntil(lambda: not left)
    leaving.take(())
    qtbot.wait(10)
    leaving.deleteLater()
