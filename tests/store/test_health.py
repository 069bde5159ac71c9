"""Looking through a workspace: each kind of damage is found and named, and the caches are made anew from the journal."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from haishu_desk.domain.errors import SurroundingsError
from haishu_desk.store.health import Examination, digest_of, examine, faults_of_file, rebuild_caches
from haishu_desk.store.journal import DamagedError
from haishu_desk.store.workspace import Workspace
from tests.domain.made import change, edit
from tests.store.opened import caches, everything, founded, record
from tests.store.spoiling import run_past_the_program, spoil_entry, spoil_page_of

EDITS = [edit(change("145-01", str(number)), seq=number) for number in range(1, 41)]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    founded(tmp_path / "w.db", *EDITS).close()
    return tmp_path / "w.db"


@pytest.fixture
def writer(path: Path) -> Iterator[Workspace]:
    workspace = Workspace(path, write=True)
    yield workspace
    workspace.close()


def examined(path: Path) -> tuple[int | None, str | None, list[str]]:
    workspace = Workspace(path)
    try:
        found = examine(workspace.database)
        return found.broken, found.differing, faults_of_file(workspace.database)
    finally:
        workspace.close()


def test_a_whole_file_has_no_fault(path: Path) -> None:
    assert examined(path) == (None, None, [])


@pytest.mark.parametrize("n", [1, 8, 9, 40])
def test_a_spoilt_entry_is_named(path: Path, n: int) -> None:
    spoil_entry(path, n)
    assert examined(path) == (n, None, [])


@pytest.mark.parametrize(
    ("statement", "cache"),
    [
        ("UPDATE head SET value = replace(value, '40', '41')", "head"),
        ("DELETE FROM head WHERE item = '145-01'", "head"),
        ("UPDATE head SET period = '2024'", "head"),
        ("DELETE FROM return_entry WHERE n = 17", "return_entry"),
        ("INSERT INTO return_entry VALUES ('tasks', 'dept-tjj', '2025', 'edit', 1)", "return_entry"),
        ("INSERT INTO edition_entry VALUES ('units', 1, 1)", "edition_entry"),
        ("INSERT INTO replaced SELECT edit, form, unit, period, item, field, vintage FROM head LIMIT 1", "replaced"),
    ],
)
def test_a_cache_that_is_not_what_the_journal_says_is_named(path: Path, statement: str, cache: str) -> None:
    run_past_the_program(path, statement)
    assert examined(path) == (None, cache, [])


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE workspace SET value = '330203106' WHERE key = 'unit'",
        "UPDATE workspace SET value = replace(value, '0', '1') WHERE key = 'private_key'",
        "UPDATE workspace SET key = 'rolf' WHERE key = 'role'",
        "DELETE FROM workspace WHERE key = 'device'",
        "UPDATE workspace SET value = 'x' WHERE key = 'sum'",
    ],
)
def test_a_spoilt_word_beside_the_journal_is_found(path: Path, statement: str) -> None:
    run_past_the_program(path, statement)
    assert len(examined(path)[2]) == 1


def test_what_is_remembered_and_forgotten_is_no_fault(writer: Workspace) -> None:
    with writer.transaction():
        writer.remember("backup:folder", "/media/备份")
        writer.remember("other", "x")
        writer.forget("other")
    assert faults_of_file(writer.database) == []


def test_a_file_of_an_earlier_program_has_no_digest_of_its_words_and_no_fault(path: Path) -> None:
    run_past_the_program(path, "DELETE FROM workspace WHERE key = 'sum'")
    assert examined(path) == (None, None, [])


def test_a_trigger_that_was_taken_away_is_found(path: Path) -> None:
    run_past_the_program(path)
    assert examined(path)[2] == []
    raw = sqlite3.connect(path)
    raw.execute("DROP TRIGGER journal_is_never_deleted")
    raw.close()
    assert examined(path)[2] == ["表的定义和本程序的不一样"]


@pytest.mark.parametrize("table", ["journal", "head", "workspace"])
def test_a_spoilt_page_is_damage_and_no_fault_of_ours(path: Path, table: str) -> None:
    spoil_page_of(path, table)
    with pytest.raises(SurroundingsError) as caught:
        examined(path)
    assert caught.value.code == "damaged"


def test_entries_that_are_written_meanwhile_are_looked_at_too(writer: Workspace) -> None:
    examination = Examination(writer.database)
    for number in range(41, 47):
        assert examination.step()
        record(writer, [edit(change("145-02", str(number)), seq=number)])
    while examination.step():
        pass
    examination.close()
    assert (examination.entries, examination.broken, examination.differing) == (46, None, None)


def test_caches_are_made_anew_and_nothing_else_changes(path: Path) -> None:
    before = everything(path)
    run_past_the_program(path, "UPDATE head SET value = replace(value, '40', '41')", "DELETE FROM return_entry")
    workspace = Workspace(path, write=True)
    spoilt = digest_of(workspace.database)
    made = rebuild_caches(workspace.database)
    assert made["values"] == digest_of(workspace.database) != spoilt
    workspace.close()
    assert everything(path) == before


def test_making_whole_caches_anew_changes_no_digest(writer: Workspace) -> None:
    before, rows, head = digest_of(writer.database), caches(writer), writer.journal.head()
    made = rebuild_caches(writer.database)
    assert head is not None
    assert made == {"journal": head.hash, "values": before}
    assert caches(writer) == rows


def test_caches_are_not_made_from_a_journal_that_does_not_hold(path: Path) -> None:
    run_past_the_program(path, "DELETE FROM return_entry WHERE n = 3")
    spoil_entry(path, 20)
    before = everything(path)
    workspace = Workspace(path, write=True)
    with pytest.raises(DamagedError, match="第 20 条"):
        rebuild_caches(workspace.database)
    workspace.close()
    assert everything(path) == before
