"""A program that loads once and dies often: each line names a scenario and a folder, and a child acts there until killed.

It prints the child's number, then each number that the child was told is done, then "idle"; and "over" after its death.
"""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

from tests.crash.ground import SCENARIOS


def main(ground: Path, place: Path) -> None:
    """Serve until the standard input ends; each scenario was done here once, so that a child has all it needs at hand."""
    for name, scenario in SCENARIOS.items():
        scenario.act(scenario.on(ground, place / f"warm {name}"), 0)
    for line in sys.stdin:
        asked, folder = line.rstrip("\n").split("\t")
        child = os.fork()
        if not child:
            try:
                _act(asked, Path(folder))
            finally:
                os._exit(1)
        os.waitpid(child, 0)
        _say("over")


def _act(scenario: str, folder: Path) -> None:
    signal.alarm(600)  # where whoever should kill it is gone
    _say(f"child {os.getpid()}")
    chosen = SCENARIOS[scenario]
    for number in range(chosen.most):
        chosen.act(folder, number)
        _say(f"done {number}")
    _say("idle")
    signal.pause()


def _say(line: str) -> None:
    os.write(1, f"{line}\n".encode())  # in one piece


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
