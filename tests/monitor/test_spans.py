"""What a printed figure allows, and when two of them can be one."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from haishu_desk.domain.quantity import parse
from haishu_desk.monitor.spans import Span, half_step, same_figure, span_of, written
from tests.domain.made import RANDOM

_END = Decimal("Infinity")


@pytest.mark.parametrize(
    ("printed", "low", "high"),
    [
        ("12", Decimal(12), Decimal(12)),
        (">93", Decimal(93), _END),
        ("≤30", -_END, Decimal(30)),
        ("1-2", Decimal(1), Decimal(2)),
        ("约400", Decimal(380), Decimal(420)),
        ("[1.25]", Decimal("1.25"), Decimal("1.25")),
        ("7.5%", Decimal("7.5"), Decimal("7.5")),
    ],
)
def test_a_figure_allows_what_it_says(printed: str, low: Decimal, high: Decimal) -> None:
    assert span_of(parse(printed)) == Span(low, high)


@pytest.mark.parametrize("printed", ["—", "完成", "双倍增", "1.5倍", "不适用", ""])
def test_words_multiples_and_what_is_missing_allow_no_number(printed: str) -> None:
    assert span_of(parse(printed)) is None
    assert span_of(None) is None


@pytest.mark.parametrize(
    ("printed", "step"), [("7", "0.5"), ("10.7", "0.05"), ("0.003", "0.0005"), ("1.5-2.5", "0.05")]
)
def test_half_of_the_last_digit_is_what_rounding_may_have_moved(printed: str, step: str) -> None:
    assert half_step(parse(printed)) == Decimal(step)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("36", "37.3", False),
        ("37", "37.3", True),
        ("750", "747", False),
        (">1200", "1201", True),
        (">1200", "1199", False),
        ("27.88", "27.88", True),
        ("27.9", "27.88", True),
        ("<0.005", "<0.005", True),
        ("<0.005", "<0.006", False),
        (">93", "≥93", True),
        (">93", "<95", True),
        (">95", "<93", False),
        ("1-2", "1-2", True),
        ("1-2", "1-3", False),
        ("1-2", "2", True),
        ("1-2", "3", False),
        ("约400", "410", True),
        ("约400", "500", False),
        ("完成", "5", True),
        ("—", "5", True),
    ],
)
def test_two_places_may_or_may_not_mean_one_figure(one: str, other: str, *, same: bool) -> None:
    assert same_figure(parse(one), parse(other)) is same
    assert same_figure(parse(other), parse(one)) is same


def test_sums_and_differences_keep_open_ends_open() -> None:
    at_least, plain = span_of(parse("≥5")), span_of(parse("3"))
    assert at_least is not None
    assert plain is not None
    assert at_least + plain == Span(Decimal(8), _END)
    assert plain - at_least == Span(-_END, Decimal(-2))
    assert -at_least == Span(-_END, Decimal(-5))
    assert (at_least - at_least).meets(plain)


@pytest.mark.parametrize(
    ("span", "text"),
    [
        (Span(Decimal("10.74"), Decimal("10.74")), "10.7"),
        (Span(Decimal("10.74"), _END), "≥10.7"),
        (Span(-_END, Decimal("10.74")), "≤10.7"),
        (Span(Decimal("9.8"), Decimal("11.63")), "9.8~11.6"),
    ],
)
def test_a_computed_span_is_written_like_a_figure(span: Span, text: str) -> None:
    assert span.printed(1) == text


def test_a_half_is_rounded_away_from_zero_and_long_numbers_keep_their_digits() -> None:
    assert (written(Decimal("0.25"), 1), written(Decimal("-0.25"), 1)) == ("0.3", "-0.3")
    assert written(Decimal("1" * 60), 1) == "1" * 60 + ".0"


@RANDOM
@given(st.decimals(-(10**6), 10**6, places=4), st.integers(0, 3))
def test_a_figure_and_the_same_rounded_are_one_figure(exact: Decimal, places: int) -> None:
    assert same_figure(parse(written(exact, places)), parse(f"{exact:f}"))
