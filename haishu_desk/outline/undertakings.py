"""What stands in a 专栏: its introduction, its groups, and in them the tasks with their figures and named projects."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from haishu_desk.outline.blocks import GROUP, ITEM, Box
from haishu_desk.outline.figures import Figure, figures_in
from haishu_desk.outline.problems import Problem
from haishu_desk.outline.projects import Project, projects_in


@dataclass
class Task:
    """A task of a box: its title as printed, its text, and what it counts and names."""

    line: int
    title: str
    text: str
    figures: list[Figure] = field(default_factory=list)
    projects: list[Project] = field(default_factory=list)
    is_open: bool = False


@dataclass
class Group:
    """A group of tasks; without a title where the box has no groups."""

    title: str | None
    tasks: list[Task] = field(default_factory=list)


@dataclass
class ReadBox:
    """A 专栏 as it was read."""

    number: int
    title: str
    line: int
    last: int
    groups: list[Group]
    figures: list[Figure]
    problems: list[Problem] = field(default_factory=list)

    @property
    def tasks(self) -> list[Task]:
        """All tasks in print order."""
        return [task for group in self.groups for task in group.tasks]


def read_box(box: Box) -> ReadBox:
    """What stands in it; a paragraph that names nothing is its introduction at the top, and a problem further down."""
    read = ReadBox(box.number, box.title, box.line, box.last, [Group(None)], [])
    for place, (line, text) in enumerate(box.paragraphs):
        item, group = ITEM.match(text), GROUP.match(text)
        if place == 0 and _is_introduction(text, box):
            read.figures += figures_in(text)
        elif group and not item:
            read.groups.append(Group(group["title"].strip()))
        elif item:
            read.groups[-1].tasks.append(_task(line, item["title"], item["text"]))
        else:
            read.problems.append(Problem(line, f"专栏{box.number}里这一段没有条目的名称，没有读：{text[:30]}"))
    read.groups = [group for group in read.groups if group.tasks or group.title]
    if not read.tasks:
        read.problems.append(Problem(box.line, f"专栏{box.number}“{box.title}”没有内容，或内容没有紧跟着"))
    return read


def _is_introduction(text: str, box: Box) -> bool:
    """The first paragraph of several, which ends by announcing the others or names nothing."""
    return len(box.paragraphs) > 1 and (
        text.rstrip().endswith(("：", ":")) or (not ITEM.match(text) and not GROUP.match(text))
    )


def _task(line: int, title: str, text: str) -> Task:
    name = re.sub(r"(?<=\S) +(?=\S)", "", title.strip())
    found = projects_in(text)
    projects = [each for each in found.projects if not _is_within(each.name, name)]
    return Task(line, name, text, figures_in(text), projects, found.is_open and bool(projects))


def _is_within(name: str, title: str) -> bool:
    """Whether a name is the title itself, or the title with a few signs left out: the task speaks of itself."""
    rest = iter(title)
    return all(sign in rest for sign in name)
