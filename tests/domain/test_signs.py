"""Signs that no file can carry: which they are, and a text without them."""

from __future__ import annotations

import pytest

from haishu_desk.domain.signs import cannot_travel, that_travels


@pytest.mark.parametrize("sign", ["\x07", "\x1b", "\x00", "\r", "\x85", "\ud800", "\ufffe", "\uffff"])
def test_what_no_file_can_carry_is_known_and_left_out(sign: str) -> None:
    assert cannot_travel(f"甲{sign}乙")
    assert that_travels(f"甲{sign}乙") == "甲乙"


@pytest.mark.parametrize("text", ["", "说明", "两行\n一个\t格", "𠮷 ≥ 5%"])
def test_what_can_be_read_travels_as_it_is(text: str) -> None:
    assert not cannot_travel(text)
    assert that_travels(text) == text
