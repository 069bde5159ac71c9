"""One item as the one-item view shows it: the steps agree with the evaluation, and where the figure comes from is told."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Self

import pytest

from haishu_desk.desk import Desk
from haishu_desk.desk.figures import Figures
from haishu_desk.desk.founding import found
from haishu_desk.desk.portrait import Portrait, Wish, portrait_of
from haishu_desk.desk.steps import steps_of
from haishu_desk.domain.amendments import Grounds
from haishu_desk.domain.items import INDICATOR
from haishu_desk.monitor.commitment import REDUCTION, TOTAL
from haishu_desk.monitor.verdict import RATIO, Rules

TJJ, SHIQI = "dept-tjj", "330203009"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    found(tmp_path / "district.db", "district", None, "李审", None)
    with Desk(tmp_path / "district.db", write=True, person="李审") as opened:
        yield opened


def _enter(desk: Desk, *cells: tuple[str, str, str, str]) -> None:
    desk.entry.enter(
        {"unit": unit, "period": period, "item": item, "value": value} for unit, period, item, value in cells
    )


def _portrait(desk: Desk, item: str, wish: Wish | None = None) -> Portrait:
    return portrait_of(desk, Figures(desk), item, wish or Wish())


def test_the_step_of_the_year_is_what_the_evaluation_expects_for_every_indicator(desk: Desk) -> None:
    """Of what adds up the evaluation tells the sum, the step the year's own part."""
    compared = 0
    for item in desk.documents.catalogue:
        if item.kind != INDICATOR:
            continue
        seen = _portrait(desk, item.code)
        step = seen.step(seen.year)
        if seen.kind in (TOTAL, REDUCTION) or step is None or step.value is None or seen.row is None:
            continue
        assert Decimal(str(seen.row["expected"])) == pytest.approx(step.value), item.code
        compared += 1
    assert compared > 30


def test_a_later_adjustment_of_the_target_does_not_reach_back(desk: Desk) -> None:
    """1900 counts from 2023 on; before that the way leads from 1201 to 2000: growing 7.4 % printed gives its own way."""
    before = {step.year: step.value for step in steps_of(desk, desk.documents.catalogue.get("145-01"), None, Rules())}
    desk.amending.adjust_target("145-01", "1900", Grounds(2023, "海人大〔2023〕5号", "土地供应不足"))
    after = {step.year: step.value for step in steps_of(desk, desk.documents.catalogue.get("145-01"), None, Rules())}
    assert [after[year] for year in (2021, 2022)] == [before[year] for year in (2021, 2022)]
    assert after[2025] == 1900


def test_the_room_follows_the_rules(desk: Desk) -> None:
    """From 2.35 to 3.6 it is 1.25: 10 points are 0.125; by ratio it is 10 % of the expected 2.6."""
    item = desk.documents.catalogue.get("145-03")
    by_points = steps_of(desk, item, None, Rules(tolerance=Decimal(10)))[0]
    by_ratio = steps_of(desk, item, None, Rules(method=RATIO, tolerance=Decimal(10)))[0]
    assert (by_points.value, by_points.room, by_ratio.room) == (Decimal("2.6"), Decimal("0.125"), Decimal("0.26"))


def test_a_binding_indicator_has_no_room_by_the_presets(desk: Desk) -> None:
    item = desk.documents.catalogue.get("145-31")
    found = [step.bounds for step in steps_of(desk, desk.documents.catalogue.get("145-19"), None, Rules())]
    assert item.is_binding or found
    assert all(bounds is None for bounds in found)


def test_a_township_has_only_its_own_breakdown_and_nobody_grades_it(desk: Desk) -> None:
    desk.planning.assign("145-04", SHIQI, "report", annual={"2021": "310"})
    _enter(desk, (SHIQI, "2021", "145-04", "318"))
    seen = _portrait(desk, "145-04", Wish(unit=SHIQI))
    assert [(step.year, step.value, step.room, step.is_assigned) for step in seen.steps] == [
        (2021, Decimal(310), None, True)
    ]
    assert (seen.is_whole, seen.row, seen.ahead) == (False, None, None)


def test_the_origin_tells_who_reported_and_approved_and_the_version(desk: Desk) -> None:
    _enter(desk, (TJJ, "2021", "145-03", "2.52"))
    typed = _portrait(desk, "145-03").origin
    assert typed is not None
    assert (typed.unit, typed.basis, typed.reported_at, typed.version) == ("区统计局", "录入中", "", "")
    desk.reviewing.review(TJJ, "2021", "approved")
    seen = _portrait(desk, "145-03")
    assert seen.origin is not None
    revision = desk.course(seen.origin.key).last_revision
    assert revision is not None
    assert seen.origin.approved_by == "李审"
    assert seen.origin.version.replace("-", "").lower() == revision.id[:8]
    assert not seen.has_unapproved


def test_the_year_that_is_judged_is_the_last_with_a_figure_by_that_day(desk: Desk) -> None:
    _enter(desk, (TJJ, "2021", "145-03", "2.52"), (TJJ, "2022", "145-03", "2.71"))
    assert _portrait(desk, "145-03").year == 2022
    early = _portrait(desk, "145-03", Wish(cutoff=date(2021, 12, 31)))
    assert (early.year, early.cutoff) == (2021, "2021-12-31")
    assert [point.year for point in early.series.points] == [2021]


def test_only_approved_figures_are_judged_where_that_is_asked_for(desk: Desk) -> None:
    _enter(desk, (TJJ, "2021", "145-03", "2.52"))
    seen = _portrait(desk, "145-03", Wish(with_unapproved=False))
    assert seen.series.points == ()
    assert seen.row is not None
    assert seen.row["verdict"] == "暂不评价"


def test_a_forecast_starts_at_the_last_point_and_is_in_numbers(desk: Desk) -> None:
    """2.35, 2.52, 2.71, 2.94: three years' growth of (2.94/2.35)^(1/3) goes on for two years, 2.94 × 1.1609 = 3.4131."""
    _enter(
        desk, *((TJJ, year, "145-03", value) for year, value in (("2021", "2.52"), ("2022", "2.71"), ("2023", "2.94")))
    )
    ahead = _portrait(desk, "145-03").ahead
    assert ahead is not None
    assert (ahead.start, ahead.year) == ((2023, Decimal("2.94")), 2025)
    assert ahead.low <= ahead.value <= ahead.high


def test_a_part_of_a_year_is_judged_where_the_item_is_reported_so_finely(desk: Desk) -> None:
    _enter(desk, ("dept-sthjfj", "2023-H1", "145-21", "24"))
    seen = _portrait(desk, "145-21", Wish(cutoff=date(2023, 6, 30)))
    assert (seen.year, seen.is_part) == (2023, True)
    assert seen.row is not None
    assert seen.row["actual"] == "24"


class _InJune(date):
    @classmethod
    def today(cls) -> Self:
        return cls(2024, 6, 30)


def test_a_figure_of_the_year_under_way_is_shown_beside_its_verdict(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The verdict is on it, so it stands in the chart and has its origin; up to a day that was asked for it is not there yet."""
    monkeypatch.setattr("haishu_desk.desk.portrait.date", _InJune)
    _enter(desk, (TJJ, "2023", "145-02", "25"), (TJJ, "2024", "145-02", "27"), (TJJ, "2025", "145-02", "29"))
    seen = _portrait(desk, "145-02")
    assert (seen.year, seen.row and seen.row["actual"]) == (2024, "27")
    assert list(seen.series.counting) == [2023, 2024]
    assert seen.origin is not None
    assert list(_portrait(desk, "145-02", Wish(cutoff=date(2024, 6, 30))).series.counting) == [2023]
