"""The 登记申请 on paper: everything stands inside one page of A4, and nothing on top of another thing."""

from __future__ import annotations

from itertools import combinations

from haishu_desk.report.drawn import PORTRAIT
from haishu_desk.report.request import request_page

FACTS = [
    ("单位", "鄞江镇（330203105）"),
    ("电脑", "YJ-BGS-01"),
    ("申请人", "张填"),
    ("校验码", "43310-44696-19482-03019"),
    ("时间", "2026-01-05 09:30"),
]


def test_all_facts_and_the_lines_for_signature_and_seal_stand_on_the_page() -> None:
    words = [text.words for text in request_page(FACTS).texts]
    for label, said in FACTS:
        assert label in words
        assert label == "校验码" or said in words
    assert "43310    44696    19482    03019" in words, "four groups, wide apart"
    assert any("公章" in word for word in words)


def test_everything_is_inside_one_sheet_of_a4() -> None:
    page = request_page(FACTS)
    assert (page.width, page.height) == PORTRAIT
    assert all(text.x >= 0 and text.x + text.width <= page.width for text in page.texts)
    assert all(text.y >= 0 and text.y + text.height <= page.height - 20 for text in page.texts)
    assert all(0 < rule.y2 < page.height - 20 for rule in page.rules)


def test_no_text_stands_on_another() -> None:
    for one, other in combinations(request_page(FACTS).texts, 2):
        apart_across = one.x + one.width <= other.x or other.x + other.width <= one.x
        apart_down = one.y + one.height <= other.y or other.y + other.height <= one.y
        assert apart_across or apart_down, (one.words, other.words)
