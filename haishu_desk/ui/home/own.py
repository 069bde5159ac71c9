"""本单位指标: the unit's own indicators, each in one line with its latest value and the run of the years before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from PySide6.QtCore import QPointF, QRect
from PySide6.QtGui import QPainter, QPen, QPolygonF

from haishu_desk.desk.figures import Figures
from haishu_desk.desk.series import Point, Series
from haishu_desk.ui.home.rows import RIGHT, RowDelegate, RowList
from haishu_desk.ui.marks import paint_mark, text_token
from haishu_desk.ui.session import Session
from haishu_desk.ui.theme import Theme

Segment = tuple[tuple[int, Decimal], ...]
_MARKS = {"已批": "ok", "核定": "ok", "已报": "warn", "录入中": "info"}
_LINE = (120, 18)


@dataclass(frozen=True)
class OwnRow:
    """One indicator; `segments` are its years with a number, broken where one is missing.

    `year` is the year of the value, or the part of a year (2026年第三季度) where no whole year is known as late.
    """

    code: str
    number: str
    name: str
    unit: str
    value: str
    year: str
    basis: str
    segments: tuple[Segment, ...]

    @property
    def mark(self) -> str:
        """The mark of what the value stands on."""
        return _MARKS.get(self.basis, "idle")

    @property
    def when(self) -> str:
        """When, as there is room for it: 2025, 第三季度, 8月."""
        return self.year.split("年", 1)[-1]

    @property
    def spoken(self) -> str:
        """The row as one sentence."""
        latest = f"{self.year} {self.value} {self.unit} {self.basis}" if self.year else "未出数"
        return f"{self.number} {self.name}，{latest}"


def own_rows(session: Session) -> list[OwnRow]:
    """The indicators that this unit reports under the newest plan, in the order of the plan."""
    figures = Figures(session.desk)
    items = figures.items()
    plan = items[0].plan if items else ""
    return [_row(figures.series(item.code)) for item in items if item.plan == plan]


def _row(series: Series) -> OwnRow:
    item, latest = series.item, series.latest
    part = _latest_part(series)
    if part is not None and (latest is None or part.year > latest.year):
        value, year, basis = part.words, part.period.title, part.basis
    else:
        value, year, basis = (latest.words, str(latest.year), latest.basis) if latest else ("未出数", "", "")
    segments = tuple(tuple(segment) for segment in series.segments())
    return OwnRow(item.code, item.number, item.name, item.unit or "", value, year, basis, segments)


def _latest_part(series: Series) -> Point | None:
    """The last figure of a part of a year."""
    said = [
        point for point in series.points if point.counts and not point.is_annual and point.quantity
        and not point.quantity.missing
    ]  # fmt: skip
    return max(said, key=lambda point: point.period.last_day, default=None)


class _OwnDelegate(RowDelegate):
    """Number, name, value with its unit, the line of the years, and what the value stands on."""

    height = 30

    def paint_row(self, painter: QPainter, place: QRect, row: OwnRow) -> None:
        theme, wide = self.theme, self.theme.wide
        basis, line, value = wide(118), wide(_LINE[0]), wide(150)
        right = place.right() - 16
        self._paint_basis(painter, QRect(right - basis, place.top(), basis, place.height()), row)
        right -= basis + 16
        if place.width() > wide(640):
            self._paint_line(painter, QRect(right - line, place.center().y() - 9, line, _LINE[1]), row)
            right -= line + 16
        figure = QRect(right - value, place.top(), value, place.height())
        unit = wide(52)
        known = bool(row.year)
        number = figure.adjusted(0, 0, -unit if known else 0, 0)
        ink = "text" if known else "text3"
        self.words(painter, number, row.value, ink, theme.font("body", bold=known), RIGHT)
        if known:
            after = QRect(figure.right() - unit + 6, place.top(), unit - 6, place.height())
            self.words(painter, after, row.unit, "text3", theme.font("small"))
        left = place.left() + 16
        self.words(painter, QRect(left, place.top(), 26, place.height()), row.number, "text3", theme.font("small"))
        left += wide(28)
        name = QRect(left, place.top(), figure.left() - left - 8, place.height())
        self.words(painter, name, row.name, "text", theme.font("body"))

    def _paint_basis(self, painter: QPainter, place: QRect, row: OwnRow) -> None:
        words = f"{row.when} {row.basis}" if row.year else "未出数"
        paint_mark(painter, QPointF(place.left() + 6, place.center().y() + 0.5), row.mark, self.theme)
        self.words(painter, place.adjusted(17, 0, 0, 0), words, text_token(row.mark), self.theme.font("chip"))

    def _paint_line(self, painter: QPainter, place: QRect, row: OwnRow) -> None:
        points = [point for segment in row.segments for point in segment]
        if not points:
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        (first, last), values = (points[0][0], points[-1][0]), [value for _, value in points]
        low, high = min(values), max(values)

        def spot(year: int, value: Decimal) -> QPointF:
            across = (year - first) / (last - first) if last > first else 1.0
            up = float((value - low) / (high - low)) if high > low else 0.5
            return QPointF(
                place.left() + 4 + across * (place.width() - 8), place.bottom() - 3 - up * (place.height() - 6)
            )

        color = self.theme.color("c_actual")
        painter.setPen(QPen(color, 1.5))
        for segment in row.segments:
            painter.drawPolyline(QPolygonF([spot(*point) for point in segment]))
        painter.setBrush(color)
        for point in points:
            painter.drawEllipse(spot(*point), 1.2, 1.2)
        painter.drawEllipse(spot(*points[-1]), 2.4, 2.4)
        painter.restore()


class OwnList(RowList):
    """The list; `opened` carries an OwnRow."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "本单位指标", _spoken, _OwnDelegate)


def _spoken(row: OwnRow) -> str:
    return row.spoken


def counts_of(rows: Sequence[OwnRow]) -> str:
    """How many there are, and how many of them have a figure."""
    return f"{len(rows)} 项，{sum(bool(row.year) for row in rows)} 项有数" if rows else ""
