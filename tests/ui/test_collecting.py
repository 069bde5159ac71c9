"""The collector while others work: in the window's thread only, over what was made lately, and in no heap at the end."""

from __future__ import annotations

import gc
import threading
import weakref
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QObject

from haishu_desk.ui import collecting
from haishu_desk.ui.background import Background

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


class Knot:
    """Garbage that only the collector sees: it holds itself."""

    def __init__(self) -> None:
        self.itself = self


@pytest.fixture
def background(qtbot: QtBot) -> Iterator[Background]:
    del qtbot
    background = Background()
    yield background
    background.wait()
    gc.unfreeze()


def test_what_a_job_leaves_is_collected_while_it_runs_in_the_thread_of_the_window(
    background: Background, qtbot: QtBot
) -> None:
    threads, gone, gate = set[int](), threading.Event(), threading.Event()

    def on(phase: str, info: dict[str, int]) -> None:
        del phase, info
        threads.add(threading.get_ident())

    def step(_: int) -> int:
        knots = [Knot() for _ in range(2_000)]
        weakref.finalize(knots[-1], gone.set)
        knots.clear()
        gate.wait(20)
        return 0

    gc.callbacks.append(on)
    try:
        background.run("读取", step, [1], lambda _given, _result: None)
        qtbot.waitUntil(gone.is_set, timeout=20_000)
        assert background.jobs, "it is still at work"
    finally:
        gate.set()
        gc.callbacks.remove(on)
    assert threads == {threading.get_ident()}


def test_no_collection_walks_more_than_what_was_made_since_the_last(background: Background, qtbot: QtBot) -> None:
    """50,000 objects are made while a job runs; at its end no more wait than one turn of the timer lets gather."""
    go, made = threading.Event(), list[list[int]]()

    def step(_: int) -> int:
        go.wait(20)
        return 0

    background.run("读取", step, [1], lambda _given, _result: None)
    made += [[number] for number in range(50_000)]
    qtbot.waitUntil(lambda: gc.get_count()[0] <= gc.get_threshold()[0], timeout=20_000)
    assert not gc.isenabled()
    go.set()
    qtbot.waitUntil(lambda: not background.jobs, timeout=20_000)
    assert gc.isenabled()


def test_what_is_due_is_collected_and_nothing_where_nothing_is() -> None:
    seen: list[int] = []

    def on(phase: str, info: dict[str, int]) -> None:
        if phase == "start":
            seen.append(info["generation"])

    gc.collect()
    gc.disable()
    gc.callbacks.append(on)
    try:
        collecting.collect_young()
        assert seen == []
        kept = [[number] for number in range(1_000)]
        collecting.collect_young()
        assert seen == [0]
        for _ in range(gc.get_threshold()[1] + 1):
            kept += [[number] for number in range(1_000)]
            collecting.collect_young()
        assert set(seen) == {0, 1}, "the old one is not walked over in the midst of work"
    finally:
        gc.callbacks.remove(on)
        gc.enable()


def test_what_becomes_garbage_after_the_beginning_is_collected(background: Background) -> None:
    gc.disable()
    collecting.begin()
    assert gc.isenabled()
    assert gc.get_freeze_count() > 10_000
    gone, knot = threading.Event(), Knot()
    weakref.finalize(knot, gone.set)
    del knot
    gc.collect()
    assert gone.is_set()
    assert background.jobs == []


def test_where_a_job_began_before_the_first_page_stood_the_collector_still_rests(
    background: Background, qtbot: QtBot
) -> None:
    gate = threading.Event()
    background.run("读取", lambda _: gate.wait(20), [1], lambda _given, _result: None)
    collecting.begin()
    assert not gc.isenabled()
    gate.set()
    qtbot.waitUntil(lambda: not background.jobs, timeout=20_000)
    assert gc.isenabled()


def test_two_that_hold_it_are_both_waited_for(qtbot: QtBot) -> None:
    del qtbot
    parent = QObject()
    first, second = (collecting.Collecting(parent) for _ in range(2))
    first.hold()
    second.hold()
    first.hold()
    first.release()
    assert not gc.isenabled()
    first.release()
    assert not gc.isenabled()
    second.release()
    assert gc.isenabled()
