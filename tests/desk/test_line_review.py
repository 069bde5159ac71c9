"""条线初审: a department sees its own line only, says what it thinks, and no value changes by that."""

from __future__ import annotations

import json

import pytest

from haishu_desk.desk.line_review import LineReview
from haishu_desk.desk.signed_file import OPINIONS, signed_bytes
from tests.desk.office import INDICATORS, TOWN, YINJIANG, ZHANGSHUI, Office

LEAD, OTHER_LEAD = "dept-scjgj", "dept-swj"  # 145-04 is led by the first, 145-11 by the second
PATENTS = ("--unit", YINJIANG, "--item", "145-04")


@pytest.fixture
def line(reported: Office) -> Office:
    """The department's computer is known to the district, and it has its 初审包 of 2025."""
    for who, unit in (("dept", LEAD), ("else", OTHER_LEAD)):
        reported.ask(who, "init", "--role", "unit", "--unit", unit, "--person", "钱科")
        reported.ask(who, "keys", "--out", reported.file(f"{who}-key.xlsx"))
        reported.ask("district", "enrol", reported.file(f"{who}-key.xlsx"))
    made = reported.ask("district", "line-review", "--unit", LEAD, "--period", "2025", "--out", reported.file("p.json"))
    assert made["reported"] == 1
    return reported


def say(office: Office, *words: str) -> None:
    office.ask("dept", "line-review", *PATENTS, "--say", *words)


def test_the_packet_holds_the_reported_figures_of_its_own_line_and_nothing_else(line: Office) -> None:
    rows = line.ask("dept", "line-review", line.file("p.json"))
    with line.desk("district") as desk:
        leads = {row["item"] for row in desk.documents.assignment if (row["unit"], row["role"]) == (LEAD, "lead")}
    assert {row["item"] for row in rows} <= leads
    town = {(row["unit"], row["item"]): row for row in rows}
    assert (town[YINJIANG, "145-04"]["value"], town[YINJIANG, "145-04"]["unit_name"]) == ("120", "鄞江镇")
    assert town[ZHANGSHUI, "145-04"]["value"] == "", "it has not reported"
    assert "12.50" not in line.file("p.json").read_text("utf-8"), "145-11 is of another line"
    with line.desk("dept") as desk:
        assert desk.workspace.cells.returns() == [], "a packet is no return: nothing of it can be filled in"


def test_what_was_said_appears_beside_the_cell_and_changes_nothing(line: Office) -> None:
    line.ask("dept", "line-review", line.file("p.json"))
    say(line, "认可")
    say(line, "建议核定数", "--figure", "118", "--reason", "台账为118件")
    assert line.ask("dept", "line-review", "--out", line.file("back.json"))["opinions"] == 1
    values = line.ask("district", "values", *TOWN)
    (row,) = line.ask("district", "opinions", line.file("back.json"))
    assert (row["status"], row["unit"], row["opinions"]) == ("received", LEAD, 1)
    assert line.ask("district", "values", *TOWN) == values
    with line.desk("district") as desk:
        (opinion,) = desk.line_review.of_return(INDICATORS)["145-04"]
        assert (opinion.verdict, opinion.figure, opinion.person) == ("建议核定数", "118", "钱科")
        told = desk.line_review.told(opinion, "120")
        assert told.startswith("条线初审建议核定数 118：台账为118件（区市场监督管理局 钱科 20")
        assert "（说的是 120，现已改报）" in desk.line_review.told(opinion, "130")
        assert desk.line_review.told_of(INDICATORS) == {"145-04": told}
    (shown,) = line.ask("district", "line-review", *TOWN)
    assert (shown["item"], shown["verdict"], shown["by_unit"]) == ("145-04", "建议核定数", LEAD)
    (again,) = line.ask("district", "line-review", line.file("back.json"))
    assert again["status"] == "duplicate"
    assert "收到条线初审意见" in str(line.ask("district", "log"))


def test_the_same_packet_twice_is_one_and_the_last_word_counts(line: Office) -> None:
    for _ in range(2):
        line.ask("dept", "line-review", line.file("p.json"))
    say(line, "建议退回", "--reason", "与系统不符")
    say(line, "认可")
    with line.desk("dept") as desk:
        review: LineReview = desk.line_review
        (packet,) = review.packets()
        assert [each.said for each in review.said(packet).values()] == ["认可"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("建议退回",), "建议退回要写理由"),
        (("建议核定数", "--reason", "依据"), "要写一个数"),
        (("认可", "--figure", "1"), "别的意见不写数"),
        (("建议核定数", "--figure", "很多", "--reason", "依据"), "看不懂建议的核定数"),
        (("通过",), "没有意见"),
    ],
)
def test_what_says_too_little_is_refused(words: tuple[str, ...], said: str, line: Office) -> None:
    line.ask("dept", "line-review", line.file("p.json"))
    error = line.refused("dept", "line-review", *PATENTS, "--say", *words, status=2)
    assert said in error["message"]


def test_only_the_department_it_is_for_takes_it_in(line: Office) -> None:
    assert line.refused("else", "line-review", line.file("p.json"))["code"] == "E32"
    assert line.refused("town", "line-review", line.file("p.json"))["code"] == "E32"


def test_a_file_that_was_altered_or_is_of_somebody_else_is_refused(line: Office) -> None:
    line.ask("dept", "line-review", line.file("p.json"))
    say(line, "认可")
    line.ask("dept", "line-review", "--out", line.file("back.json"))
    text = line.file("back.json").read_text("utf-8")
    line.file("altered.json").write_text(text.replace("认可", "退回"), "utf-8")
    assert line.refused("district", "line-review", line.file("altered.json"))["code"] == "E41"
    whole = json.loads(line.file("p.json").read_text("utf-8"))
    whole["payload"] = whole["payload"].replace('"120"', '"121"')
    line.file("p2.json").write_text(json.dumps(whole), "utf-8")
    assert line.refused("dept", "line-review", line.file("p2.json"))["code"] == "E41"
    content = json.loads(json.loads(text)["payload"])
    line.file("else.json").write_bytes(signed_bytes(OPINIONS, line.key("else"), content))
    error = line.refused("district", "line-review", line.file("else.json"))
    assert error["message"] == "else.json 不是登记过的电脑签的"
    content["opinions"][0]["item"] = "145-11"
    line.file("wide.json").write_bytes(signed_bytes(OPINIONS, line.key("dept"), content))
    assert "不属于这份初审包" in line.refused("district", "line-review", line.file("wide.json"))["message"]


def test_a_department_that_leads_nothing_has_no_packet(line: Office) -> None:
    words = ("line-review", "--unit", YINJIANG, "--period", "2025", "--out", line.file("x.json"))
    assert line.refused("district", *words)["code"] == "empty"


def test_a_unit_hands_out_no_packet(line: Office) -> None:
    assert "还没有装入初审包" in line.refused("town", "line-review", status=2)["message"]
