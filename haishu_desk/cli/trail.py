"""The verb of the trail: log, with its chain, its filters, its workbook, and what a printed 留痕校验 says."""

from __future__ import annotations

import argparse
from pathlib import Path

from haishu_desk.cli.answer import Answer, table
from haishu_desk.cli.verbs import Namespace, Verb, open_desk

_TITLES = {"n": "号", "at": "时间", "by": "人", "unit": "单位", "period": "期", "what": "事"}


def _log_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--unit", metavar="U", help="只看这个单位的")
    parser.add_argument("--period", metavar="P", help="只看这一期的")
    parser.add_argument("--item", metavar="CODE", help="只看这一项的")
    parser.add_argument("--since", metavar="DATE", help="从这一天起，如 2026-01-10")
    parser.add_argument("--until", metavar="DATE", help="到这一天止")
    parser.add_argument("--person", metavar="NAME", help="只看这个人做的")
    parser.add_argument("--out", type=Path, metavar="FILE.xlsx", help="另存为工作簿，一行一格")
    parser.add_argument(
        "--witness", metavar="HASH", help="下行文件封面上的留痕校验：看它在不在这里、在第几条，其后有没有被截去或改写"
    )


def _log(given: Namespace) -> Answer:
    from haishu_desk.desk.trail import Asked  # noqa: PLC0415  --help must not load it

    asked = Asked(given.unit, given.period, given.item, given.since, given.until, given.person)
    with open_desk(given) as desk:
        if given.witness is not None:
            found = desk.keeping.witness(given.witness)
            return Answer(found.as_json(), [found.said], 0 if found.stands else 1)
        trail = desk.keeping.log(asked=asked)
        written = desk.keeping.export(given.out, asked) if given.out else None
    intact = trail["chain"] == "intact"
    lines = table(trail["entries"], _TITLES)
    if written is not None:
        trail = {"file": written["file"], "rows": written["rows"], "cells": written["cells"], "chain": trail["chain"]}
        lines = [f"已写出 {written['file']}：{written['rows']} 行，其中逐格的 {written['cells']} 行"]
    chain = "链完好" if intact else f"链在第 {trail['chain'].split()[-1]} 条断开，请从备份恢复"
    return Answer(trail, [*lines, chain], 0 if intact else 1)


VERBS = (
    Verb(
        "log",
        "全部留痕，并检查是否完好；另存为工作簿，核对封面上的留痕校验",
        _log_arguments,
        _log,
        example="log --unit 330203105 --out 留痕.xlsx",
    ),
)
