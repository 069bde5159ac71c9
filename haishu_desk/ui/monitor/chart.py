"""The chart of one series: what is drawn of it, and where. Loaded when the first chart is shown."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from haishu_desk.desk.series import BOUND, WORDS, Point, Series, Target, drawable
from haishu_desk.domain.quantity import show
from haishu_desk.ui.monitor.canvas import DASHES, DOTS, Canvas
from haishu_desk.ui.monitor.hover import Hover
from haishu_desk.ui.monitor.scale import limits
from haishu_desk.ui.monitor.wording import APPROVED, CLASHING, break_words, target_label
from haishu_desk.ui.theme import Theme

_WORD_LINE, _LABEL = 4, 1.1
_CLOSE = 0.12
# How far the first of several lines reaches past its point, in lines.
_HANG = 0.3
_PRINTED, _OPEN = ("c_path", "surface"), ("surface", "c_actual")
_FILLS = dict.fromkeys(APPROVED, ("c_actual", "surface"))


class Chart(QWidget):
    """Draws a `Series`. `asked_picture` and `asked_numbers` say what the context menu was asked to copy."""

    asked_picture = Signal()
    asked_numbers = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._series: Series | None = None
        self._year: int | None = None
        self._height = 1.0
        self._top = 1.0
        self.point_count = 0
        self.canvas = Canvas(theme, self)
        self.canvas.hovered.connect(self._on_hovered)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.canvas)
        self.hover = Hover(theme, self)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumHeight(180)

    def show_series(self, series: Series, spoken: str = "") -> None:
        """Draw another series, or the same one anew."""
        self._series, self._year, self.point_count = series, None, 0
        self.hover.hide()
        numbers = _numbers(series)
        low, high = limits(numbers)
        self._height, self._top = high - low, high
        self.canvas.clear(series.years, low, high, numbered=bool(numbers))
        for span in series.spans:
            self.canvas.span(span.first_year, span.last_year, "c_prev" if span is series.spans[-1] else "c_prev2")
            self.canvas.text((span.first_year - 0.42, high), span.title, "text2", (0, -0.2))
        for target in series.targets:
            self._draw_target(target, series)
        self._draw_base(series)
        self._draw_breaks(series)
        self._draw_actual(series)
        self._draw_latest(series)
        self._draw_others(series)
        self._draw_words(series, low + self._height * (0.1 if numbers else 0.5))
        self.setAccessibleName(f"{series.item.name}的图")
        self.setAccessibleDescription(spoken)

    def _draw_target(self, target: Target, series: Series) -> None:
        ends = (target.first_year - 0.5, target.last_year + 0.5)
        number = target.quantity.number if target.quantity and target.kind != WORDS else None
        if number is None:
            if target.quantity is not None:
                place = (ends[0] + 0.08, self._top - self._height * 0.1)
                self.canvas.text(place, f"目标：{target.words}", "c_target", (0, -0.2), bold=True)
            return
        value = float(number)
        dash = DASHES if target.earlier else DOTS if target.kind == BOUND else None
        self.canvas.line(ends, (value, value), self.canvas.pen("c_target", 1.2 if target.earlier else 1.6, dash), 1)
        # The label stands where the line of values does not run.
        right = self._is_crowded(series, ends[0], value) and not self._is_crowded(series, ends[1] - _LABEL, value)
        edge = ends[1] - 0.08 if right else ends[0] + 0.08
        self.canvas.text((edge, value), target_label(target), "c_target", (int(right), 1.05), bold=not target.earlier)

    def _is_crowded(self, series: Series, start: float, value: float) -> bool:
        """Whether the line of values runs through the place of a label over `value`."""
        low, high = value - self._height * 0.04, value + self._height * 0.12
        return any(low < height < high for height in _heights(series, start, start + _LABEL))

    def _draw_base(self, series: Series) -> None:
        base, last = series.base, series.spans[-1].last_year
        number = drawable(base.quantity) if base else None
        if base is None or number is None:
            return
        if base.year >= last:
            self.canvas.text((base.year - 0.12, float(number)), f"完成 {show(base.quantity)}", "text3", (1, 0.5))
            return
        self.canvas.line(
            (base.year, last + 0.5), (float(number), float(number)), self.canvas.pen("c_path", 1.2, DOTS), 1
        )
        self.canvas.text((last + 0.46, float(number)), f"基期 {show(base.quantity)}", "text3", (1, 0))

    def _draw_breaks(self, series: Series) -> None:
        """Where the figures begin to speak of something else: an upright line with its word; 追溯数 as dots on a dotted line."""
        for year, word in break_words(series).items():
            place = year - 0.5
            ends = (self._top - self._height, self._top)
            self.canvas.line((place, place), ends, self.canvas.pen("warn", 1.4, DASHES), 2)
            self.canvas.text((place + 0.05, self._top - self._height * 0.06), word, "warn_text", (0, 0))
        years = sorted(series.backcast)
        if not years:
            return
        joined = series.counting.get(years[-1] + 1)
        line = [(year, float(series.backcast[year])) for year in years]
        if joined is not None and joined.number is not None:
            line.append((joined.year, float(joined.number)))
        self.canvas.line([x for x, _ in line], [y for _, y in line], self.canvas.pen("c_vintage", 1.4, DOTS), 2)
        for year in years:
            self.canvas.dot(year, float(series.backcast[year]), "surface", "c_vintage", depth=4, symbol="s")
            self.point_count += 1

    def _draw_actual(self, series: Series) -> None:
        """The line, never across a missing year; what is not approved yet has a hollow point."""
        counting = series.counting
        for segment in series.segments():
            years, values = [year for year, _ in segment], [float(number) for _, number in segment]
            self.canvas.line(years, values, self.canvas.pen("c_actual", 2.4), 3)
            for year, value in zip(years, values, strict=True):
                fill, ring = _FILLS.get(counting[year].basis, _OPEN) if year in counting else _PRINTED
                self.canvas.dot(year, value, fill, ring, depth=4)
                self.point_count += 1

    def _draw_latest(self, series: Series) -> None:
        """Over a line that rises and under one that falls, so that the label does not stand on it."""
        latest = series.latest
        if latest is None or latest.number is None:
            return
        anchor = (0.5, 1.35) if _rise(series, latest.year) >= 0 else (0.5, -0.35)
        self.canvas.text(
            (latest.year, float(latest.number)), f"{latest.year}　{latest.words}", "text", anchor, bold=True
        )

    def _draw_others(self, series: Series) -> None:
        """What was reported at the time, and the sides of a 数据不一致: rings beside the line, each with its word."""
        places: dict[tuple[int, bool], list[tuple[float, Point]]] = {}
        for point in series.others:
            if point.number is None:
                continue
            value = float(point.number)
            token, symbol = ("clash", "d") if point.clash else ("c_vintage", "o")
            self.canvas.dot(point.year, value, None, token, depth=6, symbol=symbol)
            self.point_count += 1
            places.setdefault((point.year, _stands_left(point, series)), []).append((value, point))
        for (year, left), pairs in places.items():
            ordered = sorted(pairs, key=lambda pair: -pair[0])
            close = ordered[0][0] - ordered[-1][0] < self._height * _CLOSE
            above = left is (_rise(series, year) >= 0)
            for group in [ordered] if close else [[pair] for pair in ordered]:
                self._label(year, group, left=left, above=above)

    def _label(self, year: int, group: list[tuple[float, Point]], *, left: bool, above: bool) -> None:
        """One label for the values of a year that stand close together."""
        words = [f"{point.words} {CLASHING if point.clash else point.vintage or '当时报'}" for _, point in group]
        place = (year + (-0.12 if left else 0.12), sum(value for value, _ in group) / len(group))
        token = "clash_text" if group[0][1].clash else "c_vintage"
        # Several lines go up from their point over the line of values, and down from it under the line.
        hang = 0.5 if len(group) == 1 else 1 - _HANG / len(group) if above else _HANG / len(group)
        self.canvas.text(place, "\n".join(words), token, (1 if left else 0, hang))

    def _draw_words(self, series: Series, height: float) -> None:
        """Where there is a word and no number, the word stands at its year."""
        for year, word in series.silent_years().items():
            lines = [word[start : start + _WORD_LINE] for start in range(0, len(word), _WORD_LINE)]
            self.canvas.text((year, height), "\n".join(lines), "text3", (0.5, 0.5))

    # Looking closer.

    def look_at(self, year: int | None) -> None:
        """Put the cross hair on a year and show its values; None takes it away."""
        inside = self._series is not None and year is not None and year in self._series.years
        self._year = year if inside else None
        place = self.canvas.cross(self._year)
        if self._series is None or self._year is None:
            self.hover.hide()
            return
        self.hover.show_year(self._series, self._year, place, self.rect())

    def _on_hovered(self, year: int | None) -> None:
        if year != self._year:
            self.look_at(year)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Escape: 0}.get(Qt.Key(event.key()))
        if self._series is None or step is None:
            super().keyPressEvent(event)
            return
        years = self._series.years
        start = self._year if self._year is not None else (years[-1] + 1 if step < 0 else years[0] - 1)
        self.look_at(min(max(start + step, years[0]), years[-1]) if step else None)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = QMenu(self)
        menu.addAction("复制图", self.asked_picture.emit)
        menu.addAction("复制数", self.asked_numbers.emit)
        menu.exec(event.globalPos())


def _numbers(series: Series) -> list[Decimal]:
    """All numbers that must be seen."""
    drawn = [number for segment in series.segments() for _, number in segment]
    drawn += [point.number for point in series.others if point.number is not None]
    drawn += series.backcast.values()
    targets = [target.quantity.number for target in series.targets if target.kind != WORDS and target.quantity]
    return drawn + [number for number in targets if number is not None]


def _heights(series: Series, start: float, end: float) -> Iterator[float]:
    """Where the line of values runs between two places of the axis of years."""
    steps = [start + (end - start) * part / 10 for part in range(11)]
    for segment in series.segments():
        for (year, low), (_, high) in pairwise(segment):
            yield from (float(low) + (step - year) * float(high - low) for step in steps if year <= step <= year + 1)


def _rise(series: Series, year: int) -> float:
    """Which way the line goes at a year."""
    numbers = {place: float(number) for segment in series.segments() for place, number in segment}
    here = numbers.get(year, 0.0)
    return numbers.get(year + 1, here) - numbers.get(year - 1, here)


def _stands_left(point: Point, series: Series) -> bool:
    """Over a rising line there is room at the left, under it at the right; at the last year only at the left."""
    if point.year == series.years[-1] or point.number is None:
        return True
    counting = series.counting.get(point.year)
    above = counting is None or counting.number is None or point.number > counting.number
    return above == (_rise(series, point.year) >= 0)
