"""The words of the page, without a window."""

from __future__ import annotations

from pathlib import Path

import pytest

from haishu_desk.desk import Desk
from haishu_desk.desk.founding import found
from haishu_desk.ui.monitor.projects.asked import first_choice, gather, periods_offered
from haishu_desk.ui.monitor.projects.lanes import DUE, REGISTERED, lanes_of, years_of
from haishu_desk.ui.monitor.projects.wording import details_of, invested_words, sums_in_words, verdict_words
from tests.monitor.test_task_verdict import month
from tests.ui.monitor.projects.made import LATE, PAUSED, ROAD, TWIN, report_some


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("projects") / "district.db"
    found(file, "district", None, "李审", None)
    with Desk(file, write=True) as desk:
        assert first_choice(desk) is not None  # before anything was reported: this year, or the last of the term
        report_some(desk)
    return file


def test_the_latest_period_is_asked_for_first(path: Path) -> None:
    with Desk(path) as desk:
        assert periods_offered(desk) == [("145", "2025-Q3"), ("145", "2025-Q2")]
        choice = first_choice(desk)
    assert choice is not None
    assert (choice.period, choice.title) == ("2025-Q3", "2025年第三季度")


def test_what_is_said_of_a_project_and_of_all(path: Path) -> None:
    with Desk(path) as desk:
        choice = first_choice(desk)
        assert choice is not None
        board = gather(desk, choice)
    by_code = {each.item.code: each for each in board.standings}
    assert invested_words(by_code[ROAD]) == ("80%", "1,600 / 2,000")
    assert verdict_words(by_code[PAUSED]) == "暂缓·没有批准文号"
    assert "四侧都没有亮灯" in details_of(by_code[PAUSED])
    # Two had their month of 计划开工, January 2024 and May 2025; one of them has begun.
    assert "应开工 2、已开工 1，开工率 50%" in sums_in_words(board.tallies[""])
    assert "本年投资 0.16 / 0.2 亿元（80%）" in sums_in_words(board.tallies["6"])
    assert "没有批准文号 1" in sums_in_words(board.tallies[""])


def test_a_lane_has_the_months_that_were_reported_and_a_twin_none(path: Path) -> None:
    with Desk(path) as desk:
        choice = first_choice(desk)
        assert choice is not None
        board = gather(desk, choice)
    lanes = {lane.code: lane for lane in lanes_of(board.standings, board.now)}
    road = lanes[ROAD]
    assert road.planned == (month("2024年1月"), month("2026年12月"))
    assert road.actual == (month("2024年3月"), month("2025年9月"))
    assert road.milestones == ((month("2024年4月"), REGISTERED), (month("2026年12月"), DUE))
    assert lanes[LATE].actual is None
    assert TWIN not in lanes
    assert list(years_of(list(lanes.values()), board.years)) == [2021, 2022, 2023, 2024, 2025, 2026]
