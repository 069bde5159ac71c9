"""The colours' formulas, reckoned by LibreOffice, and what another office program makes of a whole bundle."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from haishu_desk.bundle.pages import signals
from haishu_desk.bundle.pages.signals import larger, runs_of
from haishu_desk.domain.quantity import parse
from tests.bundle.packed import ENTRY_SHEET, TASK_SHEET, place, read
from tests.bundle.pages.drawn import found, opened, whole

FORMULAS: dict[str, Callable[[str], str]] = {
    "words": signals.not_a_number,
    "below 0": signals.negative,
    "above 100": signals.above_hundred,
    "percent": signals.percent_of_other,
    "several": signals.several,
}
NOTHING_WRONG = (
    "12.50", ">93", "<0.005", "≥95", "约5", "1-2", "1.5-2.5", "-1-2", "1—2", "[8]", "3.2万", "100", " 12 ", ">100", "+5",
    "2倍", "增长2倍", "翻番", "300多", "１２.５", "—", "——", "-", "－", "不适用", "未取得", "",
    "1/2", "3:00", "2025年1月", "2025-01-01", "12..5",
)  # fmt: skip
TYPED: dict[str, set[str]] = {
    **{text: set() for text in NOTHING_WRONG},
    "7.5%": {"percent"}, "101％": {"above 100", "percent"}, "100.1": {"above 100"}, "1,200": {"above 100"},
    "-5": {"below 0"}, "－5": {"below 0"}, "[-2]": {"below 0"}, "<-3": {"below 0"},
    "已完成": {"words"}, "一百": {"words"}, "l2.5": {"words"}, "1e3": {"words"}, "12。5": {"words"},
    "120 / 200": {"several"},
}  # fmt: skip
PAIRS = {("6", "5"): True, ("5", "5"): False, ("10", "9.5"): True, ("6", "—"): False, ("1-2", "1"): False,
         ("1,200", "999"): True, ("", ""): False}  # fmt: skip


@pytest.fixture(scope="module")
def resaved(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder with the reckoned formulas and a bundle, as LibreOffice has saved both: started once, it takes seconds."""
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice is not installed")
    home = tmp_path_factory.mktemp("signals")
    files = [reckoning(home / "formulas.xlsx"), whole(home / "bundle.xlsx")]
    words = [office, f"-env:UserInstallation={(home / 'profile').as_uri()}", "--headless", "--norestore"]
    convert = ["--convert-to", "xlsx", "--outdir", str(home / "out"), *map(str, files)]
    done = subprocess.run([*words, *convert], check=True, capture_output=True, text=True, timeout=120)
    complaints = [line for line in done.stderr.splitlines() if "rror" in line or "repair" in line]
    assert complaints == []
    yield home / "out"
    shutil.rmtree(home / "profile", ignore_errors=True)


def reckoning(path: Path) -> Path:
    """A plain workbook: typed texts in column A with each formula beside them, pairs in J and K."""
    workbook = openpyxl.Workbook()
    sheet: Any = workbook.active
    for row, text in enumerate(TYPED, start=1):
        write_text(sheet, row, 1, text)
        for column, formula in enumerate(FORMULAS.values(), start=2):
            sheet.cell(row, column, f"={formula(f'A{row}')}")
    for row, pair in enumerate(PAIRS, start=1):
        write_text(sheet, row, 10, pair[0])
        write_text(sheet, row, 11, pair[1])
        sheet.cell(row, 12, f"={larger(f'$J{row}', f'$K{row}')}")
    workbook.save(path)
    workbook.close()
    return path


def write_text(sheet: Any, row: int, column: int, text: str) -> None:
    cell = sheet.cell(row, column, text or None)
    cell.number_format = "@"
    if text:
        cell.data_type = "s"


def test_each_formula_objects_to_exactly_these_texts(resaved: Path) -> None:
    workbook = openpyxl.load_workbook(resaved / "formulas.xlsx", data_only=True)
    rows = list(workbook.worksheets[0].iter_rows(max_row=len(TYPED), max_col=6, values_only=True))
    workbook.close()
    said = {
        text: {name for name, answer in zip(FORMULAS, row[1:], strict=True) if answer is True}
        for text, row in zip(TYPED, rows, strict=True)
    }
    assert said == TYPED


def test_a_numerator_above_its_denominator_is_seen_where_both_are_numbers(resaved: Path) -> None:
    workbook = openpyxl.load_workbook(resaved / "formulas.xlsx", data_only=True)
    answers = [row[0] for row in workbook.worksheets[0].iter_rows(max_row=len(PAIRS), min_col=12, values_only=True)]
    workbook.close()
    assert answers == list(PAIRS.values())


@pytest.mark.parametrize("text", TYPED)
def test_no_text_turns_red_that_the_program_reads_as_a_number(text: str) -> None:
    quantity = parse(text)
    if "words" in TYPED[text]:
        assert quantity.op == "text"
    if TYPED[text] & {"below 0", "above 100"}:
        assert quantity.number is not None
        assert quantity.number < 0 or quantity.number > 100


def test_libreoffice_keeps_lists_messages_colours_charts_and_print_settings(resaved: Path) -> None:
    workbook = opened(resaved / "bundle.xlsx")
    form = workbook[ENTRY_SHEET]
    assert {rule.type for rule in form.data_validations.dataValidation} == {"list", "textLength"}
    assert any("计量单位" in (rule.prompt or "") for rule in form.data_validations.dataValidation)
    assert len([rule for each in form.conditional_formatting for rule in each.rules]) == 8
    assert form.print_title_rows == "$4:$4"
    assert form.page_setup.orientation == "landscape"
    workbook.close()
    assert len(found(r"<c:lineChart>", resaved / "bundle.xlsx", "xl/charts/")) == 2


def test_what_is_typed_into_a_book_that_libreoffice_has_saved_is_taken_whole(resaved: Path, tmp_path: Path) -> None:
    """Every entry column of both forms, as a clerk without the program fills them in."""
    typed = {
        ENTRY_SHEET: ("145-02", {"value": ">93", "numerator": "12.50", "denominator": "20", "vintage": "快报", "note": "估"}),
        TASK_SHEET: ("145-b01-1-02", {
            "value": "主体完工", "stage": "在建", "planned": "1200", "invested": "860.5", "started": "2024年3月",
            "finished": "—", "node": "封顶", "problem": "无", "next": "装修", "note": "按月报",
        }),
    }  # fmt: skip
    workbook = openpyxl.load_workbook(resaved / "bundle.xlsx")
    for sheet, (item, cells) in typed.items():
        for column, text in cells.items():
            place(workbook, item, column, sheet).value = text
    workbook.save(tmp_path / "filled.xlsx")
    workbook.close()
    unpacked = read(tmp_path / "filled.xlsx")
    wanted = {(item, column): text for item, cells in typed.values() for column, text in cells.items()}
    assert {(cell.item, cell.column): cell.text for cell in unpacked.typed} == wanted
    assert (unpacked.edited_outside, unpacked.findings) == ((), ())


def test_rows_that_stand_together_are_one_range() -> None:
    assert runs_of([3, 1, 2, 8, 7]) == [[1, 2, 3], [7, 8]]
    assert runs_of([]) == []
