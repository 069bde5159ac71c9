"""An evaluation as a workbook: its document, and the yearly lines of each indicator a sheet a category."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from haishu_desk.desk.judging_ground import asked_of
from haishu_desk.desk.report_charts import YearlyCharts

if TYPE_CHECKING:
    from haishu_desk.desk.reporting import Made

Told = Callable[[int, int], object]


def xlsx_of(made: Made, told: Told | None) -> bytes:
    """The bytes of the .xlsx; `told` is called when the lines are gathered and when the workbook is there."""
    from haishu_desk.report.document_book import book_of  # noqa: PLC0415  heavy, loaded when one is written

    then, record = made.then, made.record
    judged = then.evaluating.judged(record.plan, record.year, cutoff=record.cutoff, base=record.base)
    charts = YearlyCharts(then, asked_of(then, record.plan, record.year, record.cutoff, record.base)).charts(judged)
    if told is not None:
        told(1, 2)
    data = book_of(made.document, {f"图表 {category}": each for category, each in charts.items()})
    if told is not None:
        told(2, 2)
    return data
