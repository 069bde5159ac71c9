"""What there is to read in the plans, without Qt: the places of the tree, the rows of a place, and the search over all."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from haishu_desk.desk.planning import Documents
from haishu_desk.desk.series import short_title
from haishu_desk.domain.items import INDICATOR

PLAN, TABLE, BOXES, BOX, LISTS, LIST = "plan", "table", "boxes", "box", "lists", "list"
HEAD, GROUP, ITEM, LINE = "head", "group", "item", "line"
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
    "chapters": "章节目录",
}
_DIGITS = "零一二三四五六七八九"


@dataclass(frozen=True)
class Place:
    """A place of the plan that the middle of the page can show: a table, a 专栏, a list."""

    kind: str
    plan: str
    name: str = ""


@dataclass(frozen=True)
class Entry:
    """Something that can be found: an indicator, a task, a 专栏 or a line of a list, and where it stands."""

    code: str
    title: str
    what: str
    context: str
    place: Place

    def rank(self, wanted: str) -> int | None:
        """How well it fits: 0 best; None if it does not."""
        code, title = self.code.lower(), self.title.lower()
        tests = (
            code == wanted,
            title == wanted,
            code.endswith(f"-{wanted}"),
            title.startswith(wanted),
            wanted in code,
            wanted in title,
        )
        fits = next((place for place, fit in enumerate(tests) if fit), None)
        return len(tests) if fits is None and wanted in self.context.replace(" ", "").lower() else fits


@dataclass(frozen=True)
class CardRow:
    """A row of a card: the head of a 专栏 or list, a group, an item with its own summary, or a plain line."""

    kind: str
    title: str
    text: str = ""
    code: str = ""
    side: str = ""
    number: str = ""


def in_words(number: int) -> str:
    """一 to 九十九, as chapters are counted."""
    tens, ones = divmod(number, 10)
    return ("" if not tens else "十" if tens == 1 else f"{_DIGITS[tens]}十") + (
        _DIGITS[ones] if ones or not tens else ""
    )


def chapter_words(source: dict[str, Any]) -> str:
    """`第一章第五节` of a source; empty where it names none."""
    chapter, section = source.get("chapter"), source.get("section")
    return (f"第{in_words(chapter)}章" if chapter else "") + (f"第{in_words(section)}节" if section else "")


class Contents:
    """The plans of one workspace, ready to be shown."""

    def __init__(self, documents: Documents) -> None:
        self.documents = documents
        self.plans = sorted(documents.catalogue.plans, reverse=True)
        self._entries = list(self._all())

    def title(self, plan: str) -> str:
        """`“十四五”` for 145."""
        return short_title(self.documents.catalogue.plan(plan))

    def lists(self, plan: str) -> dict[str, Any]:
        """The named lists of a plan that there is a title for."""
        known = self.documents.lists_json(plan)
        return {name: known[name] for name in LIST_TITLES if name in known}

    def search(self, text: str) -> list[Entry]:
        """What fits a word or a code, the best first; nothing for nothing."""
        wanted = "".join(text.lower().split())
        if not wanted:
            return []
        ranked = [
            (rank, place, entry)
            for place, entry in enumerate(self._entries)
            if (rank := entry.rank(wanted)) is not None
        ]
        return [entry for _, _, entry in sorted(ranked, key=lambda found: found[:2])]

    def place_of(self, code: str) -> Place:
        """Where an indicator or a task stands."""
        return next(entry.place for entry in self._entries if entry.code == code)

    # The middle of the page.

    def rows(self, place: Place) -> list[CardRow]:
        """The rows of a place that is shown as cards."""
        if place.kind in (BOX, BOXES):
            boxes = self.documents.boxes_json(place.plan)
            return [
                row
                for box in boxes
                if place.kind == BOXES or str(box["number"]) == place.name
                for row in self._box(place.plan, box)
            ]
        chosen = self.lists(place.plan)
        return [
            row for name in chosen if place.kind == LISTS or name == place.name for row in _list(name, chosen[name])
        ]

    def _box(self, plan: str, box: dict[str, Any]) -> Iterator[CardRow]:
        source = self.box_source(plan, box["number"])
        count = sum(len(group["items"]) for group in box["groups"])
        yield CardRow(HEAD, box["title"], f"{chapter_words(source)} · {count} 条", number=f"专栏 {box['number']}")
        for group in box["groups"]:
            if group["title"]:
                yield CardRow(GROUP, group["title"])
            for item in group["items"]:
                lead = self.units(item["code"], "lead")
                yield CardRow(ITEM, item["title"], item["summary"] or "", item["code"], "、".join(lead))

    def box_source(self, plan: str, number: int) -> dict[str, Any]:
        """Chapter, section and lines of a 专栏."""
        boxes = self.documents.catalogue.plan(plan).content.get("boxes", ())
        return next((dict(box["source"]) for box in boxes if box["number"] == number), {})

    def units(self, code: str, role: str) -> list[str]:
        """The names of the units that have that role for an item."""
        tree = self.documents.units
        return [
            tree.get(row["unit"]).name
            for row in self.documents.assignment
            if (row["item"], row["role"]) == (code, role)
        ]

    # The search.

    def _all(self) -> Iterator[Entry]:
        for plan in self.plans:
            title = self.title(plan)
            for item in self.documents.catalogue:
                if item.plan == plan and item.kind == INDICATOR:
                    context = f"{title}指标 {item.number} · {item.group}"
                    yield Entry(item.code, item.name, "指标", context, Place(TABLE, plan))
            yield from self._box_entries(plan)
            yield from self._other_entries(plan)
            for name, content in self.lists(plan).items():
                for row in _list(name, content)[1:]:
                    yield Entry("", row.title, "名单", f"{title}{LIST_TITLES[name]}", Place(LIST, plan, name))

    def _other_entries(self, plan: str) -> Iterator[Entry]:
        """Targets, projects and programmes."""
        known = {box["number"] for box in self.documents.boxes_json(plan)}
        for item in self.documents.catalogue:
            number = item.group.removeprefix("专栏")
            if item.plan == plan and item.kind != INDICATOR and "summary" in item.record and "task" in item.record:
                place = Place(BOX, plan, number) if number.isdigit() and int(number) in known else Place(BOXES, plan)
                yield Entry(item.code, item.name, "项目", item.group, place)
            elif item.plan == plan and item.kind != INDICATOR and not item.group.startswith("专栏"):
                yield Entry(item.code, item.name, item.group, item.group, Place(LISTS, plan))

    def _box_entries(self, plan: str) -> Iterator[Entry]:
        for box in self.documents.boxes_json(plan):
            place, context = Place(BOX, plan, str(box["number"])), f"专栏 {box['number']} {box['title']}"
            yield Entry("", box["title"], "专栏", f"专栏 {box['number']}", place)
            for group in box["groups"]:
                for item in group["items"]:
                    yield Entry(item["code"], item["title"], "任务", context, place)


def _list(name: str, content: Any) -> list[CardRow]:
    """A list as rows: a head, then a line each; groups where the list has parts."""
    if name == "chapters":
        rows = [row for chapter in content for row in _chapter(chapter)]
    elif isinstance(content, dict):
        rows = [row for part, lines in content.items() for row in (CardRow(GROUP, part), *_lines(lines))]
    else:
        rows = _lines(content)
    count = sum(row.kind == LINE for row in rows) if name != "chapters" else len(content)
    return [CardRow(HEAD, LIST_TITLES[name], f"{count} {'章' if name == 'chapters' else '项'}", number="名单"), *rows]


def _lines(content: list[str]) -> list[CardRow]:
    return [CardRow(LINE, text, number=str(number)) for number, text in enumerate(content, start=1)]


def _chapter(chapter: dict[str, Any]) -> Iterator[CardRow]:
    yield CardRow(GROUP, f"第{in_words(chapter['number'])}章　{chapter['title']}")
    for section in chapter["sections"]:
        yield CardRow(LINE, section["title"] or "（这一节没有印标题）", number=f"第{in_words(section['number'])}节")
