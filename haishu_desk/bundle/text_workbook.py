"""The workbook that bundles are written with: XlsxWriter, in which every text stays the text that it is."""

from __future__ import annotations

import re
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from haishu_desk.domain.signs import as_shared_string

_CALLED = re.compile(r"([A-Za-z0-9_.]+)\(")
# What the formulas of our pages call. XlsxWriter gives a prefix to the functions that came after Excel 2007, and searches
# each formula thirty times for that, a third of the time that a bundle takes; of these none needs one.
_OLD = frozenset(
    {"AND", "ASC", "EXACT", "FIND", "IFERROR", "ISNUMBER", "LEN", "LOWER", "NOT", "OR", "SUBSTITUTE", "TRIM", "UPPER",
     "VALUE"}
)  # fmt: skip


class TextSheet(Worksheet):  # type: ignore[misc]  # XlsxWriter ships no types
    """A sheet that takes no text for XML or for an escape."""

    def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:  # noqa: FBT001, FBT002  XlsxWriter's own
        if formula.startswith("=") and _OLD.issuperset(_CALLED.findall(formula)):
            return formula[1:]
        prepared: str = super()._prepare_formula(formula, expand_future_functions)
        return prepared

    def _write_string(self, row: int, col: int, string: str, cell_format: Any = None) -> int:
        written: int = super()._write_string(row, col, as_shared_string(string), cell_format)
        return written


class TextWorkbook(Workbook):  # type: ignore[misc]  # the same
    """A workbook of such sheets."""

    worksheet_class = TextSheet

    def close(self) -> None:
        """Write it. Its sheets know one another and it knows them: they are let go of, and none waits for the collector."""
        super().close()
        for sheet in self.worksheets():
            sheet.__dict__.clear()
        self.__dict__.clear()
        self.fileclosed = True
