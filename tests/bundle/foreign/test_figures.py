"""What is a number and what only looks like one."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from haishu_desk.bundle.foreign.figures import (
    Doubt,
    Figure,
    figure,
    is_silent,
    is_year,
    looks_like_figure,
    may_be_figure,
    times,
)


@pytest.mark.parametrize(
    ("text", "digits"),
    [
        ("12.5", "12.5"), (" 12.50 ", "12.50"), ("１２．５", "12.5"), ("1,234,567.8", "1234567.8"), ("１，２３４", "1234"),
        ("-3.2", "-3.2"), ("－3.2", "-3.2"), ("+3", "3"), (".5", "0.5"), ("0", "0"), ("1.2345E+5", "123450"),
        ("1.2e-3", "0.0012"), ("87.6%", "87.6"), ("12.5亿元", "12.5"),
    ],
)  # fmt: skip
def test_a_sound_number_is_read_to_the_digit(text: str, digits: str) -> None:
    assert isinstance(said := figure(text), Figure)
    assert said.digits == digits


@pytest.mark.parametrize(
    "text",
    [
        "().13", "12..3", "#DIV/0!", "(12.3)", "（12.3）", "1,23", "12,5", "1 234", "12-5", "12.3.4", "1O0", "00012", "12.3①", "12*",
        "约12", ">93", "…", "...", "暂无", "1.2E", "--5", "+-3", "%", ".", ",", "1.2345E+999", "³", "½", "一百", "▲3.2",
    ],
)  # fmt: skip
def test_what_is_damaged_or_qualified_is_never_a_number(text: str) -> None:
    assert isinstance(figure(text), Doubt)


def test_blank_is_nothing_and_a_dash_is_a_dash() -> None:
    assert [figure(text) for text in ("", "  ", "\u3000", "\u00a0")] == [None] * 4
    assert [figure(text) for text in ("—", "－", "-", "——")] == [Figure(None)] * 4
    assert is_silent("—")
    assert is_silent("…")
    assert not is_silent("0")


def test_years_and_words_do_not_look_like_figures() -> None:
    assert [
        text
        for text in ("2021", "2021年", "145-04", "南门街道", "3岁以下", "12.5", "().13", "12.5亿元")
        if looks_like_figure(text)
    ] == [
        "2021",
        "12.5",
        "().13",
        "12.5亿元",
    ]
    assert is_year("２０２１")
    assert not is_year("20210")


@example("0元/")
@given(st.text(alphabet="0123456789().,-%+eE#/!?*—… １２元", max_size=8))
def test_what_is_taken_for_a_number_says_the_same_as_its_text(text: str) -> None:
    said = figure(text)
    if isinstance(said, Figure) and said.digits is not None:
        plain = text.translate(str.maketrans("１２", "12")).strip().rstrip("%元/ ").replace(",", "")
        assert Decimal(said.digits) == Decimal(plain)


@given(
    st.decimals(-(10**12), 10**12, allow_nan=False, allow_infinity=False, places=4),
    st.sampled_from(["1", "0.0001", "10000", "0.1"]),
)
def test_a_factor_loses_no_digit(number: Decimal, factor: str) -> None:
    assert Decimal(times(f"{number:f}", Decimal(factor))) == number * Decimal(factor)


def test_times_one_keeps_the_digits_as_they_are_written() -> None:
    assert times("12.50", Decimal(1)) == "12.50"
    assert times("12010000", Decimal("0.0001")) == "1201"


def test_a_number_with_a_word_that_takes_its_edge_off_looks_like_a_figure_but_is_none() -> None:
    texts = ("≥60", "约61", "12万", "超过100", "3.5亿", "近80%", "120左右", ">=93")
    assert [text for text in texts if not looks_like_figure(text) or isinstance(figure(text), Figure)] == []
    words = ("约2021", "3岁以下", "南门街道", "1.工业", "一百", "万元", "2021年", "145-04")
    assert [text for text in words if looks_like_figure(text)] == []


def test_a_label_with_a_number_or_a_code_could_not_stand_for_a_figure() -> None:
    texts = ("60以上", "12万余", "1.工业", "145-04", "2021", "暂无", "9" * 21)
    assert [text for text in texts if may_be_figure(text)] == ["60以上", "12万余"]
