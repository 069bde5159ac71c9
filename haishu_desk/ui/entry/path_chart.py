"""Two small pictures of the panel: the way of an item to its target, and what was invested by period."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from PySide6.QtCore import QLineF, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QPixmap

from haishu_desk.ui.entry.brush import Brush
from haishu_desk.ui.entry.figures import grouped_text

WIDTH, HEIGHT = 272, 128
_LEFT, _RIGHT, _TOP, _BOTTOM = 44, 12, 14, 20
_SCALE = 2
_DOT = 3.0


@dataclass(frozen=True)
class Way:
    """The numbers of one item by year: what was reported, what is expected; `is_bound` where that is kept, not reached."""

    years: Sequence[int] = ()
    actual: Mapping[int, Decimal] = field(default_factory=dict)
    path: Mapping[int, Decimal] = field(default_factory=dict)
    is_bound: bool = False
    now: int = 0

    @property
    def is_worth_drawing(self) -> bool:
        """Two points at least, of whichever line."""
        return len(self.years) > 1 and len({*self.actual, *self.path}) > 1


@dataclass(frozen=True)
class Bar:
    """What stood in one period."""

    label: str
    value: Decimal
    is_now: bool = False


def draw_way(way: Way, brush: Brush) -> QPixmap:
    """Reported values as points, joined only over years that follow each other; the path dashed; the target as a dash."""
    picture, painter = _begin()
    numbers = [*way.actual.values(), *way.path.values()]
    low, high = _span(numbers)

    def at(year: int, number: Decimal) -> QPointF:
        share = (year - way.years[0]) / (way.years[-1] - way.years[0])
        height = float((number - low) / (high - low))
        return QPointF(
            _LEFT + 8 + share * (WIDTH - _LEFT - _RIGHT - 16), HEIGHT - _BOTTOM - height * (HEIGHT - _TOP - _BOTTOM)
        )

    _scale(painter, brush, low, high)
    _join(painter, QPen(brush.theme.color("c_path"), 1.2, Qt.PenStyle.DashLine), way.path, at)
    _join(painter, QPen(brush.theme.color("c_actual"), 1.8), way.actual, at)
    for year, number in way.actual.items():
        is_now = year == way.now
        painter.setPen(QPen(brush.theme.color("c_actual"), 1.6))
        painter.setBrush(brush.theme.color("surface" if is_now else "c_actual"))
        painter.drawEllipse(at(year, number), _DOT + is_now, _DOT + is_now)
    if way.path and not way.is_bound:
        last = max(way.path)
        end = at(last, way.path[last])
        painter.setPen(QPen(brush.theme.color("c_target"), 2.4))
        painter.drawLine(QLineF(end.x() - 6, end.y(), end.x() + 6, end.y()))
    for year in way.years:
        middle = at(year, low).x()
        ink = "text" if year == way.now else "text3"
        brush.words(painter, _box(middle - 20, HEIGHT - 17, 40, 16), f"{year}", ink, use="badge",
                    align=Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter)  # fmt: skip
    painter.end()
    return picture


def draw_bars(bars: Sequence[Bar], brush: Brush) -> QPixmap:
    """A bar for each period from nothing up, its figure over it; the present one stands out."""
    picture, painter = _begin()
    most = max((bar.value for bar in bars), default=Decimal(1)) or Decimal(1)
    room = (WIDTH - 2 * _RIGHT) / max(len(bars), 1)
    middle = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter
    for place, bar in enumerate(bars):
        height = max(float(bar.value / most), 0.0) * (HEIGHT - 2 * _BOTTOM)
        left = _RIGHT + place * room
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(brush.theme.color("c_actual" if bar.is_now else "c_path"))
        painter.drawRoundedRect(QRectF(left + room * 0.2, HEIGHT - _BOTTOM - height, room * 0.6, max(height, 1)), 2, 2)
        above = _box(left - 4, HEIGHT - _BOTTOM - height - 17, room + 8, 16)
        ink = "accent_text" if bar.is_now else "text2"
        brush.words(
            painter, above, grouped_text(f"{bar.value:f}", None), ink, use="badge", bold=bar.is_now, align=middle
        )
        below = _box(left - 4, HEIGHT - 17, room + 8, 16)
        brush.words(painter, below, bar.label, "text3", use="badge", align=middle)
    painter.setPen(QPen(brush.theme.color("line2"), 1))
    painter.drawLine(QLineF(_RIGHT, HEIGHT - _BOTTOM, WIDTH - _RIGHT, HEIGHT - _BOTTOM))
    painter.end()
    return picture


def _begin() -> tuple[QPixmap, QPainter]:
    picture = QPixmap(WIDTH * _SCALE, HEIGHT * _SCALE)
    picture.setDevicePixelRatio(_SCALE)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    return picture, painter


def _span(numbers: Iterable[Decimal]) -> tuple[Decimal, Decimal]:
    """What the axis runs between: a tenth more than is needed, so that a flat line has room."""
    found = list(numbers)
    low, high = min(found), max(found)
    edge = (high - low) / 10 or max(abs(high) / 10, Decimal(1))
    return low - edge, high + edge


def _scale(painter: QPainter, brush: Brush, low: Decimal, high: Decimal) -> None:
    """Three hairlines with their figures."""
    for share in (Decimal("0.1"), Decimal("0.5"), Decimal("0.9")):
        y = HEIGHT - _BOTTOM - float(share) * (HEIGHT - _TOP - _BOTTOM)
        painter.setPen(QPen(brush.theme.color("c_grid"), 1))
        painter.drawLine(QLineF(_LEFT, y, WIDTH - _RIGHT, y))
        number = low + (high - low) * share
        side = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        brush.words(painter, _box(0, y - 8, _LEFT - 6, 16), _short(number), "text3", use="badge", align=side)


def _short(number: Decimal) -> str:
    """Four digits are enough beside a hairline."""
    places = max(3 - max(number.adjusted(), 0), 0) if number else 0
    text = f"{round(number, places):f}"
    return grouped_text(text.rstrip("0").rstrip(".") if "." in text else text, None)


def _join(painter: QPainter, pen: QPen, line: Mapping[int, Decimal], at: Callable[[int, Decimal], QPointF]) -> None:
    painter.setPen(pen)
    for year, number in line.items():
        if year + 1 in line:
            painter.drawLine(at(year, number), at(year + 1, line[year + 1]))


def _box(left: float, top: float, width: float, height: float) -> QRect:
    return QRectF(left, top, width, height).toRect()
