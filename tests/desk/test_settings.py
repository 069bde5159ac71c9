"""审核 and 审批 by two people: every way in which somebody can have acted last, against who wants to approve."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.desk.office import TOWN, YINJIANG, Office

A, B = "李区", "王审"


def on(office: Office, state: str = "on") -> Any:
    return office.ask("district", "--as", A, "settings", "--two-people", state)


def by(office: Office, person: str, *words: object, status: int = 0) -> Any:
    return office.ask("district", "--as", person, *words, status=status)


def introduce(office: Office) -> None:
    """王审 has acted here before."""
    by(office, B, "issue", "--unit", YINJIANG, "--period", "2024", "--out", office.file("2024.xlsx"))


def took_in(office: Office, who: str) -> None:
    office.enter("town", "145-12", "3")
    office.submit("town", "next.xlsx")
    by(office, who, "receive", office.file("next.xlsx"))


def entered(office: Office, who: str) -> None:
    by(office, who, "enter", *TOWN, "--item", "145-28", "--value", "27")


def settled(office: Office, who: str) -> None:
    _report_to(office, B if who == A else A)
    rows = office.table("s.csv", "item,field,vintage,value,reason", "145-04,,,200,以台账为准")
    by(office, who, "review", *TOWN, "--settle", rows)


def _report_to(office: Office, person: str) -> None:
    office.enter("second", "145-04", "200")
    office.submit("second", "second.xlsx")
    by(office, person, "receive", office.file("second.xlsx"))


def reopened(office: Office, who: str) -> None:
    by(office, B if who == A else A, "settings", "--two-people", "off")
    by(office, B if who == A else A, "review", *TOWN, "--approve")
    by(office, who, "review", *TOWN, "--reopen", "--comment", "再核")
    on(office)


def verified(office: Office, who: str) -> None:
    rows = office.table("v.csv", "item,value,reason", "145-04,66,以台账为准")
    by(office, who, "revise", *TOWN, "--cells", rows)


ACTS: list[tuple[Callable[[Office, str], None], str]] = [
    (took_in, "装入"),
    (entered, "录入"),
    (settled, "裁定数据不一致"),
    (reopened, "重新打开"),
    (verified, "写核定数"),
]


@pytest.mark.parametrize("last", [A, B])
@pytest.mark.parametrize(("act", "word"), ACTS, ids=[word for _, word in ACTS])
def test_who_acted_last_does_not_approve_and_the_other_does(
    act: Callable[[Office, str], None], word: str, last: str, reported: Office
) -> None:
    introduce(reported)
    on(reported)
    act(reported, last)
    other = B if last == A else A
    error = reported.refused("district", "--as", last, "review", *TOWN, "--form", "indicators", "--approve")
    assert error["code"] == "two-people"
    assert f"最后由{last}{word}" in error["message"]
    assert "鄞江镇2025年" in error["message"]
    assert other in error["advice"]
    assert by(reported, other, "review", *TOWN, "--form", "indicators", "--approve")["state"] == "审核通过"


@pytest.mark.parametrize("word", ["--return", "--approve"])
def test_without_the_setting_one_person_does_all(word: str, reported: Office) -> None:
    assert reported.ask("district", "settings") == {"two_people": False, "edition": None}
    assert reported.review(word, "--comment", "核对")["state"] in ("退回修改", "审核通过")


def test_sending_back_takes_one_person(reported: Office) -> None:
    on(reported)
    assert by(reported, A, "review", *TOWN, "--return", "--comment", "核对")["state"] == "退回修改"


def test_settling_and_approving_in_one_go_is_refused_whole(clashing: Office) -> None:
    on(clashing)
    rows = clashing.table("s.csv", "item,field,vintage,value,reason", "145-04,,,200,以台账为准")
    assert clashing.refused("district", "review", *TOWN, "--settle", rows, "--approve")["code"] == "two-people"


def test_with_nobody_else_known_the_advice_says_how_there_comes_to_be_one(reported: Office) -> None:
    on(reported)
    error = reported.refused("district", "review", *TOWN, "--approve")
    assert "另一人用自己的姓名" in error["advice"]


def test_the_setting_is_the_districts_and_travels_down(reported: Office) -> None:
    assert on(reported) == on(reported) == {"two_people": True, "edition": 1}
    assert reported.refused("town", "settings", "--two-people", "off")["code"] == "not-yours"
    assert reported.refused("district", "settings", "--document", "x", status=2)["code"] == "usage"
    reported.reply("answer.xlsx")
    reported.receive("town", "answer.xlsx")
    assert reported.ask("town", "settings") == {"two_people": True, "edition": 1}
    assert on(reported, "off") == {"two_people": False, "edition": 2}


def test_asking_of_a_cell_is_no_act_on_the_return(reported: Office) -> None:
    introduce(reported)
    on(reported)
    took_in(reported, A)
    by(reported, B, "query", *TOWN, "--item", "145-04", "--ask", "依据是哪张表？")
    error = reported.refused("district", "--as", A, "review", *TOWN, "--form", "indicators", "--approve")
    assert f"最后由{A}装入" in error["message"]
    assert by(reported, B, "review", *TOWN, "--form", "indicators", "--approve")["state"] == "审核通过"


def approved_by(office: Office, who: str) -> None:
    introduce(office)
    by(office, who, "review", *TOWN, "--form", "indicators", "--approve")
    on(office)


@pytest.mark.parametrize(("word", "does", "state"), [("--lock", "锁定", "已锁定"), ("--void", "作废", "作废")])
def test_who_approved_does_not_lock_or_void(word: str, does: str, state: str, reported: Office) -> None:
    approved_by(reported, A)
    asked = ("review", *TOWN, "--form", "indicators", word, "--comment", "验收")
    error = reported.refused("district", "--as", A, *asked)
    assert error["code"] == "two-people"
    assert error["message"].endswith(f"最后由{A}审批，审核和审批要由两个人做，不能再由{A}{does}")
    assert by(reported, B, *asked)["state"] == state


def test_who_approved_does_not_change_what_counts_by_a_verified_figure(reported: Office) -> None:
    approved_by(reported, A)
    rows = reported.table("v.csv", "item,value,reason", "145-04,66,以台账为准")
    error = reported.refused("district", "--as", A, "revise", *TOWN, "--cells", rows)
    assert (error["code"], "改核定数" in error["message"]) == ("two-people", True)
    assert by(reported, B, "revise", *TOWN, "--cells", rows)["state"] == "审核通过"
    again = reported.table("v2.csv", "item,value,reason", "145-04,67,以年报为准")
    assert by(reported, B, "revise", *TOWN, "--cells", again)["state"] == "审核通过", "whoever wrote it can mend it"


def test_a_task_that_was_handed_out_by_mistake_is_voided_by_one_person(reported: Office) -> None:
    introduce(reported)
    on(reported)
    place = ("--unit", YINJIANG, "--period", "2024")
    assert by(reported, B, "review", *place, "--void", "--comment", "发错了年份")["state"] == "作废"
