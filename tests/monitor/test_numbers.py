"""Figures are shown rounded half up and reckoned without rounding that shows."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from haishu_desk.monitor.numbers import (
    exact,
    exponent,
    fixed,
    of_years,
    power,
    reckoning,
    result,
    settled,
    shown,
    taken,
)

SHOWN = [
    ("2.345", 2, "2.35"),
    ("2.325", 2, "2.33"),
    ("2.50", 2, "2.5"),
    ("100", 2, "100"),
    ("-0.001", 2, "0"),
    ("-2.345", 2, "-2.35"),
    ("1E+3", 1, "1000"),
]


@pytest.mark.parametrize(("value", "places", "by_hand"), SHOWN)
def test_a_figure_is_rounded_half_up_and_without_closing_zeros(value: str, places: int, by_hand: str) -> None:
    assert shown(Decimal(value), places) == by_hand


def test_a_rounded_result_is_marked() -> None:
    assert result("1÷3", Decimal(1) / 3, 2) == "1÷3≈0.33"
    assert result("1÷4", Decimal("0.25"), 2) == "1÷4=0.25"
    assert exact(Decimal(-5)) == "(-5)"


def test_fixed_digits_are_rounded_half_up_as_well() -> None:
    assert [fixed(Decimal(each), 1) for each in ("62.25", "-62.25", "-0.04", "16")] == ["62.3", "-62.3", "0.0", "16.0"]
    assert fixed(Decimal("62.5"), 0) == "63"


def test_years_are_written_as_people_do() -> None:
    assert [of_years(Fraction(*each), 5) for each in ((3, 1), (5, 2), (9, 4), (31, 12))] == [
        "3/5",
        "2.5/5",
        "2.25/5",
        "31/60",
    ]
    assert [exponent(Fraction(*each)) for each in ((3, 1), (5, 2), (31, 12))] == ["3", "2.5", "(31/12)"]


def test_powers_and_shares_keep_what_is_exact() -> None:
    with reckoning():
        assert power(Decimal("1.07"), Fraction(3)) == Decimal("1.225043")
        assert power(Decimal(0), Fraction(0)) == 1
        assert power(Decimal(0), Fraction(1, 5)) == 0
        assert taken(Decimal(8) / 3, Fraction(5, 5)) == Decimal(8) / 3
        assert settled(power(Decimal(2), Fraction(1, 5)) ** 5) == 2
        assert power(Decimal(10) ** 300_000, Fraction(5)) == Decimal(10) ** 1_500_000
