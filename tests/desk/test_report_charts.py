"""The yearly lines of an indicator: reported, expected and wanted side by side, and no line where there is nothing."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from haishu_desk.desk import Desk
from haishu_desk.desk.founding import found
from haishu_desk.desk.judging_ground import asked_of
from haishu_desk.desk.report_charts import ACTUAL, DUE, ESTIMATED, TARGET, YearlyCharts
from haishu_desk.domain.amendments import Grounds
from haishu_desk.report.document import Chart

TJJ = "dept-tjj"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    found(tmp_path / "district.db", "district", None, "李审", None)
    with Desk(tmp_path / "district.db", write=True, person="李审") as opened:
        yield opened


def approve(desk: Desk, period: str, *cells: tuple[str, str, str]) -> None:
    rows = [
        {"unit": TJJ, "period": period, "item": item, "value": value, "vintage": vintage or None}
        for item, value, vintage in cells
    ]
    assert desk.entry.enter(rows)["written"] == len(cells)
    desk.reviewing.review(TJJ, period, "approved", comment="同意")


def charts(desk: Desk, year: int = 2024) -> dict[str, Chart]:
    asked = asked_of(desk, "145", year)
    drawn = YearlyCharts(desk, asked).charts(desk.evaluating.judged("145", year))
    return {chart.title: chart for of_category in drawn.values() for chart in of_category}


def values(chart: Chart, name: str) -> tuple[Decimal | None, ...]:
    (series,) = [each for each in chart.series if each.name == name]
    return series.values


def test_reported_expected_and_wanted_stand_side_by_side_with_a_gap_for_a_missing_year(desk: Desk) -> None:
    approve(desk, "2021", ("145-14", "85.9", ""))
    approve(desk, "2022", ("145-14", "未取得", ""))
    approve(desk, "2023", ("145-14", "86.6", ""))
    chart = charts(desk)["14 常住人口城镇化率"]
    assert (chart.places, chart.unit) == (("2020", "2021", "2022", "2023", "2024", "2025"), "%")
    assert chart.dashed == {DUE, TARGET}
    assert values(chart, ACTUAL) == (Decimal(85), Decimal("85.9"), None, Decimal("86.6"), None, None)
    # 85 + (87 - 85) × n/5
    assert values(chart, DUE) == (None, *map(Decimal, ("85.4", "85.8", "86.2", "86.6", "87")))
    assert values(chart, TARGET) == (None,) * 5 + (Decimal(87),)
    assert chart.notes == ("没有连线的年份：2022年未取得，2024年单位未报",)


def test_an_estimate_is_a_line_of_its_own(desk: Desk) -> None:
    approve(desk, "2024", ("145-14", "86.9", "预计"))
    chart = charts(desk)["14 常住人口城镇化率"]
    assert values(chart, ESTIMATED) == (None, None, None, None, Decimal("86.9"), None)
    assert values(chart, ACTUAL) == (Decimal(85),) + (None,) * 5


def test_a_changed_definition_parts_the_line(desk: Desk) -> None:
    approve(desk, "2021", ("145-14", "85.9", ""))
    approve(desk, "2023", ("145-14", "80.1", ""))
    desk.amending.define("145-14", "按新办法", Grounds(2023, "海统〔2023〕1号", "办法改了"), {})
    chart = charts(desk)["14 常住人口城镇化率"]
    assert values(chart, "实绩（2023年以前的口径）") == (Decimal(85), Decimal("85.9"), None, None, None, None)
    assert values(chart, ACTUAL) == (None, None, None, Decimal("80.1"), None, None)


def test_only_approved_figures_are_drawn_and_an_indicator_without_any_number_has_no_chart(desk: Desk) -> None:
    row = {"unit": TJJ, "period": "2024", "item": "145-14", "value": "86.9", "vintage": None}
    assert desk.entry.enter([row])["written"] == 1
    drawn = charts(desk)
    assert values(drawn["14 常住人口城镇化率"], ACTUAL)[4] is None
    assert "15 单位地区生产总值建设用地降低" not in drawn
