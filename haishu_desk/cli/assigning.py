"""The verb assign: who reports what."""

from __future__ import annotations

import argparse

from haishu_desk.cli.answer import Answer, table
from haishu_desk.cli.verbs import Namespace, Verb, documents, open_desk
from haishu_desk.domain.errors import UsageError


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
        given_values = dict(annual(text) for text in given.annual)
        with open_desk(given, write=True) as desk:
            rows = desk.planning.assign(
                given.item,
                given.unit,
                given.role,
                annual=given_values,
                document=given.document,
                effective=given.effective,
            )
    else:
        raise UsageError("assign 要同时写 --item、--unit 和 --role", "都不写则列出现有分工")
    shown = [{**row, "annual": [f"{year}={value}" for year, value in row["annual"].items()]} for row in rows]
    titles = {"item": "代码", "unit": "单位", "role": "角色", "annual": "年度分解", "edition": "版"}
    return Answer(rows, table(shown, titles))


def annual(text: str) -> tuple[str, str]:
    """`2025=1900` as year and value; UsageError if it is none."""
    year, separator, value = text.partition("=")
    if not separator or not year.isdigit():
        raise UsageError(f"看不懂年度分解“{text}”", "请写成 2025=1900")
    return year, value


VERBS = (Verb("assign", "谁填报什么；不带参数则列出", _assign_arguments, _assign),)
