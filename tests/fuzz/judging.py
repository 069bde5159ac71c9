"""What became of a mutant: a code of the catalogue, or values that a second reader (openpyxl) sees too."""

from __future__ import annotations

import io
import re
import unicodedata
import warnings
from collections.abc import Iterator, Mapping
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

import openpyxl

from haishu_desk.bundle import worker
from haishu_desk.bundle.layout import entry_columns
from haishu_desk.bundle.manifest import NotOurBundleError
from haishu_desk.bundle.read_process import Workbook, answer_of
from haishu_desk.bundle.refusals import SENTENCES, RefusedWorkbookError
from haishu_desk.bundle.sheet_cells import carried, cell_text
from haishu_desk.bundle.unpack import Unpacked, unpack

CATALOGUE = frozenset({*(code for code, _, _ in SENTENCES.values()), "E30", "E31", "E32", "E33", "E43"})
FINDINGS = frozenset({"E50", "E51", "E52", "lost", "sheet", "merged", "veiled", "hidden", "unmarked", "extra-sheet"})
_ESCAPED = re.compile(r"_x([0-9A-F]{4})_")


def read_here(path: Path) -> Workbook:
    """What the worker reads, in this process."""
    return answer_of(worker.document(path))


def outcome(workbook: Workbook | None, path: Path) -> tuple[str, Unpacked | None]:
    """The code of a refusal, or `ok` and the bundle; anything else is raised."""
    try:
        unpacked = unpack(workbook if workbook is not None else read_here(path))
    except (RefusedWorkbookError, NotOurBundleError) as error:
        if error.code not in CATALOGUE or not (error.message and error.advice):
            raise AssertionError(error.as_json()) from error
        return error.code, None
    assert {finding.rule for finding in unpacked.findings} <= FINDINGS
    assert all(finding.message and (finding.place or finding.item) for finding in unpacked.findings)
    return "ok", unpacked


def disagreements(unpacked: Unpacked, path: Path) -> list[str] | None:
    """Entry cells of which openpyxl says otherwise; None if it cannot read the file."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            book = openpyxl.load_workbook(io.BytesIO(path.read_bytes()))
        except Exception:  # noqa: BLE001 - it lets any exception out
            return None
    return [wrong for printed in unpacked.payload.returns for wrong in _of_form(unpacked, printed, book)]


def _of_form(unpacked: Unpacked, printed: Any, book: Any) -> Iterator[str]:
    form = printed.key.form
    mine = {(cell.item, cell.column): cell for cell in unpacked.typed if cell.form == form}
    told = {finding.place for finding in unpacked.findings}
    lost = {finding.item for finding in unpacked.findings if finding.rule == "lost"}
    sheets = [sheet for sheet in book.worksheets if _mark(sheet).endswith(f"|{form}")]
    if len(sheets) != 1 or any(
        finding.rule in {"sheet", "lost"} and finding.item is None for finding in unpacked.findings
    ):
        return
    sheet, rows, columns = sheets[0], *_marks(sheets[0])
    for (item, column), before in printed.cells.items():
        if column not in entry_columns(form) or item in lost:
            continue
        if item not in rows or column not in columns:
            yield f"{item} {column}: openpyxl finds no mark"
            continue
        cell = sheet.cell(rows[item], columns[column])
        theirs = _text(cell)
        where = f"{sheet.title}!{cell.coordinate}"
        if (item, column) in mine:
            if not _same(mine[item, column].text, theirs):
                yield f"{where}: {mine[item, column].text!r} was taken, openpyxl reads {theirs!r}"
        elif where not in told and not _same(before, theirs):
            yield f"{where}: {before!r} stands, openpyxl reads {theirs!r}"


def _mark(sheet: Any) -> str:
    found = [str(cell.value) for cells in sheet.iter_rows() for cell in cells if str(cell.value).startswith("#hs|")]
    return found[0] if found else ""


def _marks(sheet: Any) -> tuple[Mapping[str, int], Mapping[str, int]]:
    rows: dict[str, int] = {}
    columns: dict[str, int] = {}
    origin = next(cell for cells in sheet.iter_rows() for cell in cells if str(cell.value).startswith("#hs|"))
    for cells in sheet.iter_rows():
        for cell in cells:
            if cell.column == origin.column and str(cell.value).startswith("#r|"):
                rows[str(cell.value)[3:]] = cell.row
            if cell.row == origin.row and str(cell.value).startswith("#c|"):
                columns[str(cell.value)[3:]] = cell.column
    return rows, columns


def _text(cell: Any) -> str:
    value = cell.value
    if value is None:
        return ""
    if cell.data_type == "f":
        return f"={value}"
    told = cell_text(carried(value))
    kind, text = told.kind, told.text
    if kind == "n" and "%" in _format(cell):
        return f"{text}*100"
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)


def _format(cell: Any) -> str:
    try:
        return str(cell.number_format)
    except IndexError:  # the number of a format that the file does not have
        return "General"


def _same(one: str, other: str) -> bool:
    """Equal but for spaces, unseen signs and how a number is written; written without the program's own comparison."""
    first, second = _bare(one), _bare(other)
    return first == second or (_number(first) is not None and _number(first) == _number(second))


def _bare(text: str) -> str:
    joined = "".join(sign for sign in unicodedata.normalize("NFKC", text) if unicodedata.category(sign) != "Cf")
    return re.sub(r"\s", "", _ESCAPED.sub(lambda found: chr(int(found[1], 16)), joined)).removeprefix("'")


def _number(text: str) -> str | None:
    digits, _, factor = text.partition("*")
    try:
        number = Decimal(digits.removesuffix("%")) * (Decimal(factor) if factor else 1)
    except InvalidOperation:
        return None
    return f"{float(number):.14g}"
