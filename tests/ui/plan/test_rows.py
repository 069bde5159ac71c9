"""The rows of the cards: 专栏 with tasks, quantities and projects, lists, chapters, what does not add up."""

from __future__ import annotations

from typing import Any

import pytest

from haishu_desk.desk import documents_without_workspace
from haishu_desk.ui.plan.chips import Chip, chips_of
from haishu_desk.ui.plan.contents import Contents
from haishu_desk.ui.plan.places import BOX, BOXES, CHAPTER, CHECKS, LIST, LISTS, SECTION, Place
from haishu_desk.ui.plan.rows import CHECK, GROUP, HEAD, ITEM, LINE, PROJECT, QUIET, rows_of


def test_every_box_has_all_its_tasks_and_projects(contents: Contents) -> None:
    rows = rows_of(contents, Place(BOXES, "145"))
    boxes = contents.boxes["145"]
    tasks = [task for box in boxes for group in box["groups"] for task in group["items"]]
    assert [row.title for row in rows if row.kind == HEAD] == [box["title"] for box in boxes]
    assert [(row.code, row.title, row.text) for row in rows if row.kind == ITEM] == [
        (task["code"], task["title"], task["summary"] or "") for task in tasks
    ]
    assert [(row.code, row.title, row.status) for row in rows if row.kind == PROJECT] == [
        (project["code"], project["name"], project["status"] or "") for task in tasks for project in task["projects"]
    ]
    assert sum(row.kind == QUIET for row in rows) == sum(task["open"] for task in tasks) == 29


def test_a_task_shows_its_quantities_as_printed_and_its_projects_with_status_and_place(contents: Contents) -> None:
    rows = rows_of(contents, Place(BOX, "145", "9"))
    works = next(row for row in rows if row.code == "145-b09-0-02")
    assert [chip.text for chip in works.chips] == [
        "合流管改造 52 条", "新治理行政村（农污治理） 38 个", "提升终端（农污治理） 61 个",
    ]  # fmt: skip
    power = next(row for row in rows if row.code == "145-b09-0-03")
    assert power.chips[0].text == "每年建设光伏村 1-2个"
    school = next(row for row in rows_of(contents, Place(BOX, "145", "15")) if row.title == "集士港海西实验学校")
    assert (school.status, school.side) == ("新建", "集士港镇")


def test_a_trailing_deng_stands_under_the_projects(contents: Contents) -> None:
    rows = rows_of(contents, Place(BOX, "145", "13"))
    place = next(number for number, row in enumerate(rows) if row.code == "145-b13-0-02")
    kinds = [row.kind for row in rows[place : place + 6]]
    assert kinds == [ITEM, PROJECT, PROJECT, PROJECT, PROJECT, QUIET]  # four projects of 横街, then 等
    assert rows[place + 5].title == "等"
    assert "没有列全" in rows[place + 5].tip


def test_a_doubtful_quantity_is_one_chip_with_both_values_and_the_word(contents: Contents) -> None:
    (row,) = [row for row in rows_of(contents, Place(BOX, "145", "10")) if row.code == "145-b10-0-03"]
    doubtful = [chip for chip in row.chips if chip.doubtful]
    assert doubtful == [
        Chip("省级示范性家庭农场 5 个 / 40 家 存疑", "原文印作“5个省级示范性家庭农场40家”，两个数并存", doubtful=True)
    ]
    assert len(row.chips) == 4


@pytest.mark.parametrize(
    ("quantity", "text"),
    [
        ({"what": "桥", "raw": "24个", "op": "eq", "value": "24", "unit": "个"}, "桥 24 个"),
        ({"what": "投资", "raw": "400亿元左右", "op": "approx", "value": "400", "unit": "亿元"}, "投资 400亿元左右"),
        ({"what": "项目", "raw": "300多个", "op": "gt", "value": "300", "unit": "个"}, "项目 300多个"),
        ({"what": "村", "raw": "1-2个", "op": "range", "value": None, "unit": "个"}, "村 1-2个"),
    ],
)
def test_bounds_ranges_and_about_stay_as_they_are_printed(quantity: dict[str, Any], text: str) -> None:
    assert chips_of([quantity])[0].text == text
    assert not chips_of([quantity])[0].doubtful


def test_the_quantities_of_a_box_itself_stand_in_its_head(contents: Contents) -> None:
    head = rows_of(contents, Place(BOX, "145", "4"))[0]
    assert [chip.text for chip in head.chips][:2] == ["谋划重大建设项目 300多个", "完成重大项目投资 超2500亿元"]


def test_a_list_in_parts_shows_its_parts(contents: Contents) -> None:
    rows = rows_of(contents, Place(LIST, "145", "areas"))
    assert [row.title for row in rows if row.kind == GROUP] == ["一心", "两城", "四片"]
    assert len([row for row in rows if row.kind == LINE]) == 7
    assert sum(row.kind == HEAD for row in rows_of(contents, Place(LISTS, "145"))) == 9


def test_a_chapter_shows_headings_targets_and_boxes_and_a_section_its_own(contents: Contents) -> None:
    rows = rows_of(contents, Place(CHAPTER, "145", "9"))
    assert [row.number for row in rows if row.kind == HEAD] == ["第九章", "正文目标", "专栏 13", "专栏 14"]
    rows = rows_of(contents, Place(SECTION, "145", "9.2"))
    assert [row.number for row in rows if row.kind == HEAD] == ["第九章", "正文目标", "专栏 14"]
    first = rows_of(contents, Place(CHAPTER, "145", "1"))
    assert [row.title for row in first if row.number == "表"] == [
        contents.table_title("135"),
        contents.table_title("145"),
    ]
    assert [row.kind for row in first if row.title == "（未印标题）"] == [QUIET] * 4


def test_what_does_not_add_up_says_what_is_printed_what_comes_out_and_where(doubted: list[dict[str, Any]]) -> None:
    rows = rows_of(Contents(documents_without_workspace()), Place(CHECKS, "145"))
    checks = [row for row in rows if row.kind == CHECK]
    assert [row.title for row in checks] == [row["message"] for row in doubted]
    assert [(row.code, row.text) for row in checks] == [
        ("145-01", "印的 2000，算出 1684"), ("145-b04", "印的 2500，算出 2499"), ("", "印的 4、，算出 5、"),
    ]  # fmt: skip
    assert [row.side for row in checks] == [
        "“十四五”指标 1 · 经济发展",
        "专栏 4 重大项目建设任务",
        "第一章第五节 表下注",
    ]


def test_a_row_is_spoken_whole(contents: Contents) -> None:
    row = next(row for row in rows_of(contents, Place(BOX, "145", "10")) if row.code == "145-b10-0-03")
    assert all(words in row.spoken for words in ("主体培育", "存疑", "示范性农民合作社 20 家", "区农业农村局"))
