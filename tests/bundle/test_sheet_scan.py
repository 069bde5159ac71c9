"""The cells of a sheet, read on their own: the same answer however the bytes are cut, and bounds that hold."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from haishu_desk.bundle.part_scan import FaultError, Limits, Scanner, SharedStrings
from haishu_desk.bundle.sheet_scan import SheetCells, column_number
from tests.bundle import hostile

SHEET = hostile.PLAIN[hostile.SHEET].encode()


def cut(data: bytes, size: int) -> Iterator[bytes]:
    for start in range(0, len(data), size):
        yield data[start : start + size]


def fault(scanner: Scanner, data: bytes) -> str:
    with pytest.raises(FaultError) as caught:
        scanner.scan([data])
    return caught.value.reason


@given(st.integers(1, 700))
def test_the_cuts_between_chunks_change_nothing(size: int) -> None:
    sheet = SheetCells(Limits(), "表", 2).scan(cut(SHEET, size))
    assert (list(sheet.formulas), list(sheet.errors), sheet.cells) == (["E4", "F4"], ["F4"], 10)


@given(st.integers(1, 300))
def test_a_character_reference_in_a_number_is_found_at_every_cut(size: int) -> None:
    data = hostile.sheet('<row r="1"><c r="A1"><v>1&#50;3</v></c></row>').encode()
    with pytest.raises(FaultError, match="damaged"):
        SheetCells(Limits(), "表", 0).scan(cut(data, size))


@given(st.binary(max_size=300))
def test_any_bytes_end_in_a_fault_or_in_nothing(data: bytes) -> None:
    for scanner in (SheetCells(Limits(), "表", 0), SharedStrings(Limits(), "文字"), Scanner(Limits(), "其他")):
        with suppress(FaultError):
            scanner.scan([SHEET[:200], data, SHEET[200:]])


@given(st.text(st.characters(categories=["Lu", "Lo", "Nd", "Po"], exclude_characters="<&"), max_size=50))
def test_text_of_any_alphabet_is_taken(text: str) -> None:
    data = hostile.sheet(f'<row r="1"><c r="A1" t="str"><v>{text}</v></c></row>').encode()
    assert SheetCells(Limits(), "表", 0).scan([data]).cells == 1


def test_comments_outside_the_cells_are_allowed() -> None:
    data = hostile.sheet(before="<!-- made by hand --><sheetPr/>", after="<?note x?><pageMargins/>").encode()
    assert SheetCells(Limits(), "表", 2).scan([data]).cells == 10


def test_a_fault_tells_the_sheet_and_the_cell() -> None:
    data = hostile.sheet('<row r="7"><c r="B7"><v>x</v></c></row>').encode()
    with pytest.raises(FaultError) as caught:
        SheetCells(Limits(), "填报表", 0).scan([data])
    assert caught.value.place == "工作表“填报表” B7 格"


def test_too_many_arrays_are_too_many_cells() -> None:
    rows = "".join(f'<row r="{n}"><c r="A{n}"><f t="array" ref="A{n}:B{n}">1</f></c></row>' for n in range(1, 102))
    assert fault(SheetCells(Limits(), "表", 0), hostile.sheet(rows).encode()) == "cells"


def test_columns_count_from_one() -> None:
    assert [column_number(letters) for letters in ("A", "Z", "AA", "XFD")] == [1, 26, 27, 16_384]
