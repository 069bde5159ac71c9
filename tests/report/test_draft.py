"""A report while it is written: headings number themselves, annexes are listed, days are said without noughts."""

from __future__ import annotations

import pytest

from haishu_desk.report.document import Heading, heads_of
from haishu_desk.report.document import Table as TablePart
from haishu_desk.report.draft import Draft, day_in_words, in_chinese, listed
from haishu_desk.report.facts import PRINTED, Fact
from tests.report.gathered import material


@pytest.mark.parametrize(
    ("number", "said"), [(1, "一"), (9, "九"), (10, "十"), (12, "十二"), (20, "二十"), (35, "三十五")]
)
def test_numbers_of_headings_are_chinese(number: int, said: str) -> None:
    assert in_chinese(number) == said


def test_headings_number_themselves_anew_below_each_other() -> None:
    draft = Draft(material())
    for title, make in (
        ("甲", draft.chapter),
        ("乙", draft.section),
        ("丙", draft.point),
        ("丁", draft.section),
        ("戊", draft.chapter),
    ):
        make(title)
    draft.section("己")
    texts = [part.text for part in draft.finished("题").parts if isinstance(part, Heading) and part.level]
    assert texts == ["一、甲", "（一）乙", "1. 丙", "（二）丁", "二、戊", "（一）己"]


def test_an_annex_without_rows_is_left_out_and_the_sources_come_last() -> None:
    draft = Draft(material())
    draft.annex("空表", [TablePart("", heads_of("甲"), (), (1.0,), ("left",))])
    draft.say("数是", Fact(PRINTED, "145-01", "生产总值", "2000"))
    titles = [part.text for part in draft.finished("题").parts if isinstance(part, Heading)]
    assert titles == ["数据来源"]


def test_a_day_is_said_without_noughts_and_a_long_list_is_cut() -> None:
    assert day_in_words("2026-03-05") == "2026年3月5日"
    assert (listed(["甲", "乙"], 2), listed(["甲", "乙", "丙"], 2)) == ("甲、乙", "甲、乙等3项")
