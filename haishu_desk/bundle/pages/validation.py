"""What may be typed into an entry cell: drop-downs, lengths, and what is said when the cell is chosen.

Excel takes a list of at most 255 signs inline, and none with a comma in a word; a longer one stands in the sheet 字典.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from haishu_desk.bundle.layout import COLUMNS, DICTIONARY, Column
from haishu_desk.bundle.pages.signals import Grid, runs_of
from haishu_desk.domain.cells import NOTE, VALUE

INLINE, _LONGEST = 255, 255
_NOTHING = "没有数填 —、不适用 或 未取得，不要填 0。"
_HINTS = {
    "numerator": f"填分子的数，计量单位见填报说明。{_NOTHING}",
    "denominator": f"填分母的数，计量单位见填报说明。{_NOTHING}",
    NOTE: "没有数、数变动大、口径有变的，在这里写原因，不超过500字。",
    "planned": f"以万元计，只填数，例如 1200。{_NOTHING}",
    "invested": f"开工以来累计，以万元计，只填数，例如 860.5。{_NOTHING}",
    "started": "例如 2024年3月；没有开工填 —。",
    "finished": "例如 2025年12月；没有竣工填 —。",
    "total": f"整个项目的投资，以万元计，只填数，例如 9800。{_NOTHING}",
    "invested_year": f"今年1月到期末完成的，以万元计，只填数，例如 860.5。{_NOTHING}",
    "plan_started": "计划什么时候开工，例如 2024年3月。",
    "plan_finished": "计划什么时候竣工，例如 2025年12月。",
    "registered": "进入投资统计库的时间，例如 2024年4月；没有入库填 —。",
    "funded": f"今年1月到期末到位的，以万元计，只填数。{_NOTHING}",
    "paid": f"今年1月到期末支付的，以万元计，只填数。{_NOTHING}",
    "approval": "阶段填暂缓、取消的，填批准的文号。",
    "vintage": "从列表里选；这个数的状态变了请一并改。",
    "stage": "从列表里选这个任务或项目现在的阶段。",
}


def source_of(choices: Sequence[str], column: int) -> list[str] | str:
    """A list as Excel takes it: the words themselves, or where they stand in the sheet 字典 (`column` from 0)."""
    from xlsxwriter.utility import xl_range_abs  # noqa: PLC0415  heavy: loaded when a bundle is written

    if len(",".join(choices)) <= INLINE and not any("," in choice for choice in choices):
        return list(choices)
    return f"={DICTIONARY}!{xl_range_abs(1, column, len(choices), column)}"


def restrict(grid: Grid, lists: Sequence[str]) -> None:
    """Set the rules of a form's sheet; `lists` are the titles of the columns of the sheet 字典, in order."""
    for place, column in enumerate(grid.columns, start=1):
        if column.is_entry:
            rule = _list(column, _place(column, lists)) if column.choices else length(column.limit)
            for hint, rows in _by_hint(column, grid).items():
                corners = [[grid.first + run[0], place, grid.first + run[-1], place] for run in runs_of(rows)]
                more: dict[str, Any] = {"other_cells": corners} if len(corners) > 1 else {}
                said = {"input_title": column.title, "input_message": hint} if hint else {}
                grid.sheet.data_validation(*corners[0], {**rule, **said, **more})


def _place(column: Column, lists: Sequence[str]) -> int:
    """Where its list stands in the sheet 字典; the short list of a 临时报表 stands in the rule itself."""
    return lists.index(column.title) if column.title in lists else 0


def lists_of(columns: Iterable[Column]) -> dict[str, tuple[str, ...]]:
    """The drop-downs of those columns by their titles, in the order in which the sheet 字典 holds them."""
    return {column.title: column.choices for column in columns if column.choices}


def length(limit: int) -> dict[str, Any]:
    """At most that many signs."""
    return {"validate": "length", "criteria": "<=", "value": limit, "ignore_blank": True,
            "error_title": "太长了", "error_message": f"这一格不超过{limit}个字"}  # fmt: skip


def _list(column: Column, place: int) -> dict[str, Any]:
    said = f"可用：{'、'.join(column.choices)}"
    return {
        "validate": "list", "source": source_of(column.choices, place), "ignore_blank": True,
        "error_title": "请从列表中选择", "error_message": said if len(said) <= _LONGEST else f"{said[:_LONGEST - 1]}…",
    }  # fmt: skip


def _by_hint(column: Column, grid: Grid) -> dict[str, list[int]]:
    """The rows of a column by what is said of their cells."""
    usual = _HINTS.get(column.name, "")
    rows: dict[str, list[int]] = {}
    for row, item in enumerate(grid.items):
        own = grid.asked[item].hint if column.name == VALUE and item in grid.asked else usual
        rows.setdefault(own[:_LONGEST], []).append(row)
    return rows


# All drop-downs of all forms: the sheet 字典 is the same in every bundle.
LISTS = lists_of(column for columns in COLUMNS.values() for column in columns)
