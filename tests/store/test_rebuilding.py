"""A new file from the journal: where caches cannot be read it is made, where the journal does not hold it is not."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from haishu_desk.domain.errors import SurroundingsError
from haishu_desk.store import database
from haishu_desk.store.cells import CACHES
from haishu_desk.store.health import examine, faults_of_file
from haishu_desk.store.journal import DamagedError
from haishu_desk.store.lock import WorkspaceLockedError
from haishu_desk.store.rebuilding import make_anew
from haishu_desk.store.workspace import Workspace
from tests.domain.made import change, edit
from tests.store.opened import Rows, everything, founded
from tests.store.spoiling import run_past_the_program, spoil_entry, spoil_page_of

EDITS = [edit(change("145-01", str(number)), seq=number) for number in range(1, 41)]
INDEX = "sqlite_autoindex_journal_1"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    founded(tmp_path / "w.db", *EDITS).close()
    return tmp_path / "w.db"


def rows(path: Path) -> dict[str, Rows]:
    """All but when the steps were taken."""
    return {table: found for table, found in everything(path).items() if table != "_sqlite_migrations"}


def beside(path: Path) -> set[str]:
    return {each.name for each in path.parent.iterdir()} - {"w.db", "w.db.lock", "w.db-journal"}


@pytest.mark.parametrize("table", [*CACHES, INDEX, "_sqlite_migrations"])
def test_a_spoilt_page_outside_the_journal_loses_nothing(path: Path, table: str) -> None:
    before = rows(path)
    spoil_page_of(path, table)
    spoilt = path.read_bytes()
    made = make_anew(path, "张三")
    assert rows(path) == before
    assert made.journal == max(before["journal"])[-1]
    assert made.old.read_bytes() == spoilt
    assert beside(path) == {"w.db.old"}
    with closing(Workspace(path, write=True)) as workspace:
        assert faults_of_file(workspace.database) == []
        assert examine(workspace.database).differing is None


@pytest.mark.parametrize("statement", ["DROP TABLE head", "DROP TABLE replaced", "ALTER TABLE head RENAME TO heads"])
def test_a_cache_that_is_gone_is_made_anew(path: Path, statement: str) -> None:
    before = rows(path)
    run_past_the_program(path, statement)
    make_anew(path)
    assert rows(path) == before


def test_a_spoilt_page_of_the_journal_or_of_the_words_is_refused(path: Path) -> None:
    whole = path.read_bytes()
    for table in ("journal", "workspace"):
        path.write_bytes(whole)
        spoil_page_of(path, table)
        refused_and_unchanged(path, SurroundingsError)


def test_an_entry_or_a_word_that_does_not_hold_is_refused(path: Path) -> None:
    whole = path.read_bytes()
    spoil_page_of(path, "head")
    spoilt = path.read_bytes()
    for statement in ("DELETE FROM workspace WHERE key = 'device'", "UPDATE workspace SET value = 'x' WHERE key = 'unit'",
                      "DELETE FROM workspace WHERE key IN ('device', 'sum')"):  # fmt: skip
        path.write_bytes(spoilt)
        run_past_the_program(path, statement)
        refused_and_unchanged(path, SurroundingsError)
    path.write_bytes(whole)
    spoil_entry(path, 17)
    refused_and_unchanged(path, DamagedError)


def refused_and_unchanged(path: Path, error: type[SurroundingsError]) -> None:
    before = path.read_bytes()
    with pytest.raises(error) as caught:
        make_anew(path)
    assert caught.value.code == "damaged"
    assert path.read_bytes() == before
    assert beside(path) == set()


def test_while_somebody_writes_it_is_not_replaced(path: Path) -> None:
    with closing(Workspace(path, write=True, person="李四")), pytest.raises(WorkspaceLockedError, match="李四"):
        make_anew(path)
    assert beside(path) == set()


def test_a_file_of_a_newer_program_is_left_to_it(path: Path) -> None:
    with closing(sqlite3.connect(path)) as raw:
        raw.execute(f"PRAGMA user_version = {database.SCHEMA_VERSION + 1}")
    with pytest.raises(SurroundingsError) as caught:
        make_anew(path)
    assert caught.value.code == "newer-workspace"
    assert beside(path) == set()


def test_a_write_that_was_cut_off_is_taken_back_first(path: Path) -> None:
    before = rows(path)
    hot = path.with_name("hot.db")
    raw = sqlite3.connect(path, isolation_level=None)
    raw.execute("PRAGMA cache_size = 1")
    raw.execute("BEGIN IMMEDIATE")
    raw.execute("INSERT INTO head SELECT form, unit, period, item, field, vintage, edit || n, value FROM head, journal")
    hot.write_bytes(path.read_bytes())
    hot.with_name("hot.db-journal").write_bytes(path.with_name("w.db-journal").read_bytes())
    raw.rollback()
    raw.close()
    assert hot.with_name("hot.db-journal").stat().st_size > 0
    make_anew(hot)
    assert rows(hot) == before
    assert rows(hot.with_name("hot.db.old")) == before
