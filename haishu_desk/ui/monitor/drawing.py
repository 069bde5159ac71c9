"""What is drawn of a series: targets, base, breaks, the line of values with its points, what was said at the time, words."""

from __future__ import annotations

from haishu_desk.desk.series import BOUND, WORDS, Point, Series, Target, drawable
from haishu_desk.domain.quantity import show
from haishu_desk.ui.monitor.canvas import DASHES, DOTS, Canvas
from haishu_desk.ui.monitor.geometry import heights, old_years, rise, stands_left
from haishu_desk.ui.monitor.wording import APPROVED, CLASHING, break_words, target_label

_WORD_LINE, _LABEL = 4, 1.1
_CLOSE = 0.12
# How far the first of several lines reaches past its point, in lines.
_HANG = 0.3
_PRINTED, _OPEN, _OLD = ("c_path", "surface"), ("surface", "c_actual"), ("surface", "idle")
_FILLS = dict.fromkeys(APPROVED, ("c_actual", "surface"))


class SeriesDrawing:
    """Draws one series on a canvas whose axis of values goes from `low` to `high`."""

    def __init__(self, canvas: Canvas, series: Series, low: float, high: float) -> None:
        self._canvas, self._series = canvas, series
        self._height, self._top = high - low, high
        self.point_count = 0

    def draw(self, *, has_scale: bool) -> None:
        """All of it, from the back to the front."""
        series = self._series
        for span in series.spans:
            self._canvas.span(span.first_year, span.last_year, "c_prev" if span is series.spans[-1] else "c_prev2")
            self._canvas.text((span.first_year - 0.42, self._top), span.title, "text2", (0, -0.2))
        for target in series.targets:
            self._target(target)
        self._base()
        self._breaks()
        self._backcast()
        self._actual()
        self._others()
        self._words(self._top - self._height * (0.9 if has_scale else 0.5))

    def _target(self, target: Target) -> None:
        ends = (target.first_year - 0.5, target.last_year + 0.5)
        number = target.quantity.number if target.quantity and target.kind != WORDS else None
        if number is None:
            if target.quantity is not None:
                place = (ends[1] - 0.08, self._top)
                self._canvas.text(place, f"目标：{target.words}", "c_target", (1, -0.2), bold=True)
            return
        value = float(number)
        dash = DASHES if target.earlier else DOTS if target.kind == BOUND else None
        pen = self._canvas.pen("c_target", 1.2 if target.earlier else 1.6, dash)
        self._canvas.line(ends, (value, value), pen, 1, "target")
        # The label stands where the line of values does not run.
        right = self._is_crowded(ends[0], value) and not self._is_crowded(ends[1] - _LABEL, value)
        edge = ends[1] - 0.08 if right else ends[0] + 0.08
        self._canvas.text((edge, value), target_label(target), "c_target", (int(right), 1.05), bold=not target.earlier)

    def _is_crowded(self, start: float, value: float) -> bool:
        """Whether the line of values runs through the place of a label over `value`."""
        low, high = value - self._height * 0.04, value + self._height * 0.12
        return any(low < height < high for height in heights(self._series, start, start + _LABEL))

    def _base(self) -> None:
        base, last = self._series.base, self._series.spans[-1].last_year
        number = drawable(base.quantity) if base else None
        if base is None or number is None:
            return
        if base.year >= last:
            self._canvas.text((base.year - 0.12, float(number)), f"完成 {show(base.quantity)}", "text3", (1, 0.5))
            return
        level = (float(number), float(number))
        self._canvas.line((base.year, last + 0.5), level, self._canvas.pen("c_path", 1.2, DOTS), 1, "base")
        self._canvas.text((last + 0.46, level[0]), f"基期 {show(base.quantity)}", "text3", (1, 0))

    def _breaks(self) -> None:
        """Where the figures begin to speak of something else: an upright line with its words."""
        for year, word in break_words(self._series).items():
            place = year - 0.5
            ends = (self._top - self._height, self._top)
            self._canvas.line((place, place), ends, self._canvas.pen("warn", 1.4, DASHES), 2, "break")
            spot = (place + 0.05, self._top - self._height * 0.06)
            self._canvas.text(spot, f"{word}\n新旧不连", "warn_text", (0, 0))

    def _backcast(self) -> None:
        """追溯数 as squares on a dotted line up to the first year of the new 口径."""
        series = self._series
        years = sorted(series.backcast)
        if not years:
            return
        joined = series.counting.get(years[-1] + 1)
        line = [(year, float(series.backcast[year])) for year in years]
        if joined is not None and joined.number is not None:
            line.append((joined.year, float(joined.number)))
        pen = self._canvas.pen("c_vintage", 1.4, DOTS)
        self._canvas.line([x for x, _ in line], [y for _, y in line], pen, 2, "backcast")
        for year in years:
            place = (year, float(series.backcast[year]))
            self._dot(place, ("surface", "c_vintage"), "backcast-point", symbol="s")

    def _actual(self) -> None:
        """The line, never across a missing year; an old 口径 is grey, and what is not approved yet has a hollow point."""
        counting, new = self._series.counting, old_years(self._series)
        for segment in self._series.segments():
            years, values = [year for year, _ in segment], [float(number) for _, number in segment]
            is_old = years[0] < new
            pen = self._canvas.pen("idle" if is_old else "c_actual", 1.8 if is_old else 2.4)
            self._canvas.line(years, values, pen, 3, "old" if is_old else "actual")
            for year, value in zip(years, values, strict=True):
                looks = _FILLS.get(counting[year].basis, _OPEN) if year in counting else _PRINTED
                kind = "old-point" if is_old else "actual-point"
                self._dot((year, value), _OLD if is_old and year in counting else looks, kind)

    def _others(self) -> None:
        """What was reported at the time, and the sides of a 数据不一致: rings beside the line, each with its word."""
        series = self._series
        places: dict[tuple[int, bool], list[tuple[float, Point]]] = {}
        for point in series.others:
            if point.number is None:
                continue
            value = float(point.number)
            ring, symbol, kind = ("clash", "d", "clash-point") if point.clash else ("c_vintage", "o", "vintage-point")
            self._dot((point.year, value), (None, ring), kind, symbol=symbol, depth=6)
            places.setdefault((point.year, stands_left(point, series)), []).append((value, point))
        for (year, left), pairs in places.items():
            ordered = sorted(pairs, key=lambda pair: -pair[0])
            close = ordered[0][0] - ordered[-1][0] < self._height * _CLOSE
            above = left is (rise(series, year) >= 0)
            for group in [ordered] if close else [[pair] for pair in ordered]:
                self._label(year, group, left=left, above=above)

    def _label(self, year: int, group: list[tuple[float, Point]], *, left: bool, above: bool) -> None:
        """One label for the values of a year that stand close together."""
        words = [f"{point.words} {CLASHING if point.clash else point.vintage or '当时报'}" for _, point in group]
        place = (year + (-0.12 if left else 0.12), sum(value for value, _ in group) / len(group))
        token = "clash_text" if group[0][1].clash else "c_vintage"
        # Several lines go up from their point over the line of values, and down from it under the line.
        hang = 0.5 if len(group) == 1 else 1 - _HANG / len(group) if above else _HANG / len(group)
        self._canvas.text(place, "\n".join(words), token, (1 if left else 0, hang))

    def _words(self, height: float) -> None:
        """Where there is a word and no number, the word stands at its year."""
        for year, word in self._series.silent_years().items():
            lines = [word[start : start + _WORD_LINE] for start in range(0, len(word), _WORD_LINE)]
            self._canvas.text((year, height), "\n".join(lines), "text3", (0.5, 0.5))

    def _dot(
        self, place: tuple[float, float], looks: tuple[str | None, str], kind: str, *, symbol: str = "o", depth: float = 4
    ) -> None:  # fmt: skip
        self._canvas.dot(place, *looks, depth=depth, kind=kind, symbol=symbol)
        self.point_count += 1
