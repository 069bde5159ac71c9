"""A plan from its text: shown in the shapes of the verbs, taken over, and worked with like a shipped one."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.desk.office import Office

QINGHE = Path(__file__).parents[1] / "outline" / "qinghe.txt"


@pytest.fixture
def text(tmp_path: Path) -> Path:
    return Path(shutil.copy(QINGHE, tmp_path / "纲要.txt"))


def test_what_is_read_is_shown_in_the_shapes_of_the_verbs_and_nothing_is_written(office: Office, text: Path) -> None:
    shown = office.ask("district", "import-plan", text)
    assert set(shown) == {"indicators", "boxes", "targets", "lists", "problems"}
    first = shown["indicators"][0]
    assert (first["code"], first["number"], first["values"]["target"]["value"]) == ("155-01", 1, "450")
    assert set(first) == set(office.ask("district", "indicators", "--plan", "145")[0])
    assert shown["boxes"][0]["groups"][0]["items"][0]["projects"][0]["name"] == "青竹精深加工园"
    assert (shown["targets"][0]["op"], shown["targets"][0]["value"], shown["targets"][0]["year"]) == ("eq", "450", 2030)
    assert [each["line"] for each in shown["problems"]] == [16, 39]
    assert [row["id"] for row in office.ask("district", "plans")] == ["135", "145"]


def test_it_answers_without_a_workspace(tmp_path: Path, text: Path) -> None:
    assert len(Office(tmp_path / "nowhere").ask("nobody", "import-plan", text)["indicators"]) == 8


def test_a_plan_that_was_taken_over_is_filled_in_assigned_and_judged(office: Office, text: Path) -> None:
    assert office.ask("district", "import-plan", text, "--commit", "--document", "海政〔2026〕3号")["plan"] == "155"
    assert [row["id"] for row in office.ask("district", "plans")] == ["135", "145", "155"]
    rows = office.ask("district", "indicators", "--plan", "155")
    assert (rows[3]["name"], rows[3]["attribute"]) == ("森林覆盖率", "约束性")
    newest = office.ask("district", "editions", "--name", "plan:155")
    assert [(each["number"], each["document"]) for each in newest] == [(1, "海政〔2026〕3号")]
    assert {row["role"] for row in office.ask("district", "assign") if row["item"] == "155-01"} == {"lead", "report"}
    district = ("--unit", "330203", "--period", "2026")
    office.ask("district", "enter", *district, "--item", "155-01", "--vintage", "初步核算", "--value", "335.5")
    office.ask("district", "review", *district, "--form", "indicators", "--approve", "--comment", "核过")
    judged = {row["item"]: row for row in office.ask("district", "evaluate", "--plan", "155", "--year", "2026")}
    # 312.4 → 450 in five years; by then a fifth of the way: 312.4 + 137.6/5 = 339.92 on a straight line
    assert judged["155-01"]["actual"] == "335.5"
    assert judged["155-01"]["verdict"] in ("滞后", "基本符合预期")
    assert judged["155-02"]["reason"] == "单位未报" or judged["155-02"]["verdict"] == "暂不评价"


def test_the_assignment_of_the_other_plans_stays(office: Office, text: Path) -> None:
    before = [row for row in office.ask("district", "assign") if not row["item"].startswith("155-")]
    office.ask("district", "import-plan", text, "--commit")
    after = [row for row in office.ask("district", "assign") if not row["item"].startswith("155-")]
    assert [{**row, "edition": 0} for row in after] == [{**row, "edition": 0} for row in before]


def test_a_plan_of_that_number_that_is_here_already_stays_and_the_new_one_gets_a_letter(
    office: Office, text: Path
) -> None:
    first = office.ask("district", "import-plan", text, "--commit")["plan"]
    second = office.ask("district", "import-plan", text, "--commit")["plan"]
    assert (first, second) == ("155", "155b")
    assert office.ask("district", "indicators", "--plan", "155b")[0]["code"] == "155b-01"
    assert office.ask("district", "targets", "--plan", "155b")[0]["indicator"] == "155b-01"


def test_a_text_that_is_no_plan_is_said_to_be_none_and_never_taken_over(office: Office, tmp_path: Path) -> None:
    report = tmp_path / "报告.txt"
    report.write_text("政府工作报告\n各位代表：\n过去一年，全区生产总值增长5%。", encoding="utf-8")
    shown = office.say("district", "import-plan", report)
    assert shown.status == 1
    assert "不像规划纲要" in shown.out
    refused = office.refused("district", "import-plan", report, "--commit")
    assert refused["code"] == "no-plan"


def test_a_unit_takes_no_plan_over(office: Office, text: Path) -> None:
    assert office.refused("town", "import-plan", text, "--commit")["message"] == "规划由区级来建"


def test_a_file_that_is_not_there_and_one_that_is_no_text_are_said(office: Office, tmp_path: Path) -> None:
    missing = office.refused("district", "import-plan", tmp_path / "none.txt", status=2)
    assert missing["message"].endswith("none.txt 不存在")
    (tmp_path / "a.docx").write_bytes(b"%PDF-1.4")
    assert office.refused("district", "import-plan", tmp_path / "a.docx")["message"] == "a.docx 是 PDF"


def test_the_text_is_kept_beside_the_plan_and_an_item_s_lines_are_looked_up(office: Office, text: Path) -> None:
    office.ask("district", "import-plan", text, "--commit")
    with office.desk("district") as desk:
        assert desk.importing.text_of("155-04") == [(17, "约束性 绿色 4 森林覆盖率（%） — 71.35 ≥71.35")]
        (line,) = desk.importing.text_of("155-b01-0-01-01")
        assert line[0] == 28
        assert "青竹精深加工园" in line[1]
        assert desk.importing.text_of("145-01") == []


def test_a_text_is_loaded_beside_a_plan_that_is_here_and_goes_into_no_bundle(office: Office, text: Path) -> None:
    answer = office.ask("district", "import-plan", text, "--text", "145")
    assert answer == {"plan": "145", "lines": 41}
    assert [row["id"] for row in office.ask("district", "plans")] == ["135", "145"]
    office.ask("district", "issue", "--unit", "330203105", "--period", "2025", "--out", office.file("task.xlsx"))
    office.ask("town", "receive", office.file("task.xlsx"))
    assert not [row for row in office.ask("town", "editions") if row["name"].startswith("text:")]
