"""What looks like a formula, a link or an escape is written as text and read as the same text, also after a re-save."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import openpyxl
import pytest

from haishu_desk.bundle.cell_text import plain
from haishu_desk.bundle.read_process import Sheet, Workbook
from haishu_desk.bundle.sheet_marks import columns_of_sheet, rows_of
from haishu_desk.bundle.unpack import unpack
from tests.bundle.packed import ENTRY_SHEET, TASK_SHEET, place, printed, row, written
from tests.fuzz.conftest import LibreOffice
from tests.fuzz.injections import TEXTS
from tests.fuzz.judging import read_here

ITEMS = {f"145-{number:03}": text for number, text in enumerate(TEXTS)}
DOUBLED = "_x005F_x"  # LibreOffice 7.4 itself writes such an escape of an escape wrongly
CONTROL = "\r\0\x07\x1b"  # nobody can type these into the program; a file that has them must still be read


@pytest.fixture(scope="module")
def bundle(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All texts in the notes and values of the one sheet, and in the words of the other."""
    path = tmp_path_factory.mktemp("injection") / "包.xlsx"
    written(
        path,
        printed(*(row(item, value=text, note=text, name=text, remark=text) for item, text in ITEMS.items())),
        printed(
            *(row(item, "tasks", value=text, stage=text, started=text) for item, text in ITEMS.items()), form="tasks"
        ),
    )
    return path


def texts(workbook: Workbook, sheet_name: str, column: str) -> dict[str, str]:
    """What stands in that column, by item, with every space that is there."""
    sheet: Sheet = next(sheet for sheet in workbook.sheets if sheet.name == sheet_name)
    ((_, position),) = columns_of_sheet(sheet)[column]
    rows = {item: spots[0][0] for item, spots in rows_of(sheet).items()}
    return {item: found.text if (found := sheet.cells.get((rows[item], position))) else "" for item in ITEMS}


def test_there_are_five_hundred_and_more() -> None:
    assert len(TEXTS) >= 500


def test_every_text_comes_back_to_the_sign(bundle: Path) -> None:
    workbook = read_here(bundle)
    for sheet, column in (
        (ENTRY_SHEET, "note"),
        (ENTRY_SHEET, "value"),
        (ENTRY_SHEET, "name"),
        (TASK_SHEET, "started"),
    ):
        assert {item: text.strip() for item, text in texts(workbook, sheet, column).items()} == {
            item: text.strip() for item, text in ITEMS.items()
        }
    unpacked = unpack(workbook)
    assert (unpacked.typed, unpacked.edited_outside, unpacked.findings) == ((), (), ())


def test_there_is_no_formula_no_link_and_no_way_out_in_the_file(bundle: Path) -> None:
    with zipfile.ZipFile(bundle) as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist()}
    sheets = [text for name, text in parts.items() if name.startswith("xl/worksheets/sheet")]
    assert not any(re.search(r"<(?:f|hyperlink)[ >/]", text) for text in sheets)
    assert not [name for name in parts if "externalLink" in name or "connections" in name]
    assert not [text for name, text in parts.items() if name.endswith(".rels") and "TargetMode" in text]


def test_another_program_sees_texts_too(bundle: Path) -> None:
    book = openpyxl.load_workbook(bundle)
    kinds = {place(book, item, "note").data_type for item in ITEMS}
    book.close()
    assert kinds == {"s"}


def test_libreoffice_keeps_them_as_texts(bundle: Path, resaved: dict[str, Path]) -> None:
    workbook = read_here(resaved[bundle.name])
    survives = {item: plain(text) for item, text in ITEMS.items() if DOUBLED not in text}
    for sheet, column in ((ENTRY_SHEET, "note"), (ENTRY_SHEET, "value"), (TASK_SHEET, "started")):
        found = texts(workbook, sheet, column)
        assert {item: plain(found[item]) for item in survives} == survives
    unpacked = unpack(workbook)
    assert {cell.item for cell in unpacked.typed} <= ITEMS.keys() - survives.keys()
    assert unpacked.findings == ()
    assert not any(sheet.formulas for sheet in workbook.sheets)


def test_control_signs_are_written_and_read_as_they_are(tmp_path: Path) -> None:
    path = tmp_path / "包.xlsx"
    written(path, printed(*(row(f"145-{ord(sign):02}", note=f"a{sign}b") for sign in CONTROL)))
    unpacked = unpack(read_here(path))
    assert (unpacked.typed, unpacked.findings) == ((), ())


@pytest.fixture(scope="module")
def resaved(bundle: Path, libreoffice: LibreOffice, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The bundle as LibreOffice saves it."""
    return libreoffice([bundle], "xlsx", tmp_path_factory.mktemp("saved"))
