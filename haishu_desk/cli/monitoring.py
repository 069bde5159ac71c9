"""The verbs of monitoring: rollup and evaluate."""

from __future__ import annotations

import argparse
from typing import Any

from haishu_desk.cli.answer import Answer, table
from haishu_desk.cli.verbs import Namespace, Verb, open_desk
from haishu_desk.domain.errors import UsageError

_SUMS = {"item": "代码", "name": "指标", "value": "汇总数", "rule": "办法", "units_in": "已报", "units_missing": "未报"}
_JUDGED = {"item": "代码", "name": "指标", "actual": "实绩", "vintage": "数值状态", "expected": "应达", "progress": "进度",
           "verdict": "结论", "lamp": "灯", "by_growth": "按增速", "reason": "原因"}  # fmt: skip
_BASIS = "依据：approved 只用审核通过的数（默认），current 用现在的数"
_NAMED = 3


def _rollup_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--period", required=True, metavar="P", help="报告期：2025、2025-H1、2025-Q3 或 2025-09")
    parser.add_argument("--plan", metavar="ID", help="只汇总这个规划的；不写为报告期所在的规划")
    parser.add_argument(
        "--by", metavar="KIND,..", help="只汇总这些类别的单位：street、town、township、department，几个用逗号隔开"
    )
    parser.add_argument("--basis", default="approved", metavar="B", help=_BASIS)


def _rollup(given: Namespace) -> Answer:
    by = [kind.strip() for kind in given.by.split(",")] if given.by else []
    with open_desk(given) as desk:
        rows = desk.evaluating.rollup(given.period, plan=given.plan, by=by, basis=given.basis)
        shown = [_of_units(row, desk.documents) for row in rows]
    return Answer(rows, table(shown, _SUMS))


def _of_units(row: dict[str, Any], documents: Any) -> dict[str, Any]:
    names = {key: [documents.units.get(unit).name for unit in row[key]] for key in ("units_in", "units_missing")}
    return {
        **row,
        **{key: _few(named) for key, named in names.items()},
        "name": documents.catalogue.get(row["item"]).name,
        "value": row["value"] or "—",
    }


def _few(names: list[str]) -> str:
    return "、".join(names[:_NAMED]) + (f"等 {len(names)} 个" if len(names) > _NAMED else "")


def _evaluate_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--plan", metavar="ID", help="规划，见 plans")
    parser.add_argument("--year", type=int, metavar="Y", help="评哪一年")
    parser.add_argument("--item", metavar="CODE", help="只评这一项")
    parser.add_argument("--cutoff", metavar="DATE", help="评估截止日，如 2023-06-30；不写为年末")
    parser.add_argument("--basis", default="approved", metavar="B", help=_BASIS)
    parser.add_argument(
        "--base", default="published", metavar="B", help="基期值：published 公布时的（默认），revised 修订后的"
    )
    parser.add_argument(
        "--words", default="national", metavar="W", help="用词：national 国家（默认），district 区县（按实现度）"
    )
    parser.add_argument("--preset", metavar="P", help="评价办法：points 比进度，ratio 比实现度；不写为区里定的")
    parser.add_argument("--adopt", action="store_true", help="把 --preset 定为区里的评价办法，记录在案")
    parser.add_argument("--document", metavar="文号", help="--adopt 的依据")
    parser.add_argument("--overrule", metavar="CODE", help="人工改判这一项，要写 --verdict 和 --reason")
    parser.add_argument(
        "--verdict", metavar="V", help="改判为：提前实现、快于预期、基本符合预期、滞后、暂不评价；按算法 为撤回改判"
    )
    parser.add_argument("--reason", metavar="R", help="改判的理由")


def _evaluate(given: Namespace) -> Answer:
    if given.plan is None or given.year is None:
        raise UsageError("evaluate 要写 --plan 和 --year", "例如 evaluate --plan 145 --year 2024")
    if given.overrule and (given.verdict is None or given.reason is None):
        raise UsageError("改判要写 --verdict 和 --reason", "例如 --verdict 滞后 --reason 理由")
    if given.adopt and given.preset is None:
        raise UsageError("--adopt 要写 --preset", "可用：points、ratio")
    with open_desk(given, write=bool(given.overrule or given.adopt)) as desk:
        if given.overrule:
            desk.evaluating.overrule(
                given.plan, given.year, given.overrule, given.verdict, given.reason, cutoff=given.cutoff
            )
        if given.adopt:
            _adopt(desk, given)
        rows = desk.evaluating.evaluate(
            given.plan,
            given.year,
            cutoff=given.cutoff,
            basis=given.basis,
            base=given.base,
            words=given.words,
            preset=given.preset,
            item=given.item,
        )
        names = {row["item"]: desk.documents.catalogue.get(row["item"]).name for row in rows}
    return Answer(rows, table([_with_words(row, names) for row in rows], _JUDGED))


def _adopt(desk: Any, given: Namespace) -> None:
    from haishu_desk.monitor.verdict import PRESETS  # noqa: PLC0415  --help must not load it

    if given.preset not in PRESETS:
        raise UsageError(f"没有评价办法“{given.preset}”", f"可用：{'、'.join(PRESETS)}")
    desk.evaluating.adopt(PRESETS[given.preset], given.document)


def _with_words(row: dict[str, Any], names: dict[str, str]) -> dict[str, Any]:
    from haishu_desk.monitor.verdict import LIGHT_WORDS  # noqa: PLC0415  --help must not load it

    lamps = {"green": "绿", "yellow": "黄", "red": "红", "grey": "灰"}
    figures = {key: row[key] or "—" for key in ("actual", "expected", "progress")}
    return {**row, **figures, "name": names[row["item"]], "lamp": f"{lamps[row['light']]}·{LIGHT_WORDS[row['light']]}"}


VERBS = (
    Verb("rollup", "汇总：每项按自己的办法，未报的单位列名，不当 0", _rollup_arguments, _rollup),
    Verb(
        "evaluate", "监测评估：应达、进度、结论、灯、期末预测，附算式和依据；人工改判", _evaluate_arguments, _evaluate
    ),
)
