"""The one door: what an entry must be to pass it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from haishu_desk.desk import Desk
from haishu_desk.desk.permission import (
    ClosedReturnError,
    NotYoursError,
    ReportedCellError,
    StaleEditError,
    permit_edit,
)
from haishu_desk.desk.sealing import seal
from haishu_desk.domain.cells import Author, Change, Edit, Head, Heads, ReturnKey, Slot
from haishu_desk.domain.editions import Edition
from haishu_desk.domain.errors import DeskError, SurroundingsError
from haishu_desk.domain.quantity import parse
from haishu_desk.domain.returns import Course, Decision, Revision
from tests.desk.office import INDICATORS, PERIOD, YINJIANG, ZHANGSHUI, Office
from tests.desk.office import TOWN as PLACE

SLOT = Slot("145-04")
TOWN, AREA = Author("张三", YINJIANG, "a" * 16, 1, "2026-01-01"), Author("李区", "330203", "b" * 16, 1, "2026-01-01")
FIRST = Edit(INDICATORS, TOWN, (Change(SLOT, None, parse("1")),), "one")
STANDING: Heads = {SLOT: (Head(FIRST.id, parse("1")),)}
NEW = Course((), ())


def following(kind: str = "typed", author: Author = TOWN, key: ReturnKey = INDICATORS) -> Edit:
    change = Change(SLOT, parse("1"), parse("2"), (FIRST.id,))
    return Edit(key, author, (change,), "two", None, {"kind": kind})


def decided(what: str, *, signed: bool = True, author: Author = TOWN) -> Course:
    revision = Revision(INDICATORS, author, STANDING, signed=signed)
    return Course((revision,), (Decision(INDICATORS, AREA, what, revision.id, None),))


def test_a_unit_types_into_its_own_return() -> None:
    permit_edit(following(), STANDING, NEW, own_units={YINJIANG}, is_district=False)


def test_a_unit_does_not_type_into_another_ones_return() -> None:
    with pytest.raises(NotYoursError):
        permit_edit(following(), STANDING, NEW, own_units={ZHANGSHUI}, is_district=False)


@pytest.mark.parametrize("what", ["approved", "locked", "voided"])
def test_a_unit_does_not_type_into_a_closed_return(what: str) -> None:
    with pytest.raises(ClosedReturnError):
        permit_edit(following(), STANDING, decided(what), own_units={YINJIANG}, is_district=False)


@pytest.mark.parametrize(
    ("is_district", "way"), [(False, "请联系区级重新打开"), (True, "请先重新打开（review --reopen）")]
)
def test_who_may_open_a_closed_return_again_is_told_to_and_nobody_else(is_district: bool, way: str) -> None:  # noqa: FBT001
    with pytest.raises(ClosedReturnError) as refused:
        permit_edit(following(), STANDING, decided("approved"), own_units={YINJIANG}, is_district=is_district)
    assert refused.value.advice == f"确需更正的，{way}"


@pytest.mark.parametrize("what", ["received", "returned", "reopened"])
def test_a_unit_types_until_it_has_seen_the_approval(what: str) -> None:
    permit_edit(following(), STANDING, decided(what), own_units={YINJIANG}, is_district=False)


def test_a_write_says_what_it_saw() -> None:
    with pytest.raises(StaleEditError):
        permit_edit(FIRST, STANDING, NEW, own_units={YINJIANG}, is_district=False)
    with pytest.raises(StaleEditError):
        permit_edit(following(), {}, NEW, own_units={YINJIANG}, is_district=False)
    misread = Edit(INDICATORS, TOWN, (Change(SLOT, parse("5"), parse("2"), (FIRST.id,)),), "two")
    with pytest.raises(StaleEditError):
        permit_edit(misread, STANDING, NEW, own_units={YINJIANG}, is_district=False)


def test_a_workbook_speaks_of_what_stood_when_it_was_handed_out() -> None:
    old = Edit(INDICATORS, TOWN, (Change(SLOT, None, parse("5")),), "two", None, {"kind": "workbook"})
    permit_edit(old, STANDING, NEW, own_units={YINJIANG}, is_district=False)


@pytest.mark.parametrize(("kind", "may"), [("on-behalf", False), ("settle", True), ("workbook", True), ("undo", True)])
def test_the_district_decides_about_a_reported_cell_and_does_not_fill_it_in(kind: str, may: bool) -> None:  # noqa: FBT001
    edit = following(kind, AREA)
    if may:
        permit_edit(edit, STANDING, decided("received"), own_units={"330203"}, is_district=True)
    else:
        with pytest.raises(ReportedCellError):
            permit_edit(edit, STANDING, decided("received"), own_units={"330203"}, is_district=True)


def test_a_stamped_workbook_counts_as_reported_and_what_the_district_sealed_does_not() -> None:
    edit = following("on-behalf", AREA)
    with pytest.raises(ReportedCellError):
        permit_edit(
            edit, STANDING, decided("received", signed=False, author=AREA), own_units={"330203"}, is_district=True
        )
    permit_edit(edit, STANDING, decided("reopened", author=AREA), own_units={"330203"}, is_district=True)


@pytest.fixture
def town(office: Office) -> Iterator[Desk]:
    with office.desk("town", write=True) as desk:
        yield desk


def test_a_unit_writes_no_decision_and_no_edition(town: Desk) -> None:
    before = len(town.workspace.journal)
    for entry in (
        Decision(INDICATORS, town.author(), "approved", None, None),
        Edition("units", 2, [], None, town.author()),
    ):
        with pytest.raises(NotYoursError):
            town.apply(entry)
    assert len(town.workspace.journal) == before


def test_of_several_entries_all_are_written_or_none(town: Desk) -> None:
    good = Edit(INDICATORS, town.author(), (Change(SLOT, None, parse("1")),), "one", None, {"kind": "typed"})
    bad = Edit(INDICATORS, town.author(), (Change(SLOT, None, parse("2")),), "one", None, {"kind": "typed"})
    before = len(town.workspace.journal)
    with pytest.raises(StaleEditError):
        town.apply(good, bad)
    assert (len(town.workspace.journal), town.heads(INDICATORS)) == (before, {})
    town.apply(good)
    assert town.heads(INDICATORS)[SLOT][0].edit == good.id


def test_the_running_number_of_an_author_never_repeats(town: Desk) -> None:
    numbers = [town.author().seq for _ in range(3)]
    assert len(set(numbers)) == 3
    assert min(numbers) > len(town.workspace.journal)


def test_a_desk_that_only_reads_writes_nothing(office: Office) -> None:
    with office.desk("town") as desk, pytest.raises(SurroundingsError, match="只读"):
        desk.apply(Edit(INDICATORS, desk.author(), (Change(SLOT, None, parse("1")),), "one"))


def test_the_door_refuses_a_revision_of_another_unit_and_of_a_closed_return(reported: Office) -> None:
    key = ReturnKey("indicators", YINJIANG, PERIOD)
    with reported.desk("other", write=True) as desk, pytest.raises(NotYoursError):
        desk.apply(seal(desk, key))
    reported.receive("district", "up.xlsx")
    reported.review("--approve")
    reported.reply("ok.xlsx")
    reported.receive("town", "ok.xlsx")
    with reported.desk("town", write=True) as desk, pytest.raises(ClosedReturnError):
        desk.apply(seal(desk, key))


def test_the_door_refuses_a_decision_without_its_reason_or_in_the_wrong_state(reported: Office) -> None:
    reported.receive("district", "up.xlsx")
    key = ReturnKey("indicators", YINJIANG, PERIOD)
    with reported.desk("district", write=True) as desk:
        course = desk.course(key)
        last, revision = course.last_decision, course.last_revision
        assert last is not None
        assert revision is not None
        for what, code in (("returned", "no-reason"), ("reopened", "state")):
            with pytest.raises(DeskError) as refused:
                desk.apply(Decision(key, desk.author(), what, revision.id, last.id))
            assert refused.value.code == code


def test_nobody_types_into_an_approved_return(reported: Office) -> None:
    reported.receive("district", "up.xlsx")
    reported.review("--approve")
    assert reported.refused("district", "enter", *PLACE, "--item", "145-06", "--value", "9")["code"] == "closed"
