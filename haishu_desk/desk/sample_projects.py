"""The sample's tasks and projects: one line of resources/sample/projects.csv is one report; all of them are invented."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Mapping

from haishu_desk import paths

_NOTE = "示例，虚构"
_PLACE = ("period", "item")


def project_rows(reporters: Callable[[str], list[str]]) -> Iterator[dict[str, str | None]]:
    """The cells of every line as `enter` takes them; `reporters` says who reports an item."""
    with (paths.resources() / "sample" / "projects.csv").open(encoding="utf-8", newline="") as file:
        for line in csv.DictReader(file):
            unit = reporters(line["item"])[0]
            yield from _cells(line, {"unit": unit, "period": line["period"], "item": line["item"]})


def _cells(line: Mapping[str, str], place: Mapping[str, str]) -> Iterator[dict[str, str | None]]:
    for field, value in line.items():
        if field not in _PLACE and value:
            note = _NOTE if field == "value" else None
            yield {**place, "field": field, "value": value, "vintage": None, "note": note}
