"""The board of a year: every item, counted by light and word, and whether unapproved figures are among them."""

from __future__ import annotations

from haishu_desk.desk import Desk
from haishu_desk.ui.monitor.overview.asked import Choice
from haishu_desk.ui.monitor.overview.board import Board, board_of
from tests.desk.figures import enter
from tests.ui.monitor.overview.conftest import TJJ, line_of


def test_every_item_of_the_plan_has_a_line_and_a_light(board: Board, watched: Desk) -> None:
    rows = watched.evaluating.evaluate("145", 2023)
    assert [line.code for line in board.lines] == [row["item"] for row in rows]
    assert [(line.light, line.verdict, line.reason) for line in board.lines] == [
        (row["light"], row["verdict"], row["reason"] or "") for row in rows
    ]
    assert sum(board.lights.values()) == sum(board.verdicts.values()) == len(board.lines) == 33


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
