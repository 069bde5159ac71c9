"""What was read of a plan's text, row by row beside its lines: doubtful first, corrected by hand, left out where it is none."""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from haishu_desk.domain.quantity import parse

if TYPE_CHECKING:
    from haishu_desk.desk.importing import ReadPlan

INDICATOR, TASK, PROJECT, TARGET, UNREAD = "指标", "任务", "项目", "正文目标", "没有读"
NAME, UNIT, BASE, AIM, GROWTH = "name", "unit", "base", "target", "growth"
_NAME_KEYS = {INDICATOR: "name", TASK: "title", PROJECT: "name", TARGET: "subject"}
_CELLS = {INDICATOR: (UNIT, BASE, AIM, GROWTH), TASK: (), PROJECT: (AIM,), TARGET: (UNIT, AIM), UNREAD: ()}


@dataclass
class DraftRow:
    """One row: what it is, its lines in the text, why it is doubtful (empty where it is not), and whether it is taken.

    A row of kind 没有读 is a place of the text that nothing was read from.
    """

    kind: str
    code: str
    lines: tuple[int, int]
    record: dict[str, Any]
    doubt: str = ""
    is_taken: bool = True
    corrected: list[str] = field(default_factory=list)

    def may_change(self, cell: str) -> bool:
        """Whether that cell can be corrected."""
        return cell in _CELLS[self.kind] or (cell == NAME and self.kind != UNREAD)

    def text(self, cell: str) -> str:
        """What stands in a cell: the name, the unit, base, target (of a project its status) or growth, as printed."""
        if cell == NAME:
            return str(self.record.get(_NAME_KEYS.get(self.kind, "message"), ""))
        if cell not in _CELLS[self.kind]:
            return ""
        if cell == UNIT:
            return self.record.get("unit") or ""
        if self.kind == PROJECT:
            return self.record.get("status") or ""
        if self.kind == TARGET:
            return str(self.record.get("raw") or "")
        return str(self.record["values"].get(cell) or "")


class PlanDraft:
    """The rows of a plan that was read; nothing is written before it is taken over."""

    def __init__(self, read: ReadPlan) -> None:
        self._read = read
        self._content: dict[str, Any] = copy.deepcopy(read.content)
        own = [row for row in _rows(self._content) if row.code]
        doubts = _doubts(read)
        for row in own:
            row.doubt = "；".join(
                filter(None, (doubts.pop(line, "") for line in range(row.lines[0], row.lines[1] + 1)))
            )
        unread = [DraftRow(UNREAD, "", (line, line), {"message": said}, said) for line, said in sorted(doubts.items())]
        self.rows = [*unread, *(row for row in own if row.doubt), *(row for row in own if not row.doubt)]

    @property
    def title(self) -> str:
        """The title of the plan."""
        return str(self._content["plan"]["title"])

    @property
    def years(self) -> tuple[int, int]:
        """Its first and last year."""
        return self._content["plan"]["start_year"], self._content["plan"]["end_year"]

    def correct(self, row: DraftRow, cell: str, text: str) -> bool:
        """Write another text into a cell; False where nothing changes or the cell is none of that row."""
        said = text.strip()
        if not row.may_change(cell) or said == row.text(cell) or (cell == NAME and not said):
            return False
        record = row.record
        if cell == NAME:
            record[_NAME_KEYS[row.kind]] = said
        elif cell == UNIT:
            record["unit"] = said or None
        elif row.kind == PROJECT:
            record["status"] = said or None
        elif row.kind == TARGET:
            _reread(record, said)
        else:
            record["values"][cell] = said or "—"
        row.corrected.append(cell)
        return True

    def result(self) -> ReadPlan:
        """What is to be taken over: with the corrections, without the rows that were left out."""
        out = {row.code for row in self.rows if not row.is_taken}
        return replace(self._read, documents=(*self._read.documents[:-1], _without(self._content, out)))


def _rows(content: Mapping[str, Any]) -> Iterator[DraftRow]:
    for row in content["indicators"]:
        yield DraftRow(INDICATOR, row["code"], tuple(row["source"]["lines"]), row)
    for box in content["boxes"]:
        for group in box["groups"]:
            for task in group["items"]:
                yield DraftRow(TASK, task["code"], tuple(task["lines"]), task)
                for project in task["projects"]:
                    yield DraftRow(PROJECT, project["code"], (project["line"], project["line"]), project)
    for row in content["targets"]:
        yield DraftRow(TARGET, row["code"], tuple(row["source"]["lines"]), row)


def _doubts(read: ReadPlan) -> dict[int, str]:
    found: dict[int, list[str]] = {}
    for problem in read.problems:
        found.setdefault(problem.line, []).append(problem.message)
    return {line: "；".join(said) for line, said in found.items()}


def _reread(record: dict[str, Any], raw: str) -> None:
    """The figure of a target anew from what was typed."""
    unit = record.get("unit")
    said = parse(raw, unit if unit != "%" else None)
    for key in ("value", "low", "high", "cumulative"):
        record.pop(key, None)
    record |= {"raw": raw, "op": said.op}
    record |= {key: value for key in ("value", "low", "high") if (value := getattr(said, key)) is not None}


def _without(content: Mapping[str, Any], out: set[str]) -> dict[str, Any]:
    boxes = []
    for box in content["boxes"]:
        groups = []
        for group in box["groups"]:
            items = [
                {**task, "projects": [each for each in task["projects"] if each["code"] not in out]}
                for task in group["items"]
                if task["code"] not in out
            ]
            groups.append({**group, "items": items})
        boxes.append({**box, "groups": groups})
    return {
        **content,
        "indicators": [row for row in content["indicators"] if row["code"] not in out],
        "boxes": boxes,
        "targets": [
            {**row, "indicator": None if row["indicator"] in out else row["indicator"]}
            for row in content["targets"]
            if row["code"] not in out
        ],
    }
