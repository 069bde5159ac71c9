"""已完成, 按序时推进, 进展缓慢, 未启动: a task or project judged by its stage, its figures and its months.

No common standard of these words is known; ours are defined here, and a report states them beside the table. 暂缓 and 取消
stand apart and stay in the count: without an approval on record that is said. What says nothing that can be measured is
暂不评价, with a short reason; nothing is guessed from words.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from haishu_desk.monitor.project_dates import month_in_words
from haishu_desk.monitor.project_stage import (
    CANCELLED,
    LEFT,
    MERGED,
    PAUSED,
    PLANNED,
    PREPARED,
    RENAMED,
    Facts,
    measures_of,
)

DONE, ON_TIME, SLOW, NOT_STARTED, OPEN = "已完成", "按序时推进", "进展缓慢", "未启动", "暂不评价"
TASK_VERDICTS = (DONE, ON_TIME, SLOW, NOT_STARTED, PAUSED, CANCELLED, OPEN)
NOT_MEASURED, NO_APPROVAL = "无可比数", "没有批准文号"
ROOM = Decimal(10)  # percentage points behind that are still 按序时推进: as the lights of Yinchuan begin at ten
DEFINITIONS = {
    DONE: "竣工或投用；任务报告全部完成",
    ON_TIME: f"本年投资、形象进度都不比时间进度落后 {ROOM} 个百分点以上；或在做前期，还没有到计划开工的月份",
    SLOW: f"投资或形象进度比时间进度落后 {ROOM} 个百分点以上；或过了计划竣工的月份还没有竣工",
    NOT_STARTED: "还在谋划；或过了计划开工的月份还没有开工；或在做前期，没有定计划开工的月份",
    PAUSED: "经批准暂缓，仍在总数之内",
    CANCELLED: "经批准取消，仍在总数之内",
    OPEN: "没有报、没有审核，或报的没有可以比的数",
}


@dataclass(frozen=True)
class TaskVerdict:
    """A verdict in words with its numbers; `reason` is a short code where there is something to be said, else None."""

    verdict: str
    formula: str
    reason: str | None = None


def not_judged(reason: str, formula: str = "") -> TaskVerdict:
    """暂不评价, and why."""
    return TaskVerdict(OPEN, formula, reason)


def judge_task(facts: Facts) -> TaskVerdict:
    """The verdict on those facts."""
    if facts.stage in LEFT:
        return _left(facts, facts.stage)
    if facts.stage in (MERGED, RENAMED):
        return not_judged(facts.stage, f"阶段为{facts.stage}，进展见{facts.stage}以后的项目")
    if facts.is_done:
        said = f"阶段为{facts.stage}" if facts.stage else "已经竣工" if facts.finished else "报告全部完成"
        return TaskVerdict(DONE, said)
    if not facts.has_started:
        return _before(facts)
    return _measured(facts, f"阶段为{facts.stage}" if facts.stage else "已经开始")


def _left(facts: Facts, stage: str) -> TaskVerdict:
    if facts.approval:
        return TaskVerdict(stage, f"阶段为{stage}，批准文号 {facts.approval}")
    return TaskVerdict(stage, f"阶段为{stage}，没有填批准文号；仍在总数之内", NO_APPROVAL)


def _before(facts: Facts) -> TaskVerdict:
    said = f"阶段为{facts.stage}" if facts.stage else "没有填阶段"
    if facts.should_have_started and facts.plan_started is not None:
        return TaskVerdict(NOT_STARTED, f"{said}，计划{month_in_words(facts.plan_started)}开工，应开未开")
    if facts.stage == PREPARED and facts.plan_started is not None:
        return _measured(facts, f"{said}，计划{month_in_words(facts.plan_started)}开工，还没有到", or_else=ON_TIME)
    if facts.stage in (PLANNED, PREPARED):
        return TaskVerdict(NOT_STARTED, f"{said}，还没有开工")
    return not_judged(NOT_MEASURED, "没有填阶段，也没有可以比的数")


def _measured(facts: Facts, said: str, *, or_else: str | None = None) -> TaskVerdict:
    """The worst of what can be measured; without any of it `or_else`, or no verdict."""
    measures = list(measures_of(facts))
    parts = [said, *(measure.formula for measure in measures)]
    if facts.is_overdue and facts.plan_finished is not None:
        return TaskVerdict(SLOW, "；".join([*parts, f"计划{month_in_words(facts.plan_finished)}竣工，应竣未竣"]))
    if not measures:
        return (
            TaskVerdict(or_else, said) if or_else else not_judged(NOT_MEASURED, f"{said}；没有年度计划投资和工期可以比")
        )
    is_slow = min(measure.gap for measure in measures) < -ROOM
    return TaskVerdict(SLOW if is_slow else ON_TIME, "；".join(parts))
