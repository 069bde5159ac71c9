"""Figures as the comparison prints them."""

from __future__ import annotations

import pytest

from haishu_desk.domain.quantity import parse
from haishu_desk.ui.review.words import figure, percent, signed, values


@pytest.mark.parametrize(
    ("text", "printed"),
    [("1240", "1,240"), ("-0.7", "−0.7"), ("18640.25", "18,640.25"), ("0.0013", "0.0013"), (">10000", ">10,000"),
     ("0.12345", "0.12345"), ("1000-2000", "1,000-2,000"), ("[123456]", "[123,456]"), ("不适用", "不适用")],
)  # fmt: skip
def test_a_figure_has_commas_in_its_whole_part_and_a_true_minus(text: str, printed: str) -> None:
    assert figure(text) == printed


@pytest.mark.parametrize(
    ("number", "printed"), [("11.7", "+11.7"), ("-36", "−36"), ("0", "0"), (None, "—"), ("1510", "+1,510")]
)
def test_a_difference_has_its_sign(number: str | None, printed: str) -> None:
    assert signed(number) == printed


def test_a_relative_difference_is_a_percentage() -> None:
    assert (percent("0.284"), percent("-0.0342"), percent(None)) == ("+28.4%", "−3.4%", "—")


def test_two_values_in_a_cell_are_named_as_such() -> None:
    assert values((parse("1204"), parse("1268"))) == "两个值"
    assert values(()) == "—"
