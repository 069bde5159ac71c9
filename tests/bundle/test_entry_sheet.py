"""A whole sheet: what was typed, what is lost, what nobody sees; the files are made and changed as people do it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.styles import Font

from haishu_desk.bundle.layout import MANIFEST_SHEET
from haishu_desk.bundle.unpack import Unpacked, unpack
from haishu_desk.domain.findings import Finding
from tests.bundle.packed import ENTRY_SHEET, INDICATORS, TASK_SHEET, TASKS, edited, place, typing, written
from tests.desk.office import read_here

Step = Callable[[Any], object]


@pytest.fixture(scope="module")
def unopened(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("sheet") / "任务包.xlsx"
    written(file, INDICATORS, TASKS)
    return file


@pytest.fixture
def path(unopened: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(unopened, tmp_path / "任务包.xlsx"))


def after(path: Path, *steps: Step) -> Unpacked:
    return unpack(read_here(edited(path, *steps)))


def typed(unpacked: Unpacked) -> dict[tuple[str, str], str]:
    return {(cell.item, cell.column): cell.text for cell in unpacked.typed}


def only(unpacked: Unpacked) -> Finding:
    (finding,) = unpacked.findings
    return finding


def test_a_sheet_without_its_marks_is_one_finding(path: Path) -> None:
    finding = only(after(path, typing("145-02", "value", "42"), lambda book: book[ENTRY_SHEET].delete_cols(1)))
    assert (finding.rule, finding.severity, finding.place) == ("sheet", "强制性", "填报表")  # its own mark went too

    def clear(book: Any) -> None:
        for row in range(2, 20):
            book[TASK_SHEET].cell(row, 1).value = None

    written(path, INDICATORS, TASKS)
    finding = only(after(path, clear))
    assert (finding.rule, finding.place) == ("lost", "任务表")
    assert "隐藏的第一列不见了" in finding.message


def test_a_row_that_is_there_twice_is_named_with_both_places(path: Path) -> None:
    def copy_row(book: Any) -> None:
        sheet = book[ENTRY_SHEET]
        sheet.append([cell.value for cell in sheet[5]])

    finding = only(after(path, copy_row))
    assert (finding.rule, finding.place, finding.item) == ("lost", "填报表", "145-01")
    assert "（A5、A" in finding.message


def test_what_was_typed_on_a_new_row_is_named_and_not_taken(path: Path) -> None:
    def append(book: Any) -> None:
        book[ENTRY_SHEET]["C9"], book[ENTRY_SHEET]["G9"] = "新指标", 5

    finding = only(after(path, append, typing("145-02", "value", "42")))
    assert (finding.rule, finding.severity, finding.place) == ("unmarked", "核实性", "填报表!G9")


@pytest.mark.parametrize("value", ["=1+1", "#N/A"])
def test_a_row_whose_vintage_cannot_be_told_is_left_out(path: Path, value: str) -> None:
    steps = [typing("145-04", "vintage", value), typing("145-04", "value", "5"), typing("145-02", "value", "42")]
    unpacked = after(path, *steps)
    assert typed(unpacked) == {("145-02", "value"): "42"}
    assert {(finding.rule, finding.place) for finding in unpacked.findings} == {
        ("E51", "填报表!J8"),
        ("E51", "填报表!G8"),
    }


def hide_rows(book: Any) -> None:
    for row in (5, 6):
        book[ENTRY_SHEET].row_dimensions[row].hidden = True


def flatten_row(book: Any) -> None:
    book[ENTRY_SHEET].row_dimensions[8].height = 0.25


def narrow_column(book: Any) -> None:
    book[ENTRY_SHEET].column_dimensions["G"].width = 0.1


def test_hidden_rows_are_read_and_said(path: Path) -> None:
    unpacked = after(path, hide_rows, typing("145-04", "value", "5"))
    finding = only(unpacked)
    assert (finding.rule, finding.severity, finding.place) == ("hidden", "提示", "填报表")
    assert "2 行" in finding.message
    assert "第5、6行" in finding.message
    assert typed(unpacked) == {("145-04", "value"): "5"}


@pytest.mark.parametrize("step", [hide_rows, flatten_row, narrow_column])
def test_a_value_that_was_typed_where_nobody_sees_it_is_to_be_explained(path: Path, step: Step) -> None:
    unpacked = after(path, step, typing("145-02", "value", "42"), typing("145-04", "value", "5"))
    assert (only(unpacked).rule, only(unpacked).severity) == ("hidden", "核实性")
    assert len(typed(unpacked)) == 2


def test_a_hidden_entry_sheet_is_read_and_said(path: Path) -> None:
    unpacked = after(
        path, lambda book: setattr(book[ENTRY_SHEET], "sheet_state", "hidden"), typing("145-02", "value", "42")
    )
    assert (only(unpacked).rule, only(unpacked).place) == ("hidden", "填报表")
    assert typed(unpacked) == {("145-02", "value"): "42"}


def test_white_ink_is_said_with_what_it_says(path: Path) -> None:
    def whiten(book: Any) -> None:
        cell = place(book, "145-04", "value")
        cell.value, cell.font = "5", Font(color="FFFFFFFF")

    finding = only(after(path, whiten))
    assert (finding.rule, finding.place) == ("veiled", "填报表!G8")


def test_a_sheet_of_one_s_own_is_said_and_not_read(path: Path) -> None:
    def add(book: Any) -> None:
        book.create_sheet("草稿").append(["145-01", 99])
        book.create_sheet("暗").sheet_state = "veryHidden"

    finding = only(after(path, add))
    assert (finding.rule, finding.severity, finding.place) == ("extra-sheet", "提示", "草稿")
    assert "“草稿”、“暗”，其中有隐藏的" in finding.message


@pytest.mark.parametrize("state", ["hidden", "veryHidden"])
def test_our_own_sheets_may_be_hidden_renamed_and_moved(path: Path, state: str) -> None:
    def rework(book: Any) -> None:
        book["字典"].sheet_state = state
        book["填报说明"].title = "说明2"
        book.move_sheet("字典", -4)

    assert after(path, rework).findings == ()


def test_marks_that_a_formula_says_are_none(path: Path) -> None:
    """A cached text would lead every value of the row astray."""
    lost, unmarked = after(path, lambda book: setattr(book[ENTRY_SHEET]["A6"], "value", '="#r|145-02"')).findings
    assert (lost.rule, lost.item) == ("lost", "145-02")
    assert (unmarked.rule, unmarked.place) == ("unmarked", "填报表!G6")


def test_a_formula_in_the_name_of_who_filled_it_in_is_no_name(path: Path) -> None:
    def sign(book: Any) -> None:
        cell = next(cell for cells in book["封面"].iter_rows() for cell in cells if not cell.protection.locked)
        cell.value = '="王芳"'

    unpacked = after(path, sign)
    assert unpacked.filled_by is None
    assert only(unpacked).rule == "E51"


def test_a_name_is_short_and_has_only_signs_that_can_be_seen(path: Path) -> None:
    def sign(book: Any) -> None:
        cell = next(cell for cells in book["封面"].iter_rows() for cell in cells if not cell.protection.locked)
        cell.value = "王_x0000_芳\u202e" + "长" * 100

    assert after(path, sign).filled_by == ("王芳" + "长" * 38)


def test_a_signed_number_that_an_office_program_made_a_number_is_no_change(path: Path) -> None:
    """签后改动 would hold the bundle: 12.50 as text and 12.5 as a number are one value."""
    unpacked = after(path, typing("145-01", "value", 12.5), typing("145-02", "target", 2000))
    assert (unpacked.typed, unpacked.edited_outside, unpacked.findings) == ((), (), ())


def test_sheets_that_were_copied_to_a_new_book_with_all_that_belongs_to_them_are_read(
    path: Path, tmp_path: Path
) -> None:
    edited(path, typing("145-02", "value", "42"))
    source, target = openpyxl.load_workbook(path), openpyxl.Workbook()
    for name in ("封面", ENTRY_SHEET, TASK_SHEET, MANIFEST_SHEET):
        copy = target.create_sheet(f"{name[:4]}2")
        for cells in source[name].iter_rows():
            for cell in cells:
                copy[cell.coordinate].value = cell.value
                copy[cell.coordinate].data_type = cell.data_type
    target.remove(target.worksheets[0])
    target.save(tmp_path / "新.xlsx")
    unpacked = unpack(read_here(tmp_path / "新.xlsx"))
    assert typed(unpacked) == {("145-02", "value"): "42"}
    assert unpacked.findings == ()
