"""A data file of a newer program: it is looked at and handed on as it is, and nothing is written to it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from haishu_desk.store.verified import contents
from tests.cli.test_damaged import LOOKING, WRITING
from tests.crash.later import bring_up, later_program
from tests.desk.office import TOWN, Office

OUT = [("log", "--out", "log.xlsx"), ("diagnose", "--out", "d.zip"), ("backup", "--out", "b.db")]


@pytest.fixture
def newer(reported: Office, tmp_path: Path) -> Office:
    """The town's file as a program three formats later has left it."""
    with later_program(tmp_path):
        bring_up(reported.db("town"))
    return reported


def test_what_is_looked_at_is_answered_as_before(reported: Office, tmp_path: Path) -> None:
    before = {words: reported.ask("town", *words) for words in LOOKING}
    with later_program(tmp_path):
        bring_up(reported.db("town"))
    whole = reported.db("town").read_bytes()
    assert {words: reported.ask("town", *words) for words in LOOKING} == before
    assert reported.db("town").read_bytes() == whole


@pytest.mark.parametrize("words", [words for words in WRITING if words[0] != "backup"], ids=lambda words: words[0])
def test_whatever_writes_is_refused_with_what_to_do_and_writes_nothing(newer: Office, words: tuple[str, ...]) -> None:
    before = newer.db("town").read_bytes()
    said = newer.say("town", *(newer.file(word) if "." in word[1:] else word for word in words), "--json")
    assert (said.status, said.error["code"]) == (3, "newer-workspace")
    assert "升级程序" in said.error["advice"]
    assert newer.db("town").read_bytes() == before
    assert not [file for file in newer.folder.iterdir() if file.name in words]


@pytest.mark.parametrize("words", OUT, ids=lambda words: words[0])
def test_what_only_hands_out_is_handed_out(newer: Office, words: tuple[str, ...]) -> None:
    before = newer.db("town").read_bytes()
    newer.ask("town", *words[:-1], newer.file(words[-1]))
    assert newer.file(words[-1]).stat().st_size > 0
    assert newer.db("town").read_bytes() == before


def test_its_backup_is_whole_and_is_not_put_in_place_by_this_program(newer: Office) -> None:
    newer.ask("town", "backup", "--out", newer.file("b.db"))
    assert contents(newer.file("b.db")) == contents(newer.db("town"))
    names = {file.name for file in newer.folder.iterdir()}
    said = newer.say("town", "restore", newer.file("b.db"), "--out", newer.file("c.db"), "--json")
    assert (said.status, said.error["code"]) == (3, "newer-workspace")
    assert {file.name for file in newer.folder.iterdir()} == names


def test_it_is_examined_without_a_complaint(newer: Office) -> None:
    checks = {row["name"]: row["ok"] for row in json.loads(newer.say("town", "doctor", "--json").out)["checks"]}
    assert (checks["chain"], checks["integrity"], checks["caches"]) == (True, True, True)


def test_its_values_are_those_of_before_for_whoever_reads_the_words(newer: Office) -> None:
    assert newer.say("town", "values", *TOWN).status == 0
