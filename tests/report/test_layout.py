"""Pages to the millimetre: nothing is cut, nothing overlaps, heads are repeated, rows are whole."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import Any

import pytest

from haishu_desk.report.drawn import BOLD, LANDSCAPE, PORTRAIT, Page, Text, width_of
from haishu_desk.report.layout import laid_out
from haishu_desk.report.sheet import Printed
from haishu_desk.report.table import Band, Table
from tests.report.made import SQUARE, sheet

LONG_NAME = "一二三四五六七八九十" * 20
NOTE = "施工单位已进场，正在做桩基，第三标段的用地还差三户没有签约。"
CASES = {
    "one row": sheet(["甲路"]),
    "nothing": sheet([]),
    "300 projects": sheet([f"第{place}个项目" for place in range(300)], note=NOTE[:12]),
    "a name of 200 signs": sheet([LONG_NAME, "甲路"]),
    "fifteen columns": sheet([f"{NOTE}{place}" for place in range(20)], texts=12, note=NOTE),
    "a text of 2000 signs": sheet(["甲路", "乙路"], note="进" * 2000),
    "blank": sheet(["甲路"] * 40, is_blank=True, version="空表"),
    "sample": sheet(["甲路"], is_sample=True, notices=("示例数据，只供练习，不得上报。",)),
    "long words everywhere": sheet(
        ["甲路"],
        unit="很长的单位名称" * 9,
        agency="很长的机关名称" * 9,
        corner=("文号：" + "很长的文号" * 9, "计量单位：万元"),
        version="3F2A-91C0（手工填报，未签名）、4F2A-91C0（手工填报，未签名），两台电脑各报一版，草稿",
        notices=(NOTE * 9,),
        notes=(NOTE * 5,) * 4,
    ),
}


def words(page: Page) -> list[str]:
    return [text.words for text in page.texts]


def read(pages: tuple[Page, ...]) -> str:
    """Everything, without the breaks of lines."""
    return "".join(word for page in pages for word in words(page))


def boxes(page: Page) -> Iterator[tuple[Text, float, float]]:
    """Each text with the left and right edge of its signs."""
    for text in page.texts:
        wide = width_of(text.words, text.size, SQUARE, text.face)
        spare = text.width - wide
        start = {"left": 0.0, "centre": spare / 2, "right": spare}[text.align]
        yield text, text.x + start, text.x + start + wide


@pytest.mark.parametrize("printed", CASES.values(), ids=CASES)
def test_no_text_and_no_rule_comes_near_the_edge_of_the_paper(printed: Printed) -> None:
    for page in laid_out(printed, SQUARE):
        assert (page.width, page.height) in (PORTRAIT, LANDSCAPE)
        for text, left, right in boxes(page):
            assert left >= 14.9, text
            assert right <= page.width - 14.9, text
            assert text.y >= 13.9, text
            assert text.y + text.height <= page.height - 4.5, text
        for rule in page.rules:
            assert min(rule.x1, rule.x2) >= 14.9
            assert max(rule.x1, rule.x2) <= page.width - 14.9
            assert max(rule.y1, rule.y2) <= page.height - 21.9


@pytest.mark.parametrize("printed", CASES.values(), ids=CASES)
def test_no_text_is_wider_than_its_box_and_none_lies_on_another(printed: Printed) -> None:
    for page in laid_out(printed, SQUARE):
        placed = list(boxes(page))
        for text, left, right in placed:
            assert right - left <= text.width + 1e-6, text
        for (one, left, right), (other, start, end) in combinations(placed, 2):
            beside = right <= start + 1e-6 or end <= left + 1e-6
            below = one.y + one.height <= other.y + 1e-6 or other.y + other.height <= one.y + 1e-6
            assert beside or below, (one, other)


@pytest.mark.parametrize("printed", CASES.values(), ids=CASES)
def test_no_rule_runs_through_a_text(printed: Printed) -> None:
    for page in laid_out(printed, SQUARE):
        for rule in page.rules:
            for text, left, right in boxes(page):
                if rule.x1 == rule.x2 and rule.y1 < text.y + text.height / 2 < rule.y2:
                    assert rule.x1 <= left + 1e-6 or rule.x1 >= right - 1e-6, text


@pytest.mark.parametrize("printed", CASES.values(), ids=CASES)
def test_everything_that_is_to_be_printed_is_printed(printed: Printed) -> None:
    everything = read(laid_out(printed, SQUARE))
    for group in printed.groups:
        assert group.title in everything
        for row in group.rows:
            for text in row:
                assert text.replace(" ", "") in everything or "见附注" in everything, text
    for text in (printed.title, printed.unit, printed.period, *printed.notes, *printed.notices):
        assert text in everything


def test_a_table_that_is_narrow_stands_upright_and_a_wide_one_lies() -> None:
    assert laid_out(sheet(["甲路"]), SQUARE)[0].width == 210.0
    assert laid_out(sheet([NOTE], texts=12, note=NOTE), SQUARE)[0].width == 297.0


def test_three_hundred_projects_stand_on_many_pages_each_with_the_head_of_the_table() -> None:
    pages = laid_out(CASES["300 projects"], SQUARE)
    assert len(pages) > 5
    for number, page in enumerate(pages, start=1):
        assert f"第 {number} 页，共 {len(pages)} 页" in words(page)
        assert [word for word in words(page) if word in ("甲", "乙", "1", "2", "3")] == ["甲", "乙", "1", "2", "3"]
        assert "任务或项目" in words(page)
    names = [word for page in pages for word in words(page) if word.startswith("第") and word.endswith("个项目")]
    assert names == [f"第{place}个项目" for place in range(300)]


def test_a_group_goes_on_under_its_heading_and_a_heading_is_never_the_last_on_a_page() -> None:
    pages = laid_out(CASES["300 projects"], SQUARE)
    headings = [[word for word in words(page) if word.startswith("专栏")] for page in pages]
    assert all(headings)
    assert headings[0][0] == "专栏1"
    assert all(page[0].endswith("（续）") or page[0] in ("专栏2", "专栏3") for page in headings[1:])
    for page in pages:
        heading = max((text for text in page.texts if text.words.startswith("专栏")), key=lambda text: text.y)
        assert any(text.y > heading.y and text.words.startswith("145-") for text in page.texts)


def test_rows_are_never_divided_between_pages() -> None:
    names = [f"{place:03}号项目的名称要占两三行那么长才看得出有没有分到两页上去" for place in range(120)]
    pages = laid_out(sheet(names, note=NOTE), SQUARE)
    for place, name in enumerate(names):
        (holder,) = [page for page in pages if any(word.startswith(f"{place:03}号") for word in words(page))]
        assert name in "".join(words(holder))


def test_the_foot_takes_the_last_row_with_it() -> None:
    """For every number of rows: the page with the signatures has a row of what is signed."""
    for count in range(1, 60):
        pages = laid_out(sheet([f"项目{place}" for place in range(count)]), SQUARE)
        (signed,) = [page for page in pages if "单位负责人：" in words(page)]
        assert signed is pages[-1]
        assert any(word.startswith("145-") for word in words(signed)), count


def test_a_text_too_long_for_a_page_goes_below_the_table_and_none_of_it_is_lost() -> None:
    pages = laid_out(CASES["a text of 2000 signs"], SQUARE)
    everything = read(pages)
    for number in range(1, 5):  # two rows, two texts each
        assert f"见附注{number}" in everything
    assert everything.count("进") == 4 * 2000


def test_a_name_of_two_hundred_signs_is_whole_and_in_its_row() -> None:
    (page,) = laid_out(CASES["a name of 200 signs"], SQUARE)
    assert LONG_NAME in "".join(words(page))
    assert "见附注1" not in words(page)


def test_the_paper_ends_with_who_signs_when_and_the_version() -> None:
    (page,) = laid_out(sheet(["甲路"]), SQUARE)
    told = "".join(words(page))
    assert "单位负责人：填表人：报出日期：20年月日" in told
    lines = [rule for rule in page.rules if rule.y1 == rule.y2 and rule.x2 - rule.x1 < 60]
    assert len(lines) == 5  # two names, and the three blanks of the date
    assert words(page).count("版本码：3F2A-91C0") == 2  # beside the signatures and in the foot of the page
    assert "1. 空格是没有录。" in words(page)


def test_a_blank_form_has_higher_rows_and_no_version() -> None:
    full = laid_out(sheet(["甲路", "乙路"]), SQUARE)[0]
    blank = laid_out(sheet(["甲路", "乙路"], is_blank=True, version="空表"), SQUARE)[0]
    assert _step(blank) > _step(full) + 1
    assert not any("版本码" in word for word in words(blank))
    assert "空表" in words(blank)


def _step(page: Page) -> float:
    """How far two rows are from each other."""
    tops: dict[str, float] = {text.words: text.y for text in page.texts}
    return tops["乙路"] - tops["甲路"]


def test_sample_data_has_the_word_across_every_page() -> None:
    printed: dict[str, Any] = {"is_sample": True}
    assert {page.across for page in laid_out(sheet(["甲路"] * 90, **printed), SQUARE)} == {"示例"}
    assert {page.across for page in laid_out(sheet(["甲路"] * 90), SQUARE)} == {""}


def test_figures_stand_at_the_right_and_words_among_them_in_the_middle() -> None:
    (page,) = laid_out(sheet(["甲路"]), SQUARE)
    (figure,) = [text for text in page.texts if text.words == "120000"]
    assert figure.align == "right"
    (title,) = [text for text in page.texts if text.words == "任务或项目"]
    assert (title.align, title.face) == ("centre", BOLD)


def test_a_row_that_fits_is_broken_into_lines_once(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = list[tuple[str, ...]]()
    once = Table._broken

    def counted(self: Table, row: Sequence[str]) -> Band:
        rows.append(tuple(row))
        return once(self, row)

    monkeypatch.setattr(Table, "_broken", counted)
    printed = sheet([f"第{place}个项目" for place in range(30)])
    laid_out(printed, SQUARE)
    assert rows == [tuple(row) for group in printed.groups for row in group.rows]
