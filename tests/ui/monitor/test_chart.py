"""What was drawn is read back from the chart's own items: it is the numbers, and it is broken where they are."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from haishu_desk.desk.portrait import Wish
from haishu_desk.domain.items import INDICATOR
from haishu_desk.ui.monitor.chart import Chart
from haishu_desk.ui.theme import Theme
from tests.ui.monitor.seen import SHIQI, portrait

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from haishu_desk.desk import Desk

Draw = Callable[..., Chart]


@pytest.fixture
def draw(qtbot: QtBot, crafted: Desk) -> Draw:
    def drawn(item: str, wish: Wish | None = None) -> Chart:
        chart = Chart(Theme())
        qtbot.addWidget(chart)
        chart.resize(900, 460)
        chart.show_portrait(portrait(crafted, item, wish))
        return chart

    return drawn


def _points(chart: Chart, kind: str) -> list[tuple[float, float]]:
    return [place for mark in chart.canvas.places(kind) for place in mark]


def test_the_line_of_values_is_the_numbers_and_is_not_joined_over_the_missing_year(draw: Draw) -> None:
    """2017 was never filled in; 2020 is the base that the plan prints."""
    chart = draw("145-03")
    whole = [(2018, 2.11), (2019, 2.18), (2020, 2.35), (2021, 2.52), (2022, 2.71), (2023, 2.94), (2024, 3.12)]
    assert chart.canvas.places("actual") == [[(2016, 2.02)], whole]
    assert _points(chart, "actual-point") == [(2016, 2.02), *whole]
    assert _points(chart, "vintage-point") == [(2022, 2.64)]


def test_a_year_with_a_word_breaks_the_line_and_shows_the_word(draw: Draw) -> None:
    chart = draw("145-06")
    assert chart.canvas.places("actual") == [[(2020, 13), (2021, 15)], [(2023, 15.8)]]
    words = chart.canvas.words()
    assert "未录" in words, "2022"
    assert "未取得" in words, "2024"


def test_the_steps_are_the_breakdown_and_between_its_years_the_path(draw: Draw) -> None:
    """15.2 and 15.9 are assigned; 2022 is half-way between, (15.2+15.9)÷2 = 15.55; 2024 between 15.9 and the target 17."""
    (steps,) = draw("145-06").canvas.places("steps")
    levels = {2021: 15.2, 2022: 15.55, 2023: 15.9, 2024: 16.45, 2025: 17}
    assert steps == [(year + edge, value) for year, value in levels.items() for edge in (-0.5, 0.5)]


def test_the_band_of_a_step_is_the_tolerance_of_the_rules_in_the_items_own_unit(draw: Draw) -> None:
    """5 points of the way from 2.35 to 3.6 are 1.25 × 5 % = 0.0625 to either side."""
    bands = draw("145-03").canvas.places("band")
    assert len(bands) == 5
    assert bands[0] == [(2020.5, 2.5375), (2020.5, 2.6625), (2021.5, 2.6625), (2021.5, 2.5375), (2020.5, 2.5375)]


def test_the_forecast_and_its_band_are_those_of_the_evaluation(draw: Draw, crafted: Desk) -> None:
    (row,) = crafted.evaluating.evaluate("145", 2024, item="145-03", basis="current")
    told, chart = row["forecast"], draw("145-03")
    value, low, high = (float(told[part]) for part in ("value", "low", "high"))
    assert chart.canvas.places("forecast") == [[(2024, 3.12), (2025, value)]]
    assert chart.canvas.places("forecast-band") == [[(2024, 3.12), (2025, high), (2025, low), (2024, 3.12)]]
    assert _points(chart, "forecast-point") == [(2025, value)]
    assert any(word.startswith(told["method"]) for word in chart.canvas.words()), "the method is named"


def test_no_forecast_is_drawn_where_there_is_none(draw: Draw) -> None:
    """145-07 has two years under its new 口径, fewer than three."""
    assert draw("145-07").canvas.places("forecast") == []


def test_a_new_definition_breaks_the_line_and_the_old_one_is_grey(draw: Draw) -> None:
    chart = draw("145-07")
    assert chart.canvas.places("old") == [[(2020, 4.3), (2021, 6.1), (2022, 6.3)]]
    assert chart.canvas.places("actual") == [[(2023, 7.7), (2024, 8.1)]]
    (upright,) = chart.canvas.places("break")
    assert {x for x, _ in upright} == {2022.5}
    assert "口径变化\n新旧不连" in chart.canvas.words()


def test_a_bound_is_one_line_over_the_whole_term_and_no_steps(draw: Draw) -> None:
    chart = draw("145-21")
    assert chart.canvas.places("target") == [[(2020.5, 27), (2025.5, 27)]]
    assert chart.canvas.places("steps") == []
    assert "2025 界 <27" in chart.canvas.words()


def test_a_range_is_a_band_of_every_year_and_no_line(draw: Draw) -> None:
    chart = draw("145-20")
    bands = chart.canvas.places("band")
    assert [{y for _, y in band} for band in bands] == [{93.0, 97.0}] * 5
    assert chart.canvas.places("target") == []


def test_a_target_in_words_is_a_word_and_never_a_number(draw: Draw) -> None:
    chart = draw("145-16")
    kinds = {drawn.kind for drawn in chart.canvas.drawn}
    assert kinds == {"span", "words"}
    assert "目标：市下达目标" in chart.canvas.words()


def test_without_a_base_there_is_no_base_line_and_only_the_target_year_is_a_step(draw: Draw) -> None:
    chart = draw("145-29")
    assert chart.canvas.places("base") == []
    assert chart.canvas.places("steps") == [[(2024.5, 2.5), (2025.5, 2.5)]]


def test_a_sum_of_five_years_has_its_yearly_part_as_step(draw: Draw) -> None:
    """8 in five years is 1.6 a year; the target itself is none of one year and is no line."""
    chart = draw("145-25")
    assert chart.canvas.places("target") == []
    assert {y for _, y in _points(chart, "steps")} == {1.6}


def test_an_item_of_the_thirteenth_plan_shows_what_it_came_to(draw: Draw) -> None:
    chart = draw("135-02")
    assert _points(chart, "actual-point") == [(2020, 115.8)]
    assert chart.canvas.places("target") == [[(2015.5, 128), (2020.5, 128)]]


def test_the_shape_of_the_verdict_stands_on_the_year_that_was_judged(draw: Draw) -> None:
    assert _points(draw("145-03"), "verdict") == [(2024, 3.12)]
    (mark,) = [drawn for drawn in draw("145-03").canvas.drawn if drawn.kind == "verdict"]
    assert mark.item.opts["symbol"] == "t1", "a triangle: 滞后, yellow"


def test_a_townships_line_is_its_own_with_its_own_breakdown_and_no_verdict(draw: Draw) -> None:
    chart = draw("145-04", Wish(unit=SHIQI))
    assert chart.canvas.places("actual") == [[(2021, 318), (2022, 340)]]
    assert chart.canvas.places("steps") == [[(2020.5, 310), (2021.5, 310), (2021.5, 360), (2022.5, 360)]]
    for kind in ("target", "band", "verdict", "forecast"):
        assert chart.canvas.places(kind) == []


def test_years_after_the_day_that_was_asked_for_are_not_there_yet(draw: Draw, crafted: Desk) -> None:
    wish = Wish(cutoff=date(2022, 12, 31))
    assert _points(draw("145-03", wish), "actual-point")[-1] == (2022, 2.71)
    seen = portrait(crafted, "145-03", wish)
    assert (seen.year, seen.row and seen.row["actual"]) == (2022, "2.71")


def test_without_unapproved_figures_only_what_was_approved_is_drawn(draw: Draw) -> None:
    """Only the return of 2024 was approved."""
    chart = draw("145-03", Wish(with_unapproved=False))
    assert chart.canvas.places("actual") == [[(2020, 2.35)], [(2024, 3.12)]]


def test_the_cross_hair_tells_expected_and_difference(draw: Draw) -> None:
    chart = draw("145-03")
    chart.look_at(2022)
    words = chart.hover.words().splitlines()
    assert words[:5] == [
        "2022 年",
        "实际 最终核实 录入中 2.71",
        "应达 2.85",
        "差 \u22120.14",
        "当时报 预计 录入中 2.64",
    ]
    asked: list[int] = []
    chart.stepped.connect(asked.append)
    QTest.keyClick(chart, Qt.Key.Key_Down)
    QTest.keyClick(chart, Qt.Key.Key_Right)
    assert asked == [1]
    assert chart.hover.words().startswith("2023 年")


def test_every_indicator_can_be_drawn_and_shows_the_numbers_of_its_series(draw: Draw, crafted: Desk) -> None:
    chart = draw("145-03")
    for item in crafted.documents.catalogue:
        if item.kind != INDICATOR:
            continue
        seen = portrait(crafted, item.code)
        chart.show_portrait(seen)
        drawn = {(x, Decimal(str(y))) for kind in ("actual-point", "old-point") for x, y in _points(chart, kind)}
        assert drawn == {(year, number) for run in seen.series.segments() for year, number in run}
