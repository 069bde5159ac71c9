"""The board of a year: what evaluate says, the figures of the years, and whether unapproved ones are among them."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from haishu_desk.desk import Desk
from haishu_desk.desk.founding import found
from haishu_desk.domain.cells import ReturnKey
from haishu_desk.ui.monitor.overview.asked import Choice, first_choice, years_offered
from haishu_desk.ui.monitor.overview.board import Board, board_of
from haishu_desk.ui.monitor.overview.lines import Line
from haishu_desk.ui.monitor.overview.own import PART
from tests.desk.figures import SHIQI, enter
from tests.ui.monitor.overview.conftest import TJJ


def line_of(board: Board, number: str) -> Line:
    return next(line for line in board.lines if line.item.number == number)


def test_every_item_of_the_plan_has_a_line_and_a_light(board: Board, watched: Desk) -> None:
    rows = watched.evaluating.evaluate("145", 2023)
    assert [line.code for line in board.lines] == [row["item"] for row in rows]
    assert [(line.light, line.verdict, line.reason) for line in board.lines] == [
        (row["light"], row["verdict"], row["reason"] or "") for row in rows
    ]
    assert sum(board.lights.values()) == sum(board.verdicts.values()) == len(board.lines) == 33


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


def test_binding_items_that_are_behind_are_named(board: Board) -> None:
    assert [line.item.number for line in board.doubtful] == ["20"]
    assert "越过界限" in board.doubtful[0].warning


def test_only_approved_figures_count_until_the_others_are_asked_for(watched: Desk) -> None:
    enter(watched, f"{TJJ} 145-03 2024 3.2 快报")
    approved = board_of(watched, Choice("145", 2024))
    assert line_of(approved, "3").value == "未出数"
    assert line_of(approved, "3").word == "未审核"
    assert not approved.has_unapproved
    current = board_of(watched, Choice("145", 2024, basis="current"))
    assert (line_of(current, "3").value, line_of(current, "3").basis) == ("3.2", "录入中")
    assert current.has_unapproved


def test_the_words_of_the_district_are_counted_in_their_own_order(watched: Desk) -> None:
    board = board_of(watched, Choice("145", 2023, words="district"))
    assert list(board.verdicts) == ["达到或超过进度", "略低于序时", "低于序时过多", "暂无法评估"]
    assert sum(board.verdicts.values()) == 33
    assert set(board.definitions) == set(board.verdicts)


def test_the_thirteenth_plan_has_its_26_items(watched: Desk) -> None:
    board = board_of(watched, Choice("135", 2020))
    assert len({line.item.number for line in board.lines}) == 24
    assert len(board.lines) == 26
    assert {line.spark.last_year for line in board.lines} == {2020}


def test_the_middle_of_a_year_puts_no_light_on_a_point_of_another(watched: Desk) -> None:
    board = board_of(watched, Choice("145", 2023, cutoff="06-30"))
    assert {line.spark.light for line in board.lines if line.spark.points and line.item.frequency != "年"} == {""}


def test_it_begins_with_the_last_year_that_is_over_and_has_figures(watched: Desk) -> None:
    assert first_choice(watched) == Choice("145", 2023)
    enter(watched, f"{TJJ} 145-03 2024 3.2 快报")
    choice = first_choice(watched)
    assert choice == Choice("145", 2024)
    assert (choice.day, choice.title) == ("2024-12-31", "2024 年度")
    assert Choice("145", 2023, cutoff="06-30").title == "2023 年上半年"
    assert [each.title for each in years_offered(watched)][:1] == ["2025 年·十四五"]


@pytest.fixture
def street(tmp_path: Path) -> Desk:
    found(tmp_path / "street.db", "unit", SHIQI, "王填", None)
    return Desk(tmp_path / "street.db", write=True, person="王填")


def test_a_township_sees_its_own_items_and_is_not_judged_against_the_district(street: Desk) -> None:
    with street as desk:
        enter(desk, f"{SHIQI} 145-04 2023 318")
        board = board_of(desk, Choice("145", 2023, basis="current"))
        assert len(board.lines) == 16
        line = line_of(board, "4")
        assert (line.value, line.target, line.reason, line.word) == ("318", "—", PART, "不单独评价")
        assert line.place == ReturnKey("indicators", SHIQI, "2023")
        assert board.has_unapproved
        assert not board.is_judged


def test_a_department_is_judged_on_what_it_reports(tmp_path: Path) -> None:
    found(tmp_path / "office.db", "unit", TJJ, "赵填", None)
    with Desk(tmp_path / "office.db", write=True, person="赵填") as desk:
        enter(desk, f"{TJJ} 145-03 2023 3.02")
        board = board_of(desk, Choice("145", 2023, basis="current"))
        assert {"1", "3", "8"} <= {line.item.number for line in board.lines} != {"21"}
        assert line_of(board, "3").light == "yellow"
        assert all(TJJ in desk.documents.reporters(line.code) for line in board.lines)
