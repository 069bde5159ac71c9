"""What kinds of file a report can be written to: each suffix is a line of `WRITERS`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from haishu_desk.domain.errors import UsageError

if TYPE_CHECKING:
    from haishu_desk.desk.reporting import Made

Told = Callable[[int, int], object]
Writer = Callable[["Made", Told | None], bytes]


def writer_of(out: Path) -> Writer:
    """What makes the bytes of that file; UsageError names the kinds there are."""
    found = WRITERS.get(out.suffix.lower())
    if found is None:
        raise UsageError(f"不会写“{out.suffix or out.name}”文件", f"请把文件名写成 {'、'.join(WRITERS)} 中的一种")
    return found


def _docx(made: Made, told: Told | None) -> bytes:
    from haishu_desk.desk.report_frames import Frames  # noqa: PLC0415  loaded when one is written
    from haishu_desk.report.docx_report import docx_of  # noqa: PLC0415  as above

    style, name = Frames(made.then).style(made.record.kind) or (None, "")
    return docx_of(made.document, style, told, name=name)


def _xlsx(made: Made, told: Told | None) -> bytes:
    from haishu_desk.desk.judging_ground import asked_of  # noqa: PLC0415  as above
    from haishu_desk.desk.report_charts import YearlyCharts  # noqa: PLC0415  as above
    from haishu_desk.report.document_book import book_of  # noqa: PLC0415  as above

    then, record = made.then, made.record
    judged = then.evaluating.judged(record.plan, record.year, cutoff=record.cutoff, base=record.base)
    charts = YearlyCharts(then, asked_of(then, record.plan, record.year, record.cutoff, record.base)).charts(judged)
    if told is not None:
        told(1, 2)
    data = book_of(made.document, {f"图表 {category}": each for category, each in charts.items()})
    if told is not None:
        told(2, 2)
    return data


WRITERS: dict[str, Writer] = {".docx": _docx, ".xlsx": _xlsx}
