"""频度与截止: what the calendar asks for, and the district's changes of it."""

from __future__ import annotations

from datetime import date

import pytest

from haishu_desk.desk.scheduling import Scheduling, Wish
from haishu_desk.domain.cells import ReturnKey
from haishu_desk.domain.errors import DeskError, UsageError
from tests.desk.office import YINJIANG, Office

BUREAU = "dept-tjj"


def test_a_year_of_the_town_and_of_the_office_of_statistics_by_hand(office: Office) -> None:
    """指标 yearly, 任务 quarterly; the town until the 10th, the department until the 15th of the next month."""
    with office.desk("district") as desk:
        asked = Scheduling(desk).asked(date(2025, 1, 1), date(2025, 12, 31))
    town = [(each.key.form, each.key.period, each.due) for each in asked if each.key.unit == YINJIANG]
    assert town == [
        ("tasks", "2025-Q1", "2025-04-10"),
        ("tasks", "2025-Q2", "2025-07-10"),
        ("tasks", "2025-Q3", "2025-10-10"),
        ("indicators", "2025", "2026-01-10"),
        ("tasks", "2025-Q4", "2026-01-10"),
    ]
    assert {each.due for each in asked if each.key == ReturnKey("indicators", BUREAU, "2025")} == {"2026-01-15"}


def test_what_was_issued_is_not_open_any_more(office: Office) -> None:
    with office.desk("district") as desk:
        open_ones = {each.key for each in Scheduling(desk).open(date(2026, 1, 5))}
    assert ReturnKey("indicators", YINJIANG, "2025") not in open_ones  # issued by the fixture
    assert ReturnKey("tasks", YINJIANG, "2025-Q4") in open_ones
    assert ReturnKey("tasks", YINJIANG, "2025-Q1") in open_ones
    assert ReturnKey("indicators", YINJIANG, "2024") not in open_ones  # ended more than a year ago
    assert ReturnKey("tasks", YINJIANG, "2024-Q4") not in open_ones  # 2024-12-31 is 370 days before
    assert not any(key.period.startswith("2026") for key in open_ones)


def test_a_change_is_one_edition_above_the_shipped_one_and_travels_to_the_units(office: Office) -> None:
    rows = office.ask(
        "district", "schedule", "--form", "tasks", "--kind", "town", "--every", "月", "--day", "5", "--document", "海发改〔2026〕2号"
    )  # fmt: skip
    changed = [row for row in rows if (row["form"], row["who"]) == ("tasks", "town")]
    assert [(row["every"], row["day"], row["edition"], row["document"]) for row in changed] == [
        (["月"], 5, 2, "海发改〔2026〕2号")
    ]
    office.ask("district", "issue", "--unit", YINJIANG, "--period", "2025-Q3", "--due", "--out", office.file("t.xlsx"))
    assert office.receive("town", "t.xlsx")["status"] == "received"
    with office.desk("town") as desk:
        calendar = Scheduling(desk)
        assert calendar.due(ReturnKey("tasks", YINJIANG, "2026-02")) == "2026-03-05"
        assert [row["edition"] for row in calendar.rows()] == [2, 2, 2, 2]


def test_a_change_for_later_counts_for_the_periods_that_end_from_that_day_on(office: Office) -> None:
    office.ask("district", "schedule", "--kind", "town", "--day", "20", "--effective", "2025-07-01")
    with office.desk("district") as desk:
        calendar = Scheduling(desk)
        due = {period: calendar.due(ReturnKey("tasks", YINJIANG, period)) for period in ("2025-Q2", "2025-Q3")}
    assert due == {"2025-Q2": "2025-07-10", "2025-Q3": "2025-10-20"}  # Q2 ended on the day before


def test_a_change_that_waits_for_its_day_stops_no_bundle(office: Office) -> None:
    office.ask("district", "schedule", "--kind", "town", "--day", "20", "--effective", "2999-01-01")
    (row,) = office.ask(
        "district", "issue", "--unit", YINJIANG, "--period", "2025-Q3", "--due", "--out", office.file("q3.xlsx")
    )
    assert row["due"] == "2025-10-10"


def test_the_same_again_writes_no_edition_and_a_unit_may_not(office: Office) -> None:
    office.ask("district", "schedule", "--kind", "town", "--day", "10")
    with office.desk("district") as desk:
        assert list(desk.workspace.cells.editions("schedule")) == []
    with office.desk("town", write=True) as desk, pytest.raises(DeskError, match="由区级来定"):
        Scheduling(desk).change("town", None, Wish(day=1))


@pytest.mark.parametrize(
    "flags",
    [("--kind", "nobody", "--day", "3"), ("--kind", "town", "--every", "周"), ("--day", "3"), ("--kind", "town")],
)
def test_what_there_is_none_of_is_wrong_usage(office: Office, flags: tuple[str, ...]) -> None:
    office.refused("district", "schedule", *flags, status=2)


def test_a_form_that_there_is_none_of_is_refused(office: Office) -> None:
    with office.desk("district", write=True) as desk, pytest.raises(UsageError, match="没有报表"):
        Scheduling(desk).change("town", "nothing", Wish(day=3))
