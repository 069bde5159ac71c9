"""data.csv and data.xlsx: one line a figure, nothing that a spreadsheet reckons with, and a dictionary of every column."""

from __future__ import annotations

import csv
import io
import re
import zipfile

import openpyxl
import pytest

from haishu_desk.report.public_book import public_book
from haishu_desk.report.public_facts import PublicEdition, stamp_of
from haishu_desk.report.public_table import COLUMNS, csv_of, defused, rows_of
from tests.report.public_made import LONG, TRAP, edition, trapped

TITLES = [column.title for column in COLUMNS]


def lines(made: PublicEdition) -> list[dict[str, str]]:
    data = csv_of(made)
    assert data.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def book(made: PublicEdition) -> bytes:
    return public_book(made, stamp_of(made, "2025-03-10"))


def sheet(made: PublicEdition, name: str) -> list[tuple[object, ...]]:
    return list(openpyxl.load_workbook(io.BytesIO(book(made)))[name].iter_rows(min_row=2, values_only=True))


def test_each_year_and_the_target_has_its_line() -> None:
    rows = [row for row in lines(edition()) if row["代码"] == "145-01"]
    assert [(row["年份"], row["种类"], row["数值"], row["数值文字"], row["数值状态"], row["结论"]) for row in rows] == [
        ("2020", "基期", "1201", "1201", "", ""),
        ("2021", "实绩", "1362.5", "1362.5", "最终核实", ""),
        ("2022", "实绩", "", "尚未公布", "", ""),
        ("2023", "实绩", "1622.4", "1622.4", "普查修订", ""),
        ("2024", "实绩", "1713.5", "1713.5", "初步核算", "基本符合预期"),
        ("2025", "目标", "2000", "2000；年均增长 7%", "", ""),
    ]  # fmt: skip


def test_a_missing_figure_is_a_word_and_never_a_zero() -> None:
    row = next(row for row in lines(edition()) if row["代码"] == "145-15" and row["种类"] == "实绩")
    assert (row["数值"], row["数值文字"]) == ("", "尚未公布")
    assert "0" not in {row["数值"] for row in lines(edition())}


@pytest.mark.parametrize(
    ("text", "safe"),
    [("=1+1", "'=1+1"), ("+1", "'+1"), ("-1+2", "'-1+2"), ("@SUM(A1)", "'@SUM(A1)"), ("\t=1", "'\t=1"), ("  =1", "'  =1"),
     ("＝1", "'＝1"), ("-21.7", "-21.7"), ("<93", "<93"), ("—", "—"), ("A&B", "A&B"), ("", "")],
)  # fmt: skip
def test_what_looks_like_a_formula_is_text_and_a_negative_number_stays_one(text: str, safe: str) -> None:
    assert defused(text) == safe


def test_no_cell_of_the_table_or_the_workbook_is_a_formula() -> None:
    texts = [text for row in lines(trapped()) for text in row.values()]
    assert f"'=1+1{TRAP}" in texts
    assert not [text for text in texts if text.startswith(("=", "+", "@"))]
    with zipfile.ZipFile(io.BytesIO(book(trapped()))) as parts:
        sheets = [parts.read(name).decode() for name in parts.namelist() if name.startswith("xl/worksheets/sheet")]
    assert len(sheets) == 4
    assert not [each for each in sheets if re.search(r"<f[ >]|<hyperlink", each)]


def test_the_workbook_says_the_same_as_the_table() -> None:
    for made in (edition(), trapped()):
        head, *rows = sheet(made, "数据")
        assert list(head) == TITLES
        kept = [tuple("" if value is None else f"{value}" for value in row) for row in rows]
        assert kept == [tuple(text.replace("\r", "") for text in row) for row in rows_of(made)]


def test_the_figures_of_the_workbook_are_numbers() -> None:
    rows = sheet(edition(), "数据")[1:]
    assert [row[TITLES.index("数值")] for row in rows[:3]] == [1201, 1362.5, None]


def test_every_column_is_explained_in_the_dictionary() -> None:
    head, *rows = sheet(edition(), "数据字典")
    assert head == ("字段", "含义", "单位", "取值")
    assert [row[0] for row in rows] == TITLES
    assert all(all(row) for row in rows)


def test_texts_that_break_a_workbook_are_in_it_as_they_are() -> None:
    first = sheet(trapped(), "指标")[1]
    assert first[1] == LONG + TRAP
    assert first[8] == f"{TRAP}；<93"


def test_the_workbook_names_nobody_and_is_the_same_when_it_is_written_again() -> None:
    assert book(edition()) == book(edition())
    with zipfile.ZipFile(io.BytesIO(book(edition()))) as parts:
        core = parts.read("docProps/core.xml").decode()
    assert "<dc:creator>海曙区</dc:creator>" in core
    assert "2025-03-10T00:00:00Z" in core
