"""Verbs of the year's calendar: schedule, defer."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from haishu_desk.cli.answer import Answer, table
from haishu_desk.cli.verbs import Namespace, Verb, form_flag, open_desk
from haishu_desk.domain.errors import UsageError

_RULES = {"name": "单位", "title": "报表", "every": "频度", "day": "次月几日", "skip": "不报的月", "document": "文号"}
_DEFERRED = {"unit": "单位", "period": "期", "form": "报表", "due": "截止", "until": "何时能报", "reason": "理由",
             "granted": "已同意到", "file": "文件"}  # fmt: skip


def _schedule_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--form", metavar="F", help="报表代码，见 forms；不写则为全部报表")
    parser.add_argument("--kind", metavar="K", help="谁：town 镇乡街道、department 区级部门，或一个单位的代码")
    parser.add_argument("--every", nargs="+", metavar="月|季|半年|年", help="多久报一次；可写几个，同时结束的只报长的")
    parser.add_argument("--day", type=int, metavar="N", help="期后次月的几日截止；当月没有这一天的按月末")
    parser.add_argument("--skip", nargs="*", type=int, metavar="M", help="在这几个月结束的期不报；后面不写则都报")
    parser.add_argument("--document", metavar="文号", help="依据的文号")
    parser.add_argument("--effective", metavar="DATE", help="生效日期，不写为即日")


def _schedule(given: Namespace) -> Answer:
    from haishu_desk.desk.scheduling import Scheduling, Wish  # noqa: PLC0415  --help must not load it

    wish = Wish(given.every, given.day, given.skip)
    if wish == Wish():
        if given.kind or given.document or given.effective:
            raise UsageError("没有写要改什么", "请加 --every、--day 或 --skip；都不写则列出现在的")
        with open_desk(given) as desk:
            rows = Scheduling(desk).rows()
        return _ruled([row for row in rows if given.form in (None, row["form"])])
    if given.kind is None:
        raise UsageError("schedule 改的时候要写 --kind", "请写 town、department 或单位代码")
    with open_desk(given, write=True) as desk:
        rows = Scheduling(desk).change(
            given.kind, given.form, wish, document=given.document, effective=given.effective
        )  # fmt: skip
    return _ruled(rows)


def _ruled(rows: list[dict[str, Any]]) -> Answer:
    shown = [{**row, "every": "、".join(row["every"]), "skip": "、".join(map(str, row["skip"]))} for row in rows]
    return Answer(rows, table(shown, _RULES))


def _defer_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--unit", metavar="U", help="单位代码，见 units；不写则列出各单位暂不报的")
    parser.add_argument("--period", metavar="P", help="报告期")
    form_flag(parser)
    parser.add_argument("--until", metavar="DATE", help="何时能报；区级同意时可另给一个日期")
    parser.add_argument("--reason", metavar="R", help="理由（单位写）")
    parser.add_argument("--grant", action="store_true", help="区级同意：这一天成为新的截止日期，传出任务包")
    parser.add_argument("--out", type=Path, metavar="FILE", help="传给区级的说明（.xlsx），或区级传出的任务包")


def _defer(given: Namespace) -> Answer:
    if given.unit is None:
        with open_desk(given) as desk:
            return _deferred(desk.statements.rows())
    if given.period is None:
        raise UsageError("defer 要写 --period", "例如 --period 2026-Q3")
    if given.grant and given.out is None:
        raise UsageError("defer --grant 要写 --out", "新的截止日期要随任务包传给单位")
    if not given.grant and (given.until is None or not given.reason):
        raise UsageError("defer 要写 --until 和 --reason", "区级同意的，请写 --grant")
    with open_desk(given, write=True) as desk:
        said = desk.statements
        keys = said.asked(given.unit, given.period, given.form)
        if given.grant:
            rows = said.grant(keys, given.until, given.out)
        else:
            rows = said.defer(keys, given.until, given.reason, given.out)
    return _deferred(rows)


def _deferred(rows: list[dict[str, Any]]) -> Answer:
    return Answer(rows, table(rows, _DEFERRED))


VERBS = (
    Verb(
        "schedule",
        "频度与截止：哪张表多久报一次、次月几日截止；不写要改什么则列出",
        _schedule_arguments,
        _schedule,
        example="schedule",
    ),
    Verb(
        "defer",
        "暂不报：单位说明何时能报和理由，区级同意的给新的截止日期",
        _defer_arguments,
        _defer,
        example="defer --unit 330203106 --period 2025 --until 2026-01-20 --reason 会计报表未出 --out 暂不报.xlsx",
    ),
)
