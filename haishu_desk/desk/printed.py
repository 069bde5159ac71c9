"""What is printed in a plan, as the rows of the contract: indicators, 专栏 with their projects, targets of the text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from haishu_desk.domain.items import Item
from haishu_desk.domain.quantity import parse

_INDICATOR = ("code", "number", "row", "category", "name", "parent", "unit", "attribute", "resident_basis", "direction",
              "measure", "frequency", "continues")  # fmt: skip
_FIGURE = ("op", "value", "low", "high", "unit", "raw")


def indicator_row(item: Item, columns: Iterable[str]) -> dict[str, Any]:
    """A row of the indicator table; `values` holds a quantity or None for each of the plan's columns."""
    row = {key: item.record.get(key) for key in _INDICATOR}
    row["number"] = int(item.number)
    cells = item.record["values"]
    row["values"] = {column: parse(cells[column]).as_json() if cells.get(column) else None for column in columns}
    row["notes"] = item.record.get("notes", [])
    if item.record.get("amendments"):
        row["amendments"] = item.record["amendments"]
    row["source"] = {key: item.record["source"].get(key) for key in ("chapter", "section", "table")}
    return row


def box_row(box: Mapping[str, Any]) -> dict[str, Any]:
    """A 专栏 with its own quantities (of its introduction), groups, tasks, their quantities and named projects."""
    place = {"chapter": box["source"]["chapter"], "section": box["source"]["section"], "box": box["number"]}
    groups = [
        {"title": group["title"], "items": [_task(task, place) for task in group["items"]]} for group in box["groups"]
    ]
    return {
        "number": box["number"],
        "title": box["title"],
        "chapter": box["chapter"],
        "quantities": [_quantity(row, place) for row in box["quantities"]],
        "groups": groups,
        "source": {**place, "lines": box["source"]["lines"]},
    }


def target_row(row: Mapping[str, Any]) -> dict[str, Any]:
    """A quantified target of the running text; `year` as printed or None, `indicator` the row of the table it repeats."""
    return {
        "code": row["code"],
        "chapter": row["source"]["chapter"],
        "section": row["source"]["section"],
        "subject": row["subject"],
        **{key: row.get(key) for key in _FIGURE},
        "year": row["year"],
        "cumulative": bool(row.get("cumulative")),
        "indicator": row["indicator"],
        "source": row["source"],
    }


def _task(task: Mapping[str, Any], place: Mapping[str, Any]) -> dict[str, Any]:
    """A task of a 专栏; `open` where the printed list of projects ends in 等."""
    return {
        **{key: task[key] for key in ("code", "title", "summary")},
        "quantities": [_quantity(row, place) for row in task["quantities"]],
        "projects": [_project(row, place) for row in task["projects"]],
        "open": bool(task.get("is_open")),
        "source": {**place, "lines": task["lines"]},
    }


def _quantity(row: Mapping[str, Any], place: Mapping[str, Any]) -> dict[str, Any]:
    more = {"doubtful": True} if row.get("doubtful") else {}
    more |= {"year": row["year"]} if row.get("year") else {}
    return {"what": row["what"], **{key: row.get(key) for key in _FIGURE}, **more, "source": _at(row, place)}


def _project(row: Mapping[str, Any], place: Mapping[str, Any]) -> dict[str, Any]:
    return {**{key: row[key] for key in ("code", "name", "status", "place")}, "source": _at(row, place)}


def _at(row: Mapping[str, Any], place: Mapping[str, Any]) -> dict[str, Any]:
    return {**place, "lines": [row["line"]] * 2}
