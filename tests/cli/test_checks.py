"""check, explain, rules: keys of the contract, statuses, lists written, and what enter and receive say of figures."""

from __future__ import annotations

import json

import openpyxl
import pytest
from docx import Document

from tests.desk.office import PERIOD, TOWN, YINJIANG, Office, call

KEYS = {"rule", "severity", "item", "field", "period", "message", "left", "right", "difference", "explained"}
FACT = "省厅2025年3月文件把园林垃圾计入，增加回收量2.4万吨"
PLACE = (*TOWN, "--item", "145-22")


@pytest.fixture
def town(office: Office) -> Office:
    """The town has a figure that wants a word (R-145-22-b)."""
    for field, value in (("numerator", "30"), ("denominator", "60")):
        office.enter("town", "145-22", value, "--field", field)
    office.enter("town", "145-22", "70")
    return office


def test_check_has_the_keys_of_the_contract_and_exits_1_only_for_what_is_surely_wrong(town: Office) -> None:
    answer = town.ask("town", "check", *TOWN)
    assert {"hard", "query", "findings"} <= set(answer)
    assert all(set(row) >= KEYS for row in answer["findings"])
    (row,) = [row for row in answer["findings"] if row["severity"] == "核实性"]
    assert (answer["hard"], answer["query"], answer["rules"]) == (0, 1, {"edition": 1, "current": 1})
    assert (row["rule"], row["left"], row["right"], row["difference"], row["explained"]) == (
        "R-145-22-b", "70", "50", "20", False,
    )  # fmt: skip
    assert isinstance(row["message"], str)
    town.enter("town", "145-22", "106.8")
    assert town.ask("town", "check", *TOWN, status=1)["hard"] == 1


def test_check_says_it_for_people_too(town: Office) -> None:
    said = town.say("town", "check", *TOWN)
    assert said.out.startswith("强制性 0 条，核实性 1 条没有说明；按第 1 版规则审核")
    assert "145-22 城镇生活垃圾回收利用率" in said.out


@pytest.mark.parametrize("name", ["list.xlsx", "list.docx"])
def test_check_writes_the_list(name: str, town: Office) -> None:
    assert town.ask("town", "check", *TOWN, "--out", town.file(name))["file"] == str(town.file(name))
    if name.endswith("xlsx"):
        page = openpyxl.load_workbook(town.file(name)).active
        assert page is not None
        assert page["A1"].value == "鄞江镇2025年差错清单"
    else:
        assert Document(str(town.file(name))).paragraphs[0].text == "鄞江镇2025年差错清单"


def test_check_of_what_there_is_none_of_exits_with_2(town: Office) -> None:
    assert town.refused("town", "check", "--unit", "xx", "--period", PERIOD, status=2)["code"] == "usage"
    assert town.refused("town", "check", *TOWN, "--form", "xx", status=2)["code"] == "usage"
    assert town.refused("town", "check", *TOWN, "--out", town.file("list.pdf"), status=2)["code"] == "usage"


@pytest.mark.parametrize("text", ["已核实", "情况属实", "无"])
def test_an_empty_phrase_exits_1(text: str, town: Office) -> None:
    error = town.refused("town", "explain", *PLACE, "--rule", "R-145-22-b", "--class", "政策", "--text", text)
    assert error["code"] == "empty-word"
    assert "例如" in error["message"] + error["advice"] or "数量" in error["advice"]


def test_explain_answers_the_finding_and_the_report_goes_out(town: Office) -> None:
    error = town.refused("town", "submit", *TOWN, "--out", town.file("up.xlsx"))
    assert error["code"] == "findings"
    assert "核实性问题 1 条没有审核说明" in error["message"]
    row = town.ask("town", "explain", *PLACE, "--rule", "R-145-22-b", "--class", "政策", "--text", FACT)
    assert set(row) >= KEYS
    assert row["explained"] is True
    assert town.submit("town", "up.xlsx")["kind"] == "上报包"


def test_an_exemption_is_asked_for_by_the_unit_and_decided_by_the_district(town: Office) -> None:
    town.enter("town", "145-22", "106.8", "--reason", "试")
    for field in ("numerator", "denominator"):
        town.enter("town", "145-22", "", "--field", field)
    place = (*PLACE, "--rule", "share", "--text", "国家局2025年核定单允许超过，附核定单第7号")
    assert town.refused("town", "explain", *place, "--class", "政策")["code"] == "hard"
    assert town.ask("town", "explain", *place, "--class", "豁免申请")["exemption"] == "申请"
    town.submit("town", "up.xlsx")
    outcome = town.receive("district", "up.xlsx")
    said = [finding["message"] for finding in outcome["findings"]]
    assert said[0] == "按第 1 版规则审核：强制性 1 条，核实性 0 条（未说明 0 条）"
    assert said[1].startswith("鄞江镇·2025年·145-22 城镇生活垃圾回收利用率·本期值：")
    assert town.ask("district", "explain", *place, "--class", "同意豁免")["exemption"] == "同意"
    assert town.ask("district", "check", *TOWN)["hard"] == 0
    assert town.queue("district")["hard"] == 0


def test_enter_answers_what_there_is_to_say_of_the_written_cells_and_writes_them(town: Office) -> None:
    answer = town.enter("town", "145-06", "106.8")
    assert answer["written"] == 1
    (hard,) = [finding for finding in answer["findings"] if finding["severity"] == "强制性"]
    assert (hard["rule"], hard["item"], hard["field"], set(hard) >= KEYS) == ("share", "145-06", "value", True)
    assert town.values("town", "--item", "145-06") == {"145-06": "106.8"}
    said = town.say("town", "enter", *TOWN, "--item", "145-06", "--value", "107")
    assert said.status == 0
    assert "强制性 鄞江镇·2025年·145-06" in said.out


def test_a_table_answers_the_findings_of_all_its_cells(town: Office) -> None:
    file = town.table("t.csv", "item,value", "145-06,106.8", "145-04,12")
    answer = town.ask("town", "enter", "--from", file, *TOWN)
    assert answer["written"] == 2
    assert [row["item"] for row in answer["findings"] if row["severity"] == "强制性"] == ["145-06"]


def test_a_hand_filled_workbook_is_checked_when_it_is_taken_in(office: Office) -> None:
    office.type_by_hand("town-task.xlsx", "hand.xlsx", {("145-06", "value"): "106.8"})
    outcome = office.receive("district", "hand.xlsx")
    assert outcome["status"] == "received"
    said = [finding["message"] for finding in outcome["findings"]]
    assert "按第 1 版规则审核：强制性 1 条，核实性 0 条（未说明 0 条）" in said
    assert any("145-06" in message and "比重" in message for message in said)


# Rules.


def test_rules_are_listed_in_a_workspace_and_without_one(office: Office) -> None:
    rows = office.ask("town", "rules")
    assert {"编号", "级别", "左式", "比较", "右式", "容差", "条件", "说明", "名称", "edition"} <= set(rows[0])
    said = call("--db", office.file("nothing.db"), "rules")
    assert said.status == 0
    assert "R-145-01-a" in said.out
    assert json.loads(call("--json", "--db", office.file("nothing.db"), "rules").out) == rows


@pytest.mark.parametrize(
    "words", [("--preview",), ("--document", "海规〔2026〕1号"), ("export", "r.xlsx", "--preview")]
)
def test_what_belongs_to_import_is_refused_without_it(words: tuple[str, ...], office: Office) -> None:
    error = office.refused("district", "rules", *words, status=2)
    assert (error["code"], error["message"]) == ("usage", "--preview 和 --document 要和 import 同用")


def test_rules_are_exported_tried_and_taken_over(office: Office) -> None:
    file = office.file("rules.xlsx")
    count = office.ask("district", "rules", "export", file)["rules"]
    tried = office.ask("district", "rules", "import", file, "--preview")
    assert (tried["rules"], tried["edition"]) == (count, 1)
    assert set(tried["trials"][0]) == {"rule", "held", "violated", "missing", "skipped", "undefined", "examples"}
    assert office.ask("district", "rules", "import", file, "--document", "海规〔2026〕1号")["edition"] == 2
    assert {row["edition"] for row in office.ask("district", "rules")} == {2}


def test_rules_that_are_not_understood_and_a_missing_file_are_refused(office: Office) -> None:
    head = "编号,级别,左式,比较,右式,容差,条件,说明"
    bad = office.table("bad.csv", head, "R-1,强制性,[145-99],≤,5,,,数")
    assert office.refused("district", "rules", "import", bad)["code"] == "rules"
    assert office.refused("district", "rules", "import", status=2)["code"] == "usage"
    assert office.refused("district", "rules", "import", office.file("none.xlsx"))["code"] == "no-file"
    assert office.refused("town", "rules", "import", office.table("ok.csv", head, "R,提示,[145-04],≥,0,,,数"))[
        "code"
    ] == ("not-yours")
    assert YINJIANG in TOWN
