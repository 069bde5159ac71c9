"""The collector while others work: in the window's thread only, over what was made lately, and in no heap at the end."""

from __future__ import annotations

import gc
import threading
import weakref
from collections.abc import Iterator
from contextlib import contextmanager
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


@contextmanager
def walks() -> Iterator[list[int]]:
    """The generations that are walked over meanwhile."""
    seen: list[int] = []

    def on(phase: str, info: dict[str, int]) -> None:
        if phase == "start":
            seen.append(info["generation"])

    gc.callbacks.append(on)
    try:
        yield seen
    finally:
        gc.callbacks.remove(on)


@pytest.mark.usefixtures("qapp")
def test_what_is_due_is_collected_and_nothing_where_nothing_is() -> None:
    gc.collect()
    gc.disable()
    one = collecting.Collecting(QObject())
    try:
        with walks() as seen:
            one.collect()
            assert seen == []
            kept = [[number] for number in range(3_000)]
            one.collect()
            assert seen == [0]
            kept += [[number] for number in range(3_000)]
            one.collect()
            assert seen == [0, 2], "over all when six thousand were made"
            one.collect()
            kept += [[number] for number in range(3_000)]
            one.collect()
        assert seen == [0, 2, 0]
    finally:
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
    assert (gc.get_threshold(), gc.get_freeze_count()) == (before, 0)


def test_what_becomes_garbage_soon_is_collected_and_what_lives_is_set_aside(old: collecting.OldObjects) -> None:
    del old
    assert gc.isenabled()
    frozen = gc.get_freeze_count()
    assert frozen > 10_000
    gone, knot = threading.Event(), Knot()
    weakref.finalize(knot, gone.set)
    del knot
    kept = [[number] for number in range(100_000)]
    assert gone.is_set()
    assert frozen + 50_000 < gc.get_freeze_count() < frozen + 110_000, "set aside in the midst of work"
    assert len(kept) == 100_000


def test_no_walk_goes_over_more_than_what_was_made_since_the_last(old: collecting.OldObjects) -> None:
    """300,000 objects that stay: by itself Python would walk over all of them, several times."""
    del old
    largest = 0

    def on(phase: str, info: dict[str, int]) -> None:
        nonlocal largest
        if phase == "start":
            largest = max(largest, *(len(gc.get_objects(age)) for age in range(info["generation"] + 1)))

    gc.callbacks.append(on)
    try:
        kept = [[number] for number in range(300_000)]
    finally:
        gc.callbacks.remove(on)
    assert len(kept) == 300_000
    assert 5_000 < largest < 45_000


def test_what_was_set_aside_is_collected_when_nobody_has_been_there_for_a_while(old: collecting.OldObjects) -> None:
    gone, knot = threading.Event(), Knot()
    weakref.finalize(knot, gone.set)
    gc.freeze()  # it is set aside now
    del knot
    for _ in range(collecting.LOOKS - 1):
        old.look(is_quiet=True)
    old.look(is_quiet=False)
    for _ in range(collecting.LOOKS - 1):
        old.look(is_quiet=True)
    assert not gone.is_set(), "somebody was there"
    old.look(is_quiet=True)
    assert gone.is_set()
    with walks() as seen:
        for _ in range(collecting.LOOKS * 2):
            old.look(is_quiet=True)
    assert seen == [], "once, until somebody comes"


def test_where_somebody_is_always_there_what_was_set_aside_is_collected_in_the_end(old: collecting.OldObjects) -> None:
    gone, knot = threading.Event(), Knot()
    weakref.finalize(knot, gone.set)
    gc.freeze()
    del knot
    for _ in range(collecting.PATIENCE - 1):
        old.look(is_quiet=False)
    assert not gone.is_set()
    old.look(is_quiet=False)
    assert gone.is_set()


def test_where_a_job_began_before_the_first_page_stood_the_collector_still_rests(
    background: Background, old: collecting.OldObjects, qtbot: QtBot
) -> None:
    gate = threading.Event()
    background.run("读取", lambda _: gate.wait(20), [1], lambda _given, _result: None)
    old.begin()
    assert not gc.isenabled()
    with walks() as seen:
        for _ in range(collecting.LOOKS):
            old.look(is_quiet=True)
    assert seen == [], "and the old ones wait until nobody works"
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


def test_free_memory_goes_back_to_the_system_when_the_last_of_them_lets_go(monkeypatch: pytest.MonkeyPatch) -> None:
    given: list[None] = []
    monkeypatch.setattr("haishu_desk.ui.giving_back.give_back", lambda: given.append(None))
    parent = QObject()
    first, second = (collecting.Collecting(parent) for _ in range(2))
    first.hold()
    second.hold()
    first.release()
    assert given == []
    second.release()
    second.release()
    assert len(given) == 1
