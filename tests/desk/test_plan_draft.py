"""The rows of a plan that was read: doubtful first, corrected, left out, taken over as they then stand."""

from __future__ import annotations

from pathlib import Path

import pytest

from haishu_desk.desk.importing import read_plan
from haishu_desk.desk.plan_draft import (
    AIM,
    BASE,
    INDICATOR,
    NAME,
    PROJECT,
    TARGET,
    TASK,
    UNIT,
    UNREAD,
    DraftRow,
    PlanDraft,
)
from tests.desk.office import Office

QINGHE = Path(__file__).parents[1] / "outline" / "qinghe.txt"


@pytest.fixture
def draft() -> PlanDraft:
    return PlanDraft(read_plan(QINGHE))


def row(draft: PlanDraft, kind: str, name: str) -> DraftRow:
    return next(each for each in draft.rows if each.kind == kind and each.text(NAME) == name)


def test_what_could_not_be_read_stands_first_then_what_is_doubtful(draft: PlanDraft) -> None:
    first, second, third = draft.rows[:3]
    assert (first.kind, first.lines) == (UNREAD, (39, 39))
    assert (second.kind, second.lines) == (INDICATOR, (16, 16))
    assert "去掉了注号" in second.doubt
    assert third.doubt == ""
    assert (draft.title, draft.years) == ("青禾县国民经济和社会发展第十五个五年规划纲要", (2026, 2030))


def test_every_row_has_its_lines_in_the_text(draft: PlanDraft) -> None:
    text = QINGHE.read_text(encoding="utf-8").splitlines()
    for each in draft.rows:
        if each.kind in (INDICATOR, TASK, PROJECT):
            assert each.text(NAME) in "".join(text[each.lines[0] - 1 : each.lines[1]]).replace(" ", "")


def test_a_cell_is_corrected_and_what_is_no_cell_of_the_row_is_not(draft: PlanDraft) -> None:
    growth = row(draft, INDICATOR, "地区生产总值")
    assert draft.correct(growth, AIM, "460")
    assert not draft.correct(growth, AIM, "460")
    assert not draft.correct(row(draft, TASK, "物流"), BASE, "3")
    assert not draft.correct(growth, NAME, "  ")
    assert growth.corrected == [AIM]
    (made,) = [each for each in draft.result().content["indicators"] if each["code"] == growth.code]
    assert made["values"]["target"] == "460"


def test_a_target_that_is_corrected_is_read_anew(draft: PlanDraft) -> None:
    target = row(draft, TARGET, "城镇化率")
    assert draft.correct(target, AIM, "68%以上")
    (made,) = [each for each in draft.result().content["targets"] if each["code"] == target.code]
    assert (made["op"], made["value"], made["raw"]) == ("ge", "68", "68%以上")
    assert draft.correct(target, UNIT, "个百分点")


def test_what_was_read_stays_as_it_was(draft: PlanDraft) -> None:
    before = read_plan(QINGHE)
    draft.correct(row(draft, PROJECT, "青竹精深加工园"), AIM, "续建")
    assert before.content == read_plan(QINGHE).content


def test_a_row_that_was_left_out_is_not_taken_over_and_no_target_points_to_it(office: Office, draft: PlanDraft) -> None:
    left = row(draft, INDICATOR, "地区生产总值")
    left.is_taken = row(draft, PROJECT, "青竹精深加工园").is_taken = False
    with office.desk("district", write=True) as desk:
        name, _ = desk.importing.take_over(draft.result())
    assert left.code not in {each["code"] for each in office.ask("district", "indicators", "--plan", name)}
    targets = office.ask("district", "targets", "--plan", name)
    assert targets[0]["subject"] == "地区生产总值"
    assert targets[0]["indicator"] is None
    boxes = office.ask("district", "boxes", "--plan", name)
    assert [each["name"] for each in boxes[0]["groups"][0]["items"][0]["projects"]] == [
        "禾山竹产业研究院",
        "西岭竹木交易市场",
    ]
