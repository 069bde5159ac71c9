"""A table as a workbook: read back by another library, every cell as text."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import openpyxl

from haishu_desk.report.xlsx_table import xlsx_table

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

COLUMNS = ["编号", "左式", "说明"]


def page_of(rows: list[list[str]], title: str = "审核规则") -> Worksheet:
    page = openpyxl.load_workbook(io.BytesIO(xlsx_table(title, "第 1 版", COLUMNS, rows))).active
    assert page is not None
    return page


def test_title_line_headings_and_rows_stand_in_their_places() -> None:
    page = page_of([["R-1", "[145-01]", "生产总值"]])
    assert [page["A1"].value, page["A2"].value] == ["审核规则", "第 1 版　严禁录入涉密信息"]
    assert [cell.value for cell in page[3]] == COLUMNS
    assert [cell.value for cell in page[4]] == ["R-1", "[145-01]", "生产总值"]


def test_what_looks_like_a_formula_a_number_or_an_address_stays_text() -> None:
    typed = ["=1+1", "00123", "http://a.b"]
    page = page_of([typed])
    assert [(cell.value, cell.data_type, cell.hyperlink) for cell in page[4]] == [(text, "s", None) for text in typed]


def test_the_headings_repeat_on_every_page_across_a4() -> None:
    page = page_of([["R", "x", "y"]] * 200)
    assert page.print_title_rows == "$3:$3"
    assert (page.page_setup.orientation, page.page_setup.paperSize) == ("landscape", 9)
    assert page.sheet_properties.pageSetUpPr is not None
    assert page.sheet_properties.pageSetUpPr.fitToPage
    assert page.page_setup.fitToHeight in (0, "0")
    assert page.freeze_panes == "A4"
    assert page.max_row == 203


def test_a_table_without_rows_is_a_table() -> None:
    assert page_of([]).max_row == 3


def test_a_long_title_is_a_sheet_all_the_same() -> None:
    page = page_of([], "长" * 60)
    assert (len(page.title), page["A1"].value) == (31, "长" * 60)
