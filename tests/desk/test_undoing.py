"""Undo and redo: own batches only, back to the last 上报, also after a restart, and never over what came later."""

from __future__ import annotations

from contextlib import suppress
from random import Random
from typing import Any

import pytest

from haishu_desk.desk import Desk
from haishu_desk.desk.entry import changes_to
from haishu_desk.desk.sealing import seal
from haishu_desk.desk.undoing import NothingToUndoError
from haishu_desk.domain.cells import Change, Edit, ReturnKey, Slot
from haishu_desk.domain.errors import DeskError
from haishu_desk.domain.quantity import parse
from haishu_desk.store.journal import Entry, Journal
from tests.desk.office import INDICATORS, PERIOD, TASKS, TOWN, YINJIANG, Office


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


SHEETS = [ReturnKey(form, YINJIANG, period) for form in ("indicators", "tasks") for period in (PERIOD, "2023")]
ITEMS = {"indicators": "145-04", "tasks": "145-b13-0-01"}
# Typed into so many sheets at once, or what else is done on one.
STEPS = (1, 1, 2, 3, 4, "undo", "undo", "redo", "report", "late")


def do(desk: Desk, what: int | str, luck: Random) -> None:
    """One step on some of the four returns; nothing where it is refused."""
    sheets = luck.sample(SHEETS, what if isinstance(what, int) else 1)
    with suppress(DeskError):
        if what == "report":
            desk.apply(seal(desk, sheets[0]))
        elif what == "late":  # of a batch of before the report, as only a program of later could write it
            source = {"kind": "undo", "batch": desk.told.own()[0].batch}
            slots = {Slot(ITEMS[sheets[0].form], "value", None): parse(str(luck.randrange(99)))}
            changes = changes_to(slots, desk.heads(sheets[0]))
            desk.apply(Edit(sheets[0], desk.author(), changes, str(luck.random()), None, source))
        elif isinstance(what, str):
            getattr(desk.undoing, what)(on=sheets)
        else:
            rows = [{"unit": YINJIANG, "period": key.period, "item": ITEMS[key.form]} for key in sheets]
            desk.entry.enter([{**row, "field": "value", "value": str(luck.randrange(99))} for row in rows])


@pytest.mark.parametrize("seed", range(3))
def test_what_can_be_taken_back_on_a_sheet_does_not_depend_on_how_much_of_the_trail_was_read(
    office: Office, seed: int
) -> None:
    luck, read = Random(seed), set[bool]()  # noqa: S311  which steps
    with office.desk("town", write=True) as writer:
        for _ in range(40):
            do(writer, luck.choice(STEPS[:-1] if seed else STEPS), luck)
            for key in SHEETS:
                with office.desk("town") as whole, office.desk("town") as begun:
                    vars(whole.undoing)["_begun"] = lambda *_: 0
                    known, found = (desk.undoing._stacks([key]) for desk in (whole, begun))
                    assert (list(known.done.items()), known.undone) == (list(found.done.items()), found.undone)
                    read.add(begun.told.before("never said") > 0)
    assert read == ({False} if seed else {False, True}), "whole only where something of before a report was taken back"


def test_the_trail_is_not_read_for_what_is_taken_back_on_a_sheet(
    reported: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Behind the report stand two edits of one batch, the first of another sheet."""
    with reported.desk("town", write=True) as desk:
        rows = [{"unit": YINJIANG, "period": key.period, "item": ITEMS[key.form]} for key in (TASKS, INDICATORS)]
        desk.entry.enter([{**row, "field": "value", "value": "9"} for row in rows])
        behind = len(desk.workspace.journal) - 2
    asked: list[int] = []
    since = Journal.since

    def noted(journal: Journal, n: int, *rest: Any) -> list[Entry]:
        asked.append(n)
        return since(journal, n, *rest)

    monkeypatch.setattr(Journal, "since", noted)
    with reported.desk("town", write=True) as desk:
        assert len(desk.undoing.undo(on=[INDICATORS])["edits"]) == 2
        assert min(asked) == behind
        with pytest.raises(NothingToUndoError):
            desk.undoing.undo(on=[ReturnKey("indicators", YINJIANG, "2023")])
        assert min(asked) == behind
