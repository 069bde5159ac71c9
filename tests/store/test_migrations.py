"""Migrations go one statement at a time, whole or not at all, and after a backup."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from haishu_desk import paths
from haishu_desk.domain.errors import SurroundingsError
from haishu_desk.store import database
from haishu_desk.store.cells import CACHES
from haishu_desk.store.migrations import migrate, statements
from haishu_desk.store.workspace import Workspace
from tests.domain.made import KEY, change, edit
from tests.store.opened import everything, founded

SCRIPT = """-- a comment; with a semicolon
CREATE TABLE a (x TEXT DEFAULT ';');

CREATE TRIGGER t BEFORE UPDATE ON a
BEGIN
    SELECT RAISE(ABORT, 'no; never');
    DELETE FROM a;
END;
INSERT INTO a VALUES ('one;
two');
"""


def test_statements_keep_triggers_comments_and_texts_in_one_piece() -> None:
    found = [statement.strip() for statement in statements(SCRIPT)]
    assert [statement.splitlines()[-1] for statement in found] == [
        "CREATE TABLE a (x TEXT DEFAULT ';');",
        "END;",
        "two');",
    ]
    assert "".join(statements(SCRIPT)).split() == SCRIPT.split()


def test_every_shipped_statement_is_run_by_itself() -> None:
    connection = sqlite3.connect(":memory:", isolation_level=None)
    for file in sorted(paths.migrations().glob("*.sql")):
        for statement in statements(file.read_text(encoding="utf-8")):
            connection.execute(statement)
    triggers = connection.execute("SELECT COUNT(*) FROM sqlite_master WHERE type = 'trigger'").fetchone()
    connection.close()
    assert triggers == (4,)


@pytest.mark.parametrize(
    "script",
    [
        "CREATE TABLE a (x)",
        "CREATE TABLE a (x);\nSELECT 'open;\n",
        "CREATE TRIGGER t BEFORE UPDATE ON a\nBEGIN\n  SELECT 1;\n",
    ],
)
def test_a_statement_without_its_end_is_refused(script: str) -> None:
    with pytest.raises(ValueError, match="without its end"):
        list(statements(script))


def test_an_empty_script_has_no_statement() -> None:
    assert list(statements("\n\n")) == []


@pytest.fixture
def steps(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of migrations of the test's own that begins with the shipped one."""
    folder = tmp_path / "migrations"
    folder.mkdir()
    for file in paths.migrations().glob("*.sql"):
        (folder / file.name).write_text(file.read_text(encoding="utf-8"), encoding="utf-8")
    monkeypatch.setattr(paths, "migrations", lambda: folder)
    return folder


def test_a_step_is_applied_once(steps: Path) -> None:
    (steps / "002_more.sql").write_text("CREATE TABLE more (x);\nINSERT INTO more VALUES (1);\n")
    connection = sqlite3.connect(":memory:", isolation_level=None)
    migrate(connection)
    migrate(connection)
    assert connection.execute("SELECT x FROM more").fetchall() == [(1,)]
    connection.close()


def test_a_step_that_fails_leaves_the_file_as_it_was_and_the_steps_before_it(steps: Path) -> None:
    (steps / "002_broken.sql").write_text("CREATE TABLE more (x);\nINSERT INTO nowhere VALUES (1);\n")
    connection = sqlite3.connect(":memory:", isolation_level=None)
    with pytest.raises(sqlite3.OperationalError, match="nowhere"):
        migrate(connection)
    tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master")}
    connection.close()
    assert "journal" in tables
    assert "more" not in tables


def test_a_new_file_has_the_version_and_the_mark_of_the_program(tmp_path: Path) -> None:
    workspace = founded(tmp_path / "w.db")
    assert workspace.database.rows("PRAGMA user_version") == [(database.SCHEMA_VERSION,)]
    assert workspace.database.rows("PRAGMA application_id") == [(0x48534453,)]
    workspace.close()
    assert not list(tmp_path.glob("*before*"))


def test_an_older_workspace_is_backed_up_and_brought_up_with_all_it_holds(
    tmp_path: Path, steps: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "w.db"
    founded(path, edit(change("145-01", "12"))).close()
    before = everything(path)
    (steps / "002_more.sql").write_text("CREATE TABLE more (x);\n")
    monkeypatch.setattr(database, "SCHEMA_VERSION", database.SCHEMA_VERSION + 1)
    workspace = Workspace(path, write=True)
    assert workspace.database.rows("PRAGMA user_version") == [(database.SCHEMA_VERSION,)]
    assert workspace.database.rows("SELECT * FROM more") == []
    assert workspace.journal.first_broken() is None
    assert len(workspace.cells.heads(KEY)) == 1
    workspace.close()
    (copy,) = tmp_path.glob("w.db.before-*")
    assert everything(copy) == before


def test_the_copy_of_an_earlier_attempt_is_not_written_over(
    tmp_path: Path, steps: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "w.db"
    founded(path, edit(change("145-01", "12"))).close()
    (steps / "002_more.sql").write_text("CREATE TABLE more (x);\n")
    monkeypatch.setattr(database, "SCHEMA_VERSION", database.SCHEMA_VERSION + 1)
    earlier = tmp_path / f"w.db.before-{database.SCHEMA_VERSION}"
    earlier.write_bytes(b"what an earlier attempt left")
    Workspace(path, write=True).close()
    assert earlier.read_bytes() == b"what an earlier attempt left"
    assert (tmp_path / f"{earlier.name}-2").is_file()


def test_an_older_workspace_whose_step_fails_stays_as_it_was(
    tmp_path: Path, steps: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "w.db"
    founded(path, edit(change("145-01", "12"))).close()
    before = everything(path)
    (steps / "002_broken.sql").write_text("DROP TABLE head;\nINSERT INTO nowhere VALUES (1);\n")
    monkeypatch.setattr(database, "SCHEMA_VERSION", database.SCHEMA_VERSION + 1)
    with pytest.raises(sqlite3.OperationalError, match="nowhere"):
        Workspace(path, write=True)
    assert everything(path) == before


@pytest.fixture
def older(tmp_path: Path, steps: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workspace of this program's format, for a program that has one more step; `steps` is still without it."""
    assert len(list(steps.iterdir())) == database.SCHEMA_VERSION  # one step, one format
    path = tmp_path / "w.db"
    founded(path, edit(change("145-01", "12"))).close()
    monkeypatch.setattr(database, "SCHEMA_VERSION", database.SCHEMA_VERSION + 1)
    return path


@pytest.mark.parametrize(
    "step",
    [
        "DROP TRIGGER journal_is_never_changed;",
        "DROP TRIGGER journal_has_no_gaps;\nCREATE TRIGGER journal_has_no_gaps BEFORE INSERT ON journal\nBEGIN\n  SELECT 1;\nEND;",
        "DROP TABLE journal;",
        "ALTER TABLE journal RENAME TO diary;",
        "INSERT INTO journal VALUES (2, 'x', 'edit', x'00', '2026', 'x');",
    ],
)
def test_a_step_that_touches_the_journal_or_what_protects_it_is_given_back(older: Path, steps: Path, step: str) -> None:
    (steps / "901_harmless.sql").write_text("CREATE TABLE harmless (x);\n")
    (steps / "902_touching.sql").write_text(f"{step}\n")
    before = everything(older)
    with pytest.raises((ValueError, sqlite3.OperationalError)):
        Workspace(older, write=True)
    assert everything(older) == before
    with pytest.raises(sqlite3.IntegrityError), sqlite3.connect(older) as raw:
        raw.execute("DELETE FROM journal")
    raw.close()


def test_however_often_it_fails_one_copy_is_kept(older: Path, steps: Path) -> None:
    (steps / "901_broken.sql").write_text("INSERT INTO nowhere VALUES (1);\n")
    for _ in range(3):
        with pytest.raises(sqlite3.OperationalError):
            Workspace(older, write=True)
    assert len(list(older.parent.glob("w.db.before-*"))) == 1


def test_a_file_that_went_on_since_the_last_try_is_copied_anew(
    older: Path, steps: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (steps / "901_broken.sql").write_text("INSERT INTO nowhere VALUES (1);\n")
    with pytest.raises(sqlite3.OperationalError):
        Workspace(older, write=True)
    with monkeypatch.context() as patch:  # the old program again
        patch.setattr(database, "SCHEMA_VERSION", database.SCHEMA_VERSION - 1)
        with closing(Workspace(older, write=True)) as workspace, workspace.transaction():
            workspace.remember("backup:folder", "/media/备份")
    with pytest.raises(sqlite3.OperationalError):
        Workspace(older, write=True)
    words: list[dict[str, str]] = [
        dict(everything(copy)["workspace"]) for copy in sorted(older.parent.glob("w.db.before-*"))
    ]
    assert [each.get("backup:folder") for each in words] == [None, "/media/备份"]


def test_the_caches_are_made_anew_with_a_new_format(older: Path, steps: Path) -> None:
    """A step need not fill a cache that it adds or makes over; the values that stand are those of before."""
    before = everything(older)
    (steps / "901_anew.sql").write_text("DELETE FROM head;\nDELETE FROM return_entry;\n")
    Workspace(older, write=True).close()
    after = everything(older)
    assert {name: after[name] for name in CACHES} == {name: before[name] for name in CACHES}


def test_an_older_file_is_looked_at_in_the_new_format_and_stays_as_it_is(older: Path, steps: Path) -> None:
    (steps / "901_more.sql").write_text("CREATE TABLE more (x);\n")
    before = older.read_bytes()
    with closing(Workspace(older)) as workspace:
        assert workspace.database.rows("SELECT * FROM more") == []
        assert len(workspace.cells.heads(KEY)) == 1
        with pytest.raises(SurroundingsError), workspace.transaction():
            pass
    assert older.read_bytes() == before


def test_a_step_that_cannot_be_read_is_said_and_nothing_is_changed(older: Path, steps: Path) -> None:
    (steps / "901_folder.sql").mkdir()
    before = everything(older)
    with pytest.raises(SurroundingsError, match="901_folder"):
        Workspace(older, write=True)
    assert everything(older) == before
