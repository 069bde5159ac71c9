"""撤回装入: a whole received file is taken back by new edits, cells edited since are left, and it can come in again."""

from __future__ import annotations

from typing import Any

import pytest

from haishu_desk.domain.cells import Edit
from tests.desk.office import INDICATORS, TOWN, Office


def bundle_of(office: Office, name: str) -> str:
    return office.unpacked(name).envelope.bundle


def take_back(office: Office, name: str, who: str = "district", status: int = 0) -> Any:
    return office.ask(who, "undo", "--batch", bundle_of(office, name), status=status)


def second_report(office: Office) -> None:
    """The town changes one cell, clears one and fills a new one, and the district takes it in."""
    office.enter("town", "145-04", "121")
    office.enter("town", "145-11", "")
    office.enter("town", "145-12", "2")
    office.submit("town", "up2.xlsx")
    assert office.receive("district", "up2.xlsx")["changes"] == 3


FIRST = {"145-04": "120", "145-11": "12.50", "145-33/预计": "0.3", "145-b13-0-01": "已开工两个"}


def test_every_cell_says_again_what_stood_before_it_and_nothing_is_removed(reported: Office) -> None:
    before = reported.state("district")[0]
    second_report(reported)
    received = reported.state("district")[0]
    answer = take_back(reported, "up2.xlsx")
    assert (len(answer["edits"]), answer["left"]) == (1, [])
    assert reported.values("district") == {**FIRST, "145-12": ""}  # it was not there before: now it is cleared
    after = reported.state("district")[0]
    assert after[: len(received)] == received  # the journal only grows
    assert received[: len(before)] == before
    assert reported.events("district", "145-04")[-1] == "撤回"


def test_the_first_report_of_all_leaves_every_cell_cleared(reported: Office) -> None:
    answer = take_back(reported, "up.xlsx")
    assert len(answer["edits"]) == 2  # one a form
    assert set(reported.values("district").values()) == {""}
    assert reported.queue("district")["filled"] == 0


def test_a_few_signs_of_the_bundle_are_enough_and_a_wrong_name_takes_back_nothing(reported: Office) -> None:
    second_report(reported)
    reported.ask("district", "undo", "--batch", bundle_of(reported, "up2.xlsx")[:8])
    assert reported.values("district", "--item", "145-04") == {"145-04": "120"}
    assert reported.refused("district", "undo", "--batch", "ffff0000")["code"] == "nothing-to-undo"


def test_cells_edited_since_are_left_and_listed(reported: Office) -> None:
    second_report(reported)
    reported.enter("town", "145-04", "122")
    reported.submit("town", "up3.xlsx")
    reported.receive("district", "up3.xlsx")
    answer = take_back(reported, "up2.xlsx")
    assert answer["left"] == [
        {"unit": "330203105", "period": "2025", "item": "145-04", "field": "value", "vintage": None}
    ]
    assert reported.values("district") == {**FIRST, "145-04": "122", "145-12": ""}


def test_taking_back_a_second_computer_leaves_the_first_ones_value_alone(clashing: Office) -> None:
    take_back(clashing, "second.xlsx")
    assert clashing.values("district") == FIRST
    assert clashing.queue("district")["clashes"] == 0


def test_what_was_settled_since_is_left(clashing: Office) -> None:
    table = clashing.table("settle.csv", "item,value,reason", "145-04,130,核对后")
    clashing.review("--settle", table)
    assert [cell["item"] for cell in take_back(clashing, "second.xlsx")["left"]] == ["145-04"]
    assert clashing.values("district", "--item", "145-04") == {"145-04": "130"}


def test_an_approved_return_is_refused_in_a_sentence(reported: Office) -> None:
    reported.review("--approve", "--comment", "同意")
    error = reported.refused("district", "undo", "--batch", bundle_of(reported, "up.xlsx"))
    assert error["code"] == "closed"
    assert error["message"] == "up.xlsx 装入的报表已是“审核通过”，不能再撤回"
    reported.review("--reopen", "--comment", "有误")
    assert len(take_back(reported, "up.xlsx")["edits"]) == 2


def test_it_is_taken_back_once_and_what_brought_no_cell_not_at_all(reported: Office) -> None:
    take_back(reported, "up.xlsx")
    assert "已经撤回过" in reported.refused("district", "undo", "--batch", bundle_of(reported, "up.xlsx"))["message"]
    error = reported.refused("town", "undo", "--batch", bundle_of(reported, "town-task.xlsx"))
    assert error["message"] == "town-task.xlsx 没有改过任何格"


def test_the_report_itself_stays_said_and_the_queue_counts_what_differs_from_it(reported: Office) -> None:
    second_report(reported)
    take_back(reported, "up2.xlsx")
    row = reported.queue("district")
    assert (row["state"], row["unreported"]) == ("已接收", 3)
    # Approved now, the district seals what stands: the report of the unit does not count.
    reported.review("--approve", "--comment", "同意")
    approved = {
        row["item"]: row["value"]["raw"] for row in reported.ask("district", "values") if row["basis"] == "已批"
    }
    assert approved["145-04"] == "120"


def test_the_trail_says_who_took_back_what(reported: Office) -> None:
    take_back(reported, "up.xlsx")
    entries = reported.ask("district", "log")["entries"]
    assert [entry["what"] for entry in entries if "撤回" in str(entry["what"])][-1] == "撤回装入"
    assert reported.ask("district", "log")["chain"] == "intact"


def test_ctrl_z_neither_takes_back_a_taking_back_nor_does_it_again(reported: Office) -> None:
    take_back(reported, "up.xlsx")
    assert reported.refused("district", "undo")["code"] == "nothing-to-undo"
    with reported.desk("district", write=True) as desk, pytest.raises(Exception, match="没有可以重做"):
        desk.undoing.redo()


# Once more.


def test_the_same_file_again_waits_until_it_is_asked_for_and_then_says_what_it_said(reported: Office) -> None:
    second_report(reported)
    with_it = reported.values("district")
    take_back(reported, "up2.xlsx")
    before = reported.state("district")
    row = reported.receive("district", "up2.xlsx", status=1)
    assert (row["status"], row["changes"]) == ("held", 0)
    assert row["error"]["message"] == "up2.xlsx：这个文件装入过，后来撤回了"
    assert reported.state("district") == before
    (row,) = reported.ask("district", "receive", reported.file("up2.xlsx"), "--again")
    assert (row["status"], row["changes"], row["conflicts"]) == ("received", 3, 0)
    assert reported.values("district") == with_it
    assert reported.events("district", "145-04")[-1] == "再装入"
    (row,) = reported.ask("district", "receive", reported.file("up2.xlsx"), "--again")
    assert row["status"] == "duplicate"
    # And back and again once more.
    take_back(reported, "up2.xlsx")
    assert reported.values("district", "--item", "145-04") == {"145-04": "120"}
    reported.ask("district", "receive", reported.file("up2.xlsx"), "--again")
    assert reported.values("district") == with_it


def test_a_clash_that_was_taken_back_comes_back_as_a_clash(clashing: Office) -> None:
    take_back(clashing, "second.xlsx")
    (row,) = clashing.ask("district", "receive", clashing.file("second.xlsx"), "--again")
    assert (row["status"], row["conflicts"]) == ("received", 1)
    raw = {row["value"]["raw"] for row in clashing.ask("district", "values", "--item", "145-04")}
    assert raw == {"120", "200"}
    take_back(clashing, "second.xlsx")
    assert clashing.values("district") == FIRST


def test_what_was_written_since_stays_when_it_comes_in_again(reported: Office) -> None:
    second_report(reported)
    take_back(reported, "up2.xlsx")
    reported.enter("town", "145-12", "3")
    reported.submit("town", "up3.xlsx")
    reported.receive("district", "up3.xlsx")
    (row,) = reported.ask("district", "receive", reported.file("up2.xlsx"), "--again")
    assert (row["changes"], row["conflicts"]) == (2, 0)
    assert reported.values("district")["145-12"] == "3"


def test_the_next_report_of_a_cell_that_was_taken_back_is_simply_taken(reported: Office) -> None:
    take_back(reported, "up.xlsx")
    reported.enter("town", "145-04", "125")  # it replaces what was taken back; the district cleared that meanwhile
    reported.submit("town", "up2.xlsx")
    row = reported.receive("district", "up2.xlsx")
    assert (row["status"], row["changes"], row["conflicts"]) == ("received", 1, 0)
    assert reported.values("district", "--item", "145-04") == {"145-04": "125"}
    take_back(reported, "up2.xlsx")
    assert reported.values("district", "--item", "145-04") == {"145-04": ""}


def test_another_computers_report_is_taken_where_the_first_was_taken_back(reported: Office) -> None:
    take_back(reported, "up.xlsx")
    reported.enter("second", "145-04", "200")
    reported.submit("second", "second.xlsx")
    row = reported.receive("district", "second.xlsx")
    assert (row["changes"], row["conflicts"]) == (1, 0)


# Filled in by hand, and at the unit.


def test_a_workbook_filled_in_by_hand_is_taken_back_whole(office: Office) -> None:
    office.type_by_hand("town-task.xlsx", "hand.xlsx", {("145-04", "value"): 88, ("145-11", "value"): "12.50"})
    office.receive("district", "hand.xlsx")
    assert take_back(office, "hand.xlsx")["left"] == []
    assert set(office.values("district").values()) == {""}
    assert office.receive("district", "hand.xlsx", status=1)["status"] == "held"
    (row,) = office.ask("district", "receive", office.file("hand.xlsx"), "--again")
    assert row["changes"] == 2
    assert office.values("district") == {"145-04": "88", "145-11": "12.50"}


def test_a_unit_takes_back_what_a_bundle_of_the_district_brought(reported: Office) -> None:
    clash = reported.enter("second", "145-06", "3")
    assert clash["written"] == 1
    reported.submit("second", "second.xlsx")
    reported.receive("district", "second.xlsx")
    reported.review("--return", "--comment", "请核对")
    reported.reply("back.xlsx")
    reported.receive("town", "back.xlsx")
    assert reported.values("town", "--item", "145-06") == {"145-06": "3"}
    take_back(reported, "back.xlsx", "town")
    assert reported.values("town", "--item", "145-06") == {"145-06": ""}
    assert reported.values("town", "--item", "145-04") == {"145-04": "120"}  # its own, not the bundle's
    assert reported.queue("town")["state"] == "退回修改"  # what the district decided stays decided


def test_a_batch_of_ones_own_is_still_taken_back_by_its_own_name(reported: Office) -> None:
    reported.enter("town", "145-04", "130")
    with reported.desk("town") as desk:
        batch = [Edit.from_body(entry.body) for entry in desk.workspace.journal.entries(Edit.kind)][-1].batch
    reported.ask("town", "undo", "--batch", batch)
    assert reported.values("town", "--item", "145-04") == {"145-04": "120"}


def test_undo_then_union_loses_nothing(reported: Office) -> None:
    """Whatever was taken back and in again: every edit of the unit is still in the journal, and travels."""
    second_report(reported)
    take_back(reported, "up2.xlsx")
    with reported.desk("town") as town, reported.desk("district") as district:
        assert {edit.id for edit in town.edits(INDICATORS)} <= {edit.id for edit in district.edits(INDICATORS)}
    reported.ask("district", "review", *TOWN, "--return", "--comment", "撤回了上次的")
    reported.reply("back.xlsx")
    reported.receive("town", "back.xlsx")
    assert reported.values("town") == reported.values("district")
