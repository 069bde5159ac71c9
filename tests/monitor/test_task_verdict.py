"""Verdicts of tasks and projects, each beside its figures worked out by hand."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from haishu_desk.monitor.project_dates import month_of
from haishu_desk.monitor.project_stage import WAY, Facts
from haishu_desk.monitor.task_verdict import (
    DONE,
    NO_APPROVAL,
    NOT_MEASURED,
    NOT_STARTED,
    ON_TIME,
    OPEN,
    SLOW,
    judge_task,
)


def month(text: str) -> int:
    found = month_of(text)
    assert found is not None
    return found


NOW = month("2025年9月")
PROJECT = Facts(NOW, stage="在建", planned=Decimal(1000), invested_year=Decimal(700))


def test_investment_within_ten_points_of_the_years_time_is_on_time_with_its_numbers() -> None:
    # 700 ÷ 1000 = 70 %; nine of twelve months are 75 %: 5 points behind.
    found = judge_task(PROJECT)
    assert found.verdict == ON_TIME
    assert found.formula == (
        "阶段为在建；本年完成投资 700÷年度计划 1000=70%，序时进度 9/12=75%，落后时间进度 5 个百分点"
    )


@pytest.mark.parametrize(
    ("invested", "verdict"),
    [("650", ON_TIME), ("649", SLOW), ("1518", ON_TIME), ("0", SLOW)],  # 65 % is exactly ten points behind
)
def test_more_than_ten_points_behind_is_slow(invested: str, verdict: str) -> None:
    assert judge_task(replace(PROJECT, invested_year=Decimal(invested))).verdict == verdict


def test_the_worse_of_investment_and_building_counts() -> None:
    # January 2024 to December 2025 are 24 months, 21 have passed: 87.5 %. 70 % is 17.5 points behind.
    facts = replace(
        PROJECT,
        invested_year=Decimal(900),
        progress=Decimal(70),
        started=month("2024年1月"),
        plan_finished=month("2025年12月"),
    )
    found = judge_task(facts)
    assert found.verdict == SLOW
    assert "工期 2024年1月至2025年12月已过 21/24=87.5%，落后时间进度 17.5 个百分点" in found.formula
    assert "超时间进度 15 个百分点" in found.formula


def test_over_its_month_of_finishing_it_is_slow_however_much_was_invested() -> None:
    found = judge_task(replace(PROJECT, invested_year=Decimal(1500), plan_finished=month("2025年6月")))
    assert (found.verdict, "应竣未竣" in found.formula) == (SLOW, True)


def test_finished_is_done_and_a_planned_month_of_finishing_is_not() -> None:
    assert judge_task(Facts(NOW, stage="竣工")).verdict == DONE
    assert judge_task(Facts(NOW, stage="投用")).verdict == DONE
    assert judge_task(Facts(NOW, finished=month("2025年8月"))).verdict == DONE
    assert judge_task(replace(PROJECT, finished=month("2025年12月"))).verdict == ON_TIME


def test_a_task_is_done_when_its_report_says_so_and_a_project_only_when_it_is_built() -> None:
    assert judge_task(Facts(NOW, said_done=True, is_project=False)).verdict == DONE
    assert judge_task(Facts(NOW, said_done=True)).verdict == OPEN


def test_before_it_begins() -> None:
    assert judge_task(Facts(NOW, stage="谋划")).verdict == NOT_STARTED
    assert judge_task(Facts(NOW, stage="前期")).verdict == NOT_STARTED
    assert judge_task(Facts(NOW, stage="前期", plan_started=month("2025年10月"))).verdict == ON_TIME
    late = judge_task(Facts(NOW, stage="前期", plan_started=NOW))
    assert (late.verdict, late.formula) == (NOT_STARTED, "阶段为前期，计划2025年9月开工，应开未开")


def test_paused_and_cancelled_stand_apart_and_lack_an_approval() -> None:
    paused = judge_task(replace(PROJECT, stage="暂缓"))
    assert (paused.verdict, paused.reason) == ("暂缓", NO_APPROVAL)
    cancelled = judge_task(replace(PROJECT, stage="取消", approval="海政发〔2024〕7号"))
    assert (cancelled.verdict, cancelled.reason) == ("取消", None)


def test_what_was_merged_or_says_nothing_measurable_is_not_judged() -> None:
    assert judge_task(Facts(NOW, stage="并入")).reason == "并入"
    assert judge_task(Facts(NOW, stage="在建")).reason == NOT_MEASURED
    assert judge_task(Facts(NOW)).reason == NOT_MEASURED


RANK = {NOT_STARTED: 0, SLOW: 1, ON_TIME: 2, DONE: 3}
_amounts = st.integers(0, 2000).map(Decimal)
_months = st.none() | st.integers(NOW - 30, NOW + 30)


@given(_amounts, _amounts, st.integers(0, 100), st.integers(0, 100), st.sampled_from(WAY), _months, _months)
def test_more_progress_never_worsens_a_verdict(  # noqa: PLR0917  the drawn figures
    less: Decimal, more: Decimal, behind: int, ahead: int, stage: str, begin: int | None, end: int | None
) -> None:
    facts = Facts(NOW, stage=stage, planned=Decimal(1000), plan_started=begin, plan_finished=end)
    worse, better = (
        judge_task(replace(facts, invested_year=amount, progress=Decimal(percent))).verdict
        for amount, percent in zip(sorted((less, more)), sorted((behind, ahead)), strict=True)
    )
    assert RANK[worse] <= RANK[better]


@given(_amounts, st.sampled_from(WAY), st.sampled_from(WAY), _months, _months)
def test_a_later_stage_never_worsens_a_verdict(
    amount: Decimal, one: str, other: str, begin: int | None, end: int | None
) -> None:
    facts = Facts(NOW, planned=Decimal(1000), invested_year=amount, plan_started=begin, plan_finished=end)
    worse, better = (judge_task(replace(facts, stage=stage)).verdict for stage in sorted((one, other), key=WAY.index))
    assert RANK[worse] <= RANK[better]
