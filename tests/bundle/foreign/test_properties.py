"""What must hold of any table: order, blank rows and columns and merges change nothing; junk gives nothing and never crashes."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from haishu_desk.bundle.foreign.figures import Figure, figure
from haishu_desk.bundle.foreign.found import Found
from haishu_desk.bundle.foreign.reading import read_tables
from haishu_desk.bundle.read_process import Workbook, address
from tests.bundle.foreign.made import GRAIN, JOBS, NANMEN, PATENTS, TRADE, Rows, known, sheet_of

HEADS = {
    PATENTS: "有效发明专利拥有量（件）",
    JOBS: "城镇新增就业人数（人）",
    TRADE: "货物和服务贸易总额（亿元）",
    GRAIN: "粮食综合生产能力（亿斤）",
}
TOWNS = {NANMEN: "南门街道", "330203002": "江厦", "330203100": "高桥镇", "330203105": "鄞江镇", "330203200": "龙观乡"}
DAMAGED = ("().13", "12..3", "(12.3)", "#DIV/0!", "1O0", "1,23", "12*", "约12", "…", "12.3①", "--5")
Said = set[tuple[str, str, str, str]]


def _found(rows: Rows, merged: Sequence[str] = ()) -> Found:
    return read_tables(Workbook((sheet_of(rows, merged=merged),), {}), known())


def _said(rows: Rows, merged: Sequence[str] = ()) -> Said:
    return {(cell.unit, cell.period, cell.item, cell.value) for cell in _found(rows, merged).cells}


def _table(seed: int, years: Sequence[int]) -> tuple[list[list[object]], list[list[object]], Said]:
    """Two head rows (years over indicators), one row a township, and what they say; figures in the items' own units."""
    random = Random(seed)  # noqa: S311 - figures for a test
    items = [PATENTS, TRADE, GRAIN]
    heads: list[list[object]] = [
        ["镇乡街道", *[f"{year}年" for year in years for _ in items]],
        ["", *[HEADS[item] for _ in years for item in items]],
    ]
    rows: list[list[object]] = []
    said: Said = set()
    for unit, name in TOWNS.items():
        values = [str(random.randint(1, 3000)) for _ in heads[0][1:]]
        rows.append([name, *values])
        columns = [(str(year), item) for year in years for item in items]
        said |= {(unit, *column, value) for column, value in zip(columns, values, strict=True)}
    return heads, rows, said


@given(st.integers(0, 99), st.randoms(use_true_random=False))
@settings(max_examples=40, deadline=None)
def test_the_order_of_rows_and_columns_changes_nothing(seed: int, random: Random) -> None:
    heads, rows, said = _table(seed, [2021, 2022])
    random.shuffle(rows)
    order = list(range(1, len(heads[0])))
    random.shuffle(order)
    table = [[row[0], *[row[column] for column in order]] for row in [*heads, *rows]]
    assert _said([["分镇乡街道主要指标"], *table]) == said


@given(st.integers(0, 99), st.lists(st.integers(0, 8), max_size=4), st.lists(st.integers(0, 7), max_size=3))
@settings(max_examples=40, deadline=None)
def test_blank_rows_and_columns_anywhere_change_nothing(seed: int, rows_at: list[int], columns_at: list[int]) -> None:
    heads, rows, said = _table(seed, [2021, 2022])
    table: list[list[object]] = [["2021—2022年分镇乡街道主要指标"], *heads, *rows]
    for place in rows_at:
        table.insert(place, [])
    for place in columns_at:
        for row in table:
            if len(row) > place:
                row.insert(place, "")
    assert _said(table) == said


@given(st.integers(0, 99), st.sets(st.integers(0, 3)))
@settings(max_examples=40, deadline=None)
def test_merging_heads_instead_of_repeating_them_changes_nothing(seed: int, which: set[int]) -> None:
    heads, rows, said = _table(seed, [2021, 2022])
    merges = ["A1:G1", "A2:A3", "B2:D2", "E2:G2"]
    table: list[list[object]] = [["2021—2022年分镇乡街道主要指标"], *heads, *rows]
    for number in which & {2, 3}:
        first = {2: 1, 3: 4}[number]
        for column in range(first + 1, first + 3):
            table[1][column] = ""
    assert _said(table, [merges[number] for number in sorted(which)]) == said


@given(
    st.integers(0, 99), st.sets(st.tuples(st.integers(0, 4), st.integers(1, 6)), min_size=1), st.sampled_from(DAMAGED)
)
@settings(max_examples=60, deadline=None)
def test_a_damaged_figure_is_left_out_and_takes_no_other_with_it(
    seed: int, places: set[tuple[int, int]], damaged: str
) -> None:
    heads, rows, said = _table(seed, [2021, 2022])
    columns = [(year, item) for year in ("2021", "2022") for item in (PATENTS, TRADE, GRAIN)]
    for row, column in places:
        unit = list(TOWNS)[row]
        said.discard((unit, *columns[column - 1], str(rows[row][column])))
        rows[row][column] = damaged
    found = _found([["分镇乡街道主要指标"], *heads, *rows])
    got = {(cell.unit, cell.period, cell.item, cell.value) for cell in found.cells}
    assert got <= said, "nothing that was not there"
    untouched = set(range(1, 7)) - {column for _, column in places}
    kept = {(unit, *columns[column - 1]) for unit in TOWNS for column in untouched}
    assert {cell for cell in said if cell[:3] in kept} <= got


_WORDS = st.sampled_from(
    [
        "", "", "", "镇街", "指标", "单位", "序号", "备注", "合计", "南门街道", "鄞江镇", "有效发明专利拥有量", "城镇新增就业人数（人）", "单位：万元", "其中：",
        "2021年", "2022", "1-9月", "2021—2023年海曙区主要指标", "注：略", "续表", "件", "%", "一、综合", "—", "…", "增长%", "().13",
    ]
)  # fmt: skip
_CELLS = st.one_of(_WORDS, _WORDS, st.integers(0, 5000), st.text(max_size=4), st.sampled_from(DAMAGED))
_GRIDS = st.lists(st.lists(_CELLS, max_size=7), max_size=9)
_CORNERS = st.tuples(st.integers(0, 9), st.integers(0, 7), st.integers(0, 9), st.integers(0, 7))


@given(_GRIDS, st.lists(_CORNERS, max_size=4))
@settings(max_examples=300, deadline=None)
def test_junk_never_crashes_and_what_is_taken_is_a_sound_number_that_stands_there(
    grid: list[list[object]], corners: list[tuple[int, int, int, int]]
) -> None:
    merged = [f"{address(min(a, c), min(b, d))}:{address(max(a, c), max(b, d))}" for a, b, c, d in corners]
    found = _found(grid, merged)
    written = {address(row, column): str(text) for row, cells in enumerate(grid) for column, text in enumerate(cells)}
    for cell in found.cells:
        assert written[cell.address].strip() == cell.text
        assert isinstance(figure(cell.text), Figure)
