"""From an empty start to 传出上报包 on a real display, with the keyboard alone; the keystrokes are counted."""

from __future__ import annotations

import shutil
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from haishu_desk.desk import Desk
from haishu_desk.domain.cells import ReturnKey
from tests.desk.office import PERIOD, YINJIANG, call
from tests.ui.road.screen import TOOLS, Screen, screen, wait_for

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.skipif(
    sys.platform != "linux" or any(shutil.which(tool) is None for tool in TOOLS), reason="no Xvfb or no xdotool"
)
FIGURES = tuple(str(number) for number in range(10, 26))
# Apart from the texts themselves (a code, a name, two file names, sixteen figures).
MOST_KEYS = 40


class Counted:
    """A screen that counts the keys which are no part of a text."""

    def __init__(self, shown: Screen) -> None:
        self._screen, self.keys = shown, 0

    def key(self, *names: str) -> None:
        self.keys += len(names)
        self._screen.key(*names)

    def type(self, text: str) -> None:
        self._screen.type(text)

    def type_path(self, file: Path) -> None:
        """The name in the dialog that asks for one."""
        time.sleep(PAUSE)
        self.type(str(file))
        self.key("Return")

    def picture(self, name: str) -> None:
        self._screen.picture(name)


PAUSE = 1.0  # a window has no way to say that it stands


def the_district_admits_and_issues(district: Path, request: Path, task: Path) -> None:
    """What happens in the district meanwhile, by verbs."""
    unit = ("--unit", YINJIANG, "--period", PERIOD)
    for words in (("enrol", request), ("issue", *unit, "--due", "2026-01-10", "--out", task)):
        assert call("--db", district, *words).status == 0


@pytest.fixture
def display(tmp_path: Path) -> Iterator[Screen]:
    (tmp_path / "pictures").mkdir()
    with screen(tmp_path / "pictures") as shown:
        yield shown


def test_a_clerk_begins_fills_in_and_hands_over_without_the_mouse(display: Screen, tmp_path: Path) -> None:
    district, town = tmp_path / "district.db", tmp_path / "town.db"
    request, task, report = tmp_path / "k.xlsx", tmp_path / "task.xlsx", tmp_path / "up.xlsx"
    assert call("--db", district, "init", "--role", "district", "--person", "李审").status == 0
    clerk = Counted(display)
    with display.program(town, "海曙规划监测") as program:
        clerk.type(YINJIANG)
        clerk.key("Tab", "Down", "Tab")
        clerk.type("Zhang San")
        clerk.key("Return")
        wait_for(town.is_file, "the workspace is there")
        time.sleep(PAUSE)
        clerk.key("Return")  # 到“收发”
        time.sleep(PAUSE)
        clerk.picture("1-exchange")
        clerk.key("Tab", "Tab")
        clerk.picture("2-application")
        clerk.key("Return")
        clerk.type_path(request)
        wait_for(request.is_file, "the application is written")
        program.give_the_keyboard()
        the_district_admits_and_issues(district, request, task)
        clerk.key("shift+Tab", "shift+Tab", "Return")  # back to 选择文件…
        clerk.type_path(task)
        time.sleep(PAUSE)
        program.give_the_keyboard()
        time.sleep(PAUSE)
        clerk.picture("3-preview")
        clerk.key("Return")  # 装入
        time.sleep(PAUSE)
        clerk.key("ctrl+2")
        time.sleep(2 * PAUSE)
        for figure in FIGURES:
            clerk.type(figure)
            clerk.key("Return")
        time.sleep(PAUSE)
        clerk.picture("4-filled")
        clerk.key("ctrl+3")
        time.sleep(PAUSE)
        clerk.key("Tab", "Tab", "Tab")
        clerk.picture("5-hand-over")
        clerk.key("Return")
        clerk.type_path(report)
        wait_for(report.is_file, "the return is handed over")
        clerk.picture("6-handed-over")
        assert program.close() == 0
    assert clerk.keys <= MOST_KEYS, clerk.keys
    with Desk(town) as desk:
        written = desk.heads(ReturnKey("indicators", YINJIANG, PERIOD)).values()
        assert sorted(str(head.value.value) for heads in written for head in heads) == list(FIGURES)
    assert call("--db", district, "receive", report).status == 0
