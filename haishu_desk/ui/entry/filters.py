"""Which rows are shown: by how they stand, by the words of a column, by a text in it; and in which order."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from haishu_desk.ui.entry.headers import NAME, NUMBER, UNIT
from haishu_desk.ui.entry.standings import RETURNED
from haishu_desk.ui.pinyin import sort_key

if TYPE_CHECKING:
    from haishu_desk.ui.entry.sheet import Line
    from haishu_desk.ui.entry.sheet_model import SheetModel

ALL, UNFILLED, PROBLEM, SENT_BACK, CARRIED = "", "unfilled", "problem", "returned", "carried"
STATES = {ALL: "全部", UNFILLED: "未录", PROBLEM: "有问题", SENT_BACK: "退回", CARRIED: "待核"}
_NUMBER = re.compile(r"[−-]?[\d,]*\d(?:\.\d+)?")
_FRONT = {NUMBER: "序号", NAME: "名称", UNIT: "单位"}


@dataclass(frozen=True)
class Filter:
    """What the words of one column must be: one of `values`, or with `contains` in them."""

    values: frozenset[str] | None = None
    contains: str = ""

    def takes(self, text: str) -> bool:
        """Whether a row with that text stays."""
        return (self.values is None or text in self.values) and self.contains.lower() in text.lower()

    @property
    def words(self) -> str:
        """What is asked for, briefly."""
        if self.contains:
            return f"含“{self.contains}”"
        return "、".join(value or "（空）" for value in sorted(self.values or ()))


@dataclass(frozen=True)
class Sorting:
    """By which column, and which way."""

    column: str
    is_down: bool = False


def text_at(model: SheetModel, row: int, column: str) -> str:
    """The words of that column in that row: of the front columns too."""
    item = model.lines[row].item
    if item is None:
        return ""
    if column in _FRONT:
        return {NUMBER: item.number, NAME: item.name, UNIT: item.unit or ""}[column]
    return model.looks(row)[model.column_of(column)].text


def title_of(model: SheetModel, column: str) -> str:
    """The title of a column, of the front columns too."""
    return _FRONT.get(column) or model.columns[model.column_of(column)].title.partition("（")[0]


def stands(model: SheetModel, row: int, state: str) -> bool:
    """Whether the row stands as `state` asks."""
    item = model.lines[row].item
    if item is None or state == ALL:
        return item is not None
    sheet, real = model.shown.row(item)
    if state == UNFILLED:
        return real.code not in sheet.filled
    if state == PROBLEM:
        return model.is_problem(row)
    if state == CARRIED:
        return real.code in sheet.carried_items
    return model.looks(row)[-1].text.startswith(RETURNED)


def sorted_lines(model: SheetModel, lines: Sequence[Line], sorting: Sorting) -> list[Line]:
    """The rows in that order, without headings; what says nothing comes last, whichever way."""
    rows = [model.row_of(line.item.code) for line in lines if line.item is not None]
    if sorting.column == NUMBER:
        ordered = list(reversed(rows)) if sorting.is_down else rows
        return [model.lines[row] for row in ordered]
    keys = {row: _key(text_at(model, row, sorting.column), is_number=_is_number(model, sorting.column)) for row in rows}
    said = sorted((row for row in rows if keys[row] is not None), key=keys.__getitem__, reverse=sorting.is_down)
    return [model.lines[row] for row in (*said, *(row for row in rows if keys[row] is None))]


def _is_number(model: SheetModel, column: str) -> bool:
    return column not in _FRONT and model.columns[model.column_of(column)].is_right


def _key(text: str, *, is_number: bool) -> Any:
    if is_number:
        found = _NUMBER.search(text)
        return Decimal(found[0].replace(",", "").replace("−", "-")) if found else None
    return sort_key(text) if text else None
