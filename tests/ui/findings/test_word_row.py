"""The row where a word is typed: refused with a hint that stays, kept while one looks elsewhere, handed over, decided."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from haishu_desk.checks.explain import Explanation, refuse_explanation
from haishu_desk.domain.findings import ASKED, Finding
from haishu_desk.ui.findings.word_row import WordRow
from haishu_desk.ui.theme import Theme
from tests.ui.findings.test_model import LOOK, RULE, SHARE
from tests.ui.typing_words import type_words

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

FACT = "6月新增企业3家，增加产值1.2亿元"


def why_not(finding: Finding, klass: str, text: str) -> str | None:
    del finding
    return refuse_explanation(text, klass)


@pytest.fixture
def row(theme: Theme, qtbot: QtBot) -> WordRow:
    row = WordRow(theme, why_not)
    qtbot.addWidget(row)
    row.show()
    row.show_finding(RULE, may_say=True)
    return row


def heard(row: WordRow) -> list[tuple[Finding, str, str]]:
    said: list[tuple[Finding, str, str]] = []
    row.said.connect(lambda *words: said.append(words))
    return said


def test_the_finding_is_told_in_full(row: WordRow) -> None:
    row.show_finding(replace(SHARE, causes=("小数点错了位", "口径不同")), may_say=True)
    assert row.told.text() == "本期值 -6.8 小于 0。可能的原因：小数点错了位；口径不同。请改正。"


def test_a_word_that_says_nothing_stays_in_its_field_with_the_hint_under_it(row: WordRow) -> None:
    said = heard(row)
    type_words(row.text, "已核实")
    QTest.keyClick(row.text, Qt.Key.Key_Return)
    assert said == []
    assert row.text.text() == "已核实"
    assert "没有说出原因" in row.hint.text()
    assert not row.hint.isHidden()


def test_a_word_with_a_fact_is_handed_over_with_its_reason_class(row: WordRow) -> None:
    said = heard(row)
    row.reason.setCurrentText("新增")
    type_words(row.text, FACT)
    assert row.hint.text() == "写明了事实，按 Enter 记下"
    QTest.keyClick(row.text, Qt.Key.Key_Return)
    assert said == [(RULE, "新增", FACT)]


def test_what_is_typed_waits_while_another_finding_is_looked_at_and_goes_when_it_is_stored(row: WordRow) -> None:
    type_words(row.text, "6月")
    row.show_finding(SHARE, may_say=True)
    assert row.text.text() == ""
    row.show_finding(RULE, may_say=True)
    assert row.text.text() == "6月"
    row.forget(RULE)
    row.show_finding(RULE, may_say=True)
    assert row.text.text() == ""


def test_a_hard_error_offers_to_ask_for_an_exemption(row: WordRow) -> None:
    row.show_finding(SHARE, may_say=True)
    said = heard(row)
    assert (row.reason.isHidden(), row.store.text()) == (True, "申请豁免")
    type_words(row.text, "属实")
    row.store.click()
    assert "没有说出原因" in row.hint.text()
    row.text.clear()
    type_words(row.text, FACT)
    assert row.hint.text() == "写明了理由，按 Enter 申请豁免"
    row.store.click()
    assert said == [(SHARE, "豁免申请", FACT)]


def test_a_word_that_was_said_is_shown_and_one_of_an_earlier_figure_is_doubted(row: WordRow) -> None:
    word = Explanation(RULE.rule, "新增", FACT, RULE.left, RULE.right)
    row.show_finding(replace(RULE, explained=True), word=word, may_say=True)
    assert (row.reason.currentText(), row.text.text(), row.hint.text()) == ("新增", FACT, "")
    row.show_finding(replace(RULE, left="11"), word=word, may_say=True)
    assert row.hint.text().startswith("数已改过")


@pytest.mark.parametrize("finding", [LOOK, None])
def test_a_hint_and_nothing_take_no_word(finding: Finding | None, row: WordRow) -> None:
    row.show_finding(finding, may_say=True)
    assert row.text.isHidden()
    assert row.store.isHidden()


def test_where_nothing_can_be_said_what_was_said_is_still_told(row: WordRow) -> None:
    word = Explanation(RULE.rule, "新增", FACT, RULE.left, RULE.right)
    row.show_finding(replace(RULE, explained=True), word=word)
    assert row.text.isHidden()
    assert row.hint.text() == f"已记下：新增，{FACT}"


def test_an_exemption_is_decided_with_a_reason_only(row: WordRow) -> None:
    asked = replace(SHARE, exemption=ASKED)
    row.show_finding(asked, word=Explanation("share", "豁免申请", FACT, "-6.8", "0"), may_decide=True)
    decided: list[tuple[Finding, bool, str]] = []
    row.decided.connect(lambda *words: decided.append(words))
    assert row.hint.text() == f"单位说：{FACT}"
    row.grant.click()
    assert (decided, row.hint.text()) == ([], "没有写理由。请写明为什么同意或不同意")
    type_words(row.text, "核定单已核对")
    row.refuse.click()
    row.grant.click()
    assert decided == [(asked, False, "核定单已核对"), (asked, True, "核定单已核对")]


def test_nothing_is_decided_that_nobody_asked_for(row: WordRow) -> None:
    row.show_finding(SHARE, may_decide=True)
    assert row.grant.isHidden()
    assert row.text.isHidden()
