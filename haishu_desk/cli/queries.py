"""Verbs of what goes to and fro about a reported figure: query, revise."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from haishu_desk.cli.answer import Answer, table
from haishu_desk.cli.reviews import affected_lines
from haishu_desk.cli.verbs import Namespace, Verb, open_desk, unit_and_period
from haishu_desk.domain.errors import UsageError

if TYPE_CHECKING:
    from haishu_desk.desk import Desk

_SILENT = ""


def _query_arguments(parser: argparse.ArgumentParser) -> None:
    unit_and_period(parser, required=False)
    parser.add_argument("--item", metavar="C", help="指标或任务的代码")
    parser.add_argument("--field", metavar="F", help="字段；不写为本期值")
    parser.add_argument("--vintage", metavar="V", help="数值状态")
    said = parser.add_mutually_exclusive_group()
    said.add_argument("--ask", metavar="T", help="发出查询（区级）；这一格还有没办结的，就是追问")
    said.add_argument("--answer", metavar="T", help="答复（单位），审核通过以后也可以")
    said.add_argument("--close", nargs="?", const=_SILENT, metavar="T", help="办结（区级），可以写一句话")


def _query(given: Namespace) -> Answer:
    words = {name: said for name in ("ask", "answer", "close") if (said := getattr(given, name)) is not None}
    if not words:
        with open_desk(given) as desk:
            rows = desk.querying.rows(given.unit, given.period, given.item, given.field)
        return Answer(rows, _lines(rows))
    if not (given.unit and given.period and given.item):
        raise UsageError("查询、答复和办结要写明是哪一格", "请写 --unit、--period 和 --item")
    with open_desk(given, write=True) as desk:
        row = _say(desk, given, *next(iter(words.items())))
    return Answer(row, _lines([row]))


def _say(desk: Desk, given: Namespace, what: str, text: str) -> dict[str, Any]:
    key, item = desk.entry.key_of(given.unit, given.period, given.item)
    slot = desk.querying.place(key, item.code, given.field, given.vintage)
    say = {"ask": desk.querying.ask, "answer": desk.querying.answer, "close": desk.querying.close}[what]
    return say(key, slot, text)


def _lines(rows: list[dict[str, Any]]) -> list[str]:
    titles = {"unit": "单位", "period": "期", "item": "代码", "field": "字段", "state": "状态", "days": "天", "asked": "查询",
              "answer": "答复"}  # fmt: skip
    return table(rows, titles)


def _revise_arguments(parser: argparse.ArgumentParser) -> None:
    unit_and_period(parser)
    parser.add_argument(
        "--cells",
        type=Path,
        required=True,
        metavar="FILE",
        help="更正或核定的格，列：item,field,vintage,value,reason,source",
    )
    parser.add_argument("--reason", metavar="R", help="理由和来源；表里逐格写了的以表里为准")


def _revise(given: Namespace) -> Answer:
    from haishu_desk.desk.tables import CORRECTIONS, read_table  # noqa: PLC0415  only where a table is read

    cells = read_table(given.cells, CORRECTIONS)
    with open_desk(given, write=True) as desk:
        answer = desk.revising.revise(given.unit, given.period, cells, given.reason)
    said = f"{answer['kind']} {answer['cells']} 格，报表现在是“{answer['state']}”"
    return Answer(answer, [said, *affected_lines(answer["affected"])])


VERBS = (
    Verb(
        "query",
        "查询—答复—办结：列出，或对一格发出查询、答复、办结",
        _query_arguments,
        _query,
        example="query --unit 330203105 --period 2025 --item 145-04 --ask 比上年少一半，是什么原因",
    ),
    Verb(
        "revise",
        "单位更正审核通过的数；区级写核定数，报上来的数不变",
        _revise_arguments,
        _revise,
        example="revise --unit 330203105 --period 2025 --cells 更正.csv --reason 统计局核定",
    ),
)
