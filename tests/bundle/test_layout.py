"""The visible part as a table: columns of each form, what may be typed, and the marks that values are found by."""

from __future__ import annotations

import pytest

from haishu_desk.bundle.layout import COLUMNS, PARTS, SHEET_OF_FORM, STAGES, columns_of, entry_columns, sheet_mark
from haishu_desk.desk import documents_without_workspace
from haishu_desk.domain.cells import VINTAGES

ENTRIES = {
    "indicators": {"value", "numerator", "denominator", "vintage", "note"},
    "tasks": {
        "value",
        "stage",
        "planned",
        "invested",
        "started",
        "finished",
        "node",
        "problem",
        "next",
        "note",
        "total",
        "invested_year",
        "plan_started",
        "plan_finished",
        "registered",
        "funded",
        "paid",
        "approval",
    },
}


@pytest.mark.parametrize("form", COLUMNS)
def test_a_unit_types_into_exactly_these_columns(form: str) -> None:
    assert entry_columns(form) == ENTRIES[form]
    assert form in SHEET_OF_FORM


def test_a_form_that_is_not_known_has_nothing_to_type_into() -> None:
    assert entry_columns("made-up-this-morning") == frozenset()


@pytest.mark.parametrize("form", COLUMNS)
def test_names_and_titles_of_columns_do_not_repeat(form: str) -> None:
    columns = columns_of(form)
    assert len({column.name for column in columns}) == len({column.title for column in columns}) == len(columns)


def test_numerator_and_denominator_are_there_only_where_they_are_wanted() -> None:
    with_parts, without = columns_of("indicators"), columns_of("indicators", with_parts=False)
    assert [column for column in with_parts if column.name not in PARTS] == list(without)
    assert len(with_parts) == len(without) + 2


def test_every_entry_column_is_limited_by_a_length_or_by_a_list() -> None:
    entries = [column for form in COLUMNS for column in columns_of(form) if column.is_entry]
    assert all(bool(column.choices) != bool(column.limit) for column in entries)
    assert [column.choices for column in entries if column.choices] == [VINTAGES, STAGES]


def test_the_columns_of_a_form_are_its_fields_and_its_lists_are_theirs() -> None:
    for form in documents_without_workspace().forms.values():
        columns = {column.name: column for column in columns_of(form["code"])}
        shown = [field for field in form["fields"] if field["name"] in columns]
        assert all(columns[field["name"]].choices == tuple(field.get("choices", ())) for field in shown)
        assert form["code"] == "indicators" or shown == form["fields"]


def test_the_mark_of_a_sheet_says_bundle_unit_period_and_form() -> None:
    assert sheet_mark("ab" * 32, "dept-tjj", "2025-Q3", "tasks") == "#hs|1|abababababababab|dept-tjj|2025-Q3|tasks"
    marks = {sheet_mark("ab" * 32, unit, "2025", form) for unit in ("a", "b") for form in ("tasks", "indicators")}
    assert len(marks) == 4


@pytest.mark.parametrize("form", COLUMNS)
def test_a_form_is_read_at_full_size_on_a_small_screen(form: str) -> None:
    """1366 wide less the numbers of rows and the bar to scroll; a column of n signs is 7n + 5 wide.

    What may be left empty stands right of all that.
    """
    columns = columns_of(form)
    asked = [column for column in columns if not column.is_optional]
    assert list(columns[: len(asked)]) == asked
    assert sum(int(column.width * 7 + 5) for column in asked) <= 1366 - 30 - 20
