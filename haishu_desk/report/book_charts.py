"""The charts of a report in a workbook, drawn by the office program from the figures on a sheet beside them.

A missing figure is an empty cell and a gap; a target is a dashed line or, where it stands at one place only, a mark.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from haishu_desk.domain.signs import as_shared_string, that_travels
from haishu_desk.report.document import Chart, Series

_FONT = "微软雅黑"
_COLOURS = ("#1F4E79", "#C55A11", "#548235", "#7F6000", "#7030A0", "#404040")
_MARKERS = ("circle", "square", "triangle", "diamond", "x", "star")
# Two charts side by side on A4 across, in pixels; rows of 20.
_WIDE, _HIGH, _EDGE, _ROW = 560, 366, 12, 20
_ACROSS, _DOWN, _COLUMN = 2, 2, 9


def put_charts(book: Any, charts: Sequence[Chart], page: Any, data: Any, line: int = 0) -> int:
    """Draw `charts` on the sheet `page`, four to a printed page, from figures on the sheet `data` from `line` on.

    Returns the first line of `data` that is free.
    """
    heading = book.add_format({"font_name": _FONT, "font_size": 10, "bold": True})
    heading_right = book.add_format({"font_name": _FONT, "font_size": 10, "bold": True, "align": "right"})
    plain = book.add_format({"font_name": _FONT, "font_size": 10})
    data.set_column(0, 0, 28)
    rows_each = (_HIGH + _EDGE) // _ROW + 1
    for number, chart in enumerate(charts):
        line = _figures(data, line, chart, (heading, heading_right, plain))
        drawn = _drawn(book, chart, data.get_name(), line)
        row, column = number // _ACROSS * rows_each, number % _ACROSS * _COLUMN
        said = f"{chart.title}：{'、'.join(chart.places)}；数值见“图表数据”"
        page.insert_chart(row, column, drawn, {"object_position": 1, "description": that_travels(said)[:250]})
        line += len(chart.series) + len(chart.notes) + 3
    breaks = range(rows_each * _DOWN, -(-len(charts) // _ACROSS) * rows_each, rows_each * _DOWN)
    page.set_h_pagebreaks(list(breaks))
    return line


def _figures(data: Any, line: int, chart: Chart, looks: tuple[Any, Any, Any]) -> int:
    """Write what a chart is drawn from: its title, the places, a row a series; the line of the places."""
    heading, right, plain = looks
    data.write_string(line, 0, as_shared_string(_titled(chart)), heading)
    for place, name in enumerate(chart.places, start=1):
        data.write_string(line + 1, place, as_shared_string(that_travels(name)), right)
    for down, series in enumerate(chart.series, start=line + 2):
        data.write_string(down, 0, as_shared_string(that_travels(series.name)), plain)
        for place, value in enumerate(series.values, start=1):
            if value is not None:
                data.write_number(down, place, float(value), plain)
    for down, note in enumerate(chart.notes, start=line + 2 + len(chart.series)):
        data.write_string(down, 0, as_shared_string(that_travels(note)), plain)
    return line + 1


def _drawn(book: Any, chart: Chart, sheet: str, line: int) -> Any:
    drawn = book.add_chart({"type": "column" if chart.kind == "bar" else "line"})
    last = len(chart.places)
    for number, series in enumerate(chart.series):
        row = line + 1 + number
        drawn.add_series(
            {
                "name": [sheet, row, 0],
                "categories": [sheet, line, 1, line, last],
                "values": [sheet, row, 1, row, last],
                **_look(chart, number, series),
            }
        )
    small = {"name": _FONT, "size": 9}
    drawn.set_title({"name": _titled(chart), "name_font": {"name": _FONT, "size": 11}, "overlay": False})
    drawn.set_legend({"position": "bottom", "font": small} if len(chart.series) > 1 else {"none": True})
    drawn.set_x_axis({"num_font": small, "label_position": "low"})
    drawn.set_y_axis({"num_font": small, "major_gridlines": {"visible": True, "line": {"color": "#D9DEE4"}}})
    drawn.show_blanks_as("gap")
    drawn.set_size({"width": _WIDE, "height": _HIGH})
    return drawn


def _look(chart: Chart, number: int, series: Series) -> dict[str, Any]:
    colour = _COLOURS[number % len(_COLOURS)]
    if chart.kind == "bar":
        label = {"value": True, "font": {"name": _FONT, "size": 8}}
        return {"fill": {"color": colour}, "data_labels": label, "gap": 60}
    is_alone = sum(value is not None for value in series.values) == 1
    marker = {
        "type": "diamond" if series.name in chart.dashed else _MARKERS[number % len(_MARKERS)],
        "size": 8 if is_alone else 5,
        "fill": {"color": colour},
        "border": {"color": colour},
    }
    line: dict[str, Any] = {"color": colour, "width": 2.0}
    if series.name in chart.dashed:
        line["dash_type"] = "dash"
        marker = marker if is_alone else {"type": "none"}
    return {"line": line, "marker": marker}


def _titled(chart: Chart) -> str:
    """The title in words: with a plain ! it could be taken for the address of a cell."""
    return that_travels(chart.title + (f"（{chart.unit}）" if chart.unit else "")).replace("!", "！")
