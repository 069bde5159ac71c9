"""Signs that no file can carry: which they are, and a text without them."""

from __future__ import annotations

import pytest

from haishu_desk.domain.signs import as_shared_string, cannot_travel, that_travels


@pytest.mark.parametrize("sign", ["\x07", "\x1b", "\x00", "\r", "\x85", "\ud800", "\ufffe", "\uffff"])
def test_what_no_file_can_carry_is_known_and_left_out(sign: str) -> None:
    assert cannot_travel(f"甲{sign}乙")
    assert that_travels(f"甲{sign}乙") == "甲乙"


@pytest.mark.parametrize("text", ["", "说明", "两行\n一个\t格", "𠮷 ≥ 5%"])
def test_what_can_be_read_travels_as_it_is(text: str) -> None:
    assert not cannot_travel(text)
    assert that_travels(text) == text


@pytest.mark.parametrize("text", ["", "=1+1", "<r>", "a <r>b</r>", "_x000D_", "<b>&amp;</b>"])
def test_an_ordinary_text_is_handed_over_as_it_is(text: str) -> None:
    assert as_shared_string(text) == text


@pytest.mark.parametrize(
    ("text", "xml"),
    [
        ("<r>1</r>", "&lt;r&gt;1&lt;/r&gt;"),
        ("_x005F_x000D_", "&#95;x005F&#95;x005F&#95;x005F&#95;x000D&#95;"),
        ("<r>a_b</r>", "&lt;r&gt;a&#95;b&lt;/r&gt;"),
    ],
)
def test_what_a_writer_would_take_for_xml_or_half_an_escape_is_told_as_xml(text: str, xml: str) -> None:
    assert as_shared_string(text) == f'<r><t xml:space="preserve">{xml}</t></r>'
