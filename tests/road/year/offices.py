"""The offices of the story: every command is counted, every file that crosses, every cell that a person types."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import openpyxl

from tests.desk.office import Said, call
from tests.road.year.clock import Clock

DISTRICT = "330203"
JISHIGANG, DONGQIAO, YINJIANG, ZHANGSHUI = "330203102", "330203104", "330203105", "330203106"
STATISTICS, TRADE = "dept-tjj", "dept-swj"
Cell = tuple[str, str, str, str]  # unit, period, item, vintage
Sheets = dict[str, list[list[str]]]


@dataclass
class Tally:
    """What one step took of people."""

    verbs: int = 0
    files: int = 0
    cells: int = 0
    keys: int = 0

    def __sub__(self, other: Tally) -> Tally:
        return Tally(
            self.verbs - other.verbs, self.files - other.files, self.cells - other.cells, self.keys - other.keys
        )

    def copy(self) -> Tally:
        """As it stands now."""
        return Tally(self.verbs, self.files, self.cells, self.keys)


@dataclass
class Typed:
    """What people typed, and how often a cell was typed again without a reason."""

    values: dict[Cell, str] = field(default_factory=dict)
    times: Counter[Cell] = field(default_factory=Counter)
    reasons: Counter[Cell] = field(default_factory=Counter)

    def note(self, cell: Cell, value: str, *, reason: bool) -> None:
        """One cell is typed by a person."""
        self.values[cell] = value
        self.times[cell] += 1
        self.reasons[cell] += reason

    @property
    def twice(self) -> list[Cell]:
        """Cells that were typed again without a reason."""
        return [cell for cell, times in self.times.items() if times - self.reasons[cell] > 1]


class Offices:
    """A folder with a workspace for each office, and the table where the sticks are exchanged."""

    def __init__(self, folder: Path, clock: Clock) -> None:
        self.folder, self.clock = folder, clock
        self.tally, self.typed = Tally(), Typed()
        self.who = dict[str, str]()  # office: unit code

    def file(self, name: str) -> Path:
        """A file on the table."""
        return self.folder / name

    def db(self, who: str) -> Path:
        """The workspace of an office."""
        return self.folder / f"{who}.db"

    def say(self, who: str, *words: object) -> Said:
        """One command as a person gives it."""
        self._count(words)
        return call("--db", self.db(who), *words)

    def ask(self, who: str, *words: object, status: int = 0) -> Any:
        """One command and its JSON; the exit status is checked."""
        self._count(words)
        return self.look(who, *words, status=status)

    def look(self, who: str, *words: object, status: int = 0) -> Any:
        """As `ask`, for the story itself: not counted, because nobody needs it to go on."""
        said = call("--db", self.db(who), *words, "--json")
        assert said.status == status, (words, said)
        return json.loads(said.out)

    def _count(self, words: tuple[object, ...]) -> None:
        self.tally.verbs += 1
        self.tally.keys += sum(len(str(word)) + 1 for word in words if not isinstance(word, Path))

    # What people do.

    def enter(self, who: str, unit: str, period: str, item: str, value: str, *more: object) -> Any:
        """Type one value into one cell."""
        words = [str(word) for word in more]
        vintage = words[words.index("--vintage") + 1] if "--vintage" in words else ""
        self.typed.note((unit, period, item, vintage), value, reason="--reason" in words)
        self.tally.cells += 1
        return self.ask(who, "enter", "--unit", unit, "--period", period, "--item", item, "--value", value, *more)

    def carry(self, who: str, *names: str, status: int = 0) -> Any:
        """Take files in at that office."""
        self.tally.files += len(names)
        rows = self.ask(who, "receive", *(self.file(name) for name in names), status=status)
        return rows[0] if len(names) == 1 else rows

    def values(self, who: str, unit: str, period: str | None = None, item: str | None = None) -> dict[Cell, str]:
        """What counts in a workspace: the figure as typed, by cell."""
        words = [*(("--period", period) if period else ()), *(("--item", item) if item else ())]
        rows = self.look(who, "values", "--unit", unit, *words)
        return {
            (row["unit"], row["period"], row["item"], row["vintage"] or ""): row["value"]["raw"]
            for row in rows
            if row["field"] == "value"
        }

    def chain(self, who: str) -> tuple[int, str]:
        """How many entries the trail has, and whether it is whole."""
        log = self.look(who, "log")
        return len(log["entries"]), log["chain"]

    def states(self, who: str, period: str | None = None) -> list[str]:
        """`queue` in words: 单位 报表 期 state."""
        rows = self.look(who, "queue")
        return [
            f"{row['unit']} {row['form']} {row['period']} {row['state']}"
            for row in rows
            if period in (None, row["period"])
        ]


def sheets_of(file: Path) -> Sheets:
    """The cells of a written workbook as texts, by sheet; the numbers of sources 〔n〕 stay."""
    book = openpyxl.load_workbook(file, read_only=True)
    return {
        page.title: [["" if cell is None else str(cell) for cell in row] for row in page.iter_rows(values_only=True)]
        for page in book.worksheets
    }
