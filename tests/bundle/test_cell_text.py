"""When a cell still says what was printed in it."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from haishu_desk.bundle.cell_text import says_the_same, shown_text, typed_number
from haishu_desk.bundle.read_process import CellText
from haishu_desk.bundle.sheet_cells import number_text


def text(said: str) -> CellText:
    return CellText("s", said)


def number(value: float) -> CellText:
    return CellText("n", number_text(value))


@pytest.mark.parametrize(
    ("cell", "before", "expected"),
    [
        (None, "", True),
        (None, "5", False),
        (text("5"), "", False),
        (text(" 12.50\u00a0"), "12.50", True),
        (text("e\u0301"), "é", True),
        (text("一\r\n二"), "一\n二", True),
        (text("零\u200b宽"), "零宽", True),
        (number(12.5), "12.50", True),
        (number(1234.5), "1,234.50", True),
        (number(7), "007", True),
        (number(12345678901234567.0), "12345678901234567", True),
        (number(12345678901234500.0), "12345678901234567", True),  # cut after 15 digits, as Excel does
        (number(12345678901235500.0), "12345678901234567", False),
        (number(0.3), "0.30000000000000004", True),
        (number(93), ">93", False),
        (number(0), "—", False),
        (number(0), "", False),
        (number(-5), "－５", True),
        (number(1e300), "1", False),
        (CellText("b", "TRUE"), "TRUE", True),
        (CellText("d", "2025-01-01"), "2025-01-01", True),
    ],
)
def test_a_cell_says_the_same_or_not(cell: CellText | None, before: str, *, expected: bool) -> None:
    assert says_the_same(cell, before, is_number=False) == expected


def test_a_text_is_a_number_only_where_numbers_are_expected() -> None:
    assert says_the_same(text("１２．５"), "12.50", is_number=True)
    assert says_the_same(text("'12.5"), "12.50", is_number=True)
    assert not says_the_same(text("7"), "007", is_number=False)
    assert not says_the_same(text("12345678901234568"), "12345678901234567", is_number=True)
    assert not says_the_same(text("3.2万"), "32000", is_number=True)


@pytest.mark.parametrize(("value", "shown"), [(0.075, "7.5%"), (0, "0%"), (12, "1200%"), (-0.1234567, "-12.34567%")])
def test_a_percentage_is_what_a_person_sees(value: float, shown: str) -> None:
    assert shown_text(number(value), is_percent=True) == shown


def test_a_percentage_says_the_same_as_its_number() -> None:
    assert says_the_same(number(0.075), "7.5", is_number=True, is_percent=True)
    assert says_the_same(number(0.075), "7.5%", is_number=True, is_percent=True)
    assert not says_the_same(number(0.075), "0.075", is_number=True, is_percent=True)


@pytest.mark.parametrize(
    ("typed", "number_typed"),
    [
        ("'12.5", "12.5"),
        ("‘12.5", "12.5"),
        ("\u200b12.5 ", "12.5"),
        ("'", "'"),
        ("", ""),
        ("\ufeff", ""),
        (" ' 5", "5"),
    ],
)
def test_what_stands_around_a_number_is_left_off(typed: str, number_typed: str) -> None:
    assert typed_number(typed) == number_typed


@given(st.decimals(allow_nan=False, allow_infinity=False, places=6, min_value=-(10**17), max_value=10**17))
def test_a_decimal_that_became_a_number_says_the_same(value: Decimal) -> None:
    assert says_the_same(number(float(value)), f"{value:f}", is_number=False)


@given(st.integers(10**13, 9 * 10**14), st.integers(2, 1_000))
def test_a_number_that_differs_in_the_digits_that_are_kept_is_another(value: int, more: int) -> None:
    assert not says_the_same(number(float(value + more)), f"{value}", is_number=False)
