"""Cells as they travel from the worker, and what they say when they are asked."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from haishu_desk.bundle.sheet_cells import Cells, CellText, carried, cell_text, number_text, packed

VALUES = st.one_of(
    st.just(""), st.text(max_size=3), st.floats(allow_nan=False, allow_infinity=False), st.booleans(), st.dates()
)


@pytest.mark.parametrize(
    ("value", "text"),
    [(25.0, "25"), (-0.0, "0"), (0.1 + 0.2, "0.3"), (1e21, "1000000000000000000000"), (1.5e-7, "0.00000015"), (1e300, "1e+300"), (12345678901234567.0, "12345678901234600"), (3, "3")],
)  # fmt: skip
def test_numbers_have_fifteen_digits_and_no_exponent(value: float, text: str) -> None:
    assert number_text(value) == text


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_the_text_of_a_number_is_that_number_at_fifteen_digits(value: float) -> None:
    assert float(number_text(value)) == float(f"{value:.15g}")


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("字", ("s", "字")),
        (True, ("b", "TRUE")),
        (2.50, ("n", "2.5")),
        (dt.date(2026, 1, 2), ("d", "2026-01-02")),
        (dt.datetime(2026, 1, 2, 3, 4), ("d", "2026-01-02T03:04:00")),  # noqa: DTZ001 - a workbook knows no zone
        (dt.time(3, 4), ("d", "03:04:00")),
        (dt.timedelta(hours=30), ("d", "PT108000S")),
    ],
)
def test_a_value_carries_its_kind(value: object, said: tuple[str, str]) -> None:
    assert cell_text(carried(value)) == CellText(*said)


def test_a_strange_value_is_no_cell() -> None:
    with pytest.raises(TypeError):
        list(packed([[object()]]))


@given(st.lists(st.lists(VALUES, max_size=6), max_size=4))
def test_the_cells_that_are_not_empty_arrive_at_their_places_in_order(rows: list[list[Any]]) -> None:
    arrived = Cells(json.loads(json.dumps(list(packed(rows)))))
    sent = {
        (row, column): cell_text(carried(value))
        for row, values in enumerate(rows)
        for column, value in enumerate(values)
        if value != ""
    }
    assert list(arrived.items()) == list(sent.items())
    assert (len(arrived), arrived == sent) == (len(sent), True)
    assert all(place in arrived for place in sent)


def test_no_empty_cell_travels_and_none_is_there() -> None:
    rows: list[list[Any]] = [[""], ["", "", "甲"], ["", 2.5]]
    assert list(packed(rows)) == [[1, ["甲"], [2]], [2, ["", 2.5]]]
    cells = Cells(packed(rows))
    for place in ((0, 0), (1, 0), (2, 0), (2, 2), (2, -1), (9, 9)):
        assert place not in cells
        assert cells.get(place) is None


def test_texts_are_found_by_how_they_begin() -> None:
    cells = Cells(packed([["#r|1", "x"], ["", "", "", "#c|2"], [1.0, True]]))
    assert dict(cells.beginning_with("#")) == {(0, 0): "#r|1", (1, 3): "#c|2"}


@pytest.mark.parametrize(
    "row",
    [[1], [1, "甲乙"], ["1", ["甲"]], [True, ["甲"]], [1, [None]], [1, [{}]], [1, [[1]]], [1, [["a", "b"]]], [1, [[[]]]],
     [1, ["甲"], [1, 2]], [1, ["甲"], ["x"]], [1, ["甲"], [1], 4], 7],
)  # fmt: skip
def test_what_the_worker_cannot_have_written_is_refused(row: object) -> None:
    with pytest.raises((TypeError, ValueError)):
        Cells([row])
