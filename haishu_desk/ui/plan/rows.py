"""The rows of the cards in the middle, without Qt: 专栏 with tasks and projects, lists, chapters, what does not add up."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from haishu_desk.ui.plan.chips import Chip, chips_of
from haishu_desk.ui.plan.contents import Contents
from haishu_desk.ui.plan.places import (
    BOX,
    BOXES,
    CHAPTER,
    CHECKS,
    LIST,
    LIST_TITLES,
    SECTION,
    UNTITLED,
    Place,
    chapter_words,
    in_words,
)

HEAD, GROUP, ITEM, PROJECT, LINE, QUIET, CHECK = "head", "group", "item", "project", "line", "quiet", "check"
OPEN = "等"
_OPEN_TIP = "原文以“等”字结尾，没有列全"


@dataclass(frozen=True)
class CardRow:
    """A row of a card. `status` is a word in a pill, `side` stands at the right, `tip` says what has no room.

    `code` is the entry that is chosen with the row, `place` where a row without one leads.
    """

    kind: str
    title: str
    text: str = ""
    code: str = ""
    side: str = ""
    number: str = ""
    status: str = ""
    chips: tuple[Chip, ...] = ()
    tip: str = ""
    place: Place | None = None

    @property
    def spoken(self) -> str:
        """The row as one sentence, for screen readers."""
        chips = "，".join(chip.text for chip in self.chips)
        return "，".join(filter(None, (self.number, self.title, self.status, self.text, chips, self.side)))


def rows_of(contents: Contents, place: Place) -> list[CardRow]:
    """The rows of a place that is shown as cards."""
    plan, name = place.plan, place.name
    if place.kind == BOXES:
        return [row for box in contents.boxes[plan] for row in _box(contents, plan, box)]
    if place.kind == BOX:
        return list(_box(contents, plan, contents.box(plan, int(name))))
    if place.kind in (CHAPTER, SECTION):
        return list(_part(contents, plan, *(int(number) for number in name.split("."))))
    if place.kind == CHECKS:
        return list(_checks(contents, plan))
    names = [name] if place.kind == LIST else list(contents.lists(plan))
    return [row for each in names for row in _list(contents, plan, each)]


def _box(contents: Contents, plan: str, box: dict[str, Any]) -> Iterator[CardRow]:
    count = sum(len(group["items"]) for group in box["groups"])
    named = sum(len(task["projects"]) for group in box["groups"] for task in group["items"])
    size = f"{count} 条" + (f"，{named} 个项目" if named else "")
    about = f"{chapter_words(box['source'])} · {size}"
    code, number = f"{plan}-b{box['number']:02}", f"专栏 {box['number']}"
    yield CardRow(HEAD, box["title"], about, code, number=number, chips=chips_of(box["quantities"]))
    for group in box["groups"]:
        if group["title"]:
            yield CardRow(GROUP, group["title"])
        for task in group["items"]:
            yield from _task(contents, task)


def _task(contents: Contents, task: dict[str, Any]) -> Iterator[CardRow]:
    lead = "、".join(contents.units(task["code"], "lead"))
    text = task["summary"] or ""
    tip = f"{task['title']}\n{text}\n牵头 {lead}"
    yield CardRow(ITEM, task["title"], text, task["code"], lead, chips=chips_of(task["quantities"]), tip=tip)
    tree = contents.documents.units
    for project in task["projects"]:
        where = "、".join(tree.get(unit).name for unit in project["place"])
        said = "\n".join(filter(None, (project["name"], project["status"], where)))
        yield CardRow(
            PROJECT, project["name"], code=project["code"], side=where, status=project["status"] or "", tip=said
        )
    if task["open"]:
        yield CardRow(QUIET, OPEN, tip=_OPEN_TIP)


def _list(contents: Contents, plan: str, name: str) -> Iterator[CardRow]:
    """A list: a head, then a line each; groups where the list has parts."""
    lines = contents.listed(plan, name)
    yield CardRow(HEAD, LIST_TITLES[name], f"{len(lines)} 项", number="名单")
    last = ""
    for number, (part, code, words) in enumerate(lines, start=1):
        if part != last:
            yield CardRow(GROUP, part)
        last = part
        yield CardRow(LINE, words, code=code, number=str(number), side="、".join(contents.units(code, "lead")))


def _part(contents: Contents, plan: str, chapter: int, section: int | None = None) -> Iterator[CardRow]:
    """A chapter or one section of it: its headings, its tables, its targets, its 专栏."""
    found = next(each for each in contents.chapters(plan) if each["number"] == chapter)
    within: dict[str, Any] = {"chapter": chapter, "section": section} if section else {"chapter": chapter}
    yield from _headings(plan, found, section)
    for other in contents.tables_in(plan, chapter):
        table = contents.frame(other)["table"]
        if section in (None, table["section"]):
            place = Place("table", other)
            rows = len(contents.indicators(other))
            yield CardRow(LINE, contents.table_title(other), number="表", side=f"{rows} 行", place=place)
    targets = [row for row in contents.targets[plan] if all(row[key] == value for key, value in within.items())]
    if targets:
        yield CardRow(HEAD, f"{len(targets)} 项", "写在正文里、有数的目标", number="正文目标")
        yield from (_target(row) for row in targets)
    for box in contents.boxes[plan]:
        if all(box["source"][key] == value for key, value in within.items()):
            yield from _box(contents, plan, box)


def _headings(plan: str, chapter: dict[str, Any], section: int | None) -> Iterator[CardRow]:
    number = chapter["number"]
    sections = [each for each in chapter["sections"] if section in (None, each["number"])]
    lines = f"原文第 {(sections[0] if section else chapter)['line']} 行起"
    yield CardRow(HEAD, chapter["title"], lines, number=f"第{in_words(number)}章")
    for each in sections:
        place = Place(SECTION, plan, f"{number}.{each['number']}")
        words = f"第{in_words(each['number'])}节"
        kind = LINE if each["title"] else QUIET
        yield CardRow(kind, each["title"] or UNTITLED, number=words, place=None if section else place)


def _target(row: dict[str, Any]) -> CardRow:
    year = f"{row['year']} 年" if row["year"] else ""
    return CardRow(PROJECT, row["subject"], code=row["code"], status=row["raw"], side=year, tip=row["subject"])


def _checks(contents: Contents, plan: str) -> Iterator[CardRow]:
    rows = contents.checks(plan)
    yield CardRow(HEAD, "与自己对不上的地方", f"{len(rows)} 处，照印不改", number="核对")
    for row in rows:
        code, where = where_of(contents, plan, row["where"])
        both = f"印的 {row['printed']}，算出 {row['computed']}"
        yield CardRow(CHECK, row["message"], both, code, where, tip=f"{row['message']}\n{both}")


def where_of(contents: Contents, plan: str, where: dict[str, Any]) -> tuple[str, str]:
    """The code of the entry that a check speaks of (empty for a whole table), and its place in words."""
    code = where.get("item") or (f"{plan}-b{int(where['box']):02}" if where.get("box") else "")
    entry = contents.entry(code) if code else None
    if entry is None:
        parts = (chapter_words(where), str(where.get("table") or ""))
        return "", " ".join(filter(None, parts)) or contents.table_title(plan)
    return code, entry.context if entry.what != "专栏" else f"{entry.context} {entry.title}"
