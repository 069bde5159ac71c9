"""A quarter out and in: issued, filled in by program or by hand, carried, taken in, approved, answered."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import openpyxl

from tests.road.year.beginning import DESK
from tests.road.year.figures import QUARTERS
from tests.road.year.offices import Offices


def issue(offices: Offices, who: str, unit: str, period: str, due: str) -> str:
    """The task bundle of one unit, taken in at its office; the name of the file."""
    name = f"{who}-{period}-任务.xlsx"
    offices.ask(DESK, "issue", "--unit", unit, "--period", period, "--due", due, "--out", offices.file(name))
    assert offices.carry(who, name)["status"] == "received"
    return name


def fill_in(offices: Offices, who: str, unit: str, period: str) -> None:
    """Type what the figures of the exercise say."""
    for item, value in QUARTERS[unit, period].items():
        offices.enter(who, unit, period, item, value)


def submit(offices: Offices, who: str, unit: str, period: str, name: str = "") -> str:
    """The return as a file; its name."""
    file = name or f"{who}-{period}-上报.xlsx"
    offices.ask(who, "submit", "--unit", unit, "--period", period, "--out", offices.file(file))
    return file


def approve(offices: Offices, unit: str, period: str, *whom: str) -> None:
    """The district approves and answers; the offices take the answer in, and both sides have the same figures."""
    offices.ask(DESK, "review", "--unit", unit, "--period", period, "--approve")
    for who in whom:
        name = f"{who}-{period}-批复.xlsx"
        offices.ask(DESK, "reply", "--unit", unit, "--period", period, "--out", offices.file(name))
        assert offices.carry(who, name)["status"] == "received"
        assert offices.values(DESK, unit, period) == offices.values(who, unit, period)


def type_by_hand(offices: Offices, source: str, unit: str, period: str) -> str:
    """The task workbook filled in by hand in an office program, and saved by it; the name of the file."""
    name = source.replace("任务", "手填")
    book = openpyxl.load_workbook(offices.file(source))
    page = book["填报表"]
    columns = {str(cell.value): int(cell.column or 0) for cell in page[1]}
    rows = {str(row[0].value): int(row[0].row or 0) for row in page.iter_rows(min_row=2)}
    for item, value in QUARTERS[unit, period].items():
        page.cell(rows[f"#r|{item}"], columns["#c|value"]).value = float(value)
        offices.typed.note((unit, period, item, ""), value, reason=False)
        offices.tally.cells += 1
    book.save(offices.file(name))
    return name


def resaved(file: Path) -> bool:
    """Every byte written anew by LibreOffice; False where there is none."""
    soffice = shutil.which("soffice")
    if soffice is None:
        return False
    out = file.parent / "另存"
    profile = f"-env:UserInstallation=file://{file.parent}/profile"
    kind = "xlsx:Calc MS Excel 2007 XML"
    command = [soffice, profile, "--headless", "--convert-to", kind, "--outdir", str(out), str(file)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    shutil.copy(out / file.name, file)
    return True


def damaged(offices: Offices, name: str) -> str:
    """The first two thirds of a file, as a stick that was pulled out too early has it; the name of the copy."""
    whole = offices.file(name).read_bytes()
    offices.file(f"坏-{name}").write_bytes(whole[: len(whole) * 2 // 3])
    return f"坏-{name}"
