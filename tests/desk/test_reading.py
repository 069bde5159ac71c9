"""Values now and as they were, what counts and on what it stands, and the story of one cell."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from haishu_desk.desk.reading import is_moment
from haishu_desk.domain.errors import UsageError
from tests.desk.office import TOWN, Office


def basis(office: Office, who: str, item: str) -> list[str]:
    return [row["basis"] for row in office.ask(who, "values", "--item", item)]


def test_the_basis_follows_the_return_cell_by_cell(reported: Office) -> None:
    assert basis(reported, "town", "145-04") == ["已报"]
    reported.enter("town", "145-04", "121")
    assert basis(reported, "town", "145-04") == ["录入中"]
    assert basis(reported, "town", "145-11") == ["已报"]
    reported.review("--approve")
    assert basis(reported, "district", "145-04") == ["已批"]
    reported.reply("ok.xlsx")
    reported.receive("town", "ok.xlsx")
    assert basis(reported, "town", "145-04") == ["录入中"]
    assert basis(reported, "town", "145-11") == ["已批"]


def test_a_value_names_the_revision_that_it_was_reported_in(reported: Office) -> None:
    (row,) = reported.ask("town", "values", "--item", "145-04")
    revision = reported.ask("district", "inspect", reported.file("up.xlsx"))["revision"]
    assert row["revision"] == revision
    reported.enter("town", "145-04", "121")
    assert reported.ask("town", "values", "--item", "145-04")[0]["revision"] is None


@pytest.mark.parametrize("spelling", ["{a}-{b}", "{a}{b}", "full", "upper"])
def test_values_as_of_a_revision_however_its_code_is_written(spelling: str, reported: Office) -> None:
    revision = reported.ask("town", "values", "--item", "145-04")[0]["revision"]
    reported.enter("town", "145-04", "121")
    code = {"full": revision, "upper": f"{revision[:4]}-{revision[4:8]}".upper()}.get(
        spelling, spelling.format(a=revision[:4], b=revision[4:8])
    )
    assert reported.values("town", "--as-of", code)["145-04"] == "120"
    assert reported.values("town")["145-04"] == "121"


def dated(path: Path, days: dict[str, str]) -> None:
    """Bring the arrival of entries of a workspace to other days, as if they had come then; the hashes are left."""
    with sqlite3.connect(path) as sql:
        triggers = sql.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for name, _ in triggers:
            sql.execute(f"DROP TRIGGER {name}")
        sql.execute("UPDATE journal SET at = '2026-01-01T00:00:00.000+08:00'")
        for n, body in sql.execute("SELECT n, body FROM journal WHERE kind = 'edit'").fetchall():
            value = json.loads(body)["changes"][0]["after"].get("value")
            if value in days:
                sql.execute("UPDATE journal SET at = ? WHERE n >= ?", (f"{days[value]}T09:00:00.000+08:00", n))
        for _, text in triggers:
            sql.execute(text)
    sql.close()


def test_values_as_of_a_day_are_what_this_workspace_had_then(office: Office) -> None:
    for value in ("1", "2", "3"):
        office.enter("town", "145-04", value)
    dated(office.db("town"), {"1": "2026-01-10", "2": "2026-01-20", "3": "2026-01-30"})
    seen = {day: office.values("town", "--as-of", f"2026-01-{day}") for day in ("09", "10", "19", "20", "31")}
    assert [values.get("145-04") for values in seen.values()] == [None, "1", "1", "2", "3"]
    assert office.values("town", "--as-of", "2026-01-20T08:59:00+08:00") == {"145-04": "1"}


@pytest.mark.parametrize(
    ("text", "moment"),
    [("2026-01-31", True), ("2026-01-31T10:00", True), ("3F2A-91C0", False), ("3f2a91c0", False), ("2026", False)],
)
def test_a_date_is_told_from_a_version_code(text: str, moment: bool) -> None:  # noqa: FBT001
    assert is_moment(text) is moment


def test_a_day_that_there_is_none_of_is_wrong_usage() -> None:
    with pytest.raises(UsageError, match="没有“2026-02-30”这一天"):
        is_moment("2026-02-30")


def corrected(office: Office) -> None:
    """The cell is returned, corrected, reported again, approved, and the answer is back at the unit."""
    cells = office.table("cells.csv", "item,comment", "145-04,比上年少一半，请核实")
    office.review("--return", "--cells", cells)
    office.reply("back.xlsx")
    office.receive("town", "back.xlsx")
    office.enter("town", "145-04", "210", "--reason", "漏统三家")
    office.submit("town", "up2.xlsx")
    office.receive("district", "up2.xlsx")
    office.review("--approve", "--comment", "同意")
    office.reply("ok.xlsx")


def test_the_story_of_a_returned_cell_is_the_same_everywhere(reported: Office) -> None:
    corrected(reported)
    stories: dict[str, list[dict[str, Any]]] = {}
    for who in ("town", "second"):
        reported.receive(who, "ok.xlsx")
    for who in ("district", "town", "second"):
        stories[who] = reported.ask(who, "history", *TOWN, "--item", "145-04")
    story = stories["district"]
    assert [event["event"] for event in story] == [
        "录入", "上报", "接收", "退回", "录入", "上报", "接收", "审核通过",
    ]  # fmt: skip
    assert [event["value"]["raw"] for event in story] == ["120"] * 4 + ["210"] * 4
    assert [event["by"] for event in story] == ["张三", "张三", "李区", "李区"] * 2
    assert (story[3]["reason"], story[4]["reason"], story[7]["reason"]) == ("比上年少一半，请核实", "漏统三家", "同意")
    assert story[1]["revision"] == story[2]["revision"] == story[3]["revision"] != story[5]["revision"]
    assert story[4]["source"] == {"kind": "typed"}
    assert stories["town"] == stories["second"] == story


def test_a_cell_that_was_not_sent_back_has_no_return_in_its_story(reported: Office) -> None:
    corrected(reported)
    assert reported.events("district", "145-11") == ["录入", "上报", "接收", "上报", "接收", "审核通过"]


def test_the_story_of_a_field_and_of_each_vintage_is_told(office: Office) -> None:
    office.enter("town", "145-33", "0.3", "--vintage", "预计")
    office.enter("town", "145-33", "0.31", "--vintage", "快报")
    office.enter("town", "145-33", "5", "--field", "growth")
    events = office.ask("town", "history", *TOWN, "--item", "145-33")
    assert [(event["vintage"], event["value"]["raw"]) for event in events] == [("预计", "0.3"), ("快报", "0.31")]
    (growth,) = office.ask("town", "history", *TOWN, "--item", "145-33", "--field", "growth")
    assert growth["value"]["raw"] == "5"


def test_a_settled_clash_is_told_with_its_reason(clashing: Office) -> None:
    settle = clashing.table("s.csv", "item,value,reason", "145-04,200,以台账为准")
    clashing.review("--settle", settle)
    last = clashing.ask("district", "history", *TOWN, "--item", "145-04")[-1]
    assert (last["event"], last["value"]["raw"], last["by"], last["reason"]) == ("裁定", "200", "李区", "以台账为准")
