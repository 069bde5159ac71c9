"""The series of an indicator: follows `continues`, breaks at missing years, keeps vintages apart, says its basis."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from haishu_desk.desk import Desk
from haishu_desk.desk.figures import Figures, series
from haishu_desk.desk.founding import found
from haishu_desk.desk.series import BOUND, LEVEL, WORDS, Series
from haishu_desk.domain.quantity import show

TJJ, SHIQI = "dept-tjj", "330203009"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    found(tmp_path / "district.db", "district", None, "李审", None)
    with Desk(tmp_path / "district.db", write=True, person="李审") as opened:
        yield opened


def _enter(desk: Desk, unit: str, item: str, *cells: tuple[str, str, str]) -> None:
    rows: list[dict[str, Any]] = [
        {"unit": unit, "period": period, "item": item, "value": value, "vintage": vintage or None}
        for period, value, vintage in cells
    ]
    assert not [each for each in desk.entry.enter(rows)["findings"] if each["severity"] == "强制性"]


def _years(found_series: Series) -> list[list[int]]:
    return [[year for year, _ in segment] for segment in found_series.segments()]


def test_a_series_follows_continues_and_the_printed_result_of_the_plan_before_is_its_base(desk: Desk) -> None:
    _enter(desk, TJJ, "135-08", ("2018", "2.11", ""), ("2019", "2.18", ""))
    _enter(desk, TJJ, "145-03", ("2021", "2.52", ""))
    found_series = series(desk, "145-03")
    assert [span.title for span in found_series.spans] == ["“十三五”", "“十四五”"]
    assert [point.item for point in found_series.points] == ["135-08", "135-08", "145-03"]
    assert found_series.base is not None
    assert (found_series.base.year, show(found_series.base.quantity)) == (2020, "2.35")
    assert "十三五" in found_series.base.source
    assert _years(found_series) == [[2018, 2019, 2020, 2021]]
    assert [(target.words, target.earlier) for target in found_series.targets] == [("2.8", True), ("3.6", False)]


def test_the_line_breaks_at_a_missing_year_and_its_word_stands_there(desk: Desk) -> None:
    _enter(desk, TJJ, "145-14", ("2021", "87.6", ""), ("2022", "未取得", ""), ("2024", "89.8", ""))
    found_series = series(desk, "145-14")
    assert _years(found_series) == [[2020, 2021], [2024]]
    assert found_series.silent_years() == {2022: "未取得", 2023: "未录"}


def test_vintages_of_a_year_stay_apart_and_only_the_best_one_counts(desk: Desk) -> None:
    _enter(
        desk,
        TJJ,
        "145-01",
        ("2023", "1601.2", "初步核算"),
        ("2023", "1594.8", "最终核实"),
        ("2023", "1622.4", "普查修订"),
    )
    found_series = series(desk, "145-01")
    assert [(point.words, point.vintage) for point in found_series.counting.values()] == [("1622.4", "普查修订")]
    assert [(point.words, point.vintage) for point in found_series.others] == [
        ("1601.2", "初步核算"),
        ("1594.8", "最终核实"),
    ]


def test_the_basis_is_the_word_of_the_review(desk: Desk) -> None:
    _enter(desk, TJJ, "145-02", ("2021", "20.8", ""))
    desk.reviewing.review(TJJ, "2021", "approved")
    _enter(desk, TJJ, "145-02", ("2022", "22.9", ""))
    assert {year: point.basis for year, point in series(desk, "145-02").counting.items()} == {
        2021: "已批",
        2022: "录入中",
    }


def test_words_are_never_numbers(desk: Desk) -> None:
    _enter(desk, TJJ, "145-16", ("2021", "完成市下达目标", ""), ("2022", "3.1", ""))
    found_series = series(desk, "145-16")
    assert found_series.target is not None
    assert (found_series.target.kind, found_series.target.words) == (WORDS, "市下达目标")
    assert found_series.silent_years() == {2020: "完成", 2021: "完成市下达目标"}
    assert _years(found_series) == [[2022]]


@pytest.mark.parametrize(
    ("item", "kind", "words"),
    [
        ("145-03", LEVEL, "3.6"),
        ("145-13", LEVEL, "年均 4"),
        ("145-20", BOUND, ">93"),
        ("145-21", BOUND, "<27"),
        ("145-24", WORDS, "与经济增长基本同步"),
        ("145-25", WORDS, "[8]（五年累计）"),
        ("135-04", WORDS, "[2200]（五年累计）"),
        ("135-19a", WORDS, "年均增长 7.5%"),
    ],
)
def test_a_target_is_a_level_a_bound_or_words(desk: Desk, item: str, kind: str, words: str) -> None:
    target = series(desk, item).target
    assert target is not None
    assert (target.kind, target.words) == (kind, words)


def test_every_indicator_has_a_target_in_the_words_of_its_plan(desk: Desk) -> None:
    figures = Figures(desk)
    assert len(figures.items()) == 59
    for item in figures.items():
        target = figures.series(item.code).target
        assert target is not None
        assert show(target.quantity) in target.words if target.quantity else target.words


def test_a_five_years_sum_is_no_point_of_one_year(desk: Desk) -> None:
    found_series = series(desk, "135-04")
    assert found_series.base is not None
    assert show(found_series.base.quantity) == "[1663]"
    assert found_series.base.is_result
    assert _years(found_series) == []


def test_a_townships_figure_is_not_measured_by_the_districts_target(desk: Desk) -> None:
    _enter(desk, SHIQI, "145-03", ("2021", "—", ""))
    found_series = series(desk, "145-03", SHIQI)
    assert (found_series.base, found_series.targets) == (None, ())
    assert [span.plan for span in found_series.spans] == ["145"]


def test_a_period_inside_a_year_is_told_and_not_drawn(desk: Desk) -> None:
    _enter(desk, TJJ, "145-01", ("2024", "1713.5", ""), ("2025-Q3", "1274.9", ""))
    found_series = series(desk, "145-01")
    assert sorted(found_series.counting) == [2024]
    assert [str(point.period) for point in found_series.points] == ["2024", "2025-Q3"]
