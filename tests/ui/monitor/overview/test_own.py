"""A unit sees its own items."""

from __future__ import annotations

from pathlib import Path

import pytest

from haishu_desk.desk import Desk
from haishu_desk.desk.founding import found
from haishu_desk.domain.cells import ReturnKey
from haishu_desk.ui.monitor.overview.asked import Choice
from haishu_desk.ui.monitor.overview.board import board_of
from haishu_desk.ui.monitor.overview.own import PART
from tests.desk.figures import SHIQI, enter
from tests.ui.monitor.overview.conftest import TJJ, line_of


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


def test_up_to_a_day_within_the_year_a_township_sees_its_last_quarter(street: Desk) -> None:
    with street as desk:
        enter(desk, f"{SHIQI} 145-04 2023-Q1 300", f"{SHIQI} 145-04 2023-Q3 318")
        line = line_of(board_of(desk, Choice("145", 2023, "09-30", "current")), "4")
        assert (line.value, line.place) == ("318", ReturnKey("indicators", SHIQI, "2023-Q3"))
        assert line_of(board_of(desk, Choice("145", 2023, "06-30", "current")), "4").value == "300"
        assert line_of(board_of(desk, Choice("145", 2023, basis="current")), "4").value == "未出数"


def test_a_department_is_judged_on_what_it_reports(tmp_path: Path) -> None:
    found(tmp_path / "office.db", "unit", TJJ, "赵填", None)
    with Desk(tmp_path / "office.db", write=True, person="赵填") as desk:
        enter(desk, f"{TJJ} 145-03 2023 3.02")
        board = board_of(desk, Choice("145", 2023, basis="current"))
        assert {"1", "3", "8"} <= {line.item.number for line in board.lines} != {"21"}
        assert line_of(board, "3").light == "yellow"
        assert all(TJJ in desk.documents.reporters(line.code) for line in board.lines)
