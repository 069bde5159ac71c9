"""The outline read by the program against the files that people wrote: precision and recall are printed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable
from functools import cache
from pathlib import Path

from haishu_desk.desk.importing import ReadPlan, read_plan
from tests.seed.outline import TEXT, load, needs_text, projects, tasks

ROWS, NAMES = 0.99, 0.97
pytestmark = needs_text


@cache
def read() -> ReadPlan:
    return read_plan(Path(TEXT or ""))


def agreed(what: str, found: Iterable[Hashable], written: Iterable[Hashable]) -> tuple[float, float]:
    """Precision and recall; printed, since the figures are the point."""
    one, other = Counter(found), Counter(written)
    both = (one & other).total()
    precision, recall = both / max(one.total(), 1), both / max(other.total(), 1)
    print(f"{what}: found {one.total()}, written {other.total()}, precision {precision:.4f}, recall {recall:.4f}")  # noqa: T201  as it says
    return precision, recall


def test_the_rows_of_both_tables_are_read_cell_for_cell() -> None:
    keys = ("number", "name", "unit", "category", "parent", "attribute")

    def facts(row: dict[str, object]) -> Hashable:
        values = row["values"]
        assert isinstance(values, dict)
        return (*(row[key] for key in keys), tuple(values.items()))

    before, own = read().documents
    assert min(agreed("rows of 135", map(facts, before["indicators"]), map(facts, load("135/indicators.json")))) >= ROWS
    assert min(agreed("rows of 145", map(facts, own["indicators"]), map(facts, load("145/indicators.json")))) >= ROWS


def test_the_tasks_of_the_boxes_are_read_with_their_groups() -> None:
    found = [
        (box.number, box.title, group.title, task.title)
        for box in read().outline.boxes
        for group in box.groups
        for task in group.tasks
    ]
    written = [
        (box["number"], box["title"], group["title"], task["title"])
        for box in load("145/boxes.json")
        for group in box["groups"]
        for task in group["items"]
    ]
    assert min(agreed("tasks", found, written)) >= NAMES


def test_the_named_projects_are_read_with_their_words() -> None:
    found = [
        (box.number, task.title, project.name, project.status)
        for box in read().outline.boxes
        for task in box.tasks
        for project in task.projects
    ]
    written = [(box, task["title"], project["name"], project["status"]) for box, task, project in projects()]
    assert min(agreed("projects", found, written)) >= NAMES


def test_the_targets_of_the_text_are_read_with_their_figures_and_places() -> None:
    found = [
        (
            each.line,
            each.chapter,
            each.section,
            each.figure.quantity.op,
            each.figure.quantity.value,
            each.figure.unit,
            each.year,
        )
        for each in read().outline.targets
    ]
    written = [
        (row["source"]["lines"][0], row["source"]["chapter"], row["source"]["section"], row["op"], row["value"], row["unit"],
         row["year"])
        for row in load("145/targets.json")
    ]  # fmt: skip
    assert min(agreed("targets", found, written)) >= NAMES


def test_the_figures_of_the_boxes_are_read() -> None:
    found = [
        (box.number, task.title, each.quantity.op, each.quantity.value or each.quantity.low, each.unit)
        for box in read().outline.boxes
        for task in box.tasks
        for each in task.figures
    ]
    written = [
        (number, task["title"], row["op"], row.get("value") or row.get("low"), row["unit"])
        for number, task in tasks()
        for row in task["quantities"]
    ]
    precision, recall = agreed("figures of boxes", found, written)
    assert precision >= NAMES
    assert (
        recall >= 0.94
    )  # two are written in ways of their own: 5个……40家, and a figure inside of a project's brackets


def test_chapters_sections_and_lists_are_read_as_people_wrote_them() -> None:
    lists, written = read().content["lists"], load("145/lists.json")
    assert lists["chapters"] == written["chapters"]
    for key in ("blocks", "action_plans", "projects", "positions", "principles", "relations", "engines", "areas"):
        assert lists[key] == written[key], key
