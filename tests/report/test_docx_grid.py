"""Tables of a .docx: widths of columns, rows that may be divided, the mark of a figure below it."""

from __future__ import annotations

from typing import Any

import docx
from docx.oxml.ns import qn

from haishu_desk.report.document import Cell, Table, heads_of, row_of
from haishu_desk.report.docx_grid import add_table
from haishu_desk.report.docx_styles import prepare

ROOM = 5_616_000  # 156 mm


def grid(table: Table) -> Any:
    document = docx.Document()
    prepare(document, is_own=False)
    add_table(document, table, ROOM)
    return document.tables[0]


def test_columns_share_the_room_by_their_widths() -> None:
    made = grid(Table("", heads_of("甲", "乙"), (row_of(("1", "2")),), (3.0, 1.0), ("left", "left")))
    assert [round(column.width / 36_000) for column in made.columns] == [117, 39]  # of 156 mm
    assert made._tbl.tblPr.find(qn("w:tblLayout")).get(qn("w:type")) == "fixed"


def test_only_a_row_that_is_taller_than_most_of_a_page_may_be_divided() -> None:
    rows = (row_of(("短", "1")), row_of(("长" * 2000, "1")))
    made = grid(Table("", heads_of("甲", "乙"), rows, (3.0, 1.0), ("left", "left")))
    assert [row._tr.trPr is not None and row._tr.trPr.find(qn("w:cantSplit")) is not None for row in made.rows] == [
        True, True, False,
    ]  # fmt: skip


def test_the_parts_of_a_table_s_properties_stand_in_the_order_of_the_format() -> None:
    made = grid(Table("", heads_of("甲"), (row_of(("1",)),), (1.0,), ("left",)))
    names = [child.tag.partition("}")[2] for child in made._tbl.tblPr]
    order = ["tblStyle", "tblW", "jc", "tblBorders", "tblLayout", "tblCellMar", "tblLook"]
    assert names == [name for name in order if name in names]


def test_a_mark_stands_under_a_figure_and_beside_a_text() -> None:
    rows = (row_of((Cell("文字", 1), Cell("12", 2))),)
    made = grid(Table("", heads_of("甲", "乙"), rows, (1.0, 1.0), ("left", "right")))
    assert [cell.text for cell in made.rows[1].cells] == ["文字〔1〕", "12\n〔2〕"]
