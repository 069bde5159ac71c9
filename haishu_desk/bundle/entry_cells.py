"""One entry cell of a received sheet: taken as typed, or a finding that names the sheet and the cell.

What is no typed value is never taken: a formula, an error, a cell that is there twice, a merged cell, a time or a
strange date. What is taken although a person sees something else there (`veiled`) is said.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from haishu_desk.bundle.cell_text import says_the_same, shown_text, typed_number, typed_text
from haishu_desk.bundle.layout import Column
from haishu_desk.bundle.part_scan import shown
from haishu_desk.bundle.read_process import CellText, Sheet, address
from haishu_desk.domain.findings import HARD, QUERY, Finding

_DATE = re.compile(r"([0-9]{4})-[0-9]{2}-[0-9]{2}")
_FIRST_YEAR, _LAST_YEAR = 2000, 2100  # faults.md row 29: beyond, a serial number was meant to be something else
_MARKED = (("公式", "formulas"), ("错误值", "errors"), ("重复的格", "duplicates"))


@dataclass(frozen=True)
class EntryCell:
    """Where a cell stands, whose it is, what it said when the bundle was written, and whether it is one of several made one."""

    sheet: Sheet
    place: tuple[int, int]
    item: str
    column: Column
    before: str
    is_merged: bool = False

    @property
    def where(self) -> str:
        """`填报表!G6`."""
        return f"{self.sheet.name}!{address(*self.place)}"

    def typed(self) -> str | None:
        """What somebody typed, or None if the cell still says what was printed."""
        cell, is_percent = self.sheet.cells.get(self.place), self._is_percent
        if says_the_same(cell, self.before, is_number=self.column.right, is_percent=is_percent):
            return None
        text = shown_text(cell, is_percent=is_percent)
        return typed_number(text) if self.column.right else typed_text(text)

    def trouble(self) -> Finding | None:
        """Why it cannot be taken, if it cannot."""
        here = address(*self.place)
        for word, marks in _MARKED:
            if here in getattr(self.sheet, marks):
                return self._finding("E51", f"是{word}", "请直接填写数字或文字，再交一次")
        if self.is_merged:
            return self._finding("merged", "与别的格合并了，分不清是哪一格的数", "请取消合并，逐格填写，再交一次")
        if self.typed() is None:
            return None
        cell = self.sheet.cells.get(self.place)
        return self._of_date(cell) if cell is not None and cell.kind == "d" else None

    def warning(self) -> Finding | None:
        """What a reviewer should know of a cell that is taken, or that still says what was printed."""
        cell = self.sheet.cells.get(self.place)
        if cell is None or address(*self.place) not in self.sheet.veiled:
            return None
        text = shown(shown_text(cell, is_percent=self._is_percent))
        message = f"{self._named} 的格式使看到的和存的不一样，存的是“{text}”"
        return Finding(
            "veiled", QUERY, message, self.where, self.item, self.column.name, "请以本程序显示的为准，并与单位核对"
        )

    @property
    def _is_percent(self) -> bool:
        return address(*self.place) in self.sheet.percents

    @property
    def _named(self) -> str:
        return f"{shown(self.sheet.name)} {address(*self.place)}（{self.item} {self.column.title}）"

    def _of_date(self, cell: CellText) -> Finding | None:
        match = _DATE.fullmatch(cell.text)
        if self.column.right or match is None:
            what = "时间" if match is None else "日期"
            advice = "请把这一格设为文本格式，重新填写"
            return self._finding("E50" if self.column.right else "E52", f"显示成了{what}", advice)
        if _FIRST_YEAR <= int(match[1]) <= _LAST_YEAR:
            return None
        return self._finding(
            "E52", f"的日期 {cell.text} 不在 2000 年到 2100 年之间", "请核对，把这一格设为文本格式重新填写"
        )

    def _finding(self, rule: str, what: str, advice: str) -> Finding:
        return Finding(rule, HARD, f"{self._named} {what}，没有采用", self.where, self.item, self.column.name, advice)
