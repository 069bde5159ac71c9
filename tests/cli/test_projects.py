"""The verb `projects`: rows, sums, totals, and decisions on record."""

from __future__ import annotations

from pathlib import Path

import pytest

from haishu_desk.desk import Desk
from haishu_desk.desk.founding import found
from tests.desk.office import Office

ROAD = "145-b06-0-03-06"
ASKED = ("projects", "--plan", "145", "--period", "2025-Q3", "--basis", "current")


@pytest.fixture
def office(tmp_path: Path) -> Office:
    found(tmp_path / "district.db", "district", None, "李审", None)
    with Desk(tmp_path / "district.db", write=True) as desk:
        (unit,) = desk.documents.reporters(ROAD)
        cells = {
            "stage": "在建",
            "planned": "1000",
            "invested_year": "600",
            "value": "1标（300万元）100%；2标（700万元）10%",
        }
        desk.entry.enter(
            {"unit": unit, "period": "2025-Q3", "item": ROAD, "field": field, "value": value}
            for field, value in cells.items()
        )
    return Office(tmp_path)


def test_one_item_has_its_numbers_as_decimal_strings_and_its_four_lights(office: Office) -> None:
    (row,) = office.ask("district", *ASKED, "--item", ROAD)
    # (300×100 + 700×10) ÷ 1000 = 37
    assert (row["progress_percent"], row["invest_rate"], row["verdict"], row["light"]) == (
        "37",
        "60",
        "进展缓慢",
        "yellow",
    )
    assert row["lots"][0] == {"name": "1标", "percent": "100", "weight": "300"}
    assert list(row["lights"]) == ["开工", "进度", "资金", "入库"]
    said = office.say("district", *ASKED, "--item", ROAD)
    assert "算式：" in said.out
    assert "开工：绿" in said.out


def test_a_plan_without_tasks_has_no_rows(office: Office) -> None:
    assert office.ask("district", "projects", "--plan", "135", "--period", "2020") == []
    assert office.say("district", "projects", "--plan", "135", "--period", "2020", "--item", "135-x").status == 2


def test_sums_and_totals(office: Office) -> None:
    rows = office.ask("district", *ASKED, "--by", "box")
    assert [row["verdicts"]["进展缓慢"] for row in rows if row["key"] in ("6", "")] == [1, 1]
    totals = office.ask("district", *ASKED, "--totals")
    assert ("谋划重大建设项目", "313", True) in [(row["what"], row["computed"], row["agrees"]) for row in totals]
    for more in (("--by", "unit"), ("--totals",), ()):
        assert office.say("district", *ASKED, *more).status == 0


def test_decisions_are_written_with_their_reasons(office: Office) -> None:
    (row,) = office.ask("district", *ASKED, "--item", ROAD, "--verdict", "按序时推进", "--reason", "工期已顺延")
    assert (row["verdict"], row["reason"]) == ("按序时推进", "人工改判")
    (row,) = office.ask("district", *ASKED, "--item", ROAD, "--accept", "进度", "--reason", "台风停工")
    assert row["lights"]["进度"]["light"] == "green"
    (row,) = office.ask(
        "district",
        *ASKED,
        "--item",
        ROAD,
        "--accept",
        "进度",
        "--withdraw",
        "--reason",
        "已经复工",
        "--preset",
        "sanya",
        "--adopt",
    )
    assert row["lights"]["进度"]["light"] == "yellow"


def test_the_table_says_by_which_rules_lamps_are_lit(office: Office) -> None:
    said = office.say("district", *ASKED, "--preset", "tianjin").out
    assert "亮灯规则：天津式。原规则没有说清、由我们定的：" in said


@pytest.mark.parametrize(
    "words", [("--adopt",), ("--verdict", "已完成"), ("--item", "145-01"), ("--by", "street"), ("--preset", "x")]
)
def test_wrong_usage_says_so(office: Office, words: tuple[str, ...]) -> None:
    assert office.refused("district", *ASKED, *words, status=2)["message"]
