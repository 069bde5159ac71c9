"""kill -9 at any call while a new file takes the place of the workspace: one of the two always has the name, whole.

At 25 calls of 恢复 and of 重建缓存 each, spread evenly; HAISHU_FULL=1: at every call.
"""

from __future__ import annotations

import shutil
from collections import Counter
from functools import partial
from pathlib import Path

import pytest

from tests.crash.ground import DISTRICT, MORE, holds, rebuilt_is_the_same
from tests.crash.killing import calls_of, kill_at, spread, why_not
from tests.domain.made import FULL

POINTS = 1 << 30 if FULL else 25

pytestmark = pytest.mark.skipif(why_not() is not None, reason=str(why_not()))


@pytest.mark.parametrize("name", ["restoring", "mending"])
def test_there_is_always_a_whole_workspace_under_the_name(name: str, ground: Path, place: Path) -> None:
    scenario, seen = MORE[name], Counter[str]()
    scenario.act(scenario.on(ground, place / "first"), 0)
    calls = calls_of(partial(scenario.act, scenario.on(ground, place / "counted"), 0))
    for n in spread(calls, POINTS):
        folder = scenario.on(ground, place / str(n))
        if kill_at(n, partial(scenario.act, folder, 0)):
            seen["the new one" if scenario.so_far(folder) else "the old one"] += 1
        there = scenario.so_far(folder)
        if there < scenario.most:
            scenario.act(folder, there)
            assert scenario.so_far(folder) == there + 1, n
            assert not [path.name for path in folder.iterdir() if path.name.startswith(f".{DISTRICT}")], n
        holds(folder)
        rebuilt_is_the_same(folder)
        shutil.rmtree(folder)
    print(f"{name}: {calls} calls, {seen.total()} kills", dict(seen))  # noqa: T201 the figures of tests/README.md
    assert len(seen) == 2 or not FULL
