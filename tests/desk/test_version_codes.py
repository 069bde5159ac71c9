"""From the code on paper to the revision: whose, which, whether it is the newest, what was decided, what differs now."""

from __future__ import annotations

import json
from unittest import mock

import pytest

from haishu_desk.desk.version_codes import UnknownCodeError
from haishu_desk.domain.canonical import version_code
from haishu_desk.store.journal import Journal
from tests.desk.office import INDICATORS, YINJIANG, Office


def code_of(office: Office, place: int = -1) -> str:
    with office.desk("district") as desk:
        return version_code(desk.course(INDICATORS).revisions[place].id)


def test_the_code_says_whose_report_it_is_and_that_nobody_has_judged_it(reported: Office) -> None:
    with reported.desk("district") as desk:
        (found,) = desk.version_codes.find(code_of(reported))
        values = desk.version_codes.values(found)
        since = desk.version_codes.since(found)
    assert found.title == "鄞江镇 · 2025年 · 规划指标填报表 · 第 1 版"
    assert (found.person, found.is_newest, found.standing) == ("张三", True, "是最新的一版")
    assert found.judged.startswith("已接收，还没有审核（李区 ")
    assert {row["unit"] for row in values} == {YINJIANG}
    assert since == []


@pytest.mark.parametrize("typed", ["{}", " {} ", "版本码：{}"])
def test_spaces_and_case_do_not_matter(reported: Office, typed: str) -> None:
    code = code_of(reported)
    with reported.desk("district") as desk:
        for said in (code, code.lower(), code.replace("-", ""), code.replace("-", " ")):
            assert [each.code for each in desk.version_codes.find(typed.format(said))] == [code]


def test_a_code_with_one_sign_wrong_names_the_one_that_was_meant(reported: Office) -> None:
    code = code_of(reported)
    wrong = code[:-1] + ("0" if code[-1] != "0" else "1")
    with reported.desk("district") as desk, pytest.raises(UnknownCodeError) as refused:
        desk.version_codes.find(wrong)
    assert refused.value.near == [code]
    assert code in refused.value.advice
    assert wrong in refused.value.message


@pytest.mark.parametrize("typed", ["", "12", "没有这个码", "FFFF-FFFF", "%", "\ud800"])
def test_what_is_no_code_gets_a_sentence(reported: Office, typed: str) -> None:
    with reported.desk("district") as desk, pytest.raises(UnknownCodeError) as refused:
        desk.version_codes.find(typed)
    assert refused.value.near == []
    assert "对照纸上的" in refused.value.advice


def test_after_a_second_report_the_first_is_no_longer_the_newest_and_what_differs_is_told(reported: Office) -> None:
    old = code_of(reported)
    reported.review("--return", "--comment", "请核对")
    reported.reply("back.xlsx")
    reported.receive("town", "back.xlsx")
    reported.enter("town", "145-04", "77")
    reported.submit("town", "again.xlsx")
    reported.receive("district", "again.xlsx")
    new = code_of(reported)
    with reported.desk("district") as desk:
        (found,) = desk.version_codes.find(old)
        (last,) = desk.version_codes.find(new)
        since = desk.version_codes.since(found)
    assert not found.is_newest
    assert found.standing == f"不是最新的，共 2 版，最新的是 {new}"
    assert found.judged.startswith("已退回（李区 ")
    assert (last.number, last.is_newest) == (2, True)
    assert [row.slot.item for row in since] == ["145-04"]


def test_approved_and_reopened_are_said(reported: Office) -> None:
    reported.review("--approve", "--comment", "同意")
    code = code_of(reported)
    with reported.desk("district") as desk:
        (found,) = desk.version_codes.find(code)
    assert found.judged.startswith("已审核通过（李区 ")
    reported.review("--reopen", "--comment", "再看")
    with reported.desk("district") as desk:
        (found,) = desk.version_codes.find(code)
    assert found.judged.startswith("审核通过后又重新打开（")


def test_two_computers_are_said_to_have_reported_both(clashing_office: Office) -> None:
    with clashing_office.desk("district") as desk:
        codes = [version_code(tip.id) for tip in desk.course(INDICATORS).tips]
        (found,) = desk.version_codes.find(codes[0])
    assert not found.is_newest
    assert found.standing == f"另一台电脑也报了一版（{codes[1]}），还没有定下用哪一版"


def test_a_beginning_that_several_have_lists_them_all(reported: Office) -> None:
    entries = Journal.entries

    def alike(journal: Journal, kind: str | None = None) -> list[object]:
        return [
            mock.Mock(id=f"abcd{place}" + entry.id, body=entry.body)
            for place, entry in enumerate(entries(journal, kind))
        ]

    with reported.desk("district") as desk, mock.patch.object(Journal, "entries", alike):
        found = desk.version_codes.find("ABCD")
    assert len(found) == 2


def test_the_verb_tells_the_same_and_refuses_what_it_does_not_know(reported: Office) -> None:
    code = code_of(reported)
    told = reported.ask("district", "inspect", "--code", code)
    (row,) = told["versions"]
    assert (row["code"], row["unit"], row["period"], row["form"]) == (code, YINJIANG, "2025", "indicators")
    assert row["is_newest"] is True
    assert told["since"] == []
    assert any(each["item"] == "145-04" for each in told["values"])
    assert json.dumps(told)
    said = reported.say("district", "inspect", "--code", code)
    assert f"版本码：{code}" in said.out
    assert "与现在的数一样" in said.out
    assert reported.refused("district", "inspect", "--code", "FFFF-FFFF", status=2)["code"] == "usage"
    assert "两样写一样" in reported.refused("district", "inspect", status=2)["advice"]
