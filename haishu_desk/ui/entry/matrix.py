"""One item of all units as a sheet: each row is the cell of another unit's return (代录)."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING

from haishu_desk.domain.cells import VALUE, ReturnKey
from haishu_desk.domain.items import Item
from haishu_desk.domain.periods import parse_period
from haishu_desk.domain.units import TOWNSHIP_KINDS
from haishu_desk.ui.entry.columns import columns_for, fields_of
from haishu_desk.ui.entry.figures import grouped_text
from haishu_desk.ui.entry.sheet import Line, Sheet

if TYPE_CHECKING:
    from haishu_desk.desk import Desk

_SHORT = 6


class Matrix:
    """Rows, columns and values of one item; `row` leads from a row to the unit's return and the item itself.

    A row's own item has the unit's code and name, so that it is found, sorted and shown like any other row.
    """

    def __init__(self, desk: Desk, item: Item, period: str) -> None:
        documents = desk.documents
        self.item, self.period = item, parse_period(period)
        code = documents.form_of(item)
        self.form = documents.form(code)
        known = documents.reporters(item.code)
        reporters = [unit.code for unit in documents.units if unit.code in known and unit.reports(self.period)]
        self.sheets = {unit: Sheet(desk, ReturnKey(code, unit, period)) for unit in reporters}
        self.keys = tuple(sheet.key for sheet in self.sheets.values())
        with_parts = any(column.name == "numerator" for sheet in self.sheets.values() for column in sheet.columns)
        self.columns = columns_for(
            code, documents.fields(code), with_parts=with_parts and item.record.get("rollup") == "mean"
        )
        self.fields = fields_of(self.columns)
        self.lines = tuple(self._lines())

    def _lines(self) -> Iterator[Line]:
        for number, sheet in enumerate(self.sheets.values(), start=1):
            yield Line(replace(self.item, code=sheet.key.unit, name=sheet.unit_name, number=str(number)))

    def row(self, item: Item) -> tuple[Sheet, Item]:
        """The return and the item that a row speaks of."""
        return self.sheets[item.code], self.item

    def read(self, keys: Collection[ReturnKey] | None = None) -> set[str]:
        """Read what was written to these returns, or to those of `keys`; the rows, by unit, that may look otherwise now."""
        return {unit for unit, sheet in self.sheets.items() if self.item.code in sheet.read(keys)}

    def read_previous(self, keys: Collection[ReturnKey] | None = None) -> set[str]:
        """Read 上年同期 of every row, or of those that follow one of `keys`; the rows that say something else now."""
        return {unit for unit, sheet in self.sheets.items() if self.item.code in sheet.read_previous(keys)}

    @property
    def key(self) -> ReturnKey:
        """The first of its returns, which says form and period."""
        return self.keys[0]

    @cached_property
    def due(self) -> list[Item]:
        """The rows that are to be filled."""
        return [line.item for line in self.lines if line.item is not None]

    @property
    def filled(self) -> set[str]:
        """The rows, by unit, whose value somebody has answered."""
        return {unit for unit, sheet in self.sheets.items() if self.item.code in sheet.filled}

    @property
    def is_read_only(self) -> bool:
        """Whether nothing can be typed into any row."""
        return all(sheet.is_read_only for sheet in self.sheets.values())

    @property
    def front_titles(self) -> tuple[str, str, str]:
        """The titles over what stays when the sheet is scrolled."""
        return ("序号", "填报单位", "单位" if self.item.unit else "")

    @property
    def title(self) -> str:
        """What it is about, beside the title of the page."""
        return f"{self.item.number} {self.item.name}　{self.period.title}　各单位"

    def summary(self) -> str:
        """The foot: how many units have answered, the sum of the townships where it may be added up, and who is missing."""
        missing = [sheet.unit_name for unit, sheet in self.sheets.items() if unit not in self.filled]
        named = "、".join(missing[:_SHORT]) + (f"等 {len(missing)} 个" if len(missing) > _SHORT else "")
        said = [f"已录 {len(self.sheets) - len(missing)} / {len(self.sheets)}", self._sum()]
        return "　".join(filter(None, [*said, f"未录：{named}" if missing else ""]))

    def _sum(self) -> str:
        """A department's figure is the whole district's: it is not added to its parts."""
        if self.item.record.get("rollup") != "sum":
            return "" if self.item.unit is None else "各单位的数不能相加"
        numbers = [
            value.number for sheet in self.sheets.values() if sheet.unit.kind in TOWNSHIP_KINDS
            if (value := sheet.value(self.item, VALUE)) is not None and value.number is not None
        ]  # fmt: skip
        return f"镇乡街道合计 {grouped_text(f'{sum(numbers, Decimal()):f}', None)} {self.item.unit or ''}".rstrip()
