"""Undo and redo: own batches only, back to the last 上报, also after a restart, and never over what came later."""

from __future__ import annotations

import pytest

from haishu_desk.desk.undoing import NothingToUndoError
from haishu_desk.domain.cells import Change, Edit, ReturnKey, Slot
from haishu_desk.domain.quantity import parse
from tests.desk.office import INDICATORS, PERIOD, TOWN, YINJIANG, Office


def batch_of(office: Office, item: str) -> str:
    with office.desk("town") as desk:
        key, _ = desk.entry.key_of(TOWN[1], TOWN[3], item)
        return desk.edits(key)[-1].batch


def test_batches_are_taken_back_one_after_the_other_also_in_one_cell(office: Office) -> None:
    for value in ("1", "2", "3"):
        office.enter("town", "145-04", value)
    seen = []
    for _ in range(3):
        assert office.ask("town", "undo")["left"] == []
        seen.append(office.values("town")["145-04"])
    assert seen == ["2", "1", ""]
    assert office.refused("town", "undo")["code"] == "nothing-to-undo"


def test_what_was_taken_back_is_done_again_until_something_is_typed(office: Office) -> None:
    for value in ("1", "2", "3"):
        office.enter("town", "145-04", value)
    with office.desk("town", write=True) as desk:
        for _ in range(3):
            desk.undoing.undo()
        for expected in ("1", "2"):
            assert desk.undoing.redo()["left"] == []
            assert office.values("town")["145-04"] == expected
    office.ask("town", "undo")
    assert office.values("town")["145-04"] == "1"
    office.enter("town", "145-11", "5")
    with office.desk("town", write=True) as desk, pytest.raises(NothingToUndoError, match="重做"):
        desk.undoing.redo()


def test_an_undo_is_a_new_entry_and_the_history_keeps_both(office: Office) -> None:
    office.enter("town", "145-04", "1")
    office.enter("town", "145-04", "2")
    office.ask("town", "undo")
    assert office.events("town", "145-04") == ["录入", "录入", "撤回"]


def test_undo_stops_at_the_last_report(reported: Office) -> None:
    assert reported.refused("town", "undo")["code"] == "nothing-to-undo"
    reported.enter("town", "145-04", "130")
    reported.ask("town", "undo")
    assert reported.values("town")["145-04"] == "120"
    assert reported.refused("town", "undo")["code"] == "nothing-to-undo"


def test_cells_edited_since_are_left_and_listed(office: Office) -> None:
    table = office.table("t.csv", "item,value", "145-04,1", "145-11,2")
    office.ask("town", "enter", *TOWN, "--from", table)
    batch = batch_of(office, "145-04")
    office.enter("town", "145-11", "9")
    answer = office.ask("town", "undo", "--batch", batch)
    assert answer["left"] == [{"unit": TOWN[1], "period": "2025", "item": "145-11", "field": "value", "vintage": None}]
    assert office.values("town") == {"145-04": "", "145-11": "9"}


def test_a_named_batch_is_taken_back_by_the_beginning_of_its_name(office: Office) -> None:
    office.enter("town", "145-04", "1")
    batch = batch_of(office, "145-04")
    office.enter("town", "145-11", "2")
    assert len(office.ask("town", "undo", "--batch", batch[:12].upper())["edits"]) == 1
    assert office.values("town") == {"145-04": "", "145-11": "2"}


def test_only_ones_own_batches_are_taken_back(office: Office) -> None:
    office.enter("town", "145-04", "1")
    batch = batch_of(office, "145-04")
    office.enter("town", "145-11", "2", "--as", "钱七")
    assert office.refused("town", "undo", "--as", "钱七", "--batch", batch)["code"] == "nothing-to-undo"
    office.ask("town", "undo", "--as", "钱七")
    assert office.values("town") == {"145-04": "1", "145-11": ""}
    assert office.refused("town", "undo", "--as", "钱七")["code"] == "nothing-to-undo"
    office.ask("town", "undo", "--as", "张三")
    assert office.values("town") == {"145-04": "", "145-11": ""}


def test_what_another_computer_wrote_is_not_taken_back(reported: Office) -> None:
    reported.reply("back.xlsx")
    reported.receive("second", "back.xlsx")
    assert reported.refused("second", "undo", "--as", "张三")["code"] == "nothing-to-undo"


def test_on_a_sheet_only_what_was_typed_on_that_sheet_is_taken_back(office: Office) -> None:
    office.enter("town", "145-04", "1")
    office.enter("town", "145-b13-0-01", "已开工")
    with office.desk("town", write=True) as desk:
        first = ReturnKey("indicators", YINJIANG, PERIOD)
        assert desk.undoing.undo(on=[first])["left"] == []
        assert office.values("town") == {"145-04": "", "145-b13-0-01": "已开工"}
        with pytest.raises(NothingToUndoError):
            desk.undoing.undo(on=[first])
        desk.undoing.redo(on=[first])
        assert office.values("town") == {"145-04": "1", "145-b13-0-01": "已开工"}


def claims(office: Office, who: str) -> list[tuple[str, str, str | None]]:
    """What each side says of 145-04, who says it and in which file."""
    with office.desk(who) as desk:
        found = desk.reviewing.comparing.contention(INDICATORS, Slot("145-04"))
    return [(claim.value.raw, claim.person, claim.file) for claim in found.claims]


def test_a_settlement_that_is_taken_back_leaves_the_two_values_standing_with_who_said_them(clashing: Office) -> None:
    before = claims(clashing, "district")
    assert {value for value, _, _ in before} == {"120", "200"}, "two computers of the town"
    rows = clashing.table("s.csv", "item,field,vintage,value,reason", "145-04,,,200,以台账为准")
    clashing.review("--settle", rows)
    for _ in range(2):  # the first time, and after doing it again
        assert clashing.values("district")["145-04"] == "200"
        assert clashing.ask("district", "undo")["left"] == []
        assert claims(clashing, "district") == before
        assert clashing.refused("district", "review", *TOWN, "--approve")["code"] == "clash"
        with clashing.desk("district", write=True) as desk:
            desk.undoing.redo()
        assert clashing.values("district")["145-04"] == "200"
    clashing.ask("district", "undo")
    clashing.reply("back.xlsx")
    clashing.receive("town", "back.xlsx")
    assert {value for value, _, _ in claims(clashing, "town")} == {"120", "200"}, "the unit sees both again"


def test_cells_settled_in_one_step_are_taken_back_in_one(clashing: Office) -> None:
    clashing.enter("town", "145-11", "7")
    clashing.submit("town", "more.xlsx")
    clashing.enter("second", "145-11", "8")
    clashing.submit("second", "other-more.xlsx")
    clashing.receive("district", "more.xlsx", "other-more.xlsx")
    rows = clashing.table("s.csv", "item,value,reason", "145-04,200,以台账为准", "145-11,8,以台账为准")
    clashing.review("--settle", rows)
    assert clashing.say("district", "undo").out.strip() == "已撤回 1 份报表的改动"
    assert clashing.queue("district")["clashes"] == 2


def test_who_is_named_as_the_first_to_say_it_said_the_same(clashing: Office) -> None:
    """An edit from elsewhere cannot put its value into the mouth of somebody else."""
    with clashing.desk("district", write=True) as desk:
        key, slot = INDICATORS, Slot("145-04")
        first = desk.edit(desk.heads(key)[slot][0].edit)
        assert first is not None
        source = {"kind": "undo", "of": first.id, "speaks": {"145-04|value|": first.id}}
        desk.apply(Edit(key, desk.author(), (Change(slot, None, parse("999")),), "b", None, source))
    assert [person for value, person, _ in claims(clashing, "district") if value == "999"] == ["李区"]
