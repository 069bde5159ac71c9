"""Marks and merged cells of a sheet, and that neither can be made to take for ever."""

from __future__ import annotations

from haishu_desk.bundle.read_process import CellText, Sheet
from haishu_desk.bundle.sheet_marks import columns_of_sheet, merged_cells, own_mark, rows_of

CELLS = {
    (2, 1): "#hs|1|x",
    (2, 3): "#c|value",
    (4, 1): "#r|145-01",
    (5, 1): "#r|145-01",
    (6, 3): "#c|note",
    (6, 2): "#r|145-02",
}


def sheet(**marks: object) -> Sheet:
    cells = {place: CellText("s", text) for place, text in CELLS.items()}
    return Sheet("表", "visible", cells, **marks)  # type: ignore[arg-type]


def test_marks_stand_in_the_row_and_the_column_of_the_sheet_s_own() -> None:
    """What looks like a mark elsewhere is a text."""
    assert own_mark(sheet()) == "#hs|1|x"
    assert rows_of(sheet()) == {"145-01": [(4, 1), (5, 1)]}
    assert columns_of_sheet(sheet()) == {"value": [(2, 3)]}


def test_a_mark_that_is_reckoned_wrong_or_doubled_is_none() -> None:
    for mark in ("formulas", "errors", "duplicates"):
        assert rows_of(sheet(**{mark: frozenset({"B5"})})) == {"145-01": [(5, 1)]}


def test_a_sheet_without_its_own_mark_has_none() -> None:
    other = Sheet("表", "visible", {(0, 0): CellText("s", "#r|145-01")})
    assert (own_mark(other), rows_of(other), columns_of_sheet(other)) == ("", {}, {})


def test_merged_cells_are_those_of_the_rows_and_columns_that_were_asked_for() -> None:
    merged = ("C2:D3", "A1:B1", "D9:D7", "x", "C4")
    assert merged_cells(sheet(merged=merged), [1, 2, 7, 9], [2, 3]) == {(1, 2), (1, 3), (2, 2), (2, 3), (7, 3)}


def test_ranges_that_lie_on_each_other_make_everything_merged_and_are_not_gone_through() -> None:
    merged = ("A1:XFD1048576",) * 50_000
    assert merged_cells(sheet(merged=merged), range(1_000), range(10)) == {
        (row, column) for row in range(1_000) for column in range(10)
    }
