"""Which year it begins with, and what a choice is called."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from haishu_desk.desk import Desk
from haishu_desk.desk.founding import found
from haishu_desk.ui.monitor.overview.asked import Choice, first_choice, years_offered
from tests.desk.figures import enter
from tests.ui.monitor.overview.conftest import TJJ


def test_it_begins_with_the_last_year_that_is_over_and_has_figures(watched: Desk) -> None:
    assert first_choice(watched) == Choice("145", 2023)
    enter(watched, f"{TJJ} 145-03 2024 3.2 快报")
    choice = first_choice(watched)
    assert choice == Choice("145", 2024)
    assert (choice.day, choice.title) == ("2024-12-31", "2024 年度")
    assert Choice("145", 2023, cutoff="06-30").title == "2023 年上半年"
    assert [each.title for each in years_offered(watched)][:1] == ["2025 年·十四五"]


def test_where_only_this_year_has_figures_it_begins_with_this_year_up_to_the_last_day_that_has_passed(
    tmp_path: Path,
) -> None:
    """As in a unit that joined this year: an empty year before is no beginning."""
    found(tmp_path / "d.db", "district", None, "李审", None)
    with Desk(tmp_path / "d.db", write=True) as desk:
        enter(desk, f"{TJJ} 145-01 2023-Q3 1150 快报")
        assert first_choice(desk, date(2023, 11, 26)) == Choice("145", 2023, "09-30")
        assert first_choice(desk, date(2023, 2, 1)) == Choice("145", 2023, "12-31")
