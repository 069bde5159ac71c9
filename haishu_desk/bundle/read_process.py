"""The parent's side of the worker: a workbook comes back as values, or as one refusal, and this process lives on."""

from __future__ import annotations

import json
import subprocess
import tempfile
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from haishu_desk.bundle.guard import RefusedWorkbookError, refused
from haishu_desk.bundle.own_program import environment, note_end, program
from haishu_desk.bundle.sheet_cells import Cells, CellText, Place
from haishu_desk.bundle.sheet_looks import address

__all__ = ["CellText", "Sheet", "Workbook", "address", "command", "read_workbook"]

OLD, MANY = "old", "-"  # the worker's second word; the first where the paths come on its input
MARK = "#"
OUTPUT_BYTES = 64 * 1024 * 1024


@dataclass(frozen=True)
class Sheet:
    """A sheet by position from 0, empty cells left out; `formulas`, `errors` and `duplicates` are A1 addresses.

    How it looks: `merged` ranges (`A1:C1`), `hidden_columns` and `hidden_rows` counted from 1, `percents`, the addresses
    of numbers that are shown as a percentage (0.123 as 12.3 %), and `veiled`, those of cells that show something else than
    they hold, or nothing.
    """

    name: str
    visible: str
    cells: Mapping[Place, CellText]
    formulas: frozenset[str] = frozenset()
    errors: frozenset[str] = frozenset()
    duplicates: frozenset[str] = frozenset()
    merged: tuple[str, ...] = ()
    hidden_columns: frozenset[int] = frozenset()
    hidden_rows: frozenset[int] = frozenset()
    percents: frozenset[str] = frozenset()
    veiled: frozenset[str] = frozenset()

    @cached_property
    def marked(self) -> dict[Place, str]:
        """The texts that begin as a hidden mark does (`#`), by place; looked for once, since many ask."""
        if isinstance(self.cells, Cells):
            return dict(self.cells.beginning_with(MARK))
        return {place: cell.text for place, cell in self.cells.items() if cell.text.startswith(MARK)}


@dataclass(frozen=True)
class Workbook:
    """All sheets in their order, hidden ones too, and the custom properties of the document.

    `digest` is the sha256 of the bytes that they were read from; empty for one that was made up and not read.
    """

    sheets: tuple[Sheet, ...]
    properties: dict[str, str]
    digest: str = ""


def read_workbook(path: Path, *, seconds: float = 20.0, old: bool = False) -> Workbook:
    """Values and marks of a clean .xlsx; `RefusedWorkbookError` for any other file, `OSError` if it cannot be opened.

    With `old` also those of an .xls of Excel 97 to 2003, whatever its name ends with. Data bundles are .xlsx only.
    """
    with path.open("rb"):
        pass  # the user's own trouble (no such file, no right) speaks here and not as a dead worker
    status, output = _run([*command(path.absolute()), *([OLD] if old else [])], seconds)
    if status != 0 or len(output) > OUTPUT_BYTES:
        raise refused("worker")
    try:
        return answer_of(json.loads(output))
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise refused("worker") from error


def command(path: Path) -> list[str]:
    """The words that start the worker: this very program with the hidden verb."""
    return [*program(), "__worker", str(path)]


def serving_command() -> list[str]:
    """The words that start a worker for many files, whose paths it hears on its input."""
    return [*command(Path())[:-1], MANY]


def _run(words: list[str], seconds: float) -> tuple[int, bytes]:
    """Exit status and output (a little over the cap at most); the worker is gone when this returns."""
    with tempfile.TemporaryFile() as complaints:
        flags = getattr(subprocess, "CREATE_NO_WINDOW", 0)
        with subprocess.Popen(  # noqa: S603 - our own program, and the path is one word
            words,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=complaints,
            env=environment(),
            creationflags=flags,
        ) as process:
            timer = threading.Timer(seconds, process.kill)
            timer.start()
            try:
                output = process.stdout.read(OUTPUT_BYTES + 1) if process.stdout else b""
                if len(output) > OUTPUT_BYTES:
                    process.kill()
                status = process.wait()
            finally:
                timer.cancel()
                process.kill()
        note_end(status, complaints, "workbook reader")
    return status, output


def answer_of(document: dict[str, Any]) -> Workbook:
    """The workbook of a document that a worker printed; RefusedWorkbookError if it is a refusal, ValueError and its like if none."""
    if "error" in document:
        error = document["error"]
        raise RefusedWorkbookError(str(error["message"]), str(error["advice"]), code=str(error["code"]))
    properties = {str(name): str(value) for name, value in document["properties"].items()}
    return Workbook(tuple(_sheet(sheet) for sheet in document["sheets"]), properties, str(document["digest"]))


def _sheet(sheet: dict[str, Any]) -> Sheet:
    return Sheet(
        name=str(sheet["name"]),
        visible=str(sheet["visible"]),
        cells=Cells(sheet["rows"]),
        formulas=frozenset(map(str, sheet["formulas"])),
        errors=frozenset(map(str, sheet["errors"])),
        duplicates=frozenset(map(str, sheet["duplicates"])),
        merged=tuple(map(str, sheet["merged"])),
        hidden_columns=frozenset(map(int, sheet["hidden_columns"])),
        hidden_rows=frozenset(map(int, sheet["hidden_rows"])),
        percents=frozenset(map(str, sheet["percents"])),
        veiled=frozenset(map(str, sheet["veiled"])),
    )
