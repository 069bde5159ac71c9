"""How a sheet looks: merged, hidden, shown as a percentage."""

from __future__ import annotations

from pathlib import Path

import pytest

from haishu_desk.bundle.guard import RefusedWorkbookError, guard
from haishu_desk.bundle.sheet_looks import address
from tests.bundle import hostile
from tests.bundle.foreign.made import Page, write


def test_what_a_person_sees_of_a_sheet_is_told_beside_its_cells(tmp_path: Path) -> None:
    page = Page(
        [["题"], ["甲", 0.5, 2, 3], ["乙", 0.25, 4, 5]],
        merged=["A1:D1"],
        hidden_columns=["C"],
        hidden_rows=[3],
        formats={"B2": "0%", "B3": "0.00%", "D2": '0.0"%"'},
    )
    (marks,) = guard(write(tmp_path / "a.xlsx", page))
    assert (marks.merged, marks.hidden_columns, marks.hidden_rows) == (("A1:D1",), (3,), (3,))
    assert marks.percents == ("B2", "B3"), "a quoted % is only a sign"


def test_strange_ranges_and_columns_are_no_marks(tmp_path: Path) -> None:
    around = '<mergeCells><mergeCell ref="A1"/><mergeCell ref="x:y"/><mergeCell/><mergeCell ref="A1:B2"/></mergeCells>'
    columns = (
        f'<cols><col min="x" max="2" hidden="1"/><col min="1" max="{"9" * 5000}" hidden="1"/><col hidden="1"/></cols>'
    )
    path = tmp_path / "a.xlsx"
    path.write_bytes(hostile.workbook({hostile.SHEET: hostile.sheet(before=columns, after=around)}))
    assert guard(path)[0].merged == ("A1:B2",)
    assert guard(path)[0].hidden_columns == ()


def test_more_merged_ranges_than_any_table_has_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(hostile.workbook({hostile.SHEET: hostile.sheet(after='<mergeCell ref="A1:B2"/>' * 50_001)}))
    with pytest.raises(RefusedWorkbookError) as caught:
        guard(path)
    assert caught.value.code == "E16"


def test_addresses() -> None:
    assert [address(0, 0), address(6, 1), address(0, 26), address(9, 702)] == ["A1", "B7", "AA1", "AAA10"]
