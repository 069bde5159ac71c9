"""The columns of a sheet as data: what each one shows, how wide it is, and whether it is typed into."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from haishu_desk.bundle.layout import PARTS
from haishu_desk.domain.cells import NOTE, VALUE, VINTAGES
from haishu_desk.domain.items import Item
from haishu_desk.domain.units import TOWNSHIP_KINDS

PREVIOUS, EXPECTED, CHANGE, VINTAGE, SUMMARY, STATE = "previous", "expected", "change", "vintage", "summary", "state"
SHOWN, NUMBER, TEXT, CHOICE, MARKED = "shown", "number", "text", "choice", "marked"
MEAN = "mean"


@dataclass(frozen=True)
class Column:
    """One column: `kind` says what stands in it, `least` how narrow it may become.

    `grows` is the share of spare room, `choices` the list of a CHOICE.
    """

    name: str
    title: str
    kind: str
    width: int
    least: int
    is_entry: bool = False
    grows: int = 0
    choices: tuple[str, ...] = ()

    @property
    def is_right(self) -> bool:
        """Whether it is a column of numbers."""
        return self.kind == NUMBER or self.name in (PREVIOUS, EXPECTED, CHANGE)


def columns_for(form: str, fields: Mapping[str, Mapping[str, Any]], *, with_parts: bool) -> tuple[Column, ...]:
    """The columns of that form's sheet, from left to right."""
    if form == "indicators":
        return tuple(_indicators(with_parts=with_parts))
    return tuple(_other(fields, is_tasks=form == "tasks"))


def has_parts(item: Item, unit_kind: str) -> bool:
    """Whether the unit fills in 分子 and 分母 for the item: a township's ratios are made up from them."""
    return item.record.get("rollup") == MEAN and unit_kind in TOWNSHIP_KINDS


def fields_of(columns: Iterable[Column]) -> list[str]:
    """The fields that are typed into, without 数值状态, which is no field of its own."""
    return [column.name for column in columns if column.is_entry and column.name != VINTAGE]


def _indicators(*, with_parts: bool) -> Iterator[Column]:
    yield Column(PREVIOUS, "上年同期", SHOWN, 78, 64)
    yield Column(EXPECTED, "序时应达", SHOWN, 78, 64)
    yield Column(VALUE, "本期值", NUMBER, 108, 92, is_entry=True)
    if with_parts:
        for name, title in zip(PARTS, ("分子", "分母"), strict=True):
            yield Column(name, title, NUMBER, 84, 66, is_entry=True)
    yield Column(CHANGE, "同比", SHOWN, 80, 74)
    yield Column(VINTAGE, "数值状态", CHOICE, 104, 88, is_entry=True, choices=VINTAGES)
    yield Column(NOTE, "说明", TEXT, 132, 90, is_entry=True, grows=3)
    yield Column(STATE, "状态", MARKED, 102, 98)


def _other(fields: Mapping[str, Mapping[str, Any]], *, is_tasks: bool) -> Iterator[Column]:
    """任务表, or a form made up by the district; what may be left empty stands right of what is asked."""
    if is_tasks:
        yield Column(SUMMARY, "内容", SHOWN, 190, 150, grows=1)
    for field in fields.values():
        if field.get("optional"):
            continue
        if field.get("choices"):
            choices = tuple(field["choices"])
            yield Column(field["name"], field["title"], CHOICE, 104, 88, is_entry=True, choices=choices)
        elif field.get("optional"):
            kind = TEXT if field["type"] == "text" else NUMBER
            yield Column(field["name"], field["title"], kind, 124, 108, is_entry=True)
        elif field["type"] == "text":
            yield Column(field["name"], field["title"], TEXT, 176, 140, is_entry=True, grows=2)
        else:
            yield Column(field["name"], field["title"], NUMBER, 136, 112, is_entry=True)
    yield Column(NOTE, "说明", TEXT, 150, 120, is_entry=True, grows=1)
    for field in fields.values():
        if field.get("optional"):
            kind = TEXT if field["type"] == "text" else NUMBER
            yield Column(field["name"], field["title"], kind, 124, 108, is_entry=True)
    yield Column(STATE, "状态", MARKED, 102, 98)
