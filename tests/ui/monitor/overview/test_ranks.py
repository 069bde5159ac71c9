"""镇街排名 as rows."""

from __future__ import annotations

import pytest

from haishu_desk.desk import Desk
from haishu_desk.ui.monitor.overview.asked import Choice
from haishu_desk.ui.monitor.overview.ranks import has_unapproved, items_ranked, period_of, ranks_of

CHOICE = Choice("145", 2023)


def test_the_rows_are_words_and_bars(watched: Desk) -> None:
    ranks = ranks_of(watched, "145-04", CHOICE)
    first, second = ranks.rows[:2]
    assert (first.place, first.name, first.value, first.length) == ("1", "石碶街道", "200", 1.0)
    # 120 of 200; 120 after 100 the year before.
    assert (second.name, second.length, second.change) == ("鄞江镇", 0.6, "+20.0%")
    assert len(ranks.missing) == 15
    assert {row.value for row in ranks.rows[2:]} == {"未出数"}
    assert not has_unapproved(ranks)


def test_the_items_are_those_that_townships_report(watched: Desk) -> None:
    codes = [item.code for item in items_ranked(watched, "145")]
    assert "145-04" in codes
    assert "145-01" not in codes


@pytest.mark.parametrize(
    ("cutoff", "period"), [("12-31", "2023"), ("09-30", "2023-Q3"), ("06-30", "2023-H1"), ("03-31", "2023-Q1")]
)
def test_a_day_is_the_end_of_a_period(cutoff: str, period: str) -> None:
    assert period_of(Choice("145", 2023, cutoff)) == period
