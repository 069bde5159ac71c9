"""How a cell with a finding looks: mark, tone and sentence; what comes first stays."""

from __future__ import annotations

from dataclasses import replace

import pytest

from haishu_desk.domain.cells import VALUE
from haishu_desk.domain.findings import ASKED, GRANTED, HARD, HINT, PERSONAL, QUERY, Finding
from haishu_desk.ui.entry.columns import STATE, Column
from haishu_desk.ui.entry.found import by_item, dressed
from haishu_desk.ui.entry.looks import FIELD, Look

WRONG = Finding("share", HARD, "本期值 106.8 大于 100", item="145-22", field="value")
QUESTION = Finding("R-1", QUERY, "左边大于右边", item="145-22", field="value")
CELL, LAST = Column(VALUE, "本期值", "number", 108, 92, is_entry=True), Column(STATE, "状态", "marked", 102, 98)
FIELD_LOOK = Look("106.8", FIELD, "text")


def test_a_cell_is_marked_by_its_heaviest_open_finding_with_all_sentences_behind_it() -> None:
    look = dressed(FIELD_LOOK, CELL, [QUESTION, WRONG])
    assert (look.mark, look.tone, look.tip) == (
        "bad", "bad", "核实性：左边大于右边\n强制性：本期值 106.8 大于 100",
    )  # fmt: skip
    assert dressed(FIELD_LOOK, CELL, [QUESTION]).tone == "warn"


def test_what_was_explained_or_excepted_leaves_the_cell_calm_and_is_told_behind_it() -> None:
    look = dressed(FIELD_LOOK, CELL, [replace(QUESTION, explained=True), replace(WRONG, exemption=GRANTED)])
    assert (look.mark, look.tone) == ("", "")
    assert "左边大于右边" in look.tip


def test_another_cell_of_the_row_is_as_it_was() -> None:
    assert dressed(FIELD_LOOK, CELL, [replace(WRONG, field="numerator")]) == FIELD_LOOK
    assert dressed(FIELD_LOOK, CELL, []) == FIELD_LOOK


def test_a_cell_that_was_sent_back_keeps_its_own_mark_and_gets_the_sentence_too() -> None:
    look = dressed(replace(FIELD_LOOK, mark="bad", tone="bad", tip="退回：请核对"), CELL, [QUESTION])
    assert (look.mark, look.tip) == ("bad", "退回：请核对\n核实性：左边大于右边")


@pytest.mark.parametrize(
    ("findings", "mark", "word"),
    [
        ([WRONG, QUESTION], "bad", "强制性 1"),
        ([QUESTION, replace(QUESTION, rule="R-2")], "warn", "核实性 2"),
        ([replace(WRONG, exemption=ASKED)], "info", "申请豁免"),
        ([replace(WRONG, exemption=GRANTED)], "ok", "已豁免"),
        ([replace(QUESTION, explained=True)], "ok", "已说明"),
    ],
)
def test_the_last_column_says_it_in_words(findings: list[Finding], mark: str, word: str) -> None:
    look = dressed(Look("已录", mark="ok", ink=""), LAST, findings)
    assert (look.mark, look.text) == (mark, word)


@pytest.mark.parametrize(("mark", "word"), [("bad", "退回"), ("clash", "数据不一致"), ("info", "正在录入")])
def test_what_comes_first_stays_in_the_last_column(mark: str, word: str) -> None:
    before = Look(word, mark=mark, ink="")
    assert dressed(before, LAST, [QUESTION]) == before


def test_a_number_of_a_person_is_marked_in_its_cell_and_says_nothing_in_the_last_column() -> None:
    hint = Finding(PERSONAL, HINT, "本期值的说明里像有手机号（138…00）", item="145-22", field="note")
    assert by_item([hint]) == {"145-22": [hint]}
    note = Column("note", "说明", "text", 132, 90, is_entry=True)
    look = dressed(Look("老王13800138000", FIELD, "text"), note, [hint])
    assert (look.mark, look.tone, "手机号" in look.tip) == ("info", "", True)
    done = Look("已录", mark="ok", ink="")
    assert dressed(done, LAST, [hint]) == done
    assert dressed(done, LAST, [hint, QUESTION]).text == "核实性 1"


def test_hints_mark_nothing() -> None:
    assert by_item([Finding("missing", HINT, "没有填", item="145-22"), WRONG]) == {"145-22": [WRONG]}
