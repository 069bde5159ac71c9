"""The tree: chapters in print order with what stands in them; a plan without chapters shows what it has."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from haishu_desk.desk import documents_without_workspace
from haishu_desk.ui.plan.contents import Contents
from haishu_desk.ui.plan.outline import Node, outline, summary
from haishu_desk.ui.plan.places import BOX, BOXES, CHAPTER, CHECKS, LIST, LISTS, PLAN, TABLE, TARGETS, Place


def _walk(nodes: tuple[Node, ...]) -> Iterator[Node]:
    for node in nodes:
        yield node
        yield from _walk(node.children)


def test_the_chapters_stand_at_the_top_with_their_boxes_at_the_right(contents: Contents) -> None:
    nodes = outline(contents)
    chapters = [node for node in nodes if node.place.kind == CHAPTER]
    # Read from the plan: two tables in chapter 1, and the fifteen 专栏 by chapter.
    assert [node.side for node in chapters] == [
        "2 张表", "专栏 1", "专栏 2–3", "专栏 4–7", "", "专栏 8–9", "专栏 10", "专栏 11–12", "专栏 13–14", "专栏 15", "", "", "",
    ]  # fmt: skip
    assert chapters[0].title.startswith("第一章　开启")
    assert [node.title for node in nodes[13:]] == [
        "全部专栏",
        "全部正文目标",
        "名单",
        "核对",
        "责任分解",
        "“十三五”规划",
    ]


def test_a_chapter_has_its_sections_tables_boxes_and_targets_in_print_order(contents: Contents) -> None:
    first, _, third, *_ = outline(contents)
    assert [(node.title, node.side, node.quiet) for node in first.children] == [
        ("第一节　全面建成更高水平的小康社会即将如期实现", "", False),
        ("表1：海曙区“十三五”规划指标完成情况", "24 项", False),
        ("第二节　（未印标题）", "", True),
        ("第三节　（未印标题）", "", True),
        ("第四节　（未印标题）", "", True),
        ("第五节　（未印标题）", "", True),
        ("“十四五”时期主要指标", "33 项", False),
        ("正文目标", "8 项", False),
    ]
    assert [node.title for node in third.children][-2:] == ["专栏 3　重大产业发展平台", "正文目标"]
    assert third.children[-1].side == "2 项"


def test_every_table_box_and_list_of_both_plans_has_its_place(contents: Contents) -> None:
    places = {node.place for node in _walk(outline(contents))}
    wanted = {Place(TABLE, "145"), Place(TABLE, "135"), Place(PLAN, "135"), Place(BOXES, "145"), Place(TARGETS, "145"),
              Place(LISTS, "145"), Place(LIST, "145", "action_plans")}  # fmt: skip
    assert wanted | {Place(BOX, "145", str(number)) for number in range(1, 16)} <= places
    assert summary(contents) == "13 章 · 15 专栏"


def test_the_targets_of_the_chapters_are_all_targets(contents: Contents) -> None:
    counts = [int(node.side.split()[0]) for node in _walk(outline(contents)) if node.title == "正文目标"]
    assert sum(counts) == len(contents.targets["145"]) == 56


def test_what_does_not_add_up_has_a_row_of_its_own(doubted: list[dict[str, Any]]) -> None:
    nodes = outline(Contents(documents_without_workspace()))
    assert [(node.title, node.side) for node in nodes if node.place.kind == CHECKS] == [("核对", f"{len(doubted)} 处")]
