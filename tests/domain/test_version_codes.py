"""The code as people type it: what stands between does not matter, and one slip is recognised."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as some

from haishu_desk.domain.version_codes import is_code, is_one_slip, looks_like_code, meant, nearest

CODES = some.text("0123456789abcdef", min_size=8, max_size=8)


@pytest.mark.parametrize(
    "typed",
    ["3F2A-91C0", "3f2a91c0", " 3F2A 91C0 ", "３Ｆ２Ａ－９１Ｃ０", "3F2A—91CO", "版本码：3F2A-91C0", "3F2A·91C0"],
)
def test_however_it_is_typed_the_same_is_meant(typed: str) -> None:
    assert meant(typed) == "3f2a91c0"


@pytest.mark.parametrize(
    ("typed", "is_one"), [("3f2", False), ("3f2a", True), ("3f2a91c0ff", True), ("", False), ("横街", False)]
)
def test_four_signs_are_enough_to_look_for(typed: str, *, is_one: bool) -> None:
    assert is_code(meant(typed)) is is_one


@pytest.mark.parametrize(
    ("typed", "looks"),
    [("3F2A-91C0", True), ("3f2a91c0", True), ("2025", False), ("dead-beef", False), ("145-b06-0", False)],
)
def test_in_a_field_of_all_sorts_only_a_whole_code_is_taken_for_one(typed: str, *, looks: bool) -> None:
    assert looks_like_code(typed) is looks


@pytest.mark.parametrize(
    ("typed", "is_one"),
    [
        ("3f2a91c1", True),  # wrong
        ("3f2a91c", True),  # missing
        ("3f2a991c0", True),  # extra
        ("3f2a19c0", True),  # swapped
        ("3f2a91c0", False),  # the same
        ("3f2b91c1", False),  # two
        ("3f2a91", False),  # two missing
    ],
)
def test_one_slip_is_one_sign_wrong_missing_extra_or_swapped(typed: str, *, is_one: bool) -> None:
    assert is_one_slip(typed, "3f2a91c0") is is_one


@given(CODES, some.integers(0, 7), some.sampled_from("0123456789abcdef"))
def test_any_one_sign_wrong_finds_the_code_again(code: str, place: int, sign: str) -> None:
    typed = code[:place] + sign + code[place + 1 :]
    found = nearest(typed, [code + "0" * 56])
    assert found == ([] if typed == code else [code + "0" * 56])


@given(CODES, some.integers(0, 7))
def test_any_one_sign_missing_finds_the_code_again(code: str, place: int) -> None:
    assert nearest(code[:place] + code[place + 1 :], [code + "f" * 56]) == [code + "f" * 56]
