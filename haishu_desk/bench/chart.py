"""The big chart beside bare pyqtgraph: an item drawn anew with its repaint, against the same marks put on a plain plot."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from haishu_desk.bench.pairs import Measured, in_turn, timed

if TYPE_CHECKING:
    from haishu_desk.desk.portrait import Portrait
    from haishu_desk.ui.monitor.chart import Chart

SIZE = (984, 470)
_UNIT, _ITEM = "dept-tjj", "145-03"
_FIGURES = {"2021": "2.52", "2022": "2.71", "2023": "2.94", "2024": "3.12"}
_TIMES = 8
_POINT, _LINE = ("symbol", "size", "pxMode", "antialias", "brush", "pen"), ("pen", "brush", "fillLevel", "antialias")


def drawing(pairs: int) -> Measured:
    """G15: what a step from one indicator to the next costs in the chart; both sides show the same picture."""
    with charted() as (ours, seen):
        theirs, redraw = bare(ours)
        try:
            return in_turn(
                "G15 big chart, drawn anew and painted",
                1.1,
                "bare pyqtgraph with the same marks and settings",
                ours=timed(lambda: _repeat(lambda: _ours(ours, seen)), time.process_time),
                theirs=timed(lambda: _repeat(lambda: _theirs(theirs, redraw)), time.process_time),
                pairs=pairs,
                detail=f"{len(ours.canvas.drawn)} 个标记",
            )
        finally:
            theirs.close()


def _repeat(work: Callable[[], object]) -> None:
    for _ in range(_TIMES):
        work()


def _ours(chart: Chart, seen: Portrait) -> None:
    chart.show_portrait(seen)
    chart.canvas.plot.viewport().repaint()


def _theirs(plot: Any, redraw: Callable[[], None]) -> None:
    redraw()
    plot.viewport().repaint()


@contextmanager
def charted() -> Iterator[tuple[Chart, Portrait]]:
    """The chart of one indicator with its steps, forecast and verdict, shown; and what it shows."""
    from PySide6.QtWidgets import QApplication  # noqa: PLC0415  a verb must not load Qt

    from haishu_desk.desk import Desk  # noqa: PLC0415
    from haishu_desk.desk.figures import Figures  # noqa: PLC0415
    from haishu_desk.desk.founding import found  # noqa: PLC0415
    from haishu_desk.desk.portrait import Wish, portrait_of  # noqa: PLC0415
    from haishu_desk.ui.monitor.chart import Chart  # noqa: PLC0415
    from haishu_desk.ui.theme import Theme  # noqa: PLC0415

    application = QApplication.instance() or QApplication([])  # kept until the chart is closed
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "district.db"
        found(file, "district", None, "张三", None)
        with Desk(file, write=True, person="张三") as desk:
            rows = [{"unit": _UNIT, "item": _ITEM, "period": year, "value": value} for year, value in _FIGURES.items()]
            desk.entry.enter(rows)
            seen = portrait_of(desk, Figures(desk), _ITEM, Wish())
    chart = Chart(Theme("light"))
    chart.setMinimumSize(0, 0)
    chart.resize(*SIZE)
    chart.show()
    chart.show_portrait(seen)
    application.processEvents()
    yield chart, seen
    chart.close()


def bare(ours: Chart) -> tuple[Any, Callable[[], None]]:
    """A plain plot of the same size with the same axes, and what puts the same marks on it anew."""
    import pyqtgraph as pg  # noqa: PLC0415
    from PySide6.QtWidgets import QApplication  # noqa: PLC0415

    mine = ours.canvas.plot
    plot = pg.PlotWidget(background=mine.backgroundBrush().color())
    plot.setFrameShape(plot.Shape.NoFrame)
    _set_up(plot.getPlotItem(), mine.getPlotItem())
    makers = [maker_of(drawn.item) for drawn in ours.canvas.drawn]
    standing: list[Any] = []
    ticks = {side: mine.getPlotItem().getAxis(side)._tickLevels for side in ("left", "bottom")}  # noqa: SLF001
    view = mine.getPlotItem().getViewBox().viewRange()

    def redraw() -> None:
        for item in standing:
            plot.removeItem(item)
        standing.clear()
        plot.setXRange(*view[0], padding=0)
        plot.setYRange(*view[1], padding=0)
        for side, levels in ticks.items():
            plot.getPlotItem().getAxis(side).setTicks(levels)
        for make in makers:
            item = make()
            plot.addItem(item, ignoreBounds=True)
            standing.append(item)

    plot.resize(mine.size())
    plot.show()
    redraw()
    QApplication.processEvents()
    return plot, redraw


def _set_up(plot: Any, mine: Any) -> None:
    plot.setMenuEnabled(enableMenu=False)
    plot.hideButtons()
    plot.getViewBox().setMouseEnabled(x=False, y=False)
    plot.getViewBox().setDefaultPadding(0)
    for side in ("left", "bottom"):
        axis, own = plot.getAxis(side), mine.getAxis(side)
        axis.setTextPen(own.textPen())
        axis.setTickFont(own.style["tickFont"])
        axis.setStyle(tickLength=0, tickTextOffset=8)
        axis.setPen(own.pen())
        axis.setTickPen(own.tickPen())
    plot.getAxis("left").setWidth(mine.getAxis("left").width())
    plot.getAxis("bottom").setHeight(mine.getAxis("bottom").height())


def maker_of(item: Any) -> Callable[[], Any]:
    """What makes the same mark by pyqtgraph alone."""
    import pyqtgraph as pg  # noqa: PLC0415

    depth = item.zValue()
    if isinstance(item, pg.TextItem):
        text, color, anchor, font, place = item.toPlainText(), item.color, item.anchor, item.textItem.font(), item.pos()

        def made() -> Any:
            label = pg.TextItem(text, color=color, anchor=anchor)
            label.setFont(font)
            label.setPos(place)
            return label

    elif isinstance(item, pg.LinearRegionItem):
        ends, ground = item.getRegion(), item.brush

        def made() -> Any:
            return pg.LinearRegionItem(values=ends, movable=False, brush=ground, pen=pg.mkPen(None))

    else:
        kind = pg.ScatterPlotItem if isinstance(item, pg.ScatterPlotItem) else pg.PlotCurveItem
        names = _POINT if kind is pg.ScatterPlotItem else _LINE
        opts = {name: item.opts[name] for name in names}
        x, y = item.getData()

        def made() -> Any:
            return kind(x, y, **opts)

    def standing() -> Any:
        mark = made()
        mark.setZValue(depth)
        return mark

    return standing
