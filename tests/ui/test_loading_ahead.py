"""What the other pages and the checks need is loaded when the first one stands, a few modules at a time."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

from haishu_desk.domain.cells import ReturnKey
from haishu_desk.ui import loading_ahead
from haishu_desk.ui.checkup import Checkup
from haishu_desk.ui.loading_ahead import LoadingAhead, checks_ahead, unloaded
from haishu_desk.ui.page_needs import CHECKS, OPENING, READER, WINDOWS
from haishu_desk.ui.pages import pages_of
from haishu_desk.ui.slices import Slices
from tests.ui.conftest import PERIOD, UNIT

if TYPE_CHECKING:
    from collections.abc import Callable

    import pytest
    from PySide6.QtCore import QObject
    from pytestqt.qtbot import QtBot

    from haishu_desk.ui.session import Session

# From 首页 on each other way through the pages; each step says how many modules of ours it brings along, and how many in all.
_COUNTED = """
import importlib, json, sys
import haishu_desk.ui.app
told, home, all_new = [], None, set()
for way in json.loads(sys.argv[1]):
    for step in way:
        before = set(sys.modules)
        importlib.import_module(step)
        new = set(sys.modules) - before
        all_new |= new
        told.append([step, sum(name.startswith("haishu_desk.") for name in new), len(new)])
    home = home or set(sys.modules)
    for name in set(sys.modules) - home:
        del sys.modules[name]
heavy = {"pandas", "numpy", "docx", "openpyxl", "pyqtgraph", "pypinyin"}
print(json.dumps([told, sorted(heavy & all_new)]))
"""
# Where one loads more, put one of the modules that it needs before it.
_MOST, _MOST_IN_ALL = 16, 20


def test_no_step_loads_many_modules_and_none_a_heavy_library_whichever_page_is_opened_first() -> None:
    """One page after the other, as they are loaded ahead; and each alone, by somebody who is faster."""
    home, *others = [entry.modules for entry in pages_of("district")]
    opening = [f"haishu_desk.{name}" for name in OPENING]
    ways = [[*opening, *home], [*CHECKS, *(step for page in others for step in page), *WINDOWS], CHECKS, *others]
    words = [sys.executable, "-c", _COUNTED, json.dumps(ways)]
    told, heavy = json.loads(subprocess.run(words, capture_output=True, text=True, check=True).stdout)
    assert len(told) == sum(map(len, ways))
    assert [step for step in told if step[1] > _MOST or (step[2] > _MOST_IN_ALL and step[0] != "lark")] == []
    assert heavy == []


def test_it_goes_on_from_where_it_was(qtbot: QtBot, qapp: QObject, monkeypatch: pytest.MonkeyPatch) -> None:
    loaded: list[str] = []
    monkeypatch.setattr(loading_ahead, "import_module", loaded.append)
    names = [f"module {number}" for number in range(40)]
    loading = LoadingAhead(Slices(qapp), qapp, names, [lambda: loaded.append("then")])
    loading.begin()
    qtbot.waitUntil(lambda: len(loaded) >= 3)  # a busy machine looks late
    loading.rest()
    so_far = len(loaded)
    assert so_far < len(names)
    qtbot.wait(60)
    assert len(loaded) == so_far
    loading.begin()
    qtbot.waitUntil(lambda: len(loaded) == len(names) + 1, timeout=20_000)
    qtbot.wait(60)
    assert loaded == [*names, "then"]
    loading.deleteLater()


def at_once(work: Callable[[], None], on_end: Callable[[], None]) -> None:
    work()
    on_end()


def test_what_is_still_under_way_is_asked_again_and_keeps_it_from_being_over(qtbot: QtBot, qapp: QObject) -> None:
    asked: list[bool] = []

    def is_under_way() -> bool:
        asked.append(loading.is_over)
        return len(asked) < 3

    loading = LoadingAhead(Slices(qapp), qapp, (), [is_under_way])
    loading.begin()
    qtbot.waitUntil(lambda: loading.is_over and len(asked) > 2)
    qtbot.wait(30)
    assert len(asked) == 3
    loading.deleteLater()


def test_what_is_there_is_not_loaded_again() -> None:
    assert unloaded(["sys", "no.such", "json", "no.other", "no.such"]) == ["no.such", "no.other"]


def test_a_fault_in_the_last_of_it_is_told_once(qtbot: QtBot, qapp: QObject) -> None:
    def broken() -> None:
        raise ZeroDivisionError

    loading = LoadingAhead(Slices(qapp), qapp, [], [broken])
    with qtbot.captureExceptions() as faults:
        loading.begin()
        qtbot.waitUntil(lambda: bool(faults))
        qtbot.wait(60)
    assert [kind for kind, *_ in faults] == [ZeroDivisionError]
    loading.deleteLater()


class Gate:
    """The last thing that is loaded, as late as one likes."""

    def __init__(self, session: Session) -> None:
        self.is_open, self.times = False, 0
        session.__dict__["loading"] = LoadingAhead(session.slices, session, [], [self.count], lambda: self.is_open)

    def count(self) -> None:
        self.times += 1


def test_a_check_waits_for_what_it_is_made_of_and_has_it_loaded_once(district_session: Session, qtbot: QtBot) -> None:
    gate = Gate(district_session)
    checkup, ends = Checkup(district_session), list[bool]()
    checkup.ended.connect(ends.append)
    checkup.ask([ReturnKey("indicators", UNIT, PERIOD)])
    qtbot.wait(200)
    assert (checkup.is_running, ends, "checking" in vars(district_session.desk)) == (True, [], False)
    gate.is_open = True
    qtbot.waitUntil(lambda: bool(ends))
    assert (ends, gate.times, district_session.loading.is_over) == ([True], 1, True)
    district_session.loading.begin()
    qtbot.wait(30)
    assert gate.times == 1


def test_a_check_that_is_left_meanwhile_says_nothing(district_session: Session, qtbot: QtBot) -> None:
    gate = Gate(district_session)
    checkup, ends = Checkup(district_session), list[bool]()
    checkup.ended.connect(ends.append)
    checkup.ask([ReturnKey("indicators", UNIT, PERIOD)])
    qtbot.wait(200)
    checkup.rest()
    gate.is_open = True
    qtbot.waitUntil(lambda: district_session.loading.is_over)
    qtbot.wait(30)
    assert (checkup.is_running, ends) == (False, [])


def test_the_reader_of_formulas_is_made_once_in_the_life_of_the_program(qtbot: QtBot, qapp: QObject) -> None:
    loading = checks_ahead(Slices(qapp), qapp, at_once)
    loading.begin()
    qtbot.waitUntil(lambda: loading.is_over)
    assert sys.modules[READER].is_ready()
    assert unloaded(CHECKS) == []
    assert checks_ahead(Slices(qapp), qapp, at_once).is_over
    loading.deleteLater()
