"""Which PINs are taken: each refusal by the rule that it breaks."""

from __future__ import annotations

import pytest

from haishu_desk.domain.errors import DeskError
from haishu_desk.domain.pin_rules import classes_of, refuse_weak

WHO = ("张三", "330203105")


@pytest.mark.parametrize(
    ("pin", "classes"),
    [("abcd", 1), ("abcD", 2), ("aB1", 3), ("aB1-", 4), ("海曙abc", 2), ("ａＢ１", 3), ("１２３", 1), ("", 0)],
)
def test_the_kinds_of_characters_are_counted(pin: str, classes: int) -> None:
    assert classes_of(pin) == classes


@pytest.mark.parametrize("pin", ["Haishu-4711", "abc-1234", "ABCD123一", "  Haishu-4711  ", "neu-4712"])
def test_long_and_mixed_is_taken(pin: str) -> None:
    refuse_weak(pin, *WHO)


@pytest.mark.parametrize(
    ("pin", "code"),
    [
        ("", "pin-short"),
        ("aB1-567", "pin-short"),  # seven
        ("  aB1-567  ", "pin-short"),  # blanks round it do not count
        ("abcdefgh", "pin-plain"),
        ("12345678a", "pin-plain"),
        ("海曙海曙海曙12", "pin-plain"),
        ("张三Zhang-4711", "pin-known"),
        ("Aa-330203105", "pin-known"),
        ("Aa-３３０２０３１０５", "pin-known"),  # full-width
    ],
)
def test_what_is_weak_is_refused_by_name(pin: str, code: str) -> None:
    with pytest.raises(DeskError) as refused:
        refuse_weak(pin, *WHO)
    assert refused.value.code == code
    assert not pin or pin not in refused.value.message
