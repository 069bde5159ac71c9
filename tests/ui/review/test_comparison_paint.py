"""The lines of the comparison are painted when something in them is another, and never shown as they were before."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from haishu_desk.ui.review.comparison_model import LineShown
from haishu_desk.ui.review.comparison_paint import LinePainter, Painted
from haishu_desk.ui.review.comparison_view import ComparisonView
from haishu_desk.ui.review.district import DistrictReview
from haishu_desk.ui.review.page import ReviewPage

if TYPE_CHECKING:
    from PySide6.QtCore import QRect
    from PySide6.QtGui import QImage, QPainter


@pytest.fixture
def district(page: ReviewPage) -> DistrictReview:
    assert page.district is not None
    return page.district


def seen(view: ComparisonView) -> QImage:
    return view.viewport().grab().toImage()


def is_fresh(view: ComparisonView) -> bool:
    """Whether every pixel is the one that it would be if nothing had been kept."""
    before = seen(view)
    view._pictures._kept.clear()
    return before == seen(view)


def test_cell_by_cell_only_the_lines_that_are_another_are_painted(
    district: DistrictReview, monkeypatch: pytest.MonkeyPatch
) -> None:
    view, model, painted = district.view, district.model, list[LineShown]()
    paint = LinePainter.paint

    def counted(self: LinePainter, painter: QPainter, box: QRect, line: Painted) -> None:
        painted.append(line[0])
        paint(self, painter, box, line)

    monkeypatch.setattr(LinePainter, "paint", counted)
    view._pictures._paint_row = LinePainter(view._theme, view.horizontalHeader()).paint
    view._pictures._kept.clear()
    view.stand_on(next(row.slot for row in model.to_judge if row.group != "数据不一致"))
    seen(view)
    assert len(painted) == len(model.lines)
    painted.clear()
    seen(view)
    assert painted == [], "nothing is another"
    stood = view.currentIndex().row()
    district.tools.accept.click()
    seen(view)
    touched = {stood, view.currentIndex().row()}
    assert len(touched) == 2
    assert painted == [model.shown(row) for row in sorted(touched)]
    painted.clear()
    district.refresh()
    seen(view)
    assert painted == [], "read anew, and nothing is another"


def _accept(district: DistrictReview) -> None:
    district.tools.accept.click()


def _next(district: DistrictReview) -> None:
    district.tools.forward.click()


def _only_risky(district: DistrictReview) -> None:
    district.model.show_comparison(district.model.comparison, risky_only=True)


def _narrow(district: DistrictReview) -> None:
    district.resize(1000, 600)


def _dark(district: DistrictReview) -> None:
    district.view._theme.become("dark")


def _other_return(district: DistrictReview) -> None:
    district.show_return(district.queue.neighbour(district.key, 1))


def _against_reported(district: DistrictReview) -> None:
    district.tools.compared.emit("reported")


@pytest.mark.parametrize("step", [_accept, _next, _only_risky, _narrow, _dark, _other_return, _against_reported])
def test_no_line_is_shown_as_it_was_before(district: DistrictReview, step: Callable[[DistrictReview], None]) -> None:
    view = district.view
    seen(view)
    step(district)
    assert is_fresh(view)
