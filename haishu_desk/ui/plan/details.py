"""What is known of one entry, without Qt: the facts of the panel at the right, in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from haishu_desk.domain.items import INDICATOR, TASK, Item
from haishu_desk.domain.units import TOWNSHIP_KINDS
from haishu_desk.ui.plan.contents import Contents, chapter_words

_DIRECTIONS = {"higher": "越高越好", "lower": "越低越好", "keep": "守住"}
_MEASURES = {"flow": "一年合计（流量）", "level": "期末水平", "rate": "比率、平均", "growth": "增长率、降低率"}
_BRACKETS = {"increase": "[ ] 是目标减基期的差", "flow": "[ ] 是五年合计"}


@dataclass(frozen=True)
class Details:
    """The panel of one entry: heading, badges, facts as name and value, longer texts, and links to other entries."""

    code: str
    title: str
    number: str
    badges: tuple[str, ...] = ()
    facts: tuple[tuple[str, str], ...] = ()
    texts: tuple[tuple[str, str], ...] = ()
    links: tuple[tuple[str, str], ...] = field(default=())


def details_of(contents: Contents, code: str) -> Details:
    """The details of an indicator or a task; UsageError for a code that there is none of."""
    item = contents.documents.catalogue.get(code)
    return _indicator(contents, item) if item.kind == INDICATOR else _task(contents, item)


def _indicator(contents: Contents, item: Item) -> Details:
    record = item.record
    facts = (
        ("代码", item.code),
        ("单位", item.unit or "—"),
        ("方向", _DIRECTIONS.get(item.direction or "", "—")),
        ("类型", _MEASURES.get(record.get("measure", ""), "—")),
        ("频度", f"可按{item.frequency}填报"),
        ("范围", record.get("statistical_scope") or "—"),
        ("牵头", "、".join(contents.units(item.code, "lead")) or "—"),
        ("填报", reporters_in_words(contents, item.code)),
    )
    texts = (
        ("表下注", "\n".join(record.get("notes", ()))),
        ("累计", _BRACKETS.get(record.get("cumulative_kind") or "", "")),
        ("原文存疑", "；".join((record.get("values_doubt") or {}).values())),
        ("审核要点", record.get("review_points") or ""),
        ("出处", _source(contents, item.plan, record["source"], row=record["row"])),
    )
    attribute = record.get("attribute")
    badges = (
        *((attribute,) if attribute else ()),
        item.group,
        *(("常住人口口径",) if record.get("resident_basis") else ()),
    )
    name = f"{record['parent']}：{item.name}" if record.get("parent") else item.name
    return Details(item.code, name, item.number, badges, facts, _said(texts), tuple(_links(contents, item)))


def _task(contents: Contents, item: Item) -> Details:
    if not item.group.startswith("专栏") or item.kind != TASK:
        return _other(contents, item)
    number = int(item.group.removeprefix("专栏"))
    box = next(box for box in contents.documents.boxes_json(item.plan) if box["number"] == number)
    group = next(group for group in box["groups"] if any(row["code"] == item.code for row in group["items"]))
    facts = (
        ("代码", item.code),
        ("专栏", f"{number} {box['title']}"),
        *((("分组", group["title"]),) if group["title"] else ()),
        ("频度", f"可按{item.frequency}填报"),
        ("牵头", "、".join(contents.units(item.code, "lead")) or "—"),
        ("填报", reporters_in_words(contents, item.code)),
    )
    source = {**contents.box_source(item.plan, number), "lines": item.record.get("lines")}
    texts = (("概述", item.record.get("summary") or ""), ("出处", _source(contents, item.plan, source)))
    return Details(item.code, item.name, f"专栏 {number}", ("任务",), facts, _said(texts))


def _other(contents: Contents, item: Item) -> Details:
    facts = (
        ("代码", item.code),
        ("所在", item.group),
        ("牵头", "、".join(contents.units(item.code, "lead")) or "—"),
        ("填报", reporters_in_words(contents, item.code)),
    )
    return Details(item.code, item.name, item.number, (), facts)


def reporters_in_words(contents: Contents, code: str) -> str:
    """Who fills it in, by name; all townships together as one word."""
    documents = contents.documents
    reporters = [documents.units.get(unit) for unit in documents.reporters(code)]
    townships = [unit for unit in reporters if unit.kind in TOWNSHIP_KINDS]
    everywhere = len(townships) > 1 and len(townships) == sum(unit.kind in TOWNSHIP_KINDS for unit in documents.units)
    named = [unit.name for unit in reporters if not (everywhere and unit in townships)]
    return "、".join([*named, *([f"全部 {len(townships)} 个镇乡街道"] if everywhere else [])]) or "—"


def _links(contents: Contents, item: Item) -> Iterator[tuple[str, str]]:
    catalogue = contents.documents.catalogue
    before = item.record.get("continues")
    if before:
        yield before, f"接续{contents.title(catalogue.get(before).plan)}第 {catalogue.get(before).number} 项"
    for other in catalogue:
        if other.record.get("continues") == item.code:
            yield other.code, f"{contents.title(other.plan)}第 {other.number} 项接续本项"


def _source(contents: Contents, plan: str, source: Mapping[str, Any], *, row: int | None = None) -> str:
    # The result table of the thirteenth plan is printed in the outline of the fourteenth.
    parts = [f"《纲要》{chapter_words(dict(source))}"]
    if row is not None:
        parts.append(f"{source.get('table') or f'{contents.title(plan)}时期主要指标表'} 第 {row} 行")
    lines = source.get("lines")
    if lines:
        parts.append(f"原文第 {lines[0]}–{lines[1]} 行" if lines[0] != lines[1] else f"原文第 {lines[0]} 行")
    return "，".join(parts)


def _said(texts: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
    return tuple((name, text) for name, text in texts if text)
