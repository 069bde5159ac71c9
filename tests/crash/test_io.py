"""Any one call on the disk fails, once or from then on: it ends in a sentence, nothing is by halves, the next try works.

The calls that SQLite makes are refused by `disk`, those that Python makes by `system`. With
HAISHU_FULL=1 every call of every scenario, otherwise a few of each, always the same ones.
"""

from __future__ import annotations

import errno
import os
import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import pytest

from haishu_desk.checks import compiling
from haishu_desk.domain.editions import Edition
from haishu_desk.domain.errors import DeskError
from tests.crash import disk, system
from tests.crash.disk import Call
from tests.crash.ground import MORE, RefusedError, Scenario, holds, rebuilt_is_the_same
from tests.domain.made import FULL

IN_CI = 3  # of each scenario and layer
# What SQLite is told where the disk fails at such a call (sqlite3.h), or is full where that can be.
FAILS = {
    "open": disk.CANTOPEN,
    "read": disk.IOERR | 1 << 8,
    "write": disk.IOERR | 3 << 8,
    "sync": disk.IOERR | 4 << 8,
    "truncate": disk.IOERR | 6 << 8,
    "size": disk.IOERR | 7 << 8,
    "delete": disk.IOERR | 10 << 8,
    "lock": disk.IOERR | 15 << 8,
}
IS_FULL = {**FAILS, "write": disk.FULL, "truncate": disk.FULL, "sync": disk.FULL}


@dataclass
class Fault:
    """The `n`-th call is refused, or that one and all after it; `made` counts them."""

    n: int
    for_ever: bool
    made: int = 0

    def hits(self) -> bool:
        self.made += 1
        return self.made >= self.n if self.for_ever else self.made == self.n


NEVER = 1 << 60


@contextmanager
def under_sqlite(fault: Fault, codes: dict[str, int]) -> Iterator[None]:
    """Refuse calls that SQLite makes."""

    def refuse(call: Call) -> int:
        return codes[call.what] if fault.hits() else disk.OK

    with disk.watched(refuse):
        yield


@contextmanager
def under_python(fault: Fault, number: int) -> Iterator[None]:
    """Refuse calls that Python makes of the system."""

    def refuse(path: str) -> None:
        if fault.hits():
            raise OSError(number, os.strerror(number), path)

    with system.seen(refuse):
        yield


Layer = Callable[[Fault], Any]
LAYERS: dict[str, Layer] = {
    "disk fails": lambda fault: under_sqlite(fault, FAILS),
    "disk is full": lambda fault: under_sqlite(fault, IS_FULL),
    "system fails": lambda fault: under_python(fault, errno.EIO),
    "system is full": lambda fault: under_python(fault, errno.ENOSPC),
}


@pytest.fixture(autouse=True)
def quick_documents(monkeypatch: pytest.MonkeyPatch) -> None:
    """Reading the shipped documents again and again is most of the time, and says nothing of the disk: each is read once."""
    monkeypatch.setattr(Edition, "from_body", staticmethod(cache(Edition.from_body)))
    for name in ("parse_formula", "parse_condition"):
        monkeypatch.setattr(compiling, name, cache(getattr(compiling, name)))


@pytest.mark.parametrize("layer", LAYERS)
@pytest.mark.parametrize("name", MORE)
def test_a_call_that_fails_ends_in_a_sentence_and_the_next_try_works(
    name: str, layer: str, ground: Path, place: Path
) -> None:
    scenario, disturbed, told = MORE[name], LAYERS[layer], Counter[str]()
    if "disk" in layer and disk.why_not():
        pytest.skip(str(disk.why_not()))
    scenario.act(scenario.on(ground, place / "first"), 0)  # whatever is read once in a program's life is read
    with disturbed(count := Fault(NEVER, for_ever=False)):
        scenario.act(scenario.on(ground, place / "undisturbed"), 0)
    faults = [(n, for_ever) for n in range(1, count.made + 1) for for_ever in (False, True)]
    chosen = Random(f"{name} {layer}").sample(faults, len(faults) if FULL else IN_CI)  # noqa: S311 a fixed seed
    for done, (n, for_ever) in enumerate(chosen):
        if FULL and not done % 100:
            print(f"{name}, {layer}: {done} of {len(faults)}", flush=True)  # noqa: T201 it takes long
        folder = scenario.on(ground, place / f"{n} {for_ever}")
        before = scenario.so_far(folder)
        told[one_fault(scenario, folder, disturbed, Fault(n, for_ever))] += 1
        there = scenario.so_far(folder)
        assert before <= there <= before + 1, (n, for_ever)
        if there < scenario.most:
            scenario.act(folder, there)
            assert scenario.so_far(folder) == there + 1, (n, for_ever)
        if name != "migrating":
            holds(folder)
            rebuilt_is_the_same(folder)
        shutil.rmtree(folder)
    print(f"{name}, {layer}: {len(chosen)} of {len(faults)} faults", dict(told))  # noqa: T201 the figures of tests/README.md


def one_fault(scenario: Scenario, folder: Path, disturbed: Layer, fault: Fault) -> str:
    """What became of an action: done, or a sentence."""
    number = scenario.so_far(folder)
    try:
        with disturbed(fault):
            scenario.act(folder, number)
    except (DeskError, RefusedError) as error:
        said = str(error)
    else:
        return "done"
    assert is_sentence(said), fault
    return "said"


def is_sentence(text: str) -> bool:
    """Whether it speaks Chinese and no code."""
    return any("\u4e00" <= sign <= "\u9fff" for sign in text) and "Errno" not in text
