"""Verbs that show the plans and what in them does not add up."""

from __future__ import annotations

import argparse
from typing import Any

from haishu_desk.cli.answer import Answer, quantity_text, table
from haishu_desk.cli.verbs import Namespace, Verb, documents, no_arguments, open_desk

_COLUMN_TITLES = {
    "base": "基期", "target": "目标", "growth": "年均增长", "target_growth": "目标年均增长", "actual": "完成",
    "actual_growth": "完成年均增长",
}  # fmt: skip


def _plan_flag(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--plan", required=True, metavar="ID", help="规划：135（十三五）或 145（十四五）")


def _plans(given: Namespace) -> Answer:
    with documents(given) as known:
        rows = known.plans_json()
    titles = {"id": "代号", "title": "规划", "base_year": "基期", "start_year": "起", "end_year": "止"}
    return Answer(rows, table(rows, titles))


def _indicators_arguments(parser: argparse.ArgumentParser) -> None:
    _plan_flag(parser)
    parser.add_argument("--edition", type=int, metavar="N", help="规划的第几版，见 editions；不写为现行的")


def _indicators(given: Namespace) -> Answer:
    if given.edition is not None:
        with open_desk(given) as desk:
            rows = desk.documents_with(f"plan:{given.plan}", given.edition).indicators_json(given.plan)
    else:
        with documents(given) as known:
            rows = known.indicators_json(given.plan)
    shown = [
        {**row, **{name: quantity_text(value) for name, value in row["values"].items()}, "mark": row["attribute"] or ""}
        for row in rows
    ]
    columns = {"code": "代码", "category": "分类", "name": "指标", "unit": "单位"}
    columns |= {name: _COLUMN_TITLES.get(name, name) for name in (rows[0]["values"] if rows else ())}
    return Answer(rows, table(shown, {**columns, "mark": "属性"}))


def _boxes(given: Namespace) -> Answer:
    with documents(given) as known:
        boxes = known.boxes_json(given.plan)
    lines = []
    for box in boxes:
        lines.append(f"专栏{box['number']}　{box['title']}")
        for group in box["groups"]:
            lines += [f"  {group['title']}"] if group["title"] else []
            for item in group["items"]:
                lines.append(f"    {item['code']}  {item['title']}：{item['summary'] or ''}")
                lines += [f"        {row['what']} {row['raw']}" for row in item["quantities"]]
                lines += [
                    f"        {row['code']}  {row['name']}{_in_brackets(row['status'])}" for row in item["projects"]
                ]
    return Answer(boxes, lines or ["（没有）"])


def _in_brackets(word: str | None) -> str:
    return f"（{word}）" if word else ""


def _targets(given: Namespace) -> Answer:
    with documents(given) as known:
        rows = known.targets_json(given.plan)
    shown = [{**row, "place": f"第{row['chapter']}章第{row['section']}节"} for row in rows]
    titles = {
        "code": "代码",
        "place": "出处",
        "year": "年份",
        "subject": "目标",
        "raw": "数值",
        "indicator": "对应指标",
    }
    return Answer(rows, table(shown, titles))


def _lists(given: Namespace) -> Answer:
    with documents(given) as known:
        lists = known.lists_json(given.plan)
    lines = [
        f"{name}：{'、'.join(rows)}" for name, rows in lists.items() if isinstance(rows, list) and name != "chapters"
    ]
    lines += [f"{name}：{'、'.join(rows)}" for name, rows in lists.get("areas", {}).items()]
    for chapter in lists.get("chapters", []):
        lines.append(f"第{chapter['number']}章　{chapter['title']}")
        lines += [f"  {section['number']}　{section['title'] or '（标题缺）'}" for section in chapter["sections"]]
    return Answer(lists, lines or ["（没有）"])


def _consistency(given: Namespace) -> Answer:
    with documents(given) as known:
        rows = known.consistency_json(given.plan)
    lines = [f"{_place(row['where'])}　{row['message']}" for row in rows]
    return Answer(rows, lines or ["（没有发现对不上的地方）"])


def _place(where: dict[str, Any]) -> str:
    """The place in words: 表1, 专栏10 or 第1章, and the code."""
    place = where.get("table") or (f"专栏{where['box']}" if "box" in where else "")
    if "chapter" in where:
        place = f"第{where['chapter']}章" if where["chapter"] else "正文"
    return f"{place}　{where['item']}" if where["item"] else place


VERBS = (
    Verb("plans", "列出规划", no_arguments, _plans, example="plans"),
    Verb(
        "indicators",
        "一个规划的指标表，按印刷顺序",
        _indicators_arguments,
        _indicators,
        example="indicators --plan 145",
    ),
    Verb("boxes", "一个规划的专栏和其中的任务", _plan_flag, _boxes, example="boxes --plan 145"),
    Verb("targets", "一个规划正文中有数的目标", _plan_flag, _targets, example="targets --plan 145"),
    Verb("lists", "一个规划的区块、行动计划、工程、章节等", _plan_flag, _lists, example="lists --plan 145"),
    Verb(
        "consistency",
        "一个规划里对不上的地方：印的是什么、推算是什么、可能是什么缘故",
        _plan_flag,
        _consistency,
        example="consistency --plan 145",
    ),
)
