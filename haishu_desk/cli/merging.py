"""The verb merge: three-way on versions, bundles and tables; changes nothing."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from typing import Any

from haishu_desk.cli.answer import Answer, quantity_text, table
from haishu_desk.cli.verbs import Namespace, Verb, open_desk
from haishu_desk.domain.errors import UsageError

_FROM = {"ours": "我方", "theirs": "对方", "both": "双方相同"}
_FATES = {"added": "新增", "deleted": "删去", "dropped": "去掉"}
_TAKES = {"row": "行", "column": "列", "what": "", "value": "值", "from": "来自"}
_CLASHES = {"row": "行", "column": "列", "what": "", "base": "原值", "ours": "我方", "theirs": "对方"}


def _arguments(parser: argparse.ArgumentParser) -> None:
    what = "版本码、数据包编号或文件（数据包、普通工作簿、CSV）"
    parser.add_argument("--base", required=True, metavar="X", help=f"原来的：{what}")
    parser.add_argument("--ours", required=True, metavar="Y", help="我方的，同上")
    parser.add_argument("--theirs", required=True, metavar="Z", help="对方的，同上")
    parser.add_argument(
        "--key", metavar="COLUMN,..", help="普通表格按哪几列认出同一行，用逗号隔开；不写为 --base 的第一列"
    )


def _merge(given: Namespace) -> Answer:
    from haishu_desk.desk.merging import merge  # noqa: PLC0415  --help must not load it

    key = [name.strip() for name in (given.key or "").split(",")] if given.key is not None else []
    if not all(key):
        raise UsageError("--key 里有空的列名", "列名用逗号隔开，如 --key unit,item")
    document = merge([given.base, given.ours, given.theirs], key, lambda: open_desk(given))
    clashes = document["clashes"]
    lines = [
        f"并入 {len(document['takes'])} 处，不一致 {len(clashes)} 处",
        *(table([_shown(each) for each in document["takes"]], _TAKES) if document["takes"] else []),
        *(["", "不一致，要由人来定：", *table([_shown(each) for each in clashes], _CLASHES)] if clashes else []),
    ]
    return Answer(document, lines, 1 if clashes else 0)


def _shown(each: Mapping[str, Any]) -> dict[str, str]:
    row, column = each["key"]
    fate = (each.get("row") if column is None else None) or (each.get("column") if row is None else None)
    told = {name: _text(each[name]) for name in ("value", "base", "ours", "theirs") if name in each}
    place = {"row": _row(row), "column": column or ("整行" if row is not None else "")}
    return {**place, "what": _FATES.get(fate or "", ""), "from": _FROM.get(each.get("from", ""), ""), **told}


def _row(row: Any) -> str:
    if row is None:
        return "整列"
    return " · ".join(row) if isinstance(row, list) else str(row)


def _text(value: Any) -> str:
    """A cell, a row or a column in short."""
    if isinstance(value, Mapping) and "op" not in value:
        return "；".join(f"{name} {text}" for name, text in value.items() if text)
    if isinstance(value, list) and value and isinstance(value[0], list):
        return "；".join(f"{_row(row)} {text}" for row, text in value)
    return value if isinstance(value, str) else quantity_text(value)


VERBS = (
    Verb(
        "merge",
        "三方并入：版本、数据包或表格，两边各改了什么、哪里不一致；不改动任何数据",
        _arguments,
        _merge,
        example="merge --base 原表.csv --ours 甲表.csv --theirs 乙表.csv --key 村",
    ),
)
