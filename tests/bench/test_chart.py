"""Both sides of the benchmark of the big chart show the same picture, dot by dot."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QImage

from haishu_desk.bench import chart

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication


@pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)
def test_bare_pyqtgraph_shows_the_same_picture(qapp: QApplication) -> None:
    with chart.charted() as (ours, seen):
        theirs, redraw = chart.bare(ours)
        chart._ours(ours, seen)
        chart._theirs(theirs, redraw)
        qapp.processEvents()
        mine, other = (
            plot.grab().toImage().convertToFormat(QImage.Format.Format_RGB32) for plot in (ours.canvas.plot, theirs)
        )
        assert mine.size() == other.size()
        assert mine == other
        kinds = {drawn.kind for drawn in ours.canvas.drawn}
        assert {"actual", "steps", "band", "forecast", "verdict", "target"} <= kinds
        theirs.close()
