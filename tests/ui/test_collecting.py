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


@pytest.fixture
def old(qtbot: QtBot) -> Iterator[collecting.OldObjects]:
    del qtbot
    before = gc.get_threshold()
    old = collecting.OldObjects()
    gc.disable()
    old.begin()
    yield old
    old.end()
    gc.unfreeze()
    assert gc.get_threshold() == before


def test_what_becomes_garbage_after_the_beginning_is_collected_when_it_is_quiet(old: collecting.OldObjects) -> None:
    assert gc.isenabled()
    assert gc.get_freeze_count() > 10_000
    gone, knot = threading.Event(), Knot()
    weakref.finalize(knot, gone.set)
    gc.collect()  # it is old now
    del knot
    old.collect(is_quiet=True)
    assert not gone.is_set(), "nothing was made since: no walk"
    for _ in range(12):
        gc.collect(1)
    old.collect(is_quiet=False)
    assert not gone.is_set(), "not in the midst of work"
    old.collect(is_quiet=True)
    assert gone.is_set()


def test_where_it_is_never_quiet_the_old_ones_are_collected_after_a_while(old: collecting.OldObjects) -> None:
    for _ in range(12):
        gc.collect(1)
    for _ in range(collecting.PATIENCE):
        old.collect(is_quiet=False)
    assert gc.get_count()[2] >= 12
    old.collect(is_quiet=False)
    assert gc.get_count()[2] == 0


def test_the_old_generation_is_not_walked_over_by_itself(old: collecting.OldObjects) -> None:
    seen: list[int] = []

    def on(phase: str, info: dict[str, int]) -> None:
        if phase == "start":
            seen.append(info["generation"])

    gc.callbacks.append(on)
    try:
        kept = [[number] for number in range(300_000)]
    finally:
        gc.callbacks.remove(on)
    assert len(kept) == 300_000
    assert set(seen) == {0, 1}, "left alone it would be walked over when a quarter of it is new"
    del old


def test_where_a_job_began_before_the_first_page_stood_the_collector_still_rests(
    background: Background, old: collecting.OldObjects, qtbot: QtBot
) -> None:
    gate = threading.Event()
    background.run("读取", lambda _: gate.wait(20), [1], lambda _given, _result: None)
    old.begin()
    assert not gc.isenabled()
    for _ in range(12):
        gc.collect(1)
    old.collect(is_quiet=True)
    assert gc.get_count()[2] >= 12, "and the old ones wait until nobody works"
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
