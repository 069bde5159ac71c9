"""kill -9 at a certain call on the disk, of SQLite's and of Python's own, counted and not timed.

The work is done by a child of this process, so that what it has learnt (imports, documents) need not be learnt again.
"""

from __future__ import annotations

import os
import signal
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from tests.crash import disk, system

Work = Callable[[], object]


def why_not() -> str | None:
    """Why nobody can be killed so here; None where one can."""
    return disk.why_not() if hasattr(os, "fork") else "no process can fork here"


@contextmanager
def every_call(before: Callable[[], None]) -> Iterator[None]:
    """`before` comes before each call that is made meanwhile."""

    def below(_: disk.Call) -> int:
        before()
        return disk.OK

    with disk.watched(below), system.seen(lambda _: before()):
        yield


def calls_of(work: Work) -> int:
    """How many calls the work makes."""
    made = 0

    def count() -> None:
        nonlocal made
        made += 1

    with every_call(count):
        work()
    return made


def kill_at(n: int, work: Work) -> bool:
    """Let a child do it and die before its `n`-th call; False if it was done before that."""
    child = os.fork()
    if not child:
        _die_at(n, work)
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status) or not os.WEXITSTATUS(status), "the child has said above what went wrong"
    return os.WIFSIGNALED(status)


def _die_at(n: int, work: Work) -> None:
    left = n

    def count() -> None:
        nonlocal left
        left -= 1
        if not left:
            os.kill(os.getpid(), signal.SIGKILL)

    status = 1
    try:
        with every_call(count):
            work()
        status = 0
    except BaseException:  # noqa: BLE001  the parent must not go on twice
        traceback.print_exc()
    finally:
        os._exit(status)


def spread(calls: int, points: int) -> list[int]:
    """That many numbers from the first call to the last one, evenly; all of them where there are not more."""
    if calls <= points:
        return list(range(1, calls + 1))
    return [1 + round(number * (calls - 1) / (points - 1)) for number in range(points)]
