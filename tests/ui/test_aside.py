"""Work in a process of its own: its answer, its errors, its end at any moment, and nothing left running for nobody."""

from __future__ import annotations

import os
import pickle
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from haishu_desk.domain.errors import DeskError, UsageError
from haishu_desk.store.database import SpoiltFileError
from haishu_desk.ui.aside import Aside, AsideFaultError, LostError
from haishu_desk.ui.background import Background, StoppedError
from tests.ui import aside_work

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

ROOT = Path(__file__).parents[2]
SECONDS = 60


def silent(_: int, __: int) -> None:
    """Nobody wants to know."""


def until(is_so: Callable[[], bool]) -> None:
    end = time.monotonic() + SECONDS
    while not is_so():
        assert time.monotonic() < end
        time.sleep(0.01)


def lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    stat = Path(f"/proc/{pid}/stat")  # one that has ended and is not asked for yet by the machine's first process
    return not stat.exists() or stat.read_text("utf-8").rpartition(")")[2].split()[0] != "Z"


@pytest.fixture
def background(qtbot: QtBot) -> Iterator[Background]:
    del qtbot
    background = Background()
    yield background
    background.wait()


def test_the_answer_comes_from_another_process_without_qt_and_its_progress_before() -> None:
    seen: list[tuple[int, int]] = []
    answer, pid, has_qt = Aside(aside_work.doubled, 21).run(lambda done, of: seen.append((done, of)))
    assert (answer, has_qt, seen) == (42, False, [(1, 2), (2, 2)])
    assert pid != os.getpid()
    assert not lives(pid), "it is gone when the answer is there"


def test_an_error_of_the_desk_is_the_same_error_here(tmp_path: Path) -> None:
    with pytest.raises(UsageError) as usage:
        Aside(aside_work.refuse).run(silent)
    assert usage.value.as_json() == {"code": "no-year", "message": "没有这一年", "advice": "请核对年份"}
    with pytest.raises(SpoiltFileError) as spoilt:
        Aside(aside_work.spoilt, tmp_path / "甲.db").run(silent)
    assert spoilt.value.as_json() == SpoiltFileError(tmp_path / "甲.db").as_json()


def test_a_fault_there_arrives_with_its_trace() -> None:
    with pytest.raises(AsideFaultError, match=r"aside_work\.py(.|\n)*ZeroDivisionError"):
        Aside(aside_work.fail).run(silent)


def test_a_process_that_ends_without_an_answer_is_a_clear_sentence() -> None:
    with pytest.raises(LostError, match="中途断了，没有留下半份") as lost:
        Aside(aside_work.die).run(silent)
    assert "请再来一次" in lost.value.advice


def test_a_request_that_cannot_be_sent_is_a_fault_and_leaves_no_process() -> None:
    aside = Aside(lambda told: told(1, 1))
    with pytest.raises((pickle.PicklingError, AttributeError)):
        aside.run(silent)
    assert aside.pid is None


def begun(background: Background, file: Path) -> tuple[Aside[None], list[object], int]:
    """Something long under way in that background; what came of it; its process."""
    aside, arrived = Aside(aside_work.linger, file), list[object]()
    background.run_told("取数", aside.run, lambda _title, found: arrived.append(found), None, aside.stop)
    until(file.exists)
    pid = int(file.read_text("ascii"))
    assert lives(pid)
    assert aside.pid == pid
    return aside, arrived, pid


def test_stopping_ends_the_process_at_once(background: Background, qtbot: QtBot, tmp_path: Path) -> None:
    _, arrived, pid = begun(background, tmp_path / "pid")
    background.stop()
    qtbot.waitUntil(lambda: not background.jobs, timeout=SECONDS * 1000)
    assert [type(each) for each in arrived] == [StoppedError]
    assert not lives(pid)


def test_a_process_that_somebody_kills_is_told_as_a_refusal(
    background: Background, qtbot: QtBot, tmp_path: Path
) -> None:
    _, arrived, pid = begun(background, tmp_path / "pid")
    os.kill(pid, signal.SIGTERM)
    qtbot.waitUntil(lambda: not background.jobs, timeout=SECONDS * 1000)
    assert [type(each) for each in arrived] == [LostError]
    assert isinstance(arrived[0], DeskError)


def test_closing_the_window_ends_the_process(background: Background, tmp_path: Path) -> None:
    _, arrived, pid = begun(background, tmp_path / "pid")
    background.wait()
    assert not lives(pid)
    assert arrived == [], "its Desk is closed: nobody is told"


def test_what_is_stopped_before_it_begins_starts_nothing() -> None:
    aside = Aside(aside_work.doubled, 1)
    aside.stop()
    with pytest.raises(StoppedError):
        aside.run(silent)


def test_stopped_at_any_moment_it_is_stopped_and_leaves_no_process() -> None:
    for wait in (0.0, 0.003, 0.05, 0.2):
        aside = Aside(aside_work.linger, Path("/nowhere/at/all"))
        timer = threading.Timer(wait, aside.stop)
        timer.start()
        with pytest.raises((StoppedError, AsideFaultError)):
            aside.run(silent)
        timer.join()
        assert aside.pid is None


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="another system ends a process otherwise")
def test_a_window_that_is_killed_leaves_no_process_behind(tmp_path: Path) -> None:
    said = (
        "from pathlib import Path; from haishu_desk.ui.aside import Aside; from tests.ui import aside_work; "
        f"Aside(aside_work.linger, Path({str(tmp_path / 'pid')!r})).run(lambda done, of: None)"
    )
    with subprocess.Popen([sys.executable, "-c", said], cwd=ROOT) as window:
        until((tmp_path / "pid").exists)
        pid = int((tmp_path / "pid").read_text("ascii"))
        window.kill()
    until(lambda: not lives(pid))
