"""The lines of the district: what evaluate says, with the figures of the years and what is expected of each."""

from __future__ import annotations

from decimal import Decimal

from haishu_desk.desk import Desk
from haishu_desk.domain.cells import ReturnKey
from haishu_desk.ui.monitor.overview.asked import Choice
from haishu_desk.ui.monitor.overview.board import Board, board_of
from tests.ui.monitor.overview.conftest import TJJ, line_of


def test_a_level_on_its_way_has_value_due_target_and_share(board: Board) -> None:
    line = line_of(board, "3")
    # Base 2.35, target 3.6, three of five years: 2.35 + 1.25 × 3/5 = 3.1; (3.02 − 2.35) ÷ 1.25 = 0.536.
    assert (line.value, line.vintage, line.due, line.target) == ("3.02", "初步核算", "3.1", "3.6")
    assert (line.progress, line.time, line.basis) == (Decimal("0.536"), Decimal("0.6"), "已批")
    assert line.place == ReturnKey("indicators", TJJ, "2023")
    assert [[year for year, _ in run] for run in line.spark.segments] == [[2020, 2021], [2023]]
    assert line.spark.points == ((2020, Decimal("2.35")), (2021, Decimal("2.52")), (2023, Decimal("3.02")))
    assert line.spark.path == tuple((2020 + k, Decimal("2.35") + Decimal("0.25") * k) for k in range(6))
    assert (line.spark.target, line.spark.light) == (Decimal("3.6"), line.light)


def test_a_bound_says_a_word_and_never_a_share(board: Board) -> None:
    held, broken = line_of(board, "21"), line_of(board, "20")
    assert (held.word, held.progress, held.due) == ("未越界", None, "<27")
    assert (broken.word, broken.light, broken.value) == ("越界", "yellow", "92.3")
    # From the plan's first year on: a bound has no base.
    assert [value for _, value in held.spark.path] == [Decimal(27)] * 5


def test_a_sum_is_shown_as_what_has_come_together(board: Board) -> None:
    line = line_of(board, "25")
    # 1.7 + 1.6 + 1.65 against 8 × 3/5.
    assert (line.value, line.due, line.is_sum) == ("4.95", "4.8", True)
    assert line.spark.points == ((2021, Decimal("1.7")), (2022, Decimal("3.3")), (2023, Decimal("4.95")))
    assert line.spark.path[-1] == (2025, Decimal(8))


def test_what_was_not_reported_is_a_word_and_draws_nothing(board: Board) -> None:
    line = line_of(board, "5")
    assert (line.value, line.is_number, line.word, line.light) == ("未出数", False, "单位未报", "grey")
    assert line.spark.light == "", "the base year is not the year judged"
    assert line_of(board, "16").spark.path == ()


def test_the_middle_of_a_year_puts_no_light_on_a_point_of_another(watched: Desk) -> None:
    board = board_of(watched, Choice("145", 2023, cutoff="06-30"))
    assert {line.spark.light for line in board.lines if line.spark.points and line.item.frequency != "年"} == {""}
