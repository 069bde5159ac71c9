"""The search over the plans: words, codes, initials; the best first."""

from __future__ import annotations

import pytest

from haishu_desk.ui.plan.contents import Contents
from haishu_desk.ui.plan.places import BOX, CHAPTER, LIST, SECTION, TABLE, TARGETS, Place


@pytest.mark.parametrize(
    ("wanted", "first"),
    [
        ("145-08", "145-08"),
        ("研发与试验发展", "145-03"),
        ("135-19a", "135-19a"),
        ("月湖金汇", "145-b03-2-02"),
        (" 08 ", "145-08"),
        ("145-b13", "145-b13"),
        ("海曙中学", "145-b15-0-01-01"),
        ("hszx", "145-b15-0-01-01"),
        ("HSZX", "145-b15-0-01-01"),
        ("t02-02", "145-t02-02"),
        ("145-projects-03", "145-projects-03"),
        ("智慧灯杆", "145-b07-0-01-06"),
    ],
)
def test_it_finds_by_name_code_and_initials(contents: Contents, wanted: str, first: str) -> None:
    assert contents.search(wanted)[0].code == first


def test_the_spoken_short_name_is_found_by_word_and_by_initials(contents: Contents) -> None:
    for wanted in ("yfjf", "研发经费"):
        # 研发与试验发展经费 of the fourteenth plan, 研发与试验经费 of the thirteenth, and the target of the text
        assert {entry.code for entry in contents.search(wanted)} >= {"145-03", "135-08", "145-t01-03"}
    assert contents.search("gdp")[0].code in ("145-01", "135-01", "145-t01-01")


def test_words_come_before_initials_and_whole_names_before_parts(contents: Contents) -> None:
    titles = [entry.title for entry in contents.search("hszx")]
    assert titles.index("海曙中学") < titles.index("海曙中学新建") < titles.index("石碶海曙中心小学雅戈尔校区")


def test_it_finds_a_box_by_its_number_a_line_of_a_list_and_a_heading(contents: Contents) -> None:
    assert contents.search("专栏13")[0].place == Place(BOX, "145", "13")
    assert {entry.place for entry in contents.search("时尚湾")} == {
        Place(BOX, "145", "8"),
        Place(LIST, "145", "blocks"),
    }
    assert contents.search("全面深化改革，增创")[0].place == Place(CHAPTER, "145", "5")
    assert contents.search("激发市场主体活力")[0].place == Place(SECTION, "145", "5.1")


@pytest.mark.parametrize("wanted", ["  ", "", "没有这个词", "qqqq", "？？"])
def test_nothing_and_what_is_not_there_find_nothing(contents: Contents, wanted: str) -> None:
    assert contents.search(wanted) == []


def test_every_item_target_box_and_line_can_be_found_by_its_code(contents: Contents) -> None:
    for entry in contents.entries:
        if entry.code:
            assert contents.search(entry.code)[0] == entry


def test_every_item_of_the_catalogue_has_a_place(contents: Contents) -> None:
    for item in contents.documents.catalogue:
        place = contents.place_of(item.code)
        assert place is not None
        assert place.kind in (TABLE, BOX, TARGETS, LIST)
