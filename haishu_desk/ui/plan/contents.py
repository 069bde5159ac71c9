"""The plans of one workspace, ready to be read, without Qt: plans, chapters, entries by code, and the search over all."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from haishu_desk.desk.documents import Documents
from haishu_desk.desk.series import short_title
from haishu_desk.domain.items import INDICATOR, TARGET
from haishu_desk.ui.plan import finding
from haishu_desk.ui.plan.finding import Entry
from haishu_desk.ui.plan.places import (
    BOX,
    CHAPTER,
    LIST,
    LIST_TITLES,
    SECTION,
    TABLE,
    TARGETS,
    Place,
    chapter_words,
    in_words,
)


class Contents:
    """The plans of one workspace; made anew when an edition changes."""

    def __init__(self, documents: Documents) -> None:
        self.documents = documents
        self.plans = sorted(documents.catalogue.plans, reverse=True)
        self.boxes = {plan: documents.boxes_json(plan) for plan in self.plans}
        self.targets = {plan: documents.targets_json(plan) for plan in self.plans}
        self._checks: dict[str, list[dict[str, Any]]] = {}
        self._indicators: dict[str, list[dict[str, Any]]] = {}
        self.links: list[dict[str, Any]] = [
            link for plan in self.plans for link in documents.catalogue.plan(plan).content.get("links", ())
        ]
        self._listed_as = self._programmes()
        self.entries = list(self._all())
        self._by_code = {entry.code: entry for entry in self.entries if entry.code}
        self._units = self._roles()

    # What there is.

    def title(self, plan: str) -> str:
        """`“十四五”` for 145."""
        return short_title(self.documents.catalogue.plan(plan))

    def frame(self, plan: str) -> dict[str, Any]:
        """The plan's own row: title, years, table and its notes."""
        frame: dict[str, Any] = self.documents.catalogue.plan(plan).content["plan"]
        return frame

    def table_title(self, plan: str) -> str:
        """What stands over the printed table."""
        return str(self.frame(plan)["table"]["title"] or f"{self.title(plan)}时期主要指标")

    def checks(self, plan: str) -> list[dict[str, Any]]:
        """What in a plan does not add up; looked for when it is first asked for."""
        if plan not in self._checks:
            self._checks[plan] = self.documents.consistency_json(plan)
        return self._checks[plan]

    def indicators(self, plan: str) -> list[dict[str, Any]]:
        """The rows of a plan's printed table."""
        if plan not in self._indicators:
            self._indicators[plan] = self.documents.indicators_json(plan)
        return self._indicators[plan]

    def lists(self, plan: str) -> dict[str, Any]:
        """The named lists of a plan that there is a title for."""
        known = self.documents.lists_json(plan)
        return {name: known[name] for name in LIST_TITLES if name in known}

    def chapters(self, plan: str) -> list[dict[str, Any]]:
        """The chapters with their sections; none for a plan whose text is not at hand."""
        return list(self.documents.lists_json(plan).get("chapters", ()))

    def heading(self, plan: str, source: dict[str, Any]) -> str:
        """The printed heading of a section, else that of its chapter."""
        chapter = next(each for each in self.chapters(plan) if each["number"] == source["chapter"])
        titles = [each["title"] for each in chapter["sections"] if each["number"] == source["section"]]
        return str(next(filter(None, titles), chapter["title"]))

    def tables_in(self, plan: str, chapter: int) -> list[str]:
        """The plans whose table is printed in that chapter of `plan`: its own, and that of the one before without chapters."""
        before = int(self.frame(plan)["start_year"]) - 1
        readers = [
            other
            for other in self.plans
            if other == plan or (self.frame(other)["end_year"] == before and not self.chapters(other))
        ]
        there = [other for other in readers if self.frame(other)["table"]["chapter"] == chapter]
        return sorted(there, key=lambda other: int(self.frame(other)["table"]["lines"][0]))

    def box(self, plan: str, number: int) -> dict[str, Any]:
        """A 专栏 by its number; KeyError if there is none."""
        found = {int(box["number"]): box for box in self.boxes[plan]}
        return found[number]

    # Entries.

    def entry(self, code: str) -> Entry | None:
        """The entry with that code, a list's place included; None if there is none."""
        return self._by_code.get(self._listed_as.get(code, code))

    def place_of(self, code: str) -> Place | None:
        """Where an entry stands; None for a code that there is none of."""
        entry = self.entry(code)
        return entry.place if entry else None

    def search(self, text: str) -> list[Entry]:
        """What fits a word, a code or pinyin initials, the best first; nothing for nothing."""
        return finding.search(self.entries, text)

    def units(self, code: str, role: str) -> list[str]:
        """The names of the units that have that role for an item."""
        return self._units.get((code, role), [])

    def reported_at(self, code: str) -> str | None:
        """The code of what stands for it on the forms, where it stands in several places; None if it stands for itself."""
        for target in (row for rows in self.targets.values() for row in rows):
            if target["code"] == code:
                return str(target["indicator"]) if target["indicator"] else None
        members = next(
            (link["members"] for link in self.links if link["kind"] == "same" and code in link["members"]), ()
        )
        first = self._listed_as.get(members[0], members[0]) if members else code
        return str(first) if first != code else None

    def listed(self, plan: str, name: str) -> list[tuple[str, str, str]]:
        """The lines of a list: part (empty where it has none), code, words."""
        content = self.lists(plan)[name]
        parts = content.items() if isinstance(content, dict) else [("", content)]
        lines = [(part, words) for part, all_words in parts for words in all_words]
        coded = [(part, f"{plan}-{name}-{number:02}", words) for number, (part, words) in enumerate(lines, start=1)]
        return [(part, self._listed_as.get(code, code), words) for part, code, words in coded]

    def _programmes(self) -> dict[str, str]:
        """What stands in a named list only is an item of its own: the list's code, and the item's."""
        own = {
            row["code"]
            for plan in self.plans
            for row in self.documents.catalogue.plan(plan).content.get("programmes", ())
        }
        pairs = [link["members"] for link in self.links if link["kind"] == "same"]
        return {again: first for first, *rest in pairs if first in own for again in rest}

    def _roles(self) -> dict[tuple[str, str], list[str]]:
        tree = self.documents.units
        found: dict[tuple[str, str], list[str]] = {}
        for row in self.documents.assignment:
            if tree.get(row["unit"]).has_ended:
                continue
            found.setdefault((row["item"], row["role"]), []).append(tree.get(row["unit"]).name)
        return found

    def _all(self) -> Iterator[Entry]:
        for plan in self.plans:
            title = self.title(plan)
            for item in self.documents.catalogue:
                if item.plan == plan and item.kind == INDICATOR:
                    context = f"{title}指标 {item.number} · {item.group}"
                    yield Entry(item.code, item.name, "指标", context, Place(TABLE, plan))
            yield from self._box_entries(plan)
            for target in self.targets[plan]:
                context = f"正文目标 {chapter_words(target)}"
                yield Entry(target["code"], target["subject"], "目标", context, Place(TARGETS, plan))
            yield from self._list_entries(plan, title)
            yield from self._headings(plan)

    def _box_entries(self, plan: str) -> Iterator[Entry]:
        for box in self.boxes[plan]:
            number = box["number"]
            place, context = Place(BOX, plan, str(number)), f"专栏 {number} {box['title']}"
            yield Entry(f"{plan}-b{number:02}", box["title"], "专栏", f"专栏 {number}", place)
            for task in (task for group in box["groups"] for task in group["items"]):
                yield Entry(task["code"], task["title"], "任务", context, place)
                for project in task["projects"]:
                    within = f"专栏 {number} {task['title']}"
                    yield Entry(project["code"], project["name"], "项目", within, place)

    def _list_entries(self, plan: str, title: str) -> Iterator[Entry]:
        catalogue = self.documents.catalogue
        for name in self.lists(plan):
            for part, code, words in self.listed(plan, name):
                what = "名单"
                if code in catalogue:
                    what = "任务" if catalogue.get(code).kind == "task" else "项目"
                context = " ".join(filter(None, (f"{title}{LIST_TITLES[name]}", part)))
                yield Entry(code, words, what, context, Place(LIST, plan, name))

    def _headings(self, plan: str) -> Iterator[Entry]:
        for chapter in self.chapters(plan):
            number = chapter["number"]
            yield Entry("", chapter["title"], "章", f"第{in_words(number)}章", Place(CHAPTER, plan, str(number)))
            for section in chapter["sections"]:
                if section["title"]:
                    place = Place(SECTION, plan, f"{number}.{section['number']}")
                    yield Entry(
                        "",
                        section["title"],
                        "节",
                        chapter_words({"chapter": number, "section": section["number"]}),
                        place,
                    )

    def item_kind(self, code: str) -> str:
        """The kind of item of a code: one of domain.items, `box`, or `line` of a list; a repeated target is a target."""
        if code in self.documents.catalogue:
            return self.documents.catalogue.get(code).kind
        entry = self.entry(code)
        if entry is None:
            return ""
        return {"专栏": "box", "目标": TARGET}.get(entry.what, "line")
