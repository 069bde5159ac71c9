"""Whatever is asked of a workbook, its sheets, formats and charts is asked again of a plain one."""

from __future__ import annotations

import io
import zipfile
from typing import Any

from haishu_desk.bench.replay import OPTIONS, asked_again, written_down


def test_sheets_formats_charts_and_words_come_again() -> None:
    def draw(made: Any) -> bytes:
        stream = io.BytesIO()
        book = made(stream, OPTIONS)
        bold, sheet = book.add_format({"bold": True}), book.add_worksheet("表")
        sheet.write_rich_string(0, 0, bold, "甲", "乙")
        sheet.conditional_format(0, 0, 1, 1, {"type": "cell", "criteria": ">", "value": 1, "format": bold})
        chart = book.add_chart({"type": "line"})
        chart.add_series({"values": ["表", 0, 0, 3, 0]})
        sheet.insert_chart(2, 2, chart)
        book.close()
        return stream.getvalue()

    ours, calls = written_down(draw)
    assert _parts(asked_again(calls)) == _parts(ours)
    assert {"xl/charts/chart1.xml", "xl/worksheets/sheet1.xml"} <= set(_parts(ours))


def _parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist() if name != "docProps/core.xml"}
