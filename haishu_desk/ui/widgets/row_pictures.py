"""Pictures of whole rows: a row that was painted is shown again as it is until something that it shows is another.

Painting a row from Python takes some hundred times as long as showing its picture, and a step of scrolling brings only a
few new rows into sight.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from math import ceil, floor
from typing import Generic, TypeVar

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QHeaderView, QTableView

T = TypeVar("T")
# As many rows as two screens hold are kept; beyond that they would only take memory.
_SCREENS, _LEAST_HEIGHT = 2, 20


class RowPictures(Generic[T]):
    """The rows of a header in pictures.

    `paint_row` paints a row from a value that says all that the row shows, so that a picture can outlive nothing but
    sizes and colours: these are the `ground` of `paint`.
    """

    def __init__(self, rows: QHeaderView, paint_row: Callable[[QPainter, QRect, T], None]) -> None:
        self._rows, self._paint_row = rows, paint_row
        self._ground: tuple[object, ...] = ()
        self._scale, self._shift = 1.0, 0.0
        # By row and by where its upper edge lies within a pixel of the screen: at 150 % that may be in its middle.
        self._kept: dict[tuple[int, float], tuple[int, T, QPixmap]] = {}

    def paint_table(
        self, table: QTableView, dirty: QRect, ground: tuple[object, ...], content_of: Callable[[int], T]
    ) -> None:
        """Show the rows of a table that `dirty`, a part of its viewport, cuts; where its columns stand is compared too."""
        header = table.horizontalHeader()
        widths = tuple(map(header.sectionSize, range(header.count())))
        strip = QRect(-header.offset(), dirty.top(), header.length(), dirty.height())
        painter = QPainter(table.viewport())
        self.paint(painter, strip, (*ground, widths, table.devicePixelRatioF()), content_of)
        painter.end()

    def paint(
        self, painter: QPainter, strip: QRect, ground: tuple[object, ...], content_of: Callable[[int], T]
    ) -> None:
        """Show the rows from the top of `strip` to its bottom, each from its left edge to its right.

        `content_of` says what a row shows, `ground` is whatever else all rows depend on; both are compared. The painter
        counts in pixels of the screen afterwards.
        """
        if strip.isEmpty():
            return
        to_pixels = painter.deviceTransform()
        scale, left = to_pixels.m11(), strip.left() * to_pixels.m11() + to_pixels.dx()
        self._scale, self._shift = scale, left % 1
        ground = (*ground, strip.width(), scale, left % 1)
        if ground != self._ground:
            self._kept.clear()
            self._ground = ground
        painter.setWorldTransform(to_pixels.inverted()[0])
        first, last = _rounded(left), _rounded(left + strip.width() * scale)
        for row, top, height in self._within(strip):
            upper = top * scale + to_pixels.dy()
            picture = self._picture(row, upper % 1, QRect(0, 0, strip.width(), height), content_of(row))
            begin, end = _rounded(upper), _rounded(upper + height * scale)
            painter.drawPixmap(
                first, begin, picture, first - floor(left), begin - floor(upper), last - first, end - begin
            )

    def _within(self, strip: QRect) -> Iterator[tuple[int, int, int]]:
        """The rows that are to be painted, with their upper edges and heights."""
        rows, count = self._rows, self._rows.count()
        row = rows.logicalIndexAt(strip.top())
        top = rows.sectionViewportPosition(row) if row >= 0 else 0
        while 0 <= row < count and top <= strip.bottom():
            height = rows.sectionSize(row)
            if height:
                yield row, top, height
            row, top = row + 1, top + height

    def _picture(self, row: int, phase: float, place: QRect, content: T) -> QPixmap:
        kept = self._kept.pop((row, phase), None)
        if kept is None or kept[0] != place.height() or kept[1] != content:
            kept = place.height(), content, self._painted(phase, place, content)
        self._kept[row, phase] = kept  # the last one now: the first is what was not seen for longest
        if len(self._kept) > _SCREENS * (self._rows.height() // _LEAST_HEIGHT + 2):
            del self._kept[next(iter(self._kept))]
        return kept[2]

    def _painted(self, phase: float, place: QRect, content: T) -> QPixmap:
        """The row as it looks where its corner lies so far within a pixel."""
        scale = self._scale
        picture = QPixmap(ceil(self._shift + place.width() * scale), ceil(phase + place.height() * scale))
        picture.setDevicePixelRatio(scale)
        painter = QPainter(picture)
        painter.translate(self._shift / scale, phase / scale)
        self._paint_row(painter, place, content)
        painter.end()
        picture.setDevicePixelRatio(1)
        return picture


def _rounded(length: float) -> int:
    """The pixel at which the painter begins to fill."""
    return floor(length + 0.5)
