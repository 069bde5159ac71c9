"""The document that all report outputs share: parts, runs and cells that carry the numbers of facts."""

from __future__ import annotations

from decimal import Decimal

from haishu_desk.report.document import Cell, Chart, Document, Heading, Run, Series, Table, heads_of, row_of, said

TABLE = Table(
    "表1",
    heads_of("指标", "实绩"),
    (row_of(("甲", Cell("12", 2))), (Cell("合计", across=2),)),
    (2.0, 1.0),
    ("left", "right"),
)


def test_a_document_knows_the_facts_it_states_in_the_order_in_which_they_are_met() -> None:
    chart = Chart("图1", "bar", ("甲",), (Series("实绩", (Decimal(12),), (3,)),))
    parts = (Heading(1, "一、总体"), said("增长 ", Run("7.5", 1), "，", Run("12", 2)), TABLE, chart)
    assert Document("报告", parts).facts_used() == [1, 2, 3]


def test_tables_and_charts_are_found_in_order() -> None:
    chart = Chart("图1", "line", (), ())
    document = Document("报告", (TABLE, said("无"), chart))
    assert (list(document.tables), list(document.charts)) == ([TABLE], [chart])
    assert TABLE.columns == 2


def test_a_paragraph_is_read_without_its_marks() -> None:
    assert said("增长 ", Run("7.5", 1), "%").text == "增长 7.5%"
