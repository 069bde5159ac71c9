"""Findings in words: what is still to be done, the mark, the place, and all of it in one sentence."""

from __future__ import annotations

from dataclasses import replace

import pytest

from haishu_desk.domain.cells import ReturnKey
from haishu_desk.domain.findings import ASKED, GRANTED, REFUSED, Finding
from haishu_desk.ui.findings.wording import cell_title, key_of, mark_of, still_to_do, tip_of, told, unit_title
from haishu_desk.ui.session import Session
from tests.ui.findings.test_model import LOOK, RULE, SHARE


@pytest.mark.parametrize(
    ("finding", "mark", "word"),
    [
        (SHARE, "bad", "要改正"),
        (replace(SHARE, exemption=ASKED), "info", "已申请豁免"),
        (replace(SHARE, exemption=GRANTED), "ok", "已同意豁免"),
        (replace(SHARE, exemption=REFUSED), "bad", "没有同意豁免"),
        (RULE, "warn", "要说明"),
        (replace(RULE, explained=True), "ok", "已说明"),
        (LOOK, "info", "看一眼"),
    ],
)
def test_mark_and_word_say_what_is_still_to_be_done(finding: Finding, mark: str, word: str) -> None:
    assert (mark_of(finding), still_to_do(finding)) == (mark, word)


def test_the_place_is_told_as_people_call_it(unit_session: Session) -> None:
    desk = unit_session.desk
    assert cell_title(desk, replace(RULE, field="numerator")) == "4 有效发明专利拥有量 · 分子"
    assert (unit_title(desk, RULE), key_of(desk, RULE)) == ("鄞江镇", ReturnKey("indicators", "330203105", "2025"))


def test_sentence_causes_and_advice_are_one_text_without_doubled_stops() -> None:
    assert told(replace(RULE, message="左边大。", causes=("口径",))) == "左边大。可能的原因：口径。请核对。"
    assert tip_of([SHARE, RULE]) == "强制性：本期值 -6.8 小于 0\n核实性：左边大于右边"
