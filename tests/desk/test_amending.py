"""Targets and definitions are amended by editions: the old one stays readable, a chart breaks, the units hear of it."""

from __future__ import annotations

import pytest

from haishu_desk.desk.figures import series
from tests.desk.office import TOWN, YINJIANG, Office

GROUNDS = ("--document", "海人大〔2023〕5号", "--reason", "土地供应不足")
ADJUST = ("amend", "--item", "145-01", "--target", "1900", "--year", "2023", *GROUNDS)
DEFINE = ("amend", "--item", "145-04", "--definition", "含高新区", "--year", "2024", *GROUNDS)


def target(office: Office, *more: object) -> str:
    (row,) = [row for row in office.ask("district", "indicators", "--plan", "145", *more) if row["code"] == "145-01"]
    raw: str = row["values"]["target"]["raw"]
    return raw


def test_an_adjusted_target_counts_and_the_edition_before_it_stays_readable(office: Office) -> None:
    (row,) = office.ask("district", *ADJUST)
    assert (row["item"], row["what"], row["year"], row["before"], row["after"], row["document"]) == (
        "145-01", "target", 2023, "2000", "1900", "海人大〔2023〕5号",
    )  # fmt: skip
    assert (target(office), target(office, "--edition", 1), target(office, "--edition", 2)) == ("1900", "2000", "1900")
    editions = office.ask("district", "editions", "--name", "plan:145")
    assert [(each["number"], each["document"], each["in_force"]) for each in editions] == [
        (2, "海人大〔2023〕5号", True), (1, None, False),
    ]  # fmt: skip
    assert office.ask("district", "amend") == [row]


def test_what_does_not_add_up_is_looked_for_in_the_plan_as_it_was_printed(office: Office) -> None:
    before = office.ask("district", "consistency", "--plan", "145")
    office.ask("district", *ADJUST)
    assert office.ask("district", "consistency", "--plan", "145") == before


def test_the_units_hear_of_it_with_their_next_bundle(office: Office) -> None:
    office.ask("district", *ADJUST)
    office.ask("district", "issue", *TOWN, "--out", office.file("again.xlsx"))
    office.receive("town", "again.xlsx")
    assert office.ask("town", "amend") == office.ask("district", "amend")


def test_an_amendment_of_a_later_day_waits_until_then(office: Office) -> None:
    office.ask("district", *ADJUST, "--effective", "2099-01-01")
    assert target(office) == "2000"
    with office.desk("district") as desk:
        assert desk.documents_on("2099-01-01").catalogue.get("145-01").target == "1900"


def test_a_change_that_comes_while_another_waits_loses_neither(office: Office) -> None:
    office.ask("district", *ADJUST, "--effective", "2099-01-01")
    office.ask("district", *DEFINE)
    with office.desk("district") as desk:
        then = desk.documents_on("2099-01-01").catalogue
        assert (then.get("145-01").target, then.get("145-04").record["definition"]) == ("1900", "含高新区")


def test_the_chart_breaks_where_the_definition_changed_and_carries_the_back_cast_years(office: Office) -> None:
    for year, value in ((2022, "10"), (2023, "11"), (2024, "14"), (2025, "15")):
        words = ("--unit", YINJIANG, "--period", year, "--item", "145-04")
        office.ask("district", "enter", *words, "--value", value)
    office.ask("district", *DEFINE, "--backcast", "2022=12.5", "2023=13")
    with office.desk("district") as desk:
        drawn = series(desk, "145-04", YINJIANG)
        assert [[year for year, _ in run] for run in drawn.segments()] == [[2022, 2023], [2024, 2025]]
        assert [(each.year, each.why) for each in drawn.breaks] == [(2024, "2024 年起口径变化（海人大〔2023〕5号）")]
        assert {year: str(number) for year, number in drawn.backcast.items()} == {2022: "12.5", 2023: "13"}


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (("--item", "145-01", "--target", "1", "--year", "2030", *GROUNDS), 2, "2030 年不在"),
        (("--item", "145-01", "--target", "1", "--year", "2023", "--document", "文"), 1, "没有写理由"),
        (("--item", "145-01", "--year", "2023", *GROUNDS), 2, "amend 要写"),
        (("--item", "145-01", "--target", "1", "--year", "2023", "--backcast", "2021=1", *GROUNDS), 2, "没有追溯数"),
    ],
)
def test_what_cannot_be_amended_is_refused(words: tuple[object, ...], status: int, said: str, office: Office) -> None:
    told = office.refused("district", "amend", *words, status=status)
    assert said in told["message"] + told["advice"]


def test_a_unit_amends_nothing(office: Office) -> None:
    assert office.refused("town", *ADJUST)["code"] == "not-yours"


def test_an_edition_that_there_is_none_of_is_wrong_usage(office: Office) -> None:
    words = ("indicators", "--plan", "145", "--edition", "9")
    assert office.refused("district", *words, status=2)["message"] == "没有第 9 版"
    assert office.refused("district", "editions", "--name", "plan:999", status=2)["message"] == "没有“plan:999”这份文件"
