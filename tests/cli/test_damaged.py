"""A damaged data file: verbs that look answer what is readable and say what is not, verbs that write end with 3."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from haishu_desk.desk import Desk
from haishu_desk.domain.cells import Edit
from tests.desk.office import TOWN, Office
from tests.store.opened import everything
from tests.store.spoiling import run_past_the_program, spoil_entry, spoil_page_of

LOOKING = [
    ("values", *TOWN), ("history", *TOWN, "--item", "145-04"), ("queue",), ("log",), ("units",), ("plans",),
    ("indicators", "--plan", "145"), ("boxes", "--plan", "145"), ("forms",), ("assign",), ("roster",), ("keys",), ("people",),
]  # fmt: skip
WRITING = [
    ("enter", *TOWN, "--item", "145-04", "--value", "9"), ("submit", *TOWN, "--out", "x.xlsx"),
    ("keys", "--out", "k.xlsx"), ("people", "--set-pin"), ("backup", "--out", "b.db"), ("doctor", "--repair"),
    ("handover", "--to", "李四"),
]  # fmt: skip


def last_edit(path: Path) -> int:
    with Desk(path) as desk:
        return [entry.n for entry in desk.workspace.journal.entries(Edit.kind)][-1]


def spoil_last_edit(path: Path) -> None:
    spoil_entry(path, last_edit(path))


def spoil_a_leaf(path: Path) -> None:
    """The page on which the last entries of the journal stand, so that SQLite itself refuses them."""
    raw = sqlite3.connect(path)
    size = raw.execute("PRAGMA page_size").fetchone()[0]
    raw.close()
    data = bytearray(path.read_bytes())
    at = data.rindex(b'"kind":"edit"') // size * size
    data[at : at + size] = bytes(size)
    path.write_bytes(data)


# What is spoilt is made from the journal, so that a new file can be written from it.
OUTSIDE_THE_JOURNAL = ("the index of the journal", "the standing values", "a standing value")
DAMAGES: dict[str, Callable[[Path], None]] = {
    "an entry": spoil_last_edit,
    "a page of the journal": spoil_a_leaf,
    "the index of the journal": lambda path: spoil_page_of(path, "sqlite_autoindex_journal_1"),
    "the standing values": lambda path: spoil_page_of(path, "head"),
    "a standing value": lambda path: run_past_the_program(path, "UPDATE head SET value = '{'"),
    "the first entry": lambda path: spoil_entry(path, 1),
}


@pytest.fixture(params=list(DAMAGES))
def damaged(request: pytest.FixtureRequest, reported: Office) -> Office:
    DAMAGES[request.param](reported.db("town"))
    return reported


@pytest.mark.parametrize("words", LOOKING, ids=lambda words: words[0])
def test_verbs_that_look_answer_or_say_why_not(damaged: Office, words: tuple[str, ...]) -> None:
    before = damaged.db("town").read_bytes()
    said = damaged.say("town", *words, "--json")
    document = json.loads(said.out)
    assert said.status in (0, 1, 3), said.err
    if said.status == 3:
        assert document["error"]["code"] == "damaged"
    assert damaged.db("town").read_bytes() == before


def test_the_values_that_stand_are_answered_and_what_is_missing_is_said(reported: Office) -> None:
    whole = values(reported)
    path = reported.db("town")
    n, good = last_edit(path), path.read_bytes()
    for name, spoil in DAMAGES.items():
        path.write_bytes(good)
        spoil(path)
        assert (name, values(reported)) == (name, whole)
    path.write_bytes(good)
    spoil_last_edit(path)
    assert f"第 {n} 条留痕读不出来（共 1 条）" in reported.say("town", "values", *TOWN).err


def values(office: Office) -> list[tuple[str, str, str]]:
    """Each value that stands; who typed it and when may be lost with its entry."""
    said = office.say("town", "values", *TOWN, "--json")
    assert said.status == 0
    return [(row["item"], row["field"], row["value"]["raw"]) for row in json.loads(said.out)]


@pytest.mark.parametrize("words", WRITING, ids=lambda words: words[0])
@pytest.mark.parametrize("damage", [name for name in DAMAGES if name != "a standing value"])
def test_verbs_that_write_end_with_3_and_write_nothing(reported: Office, damage: str, words: tuple[str, ...]) -> None:
    if damage in OUTSIDE_THE_JOURNAL and words[0] == "doctor":
        pytest.skip("the next test")
    damaged = reported
    DAMAGES[damage](damaged.db("town"))
    before = damaged.db("town").read_bytes()
    said = damaged.say("town", *(damaged.file(word) if "." in word[1:] else word for word in words), "--json")
    assert said.status == 3, said.out
    assert said.error["code"] in ("damaged", "backup")
    assert damaged.db("town").read_bytes() == before
    assert not [file for file in damaged.folder.iterdir() if file.name in words]


@pytest.mark.parametrize("damage", OUTSIDE_THE_JOURNAL)
def test_what_is_made_from_the_journal_is_made_anew_whatever_became_of_its_pages(reported: Office, damage: str) -> None:
    path = reported.db("town")
    whole, before = values(reported), everything(path)
    DAMAGES[damage](path)
    spoilt = path.read_bytes()
    answer = reported.ask("town", "doctor", "--repair")
    assert [row["ok"] for row in answer["checks"][:3]] == [True, True, True]
    ((repaired,), after) = answer["repaired"], everything(path)
    assert repaired["journal"] == max(before["journal"])[-1]
    assert {**after, "_sqlite_migrations": before["_sqlite_migrations"]} == before
    assert values(reported) == whole
    if damage == "a standing value":
        assert repaired["old"] is None
    else:
        assert Path(repaired["old"]).read_bytes() == spoilt
    assert reported.say("town", *WRITING[0]).status == 0


def test_a_file_of_which_not_even_the_owner_can_be_read_is_refused(reported: Office) -> None:
    spoil_page_of(reported.db("town"), "workspace")
    said = reported.say("town", "keys", "--json")
    assert (said.status, said.error["code"]) == (3, "damaged")


def test_a_cache_that_cannot_be_read_is_never_written_over_by_typing_and_is_made_anew(reported: Office) -> None:
    whole = values(reported)
    DAMAGES["a standing value"](reported.db("town"))
    assert reported.say("town", *WRITING[0]).status == 3
    assert reported.say("town", "doctor", "--repair").status == 0
    assert values(reported) == whole
    assert reported.say("town", *WRITING[0]).status == 0
