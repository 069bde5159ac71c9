"""Verbs of a second reviewer: copy-for-review, opinions."""

from __future__ import annotations

import argparse
from pathlib import Path

from haishu_desk.cli.answer import Answer, table
from haishu_desk.cli.verbs import Namespace, Verb, open_desk, out_flag
from haishu_desk.domain.errors import UsageError
from haishu_desk.domain.secrecy import NO_SECRETS

_TITLES = {
    "file": "文件",
    "reviewer": "审核人",
    "status": "结果",
    "edits": "核定等",
    "conflicts": "不一致",
    "opinions": "意见",
    "left": "没有收的",
}


def _copy_arguments(parser: argparse.ArgumentParser) -> None:
    out_flag(parser, "副本的文件名，如 副本.db；拿到另一台电脑上打开")


def _copy(given: Namespace) -> Answer:
    with open_desk(given, write=True) as desk:
        made = desk.second_review.hand_out(given.out)
    return Answer(made, [f"审核副本：{made['file']}。在副本里写意见和核定数，用 opinions --out 交回"])


def _opinions_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "files", nargs="*", type=Path, metavar="FILE", help="收审核副本交回的意见，或部门交回的条线初审意见"
    )
    parser.add_argument("--out", type=Path, metavar="FILE", help="在副本里：交回意见和核定数")


def _opinions(given: Namespace) -> Answer:
    if bool(given.files) == bool(given.out):
        raise UsageError("opinions 要写收哪些文件，或 --out 交回到哪里", "两个只写一个")
    if given.out:
        with open_desk(given, write=True) as desk:
            made = desk.second_review.hand_back(given.out)
        return Answer(
            made, [f"已写出 {made['file']}：意见 {made['opinions']} 条，核定等 {made['edits']} 次。{NO_SECRETS}"]
        )
    from haishu_desk.desk.signed_file import OPINIONS, has_mark  # noqa: PLC0415  --help must not load it

    if any(has_mark(file, OPINIONS) for file in given.files):
        return _of_departments(given)
    with open_desk(given, write=True) as desk:
        taken = [desk.second_review.take_back(file) for file in given.files]
    lines = table([row.as_json() for row in taken], _TITLES)
    lines += [
        f"{clash['where']} {clash['item']}：本人{_said(clash['own'])}；{clash['reviewer']}{_said(clash['theirs'])}"
        for row in taken
        for clash in row.clashes
    ]
    is_clean = not any(row.clashes or row.conflicts or row.left for row in taken)
    return Answer([row.as_json() for row in taken], lines, 0 if is_clean else 1)


def _of_departments(given: Namespace) -> Answer:
    """条线初审意见 come by the same verb; the two kinds are not mixed in one call."""
    from haishu_desk.desk.signed_file import OPINIONS, has_mark  # noqa: PLC0415  as above

    if not all(has_mark(file, OPINIONS) for file in given.files):
        raise UsageError("审核副本的意见和条线初审意见请分两次收", "一次只写一种文件")
    with open_desk(given, write=True) as desk:
        rows = [desk.line_review.take_back(file) for file in given.files]
    return Answer(rows, table(rows, {"file": "文件", "unit": "部门", "status": "结果", "opinions": "意见"}))


def _said(opinion: dict[str, str]) -> str:
    return "：".join(filter(None, (opinion["verdict"], opinion["remark"])))


VERBS = (
    Verb(
        "copy-for-review",
        "交出审核副本，给第二个审核人在另一台电脑上看",
        _copy_arguments,
        _copy,
        example="copy-for-review --out 审核副本.db",
    ),
    Verb(
        "opinions",
        "在副本里交回意见和核定数；在原数据文件里收下",
        _opinions_arguments,
        _opinions,
        example="opinions 审核意见.json",
    ),
)
