"""The state of a return follows from its last revision and decision alone, and approved values outlive a 退回."""

from __future__ import annotations

import itertools
from typing import Any
from unittest.mock import Mock

import pytest
from hypothesis import given
from hypothesis import strategies as st

from haishu_desk.domain import returns
from haishu_desk.domain.cells import Slot
from haishu_desk.domain.quantity import parse
from haishu_desk.domain.returns import CLOSED, STATES, Decision, Revision, course_of
from tests.domain.made import RANDOM, decision, revision

FIRST = revision({"145-01": "12", "145-02": "5"})
SECOND = revision({"145-01": "13", "145-02": "6"}, previous=[FIRST], seq=2)
ISSUED = decision("issued", due="2026-01-10")
RECEIVED = decision("received", FIRST, ISSUED)
# What the district said last of FIRST -> the state, and the state once a later revision is there.
TABLE = [
    ("received", (), "已接收"),
    ("returned", ("145-01",), "退回修改"),
    ("returned", (), "退回修改"),
    ("approved", (), "审核通过"),
    ("approved", ("145-01",), "退回修改"),
    ("reopened", (), "退回修改"),
    ("locked", (), "已锁定"),
    ("voided", (), "作废"),
]


def judged(what: str, remarks: tuple[str, ...] = (), about: Revision = FIRST, after: Decision = RECEIVED) -> Decision:
    return decision(what, about, after, remarks=remarks)


@pytest.mark.parametrize(
    ("is_issued", "has_edits", "state"),
    [(False, False, "未下发"), (False, True, "录入中"), (True, False, "已下发"), (True, True, "录入中")],
)
def test_before_the_first_report_only_handing_out_and_typing_count(
    *, is_issued: bool, has_edits: bool, state: str
) -> None:
    assert course_of([], [ISSUED] if is_issued else []).state(has_edits=has_edits) == state


@pytest.mark.parametrize("decisions", [[], [ISSUED]])
def test_a_revision_that_nobody_judged_is_reported(decisions: list[Decision]) -> None:
    assert course_of([FIRST], decisions).state(has_edits=True) == "已上报"


@pytest.mark.parametrize(("what", "remarks", "state"), TABLE)
def test_the_last_decision_gives_the_state(what: str, remarks: tuple[str, ...], state: str) -> None:
    course = course_of([FIRST], [ISSUED, RECEIVED, judged(what, remarks)])
    assert course.state(has_edits=True) == state
    assert state in STATES


@pytest.mark.parametrize(("what", "remarks", "state"), [row for row in TABLE if row[0] != "voided"])
def test_a_later_revision_makes_it_reported_again_whatever_was_decided(
    what: str, remarks: tuple[str, ...], state: str
) -> None:
    course = course_of([FIRST, SECOND], [ISSUED, RECEIVED, judged(what, remarks)])
    assert course.state(has_edits=True) == "已上报" != state


def test_what_is_void_stays_so_until_it_is_reopened_whatever_is_reported_or_received_since() -> None:
    void = judged("voided")
    late = decision("received", SECOND, void)
    assert course_of([FIRST, SECOND], [ISSUED, RECEIVED, void]).state(has_edits=True) == "作废"
    assert course_of([FIRST, SECOND], [ISSUED, RECEIVED, void, late]).state(has_edits=True) == "作废"
    opened = decision("reopened", SECOND, late)
    assert course_of([FIRST, SECOND], [ISSUED, RECEIVED, void, late, opened]).state(has_edits=True) == "退回修改"


@pytest.mark.parametrize(("what", "remarks", "state"), TABLE)
def test_a_decision_on_the_later_revision_counts_again(what: str, remarks: tuple[str, ...], state: str) -> None:
    returned = judged("returned")
    last = judged(what, remarks, SECOND, returned)
    assert course_of([FIRST, SECOND], [ISSUED, RECEIVED, returned, last]).state(has_edits=True) == state


def test_two_computers_of_a_unit_leave_two_tips_and_both_want_to_be_judged() -> None:
    twin = revision({"145-01": "12.1"}, seq=7)
    one = course_of([FIRST, twin], [RECEIVED])
    assert {tip.id for tip in one.tips} == {FIRST.id, twin.id}
    assert one.state(has_edits=True) == "已上报"
    assert course_of([FIRST, twin], [judged("received", about=twin)]).state(has_edits=True) == "已上报"
    both = course_of([FIRST, twin], [RECEIVED, judged("received", about=twin)])
    assert both.state(has_edits=True) == "已接收"


def test_bringing_two_computers_together_leaves_one_tip() -> None:
    twin = revision({"145-01": "12.1"}, seq=7)
    joined = revision({"145-01": "12.1"}, previous=[FIRST, twin], seq=8)
    course = course_of([joined, FIRST, twin], [])
    assert course.tips == (joined,)
    assert course.last_revision == joined


def test_the_last_due_date_that_was_given_counts() -> None:
    later = decision("issued", None, ISSUED, due="2026-02-01")
    silent = decision("received", FIRST, later)
    assert course_of([], [ISSUED]).due == "2026-01-10"
    assert course_of([FIRST], [silent, later, ISSUED]).due == "2026-02-01"
    assert course_of([], []).due is None


def test_a_return_is_issued_from_the_first_handing_out_on() -> None:
    assert not course_of([FIRST], [judged("received")]).is_issued
    assert course_of([FIRST], [ISSUED, RECEIVED]).is_issued


def test_open_remarks_are_those_of_the_last_judgement() -> None:
    returned = judged("returned", ("145-01", "145-02"))
    again = decision("received", SECOND, returned)
    approved = judged("approved", (), SECOND, again)
    assert course_of([FIRST, SECOND], [ISSUED, RECEIVED]).open_remarks() == {}
    kept = {Slot("145-01"): "请核对 145-01", Slot("145-02"): "请核对 145-02"}
    assert course_of([FIRST, SECOND], [ISSUED, RECEIVED, returned, again]).open_remarks() == kept
    assert course_of([FIRST, SECOND], [ISSUED, RECEIVED, returned, again, approved]).open_remarks() == {}


def approved_texts(revisions: list[Revision], decisions: list[Decision]) -> dict[str, str]:
    return {slot.item: value.raw for slot, (value, _) in course_of(revisions, decisions).approved().items()}


def test_nothing_is_approved_before_it_is_approved() -> None:
    assert approved_texts([FIRST], [ISSUED, RECEIVED, judged("returned", ("145-01",))]) == {}


def test_an_approved_value_names_the_revision_it_was_approved_in() -> None:
    course = course_of([FIRST, SECOND], [ISSUED, RECEIVED, judged("approved")])
    assert course.approved()[Slot("145-01")] == (parse("12"), FIRST.id)


def test_a_cell_that_is_sent_back_while_the_rest_is_approved_is_not_approved() -> None:
    assert approved_texts([FIRST], [ISSUED, RECEIVED, judged("approved", ("145-01",))]) == {"145-02": "5"}


def test_a_cell_that_is_sent_back_keeps_the_value_that_was_approved_before() -> None:
    approved = judged("approved")
    partly = judged("approved", ("145-01",), SECOND, approved)
    assert approved_texts([FIRST, SECOND], [ISSUED, RECEIVED, approved, partly]) == {"145-01": "12", "145-02": "6"}


def test_a_later_report_or_return_takes_no_approved_value_away() -> None:
    approved = judged("approved")
    returned = judged("returned", ("145-01",), SECOND, approved)
    assert approved_texts([FIRST, SECOND], [ISSUED, RECEIVED, approved, returned]) == {"145-01": "12", "145-02": "5"}


def test_reopening_takes_the_last_approval_back_and_only_that() -> None:
    approved = judged("approved")
    again = judged("approved", (), SECOND, approved)
    reopened = judged("reopened", (), SECOND, again)
    known = [ISSUED, RECEIVED, approved, again, reopened]
    assert approved_texts([FIRST, SECOND], known[:4]) == {"145-01": "13", "145-02": "6"}
    assert approved_texts([FIRST, SECOND], known) == {"145-01": "12", "145-02": "5"}
    assert approved_texts([FIRST], [ISSUED, RECEIVED, approved, judged("reopened", after=approved)]) == {}


def test_of_many_approvals_of_the_whole_only_the_last_one_is_gone_through(monkeypatch: pytest.MonkeyPatch) -> None:
    approve = Mock(side_effect=returns._approve)
    monkeypatch.setattr(returns, "_approve", approve)
    decisions, last = [ISSUED, RECEIVED], RECEIVED
    for about in (FIRST, SECOND, FIRST, SECOND):
        last = judged("approved", (), about, last)
        decisions.append(last)
    assert approved_texts([FIRST, SECOND], decisions) == {"145-01": "13", "145-02": "6"}
    assert [call.args[1] for call in approve.call_args_list] == [SECOND]


def test_an_approval_of_a_revision_that_is_not_here_approves_nothing() -> None:
    assert approved_texts([FIRST], [ISSUED, RECEIVED, judged("approved", about=SECOND)]) == {}


CHAIN = [FIRST, SECOND, revision({"145-01": "14"}, previous=[SECOND], seq=3)]
DECISIONS = [ISSUED, RECEIVED, (_BACK := judged("returned", ("145-01",))), judged("approved", (), SECOND, _BACK)]


def test_the_course_is_the_same_in_whatever_order_its_parts_arrive() -> None:
    for revisions, decisions in itertools.product(itertools.permutations(CHAIN), itertools.permutations(DECISIONS)):
        course = course_of(revisions, decisions)
        assert course.revisions == tuple(CHAIN)
        assert course.decisions == tuple(DECISIONS)


@RANDOM
@given(
    st.lists(st.tuples(st.integers(0, 9), st.integers(0, 2)), min_size=1, max_size=10),
    st.randoms(use_true_random=False),
)
def test_parents_come_first_and_siblings_in_one_order_on_every_machine(
    shape: list[tuple[int, int]], random: Any
) -> None:
    made: list[Revision] = []
    for seq, (parent, clock) in enumerate(shape):
        above = [made[parent]] if parent < len(made) else []
        made.append(revision({"145-01": str(seq)}, previous=above, seq=seq, at=f"2026-01-0{clock + 1}"))
    course = course_of(made, [])
    shuffled = made * 2
    random.shuffle(shuffled)
    assert course_of(shuffled, []) == course
    place = {each.id: number for number, each in enumerate(course.revisions)}
    assert all(place[above] < place[each.id] for each in made for above in each.previous)


def test_a_course_of_thousands_is_ordered_whichever_end_comes_first() -> None:
    chain = [FIRST]
    for seq in range(2, 3_000):
        chain.append(revision({"145-01": "1"}, previous=[chain[-1]], seq=seq))
    assert course_of(reversed(chain), []).revisions == tuple(chain)


def test_a_return_is_closed_by_the_approval_the_lock_and_the_voiding_only() -> None:
    assert set(CLOSED) == {"审核通过", "已锁定", "作废"}
    assert set(CLOSED) < set(STATES)


@pytest.mark.parametrize("each", CHAIN)
def test_a_revision_is_read_back_from_its_bytes_with_its_id(each: Revision) -> None:
    assert Revision.from_body(each.body) == each
    assert Revision.from_body(each.body).id == each.id


@pytest.mark.parametrize("each", DECISIONS)
def test_a_decision_is_read_back_from_its_bytes_with_its_id(each: Decision) -> None:
    assert Decision.from_body(each.body) == each
    assert Decision.from_body(each.body).id == each.id


def test_an_unsigned_revision_is_another_one() -> None:
    assert revision({"145-01": "1"}, signed=False).id != revision({"145-01": "1"}).id
