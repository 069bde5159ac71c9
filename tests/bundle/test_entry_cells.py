"""One entry cell: taken as typed, or a finding that names sheet and cell; made by hand, without a file."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from haishu_desk.bundle.entry_cells import EntryCell
from haishu_desk.bundle.layout import columns_of
from haishu_desk.bundle.read_process import CellText, Sheet
from haishu_desk.bundle.sheet_cells import Cells, carried
from haishu_desk.bundle.sheet_marks import merged_cells
from tests.bundle import hostile

NUMBER, NOTE = (
    next(column for column in columns_of("indicators") if column.name == name) for name in ("value", "note")
)
STARTED = next(column for column in columns_of("tasks") if column.name == "started")


def cell(found: CellText | None, column: Any = NUMBER, before: str = "", **marks: Any) -> EntryCell:
    """The cell C2 of a sheet."""
    sheet = Sheet("填报表", "visible", {(1, 2): found} if found else {}, **marks)
    return EntryCell(sheet, (1, 2), "145-04", column, before)


@pytest.mark.parametrize(("mark", "word"), [("formulas", "公式"), ("errors", "错误值"), ("duplicates", "重复的格")])
@pytest.mark.parametrize("before", ["", "5"])
def test_what_is_reckoned_is_never_taken_even_if_it_says_the_same(mark: str, word: str, before: str) -> None:
    trouble = cell(CellText("n", "5"), before=before, **{mark: frozenset({"C2"})}).trouble()
    assert trouble is not None
    assert (trouble.rule, trouble.severity, trouble.place, trouble.item) == ("E51", "强制性", "填报表!C2", "145-04")
    assert word in trouble.message
    assert "填报表 C2" in trouble.message
    assert trouble.advice


@pytest.mark.parametrize("reference", ["C2:D2", "C1:C2", "A1:D9"])
def test_a_merged_cell_is_not_taken(reference: str) -> None:
    found = cell(CellText("n", "5"), merged=(reference,))
    trouble = replace(found, is_merged=found.place in merged_cells(found.sheet, [1], [2])).trouble()
    assert trouble is not None
    assert (trouble.rule, trouble.place) == ("merged", "填报表!C2")


@pytest.mark.parametrize("reference", ["A1:B2", "D2:E2", "C3:C4", "C2", "x"])
def test_cells_merged_elsewhere_do_not_matter(reference: str) -> None:
    assert merged_cells(cell(None, merged=(reference,)).sheet, [1], [2]) == set()


@pytest.mark.parametrize(
    ("column", "said", "rule"),
    [
        (NUMBER, "2025-03-01", "E50"),
        (NUMBER, "08:30:00", "E50"),
        (NUMBER, "PT108000S", "E50"),
        (STARTED, "2025-03-01", None),
        (STARTED, "2000-01-01", None),
        (STARTED, "2100-12-31", None),
        (STARTED, "1999-12-31", "E52"),
        (STARTED, "2101-01-01", "E52"),
        (STARTED, "2025-03-01T10:00:00", "E52"),
        (STARTED, "08:30:00", "E52"),
        (STARTED, "PT108000S", "E52"),
        (NOTE, "1900-02-28", "E52"),
    ],
)
def test_a_date_is_taken_only_where_one_belongs_and_only_in_this_century(
    column: Any, said: str, rule: str | None
) -> None:
    found = cell(CellText("d", said), column)
    trouble = found.trouble()
    assert (trouble.rule if trouble else None) == rule
    if trouble is None:
        assert found.typed() == said


def test_every_serial_number_that_is_shown_as_a_date_is_the_day_of_the_calendar_or_a_finding(tmp_path: Any) -> None:
    """2,000 serials, spread from before 1900 to after 2100, against the calendar; day 60 of 1900 never was."""
    from haishu_desk.bundle import worker  # noqa: PLC0415 - heavy

    serials = [*range(-5, 70), *range(36_500, 36_550), *range(36_550, 73_500, 20), 2_958_465, 2_958_466, 1e9]
    rows = "".join(
        f'<row r="{place}"><c r="A{place}" s="1"><v>{value}</v></c></row>' for place, value in enumerate(serials, 1)
    )
    formats = '<cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14" applyNumberFormat="1"/></cellXfs>'
    relations = hostile.relations(*hostile.FOUND, hostile.relation("rId9", "styles", "styles.xml"))
    path = tmp_path / "a.xlsx"
    path.write_bytes(
        hostile.workbook(
            {
                hostile.SHEET: hostile.sheet(rows),
                "xl/styles.xml": f"<styleSheet {hostile.MAIN}>{formats}</styleSheet>",
                hostile.BOOK_RELATIONS: relations,
            }
        )
    )
    cells = {row: found for (row, _), found in Cells(worker.document(path)["sheets"][0]["rows"]).items()}
    taken = 0
    for place, serial in enumerate(serials):
        found = cell(cells[place], STARTED)
        if cells[place].kind == "n":  # beyond the last day that there is: a number, and shown as one
            assert not 0 <= serial <= 2_958_465
        elif found.trouble() is None:
            taken += 1
            assert found.typed() == carried(date(1899, 12, 30) + timedelta(days=int(serial)))[0]
        else:
            assert not 36_526 <= serial < 73_416  # 2000-01-01 and 2101-01-01
    assert taken == sum(36_526 <= serial < 73_416 for serial in serials)
    assert taken > 1_800


def test_what_looks_other_than_it_is_is_taken_and_said() -> None:
    found = cell(CellText("n", "5"), veiled=frozenset({"C2"}))
    warning = found.warning()
    assert (found.trouble(), found.typed()) == (None, "5")
    assert warning is not None
    assert (warning.rule, warning.severity, warning.place) == ("veiled", "核实性", "填报表!C2")
    assert "存的是“5”" in warning.message


def test_a_percentage_is_taken_as_it_is_shown() -> None:
    assert cell(CellText("n", "0.075"), percents=frozenset({"C2"})).typed() == "7.5%"
    assert cell(CellText("n", "0.075"), before="7.5%", percents=frozenset({"C2"})).typed() is None


def test_a_name_that_turns_the_text_around_is_harmless_in_a_sentence() -> None:
    sheet = Sheet("表\u202e一", "visible", {(0, 0): CellText("n", "1")}, formulas=frozenset({"A1"}))
    trouble = EntryCell(sheet, (0, 0), "145-04", NUMBER, "").trouble()
    assert trouble is not None
    assert "\u202e" not in trouble.message
