"""What the plan page has to show, without Qt: the search, the rows of a 专栏 or a list, the details of an entry."""

from __future__ import annotations

import pytest

from haishu_desk.desk import documents_without_workspace
from haishu_desk.ui.plan.contents import (
    BOX,
    BOXES,
    GROUP,
    HEAD,
    ITEM,
    LINE,
    LIST,
    LISTS,
    TABLE,
    Contents,
    Place,
    chapter_words,
    in_words,
)
from haishu_desk.ui.plan.details import details_of


@pytest.fixture(scope="module")
def contents() -> Contents:
    return Contents(documents_without_workspace())


@pytest.mark.parametrize(
    ("wanted", "first"),
    [
        ("145-08", "145-08"),
        ("研发与试验发展", "145-03"),
        ("135-19a", "135-19a"),
        ("月湖金汇", "145-b03-2-02"),
        (" 08 ", "145-08"),
    ],
)
def test_search_finds_by_name_and_by_code(contents: Contents, wanted: str, first: str) -> None:
    assert contents.search(wanted)[0].code == first


def test_search_finds_a_box_by_its_number_and_a_line_of_a_list(contents: Contents) -> None:
    assert contents.search("专栏13")[0].place == Place(BOX, "145", "13")
    assert contents.search("时尚湾")[0].place.kind in (BOX, LIST)
    assert any(entry.place == Place(LIST, "145", "blocks") for entry in contents.search("时尚湾"))


def test_search_for_nothing_or_for_what_is_not_there_finds_nothing(contents: Contents) -> None:
    assert contents.search("  ") == []
    assert contents.search("没有这个词") == []


def test_every_box_has_all_its_items_with_their_summaries(contents: Contents) -> None:
    rows = contents.rows(Place(BOXES, "145"))
    boxes = contents.documents.boxes_json("145")
    assert [row.title for row in rows if row.kind == HEAD] == [box["title"] for box in boxes]
    items = [item for box in boxes for group in box["groups"] for item in group["items"]]
    assert [(row.code, row.title, row.text) for row in rows if row.kind == ITEM] == [
        (item["code"], item["title"], item["summary"] or "") for item in items
    ]


def test_a_list_in_parts_shows_its_parts(contents: Contents) -> None:
    rows = contents.rows(Place(LIST, "145", "areas"))
    assert [row.title for row in rows if row.kind == GROUP] == ["一心", "两城", "四片"]
    assert len([row for row in rows if row.kind == LINE]) == 7


def test_the_chapters_are_listed_with_their_sections(contents: Contents) -> None:
    rows = contents.rows(Place(LIST, "145", "chapters"))
    assert [row.title[:4] for row in rows if row.kind == GROUP][-1] == "第十三章"


def test_details_name_who_leads_and_reports_and_where_it_is_printed(contents: Contents) -> None:
    details = details_of(contents, "145-03")
    facts = dict(details.facts)
    assert (facts["牵头"], facts["填报"]) == ("区科学技术局", "区统计局、全部 17 个镇乡街道")
    assert (facts["单位"], facts["方向"], facts["频度"]) == ("%", "越高越好", "可按年填报")
    assert "第一章第五节" in dict(details.texts)["出处"]
    assert details.links == (("135-08", "接续“十三五”第 8 项"),)


def test_details_of_the_earlier_plan_link_forward_and_name_the_table(contents: Contents) -> None:
    details = details_of(contents, "135-08")
    assert [code for code, _ in details.links] == ["145-03"]
    assert "表1" in dict(details.texts)["出处"]
    assert "原文存疑" in dict(details_of(contents, "135-21b").texts)


def test_details_of_a_task_name_its_box_and_its_reporter(contents: Contents) -> None:
    facts = dict(details_of(contents, "145-b13-0-02").facts)
    assert (facts["专栏"], facts["填报"]) == ("13 浙东唐诗之路典范区建设重点", "横街镇")


def test_every_item_has_details(contents: Contents) -> None:
    for item in contents.documents.catalogue:
        assert details_of(contents, item.code).title
        assert contents.place_of(item.code).kind in (TABLE, BOX, LISTS)


def test_numbers_are_written_as_chapters_are_counted() -> None:
    assert [in_words(number) for number in (1, 10, 13, 20, 21)] == ["一", "十", "十三", "二十", "二十一"]
    assert chapter_words({"chapter": 3, "section": 5}) == "第三章第五节"
    assert chapter_words({}) == ""
