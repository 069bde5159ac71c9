"""Verbs about the workspace: init, keys, enrol, roster, people, settings."""

from __future__ import annotations

import argparse
import getpass
import os
import sys
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


def _people_arguments(parser: argparse.ArgumentParser) -> None:
    what = parser.add_mutually_exclusive_group()
    what.add_argument(
        "--set-pin", action="store_true", help="给自己设口令或改口令；新口令取自 HAISHU_DESK_NEW_PIN，没有则当面问"
    )
    what.add_argument("--remove-pin", action="store_true", help="去掉自己的口令")
    parser.add_argument(
        "--person", metavar="NAME", help="与 --remove-pin 一起：去掉忘了口令的人的，要由设了口令的另一人来做"
    )


def _people(given: Namespace) -> Answer:
    if given.person and not given.remove_pin:
        raise UsageError("--person 要和 --remove-pin 一起用", "口令只能给自己设；是谁在操作用 --as 写明")
    with open_desk(given, write=given.set_pin or given.remove_pin) as desk:
        if given.set_pin:
            desk.people.require(desk.person)
            desk.people.set_pin(_new_pin())
        elif given.remove_pin:
            desk.people.remove_pin(given.person)
        rows = desk.people.rows()
    return Answer(
        rows, table([{**row, "pin": "有" if row["pin"] else "无"} for row in rows], {"person": "姓名", "pin": "口令"})
    )


def _new_pin() -> str:
    """From HAISHU_DESK_NEW_PIN, or asked for twice where somebody sits."""
    given = os.environ.get("HAISHU_DESK_NEW_PIN")
    if given:
        return given
    if not sys.stdin.isatty():
        raise UsageError("没有给出新口令", "请用环境变量 HAISHU_DESK_NEW_PIN 给出")
    first, second = getpass.getpass("新口令："), getpass.getpass("再写一次：")
    if first != second:
        raise UsageError("两次写的口令不一样，没有改动", "请再来一次")
    return first


def _settings_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--two-people", choices=["on", "off"], help="审核和审批由两个人做：on 开，off 关")
    parser.add_argument("--document", metavar="文号", help="所依据的文件")


def _settings(given: Namespace) -> Answer:
    if given.document and given.two_people is None:
        raise UsageError("--document 要和 --two-people 一起用", "请写明改哪一项设置")
    with open_desk(given, write=given.two_people is not None) as desk:
        if given.two_people is not None:
            desk.settings.want_two_people(wanted=given.two_people == "on", document=given.document)
        told = desk.settings.told()
    return Answer(told, [f"审核和审批由两个人做：{'开' if told['two_people'] else '关'}"])


VERBS = (
    Verb("init", "建立数据文件", _init_arguments, _init, example="init --role unit --unit 330203105 --person 张填"),
    Verb("keys", "本机的公钥和校验码；写出登记申请", _keys_arguments, _keys, example="keys --out 登记申请.xlsx"),
    Verb("enrol", "区级登记一台电脑", _enrol_arguments, _enrol, example="enrol 登记申请.xlsx"),
    Verb("roster", "谁可以代表哪个单位；撤销一台电脑的登记", _roster_arguments, _roster, example="roster"),
    Verb("people", "谁在用这个数据文件；设、改、去掉口令", _people_arguments, _people, example="people"),
    Verb(
        "settings",
        "区级的设置：审核和审批由两个人做",
        _settings_arguments,
        _settings,
        example="settings --two-people on --document 海规办〔2026〕1号",
    ),
)
