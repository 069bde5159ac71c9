"""Words of findings as cells: several findings of one rule in one cell, words of earlier figures, and whose they are."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from haishu_desk.checks.explain import Explanation
from haishu_desk.desk import Desk
from haishu_desk.desk.explaining import word_of
from haishu_desk.domain.cells import Slot, explanation_of
from haishu_desk.domain.errors import DeskError
from haishu_desk.domain.findings import HARD, QUERY, Finding
from tests.desk.office import INDICATORS, Office

FACT = "2025年6月普查后核减3家，减少1.2亿元"


@pytest.fixture
def town(office: Office) -> Iterator[Desk]:
    """The town, open for writing."""
    with office.desk("town", write=True) as desk:
        yield desk


def finding(left: str, right: str = "1") -> Finding:
    return Finding("vintage", QUERY, "两版差得远", item="145-04", field="value", left=left, right=right)


def test_an_answer_with_a_sign_that_nobody_sees_is_refused(office: Office) -> None:
    asked = [Finding("share", HARD, "大了", item="145-22", field="value", exemption="申请")]
    with office.desk("district", write=True) as desk, pytest.raises(DeskError, match="看不见的符号"):
        desk.checking.words.decide(INDICATORS, asked, granted=True, text="同意\x1b")


def test_one_word_covers_every_finding_of_its_rule_in_the_cell(town: Desk) -> None:
    found = [finding("3"), finding("5")]
    town.checking.words.explain(INDICATORS, found, "更正", FACT)
    words = town.checking.words.words_of(INDICATORS)
    assert list(words) == [Slot("145-04", explanation_of("vintage", "value"))]
    assert [town.checking.words.word(INDICATORS, each) for each in found] == [
        Explanation("vintage", "更正", FACT, "3", "1"),
        Explanation("vintage", "更正", FACT, "5", "1"),
    ]


def test_of_a_figure_that_changed_the_earlier_word_is_still_known(town: Desk) -> None:
    town.checking.words.explain(INDICATORS, [finding("3")], "更正", FACT)
    word = town.checking.words.word(INDICATORS, finding("4"))
    assert word is not None
    assert not word.covers(finding("4"))
    assert word_of(finding("3"), {}) is None


def test_saying_the_same_again_writes_nothing(town: Desk) -> None:
    town.checking.words.explain(INDICATORS, [finding("3")], "更正", FACT)
    entries = len(town.workspace.journal)
    town.checking.words.explain(INDICATORS, [finding("3")], "更正", f" {FACT} ")
    assert len(town.workspace.journal) == entries


def test_why_a_text_is_no_word_is_said_without_writing_anything(town: Desk) -> None:
    town.checking.words.explain(INDICATORS, [finding("3")], "更正", FACT)
    entries, other = len(town.workspace.journal), Finding("change", QUERY, "", item="145-06", field="value")
    assert town.checking.words.why_not(INDICATORS, finding("3"), "更正", FACT) is None  # its own word may stand again
    assert "一字不差" in (town.checking.words.why_not(INDICATORS, other, "更正", FACT) or "")
    assert "没有说出原因" in (town.checking.words.why_not(INDICATORS, other, "更正", "核实无误") or "")
    assert len(town.workspace.journal) == entries
