"""kill -9 at any moment: what was acknowledged is there, what was begun is not there by halves, the chain holds."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path
from random import Random

import pytest

from haishu_desk.desk import Desk
from haishu_desk.desk.founding import found
from haishu_desk.domain.cells import heads_of
from haishu_desk.store.lock import WorkspaceLockedError
from tests.crash.writer import KEYS
from tests.domain.made import FULL
from tests.store.opened import caches

ROOT = Path(__file__).resolve().parents[2]
KILLS = 400 if FULL else 6


@pytest.fixture(scope="module")
def unused(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace that nobody has written to yet."""
    path = tmp_path_factory.mktemp("crash") / "w.db"
    found(path, "unit", "dept-tjj", "张三", ["145"])
    return path


@pytest.fixture
def path(unused: Path, tmp_path: Path) -> Path:
    """A workspace of one's own."""
    return Path(shutil.copy(unused, tmp_path / "w.db"))


def killed(path: Path, random: Random) -> list[int]:
    """The numbers that a writer acknowledged before it was killed at some moment."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    words = [sys.executable, "-m", "tests.crash.writer", str(path)]
    with subprocess.Popen(words, cwd=ROOT, env=environment, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        first = [process.stdout.readline() for _ in range(random.randrange(12))]
        time.sleep(random.random() * 0.006)  # a commit takes some milliseconds: any moment of it
        process.kill()
        rest = process.stdout.read().splitlines(keepends=True)
    return [int(line) for line in (*first, *rest) if line.endswith(b"\n")]


def written(desk: Desk) -> list[set[int]]:
    """The numbers that stand in the edits of each return."""
    return [{int(change.after.raw) for edit in desk.edits(key) for change in edit.changes} for key in KEYS]


@pytest.mark.parametrize("seed", range(KILLS))
def test_what_was_acknowledged_survives_kill_9_and_nothing_is_there_by_halves(path: Path, seed: int) -> None:
    random, acknowledged = Random(seed), set[int]()  # noqa: S311 a fixed seed
    for kill in range(1, 3 if FULL else 2):
        acknowledged |= set(killed(path, random))
        with Desk(path, write=bool(seed % 2), person="张三") as desk:
            assert desk.workspace.journal.first_broken() is None
            indicators, tasks = written(desk)
            assert indicators == tasks
            assert acknowledged <= indicators
            assert len(indicators - acknowledged) <= kill  # written, and killed before it could say so
    with Desk(path, write=True, person="张三") as desk:
        before = caches(desk.workspace)
        assert all(desk.heads(key) == heads_of(desk.edits(key)) for key in KEYS)
        desk.workspace.cells.rebuild()
        assert caches(desk.workspace) == before
        assert desk.workspace.database.rows("PRAGMA integrity_check") == [("ok",)]


def test_a_killed_writer_leaves_a_workspace_that_can_be_written_to_at_once(path: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    words = [sys.executable, "-m", "tests.crash.writer", str(path)]
    with subprocess.Popen(words, cwd=ROOT, env=environment, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline()
        with pytest.raises(WorkspaceLockedError, match="张三"):
            Desk(path, write=True, person="李四")
        process.kill()
    with Desk(path, write=True, person="李四") as desk:
        desk.audit("接着用")
        assert desk.workspace.journal.first_broken() is None
