"""Another program on the same data file: it writes and lets go again and again, or it holds the file until it is killed.

Started once, it forks for each line that it reads: what to do, the data file, the person, how often. Each number that it
prints is written from then on.
"""

from __future__ import annotations

import os
import signal
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from haishu_desk.desk import Desk
from haishu_desk.domain.cells import Change, Edit, ReturnKey, Slot
from haishu_desk.domain.quantity import parse
from haishu_desk.store.lock import WorkspaceLockedError

KEY = ReturnKey("indicators", "dept-tjj", "2025")
ITEMS = {"张三": "145-01", "李四": "145-02", "王五": "145-03"}


def main() -> None:
    """Serve until the standard input ends."""
    for line in sys.stdin:
        what, path, person, times = line.rstrip("\n").split("\t")
        child = os.fork()
        if not child:
            signal.alarm(900)  # where whoever should end it is gone
            try:
                hold(Path(path), person) if what == "hold" else take_turns(Path(path), person, int(times))
            finally:
                os._exit(1)
        _say(f"child {child}")
        os.waitpid(child, 0)
        _say("over")


def hold(path: Path, person: str) -> None:
    """Open, and write until killed."""
    with Desk(path, write=True, person=person) as desk:
        while True:
            number = len(desk.workspace.journal)
            desk.apply(edit_of(desk, person, number))
            _say(f"done {number}")


def take_turns(path: Path, person: str, times: int) -> None:
    """Open, write one number, close, so often; while another has the file, look at it instead and try again."""
    seen = Counter[str]()
    for number in range(times):
        for _ in turns(path, person, seen):
            with Desk(path) as looking:  # what is there can be looked at meanwhile
                assert len(looking.workspace.journal) > 0
                assert len(looking.heads(KEY).get(Slot(ITEMS[person]), ())) <= 1
        with Desk(path) as looking:
            assert [each.value.raw for each in looking.heads(KEY)[Slot(ITEMS[person])]] == [str(number)]
    _say(f"seen {dict(seen)}")
    os._exit(0)


def turns(path: Path, person: str, seen: Counter[str]) -> Iterator[None]:
    """Each time that somebody else has the file; over when the next number is written."""
    while True:
        try:
            with Desk(path, write=True, person=person) as desk:
                desk.apply(edit_of(desk, person, seen["written"]))
        except WorkspaceLockedError as error:
            others = [other for other in ITEMS if other != person and other in error.message]
            if person in error.message:
                raise RuntimeError(error.message) from error  # told of itself
            seen["refused, named" if others else "refused, not signed yet"] += 1
            yield
        else:
            seen["written"] += 1
            return


def edit_of(desk: Desk, person: str, number: int) -> Edit:
    """The person's own cell gets that number."""
    slot = Slot(ITEMS[person])
    standing = desk.heads(KEY).get(slot, ())
    before = standing[0].value if standing else None
    change = Change(slot, before, parse(str(number)), tuple(head.edit for head in standing))
    return Edit(KEY, desk.author(), (change,), f"batch-{person}-{number}", None, {"kind": "typed"})


def _say(line: str) -> None:
    os.write(1, f"{line}\n".encode())  # in one piece


if __name__ == "__main__":
    main()
