"""init, keys, enrol, roster, log: their keys and statuses, and what each refuses."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.desk.office import DISTRICT, YINJIANG, Office, call


def test_init_makes_a_workspace_and_says_what_it_made(tmp_path: Path) -> None:
    path = tmp_path / "new" / "d.db"
    said = call("--db", path, "init", "--role", "district", "--person", "李区", "--json")
    made = {"db": str(path), "role": "district", "unit": DISTRICT, "person": "李区", "plans": ["135", "145"]}
    assert (said.status, json.loads(said.out)) == (0, made)


def test_init_of_a_unit_with_one_plan(tmp_path: Path) -> None:
    words = ("init", "--role", "unit", "--unit", YINJIANG, "--person", "张三", "--plan", "145", "--json")
    made = json.loads(call("--db", tmp_path / "u.db", *words).out)
    assert (made["unit"], made["plans"]) == (YINJIANG, ["145"])
    assert [row["id"] for row in json.loads(call("--db", tmp_path / "u.db", "plans", "--json").out)] == ["145"]


@pytest.mark.parametrize(
    "words",
    [
        ["--role", "unit", "--person", "x"],
        ["--role", "unit", "--unit", "999", "--person", "x"],
        ["--role", "unit", "--unit", DISTRICT, "--person", "x"],
        ["--role", "district", "--unit", YINJIANG, "--person", "x"],
        ["--role", "district", "--person", " "],
        ["--role", "district", "--person", "x", "--plan", "999"],
        ["--role", "district"],
    ],
    ids=" ".join,
)
def test_init_with_wrong_words_makes_no_file(words: list[str], tmp_path: Path) -> None:
    said = call("--db", tmp_path / "x.db", "init", *words, "--json")
    assert (said.status, said.error["code"]) == (2, "usage")
    assert list(tmp_path.iterdir()) == []


def test_init_leaves_an_existing_file_alone(office: Office) -> None:
    error = office.refused("town", "init", "--role", "district", "--person", "x")
    assert error["code"] == "exists"


def test_keys_print_the_key_and_its_check_code_and_write_the_request(office: Office) -> None:
    keys = office.ask("town", "keys")[0]
    assert {"unit", "key", "code"} <= set(keys)
    assert [len(group) for group in keys["code"].split("-")] == [5, 5, 5, 5]
    written = office.ask("town", "keys", "--out", office.file("new.xlsx"))[0]
    assert written == {**keys, "file": str(office.file("new.xlsx"))}
    assert office.ask("district", "inspect", office.file("new.xlsx"))["kind"] == "登记申请"


def test_the_roster_says_who_may_speak_for_whom(office: Office) -> None:
    rows = office.ask("district", "roster")
    assert all(set(row) == {"unit", "key", "code", "from", "until"} for row in rows)
    assert [row["unit"] for row in rows] == [DISTRICT, YINJIANG, YINJIANG, "330203106"]
    assert rows[1]["code"] == office.ask("town", "keys")[0]["code"]
    assert office.ask("town", "roster") == rows


def test_enrolling_again_changes_nothing(office: Office) -> None:
    before = office.state("district")
    code = office.ask("town", "keys")[0]["code"]
    rows = office.ask("district", "enrol", office.file("town-key.xlsx"), "--code", code.replace("-", " "))
    assert rows == office.ask("district", "roster")
    assert office.state("district") == before


def test_enrol_refuses_a_wrong_check_code_and_shows_the_right_one(office: Office) -> None:
    error = office.refused("district", "enrol", office.file("town-key.xlsx"), "--code", "1")
    assert error["code"] == "E42"
    assert error["message"].startswith("town-key.xlsx：")
    assert office.ask("town", "keys")[0]["code"] in error["advice"]


def test_only_the_district_enrols(office: Office) -> None:
    assert office.refused("town", "enrol", office.file("town-key.xlsx"))["code"] == "not-yours"


def test_enrol_refuses_what_is_no_request(office: Office) -> None:
    assert office.refused("district", "enrol", office.file("town-task.xlsx"))["code"] == "E31"
    assert office.refused("district", "enrol", office.file("nothing.xlsx"))["code"] == "no-file"
    office.forge("town-key.xlsx", "forged.xlsx", office.key("other"), unit="330203100", sender="330203100")
    error = office.refused("district", "enrol", office.file("forged.xlsx"))
    assert "已登记给 330203106" in error["message"]
    office.forge("town-key.xlsx", "broken.xlsx", None, person="别人")
    assert office.refused("district", "enrol", office.file("broken.xlsx"))["code"] == "E42"


def test_log_has_an_entry_for_everything_and_checks_the_chain(reported: Office) -> None:
    log = reported.ask("district", "log")
    assert set(log) == {"entries", "chain"}
    assert log["chain"] == "intact"
    keys = {"n", "kind", "at", "by", "unit", "period", "what", "hash"}
    assert all(set(entry) == keys for entry in log["entries"])
    assert [entry["n"] for entry in log["entries"]] == list(range(1, len(log["entries"]) + 1))


def test_log_of_a_unit_is_about_that_unit_only(reported: Office) -> None:
    entries = reported.ask("district", "log", "--unit", YINJIANG)["entries"]
    assert {entry["unit"] for entry in entries} == {YINJIANG}
    assert any(entry["what"].startswith("上报 ") for entry in entries)
    assert reported.refused("district", "log", "--unit", "xx", status=2)["code"] == "usage"
