"""审核说明: empty phrases and copies are refused with a hint; an amount, a time or a cause is one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from haishu_desk.checks.explain import CLASSES, LONGEST, UNSEEN, Explanation, refuse_explanation
from haishu_desk.domain.findings import Finding
from tests.domain.made import RANDOM

GOOD = "6月新增企业3家，增加产值1.2亿元"


@pytest.mark.parametrize(
    "empty",
    ["", " ", "无", "正常", "核实无误", "已核实", "情况属实", "已核实，情况属实。", "经核实，数据真实准确，无误！", "数据已核对 无异常", "正常增长", "——", "。。。",
     "实际情况", "OK", "同上", "2024年数据属实", "以实际上报数据为准", "２０２４年已核实"],
)  # fmt: skip
def test_an_empty_phrase_is_refused_however_it_is_dressed(empty: str) -> None:
    said = refuse_explanation(empty, "其他")
    assert said is not None
    assert "什么时候" in said


@pytest.mark.parametrize(
    ("text", "klass"),
    [(GOOD, "新增"), ("由于两家企业停产，产值下降", "减少"), ("2023年起按普查后名录统计", "口径变化"), ("上年漏报石碶街道，本期补上", "更正"),
     ("免税政策到期后企业集中在年底开票", "政策"), ("含一次性土地款，剔除后与上年相当", "一次性"), ("钢材涨价带动产值上升", "价格")],
)  # fmt: skip
def test_an_amount_a_time_or_a_cause_is_an_explanation(text: str, klass: str) -> None:
    assert refuse_explanation(text, klass) is None


def test_words_without_a_fact_are_refused_with_what_the_class_wants() -> None:
    said = refuse_explanation("企业经营比较好，大家努力", "价格")
    assert said == "说明里没有事实，请写出什么价格、变动多少，数量、时间、原因至少有一样"
    assert "太短" in str(refuse_explanation("涨价了", "价格"))


def test_a_copy_of_another_cell_is_refused_whatever_its_punctuation() -> None:
    assert "一字不差" in str(refuse_explanation(GOOD, "新增", ["别的", "6月新增企业3家 增加产值1.2亿元。"]))
    assert refuse_explanation(GOOD, "新增", ["6月新增企业4家，增加产值1.2亿元"]) is None
    assert "一字不差" not in str(refuse_explanation("增加12家", "新增", ["增加1.2家"]))


def test_the_class_is_one_of_eight_and_the_text_no_novel() -> None:
    assert CLASSES == ("口径变化", "新增", "减少", "政策", "价格", "一次性", "更正", "其他")
    assert "口径变化、新增" in str(refuse_explanation(GOOD, "疫情"))
    assert str(LONGEST) in str(refuse_explanation(GOOD * 40, "新增"))


def test_a_sign_that_nobody_sees_is_refused() -> None:
    assert refuse_explanation("6月新增企业3家\x07，增加产值1.2亿元", "新增") == UNSEEN


def test_an_explanation_holds_for_the_values_that_it_was_given_for() -> None:
    word = Explanation("change", "新增", GOOD, "30", "12")
    finding = Finding("change", "核实性", "m", left="30", right="12")
    assert word.covers(finding)
    assert not word.covers(Finding("change", "核实性", "m", left="31", right="12"))
    assert not word.covers(Finding("same", "核实性", "m", left="30", right="12"))
    assert Explanation.from_json(word.as_json()) == word


@RANDOM
@given(st.text(), st.sampled_from(CLASSES))
def test_whatever_is_written_gets_a_sentence_or_passes(text: str, klass: str) -> None:
    said = refuse_explanation(text, klass)
    assert said is None or len(said) > 10
    assert said is not None or refuse_explanation(text, klass, [text]) is not None
