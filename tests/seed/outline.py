"""The shipped files, and the outline's own text where HAISHU_PLAN_TEXT names it."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

SEED = Path(__file__).resolve().parents[2] / "db" / "seed"
TEXT = os.environ.get("HAISHU_PLAN_TEXT")
needs_text = pytest.mark.skipif(not TEXT, reason="the outline's text is not here: HAISHU_PLAN_TEXT names it")


def load(name: str) -> Any:
    return json.loads((SEED / name).read_text(encoding="utf-8"))


def lines() -> list[str]:
    """The lines of the outline; line 1 stands at 1."""
    return ["", *Path(TEXT or "").read_text(encoding="utf-8").split("\n")]


def tasks() -> Iterator[tuple[int, dict[str, Any]]]:
    """Box and task."""
    for box in load("145/boxes.json"):
        for group in box["groups"]:
            for task in group["items"]:
                yield box["number"], task


def projects() -> Iterator[tuple[int, dict[str, Any], dict[str, Any]]]:
    """Box, task and project."""
    for box, task in tasks():
        for project in task["projects"]:
            yield box, task, project


def quantities() -> Iterator[tuple[str, dict[str, Any]]]:
    """The code of a task, or `b04` for a box's introduction, and a quantity."""
    for box in load("145/boxes.json"):
        for quantity in box["quantities"]:
            yield f"b{box['number']:02d}", quantity
    for _, task in tasks():
        for quantity in task["quantities"]:
            yield task["code"][4:], quantity
