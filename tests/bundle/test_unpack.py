"""Values are found by their marks whatever an office program did to the file; what cannot be told is said and not taken."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from haishu_desk.bundle.layout import MANIFEST_SHEET
from haishu_desk.bundle.manifest import NotOurBundleError, PrintedReturn
from haishu_desk.bundle.unpack import Unpacked, VisibleCell
from haishu_desk.domain.cells import ReturnKey
from tests.bundle.packed import (
    ENTRY_SHEET,
    HEADER,
    INDICATORS,
    PERIOD,
    TASK_SHEET,
    TASKS,
    TRICKY,
    UNIT,
    edited,
    envelope,
    parts,
    payload,
    place,
    printed,
    read,
    row,
    typing,
    written,
)

Step = Callable[[Any], object]


@pytest.fixture(scope="module")
def unopened(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A bundle of two returns as it was written."""
    file = tmp_path_factory.mktemp("unpack") / "任务包.xlsx"
    written(file, INDICATORS, TASKS)
    return file


@pytest.fixture
def path(unopened: Path, tmp_path: Path) -> Path:
    """A copy that may be edited."""
    return Path(shutil.copy(unopened, tmp_path / "任务包.xlsx"))


def is_untouched(unpacked: Unpacked) -> bool:
    return (unpacked.typed, unpacked.edited_outside, unpacked.findings, unpacked.filled_by) == ((), (), (), None)


def typed(unpacked: Unpacked) -> dict[tuple[str, str], str]:
    return {(cell.item, cell.column): cell.text for cell in unpacked.typed}


def refusal(path: Path) -> NotOurBundleError:
    with pytest.raises(NotOurBundleError) as caught:
        read(path)
    return caught.value


def test_a_bundle_that_nobody_touched_says_what_was_packed_and_nothing_more(unopened: Path) -> None:
    unpacked = read(unopened)
    assert is_untouched(unpacked)
    assert unpacked.payload == payload(INDICATORS, TASKS)
    assert unpacked.envelope == envelope(payload(INDICATORS, TASKS))


def test_opening_and_saving_changes_nothing(path: Path) -> None:
    assert is_untouched(read(edited(path)))


def test_what_was_typed_comes_with_its_item_column_and_place(path: Path) -> None:
    steps = [typing("145-04", "value", "7.5%"), typing("145-b01-1-02", "value", "已竣工", TASK_SHEET)]
    unpacked = read(edited(path, *steps))
    assert unpacked.typed == (
        VisibleCell("indicators", "145-04", "value", "7.5%", "填报表!G8"),
        VisibleCell("tasks", "145-b01-1-02", "value", "已竣工", "任务表!F6"),
    )
    assert (unpacked.edited_outside, unpacked.findings) == ((), ())


@pytest.mark.parametrize(
    ("value", "text"),
    [(25, "25"), (25.5, "25.5"), (0.1 + 0.2, "0.3"), (0, "0"), (1e15, "1000000000000000"), (True, "TRUE")],
)
def test_a_number_that_excel_stores_as_one_comes_as_the_digits_that_were_typed(
    path: Path, value: object, text: str
) -> None:
    assert typed(read(edited(path, typing("145-04", "value", value)))) == {("145-04", "value"): text}


@pytest.mark.parametrize("column", ["value", "vintage", "note"])
def test_an_emptied_cell_is_a_change_to_nothing(path: Path, column: str) -> None:
    assert typed(read(edited(path, typing("145-01", column, None)))) == {("145-01", column): ""}


def test_spaces_around_a_value_are_no_change(path: Path) -> None:
    assert is_untouched(read(edited(path, typing("145-01", "value", " 12.50 "))))


def test_a_locked_cell_that_was_edited_is_named_and_not_taken(path: Path) -> None:
    unpacked = read(edited(path, typing("145-01", "target", "3000"), typing("145-02", "name", None)))
    assert unpacked.typed == ()
    assert unpacked.edited_outside == ("填报表!F5", "填报表!C6")


def sort_rows(workbook: Any) -> None:
    """The rows below the header in the opposite order, as a sort in Excel leaves them."""
    sheet = workbook[ENTRY_SHEET]
    rows = [[(cell.value, cell.data_type) for cell in cells] for cells in sheet.iter_rows(min_row=HEADER + 1)]
    for cells, values in zip(sheet.iter_rows(min_row=HEADER + 1), reversed(rows), strict=True):
        for cell, (value, kind) in zip(cells, values, strict=True):
            cell.value = value
            cell.data_type = kind  # else openpyxl makes a formula of the text =1+1


def rename(workbook: Any) -> None:
    workbook[ENTRY_SHEET].title = "2025年指标"
    workbook[TASK_SHEET].title = "Sheet2"


MOVED: dict[str, tuple[Step, ...]] = {
    "rows sorted": (sort_rows,),
    "a column inserted": (lambda book: book[ENTRY_SHEET].insert_cols(5),),
    "two columns inserted": (lambda book: book[ENTRY_SHEET].insert_cols(2, 2),),
    "rows inserted": (lambda book: book[ENTRY_SHEET].insert_rows(6, 3),),
    "a row inserted above everything": (lambda book: book[ENTRY_SHEET].insert_rows(1),),
    "a column inserted before everything": (lambda book: book[ENTRY_SHEET].insert_cols(1),),
    "sheets renamed": (rename,),
    "sheets in another order": (lambda book: book.move_sheet(TASK_SHEET, -2),),
    "the manifest in front": (lambda book: book.move_sheet(MANIFEST_SHEET, -5),),
    "the manifest renamed": (lambda book: setattr(book[MANIFEST_SHEET], "title", "Sheet9"),),
    "an unused sheet deleted": (lambda book: book.remove(book["字典"]),),
    "the unit's own colours": (lambda book: setattr(book[ENTRY_SHEET].sheet_properties, "tabColor", "FF0000"),),
    "everything at once": (
        sort_rows,
        lambda book: book[ENTRY_SHEET].insert_cols(3, 2),
        lambda book: book[ENTRY_SHEET].insert_rows(5),
        rename,
        lambda book: book.move_sheet("Sheet2", -2),
    ),
}


@pytest.mark.parametrize("steps", MOVED.values(), ids=MOVED.keys())
def test_whatever_was_moved_only_what_was_typed_is_taken_and_found_by_its_key(
    path: Path, steps: tuple[Step, ...]
) -> None:
    unpacked = read(edited(path, typing("145-02", "value", "42"), *steps))
    assert typed(unpacked) == {("145-02", "value"): "42"}
    assert (unpacked.edited_outside, unpacked.findings, unpacked.filled_by) == ((), (), None)
    assert unpacked.payload == payload(INDICATORS, TASKS)


def test_a_formula_in_an_entry_cell_is_a_finding_and_its_value_is_not_taken(path: Path) -> None:
    unpacked = read(edited(path, typing("145-02", "value", "=1+1"), typing("145-04", "value", "5")))
    (finding,) = unpacked.findings
    assert (finding.rule, finding.severity, finding.item, finding.place) == ("E51", "强制性", "145-02", "填报表!G6")
    assert "公式" in finding.message
    assert typed(unpacked) == {("145-04", "value"): "5"}


def test_an_error_value_in_an_entry_cell_is_a_finding(path: Path) -> None:
    (finding,) = read(edited(path, typing("145-02", "value", "#DIV/0!"))).findings
    assert (finding.rule, finding.item, finding.field) == ("E51", "145-02", "value")
    assert "错误值" in finding.message


def test_a_formula_in_a_locked_cell_is_an_edit_outside(path: Path) -> None:
    unpacked = read(edited(path, typing("145-02", "target", "=1+1")))
    assert unpacked.edited_outside == ("填报表!F6",)
    assert unpacked.findings == ()


def test_a_deleted_row_is_lost_once_and_the_others_are_read(path: Path) -> None:
    steps = [typing("145-04", "value", "5"), lambda book: book[ENTRY_SHEET].delete_rows(HEADER + 2)]
    unpacked = read(edited(path, *steps))
    (finding,) = unpacked.findings
    assert (finding.rule, finding.severity, finding.item) == ("lost", "强制性", "145-02")
    assert typed(unpacked) == {("145-04", "value"): "5"}


def test_a_deleted_column_is_lost_once_and_the_others_are_read(path: Path) -> None:
    def delete(workbook: Any) -> None:
        workbook[ENTRY_SHEET].delete_cols(place(workbook, "145-01", "note").column)

    unpacked = read(edited(path, typing("145-04", "value", "5"), delete))
    (finding,) = unpacked.findings
    assert finding.rule == "lost"
    assert "“说明”这一列不见了" in finding.message
    assert typed(unpacked) == {("145-04", "value"): "5"}


def test_a_row_that_is_there_twice_is_lost_since_nobody_can_tell_which_one_counts(path: Path) -> None:
    def copy_row(workbook: Any) -> None:
        sheet = workbook[ENTRY_SHEET]
        sheet.append([cell.value for cell in sheet[HEADER + 1]])
        place(workbook, "145-01", "value").value = "99"

    unpacked = read(edited(path, copy_row))
    assert [(finding.rule, finding.item) for finding in unpacked.findings] == [("lost", "145-01")]
    assert unpacked.typed == ()


def test_a_sheet_that_was_copied_is_a_finding_and_neither_copy_is_taken(path: Path) -> None:
    steps = [
        lambda book: book.copy_worksheet(book[ENTRY_SHEET]),
        typing("145-02", "value", "42"),
        typing("145-b01-1-02", "value", "完成", TASK_SHEET),
    ]
    unpacked = read(edited(path, *steps))
    (finding,) = unpacked.findings
    assert (finding.rule, finding.severity, finding.place) == ("sheet", "强制性", "填报表、填报表 Copy")
    assert "2次" in finding.message
    assert typed(unpacked) == {("145-b01-1-02", "value"): "完成"}


def test_a_sheet_that_is_gone_is_a_finding_and_the_other_one_is_read(path: Path) -> None:
    steps = [lambda book: book.remove(book[ENTRY_SHEET]), typing("145-b01-1-02", "value", "完成", TASK_SHEET)]
    unpacked = read(edited(path, *steps))
    (finding,) = unpacked.findings
    assert "找不到" in finding.message
    assert typed(unpacked) == {("145-b01-1-02", "value"): "完成"}


def paste_sheet(other: Path) -> Step:
    """The entry sheet of another bundle pasted over this one, value by value."""

    def step(workbook: Any) -> None:
        source = openpyxl.load_workbook(other)
        for cells in source[ENTRY_SHEET].iter_rows():
            for cell in cells:
                if cell.value is not None:
                    workbook[ENTRY_SHEET][cell.coordinate].value = cell.value
        source.close()

    return step


def test_two_bundles_in_one_file_are_refused(path: Path, tmp_path: Path) -> None:
    other = tmp_path / "另一份.xlsx"
    written(other, printed(row("145-01", value="99")))
    assert refusal(edited(path, paste_sheet(other))).code == "E43"


def test_the_manifest_of_another_bundle_is_refused(path: Path, tmp_path: Path) -> None:
    other = tmp_path / "另一份.xlsx"
    made = written(other, INDICATORS, TASKS, person="别人")

    def swap(workbook: Any) -> None:
        for number, (name, text) in enumerate(envelope(made).rows(), start=1):
            workbook[MANIFEST_SHEET].cell(number, 1).value = name
            workbook[MANIFEST_SHEET].cell(number, 2).value = text

    assert refusal(edited(path, swap)).code == "E43"


def test_a_property_that_names_another_bundle_is_refused(path: Path) -> None:
    def rename_property(workbook: Any) -> None:
        workbook.custom_doc_props["haishu-desk-bundle"].value = "0" * 64

    assert refusal(edited(path, rename_property)).code == "E43"


def test_lost_properties_are_no_harm(path: Path) -> None:
    def forget(workbook: Any) -> None:
        for name in list(workbook.custom_doc_props.names):
            del workbook.custom_doc_props[name]

    assert is_untouched(read(edited(path, forget)))


def test_sheets_that_were_copied_into_a_new_file_are_told_apart_from_an_ordinary_workbook(
    path: Path, tmp_path: Path
) -> None:
    copied = refusal(edited(path, lambda book: book.remove(book[MANIFEST_SHEET])))
    assert copied.code == "E30"
    assert "复制" in copied.message
    plain = tmp_path / "普通.xlsx"
    workbook = openpyxl.Workbook()
    workbook.active.append(["指标", "数"])  # type: ignore[union-attr]
    workbook.save(plain)
    workbook.close()
    ordinary = refusal(plain)
    assert ordinary.code == "E30"
    assert "普通工作簿" in ordinary.message


@pytest.mark.parametrize("row_number", [1, 2, 5, 6])
def test_a_manifest_that_somebody_edited_is_refused(path: Path, row_number: int) -> None:
    def edit(workbook: Any) -> None:
        cell = workbook[MANIFEST_SHEET].cell(row_number, 2)
        cell.value = f"x{cell.value}"

    if row_number == 5:  # the signature is checked by who knows the keys
        assert read(edited(path, edit)).envelope.signature.startswith("x")
    else:
        assert refusal(edited(path, edit)).code == "E21"


def test_the_name_on_the_cover_is_who_filled_it_in(path: Path) -> None:
    def sign(workbook: Any) -> None:
        (cell,) = (cell for cells in workbook["封面"].iter_rows() for cell in cells if not cell.protection.locked)
        cell.value = " 王芳 "

    unpacked = read(edited(path, sign))
    assert unpacked.filled_by == "王芳"
    assert unpacked.typed == ()


def tricky_bundle(path: Path) -> Path:
    written(path, printed(*(row(item, value="1", note=text, remark=text) for item, text in TRICKY.items())))
    return path


def test_text_that_only_looks_like_something_else_survives_to_the_sign(tmp_path: Path) -> None:
    path = tricky_bundle(tmp_path / "a.xlsx")
    assert is_untouched(read(path))
    workbook = openpyxl.load_workbook(path)
    shown = {item: place(workbook, item, "note").value for item in TRICKY}
    workbook.close()
    assert {item: str(text) for item, text in shown.items() if item != "145-07"} == {
        item: text for item, text in TRICKY.items() if item != "145-07"
    }
    sheets = [text for name, text in parts(path, ".xml") if "worksheets/" in name]
    assert not any(re.search(r"<f[ >/]", text) for text in sheets)


def test_a_form_that_this_program_does_not_know_is_read_without_taking_anything(tmp_path: Path) -> None:
    """A crafted or newer file may name any form; it is refused by who knows what was issued, and never crashes."""
    path = tmp_path / "a.xlsx"
    made = payload(PrintedReturn(ReturnKey("made-up", UNIT, PERIOD), {("145-01", "value"): "5"}, None, "录入中"))
    workbook = openpyxl.Workbook()
    sheet: Any = workbook.active
    sheet["A1"], sheet["B1"] = f"#hs|1|{envelope(made).bundle[:16]}|{UNIT}|{PERIOD}|made-up", "#c|value"
    sheet["A2"], sheet["B2"] = "#r|145-01", "6"
    manifest = workbook.create_sheet(MANIFEST_SHEET)
    for pair in envelope(made).rows():
        manifest.append(pair)
    workbook.save(path)
    workbook.close()
    unpacked = read(path)
    assert unpacked.typed == ()
    assert unpacked.edited_outside == ("Sheet!B2",)


@pytest.fixture(scope="module")
def resaved(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Path], Path]:
    """Opens a file in a real LibreOffice, with a profile of its own, and saves it again."""
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice (soffice) is not on PATH")
    home = tmp_path_factory.mktemp("libreoffice")

    def save(path: Path) -> Path:
        words = [office, f"-env:UserInstallation={(home / 'profile').as_uri()}", "--headless", "--norestore"]
        convert = ["--convert-to", "xlsx", "--outdir", str(home / "out"), str(path)]
        subprocess.run([*words, *convert], check=True, capture_output=True, timeout=120)
        return home / "out" / path.name

    return save


def test_libreoffice_saves_a_bundle_without_changing_what_it_says(
    tmp_path: Path, resaved: Callable[[Path], Path]
) -> None:
    path = tmp_path / "任务包.xlsx"
    made = written(path, printed(*(row(item, value="12.50", note=text) for item, text in TRICKY.items())), TASKS)
    saved = resaved(path)
    unpacked = read(saved)
    assert is_untouched(unpacked)
    assert unpacked.payload == made
    assert unpacked.envelope == envelope(made)
    again = typed(read(edited(saved, typing("145-b01-1-02", "value", "完成", TASK_SHEET))))
    again.pop(("145-07", "note"))  # openpyxl, not LibreOffice, reads _x0041_ as A and writes it so
    assert again == {("145-b01-1-02", "value"): "完成"}
