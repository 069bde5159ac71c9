"""预演: it writes nothing, and what it says is what then happens, for every kind of file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import openpyxl
import pytest

from haishu_desk.desk.outcomes import Outcome
from haishu_desk.desk.previewing import CHANGED, CLASHING, CLEARING, NEW, OLD, SAME
from haishu_desk.domain.quantity import show
from tests.desk.office import INDICATORS, TOWN, YINJIANG, Office
from tests.desk.test_receiving import REFUSED


@dataclass(frozen=True)
class Case:
    """Who takes in which files, one after the other, and what was chosen."""

    who: str
    names: Sequence[str]
    take: str | None = None
    reason: str | None = None


def report(office: Office) -> Case:
    office.enter("town", "145-04", "121")
    office.enter("town", "145-11", "", "--reason", "误填")
    office.enter("town", "145-12", "2")
    office.submit("town", "up2.xlsx")
    return Case("district", ["up2.xlsx"])


def repeat_and_older(office: Office) -> Case:
    office.enter("town", "145-04", "121")
    office.submit("town", "up2.xlsx")
    return Case("district", ["up2.xlsx", "up2.xlsx", "up.xlsx"])


def clash(office: Office) -> Case:
    office.enter("second", "145-04", "200")
    office.submit("second", "second.xlsx")
    return Case("district", ["second.xlsx"])


def two_that_clash_with_each_other(office: Office) -> Case:
    for who, value in (("town", "7"), ("second", "8")):
        office.enter(who, "145-06", value)
        office.submit(who, f"{who}.xlsx")
    return Case("district", ["town.xlsx", "second.xlsx"])


def a_bad_one_between_two(office: Office) -> Case:
    openpyxl.Workbook().save(office.file("plain.xlsx"))
    case = two_that_clash_with_each_other(office)
    return Case("district", [case.names[0], "plain.xlsx", "none.xlsx", case.names[1]])


def hand_filled(office: Office) -> Case:
    office.type_by_hand("town-task.xlsx", "hand.xlsx", {("145-04", "value"): 88, ("145-12", "value"): "很多"})
    return Case("district", ["hand.xlsx"])


def untouched(office: Office) -> Case:
    del office
    return Case("district", ["town-task.xlsx"])


def _changed_after_signing(office: Office) -> str:
    office.enter("town", "145-04", "121")
    office.submit("town", "up2.xlsx")
    office.type_by_hand("up2.xlsx", "changed.xlsx", {("145-04", "value"): "999"})
    return "changed.xlsx"


def held(office: Office) -> Case:
    return Case("district", [_changed_after_signing(office)])


def signed_taken(office: Office) -> Case:
    return Case("district", [_changed_after_signing(office)], "signed", "已电话核实")


def visible_taken(office: Office) -> Case:
    return Case("district", [_changed_after_signing(office)], "visible", "已电话核实")


def unknown_computer(office: Office) -> Case:
    office.ask("new", "init", "--role", "unit", "--unit", YINJIANG, "--person", "钱七")
    office.receive("new", "town-task.xlsx")
    office.ask("new", "enter", *TOWN, "--item", "145-04", "--value", "9")
    office.submit("new", "new.xlsx")
    return Case("district", ["new.xlsx"])


def approval(office: Office) -> Case:
    office.enter("town", "145-12", "2")  # typed after the report: it is left behind
    office.review("--approve", "--comment", "同意")
    office.reply("approved.xlsx")
    return Case("town", ["approved.xlsx"])


def sent_back(office: Office) -> Case:
    office.review("--return", "--comment", "请核对")
    office.reply("back.xlsx")
    return Case("town", ["back.xlsx"])


def closed_return(office: Office) -> Case:
    office.review("--approve", "--comment", "同意")
    office.type_by_hand("town-task.xlsx", "hand.xlsx", {("145-06", "value"): 88})
    return Case("district", ["hand.xlsx"])


def forged(office: Office) -> Case:
    office.forge("up.xlsx", "forged.xlsx", None, person="别人")
    return Case("district", ["forged.xlsx"])


def first_contact(office: Office) -> Case:
    office.ask("new", "init", "--role", "unit", "--unit", YINJIANG, "--person", "钱七")
    return Case("new", ["town-task.xlsx", "town-task.xlsx"])


CASES: list[Callable[[Office], Case]] = [
    report, repeat_and_older, clash, two_that_clash_with_each_other, a_bad_one_between_two, hand_filled, untouched, held,
    signed_taken, visible_taken, unknown_computer, approval, sent_back, closed_return, forged, first_contact,
]  # fmt: skip


def _refused(who: str, make: Callable[[Office], Path]) -> Callable[[Office], Case]:
    return lambda office: Case(who, [make(office).name])


REFUSALS = [_refused(who, make) for who, make, *_ in REFUSED]
IDS = [*(case.__name__ for case in CASES), *(f"{row[0]}-{row[3]}" for row in REFUSED)]


@pytest.mark.parametrize("make", [*CASES, *REFUSALS], ids=IDS)
def test_a_preview_says_what_then_happens_and_writes_nothing(make: Callable[[Office], Case], reported: Office) -> None:
    case = make(reported)
    files = [reported.file(name) for name in case.names]
    before = reported.state(case.who)
    with reported.desk(case.who, write=True) as desk:
        seen = desk.exchange.receiver.preview(files, case.take, case.reason)
        assert not desk.workspace.database.sql.in_transaction
    assert reported.state(case.who) == before
    with reported.desk(case.who, write=True) as desk:
        assert desk.exchange.receiver.receive(files, case.take, case.reason) == seen


def test_in_one_sitting_a_preview_leaves_nothing_that_changes_what_is_then_received(reported: Office) -> None:
    case = report(reported)
    file = reported.file(case.names[0])
    with reported.desk("district", write=True) as desk:
        counted = desk.reviewing.queue()
        seen = desk.exchange.receiver.take_in(file, preview=True)
        assert desk.reviewing.queue() == counted
        assert desk.exchange.receiver.take_in(file) == seen


def _one(office: Office, case: Case) -> Outcome:
    with office.desk(case.who, write=True) as desk:
        (seen,) = desk.exchange.receiver.preview([office.file(case.names[0])], case.take, case.reason)
    return seen


def _cells(seen: Outcome) -> list[tuple[str, str, str, str]]:
    """Item, fate, and the values before and after, with / between several."""
    assert seen.shift is not None
    return [
        (
            cell.slot.item,
            cell.fate,
            "/".join(map(show, cell.before)),
            "/".join(sorted(map(show, cell.after))),
        )
        for cell in seen.shift.cells
        if cell.key == INDICATORS
    ]


def test_it_names_each_cell_with_what_stands_before_and_after(reported: Office) -> None:
    seen = _one(reported, report(reported))
    assert _cells(seen) == [
        ("145-04", CHANGED, "120", "121"),
        ("145-11", CLEARING, "12.50", ""),
        ("145-12", NEW, "", "2"),
    ]
    assert seen.shift is not None
    # 145-33 under 预计, its 说明, and the task stand here already.
    counts = {CHANGED: 1, CLEARING: 1, NEW: 1, CLASHING: 0, SAME: 3, OLD: 0}
    assert seen.shift.counts == counts
    assert seen.changes == 3


def test_it_shows_both_values_of_a_clash(reported: Office) -> None:
    seen = _one(reported, clash(reported))
    assert _cells(seen) == [("145-04", CLASHING, "120", "120/200")]
    assert (seen.status, seen.conflicts) == ("received", 1)


def test_an_older_file_says_how_many_of_its_values_stand_and_how_many_are_older(reported: Office) -> None:
    reported.enter("town", "145-04", "121")
    reported.submit("town", "up2.xlsx")
    reported.receive("district", "up2.xlsx")
    reported.enter("second", "145-06", "3")
    # A report of the second computer, made from the task bundle; 145-04 of the first is not in it.
    reported.submit("second", "second.xlsx")
    seen = _one(reported, Case("district", ["second.xlsx"]))
    assert _cells(seen) == [("145-06", NEW, "", "3")]


def test_the_verb_writes_nothing_and_names_the_cells(reported: Office) -> None:
    case = report(reported)
    before = reported.state("district")
    (row,) = reported.ask("district", "receive", "--preview", reported.file(case.names[0]))
    assert (row["status"], row["changes"], row["signature"]) == ("received", 3, "valid")
    assert row["counts"] == {"clash": 0, "changed": 1, "cleared": 1, "new": 1, "same": 3, "old": 0}
    cell = row["cells"][0]
    assert (cell["item"], cell["fate"], cell["before"]["raw"], cell["after"]["raw"]) == (
        "145-04",
        "changed",
        "120",
        "121",
    )
    said = reported.say("district", "receive", "--preview", reported.file(case.names[0]))
    assert "up2.xlsx：改动 1 格，清除 1 格，新填 1 格，相同 3 格" in said.out
    assert "会装入" in said.out
    assert reported.state("district") == before


def test_the_verb_exits_with_1_for_what_would_be_refused_and_with_0_for_what_would_wait(reported: Office) -> None:
    held_name = _changed_after_signing(reported)
    (row,) = reported.ask("district", "receive", "--preview", reported.file(held_name))
    assert (row["status"], row["error"]["code"], row["cells"]) == ("held", "E41", [])
    reported.forge("up.xlsx", "forged.xlsx", None, person="别人")
    (row,) = reported.ask("district", "receive", "--preview", reported.file("forged.xlsx"), status=1)
    assert (row["status"], row["signature"]) == ("refused", "invalid")


def test_a_first_use_that_was_only_rehearsed_is_written_down_when_it_is_done(reported: Office) -> None:
    case = report(reported)
    file = reported.file(case.names[0])
    with reported.desk("district", write=True) as desk:
        desk.__dict__["person"] = "周八"
        desk.exchange.receiver.take_in(file, preview=True)
        desk.apply()
        assert [row["by"] for row in desk.keeping.log()["entries"] if row["what"] == "首次使用"][-1] == "周八"
