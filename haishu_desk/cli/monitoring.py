"""The verbs of monitoring: rollup, ranking, evaluate and backtest."""

from __future__ import annotations

import argparse
from typing import Any

from haishu_desk.cli.answer import Answer, table
from haishu_desk.cli.stray import refuse_stray, refuse_stray_of_evaluate
from haishu_desk.cli.verbs import Namespace, Verb, no_arguments, open_desk
from haishu_desk.domain.errors import UsageError

_SUMS = {"item": "代码", "name": "指标", "value": "汇总数", "rule": "办法", "units_in": "已报", "units_missing": "未报"}
_JUDGED = {"item": "代码", "name": "指标", "period": "期", "actual": "实绩", "vintage": "数值状态", "expected": "应达", "progress": "进度",
           "verdict": "结论", "lamp": "灯", "by_growth": "按增速", "reason": "原因"}  # fmt: skip
_WARNED = {"item": "代码", "name": "指标", "target": "目标", "actual": "实绩", "expected": "应达", "gap": "差距",
           "margin": "余量", "lamp": "灯", "needed": "还需", "outlook": "预计", "unit": "责任单位", "why": "为什么"}  # fmt: skip
_OVERRULED = {"item": "代码", "name": "指标", "cutoff": "截至", "verdict": "改判为", "reason": "理由", "by": "谁", "at": "何时",
              "stands": "现在"}  # fmt: skip
_RANKED = {"rank": "名次", "name": "单位", "value": "数", "share": "占比", "before": "上年同期", "change": "增长", "contribution": "拉动（点）",
           "planned": "年度分解", "completion": "完成"}  # fmt: skip
_TESTED = {"method": "方法", "years_ahead": "隔几年", "trials": "次数", "error": "误差", "inside": "落入"}
_BANDS = {"year": "站在", "value": "预测", "band": "区间", "truth": "真值", "width": "区间宽÷预测"}
_BASIS = "依据：approved 只用审核通过的数（默认），current 用现在的数"
_NAMED = 3


def _rollup_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--period", required=True, metavar="P", help="报告期：2025、2025-H1、2025-Q3 或 2025-09")
    parser.add_argument("--plan", metavar="ID", help="只汇总这个规划的；不写为报告期所在的规划")
    parser.add_argument(
        "--by", metavar="KIND,..", help="只汇总这些类别的单位：street、town、township、department，几个用逗号隔开"
    )
    parser.add_argument(
        "--complete", action="store_true", help="完全汇总：只把最基层单位的数合起来，不用部门报的全区数"
    )
    parser.add_argument("--node", metavar="UNIT", help="节点汇总：只汇总这个单位直接下级的")
    parser.add_argument("--units", metavar="A,B", help="选择汇总：只汇总这几个单位的，逗号隔开")
    parser.add_argument("--basis", default="approved", metavar="B", help=_BASIS)


def _rollup(given: Namespace) -> Answer:
    from haishu_desk.desk.rolling_up import Whose  # noqa: PLC0415  --help must not load it

    whose = Whose(_listed(given.by), given.node, _listed(given.units), given.complete)
    with open_desk(given) as desk:
        rows = desk.evaluating.rollup(given.period, plan=given.plan, whose=whose, basis=given.basis)
        shown = [_of_units(row, desk.documents) for row in rows]
    return Answer(rows, table(shown, _SUMS))


def _listed(words: str | None) -> list[str]:
    return [word.strip() for word in words.split(",")] if words else []


def _of_units(row: dict[str, Any], documents: Any) -> dict[str, Any]:
    names = {key: [documents.units.get(unit).name for unit in row[key]] for key in ("units_in", "units_missing")}
    return {
        **row,
        **{key: _few(named) for key, named in names.items()},
        "name": documents.catalogue.get(row["item"]).name,
        # What only some have reported is no figure of the whole.
        "value": f"{row['value'] or '—'}{'（部分）' if row['value'] and row['units_missing'] else ''}",
    }


def _few(names: list[str]) -> str:
    return "、".join(names[:_NAMED]) + (f"等 {len(names)} 个" if len(names) > _NAMED else "")


def _ranking_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--item", metavar="CODE", help="指标代码")
    parser.add_argument("--period", metavar="P", help="报告期：2025、2025-H1、2025-Q3 或 2025-09")
    parser.add_argument("--by", metavar="KIND,..", help="只排这些类别的单位：street、town、township、department")
    parser.add_argument("--basis", default="approved", metavar="B", help=_BASIS)
    parser.add_argument("--outside", action="store_true", help="按对外能看的样子：没有开晾晒时不写单位名")
    switch = parser.add_mutually_exclusive_group()
    switch.add_argument("--on", action="store_true", help="开晾晒：单位和对外的排名写单位名")
    switch.add_argument("--off", action="store_true", help="关晾晒（默认）：单位和对外的排名不写别的单位名")
    parser.add_argument("--document", metavar="文号", help="--on、--off 的依据")


def _ranking(given: Namespace) -> Answer:
    is_switch = given.on or given.off
    if is_switch:
        refuse_stray(given, ("--item", "--period", "--by", "--outside"), "看排名")
    else:
        refuse_stray(given, ("--document",), "--on、--off")
    if not is_switch and (given.item is None or given.period is None):
        raise UsageError("ranking 要写 --item 和 --period", "例如 ranking --item 145-04 --period 2025")
    with open_desk(given, write=is_switch) as desk:
        if is_switch:
            desk.settings.show_names_in_ranking(wanted=given.on, document=given.document)
            return Answer({"ranking": desk.settings.names_in_ranking}, [f"晾晒：{'开' if given.on else '关'}"])
        rows = desk.ranking.rank(
            given.item, given.period, basis=given.basis, by=_listed(given.by), outside=given.outside
        )
    if not rows:
        return Answer(rows, ["没有可排的：这一项不由几个单位分别报，或这一期没有这类单位"])
    return Answer(
        rows, table([{**row, "name": row["name"] or "—", "value": row["value"] or "未报"} for row in rows], _RANKED)
    )


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
    parser.add_argument(
        "--warnings", action="store_true", help="只列预警：本年滞后或预计难以完成的约束性指标，写明为什么"
    )
    parser.add_argument("--preset", metavar="P", help="评价办法：points 比进度，ratio 比实现度；不写为区里定的")
    parser.add_argument(
        "--set",
        action="append",
        default=[],
        metavar="K=V",
        help="改一项，可写几次：tolerance 允许差距，binding_tolerance 约束性允许差距，growth_tolerance 增速允许差距，keep_up 同步容差，"
        "red_over 红灯差距，nearly 略低于序时的实现度，half_year 年中流量的算法（half-of-year、linear），estimates 预计数评不评（on、off）",
    )
    parser.add_argument(
        "--adopt", action="store_true", help="把 --preset、--set 定为区里的评价办法，记录在案；不写只是试算"
    )
    parser.add_argument("--document", metavar="文号", help="--adopt 的依据")
    parser.add_argument("--effective", metavar="DATE", help="--adopt 从哪天起；不写为当天")
    parser.add_argument("--rules", action="store_true", help="不评，只看现行的评价办法和用词的定义")
    parser.add_argument("--overrules", action="store_true", help="不评，只列全部人工改判，包括撤回了的")
    parser.add_argument("--overrule", metavar="CODE", help="人工改判这一项，要写 --verdict 和 --reason")
    parser.add_argument(
        "--verdict", metavar="V", help="改判为：提前实现、快于预期、基本符合预期、滞后、暂不评价；按算法 为撤回改判"
    )
    parser.add_argument("--reason", metavar="R", help="改判的理由")


def _evaluate(given: Namespace) -> Answer:
    refuse_stray_of_evaluate(given)
    if given.rules or given.overrules:
        return _about_judging(given)
    if given.plan is None or given.year is None:
        raise UsageError("evaluate 要写 --plan 和 --year", "例如 evaluate --plan 145 --year 2024")
    if given.overrule and (given.verdict is None or given.reason is None):
        raise UsageError("改判要写 --verdict 和 --reason", "例如 --verdict 滞后 --reason 理由")
    if given.adopt and given.preset is None and not given.set:
        raise UsageError("--adopt 要写 --preset 或 --set", "例如 --preset points --set tolerance=3")
    with open_desk(given, write=bool(given.overrule or given.adopt)) as desk:
        if given.overrule:
            desk.evaluating.overrule(
                given.plan, given.year, given.overrule, given.verdict, given.reason, cutoff=given.cutoff
            )
        rules = _rules(desk, given)
        if given.adopt:
            desk.evaluating.adopt(rules, given.document, given.effective)
        find = desk.warning.warnings if given.warnings else desk.evaluating.evaluate
        rows = find(
            given.plan,
            given.year,
            cutoff=given.cutoff,
            basis=given.basis,
            base=given.base,
            words=given.words,
            item=given.item,
            rules=None if given.adopt else rules,
        )
        shown = [_with_words(row, desk.documents) for row in rows]
    return Answer(rows, table(shown, _WARNED if given.warnings else _JUDGED))


def _about_judging(given: Namespace) -> Answer:
    with open_desk(given) as desk:
        if given.overrules:
            catalogue = desk.documents.catalogue
            if given.plan is not None:
                catalogue.plan(given.plan)
            rows = desk.evaluating.overrules(given.plan)
            shown = [{**row, "name": catalogue.get(row["item"]).name, "stands": "有效" if row["stands"] else "已撤回或另判"} for row in rows]  # fmt: skip
            return Answer(rows, table(shown, _OVERRULED))
        told, definitions = desk.evaluating.rules_told(), desk.evaluating.definitions(given.words)
        settings = desk.evaluating.rules.as_json()
    lines = [told, *(f"{word}：{said}" for word, said in definitions.items())]
    return Answer({"rules": settings, "told": told, "words": given.words, "definitions": definitions}, lines)


def _rules(desk: Any, given: Namespace) -> Any:
    """The rules that the flags speak of, on what is in force where no preset is named; None where they say nothing."""
    from haishu_desk.monitor.verdict import PRESETS  # noqa: PLC0415  --help must not load it

    if given.preset is None and not given.set:
        return None
    if given.preset is not None and given.preset not in PRESETS:
        raise UsageError(f"没有评价办法“{given.preset}”", f"可用：{'、'.join(PRESETS)}")
    start = PRESETS[given.preset] if given.preset else desk.evaluating.rules
    return start.changed(given.set)


def _with_words(row: dict[str, Any], documents: Any) -> dict[str, Any]:
    from haishu_desk.monitor.verdict import LIGHT_WORDS  # noqa: PLC0415  --help must not load it

    lamps = {"green": "绿", "yellow": "黄", "red": "红", "grey": "灰"}
    figures = {key: row[key] or "—" for key in ("actual", "expected", "progress")}
    unit = row.get("unit")
    words = {"name": documents.catalogue.get(row["item"]).name, "unit": documents.units.get(unit).name if unit else "—"}
    return {**row, **figures, **words, "lamp": f"{lamps[row['light']]}·{LIGHT_WORDS[row['light']]}"}


def _backtest(given: Namespace) -> Answer:
    from haishu_desk.desk.backtesting import backtest_public  # noqa: PLC0415  --help must not load it

    del given
    found = backtest_public()
    first, last = found["years"]
    head = f"{found['title']}，{found['unit']}，{first}—{last}，{found['source']}。误差为平均相对误差，落入为真值落在区间里的比例。"
    bands = [{**row, "band": f"{row['low']} 至 {row['high']}"} for row in found["bands"]]
    return Answer(found, [head, "", *table(found["rows"], _TESTED), "", "逐年预测下一年：", *table(bands, _BANDS)])


VERBS = (
    Verb(
        "rollup",
        "汇总：每项按自己的办法，未报的单位列名，不当 0",
        _rollup_arguments,
        _rollup,
        example="rollup --period 2025",
    ),
    Verb(
        "ranking",
        "晾晒：一项指标各单位的名次、占比、增长、拉动和完成，未报的列在最后；开关由区里定",
        _ranking_arguments,
        _ranking,
        example="ranking --item 145-04 --period 2025",
    ),
    Verb(
        "evaluate",
        "监测评估：应达、进度、结论、灯、期末预测，附算式和依据；人工改判",
        _evaluate_arguments,
        _evaluate,
        example="evaluate --plan 145 --year 2025",
    ),
    Verb(
        "backtest",
        "回测：用一条公开的历年数检验期末预测，各方法、隔几年各差多少，真值落在区间里几成",
        no_arguments,
        _backtest,
        example="backtest",
    ),
)
