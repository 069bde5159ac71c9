"""Opening, writing and failing: pragmas that lose nothing, one writer, all or nothing, and the environment in words."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from haishu_desk.domain.errors import SurroundingsError
from haishu_desk.store.database import SCHEMA_VERSION, Database, NoWorkspaceError, speaking_of
from haishu_desk.store.lock import WorkspaceLockedError
from haishu_desk.store.workspace import Workspace
from tests.domain.made import KEY, change, edit
from tests.store.opened import OWNER, caches, everything, founded, record

FIRST = edit(change("145-01", "12"))
EXTRA = 3


@pytest.fixture
def path(tmp_path: Path) -> Path:
    founded(tmp_path / "w.db", FIRST).close()
    return tmp_path / "w.db"


def pragma(workspace: Workspace, name: str) -> object:
    return workspace.database.rows(f"PRAGMA {name}")[0][0]


def test_a_writer_loses_nothing_at_a_power_cut_on_the_first_and_on_every_later_opening(tmp_path: Path) -> None:
    new = founded(tmp_path / "w.db")
    first = [pragma(new, name) for name in ("journal_mode", "synchronous", "foreign_keys", "recursive_triggers")]
    new.close()
    for _ in range(2):
        again = Workspace(tmp_path / "w.db", write=True)
        later = [pragma(again, name) for name in ("journal_mode", "synchronous", "foreign_keys", "recursive_triggers")]
        again.close()
        assert later == first == ["truncate", EXTRA, 1, 1]


def test_a_reader_cannot_write_even_by_sql(path: Path) -> None:
    reader = Workspace(path)
    assert (pragma(reader, "query_only"), pragma(reader, "foreign_keys")) == (1, 1)
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        reader.database.sql.execute("DELETE FROM head")
    with pytest.raises(SurroundingsError) as caught:
        record(reader, [edit(change("145-01", "13"), seq=2)])
    assert (caught.value.code, caught.value.exit_status) == ("read-only", 3)
    reader.close()


def test_a_second_writer_is_told_who_writes_and_a_reader_still_reads(path: Path) -> None:
    writer = Workspace(path, write=True, person="王芳")
    with pytest.raises(WorkspaceLockedError) as caught:
        Workspace(path, write=True, person="李四")
    assert "王芳" in caught.value.message
    assert (caught.value.code, caught.value.exit_status) == ("locked", 3)
    reader = Workspace(path)
    assert reader.cells.heads(KEY) == writer.cells.heads(KEY)
    record(writer, [edit(change("145-01", "13", replaces=[FIRST.id]), seq=2)])
    assert reader.cells.heads(KEY) == writer.cells.heads(KEY)
    reader.close()
    writer.close()
    Workspace(path, write=True, person="李四").close()


def test_a_writer_that_could_not_open_gives_the_lock_back(path: Path) -> None:
    newer(path)
    with pytest.raises(SurroundingsError):
        Workspace(path, write=True, person="王芳")
    raw = sqlite3.connect(path, isolation_level=None)
    raw.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
    raw.close()
    Workspace(path, write=True, person="李四").close()


def newer(path: Path) -> None:
    raw = sqlite3.connect(path, isolation_level=None)
    raw.execute(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
    raw.close()


def test_a_workspace_of_a_newer_program_opens_for_reading_only(path: Path) -> None:
    newer(path)
    with pytest.raises(SurroundingsError) as caught:
        Workspace(path, write=True)
    assert (caught.value.code, caught.value.exit_status) == ("newer-workspace", 3)
    assert "升级" in caught.value.advice
    reader = Workspace(path)
    assert reader.journal.first_broken() is None
    assert len(reader.journal) == 1
    reader.close()


@pytest.mark.parametrize("write", [False, True])
def test_a_missing_file_is_named_and_nothing_is_made_in_its_place(tmp_path: Path, *, write: bool) -> None:
    with pytest.raises(NoWorkspaceError) as caught:
        Workspace(tmp_path / "none.db", write=write)
    assert caught.value.exit_status == 3
    assert "none.db" in caught.value.message
    assert list(tmp_path.iterdir()) == []


def other_database(path: Path) -> None:
    raw = sqlite3.connect(path)
    raw.execute("CREATE TABLE journal (n)")
    raw.commit()
    raw.close()


NO_WORKSPACES = {
    "text": lambda path: path.write_text("指标,数\n" * 500, encoding="utf-8"),
    "nothing": lambda path: path.write_bytes(b""),
    "another database": other_database,
    "zeros": lambda path: path.write_bytes(bytes(8192)),
    "a folder": lambda path: path.mkdir(),
}


@pytest.mark.parametrize("write", [False, True])
@pytest.mark.parametrize("make", NO_WORKSPACES.values(), ids=NO_WORKSPACES.keys())
def test_what_is_no_workspace_is_the_environment_and_stays_as_it_is(
    tmp_path: Path, make: object, *, write: bool
) -> None:
    path = tmp_path / "w.db"
    assert callable(make)
    make(path)
    before = path.read_bytes() if path.is_file() else None
    with pytest.raises(SurroundingsError) as caught:
        Workspace(path, write=write)
    assert (caught.value.code, caught.value.exit_status) == ("no-workspace", 3)
    assert (path.read_bytes() if path.is_file() else None) == before


def test_a_damaged_file_is_the_environment_and_not_a_bug(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[4096 * 1 : 4096 * 8] = b"\xff" * (4096 * 7)
    path.write_bytes(data)
    with pytest.raises(SurroundingsError) as caught:
        whole(path)
    assert (caught.value.code, caught.value.exit_status) == ("damaged", 3)


def whole(path: Path) -> None:
    reader = Workspace(path)
    try:
        assert reader.identity == OWNER
        assert len(reader.journal) == 1
        reader.cells.heads(KEY)
    finally:
        reader.close()


def test_a_transaction_that_is_broken_off_leaves_nothing(path: Path) -> None:
    before = everything(path)
    workspace = Workspace(path, write=True)
    with pytest.raises(ZeroDivisionError):
        broken_off(workspace)
    assert not workspace.database.sql.in_transaction
    workspace.close()
    assert everything(path) == before


def broken_off(workspace: Workspace) -> None:
    with workspace.transaction():
        workspace.record("edit", edit(change("145-01", "13"), seq=2).body, "2026")
        workspace.record("audit", b"{}", "2026")
        raise ZeroDivisionError


def test_a_transaction_inside_another_one_falls_with_it(path: Path) -> None:
    before = everything(path)
    workspace = Workspace(path, write=True)
    with pytest.raises(ZeroDivisionError), workspace.transaction():
        broken_off_outside(workspace)
    workspace.close()
    assert everything(path) == before


def broken_off_outside(workspace: Workspace) -> None:
    with workspace.transaction():
        workspace.record("audit", b"{}", "2026")
    raise ZeroDivisionError


def test_what_was_committed_is_there_when_the_next_action_fails(path: Path) -> None:
    workspace = Workspace(path, write=True)
    later = edit(change("145-01", "13", replaces=[FIRST.id]), seq=2)
    record(workspace, [later])
    with pytest.raises(KeyError), workspace.transaction():
        workspace.record("edit", b"{}", "2026")
    assert later.id in workspace.journal
    assert len(workspace.journal) == 2
    workspace.close()


def test_a_full_disk_says_so_and_keeps_the_old_state(path: Path) -> None:
    workspace = Workspace(path, write=True)
    (pages,) = workspace.database.sql.execute("PRAGMA page_count").fetchone()
    workspace.database.sql.execute(f"PRAGMA max_page_count = {pages}")
    before = caches(workspace)
    with pytest.raises(SurroundingsError) as caught:
        too_much(workspace)
    assert (caught.value.code, caught.value.exit_status) == ("disk-full", 3)
    assert "腾出空间" in caught.value.advice
    assert not workspace.database.sql.in_transaction
    assert (len(workspace.journal), caches(workspace)) == (1, before)
    workspace.database.sql.execute("PRAGMA max_page_count = 100000")
    with workspace.transaction():
        assert workspace.record("file", bytes(100_000), "2026")
    assert workspace.journal.first_broken() is None
    workspace.close()


def too_much(workspace: Workspace) -> None:
    with workspace.transaction():
        workspace.record("audit", b"small", "2026")
        workspace.record("file", bytes(100_000), "2026")


def test_a_file_that_another_program_holds_is_busy_and_not_broken(path: Path) -> None:
    workspace = Workspace(path, write=True)
    workspace.database.sql.execute("PRAGMA busy_timeout = 0")
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    with pytest.raises(SurroundingsError) as caught:
        record(workspace, [edit(change("145-01", "13"), seq=2)])
    assert (caught.value.code, caught.value.exit_status) == ("locked", 3)
    other.execute("ROLLBACK")
    other.close()
    assert len(workspace.journal) == 1
    workspace.close()


def test_a_commit_that_a_reader_of_another_program_holds_up_leaves_nothing_and_can_be_tried_again(path: Path) -> None:
    workspace = Workspace(path, write=True)
    workspace.database.sql.execute("PRAGMA busy_timeout = 0")
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN")
    other.execute("SELECT * FROM journal").fetchall()
    later = edit(change("145-01", "13", replaces=[FIRST.id]), seq=2)
    with pytest.raises(SurroundingsError) as caught:
        record(workspace, [later])
    assert caught.value.code == "locked"
    assert not workspace.database.sql.in_transaction
    assert later.id not in workspace.journal
    other.execute("ROLLBACK")
    other.close()
    assert record(workspace, [later]) == [True]
    workspace.close()


def test_a_bug_of_ours_stays_a_bug(path: Path) -> None:
    with pytest.raises(sqlite3.OperationalError, match="no such table"), speaking_of(path):
        sqlite3.connect(":memory:").execute("SELECT * FROM nowhere")


def test_a_new_workspace_is_refused_where_it_would_get_lost(tmp_path: Path) -> None:
    with pytest.raises(SurroundingsError) as caught:
        Database(tmp_path / "OneDrive" / "w.db", write=True, create=True)
    assert caught.value.code == "unsafe-home"
    assert list(tmp_path.iterdir()) == []


def test_a_rehearsal_is_seen_inside_and_given_back_at_the_end(path: Path) -> None:
    before = everything(path)
    workspace = Workspace(path, write=True)
    with workspace.rehearsal():
        workspace.record("audit", b"{}", "2026")
        with workspace.part():
            workspace.record("audit", b"[]", "2026")
        assert len(workspace.journal) == EXTRA
    assert not workspace.database.sql.in_transaction
    workspace.close()
    assert everything(path) == before


def test_a_part_that_fails_is_given_back_alone(path: Path) -> None:
    workspace = Workspace(path, write=True)
    with workspace.transaction():
        workspace.record("audit", b"{}", "2026")
        with pytest.raises(ZeroDivisionError), workspace.part():
            broken_off(workspace)
        workspace.record("audit", b"[]", "2026")
    assert [entry.body for entry in workspace.journal.entries("audit")] == [b"{}", b"[]"]
    with pytest.raises(ZeroDivisionError), workspace.part():
        broken_off(workspace)
    assert len(workspace.journal) == EXTRA
    workspace.close()


def test_a_reader_rehearses_nothing(path: Path) -> None:
    workspace = Workspace(path)
    with pytest.raises(SurroundingsError, match="只读"), workspace.rehearsal():
        pass
    workspace.close()
