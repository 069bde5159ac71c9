"""A plain table as a file that offices use: .xlsx or .docx by its ending."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from haishu_desk.domain.errors import UsageError
from haishu_desk.store.files import write_file


def write_table(file: Path, title: str, about: str, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Write the table to an .xlsx or a .docx, every cell as text; UsageError for another ending."""
    write = writer_for(file)
    write_file(file, write(title, about, columns, rows))


def writer_for(file: Path) -> Callable[..., bytes]:
    """What writes a table in the form that the file's ending asks for; loaded when one is written."""
    if file.suffix.lower() == ".xlsx":
        from haishu_desk.report.xlsx_table import xlsx_table  # noqa: PLC0415

        return xlsx_table
    if file.suffix.lower() == ".docx":
        from haishu_desk.report.docx_table import docx_table  # noqa: PLC0415

        return docx_table
    raise UsageError(f"不会写 {file.suffix or '没有扩展名'} 的清单", "请用 .xlsx 或 .docx")
