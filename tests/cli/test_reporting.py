"""The verb report."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.desk.office import Office


def test_the_answer_has_the_keys_of_the_contract_and_the_file_is_there(office: Office, tmp_path: Path) -> None:
    said = office.say(
        "district", "report", "--kind", "annual", "--year", "2024", "--out", tmp_path / "a.docx", "--json"
    )
    answer = json.loads(said.out)
    assert said.status == 0
    assert {"file", "kind", "facts", "missing"} <= answer.keys()
    assert (answer["kind"], answer["file"]) == ("annual", str(tmp_path / "a.docx"))
    assert len(answer["missing"]) == 33
    assert (tmp_path / "a.docx").stat().st_size > 10_000
    rows = json.loads(office.say("district", "report", "--written", "--json").out)
    assert [(row["kind"], row["snapshot"]) for row in rows] == [("annual", answer["snapshot"])]


def test_settings_are_written_without_a_report(office: Office) -> None:
    said = office.say(
        "district",
        "report",
        "--kind",
        "annual",
        "--settle",
        "--title",
        "题",
        "--before",
        "一",
        "--before",
        "二",
        "--json",
    )
    assert json.loads(said.out) == {"title": "题", "before": ["一", "二"]}


@pytest.mark.parametrize(
    "words",
    [
        (), ("--kind", "annual"), ("--kind", "monthly", "--year", "2024", "--out", "a.docx"),
        ("--kind", "annual", "--year", "1999", "--out", "a.docx"), ("--kind", "annual", "--year", "2024", "--out", "a.odt"),
        ("--kind", "annual", "--settle"),
    ],
)  # fmt: skip
def test_wrong_words_are_refused_as_usage(office: Office, words: tuple[str, ...]) -> None:
    assert office.say("district", "report", *words).status == 2


def test_a_unit_is_told_that_the_district_writes_it(reported: Office, tmp_path: Path) -> None:
    said = reported.say("town", "report", "--kind", "annual", "--year", "2025", "--out", tmp_path / "a.docx", "--json")
    assert said.status == 1
    assert "区级" in said.error["message"]


@pytest.mark.usefixtures("qapp")
def test_a_pdf_is_written_without_a_window_and_without_the_chapters_that_are_named(
    office: Office, tmp_path: Path
) -> None:
    words = ("report", "--kind", "annual", "--year", "2024", "--without", "专栏任务与项目", "--without", "重大项目表")
    said = office.say("district", *words, "--out", tmp_path / "a.pdf", "--json")
    assert said.status == 0
    assert (tmp_path / "a.pdf").read_bytes().startswith(b"%PDF")


def test_what_every_report_must_have_cannot_be_left_out(office: Office, tmp_path: Path) -> None:
    words = ("report", "--kind", "annual", "--year", "2024", "--without", "数据来源", "--out", tmp_path / "a.docx")
    said = office.say("district", *words, "--json")
    assert said.status == 2
    assert "数据来源" in said.error["message"]
    assert "总体情况" in said.error["advice"]
    assert not (tmp_path / "a.docx").exists()
