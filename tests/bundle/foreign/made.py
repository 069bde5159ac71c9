"""Statistics tables as an office writes them, built in code, and what the reader makes of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, Literal

import openpyxl

from haishu_desk.bundle import worker
from haishu_desk.bundle.foreign.found import Found, Known
from haishu_desk.bundle.foreign.names import WHOLE, Names
from haishu_desk.bundle.foreign.phrases import Corrections, Said
from haishu_desk.bundle.foreign.reading import read_tables
from haishu_desk.bundle.foreign.whens import when_of
from haishu_desk.bundle.read_process import CellText, Sheet, Workbook, answer_of
from haishu_desk.desk import documents_without_workspace
from haishu_desk.domain.periods import parse_period

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

Row = Sequence[object]
Rows = Any  # lists of lists of texts and numbers: written out in the tests, mypy finds no name for their join
NANMEN, JIANGXIA, XIMEN, YINJIANG, ZHANGSHUI = "330203001", "330203002", "330203003", "330203105", "330203106"
PATENTS, JOBS, TRADE, GRAIN = "145-04", "145-25", "145-11", "145-33"


@dataclass
class Page:
    """One sheet to be written: rows from A1, merged ranges, what is hidden, number formats by address."""

    rows: Rows
    merged: Sequence[str] = ()
    name: str = "Sheet1"
    state: Literal["visible", "hidden"] = "visible"
    hidden_columns: Sequence[str] = ()
    hidden_rows: Sequence[int] = ()
    formats: Mapping[str, str] = field(default_factory=dict)


def write(path: Path, *pages: Page) -> Path:
    """The workbook as a file."""
    book = openpyxl.Workbook()
    for number, page in enumerate(pages):
        first = book.worksheets[0] if number == 0 else book.create_sheet()
        _fill(first, page)
    book.save(path)
    return path


def _fill(sheet: Worksheet, page: Page) -> None:
    sheet.title, sheet.sheet_state = page.name, page.state
    for row in page.rows:
        sheet.append([None if cell == "" else cell for cell in row])
    for area in page.merged:
        sheet.merge_cells(area)
    for letters in page.hidden_columns:
        sheet.column_dimensions[letters].hidden = True
    for number in page.hidden_rows:
        sheet.row_dimensions[number].hidden = True
    for address, code in page.formats.items():
        sheet[address].number_format = code


def workbook_of(*pages: Page) -> Workbook:
    """The workbook as the worker reads it, written to a file and read back in this process."""
    with TemporaryDirectory() as folder:
        return answer_of(worker.document(write(Path(folder) / "表.xlsx", *pages)))


def sheet_of(rows: Rows, name: str = "Sheet1", merged: Sequence[str] = ()) -> Sheet:
    """A sheet without a file, for tests with thousands of them."""
    cells = {
        (row, column): CellText("n" if isinstance(value, int | float) else "s", str(value))
        for row, values in enumerate(rows)
        for column, value in enumerate(values)
        if value not in ("", None)
    }
    return Sheet(name, "visible", cells, merged=tuple(merged))


@cache
def names() -> Names:
    """The names of the shipped plans and units."""
    documents = documents_without_workspace()
    return Names((item for item in documents.catalogue if documents.reporters(item.code)), documents.units)


@cache
def _reporters() -> Callable[[str], list[str]]:
    return documents_without_workspace().reporters


def known(
    unit: str | None = None,
    period: str | None = None,
    only: str | None = None,
    corrections: Corrections | None = None,
) -> Known:
    """What the district's workspace knows, and what a person says of the file."""
    documents = documents_without_workspace()
    given = Said(unit=WHOLE if unit == "330203" else unit, when=when_of(parse_period(period)) if period else None)
    return Known(
        names(),
        documents.catalogue.plans,
        documents.reporters,
        corrections or Corrections(),
        given,
        frozenset({only}) if only else None,
    )


def found_in(*pages: Page, knowing: Known | None = None) -> Found:
    """What is found in a workbook of these sheets."""
    return read_tables(workbook_of(*pages), knowing or known())


def read(rows: Rows, *merged: str, knowing: Known | None = None) -> Found:
    """What is found in a workbook of one sheet."""
    return found_in(Page(rows, merged), knowing=knowing)


def cells(found: Found) -> dict[str, tuple[str, str, str, str]]:
    """Unit, period, item and value of each cell by its address; an address counts once."""
    by_address = {cell.address: (cell.unit, cell.period, cell.item, cell.value) for cell in found.cells}
    assert len(by_address) == len(found.cells)
    return by_address


def left_out(found: Found) -> dict[str, str]:
    """The reason by the place (`12`, `C` or `B5`) of everything that was left out."""
    return {skipped.place: skipped.why for skipped in found.skipped}
