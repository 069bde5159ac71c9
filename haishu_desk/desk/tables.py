"""Small tables from files: CSV and plain workbooks with a header row, every cell as text."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Sequence
from decimal import Decimal
from itertools import zip_longest
from pathlib import Path

from haishu_desk.bundle.foreign.figures import times
from haishu_desk.bundle.read_process import CellText, Sheet, Workbook, address, read_workbook
from haishu_desk.domain.errors import DeskError, UsageError

Row = dict[str, str | None]


def open_workbook(file: Path, *, old: bool = False) -> Workbook:
    """The workbook in `file`; DeskError for a file that is not there, cannot be opened or is no sound workbook.

    With `old` a workbook of Excel 97 to 2003 is one too.
    """
    try:
        return read_workbook(file, old=old)
    except OSError as error:
        raise DeskError(f"{file} 读不出来", "请检查文件是否还在、能不能打开", code="no-file") from error


CELLS = ("unit", "period", "item", "field", "value", "vintage", "note")
REMARKS = ("item", "field", "vintage", "comment")
SETTLEMENTS = ("item", "field", "vintage", "value", "reason")
CORRECTIONS = ("item", "field", "vintage", "value", "reason", "source")


def open_tables(file: Path, read: Callable[[Path], Workbook] | None = None) -> Workbook:
    """Any file with tables as a workbook: .xlsx, .xls, .et, or a CSV as a workbook of one sheet; DeskError for an empty one.

    `read` hands over a workbook that was read before, in the background of a window.
    """
    refuse_no_file(file)
    if file.suffix.lower() == ".csv":
        workbook = _csv_workbook(file)
    else:
        workbook = read(file) if read else open_workbook(file, old=True)
    if not any(sheet.cells for sheet in workbook.sheets):
        raise DeskError(f"{file.name} 是空的", "请核对文件", code="E30")
    return workbook


def _csv_workbook(file: Path) -> Workbook:
    cells = {
        (row, column): CellText("s", text)
        for row, texts in enumerate(_csv_rows(file))
        for column, text in enumerate(texts)
        if text.strip()
    }
    return Workbook((Sheet(file.stem, "visible", cells),), {})


def is_cell_table(workbook: Workbook) -> bool:
    """Whether the first row is that of our own tables of cells: it has the name of one of their columns."""
    sheet = next(sheet for sheet in workbook.sheets if sheet.cells)
    return any(row == 0 and cell.text.strip() in CELLS for (row, _), cell in sheet.cells.items())


def refuse_no_file(file: Path) -> None:
    """DeskError for what is no file."""
    if not file.is_file():
        what = "是文件夹，不是文件" if file.is_dir() else "没有这个文件"
        raise DeskError(f"{file}：{what}", "请核对路径", code="no-file")


def read_table(file: Path, columns: Sequence[str], workbook: Workbook | None = None) -> list[Row]:
    """The rows below the header, whose names are among `columns` and have `item`; empty cells are None.

    DeskError for a file that is no table, UsageError for a column that there is none of. `workbook` is the file as it
    was read before.
    """
    refuse_no_file(file)
    rows = _csv_rows(file) if file.suffix.lower() == ".csv" else _workbook_rows(file, workbook)
    if not rows or not any(rows[0]):
        raise DeskError(f"{file.name} 第一行没有列名", "第一行请写列名，例如 item,value", code="E30")
    names = _headings(file, rows[0], columns)
    if "item" not in names:
        raise UsageError(f"{file.name} 的列名看不懂：没有 item 一列", f"列名请用：{'、'.join(columns)}")
    table = [_row(file, number, names, row) for number, row in enumerate(rows[1:], start=2) if any(map(str.strip, row))]
    if not table:
        raise DeskError(f"{file.name} 只有列名，没有数据行", "请在列名下面写数据", code="E30")
    return table


def read_grid(file: Path, columns: Sequence[str]) -> dict[int, Row]:
    """The rows below the line that has most of those headings, by their number in the file; what stands above is a title.

    DeskError for a file that is no table, or whose headings are not there; UsageError for a heading that there is none of.
    """
    refuse_no_file(file)
    grid = _csv_rows(file) if file.suffix.lower() == ".csv" else _workbook_rows(file)
    wanted = set(columns)
    head = max(range(len(grid)), key=lambda row: len(wanted & {text.strip() for text in grid[row]}), default=None)
    if head is None or not wanted & {text.strip() for text in grid[head]}:
        raise DeskError(f"{file.name} 里找不到表头", f"表头要有：{'、'.join(columns)}", code="E30")
    names = _headings(file, grid[head], columns)
    lines = enumerate(grid[head + 1 :], start=head + 2)
    return {number: _row(file, number, names, row) for number, row in lines if any(map(str.strip, row))}


def read_rows(file: Path) -> list[list[str]]:
    """All rows of a CSV or of the first filled sheet of a workbook (.xls too) as text, nothing left out.

    DeskError for what is no such table: a quote that is not closed would hide all the rows after it.
    """
    refuse_no_file(file)
    if file.suffix.lower() == ".csv":
        return _csv_rows(file, strict=True)
    return _workbook_rows(file, open_workbook(file, old=True))


def _headings(file: Path, row: Sequence[str], columns: Sequence[str]) -> list[str]:
    """The names in the head of a table up to the last; UsageError for an unknown one and for one that stands twice."""
    names = [name.strip() for name in row]
    while names and not names[-1]:
        names.pop()
    unknown = [name for name in names if name and name not in columns]
    if unknown:
        raise UsageError(f"{file.name} 的列名看不懂：{'、'.join(unknown)}", f"列名请用：{'、'.join(columns)}")
    doubled = [name for name in columns if names.count(name) > 1]
    if doubled:
        raise UsageError(f"{file.name} 的列“{doubled[0]}”出现了两次", "每一列只写一次")
    return names


def _row(file: Path, number: int, names: list[str], row: list[str]) -> Row:
    """One row by column; a comma too many would shift a value, so a cell that no name stands over is refused."""
    beyond = [text for name, text in zip_longest(names, row, fillvalue="") if text.strip() and not name]
    if beyond:
        raise DeskError(
            f"{file.name} 第{number}行的格比列名多（多出“{beyond[0]}”）",
            "请给这一列写列名，或删去这一格；数里有逗号的请去掉逗号，或给这一格加上英文引号",
            code="E30",
        )
    cells = zip(names, [*row, *[""] * len(names)], strict=False)
    return {
        name: (text if name in ("value", "note") else text.strip()) if text.strip() else None
        for name, text in cells
        if name
    }


def _csv_rows(file: Path, *, strict: bool = False) -> list[list[str]]:
    data = file.read_bytes()
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        try:
            return list(csv.reader(io.StringIO(text, newline=""), strict=strict))
        except csv.Error as error:
            raise DeskError(f"{file.name} 有一格太长或引号不成对", "请检查这张表，或存为 .xlsx", code="E03") from error
    raise DeskError(f"{file.name} 的文字编码看不懂", "请另存为 UTF-8 的 CSV，或存为 .xlsx", code="E03")


def _workbook_rows(file: Path, workbook: Workbook | None = None) -> list[list[str]]:
    sheet = next((sheet for sheet in (workbook or open_workbook(file)).sheets if sheet.cells), None)
    if sheet is None:
        raise DeskError(f"{file.name} 是空的", "请核对文件", code="E30")
    height = max(row for row, _ in sheet.cells) + 1
    width = max(column for _, column in sheet.cells) + 1
    grid = [["" for _ in range(width)] for _ in range(height)]
    for (row, column), cell in sheet.cells.items():
        grid[row][column] = _shown(cell, is_percent=address(row, column) in sheet.percents)
    marked = sheet.formulas | sheet.errors
    if marked:
        raise DeskError(
            f"{file.name} 里有公式或错误值（{min(marked)}）", "请复制后选择性粘贴为数值，再试一次", code="E51"
        )
    return grid


def _shown(cell: CellText, *, is_percent: bool) -> str:
    """The text of a cell as a person sees it: 0.02 that is shown as a percentage is 2%."""
    return f"{times(cell.text, Decimal(100))}%" if is_percent and cell.kind == "n" else cell.text
