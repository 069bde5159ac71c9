"""Two programs on one data file: one writes, the other is told who, looks meanwhile, and goes on as soon as it may.

With HAISHU_FULL=1 2,000 operations of each of two programs and 200 kills of the one that has the file, otherwise a twentieth.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from random import Random
from typing import IO

import pytest

from haishu_desk.desk import Desk
from haishu_desk.desk.founding import found
from haishu_desk.domain.cells import Slot, heads_of
from haishu_desk.store.lock import WorkspaceLockedError
from tests.desk.rival import ITEMS, KEY, edit_of
from tests.domain.made import FULL

ROOT = Path(__file__).resolve().parents[2]
OPERATIONS, KILLS = (2_000, 200) if FULL else (100, 10)

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="the rivals fork")


@pytest.fixture
def path() -> Iterator[Path]:
    """A data file that two people have used; in memory where there is such a place."""
    memory = Path("/dev/shm")  # noqa: S108  by a name of its own
    folder = Path(tempfile.mkdtemp(prefix="rivals-", dir=memory if os.access(memory, os.W_OK) else None))
    file = folder / "w.db"
    found(file, "unit", "dept-tjj", "张三", ["145"])
    for person in ("李四", "王五"):
        with Desk(file, write=True, person=person) as desk:
            desk.audit("首次使用")
    yield file
    shutil.rmtree(folder)


@contextmanager
def rival() -> Iterator[tuple[IO[str], IO[str]]]:
    """Another program: what it is told, and what it says."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"}
    words = [sys.executable, "-m", "tests.desk.rival"]
    with subprocess.Popen(
        words, cwd=ROOT, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8"
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        yield process.stdin, process.stdout
        process.stdin.close()
        assert process.wait(60) == 0


def begin(told: IO[str], said: IO[str], *words: object) -> int:
    """The number of the process that does it."""
    told.write("\t".join(map(str, words)) + "\n")
    told.flush()
    return int(said.readline().removeprefix("child "))


def written(desk: Desk, person: str) -> list[str]:
    """What that person wrote, in its order."""
    slot = Slot(ITEMS[person])
    return [change.after.raw for edit in desk.edits(KEY) for change in edit.changes if change.slot == slot]


def test_two_programs_take_turns_and_nothing_of_either_is_lost(path: Path) -> None:
    people = ("张三", "李四")
    with ExitStack() as both:
        rivals = [both.enter_context(rival()) for _ in people]
        for person, (told, said) in zip(people, rivals, strict=True):
            begin(told, said, "turns", path, person, OPERATIONS)
        told_of = [list(iter(said.readline, "over\n")) for _, said in rivals]
    for person, lines in zip(people, told_of, strict=True):
        assert len(lines) == 1, "it ended otherwise than by itself"
        print(person, lines[0].strip())  # noqa: T201 the figures of tests/README.md
    with Desk(path, write=True, person="张三") as desk:
        assert desk.workspace.journal.first_broken() is None
        assert [written(desk, person) for person in people] == [[str(number) for number in range(OPERATIONS)]] * 2
        assert desk.heads(KEY) == heads_of(desk.edits(KEY))
    assert any("refused, named" in line for lines in told_of for line in lines), "they never met: nothing was tried"


def test_whoever_comes_second_is_told_who_has_it_and_has_it_at_once_when_that_one_is_killed(path: Path) -> None:
    with rival() as (told, said):
        for kill in range(KILLS):
            file = Path(shutil.copy(path, path.with_name(f"{kill}.db")))
            acknowledged = met_and_killed(file, told, said, Random(kill))  # noqa: S311 a fixed seed
            with Desk(file, write=True, person="李四") as desk:  # at once: no lock is left of the dead
                assert acknowledged <= set(written(desk, "张三"))
                desk.apply(edit_of(desk, "李四", kill))
                assert written(desk, "李四") == [str(kill)]
                assert desk.workspace.journal.first_broken() is None
                assert desk.heads(KEY) == heads_of(desk.edits(KEY))
            file.unlink()


def met_and_killed(file: Path, told: IO[str], said: IO[str], random: Random) -> set[str]:
    """What a holder of the file had acknowledged when it was killed; before that somebody else has come and looked."""
    child = begin(told, said, "hold", file, "张三", 0)
    acknowledged = [said.readline() for _ in range(random.randint(1, 4))]
    with pytest.raises(WorkspaceLockedError) as caught:
        Desk(file, write=True, person="李四")
    assert f"{file.name} 正在被使用：张三，" in caught.value.message
    assert f"进程 {child}，" in caught.value.message
    with Desk(file, person="李四") as looking:
        assert not looking.workspace.database.writable
        assert numbers(acknowledged) <= set(written(looking, "张三"))
    os.kill(child, signal.SIGKILL)
    return numbers([*acknowledged, *iter(said.readline, "over\n")])


def numbers(lines: list[str]) -> set[str]:
    """What a rival said that it has written."""
    return {line.removeprefix("done ").strip() for line in lines}
