"""What stands around the indicators in a report: how was judged, what is missing, warnings, advice, tasks and projects."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from haishu_desk.desk.evaluating import Judged
from haishu_desk.desk.judging_ground import (
    BASE_TITLES,
    CLASH,
    ESTIMATE,
    NOT_APPROVED,
    NOT_HERE,
    NOT_PUBLISHED,
    NOT_REPORTED,
    NOT_YET,
    REDEFINED,
)
from haishu_desk.desk.project_places import Places
from haishu_desk.desk.project_tally import tally
from haishu_desk.desk.report_facts import Facts
from haishu_desk.domain.cells import VALUE, ReturnKey, is_evidence
from haishu_desk.domain.items import PROJECT, Item
from haishu_desk.domain.periods import Period, parse_period
from haishu_desk.monitor.reasons import IN_WORDS, NO_BASE, NO_REFERENCE, NO_TARGET, NOT_ASSIGNED, SENTENCES
from haishu_desk.monitor.task_verdict import DEFINITIONS
from haishu_desk.monitor.verdict import OPEN, PRESET_TITLES, RATIO
from haishu_desk.report.facts import RECKONED, Fact
from haishu_desk.report.material import HARDLY, Advice, Group, Line, Method, Missing, Task, Warned

if TYPE_CHECKING:
    from haishu_desk.desk import Desk
    from haishu_desk.desk.project_standing import Standing

_WHY = {
    NOT_REPORTED: "到了报送时间，责任单位没有报",
    NOT_APPROVED: "已经报来，区级还没有审核通过",
    NOT_PUBLISHED: "上级没有公布分区数据，或单位填了未取得",
    NOT_YET: "还没有到公布或报送的时间",
    NOT_HERE: "责任单位填了本区不适用",
    CLASH: "两处报来的数不一致，没有裁定",
    ESTIMATE: "只有预计数，没有实绩",
    REDEFINED: "口径变了，没有追溯数，和目标不可比",
    NO_BASE: "规划表没有印基期值，也没有录入",
}
_TODO = {
    NOT_REPORTED: "催报",
    NOT_APPROVED: "审核",
    NOT_YET: "到期报送",
    CLASH: "裁定",
    ESTIMATE: "等最终数，或在期末版中注明预计",
    REDEFINED: "补追溯数或报批调整目标",
    NOT_ASSIGNED: "下达后录入目标",
    NO_BASE: "录入基期值",
    NO_REFERENCE: "录入同期增速",
    IN_WORDS: "按佐证判断",
}
_UNKNOWN_DAY = "未定"
_ADJUSTING = ("口径变化", "政策")


class Around:
    """Gathers it for one desk."""

    def __init__(self, desk: Desk, facts: Facts) -> None:
        self._desk, self._documents, self._facts = desk, desk.documents, facts
        self._judged: dict[tuple[str, str], dict[str, Standing]] = {}

    # How was judged.

    def method(self, words: str) -> Method:
        """The rules in force with their bounds, and the definitions of the wording that is used."""
        rules = self._desk.evaluating.rules
        compared = (
            "比实际值与应达值之比"
            if rules.method == RATIO
            else "比规划进度（已完成的量占五年应完成的量）与序时进度之差"
        )
        sentences = (
            f"{compared}。{self._desk.evaluating.rules_told()}。",
            "评价词的阈值由区里规定，国家没有公布；改过的在评价办法里记有文号和日期。",
        )
        title = PRESET_TITLES[rules.method]
        return Method(
            title, sentences, tuple(self._desk.evaluating.definitions(words).items()), tuple(DEFINITIONS.items())
        )

    def base_said(self, base: str) -> str:
        """Which base counts."""
        return f"基期值用{BASE_TITLES[base]}。"

    # What is missing.

    def missing(self, judged: Sequence[Judged], lines: Sequence[Line], year: int) -> Iterator[Missing]:
        """A row an indicator without a verdict, and a row a unit whose tasks are not there."""
        for each, line in zip(judged, lines, strict=True):
            if not line.is_open:
                continue
            why = line.reason or NO_TARGET
            # Who owes the figure of the period that is judged, by the names of then: not who would owe the whole year's.
            item, period = each.ground.item, each.ground.at if each.ground.at.year == year else Period(year)
            owing = self._facts.figures.rolled(item, period).units_missing
            who = [
                self._documents.name_of(unit, str(period))
                for unit in owing or self._facts.figures.reporters(item, period)
            ]
            has_figure = line.actual is not None
            yield Missing(
                line.name,
                "有数，暂无法评估" if has_figure else "没有数",
                _WHY.get(why) or SENTENCES.get(why, why),
                "、".join(who[:3]) or "责任单位未明确",
                _UNKNOWN_DAY if has_figure else self._due(item, period),
                _TODO.get(why, "核对"),
                line.code,
            )

    def _due(self, item: Item, period: Period) -> str:
        """Until when it was to be reported."""
        form = self._documents.form_of(item)
        keys = [ReturnKey(form, unit, str(period)) for unit in self._facts.figures.reporters(item, period)]
        dues = [due for key in keys if (due := self._facts.course(key).due)]
        return f"报送期限{max(dues)}" if dues else _UNKNOWN_DAY

    def missing_tasks(self, tasks: Sequence[Task]) -> Iterator[Missing]:
        """A row for each unit with tasks and projects that nothing is known of."""
        silent: dict[str, int] = {}
        for task in tasks:
            if not task.verdict:
                silent[task.lead or "责任单位未明确"] = silent.get(task.lead or "责任单位未明确", 0) + 1
        for who, number in silent.items():
            yield Missing(f"任务和项目{number}项", "没有数", _WHY[NOT_REPORTED], who, _UNKNOWN_DAY, _TODO[NOT_REPORTED])

    # What follows.

    def warnings(self, plan: str, year: int, cutoff: str | None, base: str) -> Iterator[Warned]:
        """The binding indicators on the list of 预警."""
        catalogue = self._documents.catalogue
        for row in self._desk.warning.warnings(plan, year, cutoff=cutoff, base=base):
            yield Warned(catalogue.get(row["item"]).name, row["why"], row["needed"] or "")

    def advice(self, lines: Sequence[Line]) -> Iterator[Advice]:
        """不调整 or 调整 of every lagging indicator: 调整 only where it hardly gets there and the unit names 口径 or 政策."""
        for line in lines:
            if not (line.is_behind or line.reason == REDEFINED):
                continue
            grounds = [word for word in line.why if word.startswith(_ADJUSTING)]
            is_wanted = line.reason == REDEFINED or (line.outlook == HARDLY and bool(grounds))
            if is_wanted:
                reason = "；".join(grounds) or _WHY[REDEFINED]
            else:
                state = line.outlook or "期末不能推算"
                reason = (
                    f"{state}；责任单位没有提出口径或政策上的调整理由"
                    if not grounds
                    else f"{state}；{'；'.join(grounds)}"
                )
            yield Advice(line.name, line.lead, is_wanted, reason)

    # Tasks and projects.

    def _standings(self, plan: str, period: str) -> dict[str, Standing]:
        """Every task and project by its code, judged once for the whole report."""
        if (plan, period) not in self._judged:
            found = self._desk.projects.standings(plan, period)
            self._judged[plan, period] = {each.item.code: each for each in found}
        return self._judged[plan, period]

    def _places(self, plan: str) -> Places:
        return Places(self._documents.catalogue.plan(plan), self._documents.catalogue)

    def tasks(self, plan: str, period: str) -> Iterator[Task]:
        """Every task and project of the plan once, with what was approved of it by the end of that period."""
        lists = {"action_plans": "三年行动计划", "projects": "十大项目工程"}
        for each in self._standings(plan, period).values():
            if each.same_as is None:
                box = (
                    f"专栏{each.box} {each.box_title}"
                    if each.box
                    else lists.get(str(each.item.record.get("list")), each.item.group)
                )
                yield self._task(each, box)

    def _task(self, each: Standing, box: str) -> Task:
        item, texts = each.item, each.texts
        units = self._documents.units
        leads = [units.get(code).name for code in (each.leads or each.units)]
        others = [units.get(code).name for code in each.units if code not in each.leads]
        told = {field: self._text(each, field) for field in (VALUE, "planned", "invested")}
        return Task(
            item.code, box, each.group, item.name, str(item.record.get("summary") or ""), "、".join(leads[:3]),
            "、".join(others[:3]) if each.leads else "", each.stage, told[VALUE], told["planned"], told["invested"],
            texts.get("problem", ""), each.verdict if each.facts is not None else "", item.kind == PROJECT,
            self._evidence(each),
        )  # fmt: skip

    def _evidence(self, each: Standing) -> str:
        """How many 佐证材料 were approved with the report."""
        if each.reported is None:
            return ""
        form = self._documents.form_of(each.item)
        keys = [ReturnKey(form, unit, each.reported) for unit in each.units]
        number = sum(
            slot.item == each.item.code and is_evidence(slot.field)
            for key in keys
            for slot in self._facts.approved(key)
        )
        return f"{number}件" if number else ""

    def _text(self, each: Standing, field: str) -> Fact | None:
        """The fact behind a cell of the task's form: of the unit that filled it in, in the period it was filled in for."""
        if each.reported is None:
            return None
        figures, period = self._facts.figures, parse_period(each.reported)
        for unit in each.units:
            cell = figures.cell(unit, period, each.item.code, field)
            if cell is not None and not cell.quantity.missing:
                return self._facts.cell(each.item, period, unit, cell, field)
        return None

    def groups(self, plan: str, period: str) -> Iterator[Group]:
        """The blocks and action plans that the plan names, with what belongs to each."""
        standings, places = self._standings(plan, period), self._places(plan)
        for title, listed in (("开发区块", ("blocks", "block")), ("行动计划", ("action_plans", "related"))):
            for key, name, codes in places.listed(*listed):
                each = tally(key, name, [standings[code] for code in codes if code in standings])
                verdicts = tuple((word, number) for word, number in each.verdicts.items() if number and word != OPEN)
                yield Group(title, each.title, each.tasks, each.projects, verdicts, len(each.missing))

    def totals(self, plan: str, period: str) -> Iterator[tuple[str, Fact]]:
        """The sums of the projects' money, as far as it was reported."""
        whole = tally("", "合计", list(self._standings(plan, period).values()))
        when = parse_period(period).title
        for words, field, value in (
            ("本年计划投资合计（万元）：", "planned", whole.planned),
            ("累计完成投资合计（万元）：", "invested", whole.invested),
        ):
            if value is not None:
                yield (
                    words,
                    Fact(
                        RECKONED,
                        "",
                        "任务和项目合计",
                        f"{value:f}",
                        period,
                        when,
                        field=f"total.{field}",
                        how="各项相加，没有报送的不计",
                    ),
                )
