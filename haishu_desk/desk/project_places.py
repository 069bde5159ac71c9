"""Where tasks and projects stand in a plan: 专栏, group, task, and what is one thing printed in several places."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from haishu_desk.domain.items import PROJECT, TASK, Catalogue, Item, Plan

BOX, GROUP, BLOCK, ACTION, UNIT = "box", "group", "block", "action", "unit"
BY = {BOX: "专栏", GROUP: "组", BLOCK: "区块", ACTION: "三年行动计划", UNIT: "单位"}


@dataclass(frozen=True)
class Place:
    """Where an item is printed: the number of its 专栏 (None: only in a named list), the group's title, its task's code.

    `is_total`: it stands for many projects of the whole plan, as the rows of 专栏 4 do whose figures the plan adds up.
    """

    box: int | None = None
    box_title: str = ""
    group: str = ""
    task: str | None = None
    projects: tuple[str, ...] = ()
    is_total: bool = False


class Places:
    """The tasks and projects of one plan."""

    def __init__(self, plan: Plan, catalogue: Catalogue) -> None:
        self.content: Mapping[str, Any] = plan.content
        self.items: list[Item] = [each for each in catalogue if each.plan == plan.id and each.kind in (TASK, PROJECT)]
        self._plan = plan.id
        self._places = dict(_places(self.content))
        self._same: dict[str, str] = {
            code: link["members"][0]
            for link in self.content.get("links", ())
            if link["kind"] == "same"
            for code in link["members"][1:]
        }

    def of(self, code: str) -> Place:
        """The place of an item; of what stands in a named list only, one without a 专栏."""
        return self._places.get(code, Place())

    def first(self, code: str) -> str:
        """Where the same thing is reported: the item itself, or the first place that it is printed at."""
        return self._same.get(code, code)

    def boxes(self) -> Iterator[tuple[str, str, list[str]]]:
        """Key, title and items of each 专栏, then of the named lists."""
        for box in self.content.get("boxes", ()):
            codes = [item.code for item in self.items if self.of(item.code).box == box["number"]]
            yield str(box["number"]), f"专栏{box['number']} {box['title']}", codes
        listed = dict.fromkeys(item.group for item in self.items if self.of(item.code).box is None)
        for name in listed:
            yield name, name, [item.code for item in self.items if item.group == name]

    def groups(self) -> Iterator[tuple[str, str, list[str]]]:
        """The same of each group; a 专栏 without groups is one."""
        found: dict[tuple[int, str], list[str]] = {}
        for item in self.items:
            place = self.of(item.code)
            if place.box is not None:
                found.setdefault((place.box, place.group), []).append(item.code)
        for (box, group), codes in found.items():
            title = self.of(codes[0]).box_title
            yield f"{box}-{group}", f"专栏{box} {group or title}", codes

    def listed(self, name: str, kind: str) -> Iterator[tuple[str, str, list[str]]]:
        """The same of each entry of a named list (`blocks`, `action_plans`): the entry itself, and what a link names."""
        links = [link["members"] for link in self.content.get("links", ()) if link["kind"] == kind]
        for number, title in enumerate(self.content.get("lists", {}).get(name, ()), start=1):
            key = f"{self._plan}-{name}-{number:02}"
            own = self.first(key)
            linked = [code for members in links if own in members for code in members if code != own]
            yield key, title, list(dict.fromkeys(code for each in (own, *linked) for code in self._under(each)))

    def _under(self, code: str) -> list[str]:
        """The item and its projects; all of a 专栏 that is named by its number (145-b13)."""
        return [item.code for item in self.items if item.code == code or item.code.startswith(f"{code}-")]


def _places(content: Mapping[str, Any]) -> Iterator[tuple[str, Place]]:
    for box in content.get("boxes", ()):
        totals = {part.get("item") for each in box.get("sums", ()) for part in each["parts"]}
        totals |= {each.get("item") for same in box.get("repeats", ()) for each in same}
        for group in box["groups"]:
            title = group["title"] or ""
            for task in group["items"]:
                projects = tuple(project["code"] for project in task.get("projects", ()))
                yield task["code"], Place(box["number"], box["title"], title, None, projects, task["code"] in totals)
                for code in projects:
                    yield code, Place(box["number"], box["title"], title, task["code"])
