"""plans, indicators, boxes, lists, units, forms, assign: their keys, and what a script can count on in them."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.desk.office import QUANTITY, Office, call

ROW = {"code", "number", "row", "category", "name", "parent", "unit", "attribute", "resident_basis", "direction",
       "measure", "frequency", "continues", "values", "notes", "source"}  # fmt: skip


def shipped(*words: str) -> Any:
    said = call(*words, "--json")
    assert (said.status, said.err) == (0, "")
    return json.loads(said.out)


def test_plans_are_the_two_shipped_ones() -> None:
    plans = shipped("plans")
    assert [set(plan) for plan in plans] == [{"id", "title", "start_year", "end_year", "base_year"}] * 2
    assert [(plan["id"], plan["start_year"], plan["end_year"], plan["base_year"]) for plan in plans] == [
        ("135", 2016, 2020, 2015),
        ("145", 2021, 2025, 2020),
    ]


@pytest.mark.parametrize(
    ("plan", "rows", "columns"),
    [("135", 26, ["target", "target_growth", "actual", "actual_growth"]), ("145", 33, ["base", "target", "growth"])],
)
def test_indicators_come_in_print_order_with_the_columns_of_their_plan(
    plan: str, rows: int, columns: list[str]
) -> None:
    found = shipped("indicators", "--plan", plan)
    assert all(set(row) == ROW for row in found)
    assert [row["row"] for row in found] == list(range(1, rows + 1))
    assert all(list(row["values"]) == columns for row in found)
    values = [value for row in found for value in row["values"].values() if value is not None]
    assert all(set(value) == QUANTITY for value in values)
    assert all(set(row["source"]) == {"chapter", "section", "table"} for row in found)
    assert {row["attribute"] for row in found} <= {"预期性", "约束性", None}
    assert {row["direction"] for row in found} <= {"higher", "lower", "keep"}


def test_the_135_table_has_24_numbers_in_26_rows() -> None:
    assert len({row["number"] for row in shipped("indicators", "--plan", "135")}) == 24


def test_numbers_of_the_printed_table_are_read_as_quantities() -> None:
    by_code = {row["code"]: row["values"] for row in shipped("indicators", "--plan", "145")}
    assert by_code["145-20"]["target"]["op"] == "gt"
    assert (by_code["145-25"]["growth"]["value"], by_code["145-25"]["growth"]["cumulative"]) == ("8", True)
    assert by_code["145-13"]["target"] == {
        "raw": "—", "op": "none", "value": None, "low": None, "high": None, "cumulative": False, "percent": False,
        "text": None, "missing": True, "absent": "dash",
    }  # fmt: skip


def test_boxes_have_groups_with_items_and_a_box_without_groups_has_one_without_a_title() -> None:
    boxes = shipped("boxes", "--plan", "145")
    assert {"number", "title", "chapter", "groups"} <= set(boxes[0])
    assert [box["number"] for box in boxes] == list(range(1, len(boxes) + 1))
    assert [group["title"] for group in boxes[0]["groups"]] == [None]
    items = [item for box in boxes for group in box["groups"] for item in group["items"]]
    assert all({"code", "title", "summary", "quantities", "projects", "open", "source"} == set(item) for item in items)
    assert len({item["code"] for item in items}) == len(items)
    quantities = [quantity for item in items for quantity in item["quantities"]]
    assert all({"what", "op", "value", "low", "high", "unit", "raw"} <= set(quantity) for quantity in quantities)


def test_lists_hold_the_named_lists_in_their_lengths() -> None:
    lists = shipped("lists", "--plan", "145")
    lengths = {"blocks": 10, "action_plans": 10, "projects": 10, "positions": 4, "principles": 5, "relations": 5,
               "engines": 5}  # fmt: skip
    assert {name: len(lists[name]) for name in lengths} == lengths
    assert set(lists["areas"]) == {"一心", "两城", "四片"}
    assert set(lists) >= {*lengths, "areas", "goals_2035", "chapters"}
    assert all(set(chapter) >= {"number", "title", "sections"} for chapter in lists["chapters"])
    assert all(isinstance(chapter["number"], int) for chapter in lists["chapters"])


def test_consistency_tells_both_values_and_the_place_and_is_no_refusal() -> None:
    found = shipped("consistency", "--plan", "145")
    assert all(set(row) == {"rule", "where", "printed", "computed", "message"} for row in found)
    (growth,) = [row for row in found if (row["rule"], row["where"]["item"]) == ("growth-rate", "145-01")]
    assert (growth["printed"], growth["computed"]) == ("7", "10.7")
    assert growth["where"] == {"plan": "145", "table": "指标表", "item": "145-01"}
    assert [row["where"] for row in found if row["rule"] == "garbled-count"] == [
        {"plan": "145", "box": 10, "item": "145-b10-0-03"}
    ]
    assert {row["where"].get("chapter") for row in shipped("consistency", "--plan", "135")} == {None, 1}


def test_consistency_for_people_is_a_line_a_finding_with_its_place() -> None:
    lines = call("consistency", "--plan", "145").out.splitlines()
    assert len(lines) == len(shipped("consistency", "--plan", "145"))
    assert lines[0].startswith("指标表　145-01　第1项“地区生产总值”")
    assert any(line.startswith("专栏10　145-b10-0-03　") for line in lines)
    assert any(line.startswith("指标表　表下注有2条都编为4") for line in lines)
    assert any(line.startswith("第1章　135-09　") for line in call("consistency", "--plan", "135").out.splitlines())


def test_units_are_a_tree_under_the_district() -> None:
    units = shipped("units")
    assert all(set(unit) == {"code", "name", "kind", "parent", "valid_from", "valid_to"} for unit in units)
    kinds = [unit["kind"] for unit in units]
    assert [kinds.count(kind) for kind in ("district", "street", "town", "township")] == [1, 9, 7, 1]
    codes = {unit["code"] for unit in units}
    assert all(unit["parent"] in codes for unit in units if unit["kind"] != "district")


def test_the_kinds_of_units_are_called_by_their_names_for_people() -> None:
    lines = call("units").out.splitlines()
    assert any(line.startswith("330203105") and "镇" in line.split()[2] for line in lines)
    assert not any("township" in line or "department" in line for line in lines)


def test_forms_have_items_and_fields() -> None:
    forms = shipped("forms")
    assert [form["code"] for form in forms] == ["indicators", "tasks"]
    assert all(set(form) == {"code", "title", "items", "fields", "frequency"} for form in forms)


def test_assign_without_arguments_prints_who_reports_what() -> None:
    rows = shipped("assign")
    assert all(set(row) == {"item", "unit", "role", "annual", "edition"} for row in rows)
    assert {row["role"] for row in rows} == {"lead", "report"}
    assert {row["edition"] for row in rows} == {1}


def test_assign_takes_any_item_for_any_unit_and_writes_an_edition(office: Office) -> None:
    words = (
        "assign",
        "--item",
        "145-10",
        "--unit",
        "330203106",
        "--role",
        "report",
        "--annual",
        "2024=900",
        "2025=950",
    )
    rows = office.ask("district", *words, "--document", "海政发〔2025〕1号", "--effective", "2025-01-01")
    (added,) = [row for row in rows if (row["item"], row["unit"]) == ("145-10", "330203106")]
    assert added["annual"] == {"2024": "900", "2025": "950"}
    assert {row["edition"] for row in rows} == {2}
    assert office.ask("district", "assign") == rows
    again = office.ask("district", *words[:-3])
    assert len(again) == len(rows)


@pytest.mark.parametrize(
    ("words", "status", "code"),
    [
        (["assign", "--item", "145-10"], 2, "usage"),
        (["assign", "--item", "xx", "--unit", "330203106", "--role", "report"], 2, "usage"),
        (["assign", "--item", "145-10", "--unit", "xx", "--role", "report"], 2, "usage"),
        (["assign", "--item", "145-10", "--unit", "330203106", "--role", "king"], 2, "usage"),
        (["assign", "--item", "145-10", "--unit", "330203106", "--role", "lead", "--annual", "x"], 2, "usage"),
        (["indicators", "--plan", "999"], 2, "usage"),
        (["boxes", "--plan", "999"], 2, "usage"),
        (["lists", "--plan", "999"], 2, "usage"),
        (["consistency", "--plan", "999"], 2, "usage"),
        (["consistency"], 2, "usage"),
    ],
)
def test_what_there_is_none_of_is_wrong_usage(words: list[str], status: int, code: str, office: Office) -> None:
    assert office.refused("district", *words, status=status)["code"] == code


def test_a_unit_does_not_assign(office: Office) -> None:
    words = ("assign", "--item", "145-10", "--unit", "330203106", "--role", "report")
    assert office.refused("town", *words)["code"] == "not-yours"


@pytest.mark.parametrize("verb", ["plans", "indicators", "boxes", "lists", "units", "forms", "assign"])
def test_for_people_every_document_is_lines(verb: str) -> None:
    said = call(verb, *(["--plan", "145"] if verb in ("indicators", "boxes", "lists") else []))
    assert (said.status, said.err) == (0, "")
    assert "{" not in said.out
    assert len(said.out.splitlines()) > 2
