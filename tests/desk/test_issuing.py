"""下发 by the calendar: a date of its own for every unit, everything that is open at once, and a year of quarters."""

from __future__ import annotations

from typing import TYPE_CHECKING

from haishu_desk.desk.issuing import BY_SCHEDULE, Issuing
from haishu_desk.domain.cells import ReturnKey
from haishu_desk.store.files import Part
from tests.desk.office import YINJIANG, ZHANGSHUI, Office

if TYPE_CHECKING:
    import pytest

BUREAU = "dept-tjj"


def test_due_without_a_date_is_each_units_own_day(office: Office) -> None:
    with office.desk("district") as desk:
        issuing = Issuing(desk)
        rows = issuing.preview(issuing.plan(None, "2024", None), BY_SCHEDULE)
    days = (
        {row["due"] for row in rows if row["unit"].startswith("3302")},
        {row["due"] for row in rows if row["unit"].startswith("dept")},
    )
    assert days == ({"2025-01-10"}, {"2025-01-15"})


def test_a_preview_says_what_would_go_out_and_does_nothing(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("haishu_desk.desk.issuing.today", lambda: "2026-01-05")
    before = office.state("district")
    rows = office.ask("district", "issue", "--all", "--due", "--preview")
    assert office.state("district") == before
    assert {row["unit"] for row in rows} >= {YINJIANG, ZHANGSHUI, BUREAU}
    assert all(row["cells"] > 0 and row["due"] for row in rows)
    assert not any(row["period"] == "2025" and row["unit"] == YINJIANG for row in rows)  # issued by the fixture


def test_a_year_of_quarterly_issues(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each quarter is issued once to the town, with the tenth of the month after; what is issued is not issued again."""
    keys = [ReturnKey("tasks", YINJIANG, f"2025-Q{part}") for part in (1, 2, 3, 4)]
    monkeypatch.setattr(Part, "give", lambda _: None)  # the bundles are not looked at here
    with office.desk("district", write=True) as desk:
        for number, today in enumerate(("2025-04-01", "2025-07-01", "2025-10-01", "2026-01-01"), start=1):
            monkeypatch.setattr("haishu_desk.desk.issuing.today", lambda day=today: day)
            written = desk.exchange.issue([YINJIANG], None, BY_SCHEDULE, office.folder, "tasks")
            assert f"2025-Q{number}" in [row["period"] for row in written]
            assert desk.exchange.issue([YINJIANG], None, BY_SCHEDULE, office.folder, "tasks") == []
            assert [desk.course(key).is_issued for key in keys] == [part <= number for part in (1, 2, 3, 4)]
        assert [desk.course(key).due for key in keys] == ["2025-04-10", "2025-07-10", "2025-10-10", "2026-01-10"]


def test_a_date_that_was_given_by_hand_stays(office: Office) -> None:
    office.ask(
        "district",
        "issue",
        "--unit",
        YINJIANG,
        "--period",
        "2025",
        "--due",
        "2026-02-02",
        "--out",
        office.file("a.xlsx"),
    )
    (row,) = office.ask(
        "district", "issue", "--unit", YINJIANG, "--period", "2025", "--due", "--out", office.file("b.xlsx")
    )
    assert row["due"] == "2026-02-02"


def test_many_files_want_a_folder_and_issuing_a_place(office: Office) -> None:
    office.refused("district", "issue", "--all", "--due", "--out", office.file("one.xlsx"), status=2)
    office.refused("district", "issue", "--all", "--due", status=2)
    office.refused("district", "issue", "--all", "--due", "2026-13-01", "--preview", status=2)
