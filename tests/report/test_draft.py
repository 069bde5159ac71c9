"""A report while it is written: headings number themselves, annexes are listed, days are said without noughts."""

from __future__ import annotations

import pytest

from haishu_desk.report.document import Heading, Paragraph, Table, heads_of
from haishu_desk.report.document import Table as TablePart
from haishu_desk.report.draft import Draft, day_in_words, in_chinese, listed
from haishu_desk.report.facts import PRINTED, Fact
from tests.report.gathered import fact, line, material


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


def test_a_chapter_that_is_left_out_states_nothing_and_the_others_are_counted_on() -> None:
    draft = Draft(material(line("甲")), ["指标进展"])
    draft.chapter("总体情况")
    draft.chapter("指标进展")
    draft.section("分类")
    draft.say("实绩", fact("甲", "12.5"))
    assert draft.cell(fact("甲", "7")).fact is None
    draft.chapter("口径")
    draft.say("实绩", fact("乙", "3"))
    found = draft.finished("报告")
    texts = [part.text for part in found.parts if isinstance(part, Heading | Paragraph)]
    assert texts[:3] == ["一、总体情况", "二、口径", "实绩3"]
    assert [each.value for each in draft.stated()] == ["3"]
    assert [(each.title, each.is_in) for each in draft.chapters][:3] == [
        ("总体情况", True),
        ("指标进展", False),
        ("口径", True),
    ]


def test_an_annex_that_is_left_out_is_not_listed_and_the_sources_cannot_be() -> None:
    draft = Draft(material(line("甲")), ["附表", "数据来源"])
    table = Table("", heads_of("名"), ((draft.cell(fact("甲", "5")),),), (1,), ("left",))
    draft.sign(["附表", "方法", "数据来源"])
    draft.annex("附表", [table])
    draft.annex_text("方法", ["比进度"])
    draft.say(fact("乙", "6"))
    found = draft.finished("报告")
    texts = [part.text for part in found.parts if isinstance(part, Heading | Paragraph)]
    assert "附件：1. 方法" in texts
    assert "　　　2. 数据来源" in texts
    assert "附表" not in "".join(texts)
    assert [each.value for each in draft.stated()] == ["6"]
    assert [chapter.title for chapter in draft.chapters if chapter.is_fixed] == ["数据来源"]
