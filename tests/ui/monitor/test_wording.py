"""The words beside a chart, and its axis."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from haishu_desk.desk import Desk
from haishu_desk.desk.figures import Figures
from haishu_desk.desk.founding import found
from haishu_desk.desk.portrait import Wish, portrait_of
from haishu_desk.ui.monitor.scale import limits, tick_words, ticks
from haishu_desk.ui.monitor.wording import basis_in_words, kinds_of, lines_of

TJJ = "dept-tjj"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    found(tmp_path / "district.db", "district", None, "李审", None)
    with Desk(tmp_path / "district.db", write=True, person="李审") as desk:
        cells = [
            ("2021", "2.52", None),
            ("2022", "未取得", None),
            ("2023", "3.02", "初步核算"),
            ("2023", "2.94", "最终核实"),
        ]
        for period, value, vintage in cells:
            desk.entry.enter([{"unit": TJJ, "period": period, "item": "145-03", "value": value, "vintage": vintage}])
        desk.reviewing.review(TJJ, "2021", "approved")
        yield desk


@pytest.fixture
def figures(desk: Desk) -> Figures:
    return Figures(desk)


def test_the_table_tells_the_newest_year_first_and_every_year_of_the_plan(figures: Figures) -> None:
    lines = lines_of(figures.series("145-03"))
    assert [(line.year, line.value, line.vintage, line.basis) for line in lines] == [
        ("2025", "未录", "", ""),
        ("2024", "未录", "", ""),
        ("2023", "2.94", "最终核实", "录入中"),
        ("2023", "3.02", "初步核算", "录入中"),
        ("2022", "未取得", "", "录入中"),
        ("2021", "2.52", "", "已批"),
        ("2020", "2.35", "", "规划表"),
    ]
    assert [line.counts for line in lines[2:4]] == [True, False]
    assert "当时报的数" in lines[3].note


def test_the_basis_is_told_by_years(figures: Figures) -> None:
    assert basis_in_words(figures.series("145-03")) == "已批 2021，录入中 2022–2023"
    assert basis_in_words(figures.series("145-05")) == "还没有填报的数"


def test_the_legend_explains_only_what_is_drawn(desk: Desk) -> None:
    """The steps of a 约束性 item, and of a bound, have no band; of a bound the line of the target is the step."""
    assert _kinds(desk, "145-03") == ["actual", "open", "vintage", "band", "target", "earlier", "base"]
    assert _kinds(desk, "145-21") == ["bound", "base"]
    assert _kinds(desk, "145-25") == ["path"]


def _kinds(desk: Desk, item: str) -> list[str]:
    return kinds_of(portrait_of(desk, Figures(desk), item, Wish()))


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [
        (0.0, 10.0, ["0", "2", "4", "6", "8", "10"]),
        (1.9, 3.7, ["2.0", "2.5", "3.0", "3.5"]),
        (900.0, 2100.0, ["1,000", "1,250", "1,500", "1,750", "2,000"]),
        (-25.0, 15.0, ["−20", "−10", "0", "10"]),
        (0.0889, 0.0935, ["0.089", "0.090", "0.091", "0.092", "0.093"]),
        (1.0, 1.0, []),
    ],
)
def test_the_axis_has_few_round_numbers_with_the_same_decimals(low: float, high: float, words: list[str]) -> None:
    assert tick_words(ticks(low, high)) == words


def test_the_axis_leaves_air_around_all_numbers() -> None:
    low, high = limits([Decimal(2), Decimal(4)])
    assert low < 2
    assert high > 4
    assert limits([]) == (0.0, 1.0)
    low, high = limits([Decimal(0)])
    assert low < 0 < high
