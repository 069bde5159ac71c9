"""A chart on paper: broken where there is no value, round figures at its axis, its colours on it."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

import pytest
from PySide6.QtGui import QColor, QImage, QPainter

from haishu_desk.press.charts import HEIGHT, WIDTH, chart_drawn, paint_chart, runs_of, ticks_of
from haishu_desk.press.documents import leaves_of
from haishu_desk.press.leaves import picture_of
from haishu_desk.report.document import Chart, Document, Heading, Series

pytestmark = pytest.mark.usefixtures("qapp")
D = Decimal
FINER = 3


def line(*series: Series, dashed: frozenset[str] = frozenset()) -> Chart:
    return Chart("1 走势", "line", ("2021", "2022", "2023"), series, "亿元", ("没有连线的年份：2022年未取得",), dashed)


def painted(chart: Chart) -> QImage:
    image = QImage(WIDTH * FINER, HEIGHT * FINER, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    painter.scale(FINER, FINER)
    paint_chart(chart, painter)
    painter.end()
    return image


def dots(image: QImage, colour: str) -> int:
    wanted = QColor(colour).rgb()
    return sum(image.pixel(x, y) == wanted for x in range(0, image.width(), 2) for y in range(0, image.height(), 2))


def columns(image: QImage, colour: str, below: int) -> set[int]:
    wanted = QColor(colour).rgb()
    return {x for x in range(image.width()) for y in range(below, image.height(), 2) if image.pixel(x, y) == wanted}


def test_a_line_is_broken_where_there_is_no_value() -> None:
    assert list(runs_of((D(1), D(2), None, D(4), None))) == [[0, 1], [3]]
    assert list(runs_of((None, None))) == []


@pytest.mark.parametrize(
    ("values", "from_zero", "ticks"),
    [
        # A span of 6 in four steps is 1.5 each: the round step above it is 2.
        ((3, 9), False, (2, 4, 6, 8, 10)),
        ((1, 8), True, (0, 2, 4, 6, 8)),
        ((5, 5), False, (4, 6)),
        ((-2, 2), False, (-2, -1, 0, 1, 2)),
        ((0, 0), True, (-0.25, 0, 0.25)),
    ],
)
def test_the_axis_has_round_figures_that_take_in_every_value(
    values: tuple[int, ...], *, from_zero: bool, ticks: tuple[float, ...]
) -> None:
    found = ticks_of([D(value) for value in values], from_zero=from_zero)
    assert found == [D(tick) for tick in ticks]


def test_between_two_points_with_a_gap_there_is_no_line() -> None:
    gap = painted(line(Series("实绩", (D(1), None, D(3)))))
    whole = painted(line(Series("实绩", (D(1), D(2), D(3)))))
    below, middle = 200, range(gap.width() // 2 - 30, gap.width() // 2 + 30)
    assert not columns(gap, "#1F4E79", below) & set(middle)
    assert columns(whole, "#1F4E79", below) & set(middle)


def test_a_dashed_target_has_less_ink_than_a_full_line() -> None:
    target = Series("目标", (D(1), D(2), D(3)))
    full, dashed = painted(line(target)), painted(line(target, dashed=frozenset({"目标"})))
    assert dots(full, "#1F4E79") > dots(dashed, "#1F4E79") > 0


def test_bars_stand_on_zero_and_nothing_stands_for_nothing() -> None:
    made = Chart("图", "bar", ("甲", "乙"), (Series("项", (D(4), None)),))
    inked = columns(painted(made), "#1F4E79", 120)
    assert inked
    assert max(inked) < WIDTH * FINER // 2


def test_a_chart_without_any_value_is_an_empty_frame() -> None:
    image = painted(line(Series("实绩", (None, None, None))))
    below = range(40 * FINER, image.height())  # of the legend
    assert any(image.pixelColor(image.width() // 2, y).lightness() < 230 for y in below), "the lines of its axis"
    assert not columns(image, "#1F4E79", below.start)


def test_title_drawing_and_notes_stand_together_on_the_page() -> None:
    html, _ = chart_drawn(line(Series("A&B", (D(1), D(2), D(3)))), "drawing:1")
    assert "1 走势（亿元）" in html
    assert "没有连线的年份：2022年未取得" in html
    assert f'height="{HEIGHT}"' in html
    few = leaves_of(
        [Document("报告", (Heading(1, "一、"), *[line(Series("实绩", (D(1), D(2), D(3))))] * 7))], chart_drawn
    )
    # 225 mm are 850 dots: two of 32 + 236 + 19 and what stands between them, not three; a page for the seventh.
    assert len(few) == 4


def test_each_chart_of_a_report_is_drawn_in_its_own_place() -> None:
    falling, rising = (line(Series("实绩", tuple(map(D, values)))) for values in ((3, 2, 1), (1, 2, 3)))
    (leaf,) = leaves_of([Document("报告", (falling, rising))], chart_drawn)
    picture = picture_of(leaf, 1500)
    inked = [(x, y) for x in range(picture.width()) for y in range(picture.height()) if _is_of_a_line(picture, x, y)]
    rows = sorted({y for _, y in inked})
    parted = next(y for y, following in pairwise(rows) if following - y > 150)
    upper, lower = ([at for at in inked if (at[1] <= parted) is is_upper] for is_upper in (True, False))
    for points, falls in ((upper, True), (lower, False)):
        plot = [at for at in points if at[1] > min(y for _, y in points) + 60]  # below the legend
        first, last = min(plot), max(plot)
        assert (first[1] < last[1]) is falls


def _is_of_a_line(picture: QImage, x: int, y: int) -> bool:
    return picture.pixel(x, y) == QColor("#1F4E79").rgb()
