"""The picture of one public indicator: its figures by year and what the plan wants, as SVG with a title and a description.

The line breaks at a year without a figure and where the definition changed; an estimate is a hollow point. Colours and sizes
of type are the page's (classes only), so that the picture follows light, dark and paper.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from html import escape
from itertools import pairwise
from math import floor, log10

from haishu_desk.domain.signs import that_travels
from haishu_desk.report.public_facts import ALL_ALONG, AT_THE_END, PublicItem, PublicPoint

_WIDTH, _HEIGHT = 360, 210
_LEFT, _RIGHT, _TOP, _BOTTOM = 48, 342, 26, 172
_LABEL, _YEAR_LINE = 7, 190
_STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)
_TICKS = 4


@dataclass(frozen=True)
class _Scale:
    """Where a value and a year stand."""

    low: float
    high: float
    step: float
    first: int
    last: int

    def y(self, value: Decimal | float) -> float:
        return _BOTTOM - (float(value) - self.low) / (self.high - self.low) * (_BOTTOM - _TOP)

    def x(self, year: int) -> float:
        return _LEFT + 14 + (year - self.first) / max(self.last - self.first, 1) * (_RIGHT - _LEFT - 28)

    @property
    def ticks(self) -> list[float]:
        return [self.low + place * self.step for place in range(round((self.high - self.low) / self.step) + 1)]


def chart(item: PublicItem, years: tuple[int, int]) -> str:
    """The SVG of an item over those years; nothing for one without a number."""
    if not item.has_figure:
        return ""
    scale = _scale(item, years)
    name = f"c-{_key(item.code)}"
    parts = [
        f'<svg viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img" aria-labelledby="{name}-t {name}-d" class="chart">',
        f'<title id="{name}-t">{_text(f"{item.name}（{item.unit}）历年数和目标")}</title>',
        f'<desc id="{name}-d">{_text(described(item))}</desc>',
        *_grid(scale),
        *_breaks(item, scale),
        *_target(item, scale),
        *_lines(item, scale),
        *_points(item, scale),
        "</svg>",
    ]
    return "".join(parts)


def described(item: PublicItem) -> str:
    """The picture in words: each year, and the target."""
    years = "，".join(f"{point.year}年{point.whole}" for point in item.points)
    broken = "".join(f"；{year}年起口径变化，前后不连线" for year in item.breaks)
    return f"{years}；目标：{item.target.words}{broken}。"


def segments(item: PublicItem) -> list[list[PublicPoint]]:
    """The runs of consecutive years with a number: no line goes across a missing year or a changed definition."""
    found: list[list[PublicPoint]] = []
    for before, point in pairwise((None, *item.points)):
        if point is None or point.number is None:
            continue
        is_next = before is not None and before.number is not None and before.year == point.year - 1
        if is_next and point.year not in item.breaks:
            found[-1].append(point)
        else:
            found.append([point])
    return found


def _scale(item: PublicItem, years: tuple[int, int]) -> _Scale:
    numbers = [float(point.number) for point in item.points if point.number is not None]
    if item.target.drawn in (AT_THE_END, ALL_ALONG) and item.target.number is not None:
        numbers.append(float(item.target.number))
    low, high = min(numbers), max(numbers)
    room = (high - low) or abs(high) * 0.2 or 1.0
    step = _step(room * 1.3 / _TICKS)
    bottom = floor((low - room * 0.1) / step) * step
    if low >= 0:
        bottom = max(bottom, 0.0)
    count = 1
    while bottom + count * step < high + room * 0.12:
        count += 1
    return _Scale(bottom, bottom + count * step, step, *years)


def _step(wanted: float) -> float:
    power = 10.0 ** floor(log10(wanted))
    return next(each * power for each in _STEPS if each * power >= wanted * 0.999)


def _grid(scale: _Scale) -> Iterator[str]:
    for tick in scale.ticks:
        y = scale.y(tick)
        yield f'<line class="grid" x1="{_LEFT}" x2="{_RIGHT}" y1="{y:.1f}" y2="{y:.1f}"/>'
        yield f'<text class="axis" x="{_LEFT - 6}" y="{y + 4:.1f}" text-anchor="end">{_tick(tick, scale.step)}</text>'
    for year in range(scale.first, scale.last + 1):
        yield f'<text class="axis" x="{scale.x(year):.1f}" y="{_YEAR_LINE}" text-anchor="middle">{year}</text>'


def _breaks(item: PublicItem, scale: _Scale) -> Iterator[str]:
    for year in item.breaks:
        if scale.first < year <= scale.last:
            x = (scale.x(year) + scale.x(year - 1)) / 2
            yield f'<line class="break" x1="{x:.1f}" x2="{x:.1f}" y1="{_TOP}" y2="{_BOTTOM}"/>'
            yield f'<text class="axis" x="{x:.1f}" y="{_TOP - 10}" text-anchor="middle">口径变化</text>'


def _target(item: PublicItem, scale: _Scale) -> Iterator[str]:
    target = item.target
    if target.number is None or target.drawn not in (AT_THE_END, ALL_ALONG):
        return
    y = scale.y(target.number)
    words = _text(_short(f"目标 {target.level or target.growth}"))
    if target.drawn == ALL_ALONG:
        yield f'<line class="target" x1="{_LEFT}" x2="{_RIGHT}" y1="{y:.1f}" y2="{y:.1f}"/>'
        above = y - _TOP > _LABEL * 2
        yield f'<text class="target-word" x="{_RIGHT}" y="{y - 5 if above else y + 14:.1f}" text-anchor="end">{words}</text>'
        return
    x = scale.x(scale.last)
    yield f'<path class="target-mark" d="M{x:.1f} {y - 6:.1f}l6 6l-6 6l-6 -6z"/>'
    last = next((point.number for point in item.points if point.year == scale.last), None)
    below = last is not None and last > target.number
    yield f'<text class="target-word" x="{_RIGHT}" y="{y + 19 if below else y - 10:.1f}" text-anchor="end">{words}</text>'


def _lines(item: PublicItem, scale: _Scale) -> Iterator[str]:
    for run in segments(item):
        if len(run) > 1:
            path = " ".join(f"{scale.x(point.year):.1f},{scale.y(point.number or 0):.1f}" for point in run)
            yield f'<polyline class="line" points="{path}"/>'


def _points(item: PublicItem, scale: _Scale) -> Iterator[str]:
    drawn = [point for point in item.points if point.number is not None]
    for point in item.points:
        x = scale.x(point.year)
        if point.number is None:
            words = point.words if len(point.words) <= _ROOM_OF_A_YEAR else "见表"
            yield f'<text class="none" x="{x:.1f}" y="{_BOTTOM - 5}" text-anchor="middle">{_text(words)}</text>'
            continue
        y = scale.y(point.number)
        kind = "estimate" if point.is_estimate else "point"
        yield f'<circle class="{kind}" cx="{x:.1f}" cy="{y:.1f}" r="4"/>'
        if point in (drawn[0], drawn[-1]):
            label_y = y + 18 if _is_crowded(item, point, scale) else y - 9
            yield f'<text class="value" x="{x:.1f}" y="{label_y:.1f}" text-anchor="middle">{_text(_short(point.words))}</text>'


def _is_crowded(item: PublicItem, point: PublicPoint, scale: _Scale) -> bool:
    """Whether the target's word stands just above the point: then the value goes below it."""
    target = item.target
    if target.number is None or target.drawn not in (AT_THE_END, ALL_ALONG):
        return False
    is_near_end = target.drawn == ALL_ALONG or point.year >= scale.last - 1
    return is_near_end and -4 <= scale.y(point.number or 0) - scale.y(target.number) <= 30  # noqa: PLR2004  two lines of type


_LONGEST, _ROOM_OF_A_YEAR = 14, 5


def _short(words: str) -> str:
    return words if len(words) <= _LONGEST else f"{words[:_LONGEST]}…"


def _tick(value: float, step: float) -> str:
    places = max(0, -floor(log10(step))) if step < 1 else 0
    if step != round(step, places):
        places += 1
    return f"{value:.{places}f}"


def _key(code: str) -> str:
    return "".join(sign if sign.isascii() and sign.isalnum() else "-" for sign in code)


def _text(words: str) -> str:
    return escape(that_travels(words))
