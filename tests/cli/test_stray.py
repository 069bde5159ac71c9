"""A flag that says nothing where it stands is refused with its name: 2, a sentence and an advice, and nothing is written."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.desk.office import Office

JUDGE = "evaluate --plan 145 --year 2025"
PROJECTS = "projects --plan 145 --period 2025"
ANNUAL = "report --kind annual --year 2025 --out a.docx"
STRAY = [
    (f"{JUDGE} --verdict 滞后", "--verdict"),
    (f"{JUDGE} --reason 口径", "--reason"),
    (f"{JUDGE} --document 文", "--document"),
    (f"{JUDGE} --effective 2026-01-01", "--effective"),
    ("evaluate --rules --adopt --set tolerance=3", "--adopt"),
    ("evaluate --rules --overrules", "--overrules"),
    ("ranking --item 145-04 --period 2025 --document 文", "--document"),
    ("ranking --on --item 145-04", "--item"),
    (f"{PROJECTS} --document 文", "--document"),
    (f"{PROJECTS} --reason 理由", "--reason"),
    (f"{PROJECTS} --by box --totals", "--totals"),
    (f"{PROJECTS} --by box --item 145-k01", "--item"),
    (f"{PROJECTS} --item 145-k01 --verdict 暂缓 --reason 文 --withdraw", "--withdraw"),
    (f"{ANNUAL} --title 题", "--title"),
    (f"{ANNUAL} --hide 145-01", "--hide"),
    (f"{ANNUAL} --unit 330203105 --blank", "--unit、--blank"),
    (f"{ANNUAL} --edition 期末版", "--edition"),
    (f"{ANNUAL} --as-of 2026-01-01 --snapshot A", "--snapshot"),
    ("report --kind return --period 2025 --unit 330203105 --out a.docx --congress", "--congress"),
    ("report --kind public --year 2025 --review --confirm", "--confirm"),
    ("upgrade --document 文", "--document"),
    ("import-plan a.txt --drop 145-01", "--drop"),
    ("import-plan a.txt --into 145", "--into"),
    ("import-plan a.txt --commit --text 145", "--text"),
    ("import-plan --from 145 --commit", "--commit"),
]


@pytest.mark.parametrize(("words", "named"), STRAY, ids=[words for words, _ in STRAY])
def test_a_flag_out_of_place_is_named_and_nothing_is_done(
    office: Office, words: str, named: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    said = office.say("district", *words.split())
    assert (said.status, said.out) == (2, "")
    sentence, advice = said.err.splitlines()
    assert named in sentence
    assert advice
    assert not (tmp_path / "a.docx").exists()


def test_the_list_of_reports_is_of_one_kind_where_one_is_asked_for(office: Office, tmp_path: Path) -> None:
    for kind in ("annual", "midterm"):
        office.ask("district", "report", "--kind", kind, "--year", "2025", "--out", tmp_path / "a.docx")
    assert [row["kind"] for row in office.ask("district", "report", "--written")] == ["annual", "midterm"]
    assert [row["kind"] for row in office.ask("district", "report", "--written", "--kind", "midterm")] == ["midterm"]
    assert office.say("district", "report", "--written", "--kind", "public").status == 2


def test_the_verdicts_of_a_plan_that_there_is_none_of_are_refused(office: Office) -> None:
    assert office.say("district", "evaluate", "--overrules", "--plan", "999").status == 2
