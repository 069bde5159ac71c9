"""Long work off the window's thread."""

from __future__ import annotations

import gc
import sys
import threading
import time
import weakref
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, ClassVar

import pytest
import shiboken6
from PySide6.QtCore import QObject

from haishu_desk.domain.errors import DeskError
from haishu_desk.ui.background import Background, StoppedError
from haishu_desk.ui.status_bar import StatusBar
from haishu_desk.ui.theme import Theme

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot


@pytest.fixture
def background(qapp: QApplication) -> Iterator[Background]:
    del qapp
    background = Background()
    yield background
    background.wait()


def test_every_step_runs_elsewhere_and_arrives_in_the_threads_of_the_window(
    background: Background, qtbot: QtBot
) -> None:
    here, ran, arrived = threading.get_ident(), [], []

    def step(number: int) -> int:
        ran.append(threading.get_ident())
        return number * 2

    def on_step(number: int, result: int) -> None:
        arrived.append((number, result, threading.get_ident()))

    background.run("读取", step, [1, 2, 3], on_step)
    qtbot.waitUntil(lambda: not background.jobs, timeout=5000)
    assert arrived == [(1, 2, here), (2, 4, here), (3, 6, here)]
    assert here not in ran


def test_a_refused_step_is_a_result_and_stops_no_other(background: Background, qtbot: QtBot) -> None:
    arrived: list[object] = []

    def step(number: int) -> int:
        if number == 2:
            raise DeskError("读不了")
        return number

    background.run("读取", step, [1, 2, 3], lambda _given, result: arrived.append(result))
    qtbot.waitUntil(lambda: not background.jobs, timeout=5000)
    assert arrived[::2] == [1, 3]
    assert isinstance(arrived[1], DeskError)


def test_a_stopped_job_begins_no_further_step(background: Background, qtbot: QtBot) -> None:
    gate, ended, arrived = threading.Event(), list[bool](), list[int]()

    def step(number: int) -> int:
        gate.wait(5)
        return number

    job = background.run("读取", step, range(50), lambda given, _result: arrived.append(given), ended.append)
    job.stop()
    gate.set()
    qtbot.waitUntil(lambda: bool(ended), timeout=5000)
    assert ended == [False]
    assert len(arrived) <= 1


def test_what_comes_in_after_the_end_is_told_to_nobody(background: Background, qtbot: QtBot) -> None:
    arrived: list[object] = []
    background.run("读取", str, [1, 2], lambda _given, result: arrived.append(result), arrived.append)
    background.wait()
    qtbot.waitUntil(lambda: not background.jobs, timeout=5000)
    assert arrived == []


def test_a_fault_reaches_the_one_hook_and_the_job_ends(
    background: Background, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[BaseException] = []
    monkeypatch.setattr(sys, "excepthook", lambda _kind, error, _trace: seen.append(error))
    background.run("读取", lambda number: 1 // number, [0], lambda _given, _result: None)
    qtbot.waitUntil(lambda: bool(seen) and not background.jobs, timeout=5000)
    assert isinstance(seen[0], ZeroDivisionError)


def test_the_status_bar_shows_how_far_it_is_and_can_stop_it(background: Background, qtbot: QtBot, theme: Theme) -> None:
    bar, gate = StatusBar(theme), threading.Event()
    qtbot.addWidget(bar)
    bar.watch(background)
    assert bar.job == ""
    job = background.run("读取文件", lambda number: gate.wait(5) and number, [1, 2, 3], lambda _given, _result: None)
    assert bar.job == "读取文件 0 / 3"
    bar._stop.click()
    assert job.is_stopped
    assert "正在停下" in bar.job
    gate.set()
    qtbot.waitUntil(lambda: bar.job == "", timeout=5000)


class Page(QObject):
    """A page that wants to be told."""

    told: ClassVar[list[str]] = []

    def on_step(self, given: int, result: int) -> None:
        del given, result
        self.told.append("step")

    def on_end(self, whole: bool) -> None:  # noqa: FBT001  what the signal carries
        del whole
        self.told.append("end")


def test_a_page_that_is_gone_before_its_file_is_read_is_told_nothing(background: Background, qtbot: QtBot) -> None:
    page, may_end = Page(), threading.Event()
    background.run("读取", lambda _: may_end.wait(5), [1], page.on_step, page.on_end)
    shiboken6.delete(page)
    may_end.set()
    qtbot.waitUntil(lambda: not background.jobs, timeout=5000)
    assert Page.told == []


def test_one_long_step_tells_how_far_it_is(background: Background, qtbot: QtBot) -> None:
    texts: list[str] = []
    background.changed.connect(lambda: texts.extend(job.text for job in background.jobs))
    arrived: list[object] = []

    def work(told: Callable[[int, int], object]) -> str:
        told(1, 3)
        told(2, 3)
        return "好"

    background.run_told("写报告", work, lambda _given, result: arrived.append(result))
    qtbot.waitUntil(lambda: not background.jobs, timeout=5000)
    assert arrived == ["好"]
    assert "写报告 2 / 3" in texts


def test_a_long_step_is_stopped_where_it_tells(background: Background, qtbot: QtBot) -> None:
    begun, go, arrived = threading.Event(), threading.Event(), list[object]()

    def work(told: Callable[[int, int], object]) -> str:
        begun.set()
        go.wait(5)
        told(1, 2)
        return "不该有"

    job = background.run_told("写报告", work, lambda _given, result: arrived.append(result))
    assert begun.wait(5)
    job.stop()
    go.set()
    qtbot.waitUntil(lambda: not background.jobs, timeout=5000)
    assert [type(each) for each in arrived] == [StoppedError]


def silent(_title: object, _error: object) -> None:
    """Nothing is done about it."""


def test_slices_are_done_in_this_thread_and_say_how_far_they_are(background: Background, qtbot: QtBot) -> None:
    here, ran, texts = threading.get_ident(), list[tuple[int, int]](), list[str]()
    told, ended = list[tuple[object, object]](), list[bool]()
    background.changed.connect(lambda: texts.extend(job.text for job in background.jobs))

    def work() -> Iterator[int | None]:
        for number in (1, 2):
            yield None
            ran.append((number, threading.get_ident()))
            time.sleep(0.01)  # longer than a slice
            yield number

    job = background.in_slices("排版", work(), lambda *each: told.append(each), ended.append, 2)
    assert (ran, job.text) == ([], "排版 0 / 2")
    qtbot.waitUntil(lambda: not background.jobs, timeout=5000)
    assert (ran, told, ended) == ([(1, here), (2, here)], [("排版", None)], [True])
    assert texts == ["排版 0 / 2", "排版 1 / 2", "排版 2 / 2"]


def test_a_job_in_slices_that_is_over_is_gone_at_once(background: Background, qtbot: QtBot) -> None:
    work = (each for each in range(3))
    left = weakref.ref(work), weakref.ref(background.in_slices("数数", work, silent, of=3))
    del work
    gc.disable()
    try:
        qtbot.waitUntil(lambda: not background.jobs)
        assert [each() for each in left] == [None, None]
    finally:
        gc.enable()


def test_what_is_refused_in_a_slice_is_told(background: Background, qtbot: QtBot) -> None:
    told, ended = list[object](), list[bool]()

    def work() -> Iterator[None]:
        yield
        raise StoppedError

    background.in_slices("排版", work(), lambda _, error: told.append(error), ended.append)
    qtbot.waitUntil(lambda: not background.jobs, timeout=5000)
    assert ([type(each) for each in told], ended) == ([StoppedError], [True])


def test_slices_are_stopped_between_two(background: Background, qtbot: QtBot) -> None:
    ran, told, ended = list[int](), list[object](), list[bool]()

    def work() -> Iterator[None]:
        for number in (1, 2, 3):
            ran.append(number)
            if number == 2:
                background.stop()
            time.sleep(0.01)  # longer than a slice
            yield

    background.in_slices("排版", work(), lambda _, error: told.append(error), ended.append)
    qtbot.waitUntil(lambda: not background.jobs, timeout=5000)
    assert (ran, told, ended) == ([1, 2], [], [False])


def test_a_fault_in_a_slice_goes_to_the_one_hook_and_ends_the_job(
    background: Background, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    hooked, ended = list[type](), list[bool]()
    monkeypatch.setattr(sys, "excepthook", lambda kind, _error, _trace: hooked.append(kind))
    background.in_slices("排版", (1 // number for number in (1, 0, 1)), silent, ended.append)
    qtbot.waitUntil(lambda: not background.jobs, timeout=5000)
    assert (ended, hooked) == ([False], [ZeroDivisionError])


def test_no_garbage_is_collected_off_the_window_s_thread(background: Background, qtbot: QtBot) -> None:
    assert gc.isenabled()
    seen: list[bool] = []

    def step(number: int) -> int:
        seen.append(gc.isenabled())
        return number

    background.run("读取", step, [1, 2], lambda _given, _result: None)
    qtbot.waitUntil(lambda: not background.jobs, timeout=5000)
    assert seen == [False, False]
    assert gc.isenabled()


def test_the_collector_rests_until_the_last_of_two_backgrounds_is_done(background: Background, qtbot: QtBot) -> None:
    other, gate = Background(), threading.Event()
    other.run("甲", lambda number: gate.wait(5) and number, [1], lambda _given, _result: None)
    background.run("乙", lambda number: number, [1], lambda _given, _result: None)
    qtbot.waitUntil(lambda: not background.jobs, timeout=5000)
    assert not gc.isenabled()
    gate.set()
    other.wait()
    assert gc.isenabled()


def test_a_background_that_is_waited_for_lets_the_collector_go_on(background: Background) -> None:
    background.run("读取", lambda number: number, [1, 2, 3], lambda _given, _result: None)
    background.wait()
    assert gc.isenabled()


def test_what_nobody_asked_for_is_done_untold_and_no_garbage_is_collected_meanwhile(
    background: Background, qtbot: QtBot
) -> None:
    gate, ends, told = threading.Event(), list[bool](), list[int]()
    background.changed.connect(lambda: told.append(1))

    def work() -> None:
        gate.wait(5)

    background.quietly(work, lambda: ends.append(gc.isenabled()))
    assert (background.jobs, gc.isenabled()) == ([], False)
    gate.set()
    qtbot.waitUntil(lambda: bool(ends), timeout=5000)
    assert (ends, gc.isenabled(), told) == ([True], True, [])


def test_what_is_done_quietly_is_waited_for_at_the_end_and_nobody_is_told(qapp: QApplication) -> None:
    background, done, ends = Background(), list[int](), list[int]()
    background.quietly(lambda: done.append(1), lambda: ends.append(1))
    background.wait()
    qapp.processEvents()
    assert (done, ends, gc.isenabled()) == ([1], [], True)


class Owner(QObject):
    """A page that hears of its job while it is there."""

    def __init__(self, told: list[object]) -> None:
        super().__init__()
        self._told = told

    def hear(self, *each: object) -> None:
        self._told.append(each)

    def end(self, whole: bool) -> None:  # noqa: FBT001  what Background calls it with
        self._told.append(whole)


def test_what_the_steps_work_with_is_ended_where_nobody_is_left_to_be_told(qtbot: QtBot) -> None:
    background, closed, gate = Background(), list[str](), threading.Event()
    told: list[object] = []
    hear = (lambda *each: told.append(each), told.append)
    whole = background.run("读取", lambda _: None, [1], *hear)
    whole.at_close = lambda: closed.append("over by itself")
    qtbot.waitUntil(lambda: not background.jobs, timeout=5000)
    del told[:]
    cut_off = background.run("读取", lambda _: gate.wait(0.05), [1, 2], *hear)
    cut_off.at_close = lambda: closed.append("closed")
    background.wait()
    background.wait()
    assert (closed, told) == (["closed"], [])
    owner = Owner(told)
    gone = background.run("读取", lambda _: gate.wait(0.05), [1], owner.hear, owner.end)
    gone.at_close = lambda: closed.append("gone")
    shiboken6.delete(owner)
    qtbot.waitUntil(lambda: len(closed) > 1, timeout=5000)
    assert (closed, told) == (["closed", "gone"], [])
