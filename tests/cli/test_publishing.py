"""report --kind public on the command line: decided, looked through, confirmed and written by people with names."""

from __future__ import annotations

from pathlib import Path

import openpyxl

from tests.desk.office import Office

PUBLIC = ("report", "--kind", "public")


def test_the_contract_one_call_writes_the_page_the_workbook_and_the_table(office: Office) -> None:
    out = office.file("公开版")
    answer = office.ask("district", *PUBLIC, "--year", 2024, "--out", out)
    assert {"file", "kind", "facts", "missing"} <= set(answer)
    assert (answer["kind"], answer["file"], answer["others"]) == ("public", str(out), [])
    assert len(answer["missing"]) == 33  # nothing is approved
    assert answer["facts"] == 0 + sum(1 for code in _with_base() if code)
    assert sorted(path.name for path in out.iterdir()) == ["data.csv", "data.xlsx", "index.html"]


def _with_base() -> list[str]:
    """The base years that the plan prints: of 33 rows seven have none."""
    return [f"145-{number:02}" for number in range(1, 34) if number not in (15, 16, 17, 18, 25, 29, 31)]


def test_who_writes_it_stands_for_it_and_the_trail_knows(office: Office) -> None:
    said = office.say("district", *PUBLIC, "--year", 2024, "--out", office.file("公开版"))
    assert said.status == 0
    assert "由李区审查确认" in said.out
    log = str(office.ask("district", "log"))
    assert "公开版审查确认" in log
    assert "写出公开版" in log


def test_the_review_list_is_printed_or_written_and_changes_nothing(office: Office) -> None:
    before = office.state("district")
    rows = office.ask("district", *PUBLIC, "--year", 2024, "--review")
    assert len(rows) == 33
    assert {row["public"] for row in rows} == {True}
    said = office.say("district", *PUBLIC, "--year", 2024, "--review", "--out", office.file("审查单.xlsx"))
    assert "还没有确认" in said.out
    assert openpyxl.load_workbook(office.file("审查单.xlsx")).sheetnames == ["公开版审查单"]
    assert office.refused("district", *PUBLIC, "--year", 2024, "--review", "--out", office.file("a.txt"), status=2)
    assert office.state("district") == before


def test_an_indicator_is_hidden_and_shown_again_with_a_document(office: Office) -> None:
    error = office.refused("district", *PUBLIC, "--hide", "145-05")
    assert "文号" in error["message"]
    rows = office.ask("district", *PUBLIC, "--hide", "145-05", "--hide", "145-06", "--document", "海政办〔2025〕3号")
    assert [(row["item"], row["public"], row["by"]) for row in rows] == [
        ("145-05", False, "李区"),
        ("145-06", False, "李区"),
    ]
    office.ask("district", *PUBLIC, "--year", 2024, "--out", office.file("一"))
    page = (office.file("一") / "index.html").read_text(encoding="utf-8")
    assert "人才资源总量" not in page
    assert "本版公开 31 项" in page
    shown = office.ask("district", *PUBLIC, "--show", "145-05", "--document", "海政办〔2025〕4号")
    assert [row["public"] for row in shown] == [True, False]


def test_with_two_people_one_confirms_and_the_other_writes(office: Office) -> None:
    with office.desk("district", write=True) as desk:
        desk.settings.want_two_people(wanted=True)
    out = office.file("公开版")
    error = office.refused("district", *PUBLIC, "--year", 2024, "--out", out)
    assert "还没有审查确认" in error["message"]
    confirmed = office.ask("district", *PUBLIC, "--year", 2024, "--confirm")
    assert (confirmed["by"], confirmed["items"]) == ("李区", 33)
    assert "两个人" in office.refused("district", *PUBLIC, "--year", 2024, "--out", out)["message"]
    assert not out.exists()
    answer = office.ask("district", *PUBLIC, "--year", 2024, "--out", out, "--as", "王批")
    assert answer["snapshot"] == confirmed["snapshot"]


def test_what_else_lies_in_the_folder_is_said(office: Office) -> None:
    out: Path = office.file("公开版")
    out.mkdir()
    (out / "底稿.docx").write_bytes(b"")
    said = office.say("district", *PUBLIC, "--year", 2024, "--out", out)
    assert "文件夹里还有别的：底稿.docx。发布前请移走" in said.out


def test_a_unit_writes_no_public_edition_and_a_year_is_asked_for(office: Office) -> None:
    assert "区级" in office.refused("town", *PUBLIC, "--year", 2025, "--out", office.file("公开版"))["message"]
    assert "--year" in office.refused("district", *PUBLIC, status=2)["message"]
    assert "--out" in office.refused("district", *PUBLIC, "--year", 2024, status=2)["message"]
    assert "现在" in office.refused("district", *PUBLIC, "--year", 2024, "--as-of", "2025-01-01", status=2)["advice"]
