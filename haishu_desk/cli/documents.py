"""Verbs that show the documents and what in them does not add up; and assign, which also writes."""

from __future__ import annotations

import argparse
from typing import Any

from haishu_desk.cli.answer import Answer, quantity_text, table
from haishu_desk.cli.verbs import Namespace, Verb, documents, no_arguments, open_desk
from haishu_desk.domain.errors import UsageError

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


def _indicators(given: Namespace) -> Answer:
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


def _units_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("change", nargs="?", choices=["change"], help="更名、撤并（还没有建好）")
    for flag in ("--rename", "--merge", "--split", "--close", "--from"):
        parser.add_argument(flag, nargs="*", metavar="…", dest="unit_change", help="更名、撤并（还没有建好）")


def _units(given: Namespace) -> Answer:
    if given.change or given.unit_change is not None:
        raise UsageError("units change 还没有建好", "现在可以查看：units", code="not-built")
    with documents(given) as known:
        rows = [unit.as_json() for unit in known.units]
    titles = {"code": "代码", "name": "名称", "kind": "类别", "parent": "上级", "valid_from": "起", "valid_to": "止"}
    return Answer(rows, table(rows, titles))


def _forms_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--new", metavar="FILE", help="临时报表（还没有建好）")


def _forms(given: Namespace) -> Answer:
    if given.new:
        raise UsageError("forms --new 还没有建好", "现在可以查看：forms", code="not-built")
    with documents(given) as known:
        rows = [{**form, "items": known.codes_on(form["code"])} for form in known.forms.values()]
    shown = [{**row, "fields": [field["title"] for field in row["fields"]]} for row in rows]
    return Answer(rows, table(shown, {"code": "代码", "title": "报表", "fields": "字段", "frequency": "频度"}))


def _assign_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--item", metavar="CODE", help="指标或任务的代码")
    parser.add_argument("--unit", metavar="U", help="单位代码")
    parser.add_argument("--role", choices=["lead", "report", "support"], help="lead 牵头、report 填报、support 配合")
    parser.add_argument("--annual", nargs="*", default=[], metavar="2025=1900", help="年度分解")
    parser.add_argument("--from", dest="source", metavar="FILE.xlsx", help="任务分工表（还没有建好）")
    parser.add_argument("--document", metavar="文号", help="依据的文号")
    parser.add_argument("--effective", metavar="DATE", help="生效日期")


def _assign(given: Namespace) -> Answer:
    if given.source:
        raise UsageError("assign --from 还没有建好", "请逐条用 --item --unit --role", code="not-built")
    wanted = (given.item, given.unit, given.role)
    if not any(wanted):
        with documents(given) as known:
            rows = known.assignment_json()
    elif all(wanted):
        annual = dict(_annual(text) for text in given.annual)
        with open_desk(given, write=True) as desk:
            rows = desk.planning.assign(
                given.item, given.unit, given.role, annual=annual, document=given.document, effective=given.effective
            )
    else:
        raise UsageError("assign 要同时写 --item、--unit 和 --role", "都不写则列出现有分工")
    shown = [{**row, "annual": [f"{year}={value}" for year, value in row["annual"].items()]} for row in rows]
    titles = {"item": "代码", "unit": "单位", "role": "角色", "annual": "年度分解", "edition": "版"}
    return Answer(rows, table(shown, titles))


def _annual(text: str) -> tuple[str, str]:
    year, separator, value = text.partition("=")
    if not separator or not year.isdigit():
        raise UsageError(f"看不懂年度分解“{text}”", "请写成 2025=1900")
    return year, value


VERBS = (
    Verb("plans", "列出规划", no_arguments, _plans),
    Verb("indicators", "一个规划的指标表，按印刷顺序", _plan_flag, _indicators),
    Verb("boxes", "一个规划的专栏和其中的任务", _plan_flag, _boxes),
    Verb("targets", "一个规划正文中有数的目标", _plan_flag, _targets),
    Verb("lists", "一个规划的区块、行动计划、工程、章节等", _plan_flag, _lists),
    Verb("consistency", "一个规划里对不上的地方：印的是什么、推算是什么、可能是什么缘故", _plan_flag, _consistency),
    Verb("units", "单位和代码", _units_arguments, _units),
    Verb("forms", "报表和字段", _forms_arguments, _forms),
    Verb("assign", "谁填报什么；不带参数则列出", _assign_arguments, _assign),
)
