"""The stages that a task or project passes through, and what a report says of it: the facts that it is judged on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from haishu_desk.monitor.numbers import HUNDRED, reckoning, shown
from haishu_desk.monitor.project_dates import month_in_words, months_of_year

PLANNED, PREPARED, BEGUN, RUNNING, TOPPED_OUT, BUILT, IN_USE = (
    "谋划",
    "前期",
    "已开工",
    "在建",
    "主体完工",
    "竣工",
    "投用",
)
PAUSED, CANCELLED, MERGED, RENAMED = "暂缓", "取消", "并入", "更名"
WAY = (PLANNED, PREPARED, BEGUN, RUNNING, TOPPED_OUT, BUILT, IN_USE)
LEFT = (PAUSED, CANCELLED)  # out of the way: never out of the count, and only with an approval
_YEAR_MONTHS = 12


@dataclass(frozen=True)
class Facts:
    """What is known of a task or project at the end of the month `now`; amounts in 万元, months counted from year 0.

    `planned`, `invested_year`, `funded` and `paid` are of this year, `invested` since the beginning, `year_before` what
    was done of investment by the same month of last year. `progress` is 形象进度 in per cent; `said_done`: the report
    says in words or with 100 % that all is done. `is_project`: it is built, and not done before it is finished.
    """

    now: int
    stage: str | None = None
    progress: Decimal | None = None
    progress_formula: str = ""
    said_done: bool = False
    is_project: bool = True
    planned: Decimal | None = None
    invested_year: Decimal | None = None
    invested: Decimal | None = None
    total: Decimal | None = None
    funded: Decimal | None = None
    paid: Decimal | None = None
    year_before: Decimal | None = None
    plan_started: int | None = None
    started: int | None = None
    plan_finished: int | None = None
    finished: int | None = None
    registered: int | None = None
    approval: str = ""

    @property
    def is_done(self) -> bool:
        """Finished; a task (nothing is built) also when its report says that all is done."""
        if self.stage in (BUILT, IN_USE):
            return True
        if self.stage in (PLANNED, PREPARED, *LEFT, MERGED, RENAMED):
            return False
        return _is_past(self.finished, self.now) or (not self.is_project and self.said_done)

    @property
    def has_started(self) -> bool:
        """Whether work has begun: by the stage, else by the month of 开工, else by what was done."""
        if self.stage in WAY:
            return WAY.index(self.stage) >= WAY.index(BEGUN)
        return _is_past(self.started, self.now) or bool(self.progress) or self.said_done

    @property
    def should_have_started(self) -> bool:
        """Whether the month of 计划开工 is over."""
        return _is_past(self.plan_started, self.now)

    @property
    def is_overdue(self) -> bool:
        """应竣未竣: the month of 计划竣工 is over, and it is not finished."""
        return _is_past(self.plan_finished, self.now) and not self.is_done


@dataclass(frozen=True)
class Measure:
    """How far it is and how far it should be, both in per cent; `formula` in words with the numbers."""

    name: str
    done: Decimal
    due: Decimal
    formula: str

    @property
    def gap(self) -> Decimal:
        """Percentage points ahead (below zero: behind)."""
        return self.done - self.due


def time_of_year(now: int) -> Decimal:
    """序时进度 of the year in per cent: 75 at the end of September."""
    with reckoning():
        return HUNDRED * months_of_year(now) / _YEAR_MONTHS


def measures_of(facts: Facts) -> Iterator[Measure]:
    """This year's investment against its plan and the year's 序时进度; 形象进度 against the months of building."""
    if facts.planned and facts.invested_year is not None:
        due = time_of_year(facts.now)
        with reckoning():
            done = HUNDRED * facts.invested_year / facts.planned
        formula = (
            f"本年完成投资 {shown(facts.invested_year, 2)}÷年度计划 {shown(facts.planned, 2)}={shown(done, 1)}%，"
            f"序时进度 {months_of_year(facts.now)}/12={shown(due, 1)}%，{gap_in_words(done - due)}"
        )
        yield Measure("投资", done, due, formula)
    begin = facts.plan_started if facts.plan_started is not None else facts.started
    if facts.progress is not None and begin is not None and facts.plan_finished is not None:
        yield from _building(facts, facts.progress, begin, facts.plan_finished)


def _building(facts: Facts, progress: Decimal, begin: int, end: int) -> Iterator[Measure]:
    whole, passed = end - begin + 1, facts.now - begin + 1
    if whole <= 0:
        return
    passed = min(max(passed, 0), whole)
    with reckoning():
        due = HUNDRED * passed / whole
    formula = (
        f"{facts.progress_formula or f'形象进度 {shown(progress, 2)}%'}，"
        f"工期 {month_in_words(begin)}至{month_in_words(end)}已过 {passed}/{whole}={shown(due, 1)}%，"
        f"{gap_in_words(progress - due)}"
    )
    yield Measure("形象进度", progress, due, formula)


def gap_in_words(gap: Decimal) -> str:
    """超时间进度 12.5 个百分点."""
    if not gap:
        return "与时间进度相同"
    return f"{'超' if gap > 0 else '落后'}时间进度 {shown(abs(gap), 1)} 个百分点"


def _is_past(month: int | None, now: int) -> bool:
    return month is not None and month <= now
