"""What one edit costs: so many statements and rows, however much the return and the file hold."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import groupby
from pathlib import Path
from typing import Any

import pytest

from haishu_desk.desk import Desk
from haishu_desk.desk.founding import found
from haishu_desk.domain.cells import ReturnKey
from haishu_desk.domain.errors import SurroundingsError
from haishu_desk.domain.periods import parse_period
from haishu_desk.domain.returns import Revision
from haishu_desk.store.workspace import Workspace

TOWN = "330203105"
KEY = ReturnKey("indicators", TOWN, "2025")
# Before: the cell, the PIN, the last number. Permission: the cell, revisions, decisions. The entry: is it there, what is
# the last one, written, read back. The caches: its return, what it replaces (noted, taken away), its head if none replaces it.
ONE_EDIT = 3 + len(["BEGIN"]) + 3 + 4 + 4 + len(["COMMIT"])


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    found(tmp_path / "镇.db", "unit", TOWN, "张三", None)
    with Desk(tmp_path / "镇.db", write=True, person="张三") as opened:
        yield opened


def type_value(desk: Desk, value: str, item: str = "145-04") -> None:
    desk.entry.enter([{"unit": TOWN, "period": "2025", "item": item, "value": value}])


def fill(desk: Desk) -> int:
    """Every cell that the town fills in, in five years; how many there are."""
    rows: list[dict[str, str | None]] = [
        {"unit": TOWN, "period": str(year), "item": item.code, "value": "12", "note": "抽样推算"}
        for year in range(2021, 2026)
        for item in desk.documents.items_due(TOWN, parse_period(str(year)), "indicators")
    ]
    return int(desk.entry.enter(rows)["written"])


def seal(desk: Desk) -> None:
    last = desk.course(KEY).last_revision
    desk.apply(Revision(KEY, desk.author(), desk.heads(KEY), (last.id,) if last else ()))


@contextmanager
def told(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[list[str], list[int]]]:
    """The statements that reach SQLite, and how many rows each question was answered with."""
    statements: list[str] = []
    read: list[int] = []
    database = desk.workspace.database
    rows = database.rows

    def counted(sql: str, *parameters: Any) -> list[tuple[Any, ...]]:
        found = rows(sql, *parameters)
        read.append(len(found))
        return found

    with monkeypatch.context() as patch:
        patch.setattr(database, "rows", counted)
        database.sql.set_trace_callback(statements.append)
        yield statements, read
        database.sql.set_trace_callback(None)
    # A trigger is told as the statement that it belongs to, once more.
    statements[:] = [statement for statement, _ in groupby(statements)]


def cost(desk: Desk, monkeypatch: pytest.MonkeyPatch, value: str) -> tuple[int, int]:
    with told(desk, monkeypatch) as (statements, read):
        type_value(desk, value)
    return len(statements), sum(read)


def test_one_edit_is_so_many_statements_and_the_next_one_reads_no_more(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    type_value(desk, "1")
    first = cost(desk, monkeypatch, "2")
    assert first[0] == ONE_EDIT
    assert [cost(desk, monkeypatch, value) for value in ("3", "4", "5")] == [first] * 3


def test_an_edit_reads_no_more_where_the_return_and_the_file_are_full(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    type_value(desk, "1")
    alone = cost(desk, monkeypatch, "2")
    assert fill(desk) > 100
    assert cost(desk, monkeypatch, "3") == alone


def test_an_edit_takes_no_revision_apart_that_was_taken_apart_before(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(desk)
    seal(desk)
    seal(desk)
    type_value(desk, "1")
    calls = parsed(monkeypatch)
    type_value(desk, "2")
    assert calls == []
    seal(desk)
    calls.clear()
    type_value(desk, "3")
    assert calls == ["2025"]  # the new one, once
    assert len(desk.course(KEY).revisions) == 3


def parsed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The period of each revision whose cells are taken apart from now on."""
    calls: list[str] = []
    read: Callable[[bytes], Any] = json.loads

    def counted(text: Any) -> Any:
        found = read(text)
        if isinstance(found, dict) and found.get("kind") == Revision.kind:
            calls.append(found["period"])
        return found

    monkeypatch.setattr(json, "loads", counted)
    return calls


def test_a_revision_that_is_spoilt_after_it_was_read_is_noticed_at_the_next_edit(desk: Desk) -> None:
    fill(desk)
    seal(desk)
    type_value(desk, "1")
    spoil(desk.workspace)
    with pytest.raises(SurroundingsError, match="已损坏"):
        type_value(desk, "2")


def spoil(workspace: Workspace) -> None:
    """Another byte in the body of the revision, past the triggers."""
    sql = workspace.database.sql
    sql.execute("DROP TRIGGER journal_is_never_changed")
    sql.execute("UPDATE journal SET body = CAST(replace(body, '\"12\"', '\"13\"') AS BLOB) WHERE kind = 'revision'")
