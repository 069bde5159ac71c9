"""Widths of columns: what they ask for, what they need, what the paper has."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from haishu_desk.report.drawn import width_of
from haishu_desk.report.sheet import NAME, NUMBER, TEXT, WORD, Column
from haishu_desk.report.widths import PADDING, edges, fitted, least, natural
from tests.report.made import SQUARE

COLUMNS = (
    Column("甲", "name", "指标", NAME),
    Column("乙", "code", "代码", WORD),
    Column("1", "value", "本期值", NUMBER, is_entry=True),
    Column("2", "note", "说明", TEXT, is_entry=True),
)
ROWS = [("有效发明专利拥有量", "145-04", "1234567.25", "估")]


def test_a_column_asks_for_its_longest_text_and_for_room_to_write() -> None:
    name, code, value, note = natural(COLUMNS, ROWS, 9.0, SQUARE)
    assert name == pytest.approx(width_of("有效发明专利拥有量", 9.0, SQUARE) + 2 * PADDING)
    assert code == pytest.approx(width_of("145-04", 9.0, SQUARE) + 2 * PADDING)
    assert value == pytest.approx(max(width_of("1234567.25", 9.0, SQUARE) + 2 * PADDING, 16.0))
    assert note == 26.0


def test_a_figure_keeps_its_line_however_little_room_there_is() -> None:
    for asked, needed, column in zip(
        natural(COLUMNS, ROWS, 9.0, SQUARE), least(COLUMNS, ROWS, 9.0, SQUARE), COLUMNS, strict=True
    ):
        if column.kind in (NUMBER, WORD):
            place = COLUMNS.index(column)
            assert needed >= width_of(ROWS[0][place], 9.0, SQUARE) + 2 * PADDING - 1e-6
        assert needed <= max(asked, 24.0)


@settings(deadline=None)
@given(st.lists(st.floats(5, 80), min_size=4, max_size=4), st.lists(st.floats(5, 80), min_size=4, max_size=4))
def test_the_widths_fill_the_paper_exactly(one: list[float], other: list[float]) -> None:
    needed, wanted = (
        [min(pair) for pair in zip(one, other, strict=True)],
        [max(pair) for pair in zip(one, other, strict=True)],
    )
    widths = fitted(COLUMNS, wanted, needed, 180.0)
    assert sum(widths) == pytest.approx(180.0)
    assert all(width > 0 for width in widths)
    if sum(needed) <= 180.0:
        assert all(width >= low - 1e-6 for width, low in zip(widths, needed, strict=True))


def test_edges_follow_one_another() -> None:
    assert edges(15.0, [10.0, 20.0]) == [(15.0, 25.0), (25.0, 45.0)]
