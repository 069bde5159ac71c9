"""Plain runs are judged at once, and nothing comes of it that expat's way would not have said: marks, refusals and places."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from haishu_desk.bundle import part_scan, sheet_scan
from haishu_desk.bundle.guard import inspect
from haishu_desk.bundle.part_scan import FaultError, Limits, Scanner, SharedStrings
from haishu_desk.bundle.plain_cells import plain_run, plain_strings
from haishu_desk.bundle.refusals import RefusedWorkbookError
from haishu_desk.bundle.sheet_looks import SheetLooks
from haishu_desk.bundle.styles import CellStyles
from tests.bundle import hostile
from tests.bundle.test_guard import HOSTILE
from tests.bundle.zoo import ZOO
from tests.fuzz import mutants

MANY = 20_000 if os.environ.get("HAISHU_FULL") else 100
STYLES = CellStyles(frozenset({"1"}), frozenset({"2", "0"}), frozenset({"2"}))
SMALL = Limits(cells=9, rows=5, columns=4, shared_strings=3, text_length=70, area=12)
_SPELT = (
    '<c r="{a}"/>', '<c r="{a}" s="1"/>', '<c r="{a}" t="s"/>', '<c r="{a}" s="2" t="s"><v>0</v></c>', '<c r="{a}" t="s"><v>7</v></c>', '<c r="{a}" s="1"><v>0.5</v></c>',
    '<c r="{a}" s="2"><v>-1.5E+9</v></c>', '<c r="{a}" t="n"><v>12</v></c>', '<c r="{a}" t="b" ><v>1</v></c>', '<c r="{a}" s="02"><v>3</v></c>', '<c r="{a}" t="b"><v>0</v></c>',
    '<c r="{a}"><v>1e999</v></c>', '<c r="{a}"><v>.5</v></c>', '<c r="{a}"><v></v></c>', '<c r="{a}"><v>&#50;</v></c>', '<c r="{a}"><f>A1</f><v>2</v></c>', '<c t="s" r="{a}"><v>0</v></c>',
    '<c r="{a}"><f t="array" ref="A1:C9">1</f><v>2</v></c>', '<c r="{a}"><!-- --></c>', '<x:c r="{a}" xmlns:x="urn:x"/>', '<c r="{a}" t="inlineStr"><is><t>x</t></is></c>', "</row>", "<!-- ", " -->", "\n",
)  # fmt: skip
ROW_TAGS = (
    '<row r="{n}">',
    '<row r="{n}" spans="1:3" hidden="1">',
    '<row r="{n}" x=">">',
    '<row r="{n}"/>',
    "<!-- <row>",
    '<row r="{n}" xmlns="urn:x">',
)
ADDRESSES = st.sampled_from(["A", "B", "C", "D", "E", "AA"])


@pytest.fixture
def by_expat(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """From the call on expat reads every cell and every string."""

    def switch() -> None:
        monkeypatch.setattr(sheet_scan, "plain_run", lambda *_: None)
        monkeypatch.setattr(part_scan, "plain_strings", lambda *_: None)

    return switch


def said(work: Callable[[], Any]) -> Any:
    """What comes of it, a refusal by its reason and its place."""
    try:
        return work()
    except FaultError as fault:
        return fault.args
    except RefusedWorkbookError as error:
        return error.as_json()


def of_sheet(data: bytes, limits: Limits, size: int = 1 << 16) -> Any:
    """All that one reading of a sheet leaves behind."""

    def work() -> Any:
        sheet = SheetLooks(limits, "表", 5, STYLES)
        sheet.scan(data[at : at + size] for at in range(0, len(data), size))
        names = ("formulas", "errors", "duplicates", "merged", "hidden_columns", "hidden_rows", "shown_as_percent",
                 "veiled", "cells", "row", "last_row", "last_column", "elements")  # fmt: skip
        return {name: getattr(sheet, name) for name in names}

    return said(work)


def without_plain(work: Callable[[], Any]) -> Any:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sheet_scan, "plain_run", lambda *_: None)
        patch.setattr(part_scan, "plain_strings", lambda *_: None)
        return work()


@pytest.mark.parametrize("make", [hostile.variant, hostile.mutant, mutants.mutant])
def test_no_spoiled_workbook_is_judged_otherwise(
    tmp_path: Path, make: Callable[[int], bytes], by_expat: Callable[[], None]
) -> None:
    files = [tmp_path / f"{seed}.xlsx" for seed in range(MANY)]
    for seed, file in enumerate(files):
        file.write_bytes(make(seed))
    at_once = [said(lambda file=file: inspect(file)) for file in files]  # type: ignore[misc]
    by_expat()
    assert at_once == [said(lambda file=file: inspect(file)) for file in files]  # type: ignore[misc]


def test_no_hostile_workbook_is_judged_otherwise(tmp_path: Path, by_expat: Callable[[], None]) -> None:
    file = tmp_path / "a.xlsx"
    judged: list[list[Any]] = [[], []]
    for answers in judged:
        for _, _, data in [*HOSTILE, *ZOO]:
            file.write_bytes(data)
            answers.append(said(lambda: inspect(file)))
        by_expat()
    assert judged[0] == judged[1]


cells = st.lists(st.tuples(ADDRESSES, st.sampled_from(_SPELT)), max_size=5)
rows = st.lists(st.tuples(st.sampled_from(ROW_TAGS[:1] * 6 + ROW_TAGS), cells, st.integers(0, 1)), max_size=6)


def spelt(rows: Iterable[tuple[str, list[tuple[str, str]], int]]) -> bytes:
    """A sheet of those rows; a number of a row may be wrong by one."""
    told = ""
    for number, (tag, found, wrong) in enumerate(rows, start=1):
        inside = "".join(
            cell.replace("{a}", f"{letters}{number + wrong * (len(found) == 1)}") for letters, cell in found
        )
        told += f"{tag.replace('{n}', str(number))}{inside}</row>"
    return hostile.sheet(told).encode()


@settings(deadline=None)
@given(rows, st.integers(1, 200), st.sampled_from([SMALL, Limits()]))
def test_a_sheet_says_the_same_however_it_is_spelt_and_cut(rows: list[Any], size: int, limits: Limits) -> None:
    data = spelt(rows)
    expected = without_plain(lambda: of_sheet(data, limits))
    assert of_sheet(data, limits) == expected
    assert of_sheet(data, limits, size) == without_plain(lambda: of_sheet(data, limits, size))


ITEMS = ("<si><t>甲</t></si>", '<si><t xml:space="preserve"> 乙 </t></si>', "<si/>", "<si><t>a&amp;b</t></si>", "<si><t>]]></t></si>", "<si><t>\x01</t></si>", "<si><t>\ufffe</t></si>",
         "<si><r><t>合</t></r></si>", f"<si><t>{'长' * 60}</t></si>", "<si><t>x</t><t>y</t></si>", "<!-- ", " -->", "\n", "<x/>", '<si xmlns="urn:x"><t>z</t></si>', "<si><t>\udc80</t></si>")  # fmt: skip
HEADS = (
    f"<sst {hostile.MAIN}>",
    f'<sst {hostile.MAIN} uniqueCount="2">',
    f"<x:sst {hostile.MAIN.replace('xmlns', 'xmlns:x')}>",
    '<sst xmlns="urn:x">',
)


@settings(deadline=None)
@given(st.sampled_from(HEADS[:1] * 6 + HEADS), st.lists(st.sampled_from(ITEMS[:2] * 4 + ITEMS), max_size=8), st.integers(1, 300), st.sampled_from([SMALL, Limits()]))  # fmt: skip
def test_strings_are_counted_the_same_however_they_are_spelt_and_cut(
    head: str, items: list[str], size: int, limits: Limits
) -> None:
    data = f"{hostile.DECLARED}{head}{''.join(items)}</sst>".encode("utf-8", "surrogateescape")

    def read(size: int) -> Any:
        def work() -> Any:
            found = SharedStrings(limits, "文字")
            found.scan(data[at : at + size] for at in range(0, len(data), size))
            return found.count, found.elements

        return said(work)

    assert read(len(data)) == without_plain(lambda: read(len(data)))
    assert read(size) == without_plain(lambda: read(size))


def counted(monkeypatch: pytest.MonkeyPatch, scanner: Scanner, data: bytes) -> int:
    """How many elements expat told of."""
    told: list[str] = []
    monkeypatch.setattr(scanner, "opened", _told(scanner.opened, told))
    scanner.scan([data])
    return len(told)


def _told(opened: Callable[..., None], told: list[str]) -> Callable[[str, dict[str, str]], None]:
    def tell(name: str, attributes: dict[str, str]) -> None:
        told.append(name)
        opened(name, attributes)

    return tell


def test_expat_is_told_of_no_plain_cell_and_of_no_plain_string(monkeypatch: pytest.MonkeyPatch) -> None:
    """The saving itself, counted.

    Of 100 rows with 20 cells each the rows, the sheet and its data; of 500 strings the list, and the last one with its
    text, which waits for bytes that do not come.
    """
    letters = [chr(ord("A") + place) for place in range(20)]
    inside = [f'<row r="{row}">{"".join(f"<c r=#{letter}{row}# s=#1#><v>{row}.5</v></c>" for letter in letters)}</row>'.replace("#", '"') for row in range(1, 101)]  # fmt: skip
    sheet = SheetLooks(Limits(), "表", 0)
    assert counted(monkeypatch, sheet, hostile.sheet("".join(inside)).encode()) == 1 + 1 + 100
    assert (sheet.cells, sheet.last_row, sheet.last_column) == (2_000, 100, 20)
    strings = SharedStrings(Limits(), "文字")
    assert counted(monkeypatch, strings, hostile.strings("<si><t>甲</t></si>" * 500).encode()) == 1 + 2
    assert strings.count == 500


def test_a_run_is_plain_to_its_last_byte_or_not_at_all() -> None:
    run = plain_run(b'<c r="A7" s="3" t="s"><v>12</v></c><c r="B7"/><c r="C7"><v>-1.5E3</v></c><c r="D7" t="s"/>', 7)
    assert run is not None
    assert (run.columns, run.styles) == ((b"A", b"B", b"C", b"D"), (b' s="3"', b"", b"", b""))
    assert (run.empty, run.last_filled, run.last_string) == (2, 2, 12)
    for odd in (
        b"",
        b" ",
        b'<c r="A8"/>',
        b'<c r="A7"/> ',
        b'<c r="A7"/><c/>',
        b'<c r="A7"/>x<c r="B7"/>',
        b'<c r="A07"/>',
        b'<c r="AAAA7"/>',
        b'<c r="A7"><v>1.</v></c>',
    ):
        assert plain_run(odd, 7) is None


def test_strings_that_could_be_too_long_or_are_no_text_are_left_to_expat() -> None:
    item = b"<si><t>\xe7\x94\xb2</t></si>"
    assert plain_strings(b"x" + item * 2 + b"\n", 0, 100) == (1, 2 + 2 * len(item), 2)
    assert plain_strings(item, 0, 5) is None
    for odd in (b"\xff", b"\xed\xa0\x80", b"\xef\xbf\xbf", b"\xc0\x80"):
        assert plain_strings(b"<si><t>" + odd + b"</t></si>", 0, 100) is None
