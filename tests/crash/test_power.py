"""The power goes at any moment of a day's work: what was acknowledged is there, nothing is by halves, the chain holds.

The program itself runs once on a recording disk (`disk`); the recorded calls are then replayed on a platter that forgets,
tears and reorders what was not synced (`power`), and what is left is opened as on the next morning. With HAISHU_FULL=1
20,000 states, otherwise 1,000, always the same ones. Two settings that are known to lose must be seen to lose.
"""

from __future__ import annotations

import shutil
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from random import Random

import pytest

from haishu_desk.domain.errors import SurroundingsError
from haishu_desk.store import database
from haishu_desk.store.workspace import Workspace
from tests.crash import disk
from tests.crash.disk import SKIPPED, Call
from tests.crash.ground import DISTRICT, ISSUED, approve, newer_program, receive, steps_of, type_in
from tests.crash.power import FASHIONS, Platter
from tests.domain.made import FULL
from tests.store.opened import caches

STATES = 20_000 if FULL else 1_000

pytestmark = pytest.mark.skipif(disk.why_not() is not None, reason=str(disk.why_not()))


@dataclass(frozen=True)
class Recording:
    """What stood there before, the calls, and what the workspace said before the first and after each acknowledgement."""

    before: dict[str, bytes]
    calls: list[Call]
    said: list[tuple[int, str]]
    """How many calls were made when that was acknowledged, and the state."""

    def said_by(self, made: int) -> tuple[str, ...]:
        """The state that was acknowledged before so many calls, and the one that may be there already."""
        known = [state for calls, state in self.said if calls <= made]
        return tuple(state for _, state in self.said[len(known) - 1 : len(known) + 1])


@pytest.fixture
def folder(ground: Path, tmp_path: Path) -> Path:
    """A folder of one's own, with the district's workspace and the bundles."""
    return Path(shutil.copytree(ground / ISSUED, tmp_path / "work"))


def typing(folder: Path) -> Iterator[None]:
    """One desk, many edits."""
    for number in range(6):
        type_in(folder, number)
        yield


def a_day(folder: Path) -> Iterator[None]:
    """录入, 装入, 审核通过, 重新打开, 录入, 装入 once more."""
    for number, act in enumerate((type_in, receive, approve, approve, type_in, receive)):
        act(folder, number)
        yield


def migrating(folder: Path) -> Iterator[None]:
    """Two newer programs, one after the other."""
    for number in range(2):
        with newer_program(steps_of(folder, number + 1), number + 1):
            Workspace(folder / DISTRICT, write=True).close()
        yield


def recorded(folder: Path, work: Callable[[Path], Iterator[None]]) -> Recording:
    """Let the program work on a recording disk."""
    calls: list[Call] = []

    def record(call: Call) -> int:
        if call.file.removesuffix("-journal") == DISTRICT and call.what not in ("read", "lock", "size"):
            calls.append(call)
        return disk.OK

    before = {DISTRICT: (folder / DISTRICT).read_bytes()}
    said = [(0, state_of(folder / DISTRICT))]
    doing = work(folder)
    while True:
        with disk.watched(record):
            is_over = next(doing, "over") == "over"
        if is_over:
            return Recording(before, calls, said)
        said.append((len(calls), state_of(folder / DISTRICT)))


def state_of(path: Path) -> str:
    """All that a workspace says, as one text, once it was found whole; a sentence or an error where it is not."""
    workspace = Workspace(path)
    try:
        assert workspace.database.rows("PRAGMA integrity_check") == [("ok",)]
        assert workspace.journal.first_broken() is None
        last = workspace.journal.head()
        more = workspace.database.rows("SELECT name FROM sqlite_master WHERE name LIKE 'more_%' ORDER BY name")
        assert all(workspace.database.rows(f"SELECT 1 FROM {name}") for (name,) in more)  # noqa: S608 our own names
        return f"{last.hash if last else ''} {hash(str(caches(workspace)))} {more}"
    finally:
        workspace.close()


def found_after(left: dict[str, bytes], folder: Path) -> str:
    """What the next start finds on that disk."""
    for name in (DISTRICT, f"{DISTRICT}-journal"):
        (folder / name).unlink(missing_ok=True)
    for name, data in left.items():
        (folder / name).write_bytes(data)
    try:
        with disk.watched(lambda call: SKIPPED if call.what == "sync" else disk.OK):  # only this test's own time
            return state_of(folder / DISTRICT)
    except (SurroundingsError, AssertionError, sqlite3.DatabaseError, KeyError) as error:
        return f"broken: {type(error).__name__} {error}"


def cut(recording: Recording, states: int, folder: Path) -> Counter[str]:
    """Let the power go that often; how often all was well, an acknowledged state was lost, and a file was broken."""
    random, told = Random(20260105), Counter[str]()  # noqa: S311 a fixed seed
    moments = sorted(random.randrange(len(recording.calls) + 1) for _ in range(states))
    platter, made = Platter(recording.before), 0
    for moment in moments:
        while made < moment:
            platter.carry_out(recording.calls[made])
            made += 1
        fashion = random.choice(FASHIONS)
        found = found_after(platter.after_a_cut(fashion, random), folder)
        if found in recording.said_by(made):
            told["well"] += 1
        else:
            told["broken" if found.startswith("broken") else "lost"] += 1
    return told


@pytest.mark.parametrize(("work", "share"), [(typing, 0.3), (a_day, 0.5), (migrating, 0.2)])
def test_no_power_cut_loses_what_was_acknowledged_or_breaks_the_file(
    work: Callable[[Path], Iterator[None]], share: float, folder: Path, tmp_path: Path
) -> None:
    recording = recorded(folder, work)
    platter = Platter(recording.before)
    for call in recording.calls:
        platter.carry_out(call)
    real = {path.name: path.read_bytes() for path in (folder / DISTRICT, folder / f"{DISTRICT}-journal")}
    assert platter.now() == real, "the replay does not do what the program did"
    (after := tmp_path / "after").mkdir()
    told = cut(recording, states := round(STATES * share), after)
    assert told == {"well": states}


@contextmanager
def settings(journal: str, synchronous: str) -> Iterator[None]:
    """The program with other settings than its own."""
    honest = database._connect

    def careless(path: Path, *, write: bool) -> sqlite3.Connection:
        sql = honest(path, write=write)
        if write:
            sql.execute(f"PRAGMA journal_mode = {journal}")
            sql.execute(f"PRAGMA synchronous = {synchronous}")
        return sql

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(database, "_connect", careless)
        yield


@pytest.mark.parametrize(
    ("journal", "synchronous", "lost", "broken"), [("DELETE", "FULL", True, False), ("TRUNCATE", "OFF", True, True)]
)
def test_settings_that_are_known_to_lose_are_seen_to_lose(
    folder: Path, tmp_path: Path, journal: str, synchronous: str, *, lost: bool, broken: bool
) -> None:
    with settings(journal, synchronous):
        recording = recorded(folder, typing)
    (after := tmp_path / "after").mkdir()
    told = cut(recording, STATES // 10, after)
    print(journal, synchronous, dict(told))  # noqa: T201 the figures of tests/README.md
    assert (told["lost"] > 0, told["broken"] > 0) == (lost, broken), told
    assert told["lost"] + told["broken"] >= STATES // 100  # every tenth
