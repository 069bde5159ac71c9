"""A newer program offers what it ships otherwise; the district takes it with its own changes kept, or declines it."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from typing import Any

import pytest

from haishu_desk import paths
from haishu_desk.desk import shipped
from haishu_desk.domain.editions import Edition
from tests.desk.office import TOWN, Office

ADJUST = ("amend", "--item", "145-01", "--target", "1900", "--year", "2023", "--document", "海人大〔2023〕5号",
          "--reason", "土地供应不足")  # fmt: skip
Ship = Callable[[str, Callable[[Any], None]], None]


@pytest.fixture
def ship(monkeypatch: pytest.MonkeyPatch) -> Ship:
    """Let the program ship a document otherwise from now on; a second time on top of the first."""
    editions = dict(shipped.shipped_editions())

    def change(name: str, edit: Callable[[Any], None]) -> None:
        content = copy.deepcopy(editions[name].content) if name in editions else {}
        edit(content)
        editions[name] = Edition(name, 1, content)

    monkeypatch.setattr("haishu_desk.desk.upgrading.shipped_editions", lambda: editions)
    monkeypatch.setattr("haishu_desk.desk.founding.shipped_editions", lambda: editions)
    return change


def indicator(content: Any, code: str) -> Any:
    return next(row for row in content["indicators"] if row["code"] == code)


def test_a_workspace_of_this_program_is_offered_nothing(office: Office) -> None:
    assert office.ask("district", "upgrade") == []


def test_what_is_shipped_otherwise_is_offered_with_its_differences_and_changes_nothing_by_itself(
    office: Office, ship: Ship
) -> None:
    before = office.ask("district", "indicators", "--plan", "145")
    ship("plan:145", lambda content: indicator(content, "145-04").update(unit="项"))
    (offer,) = office.ask("district", "upgrade")
    assert (offer["name"], offer["title"], offer["new"]) == ("plan:145", "规划 145", False)
    assert offer["differences"] == [
        {"where": "指标表　145-04 有效发明专利拥有量　计量单位", "before": "件", "after": "项", "kept": False}
    ]
    assert office.ask("district", "indicators", "--plan", "145") == before


def test_taking_it_keeps_what_the_district_changed_itself(office: Office, ship: Ship) -> None:
    office.ask("district", *ADJUST)
    ship("plan:145", lambda content: indicator(content, "145-04").update(unit="项"))
    office.ask("district", "upgrade", "--take", "plan:145", "--document", "海统〔2026〕2号")
    rows = {row["code"]: row for row in office.ask("district", "indicators", "--plan", "145")}
    assert (rows["145-04"]["unit"], rows["145-01"]["values"]["target"]["raw"]) == ("项", "1900")
    newest = office.ask("district", "editions", "--name", "plan:145")[0]
    assert (newest["number"], newest["document"], newest["in_force"]) == (3, "海统〔2026〕2号", True)
    assert office.ask("district", "upgrade") == []


def test_where_both_changed_the_same_place_the_district_s_stays_and_is_shown(office: Office, ship: Ship) -> None:
    office.ask("district", *ADJUST)
    ship("plan:145", lambda content: indicator(content, "145-01")["values"].update(target="2100"))
    (offer,) = office.ask("district", "upgrade")
    assert [(row["after"], row["kept"]) for row in offer["differences"]] == [("2100", True)]
    office.ask("district", "upgrade", "--take", "plan:145")
    (row,) = [each for each in office.ask("district", "indicators", "--plan", "145") if each["code"] == "145-01"]
    assert row["values"]["target"]["raw"] == "1900"
    assert office.ask("district", "upgrade") == []


def test_what_was_declined_is_not_offered_again_until_something_newer_is_shipped(office: Office, ship: Ship) -> None:
    ship("forms", lambda content: content[1]["fields"].append({"name": "permit", "title": "许可", "type": "text"}))
    assert [offer["name"] for offer in office.ask("district", "upgrade")] == ["forms"]
    assert office.ask("district", "upgrade", "--decline", "forms") == []
    ship("forms", lambda content: content[1]["fields"].append({"name": "fee", "title": "规费", "type": "quantity"}))
    (offer,) = office.ask("district", "upgrade")
    assert [row["after"] for row in offer["differences"]] == ["许可", "规费"]


def test_a_second_newer_edition_is_held_against_the_first(office: Office, ship: Ship) -> None:
    ship("plan:145", lambda content: indicator(content, "145-04").update(unit="项"))
    office.ask("district", "upgrade", "--take", "plan:145")
    ship("plan:145", lambda content: indicator(content, "145-05").update(unit="人"))
    (offer,) = office.ask("district", "upgrade")
    assert [row["where"].split("　")[1][:6] for row in offer["differences"]] == ["145-05"]


def test_the_next_plan_is_offered_as_a_whole_and_one_that_was_left_out_is_not(office: Office, ship: Ship) -> None:
    plan = json.loads((paths.seed() / "145" / "plan.json").read_text(encoding="utf-8"))
    whole = {"plan": {**plan, "id": "155", "title": "十五五规划", "start_year": 2026, "end_year": 2030, "base_year": 2025},
             "indicators": []}  # fmt: skip
    ship("plan:155", lambda content: content.update(whole))
    assert [(offer["name"], offer["new"]) for offer in office.ask("district", "upgrade")] == [("plan:155", True)]
    office.ask("district", "upgrade", "--take", "plan:155")
    assert [row["id"] for row in office.ask("district", "plans")] == ["135", "145", "155"]


def test_a_unit_is_offered_nothing_and_hears_of_it_with_its_next_bundle(office: Office, ship: Ship) -> None:
    ship("plan:145", lambda content: indicator(content, "145-04").update(unit="项"))
    assert office.ask("town", "upgrade") == []
    refused = office.say("town", "upgrade", "--take", "plan:145", "--json")
    assert (refused.status, refused.error["message"]) == (1, "规划、报表和规则由区级来定")
    office.ask("district", "upgrade", "--take", "plan:145")
    office.ask("district", "issue", *TOWN, "--out", office.file("task.xlsx"))
    office.ask("town", "receive", office.file("task.xlsx"))
    rows = {row["code"]: row for row in office.ask("town", "indicators", "--plan", "145")}
    assert rows["145-04"]["unit"] == "项"
    assert not [row for row in office.ask("town", "editions") if row["name"].startswith("shipped:")]


def test_a_unit_with_a_newer_program_works_by_the_documents_of_the_district(office: Office, ship: Ship) -> None:
    ship("plan:145", lambda content: indicator(content, "145-04").update(unit="项"))
    office.file("town.db").unlink()
    office.ask("town", "init", "--role", "unit", "--unit", TOWN[1], "--person", "张三")
    unit = next(row["unit"] for row in office.ask("town", "indicators", "--plan", "145") if row["code"] == "145-04")
    office.ask("district", "issue", *TOWN, "--out", office.file("task.xlsx"))
    office.ask("town", "receive", office.file("task.xlsx"))
    then = next(row["unit"] for row in office.ask("town", "indicators", "--plan", "145") if row["code"] == "145-04")
    assert (unit, then) == ("项", "件")


def test_what_is_not_offered_cannot_be_taken(office: Office) -> None:
    refused = office.say("district", "upgrade", "--take", "forms", "--json")
    assert (refused.status, refused.error["message"]) == (2, "“forms”没有随程序来的修订")
