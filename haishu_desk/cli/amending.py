"""The verbs amend and editions: what became of the plan after it was printed."""

from __future__ import annotations

import argparse
from typing import Any

from haishu_desk.cli.answer import Answer, table
from haishu_desk.cli.assigning import annual
from haishu_desk.cli.verbs import Namespace, Verb, open_desk
from haishu_desk.domain.amendments import WORDS, Grounds
from haishu_desk.domain.errors import UsageError

_TITLES = {"item": "代码", "name": "指标", "word": "修订", "year": "起于", "before": "原来", "after": "现在",
           "document": "文号", "reason": "理由"}  # fmt: skip


def _amend_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--item", metavar="CODE", help="指标代码")
    parser.add_argument("--target", metavar="V", help="调整后的目标，如 1900、>93、[8]")
    parser.add_argument("--definition", metavar="TEXT", help="新的口径：现在怎样算")
    parser.add_argument("--year", type=int, metavar="Y", help="从哪一年起")
    parser.add_argument(
        "--backcast", nargs="*", default=[], metavar="2021=1.5", help="按新口径追溯的以前年份的数（随 --definition）"
    )
    parser.add_argument("--document", metavar="文号", help="依据的文号")
    parser.add_argument("--reason", metavar="R", help="理由")
    parser.add_argument("--effective", metavar="DATE", help="生效日期，不写为即日")


def _amend(given: Namespace) -> Answer:
    if given.item is None:
        with open_desk(given) as desk:
            rows = desk.amending.amendments()
        return _answer(rows)
    if (given.target is None) == (given.definition is None) or given.year is None:
        raise UsageError("amend 要写 --item、--year，和 --target 或 --definition 中的一个", "都不写则列出已有的修订")
    if given.target is not None and given.backcast:
        raise UsageError("追溯数随口径变化写，目标调整没有追溯数", "请去掉 --backcast")
    grounds = Grounds(given.year, given.document or "", given.reason or "")
    with open_desk(given, write=True) as desk:
        if given.target is not None:
            rows = desk.amending.adjust_target(given.item, given.target, grounds, given.effective)
        else:
            backcast = {int(year): value for year, value in map(annual, given.backcast)}
            rows = desk.amending.define(given.item, given.definition, grounds, backcast, given.effective)
    return _answer(rows)


def _answer(rows: list[dict[str, Any]]) -> Answer:
    shown = [{**row, "word": WORDS[row["what"]]} for row in rows]
    return Answer(rows, table(shown, _TITLES))


def _editions_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--name", metavar="NAME", help="只列一份文件：plan:145、units、assignment、forms、rules、roster"
    )


def _editions(given: Namespace) -> Answer:
    with open_desk(given) as desk:
        rows = desk.planning.editions(given.name)
    titles = {"name": "文件", "number": "版", "document": "文号", "effective": "生效", "by": "谁", "at": "何时",
              "in_force": "现行"}  # fmt: skip
    shown = [{**row, "in_force": "是" if row["in_force"] else ""} for row in rows]
    return Answer(rows, table(shown, titles))


VERBS = (
    Verb(
        "amend",
        "修订指标的目标或口径；不带参数则列出",
        _amend_arguments,
        _amend,
        example="amend --item 145-04 --target 2000 --year 2025 --reason 中期评估后调整 --document 海人大〔2026〕1号",
    ),
    Verb("editions", "规划、单位、分工、报表、规则和登记表的各版", _editions_arguments, _editions, example="editions"),
)
