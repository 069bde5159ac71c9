"""The workbook that bundles are written with: XlsxWriter, in which every text stays the text that it is."""

from __future__ import annotations

from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from haishu_desk.domain.signs import as_shared_string


class TextSheet(Worksheet):  # type: ignore[misc]  # XlsxWriter ships no types
    """A sheet that takes no text for XML or for an escape."""

    def _write_string(self, row: int, col: int, string: str, cell_format: Any = None) -> int:
        written: int = super()._write_string(row, col, as_shared_string(string), cell_format)
        return written


class TextWorkbook(Workbook):  # type: ignore[misc]  # the same
    """A workbook of such sheets."""

    worksheet_class = TextSheet
