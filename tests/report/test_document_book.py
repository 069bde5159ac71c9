"""A report as a workbook: figures that can be reckoned with and traced, charts with gaps, nothing that is a formula."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

import openpyxl

from haishu_desk.report.document import (
    CENTRE,
    LEFT,
    RIGHT,
    Cell,
    Chart,
    Document,
    Head,
    Heading,
    Run,
    Series,
    Table,
    heads_of,
    row_of,
    said,
)
from haishu_desk.report.document_book import book_of

TABLE = Table(
    "表1 指标进展", ((Head("序号", down=2), Head("2024年", across=2)), (Head("实绩"), Head("应达"))),
    ((Cell("滞后（1项）", across=3),), row_of(("1", Cell("1713.5", 40), Cell("95.0%", 41))), row_of(("=1+1", "—", Cell("<93", 42)))),
    (1, 2, 2), (CENTRE, RIGHT, LEFT), ("注：A&B",), name="指标进展",
)  # fmt: skip
LINES = Chart(
    "1 地区生产总值", "line", ("2020", "2021", "2022", "2023"),
    (Series("实绩", (Decimal(1201), None, Decimal("1512.6"), Decimal(0))), Series("目标", (None, None, None, Decimal(2000)))),
    "亿元", ("没有连线的年份：2021年未取得",), frozenset({"目标"}),
)  # fmt: skip
DOCUMENT = Document(
    "=报告&<93", (Heading(1, "一、总体"), said("实绩", Run("1713.5", 40), "亿元。"), TABLE, LINES), subtitle="（期末版）",
    number="海评〔2025〕1号", office="海曙区发改局", day="2025-03-10", snapshot="数据快照 1234", is_sample=True,
)  # fmt: skip


def parts(data: bytes, like: str) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        return [file.read(name).decode() for name in sorted(file.namelist()) if re.fullmatch(like, name)]


def sheet(data: bytes, name: str) -> list[list[object]]:
    return [list(row) for row in openpyxl.load_workbook(io.BytesIO(data))[name].iter_rows(values_only=True)]


def names(document: Document, charts: Mapping[str, Sequence[Chart]] | None = None) -> list[str]:
    return openpyxl.load_workbook(io.BytesIO(book_of(document, charts))).sheetnames


def test_the_text_stands_on_the_first_sheet_and_each_table_on_its_own() -> None:
    assert names(DOCUMENT) == ["报告", "图表", "图表数据", "指标进展"]
    assert names(DOCUMENT, {"图表 经济发展": [LINES]}) == ["报告", "图表", "图表 经济发展", "图表数据", "指标进展"]
    text = [row[0] for row in sheet(book_of(DOCUMENT), "报告")]
    assert text == [
        "=报告&<93", "（期末版）", "海评〔2025〕1号", "海曙区发改局", "2025-03-10", "数据快照 1234", "严禁录入涉密信息", "示例数据：数字是为试用编的。", "一、总体",
        "实绩1713.5〔40〕亿元。", "［表1 指标进展：见“指标进展”］", "［1 地区生产总值：见“图表”］",
    ]  # fmt: skip


def test_a_figure_is_a_number_and_shows_its_mark() -> None:
    data = book_of(DOCUMENT)
    found = openpyxl.load_workbook(io.BytesIO(data))["指标进展"]
    assert [found["B5"].value, found["B5"].number_format] == [1713.5, '0.0"〔40〕"']
    assert [found["C5"].value, found["C5"].number_format] == [0.95, '0.0%"〔41〕"']
    assert [found["A6"].value, found["B6"].value, found["C6"].value] == ["=1+1", "—", "<93〔42〕"]
    assert found["A6"].data_type == "s"


def test_heads_and_groups_span_their_columns_and_repeat_on_paper() -> None:
    found = openpyxl.load_workbook(io.BytesIO(book_of(DOCUMENT)))["指标进展"]
    assert {str(each) for each in found.merged_cells.ranges} == {"A2:A3", "B2:C2", "A4:C4", "A7:C7"}
    assert found.print_title_rows == "$2:$3"
    assert found.page_setup.paperSize == 9
    (written, *_) = [
        each
        for each in parts(book_of(DOCUMENT), r"xl/worksheets/sheet\d+\.xml")
        if "$2:$3" in each or "mergeCell " in each
    ]
    assert '<pageSetUpPr fitToPage="1"/>' in written
    assert "<oddHeader>&amp;L示例数据　" in written
    assert "=报告&amp;&amp;&lt;93" in written


def test_no_cell_is_a_formula_and_the_same_document_gives_the_same_bytes() -> None:
    data = book_of(DOCUMENT, {"图表 甲": [LINES]})
    assert data == book_of(DOCUMENT, {"图表 甲": [LINES]})
    assert not [each for each in parts(data, r"xl/worksheets/sheet\d+\.xml") if re.search(r"<f[ >]|<hyperlink", each)]


def test_a_missing_year_is_an_empty_cell_and_a_gap_and_a_zero_is_a_zero() -> None:
    data = book_of(DOCUMENT)
    rows = sheet(data, "图表数据")
    assert rows[0][0] == "1 地区生产总值（亿元）"
    assert rows[2] == ["实绩", 1201, None, 1512.6, 0]
    assert rows[3] == ["目标", None, None, None, 2000]
    (drawing,) = parts(data, r"xl/charts/chart\d+\.xml")
    assert "dispBlanksAs" not in drawing  # a gap, as long as nothing else is said
    assert "<c:smooth" not in drawing
    assert "'图表数据'!$B$3:$E$3" in drawing or "图表数据!$B$3:$E$3" in drawing


def test_a_target_at_one_place_is_a_mark_and_each_chart_is_native() -> None:
    (drawing,) = parts(book_of(DOCUMENT), r"xl/charts/chart\d+\.xml")
    assert '<c:symbol val="diamond"/>' in drawing
    assert '<a:prstDash val="dash"/>' in drawing
    many = book_of(DOCUMENT, {"图表 甲": [replace(LINES, title=f"{number} 项") for number in range(40)]})
    assert len(parts(many, r"xl/charts/chart\d+\.xml")) == 41


def test_names_of_sheets_are_short_different_and_without_forbidden_signs() -> None:
    tables = [
        replace(TABLE, name="很长的表名" * 10),
        replace(TABLE, name="很长的表名" * 10),
        replace(TABLE, name="a/b:c[d]*?'"),
    ]
    found = names(replace(DOCUMENT, parts=tuple(tables)))
    assert len(set(found)) == 4
    assert all(len(name) <= 31 and not set("[]:*?/\\'") & set(name) for name in found)


def test_three_hundred_rows_and_a_very_long_name_are_written_whole() -> None:
    long = "名" * 200
    big = replace(
        TABLE,
        heads=heads_of("序号", "项目", "投资"),
        rows=tuple(row_of((str(n), long, Cell("1.25", n))) for n in range(1, 301)),
    )
    rows = sheet(book_of(replace(DOCUMENT, parts=(big,))), "指标进展")
    assert len(rows) == 2 + 300 + 1
    assert rows[301] == ["300", long, 1.25]


def test_a_title_that_looks_like_the_address_of_a_cell_stays_words() -> None:
    title = "1 =cmd|'/C calc'!A0增加值"
    (drawn,) = parts(book_of(replace(DOCUMENT, parts=(replace(LINES, title=title),))), r"xl/charts/chart\d+\.xml")
    assert "'/C calc'！A0增加值（亿元）" in drawn.replace("&#39;", "'").replace("&apos;", "'")
