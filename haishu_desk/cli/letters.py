"""The verb letters: 催报单, 督办函, 核实单, 审核意见 and 对比表 as documents."""

from __future__ import annotations

import argparse
from pathlib import Path

from haishu_desk.cli.answer import Answer
from haishu_desk.cli.verbs import Namespace, Verb, form_flag, open_desk

_KINDS = "urge 催报单、supervise 督办函、verify 核实单、opinion 审核意见、compare 对比表"


def _letters_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--kind", required=True, metavar="K", help=_KINDS)
    parser.add_argument("--unit", metavar="U", help="只写给这个单位；不写则每个该写的单位一份")
    parser.add_argument("--period", metavar="P", help="报告期；督办函和对比表要写明")
    form_flag(parser)
    parser.add_argument("--plan", metavar="ID", help="督办函按哪个规划；不写为该期所在的规划")
    parser.add_argument("--due", metavar="DATE", help="请对方何时前答复；不写为十五天后")
    parser.add_argument("--contact", metavar="TEXT", help="联系人和电话；不写为区级和经办人")
    parser.add_argument(
        "--out", type=Path, metavar="FILE", help="写成 .docx，一家一页；文件夹则一家一个文件；对比表也可 .xlsx。不写则只看文字，不留记录"
    )  # fmt: skip


def _letters(given: Namespace) -> Answer:
    from haishu_desk.desk.letters import COMPARE, Wanted  # noqa: PLC0415  --help must not load it
    from haishu_desk.report.letter_text import text_of  # noqa: PLC0415  as above

    wanted = Wanted(given.kind, given.unit, given.period, given.form, given.plan, given.due, given.contact)
    if given.kind == COMPARE and given.out is None:
        from haishu_desk.domain.errors import UsageError  # noqa: PLC0415  as above

        raise UsageError("对比表要写到文件", "请加 --out 文件.xlsx 或 .docx；只看差异用 diff")
    with open_desk(given, write=given.out is not None) as desk:
        letters = desk.letters.write(wanted, given.out) if given.out else desk.letters.of(wanted)
    rows = [{**letter.as_json(), "text": text_of(letter.document)} for letter in letters]
    answer = {"kind": given.kind, "file": str(given.out) if given.out else None, "letters": rows}
    if given.out:
        counted = "、".join(f"{letter.name} {letter.count} 项" for letter in letters)
        return Answer(answer, [f"已写出 {given.out}：{len(letters)} 份（{counted}），并已记下"])
    return Answer(answer, ["\n\n".join(str(row["text"]) for row in rows), "", "只看，没有记下；加 --out 写成文件"])


VERBS = (
    Verb(
        "letters",
        "文书：催报单、督办函、核实单、审核意见、对比表，写给一家或每一家",
        _letters_arguments,
        _letters,
        example="letters --kind opinion --unit 330203105 --out 审核意见.docx",
    ),
)
