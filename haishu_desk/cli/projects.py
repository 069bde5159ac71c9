"""The verb of tasks and projects: where each stands, sums by 专栏 and unit, the plan's printed totals; decisions on record."""

from __future__ import annotations

import argparse
from typing import Any

from haishu_desk.cli.answer import Answer, table
from haishu_desk.cli.stray import refuse_stray_of_projects
from haishu_desk.cli.verbs import Namespace, Verb, open_desk
from haishu_desk.domain.errors import UsageError

_ROWS = {"item": "代码", "name": "任务或项目", "units": "单位", "stage": "阶段", "progress": "形象进度", "invest_rate": "投资完成率%",
         "lamp": "灯", "consecutive": "连续期数", "verdict": "结论", "reason": "原因", "problem": "存在问题"}  # fmt: skip
_SUMS = {"title": "名称", "tasks": "任务", "projects": "项目", "words": "结论", "due": "应开工", "due_started": "其中已开工",
         "started_rate": "开工率%", "finished": "已完工", "planned": "年度计划（万元）", "invested_year": "本年完成（万元）",
         "invest_rate": "完成率%", "unreported": "未报"}  # fmt: skip
_TOTALS = {
    "what": "事项",
    "printed": "规划印的",
    "computed": "分项合计",
    "fits": "相符",
    "reported": "已报",
    "said": "说明",
}
_LAMPS = {"green": "绿", "yellow": "黄", "red": "红", "grey": "灰"}


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--plan", required=True, metavar="ID", help="规划，见 plans")
    parser.add_argument("--period", required=True, metavar="P", help="报告期：2025、2025-H1、2025-Q3 或 2025-09")
    parser.add_argument(
        "--basis",
        default="approved",
        metavar="B",
        help="依据：approved 只用审核通过的数（默认），current 用现在的数",
    )
    parser.add_argument(
        "--by", metavar="KIND", help="汇总：box 专栏，group 组，block 区块，action 三年行动计划，unit 单位"
    )
    parser.add_argument("--totals", action="store_true", help="规划印的总数，对分项合计和已报的数")
    parser.add_argument("--item", metavar="CODE", help="只看这一项；改判、认可理由时指哪一项")
    parser.add_argument(
        "--preset", metavar="P", help="亮灯规则：yinchuan 银川式，sanya 三亚式，tianjin 天津式；不写为区里定的"
    )
    parser.add_argument("--adopt", action="store_true", help="把 --preset 定为区里的亮灯规则，记录在案")
    parser.add_argument("--document", metavar="文号", help="--adopt 的依据")
    parser.add_argument(
        "--verdict",
        metavar="V",
        help="改判 --item：已完成、按序时推进、进展缓慢、未启动、暂缓、取消、暂不评价；按算法 为撤回",
    )
    parser.add_argument("--accept", metavar="SIDE", help="认可 --item 这一侧亮灯的理由，降一档：开工、进度、资金、入库")
    parser.add_argument("--withdraw", action="store_true", help="与 --accept 同用：撤回认可")
    parser.add_argument("--reason", metavar="R", help="改判、认可的理由")


def _projects(given: Namespace) -> Answer:
    refuse_stray_of_projects(given)
    if given.adopt and given.preset is None:
        raise UsageError("--adopt 要写 --preset", "可用：yinchuan、sanya、tianjin")
    if (given.verdict or given.accept) and (given.item is None or given.reason is None):
        raise UsageError("改判和认可要写 --item 和 --reason", "例如 --item 145-k01 --reason 理由")
    writes = bool(given.adopt or given.verdict or given.accept)
    with open_desk(given, write=writes) as desk:
        _decide(desk, given)
        if given.totals:
            return _of_totals(desk, given)
        return _of_sums(desk, given) if given.by else _of_each(desk, given)


def _decide(desk: Any, given: Namespace) -> None:
    projects, place = desk.projects, (given.plan, given.period, given.item)
    if given.adopt:
        projects.adopt(given.preset, given.document)
    if given.verdict:
        projects.overrule(*place, given.verdict, given.reason)
    if given.accept:
        projects.accept(*place, given.accept, given.reason, is_taken_back=given.withdraw)


def _of_each(desk: Any, given: Namespace) -> Answer:
    found = desk.projects.standings(given.plan, given.period, basis=given.basis, preset=given.preset)
    rows = [each.as_json() for each in found if given.item in (None, each.item.code)]
    if not rows and given.item is not None:
        raise UsageError(f"没有代码为“{given.item}”的任务或项目", "请核对代码")
    names = {unit.code: unit.name for unit in desk.documents.units}
    shown = [{**row, "units": [names[unit] for unit in row["units"]], "lamp": _LAMPS[row["light"]]} for row in rows]
    lines = table(shown, _ROWS)
    return Answer(rows, [*lines, *(_details(rows[0]) if given.item is not None else _rules(desk, given))])


def _rules(desk: Any, given: Namespace) -> list[str]:
    """By which rules lamps are lit, and what of them is our own reading."""
    from haishu_desk.monitor.project_lights import preset_of  # noqa: PLC0415  --help must not load it

    preset = preset_of(given.preset or desk.projects.lamps)
    return ["", f"亮灯规则：{preset.title}。原规则没有说清、由我们定的：", *(f"- {said}" for said in preset.own)]


def _details(row: dict[str, Any]) -> list[str]:
    """How one item's verdict and lights came about."""
    sides = [f"{side}：{_LAMPS[light['light']]}　{light['said']}" for side, light in row["lights"].items()]
    return ["", f"算式：{row['formula'] or '—'}", *sides]


def _of_sums(desk: Any, given: Namespace) -> Answer:
    found = desk.projects.summary(given.plan, given.period, by=given.by, basis=given.basis, preset=given.preset)
    rows = [each.as_json() for each in found]
    return Answer(
        rows, table([{**row, "words": _words(row), "unreported": len(row["missing"])} for row in rows], _SUMS)
    )


def _words(row: dict[str, Any]) -> str:
    return "、".join(f"{word} {count}" for word, count in row["verdicts"].items() if count)


def _of_totals(desk: Any, given: Namespace) -> Answer:
    rows = [each.as_json() for each in desk.projects.totals(given.plan, given.period, basis=given.basis)]
    return Answer(rows, table([{**row, "fits": "是" if row["agrees"] else "否"} for row in rows], _TOTALS))


VERBS = (
    Verb(
        "projects",
        "任务与项目：阶段、进度、投资、四侧亮灯、结论；按专栏、区块、单位汇总；规划印的总数；改判和认可理由",
        _arguments,
        _projects,
        example="projects --plan 145 --period 2025",
    ),
)
