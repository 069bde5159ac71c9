"""Where something stands in a plan, without Qt: the places that the page can show, and how a source is named."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

PLAN, TABLE, CHAPTER, SECTION = "plan", "table", "chapter", "section"
BOXES, BOX, TARGETS, LISTS, LIST, CHECKS = "boxes", "box", "targets", "lists", "list", "checks"
BREAKDOWN = "breakdown"
LIST_TITLES = {
    "blocks": "十大区块",
    "action_plans": "十大三年行动计划",
    "projects": "十大项目工程",
    "positions": "四个定位",
    "principles": "五项原则",
    "relations": "五个关系",
    "engines": "五大引擎",
    "areas": "空间片区",
    "goals_2035": "二〇三五年远景目标",
}
UNTITLED = "（未印标题）"
_DIGITS = "零一二三四五六七八九"


@dataclass(frozen=True)
class Place:
    """A place of a plan: `name` is the number of a chapter, of a section (`3.5`) or 专栏, or the name of a list."""

    kind: str
    plan: str
    name: str = ""


def in_words(number: int) -> str:
    """一 to 九十九, as chapters are counted."""
    tens, ones = divmod(number, 10)
    return ("" if not tens else "十" if tens == 1 else f"{_DIGITS[tens]}十") + (
        _DIGITS[ones] if ones or not tens else ""
    )


def chapter_words(source: Mapping[str, Any]) -> str:
    """`第一章第五节` of a source; empty where it names none."""
    chapter, section = source.get("chapter"), source.get("section")
    return (f"第{in_words(chapter)}章" if chapter else "") + (f"第{in_words(section)}节" if section else "")


def line_words(lines: Any) -> str:
    """`原文第 605 行`, or both ends; empty without lines."""
    if not lines or not lines[0]:
        return ""
    first, last = lines
    numbers = f"{first}" if first == last else f"{first}–{last}"
    return f"原文第\u00a0{numbers}\u00a0行"  # a number is not parted from its words


def source_words(source: Mapping[str, Any], *inside: str) -> str:
    """`《纲要》第三章第五节 专栏 3 原文第 605 行`; `inside` are further places between chapter and line."""
    box = f"专栏 {source['box']}" if source.get("box") else ""
    return " ".join(filter(None, (f"《纲要》{chapter_words(source)}", box, *inside, line_words(source.get("lines")))))
