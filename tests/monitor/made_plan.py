"""Small plans made by hand for the rules of `consistency`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from haishu_desk.monitor.consistency import Inconsistency, consistency
from haishu_desk.monitor.plan_text import PlanText

NOTE = "1、有的数是预计值。"


def row(code: str = "p-01", **values: Any) -> dict[str, Any]:
    """A row of the indicator table; keys other than the columns are the row's own (`direction`, `unit`, `notes` ...)."""
    columns = {"base", "target", "growth", "target_growth", "actual", "actual_growth"}
    own = {"code": code, "number": code[2:].lstrip("0"), "name": "产值", "direction": "higher", "measure": "level"}
    cells = {column: values.pop(column) for column in columns & set(values)}
    return {**own, **values, "values": cells}


def task(code: str = "p-b01-0-01", **own: Any) -> dict[str, Any]:
    return {"code": code, "title": "任务", "quantities": [], "projects": [], **own}


def box(*tasks: dict[str, Any], **own: Any) -> dict[str, Any]:
    return {"number": 1, "title": "专项", "quantities": [], "groups": [{"title": None, "items": list(tasks)}], **own}


def counted(what: str, raw: str, value: str, op: str = "eq", unit: str = "个", **own: Any) -> dict[str, Any]:
    return {"what": what, "raw": raw, "op": op, "value": value, "unit": unit, **own}


def plan(*rows: dict[str, Any], notes: Sequence[str] = (), **parts: Any) -> dict[str, Any]:
    """A plan from 2020 to 2025 with the id `p`."""
    frame = {"id": "p", "title": "规划", "start_year": 2021, "end_year": 2025, "base_year": 2020, "notes": list(notes)}
    return {"plan": frame, "indicators": list(rows), **parts}


def text(*rows: dict[str, Any], notes: Sequence[str] = (), **parts: Any) -> PlanText:
    return PlanText(plan(*rows, notes=notes, **parts))


def told(document: dict[str, Any], *others: dict[str, Any]) -> list[tuple[str, str | None, str, str]]:
    """Rule, item and both values of all that is found."""
    return [(each.rule, each.where["item"], each.printed, each.computed) for each in consistency(document, others)]


def only(document: dict[str, Any], *others: dict[str, Any]) -> Inconsistency:
    """The single finding."""
    (found,) = consistency(document, others)
    return found
