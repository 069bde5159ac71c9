"""The caches say what the journal says: in any order of arrival, after a repeat and after a rebuild."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from haishu_desk.domain.canonical import digest
from haishu_desk.domain.cells import Edit, ReturnKey, Slot, heads_of
from haishu_desk.domain.editions import Edition
from haishu_desk.domain.returns import Decision, Revision
from haishu_desk.store.cells import CACHES
from haishu_desk.store.workspace import Workspace
from tests.domain.made import AT, FULL, KEY, RANDOM, History, change, decision, edit, histories, revision
from tests.store.opened import caches, founded, record

FIRST = edit(change("145-01", "12"), change("145-02", "—"))
LATER = edit(change("145-01", "13", replaces=[FIRST.id]), seq=2)
OTHER = edit(change("145-01", "14", replaces=[FIRST.id]), seq=3, device="b" * 16)
REVISION = revision({"145-01": "12"})
DECISION = decision("received", REVISION)
EDITIONS = [Edition("units", 1, []), Edition("units", 2, [1]), Edition("plan:145", 1, {})]


def test_the_store_tells_the_heads_of_a_return(tmp_path: Path) -> None:
    workspace = founded(tmp_path / "w.db", FIRST, LATER, OTHER)
    assert workspace.cells.heads(KEY) == heads_of([FIRST, LATER, OTHER])
    assert len(workspace.cells.heads(KEY)[Slot("145-01")]) == 2
    assert workspace.cells.heads(ReturnKey("tasks", KEY.unit, KEY.period)) == {}
    workspace.close()


@settings(RANDOM, max_examples=2_000 if FULL else 30)
@given(histories(), st.randoms(use_true_random=False))
def test_any_order_of_arrival_and_any_repeat_gives_the_same_heads_and_a_rebuild_the_same_caches(
    history: History, random: Any
) -> None:
    arriving = [*history.edits, *history.edits[:3]]
    random.shuffle(arriving)
    with tempfile.TemporaryDirectory() as folder:
        workspace = founded(Path(folder) / "w.db")
        new = record(workspace, arriving)
        assert sum(new) == len(history.edits) == len(workspace.journal)
        assert workspace.cells.heads(KEY) == heads_of(history.edits)
        before = caches(workspace)
        workspace.cells.rebuild()
        assert caches(workspace) == before
        workspace.close()


@settings(RANDOM, max_examples=2_000 if FULL else 20)
@given(histories(), st.randoms(use_true_random=False), st.integers(1, 5))
def test_entries_that_arrive_some_at_a_time_give_the_same_caches_as_one_by_one(
    history: History, random: Any, size: int
) -> None:
    arriving = [*history.edits, *history.edits[:3]]
    random.shuffle(arriving)
    with tempfile.TemporaryDirectory() as folder:
        alone, together = founded(Path(folder) / "alone.db"), founded(Path(folder) / "together.db")
        record(alone, arriving)
        with together.transaction():
            for start in range(0, len(arriving), size):
                together.record_all(arriving[start : start + size], AT)
        assert caches(together) == caches(alone)
        assert [entry.hash for entry in together.journal.entries()] == [entry.hash for entry in alone.journal.entries()]
        alone.close()
        together.close()


@pytest.mark.parametrize(
    "typed", ["12.5", "-0.3", "7.5%", ">93", "3-5", "约5", "[8]", "翻番", "—", "", '说"明\\\n\t\x7f 与\U0001f600']
)
def test_a_standing_value_is_stored_as_json_writes_it(tmp_path: Path, typed: str) -> None:
    made = edit(change("145-01", typed))
    workspace = founded(tmp_path / "w.db", made)
    packed = json.dumps(made.changes[0].after.packed(), ensure_ascii=False)
    assert workspace.database.rows("SELECT value FROM head") == [(packed,)]
    workspace.close()


def test_a_rebuild_restores_every_row_of_the_four_caches(tmp_path: Path) -> None:
    workspace = founded(tmp_path / "w.db", *EDITIONS, FIRST, REVISION, LATER, DECISION, OTHER)
    before = caches(workspace)
    assert [len(before[cache]) for cache in ("return_entry", "edition_entry", "head", "replaced")] == [5, 3, 3, 1]
    with workspace.transaction():
        for cache in CACHES:
            workspace.database.sql.execute(f"DELETE FROM {cache}")  # noqa: S608 a constant
        workspace.database.sql.execute("INSERT INTO head VALUES ('f', 'u', 'p', 'i', 'f', '', 'e', '{}')")
    workspace.cells.rebuild()
    assert caches(workspace) == before
    workspace.close()


def test_a_rebuild_that_fails_leaves_the_caches_as_they_were(tmp_path: Path) -> None:
    workspace = founded(tmp_path / "w.db", FIRST)
    before = caches(workspace)
    with workspace.transaction():
        body = b'{"no": "edit"}'
        workspace.journal.append([(digest(body), "edit", body)], "2026")
    try:
        workspace.cells.rebuild()
    except KeyError:
        assert caches(workspace) == before
    else:
        raise AssertionError("an entry that is no edit was taken for one")
    workspace.close()


def test_a_repeat_changes_nothing(tmp_path: Path) -> None:
    workspace = founded(tmp_path / "w.db", FIRST, REVISION, DECISION, *EDITIONS)
    before, length = caches(workspace), len(workspace.journal)
    assert record(workspace, [FIRST, REVISION, DECISION, *EDITIONS]) == [False] * 6
    assert (caches(workspace), len(workspace.journal)) == (before, length)
    workspace.close()


def test_the_entries_of_a_return_come_in_the_order_of_arrival_up_to_a_number(tmp_path: Path) -> None:
    workspace = founded(tmp_path / "w.db", OTHER, REVISION, FIRST, DECISION, LATER)
    assert edits(workspace) == [OTHER, FIRST, LATER]
    assert edits(workspace, until=3) == [OTHER, FIRST]
    assert edits(workspace, until=0) == []
    bodies = workspace.cells.bodies
    assert [Revision.from_body(body) for body in bodies(Revision.kind, KEY)] == [REVISION]
    assert [Decision.from_body(body) for body in bodies(Decision.kind, KEY)] == [DECISION]
    workspace.close()


def edits(workspace: Workspace, until: int | None = None) -> Sequence[Edit]:
    return [Edit.from_body(body) for body in workspace.cells.bodies(Edit.kind, KEY, until)]


def test_every_return_that_the_journal_speaks_of_is_known(tmp_path: Path) -> None:
    tasks = ReturnKey("tasks", "330203200", "2025-09")
    workspace = founded(tmp_path / "w.db", DECISION, edit(change("145-b09-2-03", "完成"), key=tasks))
    assert workspace.cells.returns() == [KEY, tasks]
    workspace.close()


def test_the_edition_with_the_highest_number_is_in_force_whatever_came_last(tmp_path: Path) -> None:
    workspace = founded(tmp_path / "w.db", EDITIONS[1], EDITIONS[0], EDITIONS[2])
    assert workspace.cells.edition("units") == EDITIONS[1]
    assert list(workspace.cells.editions("units")) == [EDITIONS[1], EDITIONS[0]]
    assert workspace.cells.edition("roster") is None
    assert workspace.cells.edition_names() == ["plan:145", "units"]
    workspace.close()


def test_an_audit_line_or_a_file_touches_no_cache(tmp_path: Path) -> None:
    workspace = founded(tmp_path / "w.db", FIRST)
    before = caches(workspace)
    with workspace.transaction():
        assert workspace.record("audit", b"{}", "2026")
        assert workspace.record("file", b"PK", "2026")
    assert caches(workspace) == before
    workspace.close()
