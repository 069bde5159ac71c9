"""Four-sided lights under the three presets; the figures beside each are worked out by hand."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from haishu_desk.domain.errors import UsageError
from haishu_desk.monitor.project_lights import (
    FUNDS,
    LAMP_PRESETS,
    PROGRESS,
    REGISTERED,
    SANYA,
    SIDES,
    START,
    TIANJIN,
    YINCHUAN,
    escalated,
    lights_of,
    preset_of,
    run_of,
    worst,
)
from haishu_desk.monitor.project_stage import Facts
from haishu_desk.monitor.verdict import GREEN, GREY, RED, YELLOW
from tests.monitor.test_task_verdict import NOW, month

RUNNING = Facts(NOW, stage="在建", planned=Decimal(1000), invested_year=Decimal(700))


def color(facts: Facts, side: str, preset: str = YINCHUAN) -> str:
    return lights_of(facts, preset_of(preset))[side].color


@pytest.mark.parametrize(
    ("planned", "light"),
    [("2025年10月", GREEN), ("2025年9月", YELLOW), ("2025年8月", YELLOW), ("2025年7月", RED), ("2024年1月", RED)],
)
def test_start_is_yellow_in_the_month_that_is_due_and_red_with_the_third(planned: str, light: str) -> None:
    assert color(Facts(NOW, stage="前期", plan_started=month(planned)), START) == light


def test_a_late_start_is_green_and_says_how_late() -> None:
    facts = replace(RUNNING, plan_started=month("2025年1月"), started=month("2025年4月"))
    light = lights_of(facts, preset_of(YINCHUAN))[START]
    assert (light.color, light.said) == (GREEN, "已开工（2025年4月），比计划迟 3 个月")


@pytest.mark.parametrize(
    ("invested", "light"),
    # 75 % is due: 65.1 is 9.9 behind, 65 is 10, 45 is 30, 44.9 is 30.1
    [("750", GREEN), ("651", GREEN), ("650", YELLOW), ("450", YELLOW), ("449", RED)],
)
def test_progress_under_yinchuan_is_by_points(invested: str, light: str) -> None:
    assert color(replace(RUNNING, invested_year=Decimal(invested)), PROGRESS) == light


@pytest.mark.parametrize(
    ("invested", "light"),
    # 75 % is due: half of it is 37.5
    [("750", GREEN), ("749", YELLOW), ("375", YELLOW), ("374", RED)],
)
def test_progress_under_sanya_is_by_ratio(invested: str, light: str) -> None:
    assert color(replace(RUNNING, invested_year=Decimal(invested)), PROGRESS, SANYA) == light


@pytest.mark.parametrize(
    ("invested", "before", "light"),
    [("750", None, GREEN), ("700", None, YELLOW), ("700", "600", YELLOW), ("700", "701", RED)],
)
def test_progress_under_tianjin_is_by_growth(invested: str, before: str | None, light: str) -> None:
    facts = replace(RUNNING, invested_year=Decimal(invested), year_before=Decimal(before) if before else None)
    assert color(facts, PROGRESS, TIANJIN) == light


def test_funds() -> None:
    # 75 % of 400 is 300.
    paid = [replace(RUNNING, funded=Decimal(400), paid=Decimal(amount)) for amount in (300, 299)]
    assert [color(facts, FUNDS) for facts in paid] == [GREEN, RED]
    # Bonds are to be used up by June, so 100 % is due in September: 280 of 400 is 70 %, 30 points short; 279 more.
    bonds = [replace(RUNNING, funded=Decimal(400), paid=Decimal(amount)) for amount in (400, 280, 279)]
    assert [color(facts, FUNDS, TIANJIN) for facts in bonds] == [GREEN, YELLOW, RED]
    # In March half of it is due: 50 %.
    assert color(Facts(month("2025年3月"), funded=Decimal(400), paid=Decimal(200)), FUNDS, TIANJIN) == GREEN
    assert color(RUNNING, FUNDS) == GREY


@pytest.mark.parametrize(("started", "light"), [("2025年9月", GREEN), ("2025年8月", YELLOW), ("2025年7月", RED)])
def test_a_project_that_has_begun_is_to_enter_the_statistics_within_a_month(started: str, light: str) -> None:
    assert color(replace(RUNNING, started=month(started)), REGISTERED) == light


def test_entering_the_statistics_is_not_beginning() -> None:
    registered = replace(RUNNING, started=month("2025年1月"), registered=month("2025年9月"))
    assert color(registered, REGISTERED) == GREEN
    assert color(Facts(NOW, stage="前期", registered=NOW, plan_started=month("2025年1月")), START) == RED
    assert color(RUNNING, REGISTERED) == GREY  # nobody said when it began
    assert color(replace(RUNNING, started=month("2025年1月"), is_project=False), REGISTERED) == GREY


def test_paused_has_no_light_and_sanya_looks_at_progress_only() -> None:
    assert {light.color for light in lights_of(replace(RUNNING, stage="暂缓"), preset_of(YINCHUAN)).values()} == {GREY}
    sanya = lights_of(replace(RUNNING, started=month("2025年1月")), preset_of(SANYA))
    assert {side for side, light in sanya.items() if light.color != GREY} == {PROGRESS}


def test_an_accepted_reason_lowers_its_side_by_one_step_and_says_so() -> None:
    facts = Facts(NOW, stage="前期", plan_started=month("2025年1月"))
    light = lights_of(facts, preset_of(YINCHUAN), {START: "等用地批复"})[START]
    assert (light.color, light.accepted) == (YELLOW, "等用地批复")
    assert light.said.endswith("区里认可理由：等用地批复，降一档")
    assert not lights_of(RUNNING, preset_of(YINCHUAN), {START: "不需要"})[START].accepted


def test_periods_in_a_row_and_what_they_lead_to() -> None:
    assert [run_of(colors) for colors in ([], [GREEN, RED], [YELLOW, RED, GREEN, RED], [GREY, RED])] == [0, 0, 2, 0]
    assert escalated(YELLOW, 2, preset_of(SANYA)) == RED
    assert escalated(YELLOW, 1, preset_of(SANYA)) == YELLOW
    assert escalated(YELLOW, 9, preset_of(YINCHUAN)) == YELLOW


def test_every_preset_says_what_is_our_own_reading() -> None:
    assert all(preset.own for preset in LAMP_PRESETS.values())
    with pytest.raises(UsageError, match="没有亮灯规则"):
        preset_of("衡阳")


_ORDER = (GREY, GREEN, YELLOW, RED)


@given(st.lists(st.sampled_from(_ORDER), min_size=1, max_size=4))
def test_the_worst_side_counts_and_grey_never_hides_another(colors: list[str]) -> None:
    assert _ORDER.index(worst(colors)) == max(map(_ORDER.index, colors))


@given(
    st.sampled_from(sorted(LAMP_PRESETS)), st.integers(0, 2000), st.integers(0, 2000), st.none() | st.integers(0, 2000)
)
def test_more_investment_never_worsens_a_light(preset: str, one: int, other: int, before: int | None) -> None:
    facts = replace(RUNNING, year_before=None if before is None else Decimal(before))
    less, more = (
        color(replace(facts, invested_year=Decimal(amount)), PROGRESS, preset) for amount in sorted((one, other))
    )
    assert _ORDER.index(less) >= _ORDER.index(more)


def test_there_are_four_sides() -> None:
    assert tuple(lights_of(RUNNING, preset_of(YINCHUAN))) == SIDES
