"""kill -9 at random moments of typing, receiving, approving, backing up and migrating.

Whatever the moment: the workspace opens, its chain is intact, each action that was acknowledged is there, the one that was
under way is there or not but never by halves, the lock is free, and the next action goes through. With HAISHU_FULL=1 5,000
kills, otherwise a twentieth of them, always the same ones.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from random import Random
from statistics import median
from typing import IO

import pytest

from tests.crash.ground import DISTRICT, OWN, SCENARIOS, SECOND_PLACE, holds, rebuilt_is_the_same
from tests.domain.made import FULL

ROOT = Path(__file__).resolve().parents[2]
KILLS = {"typing": 70, "receiving": 20, "approving": 60, "backing up": 60, "migrating": 40}
TIMES = 20 if FULL else 1
TEMPORARY = re.compile(r"\..+\.[0-9a-f]{8}(\.part)?(-journal|\.lock)?\Z")

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="test_kill.py kills whole programs where none can fork")


@dataclass
class Victims:
    """The program that makes the victims."""

    process: subprocess.Popen[str]

    def killed(self, scenario: str, folder: Path, random: Random, typical: float) -> int:
        """How many actions were acknowledged before the kill."""
        child, out = self._ask(f"{scenario}\t{folder}")
        lines = [out.readline() for _ in range(random.randrange(3))]
        time.sleep(random.random() * typical * 2)
        return sum(line.startswith("done") for line in [*lines, *_after_the_kill(child, out)])

    def seconds(self, scenario: str, folder: Path) -> float:
        """How long one action takes on this machine as a rule."""
        child, out = self._ask(f"{scenario}\t{folder}")
        moments = [time.monotonic(), *(time.monotonic() for _ in iter(out.readline, "idle\n"))]
        took = median(later - earlier for earlier, later in pairwise(moments))  # a busy machine makes some much longer
        assert list(_after_the_kill(child, out)) == []
        return took

    def _ask(self, line: str) -> tuple[int, IO[str]]:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(f"{line}\n")
        self.process.stdin.flush()
        return int(self.process.stdout.readline().removeprefix("child ")), self.process.stdout


def _after_the_kill(child: int, out: IO[str]) -> Iterator[str]:
    os.kill(child, signal.SIGKILL)
    return iter(out.readline, "over\n")


@pytest.fixture(scope="module")
def victims(ground: Path, memory: Path) -> Iterator[Victims]:
    words = [sys.executable, "-m", "tests.crash.victim", str(ground), str(memory)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(
        words, cwd=ROOT, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        yield Victims(process)
        assert process.stdin is not None
        process.stdin.close()
        assert process.wait(60) == 0


@pytest.mark.parametrize("name", SCENARIOS)
def test_no_kill_loses_what_was_acknowledged_or_leaves_anything_by_halves(
    name: str, ground: Path, place: Path, victims: Victims
) -> None:
    scenario, seen, kills = SCENARIOS[name], Counter[str](), KILLS[name] * TIMES
    typical = victims.seconds(name, scenario.on(ground, place / f"{name} typical"))
    shutil.rmtree(place / f"{name} typical")
    for seed in range(kills):
        folder = scenario.on(ground, place / f"{name} {seed}")
        acknowledged = victims.killed(name, folder, Random(f"{name} {seed}"), typical)  # noqa: S311 a fixed seed
        seen["hot journal"] += any(path.stat().st_size > 0 for path in folder.rglob("*-journal"))
        seen["rest"] += bool(rests(folder))
        there = scenario.so_far(folder)
        assert acknowledged <= there <= acknowledged + 1, seed
        seen["done, not said"] += there - acknowledged
        seen["in the middle"] += acknowledged < scenario.most
        if there < scenario.most:
            scenario.act(folder, there)
            assert scenario.so_far(folder) == there + 1, seed
        if name != "migrating":  # a workspace of a newer program
            holds(folder)
            rebuilt_is_the_same(folder)
        assert not any(path.stat().st_size for path in folder.glob(f"{DISTRICT}-journal"))
        shutil.rmtree(folder)
    print(name, dict(seen), f"{typical * 1000:.1f} ms an action")  # noqa: T201 the figures of tests/README.md
    assert seen["in the middle"] > kills / 4, "nearly all kills came too late to try anything"


def rests(folder: Path) -> list[Path]:
    """What a killed process left under names that nobody opens; any other name is one that was there or is whole."""
    known = (DISTRICT, OWN, SECOND_PLACE, "steps", "装入前_", *"0123456789")
    odd = [path for path in folder.rglob("*") if not path.name.startswith(known)]
    assert all(TEMPORARY.match(path.name) for path in odd), odd
    return odd
