"""The 专栏 that go with an entry, without Qt: in short form, those that it is linked to before those beside it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from haishu_desk.ui.plan.chips import chips_of
from haishu_desk.ui.plan.contents import Contents
from haishu_desk.ui.plan.links import links_of
from haishu_desk.ui.plan.places import BOX, Place

MOST, LINES = 4, 5


@dataclass(frozen=True)
class Short:
    """A 专栏 in short form: its number, title, `why` it stands here, and lines of a task and what belongs to it."""

    place: Place
    number: str
    title: str
    why: str
    lines: tuple[tuple[str, str], ...]
    more: int

    @property
    def spoken(self) -> str:
        """The card as one sentence, for screen readers."""
        lines = "；".join(f"{name} {text}".strip() for name, text in self.lines)
        return f"{self.number} {self.title}，{self.why}：{lines}"


def related(contents: Contents, code: str) -> list[Short]:
    """At most MOST cards: those it is linked to, those of its chapter, those that the same unit leads."""
    entry = contents.entry(code)
    if entry is None:
        return []
    plan = entry.place.plan if contents.boxes[entry.place.plan] else contents.plans[0]
    own = entry.place.name if entry.place.kind == BOX else ""
    linked = {
        name
        for group in links_of(contents, code)
        for link in group.links
        if (other := contents.entry(link.code)) and other.place.kind == BOX
        for name in [other.place.name]
    }
    chapter = _chapter(contents, code)
    leads = set(contents.units(contents.reported_at(code) or code, "lead"))
    found: list[tuple[int, Short]] = []
    for box in contents.boxes[plan]:
        name = str(box["number"])
        if name == own:
            continue  # it stands in the middle already
        tests = ((name in linked, "有关联"), (box["chapter"] == chapter, "同章"),
                 (bool(leads & _leads(contents, box)), "同一牵头"))  # fmt: skip
        place = next((place for place, (fits, _) in enumerate(tests) if fits), None)
        if place is not None:
            found.append((place, _short(plan, box, tests[place][1])))
    return [short for _, short in sorted(found, key=lambda pair: pair[0])][:MOST]


def _chapter(contents: Contents, code: str) -> int | None:
    entry = contents.entry(code)
    if entry is None:
        return None
    if entry.place.kind == BOX:
        return int(contents.box(entry.place.plan, int(entry.place.name))["chapter"])
    for rows in contents.targets.values():
        for row in rows:
            if row["code"] == code:
                return int(row["chapter"])
    return None


def _leads(contents: Contents, box: dict[str, Any]) -> set[str]:
    return {unit for task in _tasks(box) for unit in contents.units(task["code"], "lead")}


def _tasks(box: dict[str, Any]) -> Iterator[dict[str, Any]]:
    return (task for group in box["groups"] for task in group["items"])


def _short(plan: str, box: dict[str, Any], why: str) -> Short:
    tasks = list(_tasks(box))
    lines = tuple((task["title"], _after(task)) for task in tasks[:LINES])
    number = str(box["number"])
    return Short(Place(BOX, plan, number), f"专栏 {number}", box["title"], why, lines, len(tasks) - len(lines))


def _after(task: dict[str, Any]) -> str:
    """What belongs to the task, in a few words: its quantities, else its projects, else its summary."""
    said = [chip.text for chip in chips_of(task["quantities"])] or [project["name"] for project in task["projects"]]
    return "，".join(said) or task["summary"] or ""
