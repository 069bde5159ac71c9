"""forms: its keys and statuses, and which flags go together."""

from __future__ import annotations

import pytest

from tests.desk.office import Office

FORM = "adhoc-2026-1"


def test_a_new_form_is_listed_and_told_to_people(office: Office) -> None:
    file = office.table("用工.csv", "从业人员（人）", "营业收入（万元）")
    said = office.say("district", "forms", "--new", file, "--title", "用工情况", "--period", "2026-11")
    assert (said.status, said.err) == (0, "")
    assert f"已建临时报表 {FORM} 用工情况" in said.out
    assert "由 17 家填报" in said.out
    assert f"issue --all --form {FORM} --period 2026-11" in said.out
    rows = office.ask("district", "forms")
    assert all({"code", "title", "items", "fields", "frequency"} <= set(row) for row in rows)
    assert rows[-1]["items"] == [f"{FORM}-01", f"{FORM}-02"]
    assert "2026-11" in office.say("district", "forms").out


def test_the_roll_up_of_nothing_is_empty_and_no_nought(office: Office) -> None:
    file = office.table("用工.csv", "用工情况", "从业人员（人）", "营业收入（万元）")
    office.ask("district", "forms", "--new", file, "--period", "2026-11", "--units", "all-departments")
    found = office.ask("district", "forms", "--collect", FORM)
    assert found["sums"] == [None, None]
    assert found["units_in"] == []
    assert set(found) >= {"form", "title", "period", "basis", "columns", "rows", "sums", "units_missing", "unadded"}
    said = office.say("district", "forms", "--collect", FORM)
    assert "没有的（不按 0 计）" in said.out


@pytest.mark.parametrize(
    "words",
    [
        ("--drop", FORM, "--keep", FORM),
        ("--title", "表"),
        ("--collect", FORM, "--due", "16:00"),
        ("--keep", FORM, "--out", "x.xlsx"),
        ("--collect", "adhoc-2026-9"),
        ("--collect", "indicators"),
        ("--drop", "tasks", "--reason", "不要了"),
    ],
)
def test_flags_that_do_not_go_together_and_forms_that_are_none_are_refused(
    office: Office, words: tuple[str, ...]
) -> None:
    assert office.refused("district", "forms", *words, status=2)["advice"]


def test_units_that_are_none_or_not_there_are_refused(office: Office) -> None:
    file = office.table("x.csv", "表", "甲", "乙")
    assert "没有代码为" in office.refused("district", "forms", "--new", file, "--units", "x", status=2)["message"]


def test_another_ending_than_a_table_has_is_refused(office: Office) -> None:
    file = office.table("x.csv", "表", "甲", "乙")
    office.ask("district", "forms", "--new", file, "--period", "2026-11")
    refused = office.refused("district", "forms", "--collect", FORM, "--out", office.file("x.pdf"), status=2)
    assert ".xlsx 或 .docx" in refused["advice"]
