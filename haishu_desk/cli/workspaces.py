"""Verbs about the workspace: init, log, keys, enrol, roster."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from haishu_desk.cli.answer import Answer, table
from haishu_desk.cli.verbs import Namespace, Verb, open_desk, workspace_path
from haishu_desk.domain.errors import UsageError

_ROSTER = {"unit": "单位", "code": "校验码", "computer": "电脑", "from": "起", "until": "止", "why": "撤销"}
_ROSTER_KEYS = ("unit", "key", "code", "from", "until", "revoked")


def _init_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--role", required=True, choices=["district", "unit"], help="district 区级，unit 单位")
    parser.add_argument("--unit", metavar="CODE", help="单位代码，见 units；区级不用写")
    parser.add_argument("--person", required=True, metavar="NAME", help="使用人姓名")
    parser.add_argument("--plan", action="append", metavar="ID", help="只带这个规划；不写则带全部")


def _init(given: Namespace) -> Answer:
    from haishu_desk.desk.founding import found  # noqa: PLC0415  --help must not load it

    made = found(workspace_path(given), given.role, given.unit, given.person, given.plan)
    return Answer(made, [f"已建立 {made['db']}（{made['unit']}，{made['person']}），规划：{'、'.join(made['plans'])}"])


def _log_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--unit", metavar="U", help="只看这个单位的")


def _log(given: Namespace) -> Answer:
    with open_desk(given) as desk:
        trail = desk.keeping.log(given.unit)
    titles = {"n": "号", "at": "时间", "by": "人", "unit": "单位", "period": "期", "what": "事"}
    intact = trail["chain"] == "intact"
    chain = "链完好" if intact else f"链在第 {trail['chain'].split()[-1]} 条断开，请从备份恢复"
    return Answer(trail, [*table(trail["entries"], titles), chain], 0 if intact else 1)


def _keys_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--out", type=Path, metavar="FILE", help="写出登记申请，交区级登记")


def _keys(given: Namespace) -> Answer:
    with open_desk(given, write=bool(given.out)) as desk:
        keys = desk.exchange.keys()
        if given.out:
            keys["file"] = str(desk.exchange.roster.request(given.out))
    lines = [f"单位 {keys['unit']}　校验码 {keys['code']}", f"公钥 {keys['key']}"]
    return Answer([keys], lines + ([f"登记申请：{keys['file']}"] if given.out else []))


def _enrol_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE", help="登记申请（上报包也可以）")
    parser.add_argument("--code", metavar="C", help="电话或纸上读到的校验码；写了就必须对得上")


def _enrol(given: Namespace) -> Answer:
    with open_desk(given, write=True) as desk:
        rows = desk.exchange.roster.enrol(given.file, given.code)
    return _roster_answer(rows)


def _roster_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--revoke", metavar="KEY", help="撤销这台电脑的登记：公钥（或开头八位以上）或校验码")
    parser.add_argument("--reason", metavar="R", help="撤销的理由，如 电脑遗失")
    parser.add_argument("--document", metavar="文号", help="撤销所依据的文件")


def _roster(given: Namespace) -> Answer:
    if not given.revoke and (given.reason or given.document):
        raise UsageError("--reason 和 --document 要和 --revoke 一起用", "请写明撤销哪一台电脑的登记")
    with open_desk(given, write=bool(given.revoke)) as desk:
        roster = desk.exchange.roster
        rows = roster.revoke(given.revoke, given.reason or "", given.document) if given.revoke else roster.rows()
    return _roster_answer(rows)


def _roster_answer(rows: list[dict[str, Any]]) -> Answer:
    """The rows of the contract; a revoked one says from which receipt number on, and why."""
    shown = [{**row, "why": _why(row.get("revoked"))} for row in rows]
    return Answer([{key: row[key] for key in _ROSTER_KEYS if key in row} for row in rows], table(shown, _ROSTER))


def _why(revoked: dict[str, Any] | None) -> str:
    return f"从第 {revoked['receipt']} 号起：{revoked['reason']}" if revoked else ""


VERBS = (
    Verb("init", "建立数据文件", _init_arguments, _init),
    Verb("keys", "本机的公钥和校验码；写出登记申请", _keys_arguments, _keys),
    Verb("enrol", "区级登记一台电脑", _enrol_arguments, _enrol),
    Verb("roster", "谁可以代表哪个单位；撤销一台电脑的登记", _roster_arguments, _roster),
    Verb("log", "全部留痕，并检查是否完好", _log_arguments, _log),
)
