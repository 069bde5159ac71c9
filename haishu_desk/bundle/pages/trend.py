"""走势: one small native chart an indicator, of the base, what is expected by year, and what was reported.

The figures stand in cells of this sheet under the chart; there is no formula and nothing is read from another file.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from haishu_desk.bundle.book import Course
from haishu_desk.bundle.layout import TREND
from haishu_desk.bundle.pages.looks import ACTUAL, BODY, FAINT, GRID, LINE, PATH, paper, protect

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

    from haishu_desk.bundle.book import Book
    from haishu_desk.bundle.pages.looks import Styles

_YEARS, _ACROSS, _DOWN, _PAGE = 6, 2, 15, 3  # a card: rows; cards on a page: side by side, one under the other
_NAME_WIDTH, _YEAR_WIDTH, _GAP_WIDTH = 4.5, 6.0, 1.5
_TITLE, _WORDS, _PICTURE, _FIGURES = 0, 1, 2, 11
_ROW_POINTS, _PICTURE_PIXELS = 18, 214
_FIRST = 2
# Fitting to the width would switch the page breaks off, and cut charts in two; this is small enough for any default font.
_SCALE = 82
_NOTE = "虚线是应达数，实线是上报的数，最左一年是基期。没有数的年份空着，线就断开；画不成线的写在图的上方。"
_STEPS = (1, 2, 5, 10)
_LINES = 5


def draw_trend(workbook: Workbook, styles: Styles, book: Book) -> None:
    """The sheet 走势; none where there is nothing to draw."""
    if not book.courses:
        return
    sheet = workbook.add_worksheet(TREND)
    paper(sheet, book)
    sheet.set_print_scale(_SCALE)
    for card in range(_ACROSS):
        first = _left(card)
        sheet.set_column(first, first, _NAME_WIDTH)
        sheet.set_column(first + 1, first + _YEARS, _YEAR_WIDTH)
    sheet.set_column(_YEARS + 1, _YEARS + 1, _GAP_WIDTH)
    sheet.set_row(0, 30)
    sheet.merge_range(0, 0, 0, _left(_ACROSS - 1) + _YEARS, f"{book.unit_name}　指标走势", styles["title"])
    sheet.write_string(1, 0, _NOTE, styles["small"])
    for number, course in enumerate(book.courses):
        _card(workbook, sheet, styles, course, number)
    rows = -(-len(book.courses) // _ACROSS)
    sheet.set_h_pagebreaks([_FIRST + _DOWN * row for row in range(_PAGE, rows, _PAGE)])
    sheet.print_area(0, 0, _FIRST + _DOWN * rows - 2, _left(_ACROSS - 1) + _YEARS)
    sheet.repeat_rows(0)
    sheet.freeze_panes(_FIRST, 0)
    protect(sheet)


def _left(card: int) -> int:
    return card * (_YEARS + 2)


def _figure(workbook: Workbook, places: int) -> Format:
    shown = f"0.{'0' * places}" if places else "0"
    return workbook.add_format(
        {"font_name": BODY, "font_size": 9, "align": "right", "valign": "vcenter", "num_format": shown}
    )


def _card(workbook: Workbook, sheet: Worksheet, styles: Styles, course: Course, number: int) -> None:
    top, left = _FIRST + _DOWN * (number // _ACROSS), _left(number % _ACROSS)
    for row in range(_DOWN):
        sheet.set_row(top + row, _ROW_POINTS)
    title = f"{course.title}（{course.unit}）" if course.unit else course.title
    sheet.merge_range(top + _TITLE, left, top + _TITLE, left + _YEARS, title, styles["card"])
    sheet.merge_range(top + _WORDS, left, top + _WORDS, left + _YEARS, course.words, styles["row_name"])
    below, figure = top + _FIGURES, _figure(workbook, course.places)
    for row, name in enumerate(("年份", "应达", "实际")):
        sheet.write_string(below + row, left, name, styles["year" if not row else "row_name"])
    for place, year in enumerate(course.years[:_YEARS], start=left + 1):
        sheet.write_string(below, place, str(year), styles["year"])
    for row, texts in enumerate((course.expected, course.actual), start=1):
        for place, text in enumerate(texts[:_YEARS], start=left + 1):
            if text is not None:
                sheet.write_number(below + row, place, float(text), figure)
    chart = _chart(workbook, course, (below, left))
    width = _pixels(_NAME_WIDTH) + _YEARS * _pixels(_YEAR_WIDTH)
    chart.set_size({"width": width, "height": _PICTURE_PIXELS})
    sheet.insert_chart(
        top + _PICTURE, left, chart, {"description": f"{course.title}：应达与实际", "object_position": 1}
    )


def _pixels(width: float) -> int:
    return int(width * 7 + 5)


def _chart(workbook: Workbook, course: Course, corner: tuple[int, int]) -> Any:
    below, left = corner
    last = left + min(len(course.years), _YEARS)
    years = [TREND, below, left + 1, below, last]
    chart = workbook.add_chart({"type": "line"})
    lines = (
        ("应达", course.expected, {"color": PATH, "width": 1.5, "dash_type": "dash"}, {"type": "none"}),
        ("实际", course.actual, {"color": ACTUAL, "width": 2.25},
         {"type": "circle", "size": 6, "fill": {"color": ACTUAL}, "border": {"color": ACTUAL}}),
    )  # fmt: skip
    for row, (_, values, line, marker) in enumerate(lines, start=1):
        if any(text is not None for text in values):
            chart.add_series({
                "name": [TREND, below + row, left], "categories": years,
                "values": [TREND, below + row, left + 1, below + row, last], "line": line, "marker": marker,
            })  # fmt: skip
    font = {"name": BODY, "size": 9, "color": FAINT}
    chart.set_x_axis({"num_font": font, "line": {"color": LINE}, "major_tick_mark": "none"})
    chart.set_y_axis({
        "num_font": font, "line": {"none": True}, "major_gridlines": {"visible": True, "line": {"color": GRID}},
        "major_tick_mark": "none", **_bounds(course),
    })  # fmt: skip
    chart.set_title({"none": True})
    chart.set_legend({"position": "top", "font": font})
    chart.set_chartarea({"border": {"none": True}})
    chart.show_blanks_as("gap")
    return chart


def _bounds(course: Course) -> dict[str, Any]:
    """Round numbers above and below all that is drawn, so that a small change can be seen."""
    numbers = [Decimal(text) for text in (*course.expected, *course.actual) if text is not None]
    if not numbers:
        return {}
    low, high = float(min(numbers)), float(max(numbers))
    step = next(_steps((high - low or abs(high) or 1) / _LINES))
    floor, ceiling = math.floor(low / step), math.ceil(high / step)
    floor -= floor * step == low and low > 0
    places = max(0, -math.floor(math.log10(step)))
    return {
        "min": round(floor * step, places), "max": round((ceiling + (ceiling * step == high)) * step, places),
        "major_unit": round(step, places), "num_format": f"0.{'0' * places}" if places else "0",
    }  # fmt: skip


def _steps(least: float) -> Iterator[float]:
    """1, 2 or 5 times a power of ten, from `least` up."""
    power = 10.0 ** math.floor(math.log10(least))
    yield from (step * power for step in _STEPS if step * power >= least)
