"""A file of every format that was ever released comes to a newer program, which is killed at 50 of its calls on the disk.

Whoever opens the file then finds the old format with everything, or the new one; killed once more, the third try goes
through. What is brought up is the largest golden file of each format, by this program where it is older and by a later one
that has steps of the test's own: a table filled from the journal, an index on a cache, a table that is made anew. With
HAISHU_FULL=1 every file, and every call.
"""

from __future__ import annotations

import shutil
import sqlite3
from collections import Counter
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest

from haishu_desk.desk import Desk
from haishu_desk.desk.drill import drill
from haishu_desk.desk.health import file_checks
from haishu_desk.desk.restoring import restore
from haishu_desk.domain.errors import SurroundingsError
from haishu_desk.store import database
from haishu_desk.store.journal import DamagedError
from haishu_desk.store.salvage import salvage
from haishu_desk.store.verified import contents
from haishu_desk.store.workspace import Workspace
from tests.crash.killing import calls_of, kill_at, spread, why_not
from tests.crash.later import PROGRAMS, bring_up, later_program
from tests.domain.made import FULL
from tests.store.opened import Rows, everything
from tests.store.spoiling import spoil_entry

GOLDEN = Path(__file__).resolve().parents[1] / "golden"
FILES = sorted(GOLDEN.glob("format-*/*.db"))
TRIED = (
    FILES
    if FULL
    else [max(folder.glob("*.db"), key=lambda file: file.stat().st_size) for folder in sorted(GOLDEN.glob("format-*"))]
)
NAME = "w.db"
POINTS = 1 << 30 if FULL else 50

killed = pytest.mark.skipif(why_not() is not None, reason=str(why_not()))


@dataclass(frozen=True)
class State:
    """All that stands in a file; when a step was taken says nothing."""

    version: int
    tables: dict[str, Rows]
    made_of: list[str]


def state_of(path: Path) -> State:
    """Read past the program, as any program would that knows of no kill."""
    tables = everything(path)
    tables["_sqlite_migrations"] = [row[:-1] for row in tables["_sqlite_migrations"]]
    with closing(sqlite3.connect(path)) as raw:
        assert raw.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        made_of = [str(row) for row in raw.execute("SELECT type, name, sql FROM sqlite_master ORDER BY type, name")]
        return State(raw.execute("PRAGMA user_version").fetchone()[0], tables, made_of)


def has_something_to_do(path: Path) -> bool:
    with closing(sqlite3.connect(path)) as raw:
        return bool(raw.execute("PRAGMA user_version").fetchone()[0] < database.SCHEMA_VERSION)


@killed
@pytest.mark.parametrize("program", PROGRAMS)
@pytest.mark.parametrize("file", TRIED, ids=lambda file: f"{file.parent.name} {file.stem}")
def test_a_file_of_any_format_is_brought_up_whole_however_often_that_is_killed(
    file: Path, program: str, place: Path
) -> None:
    with PROGRAMS[program](place):
        if not has_something_to_do(file):
            pytest.skip("it is of this program's format")
        calls = calls_of(lambda: bring_up(copied(file, place / "new")))
        old, new = state_of(file), state_of(place / "new" / NAME)
        assert (new.version, new.tables["journal"]) == (database.SCHEMA_VERSION, old.tables["journal"])
        seen = Counter[str]()
        for n in spread(calls, POINTS):
            path = copied(file, place / str(n))
            for at in (n, 1 + n * 7 % calls):
                if kill_at(at, partial(bring_up, path)):
                    seen["old" if state_of(path) == old else "new"] += 1
                assert state_of(path) in (old, new), (n, at)
            is_well_to_look_at(path)
            bring_up(path)
            assert state_of(path) == new, n
            assert [state_of(copy) for copy in copies_beside(path)] == [old], n
            shutil.rmtree(path.parent)
    print(f"{file.parent.name} {file.stem}, {program}: {calls} calls, {seen.total()} kills", dict(seen))  # noqa: T201 figures
    assert seen["old"] > seen.total() / 4


def copied(file: Path, folder: Path) -> Path:
    """A copy in a folder of its own."""
    folder.mkdir()
    return Path(shutil.copy(file, folder / NAME))


def copies_beside(path: Path) -> list[Path]:
    """What was kept before the first step, each read whole; there is nothing else but what every workspace has."""
    known = {path.name, f"{path.name}.lock", f"{path.name}-journal"}
    found = [each for each in path.parent.iterdir() if each.name not in known]
    assert all(contents(copy).entries for copy in found)
    return found


def is_well_to_look_at(path: Path) -> None:
    """For whoever only looks, with the program that has come and before it may write."""
    with Desk(path) as desk:
        assert desk.keeping.log()["chain"] == "intact"
        assert desk.reading.values() is not None


@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.parent.name} {file.stem}")
def test_a_later_program_shows_an_older_file_as_it_will_be_and_changes_nothing(file: Path, tmp_path: Path) -> None:
    path = copied(file, tmp_path / "work")
    before = path.read_bytes()
    with Desk(path) as desk:
        known = desk.reading.values()
    with later_program(tmp_path):
        with Desk(path) as desk:
            assert desk.reading.values() == known
            assert desk.workspace.database.rows("SELECT COUNT(*) FROM more") == [(len(desk.workspace.journal),)]
            with pytest.raises(SurroundingsError), desk.workspace.transaction():
                pass
        assert [check.ok for check in file_checks(path)] == [True, True, True]
        assert drill(path).entries == contents(path).entries
    assert path.read_bytes() == before


def test_an_older_file_that_does_not_hold_is_not_brought_up(tmp_path: Path) -> None:
    path = copied(FILES[0], tmp_path / "work")
    spoil_entry(path, 5)
    before = path.read_bytes()
    with later_program(tmp_path):
        for write in (False, True):
            with pytest.raises(DamagedError, match="第 5 条"):
                Workspace(path, write=write)
        assert salvage(path).lost == (5,)
    assert path.read_bytes() == before
    assert [each.name for each in path.parent.iterdir() if "before" in each.name] == []


def test_an_older_backup_that_is_restored_leaves_nothing_beside_it(tmp_path: Path) -> None:
    path = copied(FILES[0], tmp_path / "work")
    with later_program(tmp_path):
        restore(path, path.with_name("restored.db"), person="李审")
    assert sorted(each.name for each in path.parent.iterdir()) == ["restored.db", NAME]
