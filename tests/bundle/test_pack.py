"""What a bundle shows and how it may be filled in: nothing is a formula, only entry cells are open, the rest is hidden."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from haishu_desk.bundle.layout import (
    COLUMNS,
    COVER,
    DICTIONARY,
    INSTRUCTIONS,
    MANIFEST_SHEET,
    OWN_SHEETS,
    TREND,
    entry_columns,
)
from haishu_desk.bundle.manifest import CHUNK, read_envelope, read_payload
from haishu_desk.bundle.pack import pack
from haishu_desk.domain.cells import VINTAGES
from tests.bundle.packed import (
    ENTRY_SHEET,
    HEADER,
    INDICATORS,
    TASK_SHEET,
    TASKS,
    TRICKY,
    book,
    envelope,
    parts,
    payload,
    place,
    printed,
    row,
    written,
)
from tests.desk.office import Office

SMALL = 300_000  # bytes; a bundle travels on sticks and through small mailboxes


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A bundle of two returns."""
    file = tmp_path_factory.mktemp("pack") / "任务包.xlsx"
    written(file, INDICATORS, TASKS)
    return file


@pytest.fixture(scope="module")
def workbook(path: Path) -> Iterator[Any]:
    """The same, opened by another reader."""
    opened = openpyxl.load_workbook(path)
    yield opened
    opened.close()


def test_the_sheets_stand_in_their_order(workbook: Any) -> None:
    assert workbook.sheetnames == [COVER, ENTRY_SHEET, TASK_SHEET, INSTRUCTIONS, DICTIONARY, MANIFEST_SHEET]


def test_the_lists_are_hidden_and_the_manifest_so_well_that_no_menu_shows_it(workbook: Any) -> None:
    states = {sheet.title: sheet.sheet_state for sheet in workbook}
    assert (states.pop(MANIFEST_SHEET), states.pop(DICTIONARY)) == ("veryHidden", "hidden")
    assert set(states.values()) == {"visible"}


def test_every_sheet_is_known_by_its_name(path: Path, workbook: Any) -> None:
    assert set(workbook.sheetnames) <= OWN_SHEETS
    assert TREND in OWN_SHEETS
    assert path.stat().st_size < SMALL


def test_the_manifest_holds_the_envelope_in_cells_that_fit(workbook: Any) -> None:
    rows = [(name, text) for name, text in workbook[MANIFEST_SHEET].iter_rows(values_only=True)]
    assert read_payload(read_envelope(rows).payload) == payload(INDICATORS, TASKS)
    assert max(len(text) for _, text in rows) <= CHUNK


def test_every_cell_shows_what_the_payload_says_it_shows(workbook: Any) -> None:
    for shown, sheet in ((INDICATORS, ENTRY_SHEET), (TASKS, TASK_SHEET)):
        for (item, column), text in shown.cells.items():
            assert (place(workbook, item, column, sheet).value or "") == text


@pytest.mark.parametrize(("form", "sheet"), [("indicators", ENTRY_SHEET), ("tasks", TASK_SHEET)])
def test_exactly_the_entry_cells_are_open(workbook: Any, form: str, sheet: str) -> None:
    columns = {cell.column: str(cell.value).removeprefix("#c|") for cell in workbook[sheet][1] if cell.value}
    entries = {column for column, name in columns.items() if name in entry_columns(form)}
    assert workbook[sheet].protection.sheet
    for cells in workbook[sheet].iter_rows():
        for cell in cells:
            is_item = str(workbook[sheet].cell(cell.row, 1).value).startswith("#r|")
            is_entry = cell.row > HEADER and is_item and cell.column in entries
            assert cell.protection.locked is not is_entry


def test_the_cover_opens_one_cell_for_the_name_of_who_filled_it_in(workbook: Any) -> None:
    opened = [cell for cells in workbook[COVER].iter_rows() for cell in cells if not cell.protection.locked]
    assert [workbook[COVER].cell(cell.row, 2).value for cell in opened] == ["填表人"]


def test_protection_has_no_password_that_somebody_could_forget(workbook: Any) -> None:
    for sheet in workbook:
        assert sheet.protection.sheet
        assert not sheet.protection.password


def test_the_vintage_is_chosen_from_a_list(workbook: Any) -> None:
    lists = [rule for rule in workbook[ENTRY_SHEET].data_validations.dataValidation if rule.type == "list"]
    assert [rule.formula1 for rule in lists] == [f'"{",".join(VINTAGES)}"']
    for item in ("145-01", "145-04"):
        assert place(workbook, item, "vintage").coordinate in lists[0].sqref


@pytest.mark.parametrize(("form", "sheet"), [("indicators", ENTRY_SHEET), ("tasks", TASK_SHEET)])
def test_every_other_entry_column_has_its_longest_text(workbook: Any, form: str, sheet: str) -> None:
    limits = {column.name: str(column.limit) for column in COLUMNS[form] if column.is_entry and column.limit}
    rules = [rule for rule in workbook[sheet].data_validations.dataValidation if rule.type == "textLength"]
    item = "145-01" if form == "indicators" else "145-b01-1-01"
    for column, limit in limits.items():
        cell = place(workbook, item, column, sheet).coordinate
        assert [rule.formula1 for rule in rules if cell in rule.sqref] == [limit]


@pytest.mark.parametrize(("filled", "last"), [({}, "remark"), ({"plan_started": "2024年3月"}, "plan_started")])
def test_optional_columns_are_there_to_fill_in_and_go_on_paper_up_to_the_last_filled_one(
    tmp_path: Path, filled: dict[str, str], last: str
) -> None:
    tasks = printed(row("145-b01-1-01", "tasks", value="已开工", **filled), form="tasks")
    written(tmp_path / "任务包.xlsx", INDICATORS, tasks)
    sheet = openpyxl.load_workbook(tmp_path / "任务包.xlsx")[TASK_SHEET]
    named = {str(cell.value).removeprefix("#c|"): cell.column_letter for cell in sheet[1] if cell.value}
    assert {"total", "registered", "approval"} <= set(named)
    assert sheet.print_area.split(":")[1].split("$")[1] == named[last]


def test_entry_cells_are_text_so_that_no_program_changes_what_is_typed(workbook: Any) -> None:
    for column in entry_columns("indicators"):
        assert place(workbook, "145-01", column).number_format == "@"


@pytest.mark.parametrize("sheet", [COVER, ENTRY_SHEET, TASK_SHEET])
def test_the_marks_stand_in_a_hidden_row_and_column(workbook: Any, sheet: str) -> None:
    assert workbook[sheet].row_dimensions[1].hidden
    assert workbook[sheet].column_dimensions["A"].hidden


@pytest.mark.parametrize("sheet", [ENTRY_SHEET, TASK_SHEET])
def test_it_prints_on_a4_across_with_its_head_on_every_page(workbook: Any, sheet: str) -> None:
    page = workbook[sheet]
    assert (page.page_setup.paperSize, page.page_setup.orientation) == (9, "landscape")
    assert page.sheet_properties.pageSetUpPr.fitToPage
    assert (page.page_setup.fitToWidth or 1, page.page_setup.fitToHeight) == (1, 0)
    assert page.print_title_rows == f"${HEADER}:${HEADER}"
    assert page.freeze_panes is not None


def test_a_short_form_stands_in_the_properties_of_the_document(workbook: Any) -> None:
    properties = {prop.name: prop.value for prop in workbook.custom_doc_props.props}
    made = payload(INDICATORS, TASKS)
    assert properties == {
        "haishu-desk-bundle": envelope(made).bundle,
        "haishu-desk-unit": made.unit,
        "haishu-desk-period": made.period,
    }


def test_nothing_is_a_formula_or_a_link_whatever_it_looks_like(tmp_path: Path) -> None:
    file = tmp_path / "a.xlsx"
    tricky = printed(*(row(item, value=text, note=text, name=text) for item, text in TRICKY.items()))
    written(file, tricky, TASKS)
    for name, text in parts(file, ".xml"):
        if "worksheets/" in name:
            assert not re.search(r"<f[ >/]|<hyperlink", text), name
    assert not [name for name, text in parts(file, ".rels") if "External" in text]


def test_the_same_input_gives_the_same_cells_and_the_same_payload(path: Path, tmp_path: Path) -> None:
    again = tmp_path / "b.xlsx"
    written(again, INDICATORS, TASKS)
    names = ("worksheets/", "sharedStrings", "custom.xml")
    kept = [
        [(name, text) for name, text in parts(file, ".xml") if any(part in name for part in names)]
        for file in (path, again)
    ]
    assert kept[0] == kept[1]


def test_without_ratios_there_are_no_columns_for_their_parts(tmp_path: Path) -> None:
    cells = {place_: text for place_, text in INDICATORS.cells.items() if place_[1] not in ("numerator", "denominator")}
    made = payload(printed(cells))
    file = tmp_path / "a.xlsx"
    file.write_bytes(pack(book(), made, envelope(made)))
    opened = openpyxl.load_workbook(file)
    titles = [str(cell.value).partition("\n")[0] for cell in opened[ENTRY_SHEET][HEADER]]
    opened.close()
    assert "分子" not in titles
    assert "本期值" in titles


def test_a_bundle_without_returns_is_a_cover_with_its_manifest(tmp_path: Path) -> None:
    file = tmp_path / "登记申请.xlsx"
    written(file, direction="enrolment", kind="登记申请", entries=())
    opened = openpyxl.load_workbook(file)
    names = opened.sheetnames
    opened.close()
    assert names[0] == COVER
    assert names[-1] == MANIFEST_SHEET
    assert ENTRY_SHEET not in names


def test_a_request_for_enrolment_is_one_small_sheet_beside_the_manifest(office: Office) -> None:
    book = openpyxl.load_workbook(office.file("town-key.xlsx"))
    assert [(sheet.title, sheet.sheet_state) for sheet in book] == [("封面", "visible"), ("_manifest", "veryHidden")]
    said = [str(cell.value) for row in book["封面"].iter_rows() for cell in row if cell.value]
    assert any("校验码" in text for text in said)
    assert not any("填报表" in text for text in said)
