"""The chart of one item: what is drawn of it, and looking closer at a year. Loaded when the first chart is shown."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from haishu_desk.desk.portrait import Portrait
from haishu_desk.ui.monitor.canvas import Canvas
from haishu_desk.ui.monitor.drawing import SeriesDrawing
from haishu_desk.ui.monitor.geometry import numbers_of
from haishu_desk.ui.monitor.hover import Hover
from haishu_desk.ui.monitor.path_drawing import PathDrawing
from haishu_desk.ui.monitor.scale import limits
from haishu_desk.ui.theme import Theme

# The words of the forecast stand at the right of its point: that share of the axis.
_ROOM = 0.075


class Chart(QWidget):
    """Draws an `Portrait`. `asked_picture` and `asked_numbers` say what the context menu was asked to copy.

    `stepped` carries -1 or 1 for the item before or after; `looked` the year under the cross hair, or None.
    """

    asked_picture = Signal()
    asked_numbers = Signal()
    stepped = Signal(int)
    looked = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None, *, ratio: float | None = None) -> None:
        super().__init__(parent)
        self._seen: Portrait | None = None
        self._year: int | None = None
        self.point_count = 0
        self.canvas = Canvas(theme, self, ratio=ratio)
        self.canvas.hovered.connect(self._on_hovered)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.canvas)
        self.hover = Hover(theme, self)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumHeight(180)

    def show_portrait(self, seen: Portrait, spoken: str = "") -> None:
        """Draw another item, or the same one anew."""
        self._seen, self._year = seen, None
        self.hover.hide()
        numbers = numbers_of(seen)
        low, high = limits(numbers)
        years = seen.series.years
        room = len(years) * _ROOM if seen.ahead is not None else 0.0
        self.canvas.clear(years, low, high, numbered=bool(numbers), room=room)
        drawing = SeriesDrawing(self.canvas, seen.series, low, high)
        drawing.draw(has_scale=bool(numbers))
        self.point_count = drawing.point_count
        PathDrawing(self.canvas, seen).draw()
        self.setAccessibleName(f"{seen.series.item.name}的图")
        self.setAccessibleDescription(spoken)

    # Looking closer.

    def look_at(self, year: int | None) -> None:
        """Put the cross hair on a year and show its values; None takes it away."""
        inside = self._seen is not None and year is not None and year in self._seen.series.years
        self._year = year if inside else None
        place = self.canvas.cross(self._year)
        if self._seen is None or self._year is None:
            self.hover.hide()
        else:
            self.hover.show_year(self._seen, self._year, place, self.rect())
        self.looked.emit(self._year)

    def _on_hovered(self, year: int | None) -> None:
        if year != self._year:
            self.look_at(year)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        across = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Escape: 0}.get(Qt.Key(event.key()))
        other = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        if other is not None:
            self.stepped.emit(other)
        elif self._seen is not None and across is not None and not (across == 0 and self._year is None):
            years = self._seen.series.years
            start = self._year if self._year is not None else (years[-1] + 1 if across < 0 else years[0] - 1)
            self.look_at(min(max(start + across, years[0]), years[-1]) if across else None)
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = QMenu(self)
        menu.addAction("复制图", self.asked_picture.emit)
        menu.addAction("复制数", self.asked_numbers.emit)
        menu.exec(event.globalPos())
