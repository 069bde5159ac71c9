"""The plot with its marks. The one module with pyqtgraph: loaded when the first chart is shown."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import pyqtgraph as pg
from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import QPen
from PySide6.QtWidgets import QVBoxLayout, QWidget

from haishu_desk.ui.monitor.scale import tick_words, ticks
from haishu_desk.ui.theme import Theme

DOTS, DASHES = [1.5, 3.5], [4.0, 3.0]
_SYMBOL = 9


@dataclass(frozen=True)
class Drawn:
    """A mark that was drawn, and what it stands for."""

    kind: str
    item: Any

    @property
    def places(self) -> list[tuple[float, float]]:
        """Where its points stand, as year and value; of words their place."""
        if isinstance(self.item, pg.TextItem):
            return [(self.item.pos().x(), self.item.pos().y())]
        x, y = self.item.getData()
        return [(float(across), float(up)) for across, up in zip(x, y, strict=True)]


class Canvas(QWidget):
    """Years across, values up; lines, points and words in the colours of tokens. `hovered` carries a year, or None.

    `moved`: the years stand at other places now. `ratio` is how many dots of a picture a pixel has, where it is painted on one.
    """

    hovered = Signal(object)
    moved = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None, *, ratio: float | None = None) -> None:
        super().__init__(parent)
        self._theme, self._ratio = theme, ratio
        self.drawn: list[Drawn] = []
        self.plot = pg.PlotWidget(self, background=theme.color("surface"))
        self.plot.setFrameShape(self.plot.Shape.NoFrame)
        self.plot.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.plot.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self._quiet()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.plot)
        self._cross = pg.InfiniteLine(angle=90, movable=False, pen=self.pen("accent", 1.2))
        self._cross.setZValue(7)
        self._cross.hide()
        self.plot.addItem(self._cross, ignoreBounds=True)
        self.plot.scene().sigMouseMoved.connect(self._on_mouse)
        self.plot.getPlotItem().getViewBox().sigResized.connect(self.moved)

    def _quiet(self) -> None:
        """No box, no menu, nothing that moves: the years and the values stay where they are."""
        item = self.plot.getPlotItem()
        item.setMenuEnabled(False)
        item.hideButtons()
        item.getViewBox().setMouseEnabled(False, False)
        item.getViewBox().setDefaultPadding(0)
        for side in ("left", "bottom"):
            axis = item.getAxis(side)
            axis.setTextPen(self._theme.color("text3"))
            axis.setTickFont(self._theme.font("small"))
            axis.setStyle(tickLength=0, tickTextOffset=8)
            axis.setPen(self.pen("line2", 1.0) if side == "bottom" else pg.mkPen(None))
            axis.setTickPen(
                self.pen("line2" if side == "bottom" else "surface", 1.0)
            )  # a tick of no length still leaves a dot
        item.getAxis("left").setWidth(self._theme.wide(64))
        item.getAxis("bottom").setHeight(self._theme.tall(26))

    def clear(self, years: range, low: float, high: float, *, numbered: bool, room: float = 0.0) -> None:
        """Take all marks away and set the axes; without numbers there is no scale at the left.

        `room` years stay empty at the right, for words.
        """
        for drawn in self.drawn:
            self.plot.removeItem(drawn.item)
        self.drawn = []
        self.cross(None)
        item = self.plot.getPlotItem()
        item.setXRange(years[0] - 0.5, years[-1] + 0.5 + room, padding=0)
        item.setYRange(low, high, padding=0)
        values = ticks(low, high) if numbered else []
        item.getAxis("left").setTicks([list(zip(values, tick_words(values), strict=True))])
        item.getAxis("bottom").setTicks([[(year, str(year)) for year in years]])
        for value in values:
            self.line((years[0] - 0.5, years[-1] + 0.5), (value, value), self.pen("c_grid", 1.0), -15)

    def span(self, first: int, last: int, token: str) -> None:
        """Shade the years of a plan."""
        region = pg.LinearRegionItem(
            values=(first - 0.5, last + 0.5), movable=False, brush=self._theme.color(token), pen=pg.mkPen(None)
        )
        self._keep("span", region, -20)

    def line(self, x: Iterable[float], y: Iterable[float], pen: QPen, depth: float, kind: str = "grid") -> None:
        """A line through these points, straight from one to the next."""
        self._keep(kind, pg.PlotCurveItem(list(x), list(y), pen=pen, antialias=True), depth)

    def area(
        self, corners: Sequence[tuple[float, float]], token: str, share: float, *, depth: float, kind: str
    ) -> None:
        """Fill what lies between the corners, with that share of a colour."""
        color = self._theme.color(token)
        color.setAlphaF(share)
        closed = [*corners, corners[0]]
        filled = pg.PlotCurveItem(
            [x for x, _ in closed], [y for _, y in closed], pen=pg.mkPen(None), brush=color, fillLevel="enclosed"
        )
        self._keep(kind, filled, depth)

    def dot(
        self, place: tuple[float, float], fill: str | None, ring: str, *, depth: float, kind: str, symbol: str = "o",
        size: int = 0,
    ) -> None:  # fmt: skip
        """A point; without a fill it is a ring through which what lies under it can be seen."""
        filled = ring == "surface"
        dot = pg.ScatterPlotItem(
            [place[0]],
            [place[1]],
            symbol=symbol,
            size=size or _SYMBOL + (1 if filled else 2 if fill is None else 0),
            pxMode=True,
            antialias=True,
            brush=pg.mkBrush(self._theme.color(fill)) if fill else pg.mkBrush(None),
            pen=self._pen(ring, 1.2 if filled else 1.8, self.devicePixelRatioF()),
        )
        self._keep(kind, dot, depth)

    def text(
        self, place: tuple[float, float], text: str, token: str, anchor: Sequence[float], *, bold: bool = False
    ) -> None:
        """Words at a place; `anchor` says which part of them stands there."""
        label = pg.TextItem(text, color=self._theme.color(token), anchor=anchor)
        label.setFont(self._theme.font("small", bold=bold))
        label.setPos(*place)
        self._keep("words", label, 8)

    def words(self) -> list[str]:
        """All words that stand on the picture."""
        return [drawn.item.toPlainText() for drawn in self.drawn if drawn.kind == "words"]

    def places(self, kind: str) -> list[list[tuple[float, float]]]:
        """Where the marks of one kind stand, mark by mark, as year and value."""
        return [drawn.places for drawn in self.drawn if drawn.kind == kind]

    def pen(self, token: str, width: float, dash: list[float] | None = None) -> QPen:
        """A pen for lines."""
        return self._pen(token, width, self._ratio or self.devicePixelRatioF(), dash)

    def _pen(self, token: str, width: float, ratio: float, dash: list[float] | None = None) -> QPen:
        """A cosmetic pen is counted in pixels of the device: at 200 % it must be twice as wide to look the same.

        On a picture that is true of lines only: pyqtgraph paints points for the screen and enlarges them.
        """
        pen = QPen(self._theme.color(token), width * ratio)
        pen.setCosmetic(True)
        if dash is not None:
            pen.setDashPattern(dash)
        return pen

    def cross(self, year: int | None) -> int:
        """Put the cross hair on a year (None: away); returns its place in pixels."""
        self._cross.setVisible(year is not None)
        if year is None:
            return 0
        self._cross.setPos(year)
        return int(self.across(year))

    def across(self, year: float) -> float:
        """How many pixels from the left edge of the canvas a place of the axis of years stands."""
        scene = self.plot.getPlotItem().getViewBox().mapViewToScene(QPointF(year, 0))
        return float(scene.x())

    def _keep(self, kind: str, item: Any, depth: float) -> None:
        item.setZValue(depth)
        self.plot.addItem(item, ignoreBounds=True)
        self.drawn.append(Drawn(kind, item))

    def _on_mouse(self, spot: QPointF) -> None:
        view = self.plot.getPlotItem().getViewBox()
        inside = view.sceneBoundingRect().contains(spot)
        self.hovered.emit(round(view.mapSceneToView(spot).x()) if inside else None)
