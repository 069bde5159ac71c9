"""The comparison of one return with what was approved and with the report before."""

from __future__ import annotations

from haishu_desk.desk.comparing import AGAINST_APPROVED, AGAINST_REPORTED, OTHER
from haishu_desk.domain.cells import ReturnKey, Slot
from tests.desk.office import INDICATORS, PERIOD, TASKS, ZHANGSHUI, Office


def test_a_first_report_differs_in_every_cell_from_nothing(office: Office) -> None:
    with office.desk("district") as desk:
        comparing = desk.reviewing.comparing
        key = ReturnKey("indicators", ZHANGSHUI, PERIOD)
        found = comparing.comparison(key, AGAINST_APPROVED)
        assert comparing.usual(key) == AGAINST_APPROVED
        assert [(row.slot.item, row.approved, row.reported, row.group) for row in found.rows] == [
            ("145-04", (), (), OTHER),
            ("145-25", (), (), OTHER),
        ]
        assert found.unchanged == 0


def test_a_note_that_changed_is_shown_with_its_value(office: Office) -> None:
    office.ask(
        "other",
        "enter",
        "--unit",
        ZHANGSHUI,
        "--period",
        PERIOD,
        "--item",
        "145-04",
        "--value",
        "64",
        "--note",
        "含受让",
    )
    office.submit("other", "with-note.xlsx")
    office.receive("district", "with-note.xlsx")
    with office.desk("district") as desk:
        found = desk.reviewing.comparing.comparison(ReturnKey("indicators", ZHANGSHUI, PERIOD), AGAINST_REPORTED)
        (row,) = found.rows
        assert (row.slot, row.note, row.difference) == (Slot("145-04"), "含受让", None)
        assert found.unchanged == 1


def test_a_report_that_came_after_a_return_is_laid_against_the_one_before(office: Office) -> None:
    office.review("--return", "--comment", "请核对", unit=ZHANGSHUI)
    office.enter("other", "145-25", "0.04")
    office.submit("other", "again.xlsx")
    office.receive("district", "again.xlsx")
    with office.desk("district") as desk:
        comparing, key = desk.reviewing.comparing, ReturnKey("indicators", ZHANGSHUI, PERIOD)
        assert comparing.usual(key) == AGAINST_REPORTED
        (row,) = comparing.comparison(key, AGAINST_REPORTED).rows
        assert (row.slot.item, row.difference, row.relative) == ("145-25", "0.005", "0.1429")


def test_only_returns_that_wait_and_say_what_was_approved_may_pass_together(office: Office) -> None:
    with office.desk("district") as desk:
        assert desk.reviewing.comparing.unchanged() == [TASKS]


def test_the_claims_of_a_clash_come_with_the_value_that_both_began_from(office: Office) -> None:
    with office.desk("district") as desk:
        found = desk.reviewing.comparing.contention(INDICATORS, Slot("145-04"))
        assert found.original is not None
        assert (found.original.value.raw, found.original.file) == ("120", "up.xlsx")
        claims = {(claim.value.raw, claim.person, claim.file, claim.reason) for claim in found.claims}
        assert claims == {("138", "张三", "up2.xlsx", "补上三家企业"), ("131", "赵六", "second.xlsx", None)}
