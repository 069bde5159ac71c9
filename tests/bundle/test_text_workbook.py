"""Texts that XlsxWriter takes for its own XML, or guards by half, arrive as they were written."""

from __future__ import annotations

from pathlib import Path

import openpyxl
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from haishu_desk.bundle import worker
from haishu_desk.bundle.text_workbook import TextWorkbook

PIECES = st.sampled_from(["<r>", "</r>", "_x005F_", "x000D_", "_", "<t>", "&", "a", "甲", " ", "_x0041_", "</si>"])


def written(path: Path, *texts: str) -> list[str]:
    """What the worker reads of those texts, one a row."""
    with TextWorkbook(path) as book:
        sheet = book.add_worksheet("表")
        for row, text in enumerate(texts):
            sheet.write_string(row, 0, text)
    cells = {row: text for row, _, _, text in worker.document(path)["sheets"][0]["cells"]}
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
