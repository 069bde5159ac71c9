"""Questions are searches, also in a file that lacks the newer index; a scan is told by name."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from haishu_desk.domain.cells import Edit, ReturnKey, Slot
from haishu_desk.domain.returns import Revision
from haishu_desk.store.workspace import Workspace
from tests.domain.made import AT, KEY, change, edit, revision
from tests.store.opened import founded
from tests.store.searches import asked, scans

FIRST = edit(change("145-01", "12"))
REVISION = revision({"145-01": "12"})


def ask_all(workspace: Workspace) -> list[object]:
    journal, cells = workspace.journal, workspace.cells
    return [
        list(journal.entries("audit")), list(journal.entries("revision")), journal.head(), len(journal),
        journal.numbers([FIRST.id]), journal.get(FIRST.id), cells.returns(), cells.first_at("revision"),
        cells.heads(KEY), cells.heads_at(KEY, [FIRST.changes[0].slot]), cells.last_of("revision", KEY),
        list(cells.bodies("edit", KEY)), cells.last_edition(["units"]), cells.last_edition(["units"], 1), cells.edition_names(),
        list(journal.last_saying("audit", "装入", "2025")),
    ]  # fmt: skip


def test_every_question_of_the_store_is_a_search(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    founded(tmp_path / "w.db", FIRST, REVISION).close()
    with asked(monkeypatch) as told:
        workspace = Workspace(tmp_path / "w.db", write=True, person="张三")
        ask_all(workspace)
        with workspace.transaction():
            workspace.record("audit", b"{}", AT)
        workspace.close()
    assert len(told) > len(ask_all.__code__.co_names) // 2
    assert scans(told) == {}


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT DISTINCT form, unit, period FROM return_entry",
        "SELECT id, n FROM journal",
        "SELECT n FROM journal WHERE kind = 'audit'",
        "SELECT * FROM head WHERE edit = 'x'",
        "SELECT 1 FROM replaced WHERE form = 'x'",
    ],
)
def test_a_question_that_reads_a_whole_table_is_told(statement: str) -> None:
    assert list(scans({statement: statement})) == [statement]


def test_a_file_without_the_index_answers_the_same(tmp_path: Path) -> None:
    founded(tmp_path / "w.db", FIRST, REVISION).close()
    workspace = Workspace(tmp_path / "w.db")
    expected = ask_all(workspace)
    workspace.close()
    raw = sqlite3.connect(tmp_path / "w.db", isolation_level=None)
    raw.execute("DROP INDEX journal_by_kind")
    raw.execute("PRAGMA user_version = 1")
    raw.close()
    reader = Workspace(tmp_path / "w.db")
    assert ask_all(reader) == expected
    reader.close()


# A plan that says SEARCH can still go through half a table: one over a whole key did. So the steps are counted.
QUESTIONS: dict[str, Callable[[Workspace], object]] = {
    "the returns": lambda asked: asked.cells.returns(),
    "when each was first reported": lambda asked: asked.cells.first_at("revision"),
    "some cells": lambda asked: asked.cells.heads_at(KEY, [Slot("145-01"), Slot("145-02")]),
    "the last report": lambda asked: asked.cells.last_of("revision", KEY),
    "the decisions": lambda asked: list(asked.cells.bodies("decision", KEY)),
    "the trail": lambda asked: list(asked.journal.entries("audit")),
    "the last entry": lambda asked: (asked.journal.head(), len(asked.journal)),
    "some numbers": lambda asked: asked.journal.numbers([FIRST.id, REVISION.id]),
}


@pytest.mark.parametrize("ask", QUESTIONS.values(), ids=QUESTIONS.keys())
def test_a_question_takes_as_many_steps_of_sqlite_whatever_the_number_of_edits(
    tmp_path: Path, ask: Callable[[Workspace], object]
) -> None:
    workspace = founded(tmp_path / "w.db", FIRST, REVISION)
    few = steps(workspace, ask)
    with workspace.transaction():
        workspace.record_all([edit(change(f"145-{seq}", "1"), seq=seq) for seq in range(100, 3_100)], AT)
    assert steps(workspace, ask) <= few + 10  # a tree that is a level deeper
    workspace.close()


def steps(workspace: Workspace, ask: Callable[[Workspace], object]) -> int:
    """How many instructions SQLite carries out."""
    counted = []
    workspace.database.sql.set_progress_handler(lambda: counted.append(1), 1)
    ask(workspace)
    workspace.database.sql.set_progress_handler(None, 1)
    return len(counted)


def test_the_returns_are_each_there_once_and_in_order(tmp_path: Path) -> None:
    keys = [
        ReturnKey(form, unit, str(year)) for form in ("a", "b") for unit in ("1", "2") for year in range(2021, 2024)
    ]
    made = [
        Edit(key, FIRST.author, FIRST.changes, f"{key.unit}{key.period}{number}") for key in keys for number in range(3)
    ]
    workspace = founded(tmp_path / "w.db")
    assert workspace.cells.returns() == []
    assert workspace.cells.first_at("edit") == {}
    with workspace.transaction():
        workspace.record_all(list(reversed(made)), AT)
        sealed = Revision(keys[4], FIRST.author, {})
        workspace.record_all([sealed], "2027-01-01T00:00:00.000+08:00")
        workspace.record_all([Revision(keys[4], FIRST.author, {}, (sealed.id,))], AT)
    assert workspace.cells.returns() == keys
    assert workspace.cells.first_at("revision") == {keys[4]: "2027-01-01T00:00:00.000+08:00"}
    assert workspace.cells.last_of("revision", keys[4]) == len(workspace.journal)
    assert workspace.cells.last_of("revision", keys[0]) == 0
    workspace.close()


def test_when_the_returns_of_a_period_came_costs_the_same_however_many_other_periods_there_are(tmp_path: Path) -> None:
    def filled(name: str, years: range) -> Workspace:
        workspace = founded(tmp_path / name)
        with workspace.transaction():
            for year in years:
                key = ReturnKey("a", "1", str(year))
                workspace.record_all([Revision(key, FIRST.author, {})], f"{year + 1}-01-01T00:00:00.000+08:00")
        return workspace

    few, many = filled("few.db", range(2024, 2026)), filled("many.db", range(1926, 2026))
    asked = [ReturnKey("a", "1", "2025")]
    for workspace in (few, many):
        assert list(workspace.cells.first_at("revision", "2025")) == asked
        assert workspace.cells.first_at("revision", "2025") == {
            key: at for key, at in workspace.cells.first_at("revision").items() if key.period == "2025"
        }
        assert workspace.cells.first_at("revision", "1800") == {}
    assert steps(many, of_period) < steps(few, of_period) * 1.2, "and not fifty times as many"
    few.close()
    many.close()


def of_period(workspace: Workspace) -> object:
    return workspace.cells.first_at("revision", "2025")
