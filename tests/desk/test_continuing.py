"""The fifteenth plan begins: what goes on is linked to the plan before, what ends and what is new is listed."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from haishu_desk.desk.breakdown_draft import Draft
from tests.desk.office import Office

DISTRICT = ("--unit", "330203", "--period")
TEXT = """青湾区国民经济和社会发展第十五个五年规划纲要
第一章 目标
第一节 指标
序号\t指标\t2025年\t2030年目标\t年均增长\t属性
1\t地区生产总值（亿元）\t—\t2600\t5.5\t预期性
2\t有效发明专利拥有量（件）\t3900\t5200\t—\t预期性
3\t算力规模（PFLOPS）\t—\t500\t—\t预期性
第二章 保障
专栏1：项目
甲：新建甲路等项目。
"""


@pytest.fixture
def text(tmp_path: Path) -> Path:
    file = tmp_path / "十五五.txt"
    file.write_text(TEXT, encoding="utf-8")
    return file


def test_indicators_that_go_on_are_found_by_name_and_unit_and_the_others_are_listed(office: Office, text: Path) -> None:
    answer = office.ask("district", "import-plan", text, "--commit")
    made = answer["continuation"]
    assert made["before"] == "145"
    assert made["carried"] == [{"code": "155-01", "continues": "145-01"}, {"code": "155-02", "continues": "145-04"}]
    assert made["new"] == ["155-03"]
    assert len(made["dropped"]) == 31
    rows = {row["code"]: row["continues"] for row in office.ask("district", "indicators", "--plan", "155")}
    assert rows == {"155-01": "145-01", "155-02": "145-04", "155-03": None}


def test_the_base_is_the_figure_of_the_plan_before_and_revised_there_it_is_revised_here(
    office: Office, text: Path
) -> None:
    office.ask("district", "import-plan", text, "--commit")

    def approve(period: str, item: str, value: str, vintage: str) -> None:
        office.ask("district", "enter", *DISTRICT, period, "--item", item, "--vintage", vintage, "--value", value)
        office.ask("district", "review", *DISTRICT, period, "--form", "indicators", "--approve", "--comment", "核过")

    def expected() -> str:
        (row,) = office.ask("district", "evaluate", "--plan", "155", "--year", "2026", "--item", "155-01")
        assert "基期值用2025年" in row["basis"]
        return str(row["expected"])

    office.ask("district", "assign", "--item", "145-01", "--unit", "330203", "--role", "report")
    approve("2025", "145-01", "1900", "初步核算")
    approve("2026", "155-01", "2020", "初步核算")
    before = expected()
    office.ask("district", "review", *DISTRICT, "2025", "--form", "indicators", "--reopen", "--comment", "统计局修订")
    approve("2025", "145-01", "1950", "最终核实")
    assert float(expected()) > float(before)


def test_the_assignment_of_what_goes_on_waits_in_the_draft_to_be_confirmed(office: Office, text: Path) -> None:
    office.ask("district", "import-plan", text, "--commit")
    draft = Draft(office.db("district")).changes
    given = {(unit, role) for (item, unit, role), row in draft.items() if item == "155-01" and row is not None}
    before = {(row["unit"], row["role"]) for row in office.ask("district", "assign") if row["item"] == "145-01"}
    assert given == before
    assert {row["unit"] for row in office.ask("district", "assign") if row["item"] == "155-01"} == {"330203"}


def test_without_its_text_the_next_plan_begins_as_a_draft_of_the_one_before(office: Office) -> None:
    answer = office.ask("district", "import-plan", "--from", "145", "--drop", "145-15", "145-13")
    assert answer["plan"] == "155"
    assert answer["continuation"]["dropped"] == ["145-13", "145-15"]
    rows = office.ask("district", "indicators", "--plan", "155")
    assert len(rows) == 31
    assert (rows[0]["code"], rows[0]["continues"], rows[0]["values"]["target"]["missing"]) == ("155-01", "145-01", True)
    assert {"id": "155", "start_year": 2026, "end_year": 2030, "base_year": 2025}.items() <= office.ask(
        "district", "plans"
    )[2].items()


def test_the_text_that_comes_later_becomes_the_next_edition_and_codes_stay(office: Office, text: Path) -> None:
    office.ask("district", "import-plan", "--from", "145")
    office.ask("district", "enter", *DISTRICT, "2026", "--item", "155-04", "--value", "4000")
    answer = office.ask("district", "import-plan", text, "--commit", "--into", "155")
    assert answer["plan"] == "155"
    rows = {row["name"]: row["code"] for row in office.ask("district", "indicators", "--plan", "155")}
    assert rows["地区生产总值"] == "155-01"
    assert rows["有效发明专利拥有量"] == "155-04"
    assert rows["算力规模"] not in {f"155-{number:02d}" for number in range(1, 34)}
    assert [row["number"] for row in office.ask("district", "editions", "--name", "plan:155")] == [2, 1]
    (cell,) = office.ask("district", "values", "--item", "155-04")
    assert cell["value"]["value"] == "4000"


def test_nobody_is_left_with_what_the_text_no_longer_has(office: Office, text: Path) -> None:
    """The draft has 33 indicators, the text keeps two of them and adds one: 155-05 is nobody's, neither now nor in the draft."""
    office.ask("district", "import-plan", "--from", "145")
    office.ask("district", "import-plan", text, "--commit", "--into", "155")
    items = {row["item"] for row in office.ask("district", "assign") if row["item"].startswith("155-")}
    there = {row["code"] for row in office.ask("district", "indicators", "--plan", "155")}
    assert {item for item in items if "-b" not in item} == there
    with office.desk("district") as desk:
        draft = Draft(office.db("district"))
        assert {row["item"] for row in draft.rows(desk.documents.assignment) if row["item"].startswith("155-")} == items


def test_what_goes_on_is_reported_as_often_and_added_up_as_before(office: Office, text: Path) -> None:
    """145-01 is quarterly and one unit's, 145-04 monthly and a sum of the townships; what is new is yearly."""
    office.ask("district", "import-plan", text, "--commit")
    with office.desk("district") as desk:
        rows = {row["code"]: row for row in desk.documents.catalogue.plan("155").content["indicators"]}
    assert [(rows[code]["frequency"], rows[code]["rollup"]) for code in ("155-01", "155-02", "155-03")] == [
        ("季", "single"),
        ("月", "sum"),
        ("年", "single"),
    ]
    quarter = ("--unit", "330203", "--period", "2026-Q1", "--item", "155-02", "--value", "4000")
    assert office.ask("district", "enter", *quarter)["written"] == 1


def test_both_plans_are_alive_while_one_is_judged_and_the_other_begins(office: Office, text: Path) -> None:
    office.ask("district", "import-plan", text, "--commit")
    years = [(row["id"], row["start_year"], row["end_year"]) for row in office.ask("district", "plans")]
    assert years == [("135", 2016, 2020), ("145", 2021, 2025), ("155", 2026, 2030)]
    assert len(office.ask("district", "evaluate", "--plan", "145", "--year", "2025")) == 33
    assert len(office.ask("district", "evaluate", "--plan", "155", "--year", "2026")) == 3


def test_words_that_do_not_fit_together_are_refused(office: Office, text: Path) -> None:
    assert office.refused("district", "import-plan", status=2)["message"].startswith("import-plan 要写一个文件")
    assert office.refused("district", "import-plan", "--from", "145", "--drop", "145-99", status=2)["message"] == (
        "145 没有代码为“145-99”的指标"
    )
    shutil.rmtree(text.parent, ignore_errors=True)


def test_what_was_filled_in_for_an_indicator_that_the_text_dropped_can_still_be_asked_for(
    office: Office, text: Path
) -> None:
    office.ask("district", "import-plan", "--from", "145")
    office.ask("district", "enter", *DISTRICT, "2026", "--item", "155-05", "--value", "28")
    office.ask("district", "import-plan", text, "--commit", "--into", "155")
    assert "155-05" not in {row["code"] for row in office.ask("district", "indicators", "--plan", "155")}
    (event,) = office.ask("district", "history", *DISTRICT, "2026", "--item", "155-05")
    assert (event["event"], event["value"]["value"]) == ("录入", "28")
    assert office.refused("district", "history", *DISTRICT, "2026", "--item", "155-99", status=2)["code"] == "usage"
