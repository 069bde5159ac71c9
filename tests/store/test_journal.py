# ruff: noqa: S608 - the statements are the test
"""The journal only grows: no statement changes it, and whoever goes past the triggers is found at the right number."""

from __future__ import annotations

import shutil
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable
from contextlib import closing
from pathlib import Path
from random import Random
from typing import Any, cast

import pytest

from haishu_desk.bench.statements import Recorder
from haishu_desk.domain.canonical import digest
from haishu_desk.domain.errors import SurroundingsError
from haishu_desk.store.database import Database
from haishu_desk.store.journal import GENESIS, link
from haishu_desk.store.workspace import Workspace
from tests.domain.made import AT, FULL, change, edit
from tests.store.opened import caches, everything, founded, record

EDITS = [edit(change("145-01", str(number)), seq=number) for number in range(1, 6)]
GOOD = "'x', 'edit', x'00', '2026', 'x'"

ATTACKS = {
    "update": "UPDATE journal SET body = x'00' WHERE n = 2",
    "update of everything": "UPDATE journal SET at = '1999'",
    "update of the number": "UPDATE journal SET n = n + 10",
    "update or replace": f"UPDATE OR REPLACE journal SET id = '{EDITS[0].id}' WHERE n = 2",
    "update or ignore": "UPDATE OR IGNORE journal SET body = x'00' WHERE n = 2",
    "update from a query": "UPDATE journal SET hash = (SELECT hash FROM journal WHERE n = 1) WHERE n = 2",
    "delete": "DELETE FROM journal WHERE n = 5",
    "delete of everything": "DELETE FROM journal",
    "delete through a view of it": "WITH old AS (SELECT n FROM journal) DELETE FROM journal WHERE n IN old",
    "insert or replace by number": f"INSERT OR REPLACE INTO journal VALUES (2, {GOOD})",
    "replace by number": f"REPLACE INTO journal VALUES (5, {GOOD})",
    "replace by id": f"REPLACE INTO journal VALUES (6, '{EDITS[0].id}', 'edit', x'00', '2026', 'x')",
    "insert or replace of its own rows": "INSERT OR REPLACE INTO journal SELECT n, id, kind, x'00', at, hash FROM journal",
    "insert of an existing number": f"INSERT INTO journal VALUES (1, {GOOD})",
    "insert or ignore of an existing number": f"INSERT OR IGNORE INTO journal VALUES (1, {GOOD})",
    "upsert": f"INSERT INTO journal VALUES (2, {GOOD}) ON CONFLICT (n) DO UPDATE SET body = x'00'",
    "upsert by id": f"INSERT INTO journal VALUES (6, '{EDITS[0].id}', 'edit', x'00', '2026', 'x')"
    " ON CONFLICT (id) DO UPDATE SET body = x'00'",
    "a gap": f"INSERT INTO journal VALUES (7, {GOOD})",
    "a number before the first": f"INSERT INTO journal VALUES (0, {GOOD})",
    "a negative number": f"INSERT INTO journal VALUES (-3, {GOOD})",
    "no number at all": f"INSERT INTO journal (id, kind, body, at, hash) VALUES ({GOOD})",
    "an empty number": f"INSERT INTO journal VALUES (NULL, {GOOD})",
    "two numbers at once": "INSERT INTO journal VALUES (6, 'x', 'edit', x'00', '2026', 'x'), (8, 'y', 'edit', x'00', '2026', 'x')",
    "a body that is text": "INSERT INTO journal VALUES (6, 'x', 'edit', 'text', '2026', 'x')",
    "a body that is nothing": "INSERT INTO journal VALUES (6, 'x', 'edit', NULL, '2026', 'x')",
    "an id that is bytes": "INSERT INTO journal VALUES (6, x'00', 'edit', x'00', '2026', 'x')",
}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    founded(tmp_path / "w.db", *EDITS).close()
    return tmp_path / "w.db"


@pytest.mark.parametrize("statement", ATTACKS.values(), ids=ATTACKS.keys())
def test_no_statement_changes_what_is_written(path: Path, statement: str) -> None:
    before = everything(path)
    raw = sqlite3.connect(path, isolation_level=None)
    with pytest.raises(sqlite3.IntegrityError):
        raw.execute(statement)
    raw.close()
    assert everything(path) == before


@pytest.mark.parametrize("statement", ATTACKS.values(), ids=ATTACKS.keys())
def test_no_statement_changes_it_on_the_connection_of_the_program_either(path: Path, statement: str) -> None:
    workspace = Workspace(path, write=True)
    with pytest.raises(sqlite3.IntegrityError), workspace.transaction():
        workspace.database.sql.execute(statement)
    assert workspace.journal.first_broken() is None
    assert len(workspace.journal) == len(EDITS)
    workspace.close()


def test_the_next_number_may_be_added_past_the_program_and_is_found(path: Path) -> None:
    raw = sqlite3.connect(path, isolation_level=None)
    raw.execute(f"INSERT INTO journal VALUES (6, {GOOD})")
    raw.close()
    assert broken(path) == 6


def broken(path: Path) -> int | None:
    workspace = Workspace(path)
    try:
        return workspace.journal.first_broken()
    finally:
        workspace.close()


TAMPERINGS = {
    "a byte of a body": ("UPDATE journal SET body = CAST(replace(body, '145-01', '145-02') AS BLOB) WHERE n = {n}", 0),
    "a body and its id": ("UPDATE journal SET body = x'7b7d', id = '" + digest(b"{}") + "' WHERE n = {n}", 0),
    "an id": ("UPDATE journal SET id = replace(id, substr(id, 1, 1), 'x') WHERE n = {n}", 0),
    "a kind": ("UPDATE journal SET kind = 'audit' WHERE n = {n}", 0),
    "a time": ("UPDATE journal SET at = '1999' WHERE n = {n}", 0),
    "a hash": ("UPDATE journal SET hash = replace(hash, substr(hash, 1, 1), 'x') WHERE n = {n}", 0),
    "a body that turned into text": ("UPDATE journal SET body = CAST(body AS TEXT) WHERE n = {n}", 0),
    "a line taken out": ("DELETE FROM journal WHERE n = {n}", 1),
}


@pytest.mark.parametrize(("statement", "after"), TAMPERINGS.values(), ids=TAMPERINGS.keys())
@pytest.mark.parametrize("n", [1, 3, 4])
def test_tampering_past_the_triggers_is_found_where_it_was_done(path: Path, statement: str, after: int, n: int) -> None:
    copy = path.with_name("copy.db")
    shutil.copy(path, copy)
    without_triggers(copy, statement.format(n=n))
    assert broken(copy) == n + after
    assert broken(path) is None


def test_two_lines_that_changed_places_are_found(path: Path) -> None:
    without_triggers(
        path, "UPDATE journal SET n = 99 WHERE n = 2", "UPDATE journal SET n = 2 WHERE n = 3",
        "UPDATE journal SET n = 3 WHERE n = 99",
    )  # fmt: skip
    assert broken(path) == 2


def test_every_single_flipped_byte_of_a_body_is_found(path: Path) -> None:
    for position in range(1, len(EDITS[2].body), 17):
        copy = path.with_name("copy.db")
        shutil.copy(path, copy)
        body = bytearray(EDITS[2].body)
        body[position] ^= 1
        without_triggers(copy, f"UPDATE journal SET body = x'{body.hex()}' WHERE n = 3")
        assert broken(copy) == 3


def without_triggers(path: Path, *statements: str) -> None:
    raw = sqlite3.connect(path, isolation_level=None)
    raw.execute("PRAGMA ignore_check_constraints = ON")
    for (name,) in raw.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        raw.execute(f"DROP TRIGGER {name}")
    for statement in statements:
        raw.execute(statement)
    raw.close()


def test_an_empty_journal_is_intact_and_has_length_zero(tmp_path: Path) -> None:
    workspace = founded(tmp_path / "w.db")
    assert (workspace.journal.first_broken(), len(workspace.journal)) == (None, 0)
    workspace.close()


def test_each_entry_is_linked_to_the_one_before_by_a_hash_that_anybody_can_compute(path: Path) -> None:
    workspace = Workspace(path)
    previous = GENESIS
    for number, entry in enumerate(workspace.journal.entries(), start=1):
        assert (entry.n, entry.id, entry.body) == (number, EDITS[number - 1].id, EDITS[number - 1].body)
        assert entry.hash == digest(f"{previous}\n{number}\n{entry.id}\nedit\n{AT}".encode())
        assert entry.hash == link(previous, number, entry.id, "edit", AT)
        previous = entry.hash
    workspace.close()


def test_one_statement_asks_for_many_ids_however_many_they_are(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """SQLite keeps each text of a statement that it knows, with what was asked last."""
    asked, rows = list[str](), Database.rows

    def noting(database: Database, sql: str, *parameters: object) -> list[tuple[object, ...]]:
        asked.append(sql)
        return rows(database, sql, *parameters)

    with closing(Workspace(path)) as workspace:
        monkeypatch.setattr(Database, "rows", noting)
        for many in (0, 1, 2_000):
            ids = [EDITS[1].id, *(f"{number:064x}" for number in range(many))]
            assert workspace.journal.numbers(ids) == {EDITS[1].id: 2}
        assert workspace.journal.numbers([]) == {}
    assert len(asked) == 4
    assert len(set(asked)) == 1


def test_an_entry_is_found_by_its_id_and_a_stranger_is_not(path: Path) -> None:
    workspace = Workspace(path)
    journal = workspace.journal
    assert EDITS[1].id in journal
    assert "0" * 64 not in journal
    found = journal.get(EDITS[1].id)
    assert found is not None
    assert (found.n, found.body) == (2, EDITS[1].body)
    assert journal.get("0" * 64) is None
    assert journal.numbers([*(made.id for made in EDITS), "0" * 64]) == {
        made.id: number for number, made in enumerate(EDITS, start=1)
    }
    assert [entry.n for entry in journal.entries("edit")] == [1, 2, 3, 4, 5]
    assert list(journal.entries("revision")) == []
    workspace.close()


def test_a_day_includes_all_that_happened_on_it(tmp_path: Path) -> None:
    workspace = founded(tmp_path / "w.db")
    moments = ["2026-01-05T09:00:00.000+08:00", "2026-01-05T23:59:00.000+08:00", "2026-01-06T00:00:00.000+08:00"]
    for made, moment in zip(EDITS, moments, strict=False):
        with workspace.transaction():
            workspace.record(made.kind, made.body, moment)
    found = [
        workspace.journal.last_before(day) for day in ("2026-01-04", "2026-01-05", "2026-01-06", "2026-01-05T12:00")
    ]
    assert found == [0, 2, 3, 1]
    each = ("2026-01-06", "2026-01-05", "2026-01-05T12:00", "2026-01-04", "2026-01-05")
    assert workspace.journal.last_before_each(*each) == [3, 2, 1, 0, 2]
    workspace.close()


class Spoiling(Recorder):
    """A disk that gives back other rows than were written."""

    def __init__(self, database: Database, wrong: Wrong) -> None:
        super().__init__(database)
        self._wrong = wrong

    def execute(self, sql: str, parameters: Iterable[Any] = ()) -> sqlite3.Cursor:
        """As it is, but for what is read back."""
        cursor = super().execute(sql, parameters)
        if not sql.startswith("SELECT n, id, body FROM journal WHERE n > ?"):
            return cursor
        return cast("sqlite3.Cursor", iter(self._wrong(cursor.fetchall())))


Wrong = Callable[[list[Any]], list[Any]]
READ_BACK: dict[str, Wrong] = {
    "another body": lambda rows: [(n, name, b"other" if n == 7 else body) for n, name, body in rows],
    "another name": lambda rows: [(n, "0" * 64 if n == 7 else name, body) for n, name, body in rows],
    "one less": lambda rows: rows[:-1],
    "none": lambda _: [],
    "one more": lambda rows: [*rows, (9, "0" * 64, b"{}")],
    "another order": lambda rows: [rows[0], rows[2], rows[1]],
}


@pytest.mark.parametrize("wrong", READ_BACK.values(), ids=READ_BACK.keys())
def test_entries_that_cannot_be_read_back_are_not_committed(path: Path, wrong: Wrong) -> None:
    workspace = Workspace(path, write=True)
    honest = workspace.database.sql
    Spoiling(workspace.database, wrong)
    with pytest.raises(SurroundingsError, match="不一样"), workspace.transaction():
        workspace.record_all([edit(change("145-01", "99"), seq=seq) for seq in (6, 7, 8)], AT)
    workspace.database.sql = honest
    assert len(workspace.journal) == len(EDITS)
    record(workspace, [edit(change("145-01", "99"), seq=9)])
    assert workspace.journal.first_broken() is None
    workspace.close()


def test_many_entries_at_once_leave_the_file_that_one_after_the_other_leaves(tmp_path: Path) -> None:
    made = [edit(change("145-01", str(seq)), change("145-02", str(seq)), seq=seq) for seq in range(1, 2_000)]
    alone, together = founded(tmp_path / "alone.db"), founded(tmp_path / "together.db")
    record(alone, made)
    with together.transaction():
        assert together.record_all([*made, made[3]], AT) == made
        assert together.record_all(made, AT) == []
    assert together.journal.known([each.id for each in made]) == {each.id for each in made}
    assert list(alone.journal.entries()) == list(together.journal.entries())
    assert caches(alone) == caches(together)
    alone.close()
    together.close()


def test_a_flipped_bit_anywhere_in_the_file_is_found_or_said_and_never_a_crash(tmp_path: Path) -> None:
    path, told = tmp_path / "w.db", Counter[str | None]()
    random = Random(20260105)  # noqa: S311 a fixed seed
    founded(path, *EDITS).close()
    good = path.read_bytes()
    for _ in range(20_000 if FULL else 400):
        data, position = bytearray(good), random.randrange(len(good))
        data[position] ^= 1 << random.randrange(8)
        path.write_bytes(data)
        told[health(path)] += 1
    assert set(told) <= {"intact", "broken", "damaged", "no-workspace", "newer-workspace", "disk"}
    assert told["broken"] > 0
    assert told["damaged"] > 0


def health(path: Path) -> str:
    try:
        return "intact" if broken(path) is None else "broken"
    except SurroundingsError as error:
        return error.code


def test_the_head_is_the_last_entry(path: Path) -> None:
    workspace = Workspace(path)
    assert workspace.journal.head() == list(workspace.journal.entries())[-1]
    workspace.close()


def test_lines_are_found_by_their_words_and_by_the_text_behind_a_mark(path: Path) -> None:
    """Beside looking through all of them."""
    workspace = Workspace(path, write=True)
    told = [("甲", "催报"), ("乙", "装入"), ("甲", "装入"), ("乙", "催报甲"), ("丙", "别的")]
    bodies = [
        f'{{"author":{{"person":"{who}","seq":{n}}},"what":"{what}"}}'.encode() for n, (who, what) in enumerate(told)
    ]
    with workspace.transaction():
        entries = workspace.journal.append([(digest(body), "audit", body) for body in bodies], AT)
    journal = workspace.journal
    assert [entry.n for entry in journal.saying("audit", "催报")] == [entries[0].n, entries[3].n]
    assert [entry.n for entry in journal.saying("audit", "别的", "装入")] == [entries[place].n for place in (1, 2, 4)]
    assert list(journal.saying("edit", "催报")) == []
    assert [entry.n for entry in journal.last_saying("audit", "催报")] == [entries[3].n, entries[0].n], "newest first"
    assert list(journal.last_saying("audit", "催报", "乙")) == [entries[3]], "all of the texts"
    assert list(journal.last_saying("edit", "催报")) == []
    assert list(journal.firsts("audit", '"person":"')) == [entries[0], entries[1], entries[4]], "甲, 乙, 丙"
    assert list(journal.firsts("audit", '"person":"', entries[1].n)) == [entries[2], entries[3], entries[4]]
    assert list(journal.firsts("audit", '"nobody":"')) == []
    known = [who for who in ("甲", "丙", "丁", "催") if journal.begins_with("audit", '"person":"', f'{who}"')]
    assert known == ["甲", "丙"]
    assert not journal.begins_with("edit", '"person":"', '甲"')
    workspace.close()


def test_it_is_read_on_some_lines_at_a_time(path: Path) -> None:
    workspace = Workspace(path, write=True)
    with workspace.transaction():
        (line,) = workspace.journal.append([(digest(b"{}"), "audit", b"{}")], AT)
    journal, first = workspace.journal, EDITS[0].body.decode()
    mark = first[first.index('"device"') : first.index(',"person"')]
    assert [entry.n for entry in journal.since(0, 3, ("audit",), "edit", (mark,))] == [1, 2, 3]
    assert [entry.n for entry in journal.since(3, 9, ("audit",), "edit", (mark,))] == [4, 5, line.n]
    assert [entry.n for entry in journal.since(0, 9, ("audit",), "edit", ("nothing",))] == [line.n]
    assert journal.since(line.n, 9, ("audit",), "edit", (mark,)) == []
    names = [EDITS[1].id, EDITS[3].id, "f" * 64]
    assert journal.numbers(names) == {EDITS[1].id: 2, EDITS[3].id: 4}
    workspace.close()


def test_backwards_it_is_read_a_few_lines_at_a_time_as_they_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("haishu_desk.store.journal._STEP", 2)
    workspace = founded(tmp_path / "w.db", *EDITS)
    asked: list[int] = []
    journal, rows = workspace.journal, Database.rows

    def counted(database: Database, sql: str, *parameters: Any) -> list[tuple[Any, ...]]:
        found = rows(database, sql, *parameters)
        asked.append(len(found))
        return found

    monkeypatch.setattr(Database, "rows", counted)
    lines = journal.backwards()
    last = next(lines)
    assert asked == [1, 2], "its length, and the first step"
    assert [last, *lines] == list(journal.entries())[::-1]
    workspace.close()


def test_what_names_a_text_is_found_although_it_is_damaged(path: Path) -> None:
    workspace = Workspace(path, write=True)
    body = b'{"name":"rules"'
    workspace.database.sql.execute("INSERT INTO journal VALUES (6, 'no digest', 'edition', ?, '2026', 'x')", (body,))
    assert [entry.body for entry in workspace.journal.naming("edition", '"rules"')] == [body]
    assert workspace.journal.naming("edition", "anything") == workspace.journal.naming("audit", '"rules"') == []
    workspace.close()
