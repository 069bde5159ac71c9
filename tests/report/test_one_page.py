"""一页纸: everything stands on the one page, one thing under the other, and what has no room is said to be left out."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from haishu_desk.report.drawn import PORTRAIT
from haishu_desk.report.one_page import OnePage, one_page
from tests.report.made import SQUARE

SHEET = OnePage(
    "3　研发经费占比",
    "%　预期性",
    "2024 年　3.12%",
    "▲ 滞后",
    [("应达", "3.35%"), ("目标", "3.6%"), ("近 3 年年均", "+0.2 点")],
    ["完成 61.6%。", "推算低于目标。", "区统计局上报。"],
    ["应达 3.35", "进度 0.616"],
    "问谁：区统计局",
    "来源：区统计局填报",
    b"png",
    2.0,
    "图中：实线为实际。",
)


def _words(sheet: OnePage) -> list[str]:
    return [text.words for text in one_page(sheet, SQUARE).texts]


def test_figure_verdict_sentences_and_whom_to_ask_stand_in_that_order() -> None:
    words = _words(SHEET)
    order = [
        "3　研发经费占比",
        "2024 年　3.12%",
        "▲ 滞后",
        "图中：实线为实际。",
        "应达",
        "1．完成 61.6%。",
        "算式　应达 3.35",
        "问谁：区统计局",
    ]
    assert [words.index(each) for each in order] == sorted(words.index(each) for each in order)
    (picture,) = one_page(SHEET, SQUARE).pictures
    assert (picture.width, picture.height) == (180.0, 90.0), "as wide as the page without its margins, and half as high"


def test_a_formula_that_is_too_long_is_cut_and_that_is_said() -> None:
    words = _words(replace(SHEET, formula=[f"第 {place} 步" for place in range(200)]))
    assert "……（算式没有印完，见监测页）" in words
    assert words[-1] == "来源：区统计局填报"


@settings(max_examples=30, deadline=None)
@given(
    st.lists(st.text("规划指标0123", min_size=1, max_size=90), max_size=3),
    st.lists(st.tuples(st.just("名"), st.just("值")), max_size=12),
    st.lists(st.text("算式＝", min_size=1, max_size=200), max_size=30),
)
def test_nothing_stands_outside_the_page(
    sentences: list[str], facts: list[tuple[str, str]], formula: list[str]
) -> None:
    page = one_page(replace(SHEET, sentences=sentences, facts=facts, formula=formula), SQUARE)
    assert all(text.y > 0 and text.y + text.height < PORTRAIT[1] for text in page.texts)
