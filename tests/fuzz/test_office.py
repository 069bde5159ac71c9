"""What a real LibreOffice does to bundles: saved again, turned into an .ods and back, filled in, each through the reader."""

from __future__ import annotations

import os
import random
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from haishu_desk.bundle.guard import inspect
from haishu_desk.bundle.layout import DICTIONARY
from haishu_desk.bundle.text_workbook import TextWorkbook
from haishu_desk.bundle.unpack import Unpacked, unpack
from tests.bundle.packed import (
    ENTRY_SHEET,
    INDICATORS,
    TASKS,
    edited,
    payload,
    place,
    printed,
    row,
    typing,
    written,
)
from tests.bundle.test_unpack import MOVED
from tests.fuzz.conftest import LibreOffice
from tests.fuzz.judging import read_here

FULL = bool(os.environ.get("HAISHU_FULL"))
DECIMALS = 10_000 if FULL else 600
Step = Callable[[Any], object]


def unprotected(workbook: Any) -> None:
    for sheet in workbook.worksheets:
        sheet.protection.sheet = False


def without_properties(workbook: Any) -> None:
    for name in list(workbook.custom_doc_props.names):
        del workbook.custom_doc_props[name]


def filtered(workbook: Any) -> None:
    sheet = workbook[ENTRY_SHEET]
    sheet.auto_filter.ref = f"B4:{sheet.dimensions.split(':')[1]}"
    sheet.row_dimensions[5].hidden = True


def formatted(code: str, value: float) -> Step:
    """A number in a cell whose format somebody changed."""

    def step(workbook: Any) -> None:
        cell = place(workbook, "145-04", "value")
        cell.value, cell.number_format = value, code

    return step


# What was done to the file, then what is typed into 145-04 beside 42 in 145-02, and the rules that must speak.
EDITS: dict[str, tuple[tuple[Step, ...], str | None, set[str]]] = {
    "nothing": ((), None, set()),
    **{f"moved: {name}": (steps, None, set()) for name, steps in MOVED.items()},
    "protection off": ((unprotected,), None, set()),
    "properties stripped": ((without_properties,), None, set()),
    "a filter set": ((filtered,), None, {"hidden"}),
    "a number": ((typing("145-04", "value", 12.5),), "12.5", set()),
    "seventeen digits": ((typing("145-04", "value", 0.1 + 0.2),), "0.3", set()),
    "wide digits": ((typing("145-04", "value", "１２．５"),), "１２．５", set()),
    "a space that does not break": ((typing("145-04", "value", "\u00a012.5\u00a0"),), "12.5", set()),
    "a sign without width": ((typing("145-04", "value", "12.5\u200b"),), "12.5", set()),
    "an apostrophe": ((typing("145-04", "value", "'12.5"),), "12.5", set()),
    "a percentage": ((formatted("0.0%", 0.075),), "7.5%", set()),
    "a date": ((formatted("yyyy-mm-dd", 45658),), None, {"E50"}),
    "a time": ((formatted("h:mm", 0.5),), None, {"E50"}),
    "a literal format": ((formatted('"999"', 5),), "5", {"veiled"}),
    "an empty format": ((formatted(";;;", 5),), "5", {"veiled"}),
    "a formula": ((typing("145-04", "value", "=1+1"),), None, {"E51"}),
    "an error value": ((typing("145-04", "value", "#N/A"),), None, {"E51"}),
    "merged": (
        (typing("145-04", "value", 5), lambda book: book[ENTRY_SHEET].merge_cells("G7:G8")),
        None,
        {"merged"},
    ),
    "a sheet of one's own": ((lambda book: book.create_sheet("草稿").append(["145-01", 99]),), None, {"extra-sheet"}),
    "a dictionary that nobody sees": (
        (lambda book: setattr(book[DICTIONARY], "sheet_state", "veryHidden"),),
        None,
        set(),
    ),
}
# LibreOffice needs a third of a second a file; the whole table goes through it with HAISHU_FULL=1.
THROUGH_OFFICE = (
    list(EDITS)
    if FULL
    else ["nothing", "moved: everything at once", "a filter set", "a percentage", "a formula", "merged"]
)


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The bundle after each edit."""
    folder = tmp_path_factory.mktemp("edits")
    original = folder / "任务包.xlsx"
    written(original, INDICATORS, TASKS)
    found = {}
    for number, (name, (steps, _, _)) in enumerate(EDITS.items()):
        found[name] = folder / f"{number}.xlsx"
        found[name].write_bytes(original.read_bytes())
        edited(found[name], typing("145-02", "value", "42"), *steps)
    return found


@pytest.fixture(scope="module")
def saved(
    files: dict[str, Path], libreoffice: LibreOffice, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, dict[str, Path]]:
    """The same files saved again, and by way of an .ods, with a chart and a bundle of decimals: three calls in all."""
    folders = [tmp_path_factory.mktemp(name) for name in ("made", "xlsx", "ods", "back")]
    given = {name: files[name] for name in THROUGH_OFFICE}
    given |= {"chart": drawn(folders[0] / "chart.xlsx"), "decimals": decimals(folders[0] / "decimals.xlsx")}
    again = libreoffice(given.values(), "xlsx", folders[1])
    sheets = libreoffice(given.values(), "ods", folders[2])
    back = libreoffice(sheets.values(), "xlsx", folders[3])
    return {
        "xlsx": {name: again[file.name] for name, file in given.items()},
        "ods": {name: back[sheets[file.name].name] for name, file in given.items()},
    }


def drawn(path: Path) -> Path:
    """A workbook with what a bundle may show: charts, shapes, pictures, rules, comments, hidden sheets."""
    with TextWorkbook(path) as book:
        sheet, hidden = book.add_worksheet("趋势"), book.add_worksheet(DICTIONARY)
        hidden.very_hidden()
        sheet.write_row(0, 0, ["年", "实际", "应达"])
        for number in range(1, 7):
            sheet.write_row(number, 0, [2020 + number, number * 1.5, number * 2])
        for kind in ("line", "column", "scatter"):
            chart = book.add_chart({"type": kind})
            chart.add_series({"name": "=趋势!$B$1", "categories": "=趋势!$A$2:$A$7", "values": "=趋势!$B$2:$B$7"})
            chart.set_title({"name": "走势 & <对比>"})
            sheet.insert_chart("E2", chart)
        sheet.insert_textbox("E20", "说明")
        sheet.add_sparkline("D2", {"range": "趋势!B2:B7"})
        sheet.conditional_format("B2:B7", {"type": "data_bar"})
        sheet.conditional_format("C2:C7", {"type": "icon_set", "icon_style": "3_traffic_lights"})
        sheet.data_validation("C2:C7", {"validate": "list", "source": "=字典!$A$1:$A$3"})
        sheet.write_comment("B2", "注")
        sheet.autofilter("A1:C7")
        hidden.write_column(0, 0, ["快报", "初步核算", "最终核实"])
        book.define_name("词", "=字典!$A$1:$A$3")
    return path


def numbers() -> dict[str, str]:
    """Decimals of up to seventeen digits, by item."""
    dice = random.Random(7)  # noqa: S311 - repeatable, not secret
    found = {}
    for number in range(DECIMALS):
        digits = dice.randint(1, 17)
        figure = Decimal(dice.randrange(10**digits)).scaleb(-dice.randint(0, 12))
        found[f"145-{number:05}"] = f"{-figure if dice.random() < 0.2 else figure:f}"
    return found


def decimals(path: Path) -> Path:
    """A bundle with the decimals as texts in one column, and typed in as numbers in another."""
    given = numbers()
    written(path, printed(*(row(item, value=text, numerator=text) for item, text in given.items())))
    book = openpyxl.load_workbook(path)
    sheet: Any = book[ENTRY_SHEET]
    columns = {str(cell.value): cell.column for cell in sheet[1]}
    for cells in sheet.iter_rows(min_row=5):
        item = str(cells[0].value).removeprefix("#r|")
        if item not in given:
            continue
        sheet.cell(cells[0].row, columns["#c|numerator"]).value = float(given[item])
    book.save(path)
    return path


def judged(unpacked: Unpacked, name: str) -> None:
    """What was typed has arrived, or a finding names its sheet and cell."""
    _, text, rules = EDITS[name]
    typed = {(cell.item, cell.column): cell.text for cell in unpacked.typed}
    expected = {("145-02", "value"): "42"} | ({("145-04", "value"): text} if text else {})
    assert typed == expected, name
    assert {finding.rule for finding in unpacked.findings} == rules, (name, unpacked.findings)
    assert all(finding.place for finding in unpacked.findings)
    assert unpacked.payload == payload(INDICATORS, TASKS)


@pytest.mark.parametrize("name", EDITS)
def test_an_edit_arrives_or_is_named(name: str, files: dict[str, Path]) -> None:
    judged(unpack(read_here(files[name])), name)


@pytest.mark.parametrize("name", THROUGH_OFFICE)
@pytest.mark.parametrize("kind", ["xlsx", "ods"])
def test_an_edit_arrives_or_is_named_after_libreoffice_too(
    name: str, kind: str, saved: dict[str, dict[str, Path]]
) -> None:
    judged(unpack(read_here(saved[kind][name])), name)


@pytest.mark.parametrize("kind", ["xlsx", "ods"])
def test_decimals_are_the_same_at_fifteen_digits(kind: str, saved: dict[str, dict[str, Path]]) -> None:
    """As texts to the digit; as numbers to the digits that office programs keep: nothing is a change."""
    unpacked = unpack(read_here(saved[kind]["decimals"]))
    assert (unpacked.typed, unpacked.edited_outside, unpacked.findings) == ((), (), ())


def test_what_our_writer_draws_passes_the_guard(tmp_path: Path) -> None:
    path = drawn(tmp_path / "chart.xlsx")
    assert [sheet.name for sheet in inspect(path).sheets] == ["趋势", DICTIONARY]


@pytest.mark.parametrize("kind", ["xlsx", "ods"])
def test_what_our_writer_draws_passes_after_libreoffice_too(kind: str, saved: dict[str, dict[str, Path]]) -> None:
    workbook = read_here(saved[kind]["chart"])
    assert [sheet.name for sheet in workbook.sheets] == ["趋势", DICTIONARY]
    assert workbook.sheets[0].cells[1, 1].text == "1.5"
    assert workbook.sheets[1].cells[2, 0].text == "最终核实"
