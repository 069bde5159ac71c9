"""Numbers of persons in the words of a return: a hint with its place, never an obstacle."""

from __future__ import annotations

from dataclasses import replace

import pytest

from haishu_desk.checks.ground import Place
from haishu_desk.checks.language import title_in
from haishu_desk.domain.findings import HINT, PERSONAL, Finding
from haishu_desk.domain.items import INDICATOR
from tests.checks.made import CATALOGUE, WHOLE, MadeGround, checked, ground, made_item

TASK = next(item for item in CATALOGUE if item.kind != INDICATOR)
IDENTITY, PHONE = "11010519491231002X", "13800138000"


def found(made: MadeGround, item: str) -> list[Finding]:
    return [finding for finding in checked(made, item).findings if finding.rule == PERSONAL]


def test_in_a_field_of_words() -> None:
    (words,) = found(ground({TASK.code: f"主体完工，联系老王{PHONE}"}), TASK.code)
    assert (words.severity, words.field, words.is_open) == (HINT, "value", False)
    assert "手机号（138…00）" in words.message
    assert PHONE not in words.message


def test_in_the_word_beside_a_figure() -> None:
    made = ground({"145-99": "12"}, made_item())
    made.notes[Place("145-99", "value", WHOLE, "2024")] = f"张某 {IDENTITY}"
    (note,) = found(made, "145-99")
    assert "的说明里像有身份证号（110…2X）" in note.message
    assert (note.field, (note.place or "").endswith("说明")) == ("note", True)


def test_words_in_a_cell_of_numbers_are_looked_at_too() -> None:
    assert len(found(ground({"145-99": f"见{PHONE}"}, made_item()), "145-99")) == 1


def test_two_kinds_are_two_hints_and_the_same_kind_is_one() -> None:
    assert len(found(ground({TASK.code: f"甲 {PHONE}，乙 13900139000，{IDENTITY}"}), TASK.code)) == 2


@pytest.mark.parametrize(
    "text", ["统一社会信用代码 91350100M000100Y43", "总投资13800138000元", "海发改〔2025〕12号", "主体完工"]
)
def test_what_is_no_number_of_a_person(text: str) -> None:
    assert found(ground({TASK.code: text}), TASK.code) == []


def test_a_field_that_asks_for_a_contact_may_hold_a_telephone_number_and_no_identity_number() -> None:
    item = replace(TASK, record={**TASK.record, "titles": {"problem": "联系人和电话"}})
    made = MadeGround({item.code: item})
    assert found(made.set({f"{item.code}.problem": PHONE}), item.code) == []
    assert len(found(made.set({f"{item.code}.problem": IDENTITY}), item.code)) == 1


def test_a_word_is_called_by_what_it_speaks_of() -> None:
    item = replace(made_item(), record={"titles": {"progress": "形象进度"}})
    assert [title_in(item, field) for field in ("value", "note", "progress", "progress.note", "numerator.note")] == [
        "本期值", "本期值的说明", "形象进度", "形象进度的说明", "分子的说明",
    ]  # fmt: skip
