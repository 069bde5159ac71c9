"""enter --from with a statistics workbook, review --all: keys, statuses, words."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.bundle.foreign.made import NANMEN, PATENTS, Page, write
from tests.bundle.old_books import as_old, needs_office
from tests.desk.office import TOWN, YINJIANG, Office

ROWS = [["分镇乡街道主要指标"], ["镇街", "专利拥有", "就业"], ["南门街道", 100, 5000], ["鄞江镇", 150, 600]]
FLAGS = ("--map", f"专利拥有={PATENTS}", "--map", "就业=145-25", "--factor", "就业=人")


@pytest.fixture
def file(office: Office) -> Path:
    return write(office.file("旧表.xlsx"), Page(ROWS))


def test_a_preview_shows_the_mapping_and_writes_nothing(office: Office, file: Path) -> None:
    before = office.state("district")
    answer = office.ask("district", "enter", "--from", file, "--period", "2024", "--preview", *FLAGS)
    assert answer["written"] == 0
    assert [(cell["address"], cell["unit"], cell["value"]) for cell in answer["mapping"]["cells"]] == [
        ("B3", NANMEN, "100"),
        ("C3", NANMEN, "0.5"),
        ("B4", YINJIANG, "150"),
        ("C4", YINJIANG, "0.06"),
    ]
    said = office.say("district", "enter", "--from", file, "--period", "2024", "--preview", *FLAGS)
    assert "表头在第 2 行；没有写入" in said.out
    assert office.state("district") == before


def test_what_is_shown_is_written_and_the_words_are_remembered(office: Office, file: Path) -> None:
    assert office.ask("district", "enter", "--from", file, "--period", "2024", *FLAGS)["written"] == 4
    answer = office.ask("district", "enter", "--from", file, "--period", "2023")
    assert answer["written"] == 4
    (row,) = office.ask("district", "values", "--unit", NANMEN, "--period", "2023", "--item", "145-25")
    assert row["value"]["value"] == "0.5"


def test_with_nothing_to_write_the_status_is_1(office: Office, file: Path) -> None:
    answer = office.ask("district", "enter", "--from", file, "--period", "2024", status=1)
    assert answer["written"] == 0
    assert {left["row"] for left in answer["mapping"]["skipped"]} == {"专利拥有", "就业"}
    assert office.ask("district", "enter", "--from", file, "--preview", status=1)["written"] == 0


def test_a_csv_of_others_is_read_as_well(office: Office) -> None:
    table = office.table("统计.csv", "2024年,", "镇街,有效发明专利拥有量（件）", "南门街道,100")
    assert office.ask("district", "enter", "--from", table)["written"] == 1


@pytest.mark.parametrize(
    "words",
    [
        ["--preview"],
        ["--map", "a=145-04"],
        ["--from", "{file}", "--item", "145-04"],
        ["--from", "{file}", "--value", "1"],
        ["--from", "{file}", "--map", "145-04"],
        ["--from", "{file}", "--map", "a=145-99"],
        ["--from", "{file}", "--map", "专利=145-04"],
        ["--from", "{file}", "--factor", "专利=10", "--preview"],
        ["--from", "{file}", "--factor", "0"],
        ["--from", "{file}", "--unit", "xx"],
        ["--from", "{file}", "--period", "25"],
        ["--from", "{own}", "--preview"],
    ],
    ids=" ".join,
)
def test_wrong_words_exit_with_2(words: list[str], office: Office, file: Path) -> None:
    own = office.table("own.csv", "unit,period,item,value", f"{NANMEN},2024,{PATENTS},1")
    given = [word.format(file=file, own=own) for word in words]
    assert office.refused("district", "enter", *given, status=2)["code"] == "usage"


@needs_office
def test_an_old_workbook_is_entered_and_a_bundle_still_has_to_be_new(office: Office, file: Path) -> None:
    old = as_old(file).rename(office.file("旧表.et"))
    assert office.ask("district", "enter", "--from", old, "--period", "2024", *FLAGS)["written"] == 4
    row = office.ask("district", "receive", old, status=1)[0]
    assert (row["status"], row["error"]["code"]) == ("refused", "E02")


def test_review_all_approves_what_the_district_entered(office: Office, file: Path) -> None:
    office.ask("district", "enter", "--from", file, "--period", "2024", *FLAGS)
    words = ("review", "--all", "--period", "2024", "--approve", "--comment", "海政发〔2026〕5号")
    answer = office.ask("district", *words)
    assert {"state", "revision", "decision"} <= set(answer)
    assert [(row["unit"], row["state"]) for row in answer["returns"]] == [(NANMEN, "审核通过"), (YINJIANG, "审核通过")]
    assert office.refused("district", *words)["code"] == "empty"


@pytest.mark.parametrize(
    ("words", "status", "code"),
    [
        (["--period", "2024", "--approve"], 2, "usage"),
        ([*TOWN, "--all", "--approve"], 2, "usage"),
        (["--all", "--period", "2024", "--return", "--comment", "x"], 2, "usage"),
        (["--all", "--period", "2024"], 2, "usage"),
        (["--all", "--period", "20,24", "--approve", "--comment", "x"], 2, "usage"),
        (["--all", "--period", "2024", "--approve"], 1, "no-reason"),
        (["--all", "--period", "2024", "--approve", "--comment", "x"], 1, "empty"),
    ],
)
def test_review_all_refuses_what_it_is_not_for(words: list[str], status: int, code: str, office: Office) -> None:
    assert office.refused("district", "review", *words, status=status)["code"] == code
