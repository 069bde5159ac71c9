"""The values so far: the first reporter before the others, the newest first; the path that is drawn is the district's."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from haishu_desk.desk import Desk
from haishu_desk.desk.founding import found
from haishu_desk.ui.plan.history import MOST, History
from haishu_desk.ui.plan.jumps import return_of
from haishu_desk.ui.plan.past_list import PastList
from haishu_desk.ui.theme import Theme

TOWN = "330203101"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    found(tmp_path / "district.db", "district", None, "李审", None)
    cells = ((TOWN, "2021", "101", None), (TOWN, "2022", "102", None), ("dept-scjgj", "2022", "2800", "快报"))
    with Desk(tmp_path / "district.db", write=True, person="李审") as desk:
        desk.entry.enter(
            {"unit": unit, "period": period, "item": "145-04", "value": value, "vintage": vintage}
            for unit, period, value, vintage in cells
        )
        yield desk


def test_the_first_reporter_stands_before_the_others_and_the_newest_year_first(desk: Desk) -> None:
    past = History(desk).past("145-04")
    assert [(each.unit, each.period, each.text) for each in past] == [
        ("区市场监督管理局", "2022年", "2800"), ("横街镇", "2022年", "102"), ("横街镇", "2021年", "101"),
    ]  # fmt: skip
    assert past[0].state == "快报 录入中"
    assert (past[0].who, past[0].counts, past[0].clash) == ("李审", True, False)


def test_what_was_never_reported_has_no_past_and_a_task_no_series(desk: Desk) -> None:
    history = History(desk)
    assert history.past("145-05") == []
    assert history.series("145-b13-0-02") is None
    assert history.series("") is None
    assert history.may_monitor("145-04")
    assert not history.may_monitor("145-b13-0-02")


def test_a_township_sees_the_plans_own_path(tmp_path: Path) -> None:
    found(tmp_path / "town.db", "unit", TOWN, "张填", None)
    with Desk(tmp_path / "town.db") as desk:
        series = History(desk).series("145-04")
        assert series is not None
        assert series.base is not None
        assert (series.base.quantity.raw, series.target and series.target.words) == ("2393", "3100")


def test_the_return_that_exists_comes_before_one_that_is_only_due(desk: Desk) -> None:
    key = return_of(desk, "145-04")
    assert key is not None
    assert (key.form, key.unit, key.period) == ("indicators", "dept-scjgj", "2022")
    due = return_of(desk, "145-b01-0-01")
    assert due is None or due.form == "tasks"
    assert return_of(desk, "145-b01") is None


@pytest.mark.usefixtures("qapp")
def test_a_long_past_says_how_much_is_left_out_and_long_words_wrap(desk: Desk) -> None:
    past = History(desk).past("145-04")
    theme = Theme()
    few, many = PastList(theme, past), PastList(theme, past[:1] * (MOST + 3))
    assert few.heightForWidth(240) == 22 * 5  # three values and two names of units
    assert many.heightForWidth(240) == 22 * (MOST + 1)
    assert "2022年，横街镇，102，录入中，李审" in few.accessibleDescription()
