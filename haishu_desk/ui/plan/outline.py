"""The tree of a workspace's plans, without Qt: chapters in print order with what stands in them, then the lists."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from haishu_desk.ui.plan.contents import Contents
from haishu_desk.ui.plan.places import (
    BOX,
    BOXES,
    BREAKDOWN,
    CHAPTER,
    CHECKS,
    LIST,
    LIST_TITLES,
    LISTS,
    PLAN,
    SECTION,
    TABLE,
    TARGETS,
    UNTITLED,
    Place,
    in_words,
)


@dataclass(frozen=True)
class Node:
    """A row of the tree: `side` says how much is in it; a `quiet` one has no title of its own, an `inset` one no number."""

    title: str
    place: Place
    side: str = ""
    children: tuple[Node, ...] = ()
    quiet: bool = False
    inset: bool = False


def outline(contents: Contents) -> tuple[Node, ...]:
    """The rows at the top: the chapters themselves where only one plan has any, else each plan with its own."""
    chaptered = [plan for plan in contents.plans if contents.chapters(plan)]
    rows: list[Node] = []
    for plan in contents.plans:
        parts = tuple(_parts(contents, plan))
        if chaptered == [plan]:
            rows += parts
        else:
            rows.append(Node(f"{contents.title(plan)}规划", Place(PLAN, plan), "", parts))
    return tuple(rows)


def summary(contents: Contents) -> str:
    """`13 章 · 15 专栏` over all plans."""
    chapters = sum(len(contents.chapters(plan)) for plan in contents.plans)
    boxes = sum(len(contents.boxes[plan]) for plan in contents.plans)
    counted = ((chapters, "章"), (boxes, "专栏"))
    return " · ".join(f"{count} {word}" for count, word in counted if count)


def _parts(contents: Contents, plan: str) -> Iterator[Node]:
    chapters = contents.chapters(plan)
    for chapter in chapters:
        yield _chapter(contents, plan, chapter)
    if not chapters:
        yield _table(contents, plan)
    boxes, targets, checks = contents.boxes[plan], contents.targets[plan], contents.checks(plan)
    if boxes:
        below = () if chapters else tuple(_box(plan, box) for box in boxes)
        yield Node("全部专栏", Place(BOXES, plan), f"{len(boxes)} 个", below)
    if targets:
        yield Node("全部正文目标", Place(TARGETS, plan), f"{len(targets)} 项")
    lists = contents.lists(plan)
    if lists:
        below = tuple(
            Node(LIST_TITLES[name], Place(LIST, plan, name), f"{len(contents.listed(plan, name))}") for name in lists
        )
        yield Node("名单", Place(LISTS, plan), f"{len(lists)} 份", below)
    if checks:
        yield Node("核对", Place(CHECKS, plan), f"{len(checks)} 处")
    yield Node("责任分解", Place(BREAKDOWN, plan))


def _chapter(contents: Contents, plan: str, chapter: dict[str, Any]) -> Node:
    """Its sections in order, each followed by the tables and 专栏 that are printed in it, then its targets."""
    number = chapter["number"]
    boxes = [box for box in contents.boxes[plan] if box["chapter"] == number]
    tables = contents.tables_in(plan, number)
    targets = sum(target["chapter"] == number for target in contents.targets[plan])
    rows: list[Node] = []
    for section in chapter["sections"]:
        place = Place(SECTION, plan, f"{number}.{section['number']}")
        words = f"第{in_words(section['number'])}节　{section['title'] or UNTITLED}"
        rows.append(Node(words, place, quiet=section["title"] is None))
        rows += [
            _table(contents, other)
            for other in tables
            if contents.frame(other)["table"]["section"] == section["number"]
        ]
        rows += [_box(plan, box) for box in boxes if box["source"]["section"] == section["number"]]
    if targets:
        rows.append(Node("正文目标", Place(TARGETS, plan, str(number)), f"{targets} 项", inset=True))
    title = f"第{in_words(number)}章　{chapter['title']}"
    side = _side(len(tables), [int(box["number"]) for box in boxes])
    return Node(title, Place(CHAPTER, plan, str(number)), side, tuple(rows))


def _side(tables: int, boxes: Sequence[int]) -> str:
    if tables:
        return f"{tables} 张表"
    if not boxes:
        return ""
    return f"专栏 {boxes[0]}" if len(boxes) == 1 else f"专栏 {boxes[0]}–{boxes[-1]}"


def _table(contents: Contents, plan: str) -> Node:
    rows = contents.indicators(plan)
    numbers = len({row["number"] for row in rows})
    return Node(contents.table_title(plan), Place(TABLE, plan), f"{numbers} 项", inset=True)


def _box(plan: str, box: dict[str, Any]) -> Node:
    size = sum(len(group["items"]) for group in box["groups"])
    return Node(f"专栏 {box['number']}　{box['title']}", Place(BOX, plan, str(box["number"])), f"{size} 条", inset=True)
