"""Chapters and sections by how a plan numbers them."""

from __future__ import annotations

import pytest

from haishu_desk.outline.headings import Headings
from haishu_desk.outline.numerals import number_in, numeral_of


@pytest.mark.parametrize(
    ("chapter", "section"),
    [
        ("第一章 总则", "第二节 目标"),
        ("第一篇 总则", "第二章 目标"),
        ("一、总则", "（二）目标"),
        ("1 总则", "1.2 目标"),
        ("1．总则", "1.2目标"),
    ],
)
def test_each_way_of_numbering_is_known(chapter: str, section: str) -> None:
    headings = Headings([chapter, section, chapter.replace("一", "二").replace("1", "2"), section])
    first, second = headings.of(1, chapter), headings.of(2, section)
    assert first is not None
    assert second is not None
    assert (first.level, first.number, first.title) == (1, 1, "总则")
    assert (second.level, second.number, second.title) == (2, 2, "目标")


def test_a_line_of_the_contents_and_a_sentence_are_no_headings() -> None:
    headings = Headings(["第一章 总则", "第一节 目标", "第二节 任务", "第二章 保障"])
    for text in ("第一章 总则……………12", "第一章 总则   12", "第一章讲总则。", "一、总则"):
        assert headings.of(1, text) is None


def test_a_text_without_chapters_has_none() -> None:
    assert not Headings(["工作报告", "各位代表："])


@pytest.mark.parametrize(
    ("text", "number"),
    [("三", 3), ("十", 10), ("十二", 12), ("二十", 20), ("二十一", 21), ("7", 7), ("", None), ("章", None)],
)
def test_numerals(text: str, number: int | None) -> None:
    assert number_in(text) == number


@pytest.mark.parametrize("number", range(10, 100))
def test_a_numeral_that_is_said_reads_as_the_number(number: int) -> None:
    assert number_in(numeral_of(number)) == number
    assert (numeral_of(15), numeral_of(20), numeral_of(21)) == ("十五", "二十", "二十一")
