"""Texts that XlsxWriter takes for its own XML, or guards by half, arrive as they were written."""

from __future__ import annotations

import gc
import io
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import openpyxl
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from xlsxwriter.worksheet import Worksheet

from haishu_desk.bundle import worker
from haishu_desk.bundle.pack import pack
from haishu_desk.bundle.sheet_cells import Cells
from haishu_desk.bundle.text_workbook import TextSheet, TextWorkbook
from tests.bundle.packed import INDICATORS, TASKS, book, envelope, payload

if TYPE_CHECKING:
    import pytest

PIECES = st.sampled_from(["<r>", "</r>", "_x005F_", "x000D_", "_", "<t>", "&", "a", "甲", " ", "_x0041_", "</si>"])


def written(path: Path, *texts: str) -> list[str]:
    """What the worker reads of those texts, one a row."""
    with TextWorkbook(path) as book:
        sheet = book.add_worksheet("表")
        for row, text in enumerate(texts):
            sheet.write_string(row, 0, text)
    cells = {row: cell.text for (row, _), cell in Cells(worker.document(path)["sheets"][0]["rows"]).items()}
    return [cells.get(row, "") for row in range(len(texts))]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.lists(PIECES, min_size=1, max_size=6).map("".join), min_size=20, max_size=20))
def test_any_mixture_of_tags_and_escapes_comes_back(tmp_path: Path, texts: list[str]) -> None:
    given_texts = [f"<r>{text}</r>" if place % 2 else f"甲{text}乙" for place, text in enumerate(texts)]
    assert written(tmp_path / "a.xlsx", *given_texts) == given_texts


def test_openpyxl_reads_them_too(tmp_path: Path) -> None:
    written(tmp_path / "a.xlsx", "<r>1</r>", "<r></si><si>")
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    values = [cell.value for cell in book.worksheets[0]["A"]]
    book.close()
    assert values == ["<r>1</r>", "<r></si><si>"]


def test_the_formulas_of_a_bundle_are_written_as_xlsxwriter_would_and_are_not_searched(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    made = payload(INDICATORS, TASKS)
    quick = _parts(pack(book(), made, envelope(made)))
    searched: list[str] = []
    slow = Worksheet._prepare_formula

    def prepare(sheet: Worksheet, formula: str, *more: Any) -> Any:
        searched.append(formula)
        return slow(sheet, formula, *more)

    monkeypatch.setattr(Worksheet, "_prepare_formula", prepare)
    pack(book(), made, envelope(made))
    assert searched == []
    monkeypatch.delattr(TextSheet, "_prepare_formula")
    assert _parts(pack(book(), made, envelope(made))) == quick
    assert searched


def test_a_function_that_came_later_still_gets_its_prefix(tmp_path: Path) -> None:
    with TextWorkbook(tmp_path / "a.xlsx") as made:
        sheet = made.add_worksheet("表")
        sheet.conditional_format(0, 0, 1, 1, {"type": "formula", "criteria": "=SUM(UNIQUE(A1:A9))>3"})
    assert "SUM(_xlfn.UNIQUE(A1:A9))&gt;3" in _parts((tmp_path / "a.xlsx").read_bytes())["xl/worksheets/sheet1.xml"]


def _parts(data: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist() if "docProps" not in name}


def test_a_book_that_is_written_leaves_nothing_for_the_collector() -> None:
    """Its sheets, formats and charts know one another: thousands of objects for each bundle that is handed over."""
    gc.collect()
    gc.disable()
    try:
        book = TextWorkbook(stream := io.BytesIO(), {"in_memory": True})
        sheet, chart = book.add_worksheet("甲"), book.add_chart({"type": "line"})
        sheet.write_string(0, 0, "文字", book.add_format({"bold": True}))
        chart.add_series({"values": "=甲!$A$1:$A$3"})
        sheet.insert_chart("C3", chart)
        book.close()
        del book, sheet, chart
        assert gc.collect() == 0
    finally:
        gc.enable()
    assert len(stream.getvalue()) > 0
