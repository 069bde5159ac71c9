"""Lines of Chinese type."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from haishu_desk.report.breaking import balanced, broken
from haishu_desk.report.drawn import POINT, width_of
from tests.report.made import SQUARE

SIZE = 10.0
SIGN = SIZE * POINT  # the width of a Chinese sign in millimetres


def lines(words: str, signs: float) -> list[str]:
    """Broken to lines of so many Chinese signs."""
    return broken(words, signs * SIGN, SIZE, SQUARE)


@pytest.mark.parametrize(
    ("words", "signs", "expected"),
    [
        ("", 4, [""]),
        ("规划指标填报", 4, ["规划指标", "填报"]),
        ("规划指标，填报", 4, ["规划指", "标，填报"]),  # no comma begins a line
        ("规划指（标）报", 4, ["规划指", "（标）报"]),  # no bracket ends one
        ("执业医师*", 4, ["执业医", "师*"]),  # a star stays with its name
        ("完成1200亿元", 4, ["完成1200", "亿元"]),
        ("完成额1200亿元", 4, ["完成额", "1200亿元"]),  # a figure stays whole
        ("甲\n乙", 4, ["甲", "乙"]),
        ("1234567890", 2, ["1234", "5678", "90"]),  # unless it is longer than a line
        ("甲乙丙丁", 0.5, ["甲", "乙", "丙", "丁"]),
    ],
)
def test_text_is_broken_where_a_reader_expects_it(words: str, signs: float, expected: list[str]) -> None:
    assert lines(words, signs) == expected


@settings(deadline=None)
@given(st.text("甲乙，。（）“”12.5%ab -\n", max_size=80), st.integers(1, 12))
def test_no_sign_is_lost_and_no_line_is_wider_than_its_room(words: str, signs: int) -> None:
    made = lines(words, signs)
    assert [sign for line in made for sign in line if not sign.isspace()] == [
        sign for sign in words if not sign.isspace()
    ]
    assert all(width_of(line, SIZE, SQUARE) <= signs * SIGN + 1e-6 for line in made)


def test_a_short_title_is_balanced() -> None:
    assert balanced("计量单位", 3 * SIGN, SIZE, SQUARE) == ["计量", "单位"]
    assert balanced("代码", 3 * SIGN, SIZE, SQUARE) == ["代码"]
