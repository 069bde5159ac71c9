"""rollup and evaluate as they are called: keys, flags, refusals, and a person's verdict that never leaves the district."""

from __future__ import annotations

import pytest

from tests.desk.office import TOWN, YINJIANG, Office

JUDGE = ("evaluate", "--plan", "145", "--year", "2025")


def test_a_roll_up_of_what_the_district_approved(reported: Office) -> None:
    assert reported.ask("district", "rollup", "--period", "2025", "--by", "town")[1]["value"] is None
    reported.review("--approve")
    rows = {row["item"]: row for row in reported.ask("district", "rollup", "--period", "2025", "--plan", "145")}
    row = rows["145-04"]
    assert (row["period"], row["value"], row["units_in"], row["rule"]) == ("2025", "120", [YINJIANG], "sum")
    assert (len(row["units_missing"]), row["basis"]) == (16, "approved")
    said = reported.say("district", "rollup", "--period", "2025", "--by", "town,street").out
    assert "鄞江镇" in said
    assert "等 15 个" in said or "等 16 个" in said


def test_a_form_of_its_own_is_no_part_of_the_plans_roll_up(office: Office) -> None:
    file = office.table("用工.csv", "从业人员（人）")
    office.ask("district", "forms", "--new", file, "--title", "用工情况", "--period", "2025-11")
    assert {row["item"][:3] for row in office.ask("district", "rollup", "--period", "2025-11")} == {"145"}


def test_an_evaluation_for_people_has_the_word_of_its_light(office: Office) -> None:
    said = office.say("district", "evaluate", "--plan", "135", "--year", "2020").out
    assert "黄·略滞后" in said
    assert "水平与增速不一致" in said


def test_a_persons_verdict_stays_with_the_district(office: Office) -> None:
    words = (*JUDGE, "--item", "145-04", "--overrule", "145-04", "--verdict", "滞后", "--reason", "口径未核")
    (row,) = office.ask("district", *words)
    assert (row["verdict"], row["light"], row["reason"]) == ("滞后", "red", "人工改判")
    office.ask("district", "issue", *TOWN, "--out", office.file("again.xlsx"))
    office.receive("town", "again.xlsx")
    with office.desk("town") as desk:
        assert "overrules" not in desk.workspace.cells.edition_names()
    assert office.ask("town", *JUDGE, "--item", "145-04")[0]["reason"] == "单位未报"


def test_how_the_district_judges_is_an_edition_with_its_document(office: Office) -> None:
    office.ask("district", *JUDGE, "--preset", "ratio", "--adopt", "--document", "海规〔2026〕3号")
    (edition,) = office.ask("district", "editions", "--name", "verdicts")
    assert (edition["number"], edition["document"]) == (1, "海规〔2026〕3号")


@pytest.mark.parametrize(
    "words",
    [
        ("evaluate",),
        ("evaluate", "--plan", "145"),
        (*JUDGE, "--adopt"),
        (*JUDGE, "--preset", "stars", "--adopt"),
        (*JUDGE, "--overrule", "145-04"),
        (*JUDGE, "--cutoff", "2024-06-30"),
        (*JUDGE, "--base", "old"),
        ("rollup", "--period", "2025", "--by", "village"),
        ("rollup", "--period", "2025", "--basis", "rumour"),
    ],
)
def test_what_is_missing_or_unknown_is_wrong_usage(issued_office: Office, words: tuple[str, ...]) -> None:
    assert issued_office.refused("district", *words, status=2)["message"]
