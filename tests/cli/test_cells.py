"""enter, values, history, undo: their keys and statuses, and wrong words."""

from __future__ import annotations

import pytest

from tests.desk.office import QUANTITY, TOWN, YINJIANG, Office

HERE = ["--unit", YINJIANG, "--period", "2025", "--item", "145-04"]


def test_enter_answers_with_what_it_wrote(office: Office) -> None:
    assert office.enter("town", "145-04", "93") == {"written": 1, "findings": [], "mapping": {}}
    assert office.say("town", "enter", *HERE, "--value", "94").out == "写入 1 格\n"


def test_enter_exits_with_1_when_nothing_was_written(office: Office) -> None:
    office.enter("town", "145-04", "93")
    before = office.state("town")
    answer = office.ask("town", "enter", *HERE, "--value", "93", status=1)
    assert answer["written"] == 0
    assert [finding["message"] for finding in answer["findings"]] == ["与现值相同，没有写入"]
    assert office.state("town") == before


@pytest.mark.parametrize(
    "words",
    [
        [],
        HERE,
        ["--unit", YINJIANG, "--period", "2025", "--value", "1"],
        ["--unit", "xx", "--period", "2025", "--item", "145-04", "--value", "1"],
        ["--unit", YINJIANG, "--period", "2025-13", "--item", "145-04", "--value", "1"],
        ["--unit", YINJIANG, "--period", "2025", "--item", "145-99", "--value", "1"],
        [*HERE, "--field", "colour", "--value", "1"],
        [*HERE, "--field", "colour", "--note", "x"],
        [*HERE, "--vintage", "大概", "--value", "1"],
        [*HERE, "--value", "1", "--from", "x.csv"],
    ],
    ids=" ".join,
)
def test_enter_with_wrong_words_exits_with_2(words: list[str], office: Office) -> None:
    error = office.refused("town", "enter", *words, status=2)
    assert error["code"] == "usage"
    assert error["advice"]


def test_enter_from_a_file_that_is_not_there_is_refused(office: Office) -> None:
    assert office.refused("town", "enter", *TOWN, "--from", office.file("none.csv"))["code"] == "no-file"


def test_enter_from_a_table_with_an_unknown_column_names_it(office: Office) -> None:
    table = office.table("t.csv", "item,number", "145-04,1")
    error = office.refused("town", "enter", *TOWN, "--from", table, status=2)
    assert "number" in error["message"]
    assert "unit" in error["advice"]


def test_enter_from_a_table_without_items_says_so(office: Office) -> None:
    error = office.refused("town", "enter", *TOWN, "--from", office.table("t.csv", "value", "1"), status=2)
    assert "没有 item 一列" in error["message"]


def test_values_have_the_keys_of_the_contract(reported: Office) -> None:
    rows = reported.ask("town", "values")
    keys = {"unit", "period", "item", "field", "vintage", "value", "counts", "basis", "note", "by", "at", "revision"}
    assert all(keys <= set(row) for row in rows)
    assert all(set(row["value"]) == QUANTITY for row in rows)
    (estimate,) = [row for row in rows if row["item"] == "145-33"]
    assert (estimate["vintage"], estimate["note"], estimate["by"]) == ("预计", "估", "张三")


def test_values_are_narrowed_by_unit_period_and_item(reported: Office) -> None:
    assert len(reported.ask("district", "values")) == 4
    assert len(reported.ask("district", "values", "--item", "145-04")) == 1
    assert reported.ask("district", "values", "--unit", "330203106") == []
    assert reported.ask("district", "values", "--period", "2024") == []


@pytest.mark.parametrize(
    "words",
    [
        ["--unit", "xx"],
        ["--period", "2025-13"],
        ["--item", "145-99"],
        ["--as-of", "FFFF-FFFF"],
        ["--as-of", "2025-02-30"],
        ["--as-of", ""],
    ],
    ids=" ".join,
)
def test_values_of_what_there_is_none_of_exit_with_2(words: list[str], reported: Office) -> None:
    assert reported.refused("town", "values", *words, status=2)["code"] == "usage"


def test_history_has_the_keys_of_the_contract(reported: Office) -> None:
    events = reported.ask("district", "history", *HERE)
    keys = {"event", "value", "vintage", "by", "at", "reason", "source", "revision"}
    assert all(set(event) == keys for event in events)
    assert [event["event"] for event in events] == ["录入", "上报", "接收"]
    assert reported.ask("district", "history", *HERE, "--field", "growth") == []


@pytest.mark.parametrize("place", [["xx", "2025", "145-04"], [YINJIANG, "25", "145-04"], [YINJIANG, "2025", "x"]])
def test_history_of_what_there_is_none_of_exits_with_2(place: list[str], office: Office) -> None:
    words = ("--unit", place[0], "--period", place[1], "--item", place[2])
    assert office.refused("town", "history", *words, status=2)["code"] == "usage"


def test_undo_answers_with_its_edits_and_what_it_left(office: Office) -> None:
    office.enter("town", "145-04", "93")
    answer = office.ask("town", "undo")
    assert set(answer) == {"edits", "left"}
    assert (len(answer["edits"]), answer["left"]) == (1, [])


def test_undo_with_nothing_to_take_back_is_refused(office: Office) -> None:
    assert office.refused("town", "undo")["code"] == "nothing-to-undo"
    assert office.refused("town", "undo", "--batch", "abc")["code"] == "nothing-to-undo"
