"""How high a row of wrapped texts has to be: 4 points and 14.5 for each line, 20 at least."""

from __future__ import annotations

import pytest

from haishu_desk.bundle.pages.looks import height


@pytest.mark.parametrize(
    ("texts", "lines"),
    [
        ([], 1),
        ([("", 5)], 1),
        ([("甲乙丙丁", 10)], 1),  # 8 columns * 1.08 = 8.64, there is room for 9
        ([("甲乙丙丁戊", 10)], 2),  # 10.8 of 9
        ([("abcdefgh", 10)], 1),  # 8.64 of 9, though twice as long as signs of full width could be
        ([("abcdefghi", 10)], 2),  # 9.72 of 9
        ([("甲\n\n乙", 10)], 3),  # an empty line is one too
        ([("甲\n" + "乙" * 9, 10), ("丙", 10)], 4),  # 1 and 19.44 of 9 are 3; the highest cell counts
    ],
)
def test_a_row_is_as_high_as_its_highest_cell(texts: list[tuple[str, float]], lines: int) -> None:
    assert height(texts) == max(20.0, 4 + 14.5 * lines)
