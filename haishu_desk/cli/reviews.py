"""Verbs of the reviewer: queue, diff, review."""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from haishu_desk.cli.answer import Answer, quantity_text, table
from haishu_desk.cli.verbs import Namespace, Verb, form_flag, open_desk
from haishu_desk.domain.errors import UsageError
from haishu_desk.domain.quantity import parse
from haishu_desk.review.compare import KINDS


def _only_form(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--form", metavar="F", help="只看这张报表，代码见 forms")


def _queue_arguments(parser: argparse.ArgumentParser) -> None:
    _only_form(parser)
    parser.add_argument("--soon", type=int, metavar="N", help="只看今天到 N 天内截止、还没有报来的")


def _queue(given: Namespace) -> Answer:
    with open_desk(given) as desk:
        form = desk.documents.form(given.form)["code"] if given.form else None
        rows = [row for row in desk.reviewing.queue(soon=given.soon) if form in (None, row["form"])]
    titles = {"unit": "单位", "period": "期", "form": "报表", "state": "状态", "due": "截止", "overdue": "逾期", "filled": "已填",
              "expected": "应填", "changed": "改动", "unreported": "未上报", "clashes": "不一致", "queries": "查询", "risk": "风险", "said": "说明"}  # fmt: skip
    said = [{**row, "said": _said(row["statement"])} for row in rows]
    return Answer(rows, table(said, titles))


def _said(statement: Mapping[str, Any] | None) -> str:
    """空表 or 暂不报, until when."""
    if statement is None:
        return ""
    words = {"empty": "空表", "deferred": "暂不报"}
    return " 到 ".join(filter(None, (words[statement["what"]], statement["until"])))


def _diff_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("before", metavar="A", help="版本码、决定编号、数据包编号、日期，或文件")
    parser.add_argument("after", metavar="B", help="同上")
    parser.add_argument("--unit", metavar="U", help="只看这个单位")
    _only_form(parser)
    parser.add_argument("--key", metavar="COLUMN,..", help="A、B 是任意两张表：按这几列找同一行，逐格比")
    parser.add_argument("--tolerance", metavar="N", default="0", help="两个数相差不超过 N 的不算；不写则一点不同也算")
    parser.add_argument("--out", type=Path, metavar="FILE", help="另存对比表：.xlsx 或 .docx")


def _diff(given: Namespace) -> Answer:
    if given.key:
        return _diff_of_tables(given)
    tolerance = parse(given.tolerance).number
    if tolerance is None or tolerance < 0:
        raise UsageError(f"看不懂 --tolerance“{given.tolerance}”", "请写成不小于 0 的数，例如 0.05")
    with open_desk(given) as desk:
        laid = desk.reviewing.versions.side_by_side(given.before, given.after, given.unit, tolerance)
        if given.out is not None:
            desk.reviewing.versions.write(laid, given.out)
        form = desk.documents.form(given.form)["code"] if given.form else None
        rows = [row.as_json() for row in laid.rows if form in (None, row.key.form)]
    return _diff_answer(rows, given.out)


def _diff_of_tables(given: Namespace) -> Answer:
    """`--key`: no workspace is asked, the tables need not be about anything that it knows."""
    from haishu_desk.desk.keyed_diff import diff_keyed, write_keyed  # noqa: PLC0415  only where tables are read

    if given.unit or given.tolerance != "0":
        raise UsageError("diff --key 比的是任意两张表，不能再用 --unit、--tolerance", "请去掉它，或去掉 --key")
    keys = [name.strip() for name in given.key.split(",") if name.strip()]
    files = (Path(given.before), Path(given.after))
    found = diff_keyed(*files, keys)
    if given.out is not None:
        write_keyed(files, keys, found, given.out)
    return _diff_answer([row.as_json() for row in found], given.out)


def _diff_answer(rows: list[dict[str, Any]], out: Path | None) -> Answer:
    shown = [
        {
            **row,
            "before": quantity_text(row["before"]),
            "after": quantity_text(row["after"]),
            "of": KINDS[row["difference_of"]],
        }
        for row in rows
    ]
    titles = {"risk": "风险", "unit": "单位", "period": "期", "item": "代码", "field": "字段", "vintage": "数值状态", "of": "差异",
              "before": "前", "after": "后", "difference": "差", "relative": "差率"}  # fmt: skip
    return Answer(rows, [*table(shown, titles), *([f"对比表已存到 {out}"] if out is not None else [])])


def _review_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--unit", metavar="U", help="单位代码，见 units")
    parser.add_argument(
        "--all",
        action="store_true",
        help="所有由区级录入、单位没有上报的（历史补录），和 --approve、--comment 文号 同用",
    )
    parser.add_argument(
        "--period", required=True, metavar="P", help="报告期：2025、2025-H1、2025-Q3 或 2025-09；--all 时可用逗号写几期"
    )
    form_flag(parser)
    decision = parser.add_mutually_exclusive_group()
    decision.add_argument("--approve", dest="what", action="store_const", const="approved", help="审核通过")
    decision.add_argument("--return", dest="what", action="store_const", const="returned", help="退回修改")
    decision.add_argument("--reopen", dest="what", action="store_const", const="reopened", help="重新打开")
    decision.add_argument(
        "--lock", dest="what", action="store_const", const="locked", help="锁定（验收）：审核通过以后"
    )
    decision.add_argument(
        "--void", dest="what", action="store_const", const="voided", help="作废：不再计入任何汇总，仍可查看；可重新打开"
    )
    parser.add_argument("--comment", metavar="T", help="意见；退回、重新打开和作废要写")
    parser.add_argument(
        "--cells",
        type=Path,
        metavar="FILE",
        help="退回的格，列：item,field,vintage,comment；与 --approve 同用则其余通过",
    )
    parser.add_argument(
        "--settle", type=Path, metavar="FILE", help="裁定数据不一致，列：item,field,vintage,value,reason"
    )


def _review(given: Namespace) -> Answer:
    from haishu_desk.desk.tables import REMARKS, SETTLEMENTS, read_table  # noqa: PLC0415  only where a table is read
    from haishu_desk.domain.errors import UsageError  # noqa: PLC0415

    if bool(given.unit) == given.all:
        raise UsageError("review 要写 --unit 单位，或 --all", "两个只写一个")
    if given.all:
        return _review_all(given)
    if given.what is None and given.settle is None:
        raise UsageError("review 要写 --approve、--return、--reopen、--lock 或 --void", "--settle 可以单独用")
    remarks = read_table(given.cells, REMARKS) if given.cells else []
    settlements = read_table(given.settle, SETTLEMENTS) if given.settle else []
    with open_desk(given, write=True) as desk:
        answer = desk.reviewing.review(
            given.unit,
            given.period,
            given.what,
            form=given.form,
            comment=given.comment,
            remarks=remarks,
            settlements=settlements,
        )
    lines = table(answer["returns"], {"form": "报表", "state": "状态", "revision": "版本", "decision": "决定"})
    return Answer(
        answer, lines + affected_lines([row for each in answer["returns"] for row in each.get("affected", ())])
    )


def affected_lines(affected: Sequence[Mapping[str, Any]]) -> list[str]:
    """What was built on a figure that is changed, for people; nothing where nothing was."""
    titles = {"kind": "用在", "period": "期", "item": "代码", "what": "说明"}
    return ["用到这些数的：", *table(affected, titles)] if affected else []


def _review_all(given: Namespace) -> Answer:
    if given.what != "approved" or given.cells or given.settle or given.form:
        raise UsageError("--all 只用于 --approve", "退回、裁定和单张报表请逐个单位来做")
    periods = [period.strip() for period in given.period.split(",")]
    with open_desk(given, write=True) as desk:
        answer = desk.backfill.approve(periods, given.comment)
    titles = {"unit": "单位", "period": "期", "form": "报表", "state": "状态", "revision": "版本"}
    return Answer(answer, table(answer["returns"], titles))


VERBS = (
    Verb("queue", "报送进度和等待处理的", _queue_arguments, _queue, example="queue --soon 3"),
    Verb("diff", "两个版本之间改了什么，风险在前", _diff_arguments, _diff, example="diff 上月.csv 本月.csv --key 村"),
    Verb(
        "review",
        "审核通过、退回、重新打开、锁定、作废，裁定数据不一致",
        _review_arguments,
        _review,
        example="review --unit 330203105 --period 2025 --approve",
    ),
)
