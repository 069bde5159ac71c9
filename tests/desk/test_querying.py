"""查询—答复—办结 over real bundles: both ways, from two computers, in every state, and without touching a return."""

from __future__ import annotations

from typing import Any

import openpyxl
import pytest

from haishu_desk.domain.cells import Change, Edit, Slot
from haishu_desk.domain.quantity import parse, words
from haishu_desk.domain.queries import field_of, new_name
from tests.desk.office import DISTRICT, INDICATORS, TOWN, YINJIANG, Office

CELL = (*TOWN, "--item", "145-04")


def ask(office: Office, text: str = "比上年少一半，为什么？") -> dict[str, Any]:
    row: dict[str, Any] = office.ask("district", "query", *CELL, "--ask", text)
    return row


def revisions(office: Office, who: str) -> dict[str, bytes]:
    with office.desk(who) as desk:
        return {revision.id: revision.body for revision in desk.course(INDICATORS).revisions}


def test_a_question_goes_down_its_answer_comes_up_and_the_district_settles_it(reported: Office) -> None:
    row = ask(reported)
    assert (row["state"], row["waits_for"], row["asked"], row["answer"], row["days"]) == (
        "待答复", "unit", "比上年少一半，为什么？", None, 0,
    )  # fmt: skip
    reported.reply("down.xlsx")
    taken = reported.outcome("town", "down.xlsx")
    assert taken["changes"] == 0
    assert "收到查询和办结 1 条" in [finding["message"] for finding in taken["findings"]]
    (seen,) = reported.ask("town", "query")
    assert (seen["asked"], seen["state"]) == ("比上年少一半，为什么？", "待答复")
    reported.ask("town", "query", *CELL, "--answer", "两家企业迁出，按迁出后的口径报")
    reported.submit("town", "up2.xlsx")
    taken = reported.outcome("district", "up2.xlsx")
    assert "收到答复 1 条" in [finding["message"] for finding in taken["findings"]]
    (answered,) = reported.ask("district", "query")
    assert (answered["state"], answered["waits_for"], answered["answer"]) == (
        "已答复", "district", "两家企业迁出，按迁出后的口径报",
    )  # fmt: skip
    settled = reported.ask("district", "query", *CELL, "--close", "已核对迁出证明")
    assert (settled["state"], settled["waits_for"], settled["days"]) == ("已办结", None, None)
    assert [(said["what"], said["by"]) for said in settled["messages"]] == [
        ("查询", "李区"), ("答复", "张三"), ("办结", "李区"),
    ]  # fmt: skip
    reported.reply("down2.xlsx")
    reported.outcome("town", "down2.xlsx")
    assert reported.ask("town", "query") == reported.ask("district", "query")


def test_asking_changes_no_cell_no_state_no_revision_and_is_no_work_that_waits(reported: Office) -> None:
    before, rows, sealed = reported.queue("district"), reported.values("district"), revisions(reported, "district")
    ask(reported)
    after = reported.queue("district")
    assert after == {**before, "queries": 1}
    assert before["queries"] == 0
    assert (reported.values("district"), revisions(reported, "district")) == (rows, sealed)
    reported.review("--approve")
    assert revisions(reported, "district") == sealed  # what the unit sent is what was approved


def test_a_question_about_an_empty_return_does_not_begin_it(office: Office) -> None:
    ask(office, "什么时候报？")
    assert office.queue("district")["state"] == "已下发"
    assert office.ask("district", "values") == []


def test_two_computers_of_a_unit_answer_and_both_answers_are_kept(reported: Office) -> None:
    ask(reported)
    reported.reply("down.xlsx")
    for who in ("town", "second"):
        reported.outcome(who, "down.xlsx")
    reported.ask("town", "query", *CELL, "--answer", "企业迁出")
    reported.ask("second", "query", *CELL, "--answer", "口径改了")
    reported.submit("town", "one.xlsx")
    reported.submit("second", "two.xlsx")
    for name in ("one.xlsx", "two.xlsx"):
        reported.outcome("district", name)
    (row,) = reported.ask("district", "query")
    assert row["state"] == "已答复"
    assert {said["text"] for said in row["messages"] if said["what"] == "答复"} == {"企业迁出", "口径改了"}
    assert set(str(row["answer"]).split(" / ")) == {"企业迁出", "口径改了"}
    assert reported.queue("district")["clashes"] == 0


def test_the_same_bundle_twice_and_an_old_one_later_add_nothing(reported: Office) -> None:
    ask(reported)
    reported.reply("down.xlsx")
    reported.outcome("town", "down.xlsx")
    reported.ask("town", "query", *CELL, "--answer", "企业迁出")
    reported.submit("town", "up2.xlsx")
    reported.outcome("district", "up2.xlsx")
    rows = reported.ask("district", "query")
    assert [reported.outcome("district", name)["status"] for name in ("up2.xlsx", "up.xlsx")] == ["duplicate"] * 2
    reported.ask("district", "query", *CELL, "--close")
    assert reported.outcome("town", "down.xlsx")["status"] == "duplicate"
    assert reported.ask("town", "query") == rows


def test_asking_again_goes_on_in_the_same_matter_and_a_settled_one_begins_anew(reported: Office) -> None:
    first = ask(reported, "为什么少？")
    again = ask(reported, "请附证明")
    assert again["query"] == first["query"]
    assert (again["asked"], again["state"], len(again["messages"])) == ("请附证明", "待答复", 2)
    reported.ask("district", "query", *CELL, "--close", "电话核实")
    other = ask(reported, "单位写对了吗？")
    assert other["query"] != first["query"]
    rows = reported.ask("district", "query", *TOWN, "--item", "145-04")
    assert [(row["asked"], row["state"]) for row in rows] == [("单位写对了吗？", "待答复"), ("请附证明", "已办结")]


def test_an_answer_that_the_district_had_not_seen_when_it_settled_the_matter_opens_it_again(reported: Office) -> None:
    ask(reported)
    reported.reply("down.xlsx")
    reported.outcome("town", "down.xlsx")
    reported.ask("town", "query", *CELL, "--answer", "企业迁出")
    reported.submit("town", "late.xlsx")
    reported.ask("district", "query", *CELL, "--close", "不用答复了")
    reported.outcome("district", "late.xlsx")
    (row,) = reported.ask("district", "query")
    assert (row["state"], row["answer"]) == ("已答复", "企业迁出")


# In every state.


def in_state(office: Office, state: str) -> None:
    """Bring the reported return into that state on both sides."""
    steps: dict[str, list[tuple[str, ...]]] = {
        "已接收": [],
        "退回修改": [("--return", "--comment", "核对")],
        "审核通过": [("--approve",)],
        "已锁定": [("--approve",), ("--lock",)],
        "作废": [("--void", "--comment", "重复的报表")],
    }
    for each in steps[state]:
        office.review(*each, "--form", "indicators")
    office.reply("state.xlsx")
    office.outcome("town", "state.xlsx")
    assert office.queue("district")["state"] == office.queue("town")["state"] == state


STATES = ("已接收", "退回修改", "审核通过", "已锁定", "作废")


@pytest.mark.parametrize("state", STATES)
def test_who_may_ask_answer_and_settle_in_each_state(reported: Office, state: str) -> None:
    ask(reported)
    in_state(reported, state)
    # The unit may answer whatever the state; it neither asks nor settles. The district does not answer for it.
    assert reported.refused("town", "query", *CELL, "--ask", "为什么？")["code"] == "not-yours"
    assert reported.refused("town", "query", *CELL, "--close")["code"] == "not-yours"
    assert reported.refused("other", "query", *CELL, "--answer", "不知道")["code"] == "no-query"
    assert reported.refused("district", "query", *CELL, "--answer", "代答")["code"] == "not-yours"
    reported.ask("town", "query", *CELL, "--answer", "企业迁出")
    if state == "作废":
        assert reported.refused("district", "query", *CELL, "--ask", "再问")["code"] == "state"
    else:
        ask(reported, "再问")
    reported.ask("district", "query", *CELL, "--close")
    assert reported.queue("district")["state"] == state


@pytest.mark.parametrize("state", STATES[2:])
def test_an_answer_to_a_closed_return_travels_up_and_leaves_its_bytes_alone(reported: Office, state: str) -> None:
    ask(reported)
    in_state(reported, state)
    sealed = revisions(reported, "town")
    reported.ask("town", "query", *CELL, "--answer", "企业迁出")
    row = reported.submit("town", "answers.xlsx", "--form", "indicators")
    assert row["kind"] == "答复包"
    assert reported.outcome("district", "answers.xlsx")["status"] == "received"
    (seen,) = reported.ask("district", "query")
    assert seen["state"] == "已答复"
    assert reported.queue("district")["state"] == state
    assert revisions(reported, "town") == revisions(reported, "district") == sealed


def test_what_is_not_issued_cannot_be_asked_about(office: Office) -> None:
    place = ("--unit", YINJIANG, "--period", "2024", "--item", "145-04")
    assert office.refused("district", "query", *place, "--ask", "为什么？")["code"] == "state"


def test_an_empty_text_an_unknown_field_and_a_foreign_item_are_refused(reported: Office) -> None:
    assert reported.refused("district", "query", *CELL, "--ask", "  ")["code"] == "no-text"
    assert reported.refused("district", "query", *CELL, "--ask", "长" * 2001)["code"] == "E50"
    assert reported.refused("district", "query", *CELL, "--field", "no", "--ask", "为什么？", status=2)
    assert reported.refused("district", "query", *TOWN, "--item", "145-01", "--ask", "为什么？")["code"] == "not-yours"
    assert reported.refused("district", "query", "--unit", YINJIANG, "--ask", "为什么？", status=2)


# Nothing is overwritten.


def test_a_message_is_written_once_and_cannot_be_changed_or_taken_back(reported: Office) -> None:
    ask(reported)
    with reported.desk("district", write=True) as desk:
        (slot, standing) = next(
            (slot, heads) for slot, heads in desk.workspace.cells.heads(INDICATORS).items() if "query|" in slot.field
        )
        change = Change(slot, standing[0].value, words("改了"), (standing[0].edit,))
        edit = Edit(INDICATORS, desk.author(), (change,), "b", None, {"kind": "query-ask"})
        with pytest.raises(Exception, match="不能改"):
            desk.apply(edit)
    assert reported.refused("district", "undo")["code"] == "nothing-to-undo"
    assert len(reported.ask("district", "query")) == 1


def test_words_and_figures_are_written_apart(reported: Office) -> None:
    with reported.desk("district", write=True) as desk:
        asked = Change(Slot("145-04", field_of(new_name(), 1, "ask", "value")), None, words("为什么？"))
        typed = Change(Slot("145-12"), None, parse("1"))
        with pytest.raises(Exception, match="分开写"):
            desk.apply(Edit(INDICATORS, desk.author(), (asked, typed), "b", None, {"kind": "typed"}))


@pytest.mark.parametrize(
    "field", ["verified", field_of("ab12", 1, "ask", "value"), field_of("ab12", 1, "close", "value")]
)
def test_a_bundle_in_which_a_unit_writes_what_the_district_writes_is_refused(reported: Office, field: str) -> None:
    with reported.desk("town") as desk:
        change = Change(Slot("145-04", field), None, words("伪造"))
        forged = Edit(INDICATORS, desk.author(), (change,), "b", None, {"kind": "typed"})
    entries = (*reported.payload("up.xlsx").entries, forged.body)
    reported.forge("up.xlsx", "forged.xlsx", reported.key("town"), entries=entries)
    row = reported.outcome("district", "forged.xlsx")
    assert (row["status"], row["error"]["code"]) == ("refused", "E42")


def test_a_message_that_cannot_be_read_is_kept_and_not_shown(reported: Office) -> None:
    with reported.desk("district", write=True) as desk:
        change = Change(Slot("145-04", "query|zz|x|value"), None, words("？"))
        desk.take_over(Edit(INDICATORS, desk.author(), (change,), "b", None, {"kind": "query-ask"}))
        assert desk.querying.rows() == []
        assert desk.workspace.cells.heads(INDICATORS).keys() >= {Slot("145-04", "query|zz|x|value")}


# Where it is seen.


def test_whoever_reads_the_workbook_without_the_program_sees_the_question(reported: Office) -> None:
    ask(reported)
    reported.reply("down.xlsx")
    page = openpyxl.load_workbook(reported.file("down.xlsx"))["填报表"]
    texts = [str(cell.value) for row in page.iter_rows() for cell in row if cell.value]
    assert "查询：比上年少一半，为什么？" in texts
    assert reported.outcome("town", "down.xlsx")["changes"] == 0


def test_the_history_of_the_cell_tells_what_was_asked_and_answered(reported: Office) -> None:
    ask(reported)
    reported.reply("down.xlsx")
    reported.outcome("town", "down.xlsx")
    reported.ask("town", "query", *CELL, "--answer", "企业迁出")
    assert reported.events("town", "145-04")[-2:] == ["查询", "答复"]
    assert "查询" not in reported.events("town", "145-11")


def test_a_question_about_a_cell_with_a_vintage_is_found_without_naming_it(reported: Office) -> None:
    row = reported.ask("district", "query", *TOWN, "--item", "145-33", "--ask", "依据？")
    assert row["vintage"] == "预计"
    assert reported.ask("district", "query", *TOWN, "--item", "145-33", "--close")["state"] == "已办结"


def test_the_lists_are_filtered_by_unit_period_and_cell_and_open_ones_are_counted(reported: Office) -> None:
    ask(reported)
    reported.ask("district", "query", *TOWN, "--item", "145-11", "--ask", "单位？")
    reported.ask("district", "query", *TOWN, "--item", "145-11", "--close")
    assert [row["item"] for row in reported.ask("district", "query", "--item", "145-11")] == ["145-11"]
    assert reported.ask("district", "query", "--period", "2024") == []
    assert reported.ask("district", "query", "--field", "growth") == []
    with reported.desk("district") as desk:
        assert [row["item"] for row in desk.querying.open()] == ["145-04"]
    assert reported.ask("district", "query", "--unit", DISTRICT) == []
