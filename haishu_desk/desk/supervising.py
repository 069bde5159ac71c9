"""督办函: to each unit what lags in its hands, with figures: indicators that are judged behind, tasks and projects that are late.

Who leads an item answers for it; where nobody leads, whoever reports it. What has been at yellow or red for two periods in a
row is called so, and the letter then suggests a talk (约谈).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from haishu_desk.desk.letters import Body, Wanted
from haishu_desk.domain.assignments import LEAD
from haishu_desk.domain.cells import ReturnKey
from haishu_desk.domain.errors import UsageError
from haishu_desk.domain.items import Plan
from haishu_desk.domain.periods import Period, parse_period
from haishu_desk.monitor.numbers import shown
from haishu_desk.monitor.verdict import RED, YELLOW
from haishu_desk.report.document import Align, Part, Table, heads_of, row_of, said
from haishu_desk.report.marks import day_in_words

if TYPE_CHECKING:
    from haishu_desk.desk import Desk
    from haishu_desk.desk.project_standing import Standing

TALK_AFTER = 2
_WORDS = {YELLOW: "黄灯", RED: "红灯"}


@dataclass(frozen=True)
class Behind:
    """One indicator that lags: the row of `evaluate`, and how many years in a row it has."""

    row: Mapping[str, Any]
    name: str
    measured: str
    run: int


class Supervising:
    """Finds what lags, and whose it is; writes nothing."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def bodies(self, wanted: Wanted) -> Iterator[Body]:
        """One to each unit in whose hands something lags, in the order of the unit tree. UsageError without a period."""
        if wanted.period is None:
            raise UsageError("督办函要写明报告期", "请写上报告期，如 2025 或 2025-Q3")
        period = parse_period(wanted.period)
        plan = self._plan(wanted, period)
        behind, late = self._behind(plan, period), self._late(plan, period)
        for unit in self._desk.documents.units:
            if wanted.unit not in (None, unit.code):
                continue
            indicators = [each for each in behind if unit.code in self._in_charge(str(each.row["item"]))]
            projects = [each for each in late if unit.code in (each.leads or each.units)]
            if indicators or projects:
                parts = tuple(self._parts(plan, period, wanted, indicators, projects))
                keys = (ReturnKey("", unit.code, str(period)),)
                yield Body(unit.code, str(period), parts, keys, len(indicators) + len(projects))

    def _plan(self, wanted: Wanted, period: Period) -> Plan:
        """The plan that was asked for, or the newest in whose term the period lies."""
        plans = self._desk.documents.catalogue.plans
        if wanted.plan is not None:
            return self._desk.documents.catalogue.plan(wanted.plan)
        covering = [plan for plan in plans.values() if plan.covers(period.year)]
        if not covering:
            raise UsageError(f"{period.title}不在任何规划的规划期内", "请核对报告期")
        return max(covering, key=lambda plan: plan.start_year)

    def _in_charge(self, item: str) -> list[str]:
        documents = self._desk.documents
        leads = [str(row["unit"]) for row in documents.assignment if (row["item"], row["role"]) == (item, LEAD)]
        return leads or documents.reporters(item)

    def _behind(self, plan: Plan, period: Period) -> list[Behind]:
        """The indicators whose light is yellow or red, with their years in a row."""
        evaluating, catalogue = self._desk.evaluating, self._desk.documents.catalogue
        now = [
            row for row in evaluating.evaluate(plan.id, period.year, cutoff=period.last_day) if row["light"] in _WORDS
        ]
        runs = {str(row["item"]): 1 for row in now}
        going, year = set(runs), period.year - 1
        while going and year >= plan.start_year:
            lights = {str(row["item"]): row["light"] for row in evaluating.evaluate(plan.id, year)}
            going = {item for item in going if lights.get(item) in _WORDS}
            runs |= {item: runs[item] + 1 for item in going}
            year -= 1
        items = {str(row["item"]): catalogue.get(str(row["item"])) for row in now}
        return [
            Behind(row, items[code].name, items[code].unit or "", runs[code])
            for row in now
            for code in (str(row["item"]),)
        ]

    def _late(self, plan: Plan, period: Period) -> list[Standing]:
        """The tasks and projects at yellow or red, each once."""
        standings = self._desk.projects.standings(plan.id, str(period))
        return [each for each in standings if each.same_as is None and each.light in _WORDS]

    # What is said of them.

    def _parts(
        self, plan: Plan, period: Period, wanted: Wanted, indicators: list[Behind], projects: list[Standing]
    ) -> Iterator[Part]:
        counted = [
            f"指标 {len(indicators)} 项" if indicators else "",
            f"任务和项目 {len(projects)} 个" if projects else "",
        ]
        yield said(
            f"按《{plan.title}》的进度和已审核通过的数据，截至{period.title}末，你单位牵头的{'、'.join(filter(None, counted))}落后于序时，现予督办："
        )
        if indicators:
            yield _indicators(indicators)
        if projects:
            yield _projects(projects)
        repeated = [f"{each.name}（连续 {each.run} 年）" for each in indicators if each.run >= TALK_AFTER]
        repeated += [f"{each.item.name}（连续 {each.run} 期）" for each in projects if each.run >= TALK_AFTER]
        if repeated:
            yield said(f"其中{'、'.join(repeated)}一直亮黄灯或红灯，建议约谈你单位主要负责人，时间另行商定。")
        yield said(
            f"请逐项查明原因，提出措施、完成时限和责任人，于{day_in_words(wanted.answer_by)}前书面报来。数据有误的，请按程序更正并说明依据。"
        )


def _indicators(behind: list[Behind]) -> Table:
    rows = [
        (each.name, each.measured, parse_period(each.row["period"]).title, each.row["actual"] or "—", _short(each.row["expected"]),
         _percent(each.row["progress"], each.row["time_progress"]), each.row["verdict"], _WORDS[each.row["light"]])
        for each in behind
    ]  # fmt: skip
    titles = ("指标", "计量单位", "期别", "实际", "应达", "进度/序时", "评价", "灯")
    return _table(
        "落后的指标",
        titles,
        rows,
        (28, 10, 14, 11, 11, 14, 12, 8),
        ("left", "center", "center", "right", "right", "center", "center", "center"),
    )


def _projects(late: list[Standing]) -> Table:
    rows = [
        (each.item.name, each.stage or "—", "—" if each.invest_rate is None else f"{shown(each.invest_rate, 1)}%", _WORDS[each.light],
         "；".join(f"{side}：{light.said}" for side, light in each.lights.items() if light.color in _WORDS))
        for each in late
    ]  # fmt: skip
    titles = ("任务或项目", "阶段", "年度投资完成", "灯", "依据")
    return _table("滞后的任务和项目", titles, rows, (26, 10, 12, 8, 44), ("left", "center", "right", "center", "left"))


def _short(number: str | None) -> str:
    """To two decimals; — where there is none."""
    return "—" if number is None else shown(Decimal(number), 2)


def _percent(progress: str | None, due: str | None) -> str:
    """`40% / 60%`; a target without a share of the way has none."""
    if progress is None or due is None:
        return "—"
    return " / ".join(f"{shown(Decimal(part) * 100, 1)}%" for part in (progress, due))


def _table(
    title: str,
    titles: tuple[str, ...],
    rows: Sequence[tuple[str, ...]],
    widths: tuple[float, ...],
    aligned: tuple[Align, ...],
) -> Table:
    numbered = tuple(row_of((str(number), *map(str, row))) for number, row in enumerate(rows, start=1))
    return Table(title, heads_of("序号", *titles), numbered, (7.0, *widths), ("center", *aligned))
