"""The verb line-review: 条线初审, in the district and in a department."""

from __future__ import annotations

import argparse
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from haishu_desk.cli.answer import Answer, table
from haishu_desk.cli.verbs import Namespace, Verb, open_desk
from haishu_desk.domain.cells import ReturnKey
from haishu_desk.domain.errors import UsageError
from haishu_desk.domain.periods import parse_period
from haishu_desk.domain.secrecy import NO_SECRETS

if TYPE_CHECKING:
    from haishu_desk.desk import Desk
    from haishu_desk.desk.line_review import Packet

_ROWS = {"unit_name": "单位", "number": "序号", "name": "指标", "value": "报的数", "measure": "计量单位", "previous": "上年同期",
         "due": "应达", "said": "意见"}  # fmt: skip


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("files", nargs="*", type=Path, metavar="FILE", help="部门：装入初审包；区级：收下交回的意见")
    parser.add_argument(
        "--unit", metavar="U", help="区级：交给哪个部门，或看说了哪个镇乡街道什么；部门：说的是哪个镇乡街道"
    )
    parser.add_argument("--period", metavar="P", help="报告期，如 2025；部门不写为最近装入的初审包")
    parser.add_argument("--item", metavar="CODE", help="部门：说的是哪一项指标")
    parser.add_argument("--say", metavar="意见", help="认可、建议退回、建议核定数")
    parser.add_argument("--figure", metavar="N", default="", help="建议的核定数")
    parser.add_argument("--reason", metavar="R", default="", help="理由；建议退回和建议核定数必填")
    parser.add_argument("--out", type=Path, metavar="FILE", help="区级：初审包写到哪里；部门：意见写到哪里（.json）")


def _line_review(given: Namespace) -> Answer:
    with open_desk(given, write=bool(given.files or given.say or given.out)) as desk:
        return _district(given, desk) if desk.is_district else _department(given, desk)


def _district(given: Namespace, desk: Desk) -> Answer:
    review = desk.line_review
    if given.files:
        taken = [review.take_back(file) for file in given.files]
        return Answer(taken, table(taken, {"file": "文件", "unit": "部门", "status": "结果", "opinions": "意见"}))
    if given.out is None and given.unit:
        return _of_township(given, desk)
    if given.out is None:
        rows = [{"unit": each.unit, "period": each.period, "at": each.at, "cells": len(each.rows)}
                for each in review.packets()]  # fmt: skip
        titles = {"unit": "部门", "period": "报告期", "at": "交出", "cells": "格"}
        return Answer(rows, table(rows, titles) if rows else ["还没有交出过初审包"])
    if not given.unit or not given.period:
        raise UsageError(
            "交出初审包要写 --unit 部门 和 --period 报告期", "例如 line-review --unit 部门 --period 2025 --out 包.json"
        )
    made = review.hand_out(given.unit, given.period, given.out)
    return Answer(
        made,
        [f"初审包：{made['file']}，{made['cells']} 格，其中 {made['reported']} 格已报。交给这个部门。{NO_SECRETS}"],
    )


def _of_township(given: Namespace, desk: Desk) -> Answer:
    """What departments said of a township's return."""
    if not given.period:
        raise UsageError("看初审意见要写 --period", "例如 line-review --unit 镇乡街道 --period 2025")
    desk.documents.units.get(given.unit)
    key = ReturnKey("indicators", given.unit, str(parse_period(given.period)))
    told = desk.line_review.told_of(key)
    rows = [asdict(each) for opinions in desk.line_review.of_return(key).values() for each in opinions]
    names = desk.documents.catalogue
    lines = [f"{item} {names.get(item).name}：{text}" for item, text in told.items()]
    return Answer(rows, lines or ["还没有条线初审意见"])


def _department(given: Namespace, desk: Desk) -> Answer:
    review = desk.line_review
    for file in given.files:
        review.take_in(file)
    packet = _chosen(given, desk)
    if given.say:
        if not given.unit or not given.item:
            raise UsageError("写意见要有 --unit 和 --item", "单位和指标见 line-review")
        review.say(packet, (given.unit, given.item), given.say, given.reason, given.figure)
    if given.out is not None:
        made = review.hand_back(packet, given.out)
        return Answer(made, [f"已写出 {made['file']}：意见 {made['opinions']} 条。交给区级。{NO_SECRETS}"])
    said = review.said(packet)
    rows: list[dict[str, Any]] = [
        {**asdict(row), "period": packet.period, "said": said[row.place].said if row.place in said else ""}
        for row in packet.rows
    ]
    return Answer(rows, table(rows, _ROWS))


def _chosen(given: Namespace, desk: Desk) -> Packet:
    packets = [each for each in desk.line_review.packets() if given.period in (None, each.period)]
    if not packets:
        raise UsageError("还没有装入初审包", "请先装入区级交来的：line-review 文件")
    return packets[0]


VERBS = (
    Verb(
        "line-review",
        "条线初审：区级交出初审包、收下意见；部门看、写意见、交回",
        _arguments,
        _line_review,
        example="line-review --unit dept-scjgj --period 2025 --out 初审包.json",
    ),
)
