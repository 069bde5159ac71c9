"""The height of rows: a Chinese sign is two wide, and a row is never higher than a row can be."""

from __future__ import annotations

import pytest

from haishu_desk.report.line_room import lines_of, wide


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("", 10, 1),
        ("1713.5", 10, 1),
        ("地区生产总值", 12, 1),
        ("地区生产总值", 6, 2),
        ("一\n二\n三", 80, 3),
        ("名" * 9000, 10, 27),
    ],
)
def test_a_text_takes_as_many_lines_as_its_signs_are_wide(text: str, width: float, lines: int) -> None:
    assert lines_of(text, width) == lines


def test_a_sign_that_no_code_page_knows_is_still_as_wide_as_one() -> None:
    assert (wide("亿元"), wide("a"), wide("\U00020000")) == (4, 1, 1)
