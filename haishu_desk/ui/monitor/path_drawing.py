"""What is drawn of the path: the steps of the years with their tolerance, the forecast with its band, the verdict's mark."""

from __future__ import annotations

from itertools import groupby

from haishu_desk.desk.portrait import Ahead, Portrait
from haishu_desk.desk.steps import Step
from haishu_desk.monitor.commitment import RANGE
from haishu_desk.ui.monitor.canvas import DASHES, Canvas
from haishu_desk.ui.monitor.geometry import has_stairs, rise
from haishu_desk.ui.monitor.wording import LIGHT_MARKS, ahead_words, latest_words

_LONG_DASHES = [7.0, 4.0]
_BAND, _CONE = 0.16, 0.20
# The shape says the same as the colour: disc, triangle, square, ring.
_SHAPES = {"ok": ("o", "ok", "surface"), "warn": ("t1", "warn", "warn_text"), "bad": ("s", "bad", "surface"),
           "idle": ("o", "surface", "idle")}  # fmt: skip
_MARK = 15


class PathDrawing:
    """Draws what one item should come to, and will, on a canvas that has its series already."""

    def __init__(self, canvas: Canvas, seen: Portrait) -> None:
        self._canvas, self._seen = canvas, seen

    def draw(self) -> None:
        """All of it."""
        seen = self._seen
        if has_stairs(seen):
            for step in seen.steps:
                self._band(step)
            for _, run in groupby(enumerate(seen.steps), key=lambda place: place[1].year - place[0]):
                self._stairs([step for _, step in run])
        if seen.ahead is not None:
            self._ahead(seen.ahead)
        self._latest()

    def _band(self, step: Step) -> None:
        """How far off is still on course, or the range that is asked for."""
        if step.bounds is None:
            return
        low, high = (float(bound) for bound in step.bounds)
        left, right = step.year - 0.5, step.year + 0.5
        corners = [(left, low), (left, high), (right, high), (right, low)]
        is_range = self._seen.kind == RANGE
        self._canvas.area(corners, "c_target" if is_range else "c_path", _BAND, depth=-5, kind="band")

    def _stairs(self, run: list[Step]) -> None:
        """One line of steps over consecutive years: level over each year, upright between them."""
        levels = [(step.year, float(step.value)) for step in run if step.value is not None]
        if not levels:
            return
        x = [edge for year, _ in levels for edge in (year - 0.5, year + 0.5)]
        y = [value for _, value in levels for _ in range(2)]
        self._canvas.line(x, y, self._canvas.pen("c_path", 1.4, _LONG_DASHES), 1.5, "steps")

    def _ahead(self, ahead: Ahead) -> None:
        """A cone from the last point to the band of the last year; the band is in words too."""
        start = (float(ahead.start[0]), float(ahead.start[1]))
        value, low, high = float(ahead.value), float(ahead.low), float(ahead.high)
        corners = [start, (ahead.year, high), (ahead.year, low)]
        self._canvas.area(corners, "c_actual", _CONE, depth=-4, kind="forecast-band")
        pen = self._canvas.pen("c_actual", 1.8, DASHES)
        self._canvas.line((start[0], ahead.year), (start[1], value), pen, 2.5, "forecast")
        self._canvas.dot((ahead.year, value), "surface", "c_actual", depth=4, kind="forecast-point")
        self._canvas.text((ahead.year + 0.08, value), ahead_words(self._seen, ahead), "accent_text", (0, 0.5))

    def _latest(self) -> None:
        """The last value in words, and the shape of the verdict on the year that was judged."""
        seen = self._seen
        point = seen.series.counting.get(seen.year)
        if seen.row is not None and point is not None and point.number is not None:
            symbol, fill, ring = _SHAPES[LIGHT_MARKS[seen.row["light"]]]
            place = (float(point.year), float(point.number))
            self._canvas.dot(place, fill, ring, depth=5, kind="verdict", symbol=symbol, size=_MARK)
        latest = seen.series.latest
        if latest is None or latest.number is None:
            return
        # Where the line does not run: at the right under one that rises and over one that falls; at the edge the other way.
        is_last = latest.year == seen.series.years[-1]
        is_below = (rise(seen.series, latest.year) >= 0) is not is_last
        place = (latest.year + (0.42 if is_last else 0.06), float(latest.number))
        anchor = (int(is_last), -0.25 if is_below else 1.25)
        self._canvas.text(place, latest_words(seen, latest), "text", anchor, bold=True)
