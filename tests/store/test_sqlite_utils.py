"""What sqlite-utils can do to the journal: row by row it is refused; what makes the table anew is found by 体检."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from sqlite_utils import Database
from sqlite_utils.db import Table, TransformError

from haishu_desk.store.health import faults_of_file
from haishu_desk.store.workspace import Workspace
from tests.domain.made import change, edit
from tests.store.opened import everything, founded

EDITS = [edit(change("145-01", str(number)), seq=number) for number in range(1, 6)]
ROW = {"n": 2, "id": "x", "kind": "edit", "body": b"{}", "at": "2026", "hash": "x"}
LATER = {**ROW, "n": 6, "id": EDITS[0].id}

Way = Callable[[Table], object]
REFUSED: dict[str, Way] = {
    "insert": lambda journal: journal.insert(ROW),
    "insert with replace": lambda journal: journal.insert(ROW, pk="n", replace=True),
    "insert with replace by id": lambda journal: journal.insert(LATER, pk="n", replace=True),
    "insert all with replace": lambda journal: journal.insert_all([ROW, {**ROW, "n": 3}], pk="n", replace=True),
    "insert all after emptying": lambda journal: journal.insert_all([{**ROW, "n": 1}], pk="n", truncate=True),
    "upsert": lambda journal: journal.upsert(ROW, pk="n"),
    "upsert all": lambda journal: journal.upsert_all([ROW], pk="n"),
    "update": lambda journal: journal.update(2, {"body": b"{}"}),
    "delete": lambda journal: journal.delete(2),
    "delete where": lambda journal: journal.delete_where("n > 1"),
    "delete of everything": lambda journal: journal.delete_where(),
    "convert": lambda journal: journal.convert("kind", lambda _: "audit"),
    "convert of many": lambda journal: journal.convert(["kind", "at"], lambda _: "audit"),
    "a column with what is in it": lambda journal: journal.convert("hash", lambda _: "", output="id"),
    "transform that renames a column": lambda journal: journal.transform(rename={"at": "moment"}),
    "transform that drops a column": lambda journal: journal.transform(drop={"hash"}),
    "transform of types": lambda journal: journal.transform(types={"n": str}),
}
MADE_ANEW: dict[str, Way] = {
    "transform that changes nothing": lambda journal: journal.transform(),
    "another column": lambda journal: journal.add_column("more", str),
    "full text search": lambda journal: journal.enable_fts(["kind"], create_triggers=True),
    "an index": lambda journal: journal.create_index(["kind"]),
    "a counter": lambda journal: journal.enable_counts(),
    "drop": lambda journal: journal.drop(),
    "a trigger dropped": lambda journal: journal.db.execute("DROP TRIGGER journal_is_never_deleted"),
}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    founded(tmp_path / "w.db", *EDITS).close()
    return tmp_path / "w.db"


def carried_out(path: Path, way: Way) -> None:
    database = Database(path)
    table = database["journal"]
    assert isinstance(table, Table)
    try:
        way(table)
        database.conn.commit()
    finally:
        database.close()


@pytest.mark.parametrize("way", REFUSED.values(), ids=REFUSED.keys())
def test_no_row_of_the_journal_is_changed_or_deleted(path: Path, way: Way) -> None:
    before = everything(path)
    with pytest.raises((sqlite3.IntegrityError, TransformError)):  # the second one for the index on a part of the rows
        carried_out(path, way)
    assert everything(path) == before
    assert faults(path) == []


@pytest.mark.parametrize("way", MADE_ANEW.values(), ids=MADE_ANEW.keys())
def test_a_journal_that_was_made_anew_or_lost_what_protects_it_is_found(path: Path, way: Way) -> None:
    carried_out(path, way)
    assert faults(path) == ["表的定义和本程序的不一样"]


def faults(path: Path) -> list[str]:
    with closing(Workspace(path)) as workspace:
        return faults_of_file(workspace.database)
