"""What the program ships: plans, units, forms and a proposed assignment, as first editions without an author."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

from haishu_desk import paths
from haishu_desk.domain.editions import Edition
from haishu_desk.domain.units import TOWNSHIP_KINDS

RULES = "rules"
"""The document with the rules of the checks."""
_PARTS = ("indicators", "statements", "targets", "boxes", "programmes", "lists", "links")


@cache
def shipped_editions() -> dict[str, Edition]:
    """The shipped documents by name; the same bytes on every machine, so that every workspace has the same entries."""
    plans = {f"plan:{folder.name}": _plan(folder.name) for folder in sorted(paths.seed().iterdir()) if folder.is_dir()}
    units = _read("units.json")
    documents = {**plans, "units": units, "forms": _read("forms.json")}
    documents[RULES] = _read("rules.json")
    documents["assignment"] = list(_assignment(plans.values(), units))
    return {name: Edition(name, 1, content) for name, content in documents.items()}


@cache
def shipped_schedule() -> Edition:
    """The shipped calendar; it enters a workspace only when the district changes it, as the edition before its own."""
    return Edition("schedule", 1, _read("schedule.json"))


def _plan(plan_id: str) -> dict[str, Any]:
    content = {"plan": _read(f"{plan_id}/plan.json")}
    for part in _PARTS:
        if (paths.seed() / plan_id / f"{part}.json").exists():
            content[part] = _read(f"{plan_id}/{part}.json")
    return content


def _read(name: str) -> Any:
    return json.loads((paths.seed() / name).read_text(encoding="utf-8"))


def _assignment(plans: Any, units: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """One row an item, unit and role: who leads and who reports, from the proposals beside the items."""
    townships = [unit["code"] for unit in units if unit["kind"] in TOWNSHIP_KINDS]
    for content in plans:
        yield from assignment_of(content, townships)


def assignment_of(content: dict[str, Any], townships: Sequence[str] = ()) -> Iterator[dict[str, Any]]:
    """The proposed assignment of one plan's document, as its rows stand beside the items."""
    for row in content["indicators"]:
        reporters = [*(row["reporters"] or [row["lead"]]), *(townships if row.get("townships") else ())]
        yield from _rows(row["code"], row["lead"], reporters)
    for row in content.get("targets", ()):
        if row["indicator"] is None:
            yield from _rows(row["code"], row["lead"], [row["lead"]])
    again = _printed_again(content)
    for row in _undertakings(content):
        reporters = row.get("reporters") or row["place"] or [row["lead"]]
        yield from _rows(row["code"], row["lead"], [] if row["code"] in again else reporters)


def _undertakings(content: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Tasks and projects in print order: a project is its township's where the text names the place."""
    for box in content.get("boxes", ()):
        for group in box["groups"]:
            for task in group["items"]:
                yield task
                yield from task["projects"]
    yield from content.get("programmes", ())


def _printed_again(content: dict[str, Any]) -> set[str]:
    """Codes of what stands in several places and is reported at the first of them: a figure stands in one place."""
    return {code for link in content.get("links", ()) if link["kind"] == "same" for code in link["members"][1:]}


def _rows(item: str, lead: str, reporters: list[str]) -> Iterator[dict[str, Any]]:
    if not reporters:
        return
    yield {"item": item, "unit": lead, "role": "lead", "annual": {}}
    for unit in reporters:
        yield {"item": item, "unit": unit, "role": "report", "annual": {}}
