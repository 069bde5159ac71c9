"""Fields of one group: what two sides made of them is decided together, whichever way the second side comes in."""

from __future__ import annotations

import pytest

from haishu_desk.desk import Desk
from haishu_desk.desk.comparing import Contention
from haishu_desk.desk.settling import answers, together
from haishu_desk.domain.cells import Slot, clashes_in
from haishu_desk.domain.quantity import show
from tests.desk.office import TASKS, TOWN, Office

ITEM = "145-b13-0-01"
PLANNED, INVESTED = Slot(ITEM, "planned"), Slot(ITEM, "invested")


def enter(office: Office, who: str, **fields: str) -> None:
    for field, value in fields.items():
        office.ask(who, "enter", *TOWN, "--item", ITEM, "--field", field, "--value", value)


@pytest.fixture
def begun(office: Office) -> Office:
    """Both computers of the town and the district have 计划 1000 and 完成 400."""
    enter(office, "town", value="已开工", planned="1000", invested="400", problem="无")
    office.submit("town", "base.xlsx")
    office.receive("district", "base.xlsx")
    office.reply("back.xlsx")
    office.receive("second", "back.xlsx")
    return office


def raised_and_progressed(office: Office) -> None:
    """The first computer raises the plan, the second reports progress; the district takes in both."""
    enter(office, "town", planned="1200")
    office.submit("town", "ours.xlsx")
    enter(office, "second", invested="500")
    office.submit("second", "theirs.xlsx")
    assert office.receive("district", "ours.xlsx")["conflicts"] == 0


def standing(desk: Desk) -> dict[Slot, set[str]]:
    heads = desk.heads(TASKS)
    return {slot: {show(head.value) for head in heads[slot]} for slot in (PLANNED, INVESTED)}


def test_a_group_that_two_reports_changed_in_different_cells_waits_as_a_whole(begun: Office) -> None:
    raised_and_progressed(begun)
    row = begun.receive("district", "theirs.xlsx")
    assert (row["status"], row["conflicts"]) == ("received", 2)
    with begun.desk("district") as desk:
        assert standing(desk) == {PLANNED: {"1000", "1200"}, INVESTED: {"400", "500"}}
    assert begun.receive("district", "theirs.xlsx")["status"] == "duplicate"


def test_the_preview_says_so_before(begun: Office) -> None:
    raised_and_progressed(begun)
    files = [begun.file("theirs.xlsx")]
    with begun.desk("district", write=True) as desk:
        seen = desk.exchange.receiver.preview(files)
        assert desk.exchange.receiver.receive(files) == seen
    assert seen[0].conflicts == 2


def test_a_workbook_filled_in_by_hand_is_held_against_it_just_so(begun: Office) -> None:
    enter(begun, "town", planned="1200")
    begun.submit("town", "ours.xlsx")
    begun.receive("district", "ours.xlsx")
    begun.type_by_hand("back.xlsx", "hand.xlsx", {(ITEM, "invested"): 500}, sheet="任务表")
    assert begun.receive("district", "hand.xlsx")["conflicts"] == 2
    with begun.desk("district") as desk:
        assert standing(desk) == {PLANNED: {"1000", "1200"}, INVESTED: {"400", "500"}}


def test_fields_outside_the_group_and_sides_one_after_the_other_are_simply_taken(begun: Office) -> None:
    enter(begun, "town", planned="1200")
    begun.submit("town", "ours.xlsx")
    begun.receive("district", "ours.xlsx")
    enter(begun, "second", problem="征地")
    begun.submit("second", "theirs.xlsx")
    assert begun.receive("district", "theirs.xlsx")["conflicts"] == 0
    enter(begun, "town", invested="450")  # the same computer goes on
    begun.submit("town", "ours2.xlsx")
    assert begun.receive("district", "ours2.xlsx")["conflicts"] == 0


def test_two_people_may_fill_in_one_row_for_the_first_time(office: Office) -> None:
    enter(office, "town", value="已开工", planned="1000")
    office.submit("town", "a.xlsx")
    enter(office, "second", value="已开工", invested="400")
    office.submit("second", "b.xlsx")
    office.receive("district", "a.xlsx")
    assert office.receive("district", "b.xlsx")["conflicts"] == 0


def test_the_side_that_is_chosen_answers_in_the_whole_group(begun: Office) -> None:
    raised_and_progressed(begun)
    begun.receive("district", "theirs.xlsx")
    with begun.desk("district") as desk:
        planned = desk.reviewing.comparing.contention(TASKS, PLANNED)
        found = together(desk, planned)
        assert ([other.slot for other in found.group], found.cause) == ([INVESTED], ())
        assert answered(planned, "1200", found.group) == ["400"]  # who raised the plan left 完成 as it was
        assert answered(planned, "1000", found.group) == ["500"]


def answered(contention: Contention, chosen: str, others: tuple[Contention, ...]) -> list[str]:
    claim = next(claim for claim in contention.claims if show(claim.value) == chosen)
    return [show(answer.value) for _, answer in answers(claim, others)]


def test_taking_back_the_second_report_frees_the_group(begun: Office) -> None:
    raised_and_progressed(begun)
    begun.receive("district", "theirs.xlsx")
    begun.ask("district", "undo", "--batch", begun.unpacked("theirs.xlsx").envelope.bundle)
    with begun.desk("district") as desk:
        assert clashes_in(desk.heads(TASKS)) == []
        assert standing(desk) == {PLANNED: {"1200"}, INVESTED: {"400"}}


def test_clashes_of_the_same_two_computers_have_one_cause(office: Office) -> None:
    for who, first, second in (("town", "1", "10"), ("second", "2", "20")):
        office.enter(who, "145-04", first)
        office.enter(who, "145-11", second)
        office.submit(who, f"{who}.xlsx")
        office.receive("district", f"{who}.xlsx")
    with office.desk("district") as desk:
        key = TASKS.__class__("indicators", TASKS.unit, TASKS.period)
        one = desk.reviewing.comparing.contention(key, Slot("145-04"))
        found = together(desk, one)
        assert [other.slot.item for other in found.cause] == ["145-11"]
        assert answered(one, "2", found.cause) == ["20"]
