"""Sheets made by hand, and faces whose signs are as wide as can be reckoned in the head."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from haishu_desk.domain.cells import Head, Heads, Slot
from haishu_desk.domain.items import INDICATOR, PROJECT, Item
from haishu_desk.domain.periods import parse_period
from haishu_desk.domain.quantity import parse
from haishu_desk.domain.returns import Course
from haishu_desk.report.sheet import NAME, NUMBER, TEXT, WORD, Column, Group, Printed, Return

INDICATORS: dict[str, Any] = {
    "code": "indicators",
    "title": "规划指标填报表",
    "fields": [
        {"name": "value", "title": "本期值", "type": "quantity"},
        {"name": "growth", "title": "增速", "type": "quantity"},
        {"name": "numerator", "title": "分子", "type": "quantity"},
        {"name": "denominator", "title": "分母", "type": "quantity"},
    ],
}
TASKS: dict[str, Any] = {
    "code": "tasks",
    "title": "任务项目填报表",
    "fields": [
        {"name": "value", "title": "形象进度", "type": "text"},
        {"name": "stage", "title": "阶段", "type": "text", "choices": ["谋划", "在建"]},
        {"name": "planned", "title": "计划投资（万元）", "type": "quantity"},
    ],
}
MARKS = {"number": "海规监1表", "agency": "区发改局", "document": "海发改〔2025〕9号", "valid_to": "2026-12-31"}


class SquareFaces:
    """Every Chinese sign is as wide as its type is high, every other one half as wide."""

    def advance(self, sign: str, face: str) -> float:
        del face
        return 1.0 if ord(sign) > 0x2000 else 0.5


SQUARE = SquareFaces()


def indicator(code: str, name: str, group: str = "经济发展", unit: str | None = "件", **record: Any) -> Item:
    return Item(code, name, INDICATOR, "145", code[4:], group, unit, "年", {"values": {"target": "100"}, **record})


def project(code: str, name: str, group: str = "专栏2", summary: str = "") -> Item:
    return Item(code, name, PROJECT, "145", code[4:], group, None, "季", {"summary": summary})


def heads(values: Mapping[Slot, str | Sequence[str]]) -> Heads:
    """Each cell with one value, or with several that do not agree."""
    texts = {slot: [value] if isinstance(value, str) else value for slot, value in values.items()}
    return {
        slot: tuple(Head(f"{slot.item}{slot.field}{place}", parse(text)) for place, text in enumerate(each))
        for slot, each in texts.items()
    }


def asked(items: Iterable[Item], values: Mapping[Slot, str | Sequence[str]] | None = None, **more: Any) -> Return:
    """A return of 鄞江镇 for 2025."""
    given = {"form": INDICATORS, "agency": "海曙区", "unit": "鄞江镇", "period": parse_period("2025"), **more}
    return Return(**{"course": Course((), ()), **given, "items": list(items), "heads": heads(values or {})})


def sheet(names: Sequence[str], *, texts: int = 2, note: str = "", **more: Any) -> Printed:
    """A sheet with a row for each name, some columns of text and one of figures, in groups of a hundred rows."""
    columns = (
        Column("甲", "name", "任务或项目", NAME),
        Column("乙", "code", "代码", WORD),
        Column("1", "planned", "年度计划投资（万元）", NUMBER, is_entry=True),
        *(
            Column(str(place + 2), f"text{place}", f"第{place + 1}项说明", TEXT, is_entry=True)
            for place in range(texts)
        ),
    )
    rows = [(name, f"145-b01-{place:03}", "120000", *[note] * texts) for place, name in enumerate(names)]
    parts = [rows[start : start + 100] for start in range(0, len(rows), 100)]
    groups = tuple(Group(f"专栏{number}", tuple(part)) for number, part in enumerate(parts, start=1))
    words: dict[str, Any] = {
        "agency": "海曙区",
        "unit": "鄞江镇",
        "title": "任务项目填报表",
        "period": "2025年",
        "corner": ("规划实施监测填报表", "（工作用表）"),
        "notices": (),
        "signed": ("单位负责人：__", "填表人：__", "报出日期：20__年__月__日"),
        "notes": ("空格是没有录。",),
        "version": "3F2A-91C0",
    }
    return Printed(columns=columns, groups=groups, **{**words, **more})
