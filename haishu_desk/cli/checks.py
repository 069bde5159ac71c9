"""Verbs of 全审: check, explain, rules."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from haishu_desk.cli.answer import Answer, table
from haishu_desk.cli.verbs import Namespace, Verb, documents, form_flag, open_desk, unit_and_period, workspace_path
from haishu_desk.domain.errors import UsageError
from haishu_desk.domain.secrecy import NO_SECRETS

_FINDINGS = {"severity": "级别", "rule": "编号", "place": "位置", "message": "问题", "advice": "怎么办", "said": "说明"}
GRANT, REFUSE = "同意豁免", "不同意豁免"


def _check_arguments(parser: argparse.ArgumentParser) -> None:
    unit_and_period(parser)
    form_flag(parser)
    parser.add_argument("--out", type=Path, metavar="FILE", help="另存差错清单：.xlsx 或 .docx")


def _check(given: Namespace) -> Answer:
    with open_desk(given) as desk:
        found = desk.checking.check(given.unit, given.period, given.form)
        answer = found.as_json()
        if given.out is not None:
            answer["file"] = desk.checking.write_list(found, given.unit, given.period, given.out)
    lines = [found.about]
    lines += table([{**row, "said": _said(row)} for row in answer["findings"]], _FINDINGS)
    lines += [row["message"] for row in answer["unjudged"]]
    return Answer(answer, lines, 1 if answer["hard"] else 0)


def _said(row: dict[str, Any]) -> str:
    return f"豁免：{row['exemption']}" if row["exemption"] else ("已说明" if row["explained"] else "")


def _explain_arguments(parser: argparse.ArgumentParser) -> None:
    unit_and_period(parser)
    parser.add_argument("--item", required=True, metavar="CODE", help="指标或任务的代码")
    parser.add_argument("--rule", required=True, metavar="R", help="规则或检查的编号，见 check")
    parser.add_argument(
        "--class",
        dest="klass",
        required=True,
        metavar="C",
        help=f"原因类：口径变化 新增 减少 政策 价格 一次性 更正 其他；强制性的写 豁免申请；区级答复写 {GRANT}、{REFUSE}",
    )
    parser.add_argument("--text", required=True, metavar="T", help="一件事实：数量、时间或原因")
    parser.add_argument("--field", metavar="F", help="同一条问题落在几格时，是哪一格")


def _explain(given: Namespace) -> Answer:
    place = (given.unit, given.period, given.item, given.rule)
    with open_desk(given, write=True) as desk:
        if given.klass in (GRANT, REFUSE):
            finding = desk.checking.decide_exemption(
                *place, granted=given.klass == GRANT, text=given.text, field=given.field
            )
        else:
            finding = desk.checking.explain(*place, klass=given.klass, text=given.text, field=given.field)
    row = finding.as_json()
    return Answer(row, table([{**row, "said": _said(row)}], _FINDINGS))


def _rules_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "what", nargs="?", choices=["import", "export"], help="import 采用一张规则表，export 写出现行规则"
    )
    parser.add_argument("file", nargs="?", type=Path, metavar="FILE", help="规则表：.xlsx 或 .csv")
    parser.add_argument("--preview", action="store_true", help="只试算，不采用")
    parser.add_argument("--document", metavar="文号", help="依据的文号")


def _rules(given: Namespace) -> Answer:
    if given.what and given.file is None:
        raise UsageError(f"rules {given.what} 要写文件", f"例如 rules {given.what} 规则.xlsx")
    if given.what != "import" and (given.preview or given.document is not None):
        raise UsageError("--preview 和 --document 要和 import 同用", "例如 rules import 规则.xlsx --preview")
    if given.what == "import":
        return _import(given)
    if given.what == "export":
        with open_desk(given) as desk:
            answer = desk.rulebook.write_out(given.file)
        return Answer(answer, [f"写出 {answer['rules']} 条规则：{answer['file']}。{NO_SECRETS}"])
    shown = _in_force(given)
    return Answer(
        shown, table(shown, {name: name for name in ("编号", "级别", "左式", "比较", "右式", "容差", "条件", "说明")})
    )


def _in_force(given: Namespace) -> list[dict[str, Any]]:
    """The rules of the workspace, or the shipped ones where there is none."""
    from haishu_desk.desk.rulebook import rows_of  # noqa: PLC0415  only where rules are listed

    if not workspace_path(given).is_file():
        with documents(given) as known:
            return rows_of(known.edition("rules"))
    with open_desk(given) as desk:
        return desk.rulebook.rows()


def _import(given: Namespace) -> Answer:
    with open_desk(given, write=True) as desk:
        answer = desk.rulebook.take_over(given.file, document=given.document, preview=given.preview)
    titles = {
        "rule": "编号",
        "held": "成立",
        "violated": "不成立",
        "missing": "缺数",
        "skipped": "不适用",
        "undefined": "算不出",
    }
    head = (
        f"试算 {answer['rules']} 条" if given.preview else f"采用 {answer['rules']} 条，现行第 {answer['edition']} 版"
    )
    return Answer(answer, [head, *table(answer["trials"], titles)])


VERBS = (
    Verb(
        "check",
        "全审：强制性、核实性和提示",
        _check_arguments,
        _check,
        example="check --unit 330203105 --period 2025 --out 差错清单.xlsx",
    ),
    Verb(
        "explain",
        "写审核说明；强制性的申请豁免，区级答复",
        _explain_arguments,
        _explain,
        example="explain --unit 330203105 --period 2025 --item 145-22 --rule R-145-22-b --class 政策 --text 省厅2025年3月文件把园林垃圾计入，增加回收量2.4万吨",
    ),
    Verb("rules", "审核规则：列出、试算和采用、写出", _rules_arguments, _rules, example="rules export 审核规则.xlsx"),
)
