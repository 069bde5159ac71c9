"""What follows what was done in the review."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QModelIndex

from haishu_desk.domain.returns import APPROVED
from haishu_desk.ui.review.district import DistrictReview
from haishu_desk.ui.review.page import ReviewPage


@pytest.fixture
def district(page: ReviewPage) -> DistrictReview:
    """The district's page."""
    assert page.district is not None
    return page.district


def test_a_decision_asks_for_the_page_anew_once(district: DistrictReview) -> None:
    asked: list[int] = []
    district._following.outdated.connect(lambda: asked.append(1))
    tasks = next(key for key in district.queue.waiting if key.form == "tasks")
    district.show_return(tasks)
    district.bar.approve.click()
    assert (district.deciding.state(tasks), len(asked)) == (APPROVED, 1)
    assert tasks not in district.queue.waiting


def test_the_list_that_gets_the_keyboard_chooses_nothing_by_itself(
    district: DistrictReview, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Qt puts whoever stands nowhere in a list on its first line when the list gets the keyboard."""
    queue, chosen = district.queue, list[object]()
    queue.view.setCurrentIndex(QModelIndex())
    monkeypatch.setattr(queue.view, "setFocus", lambda: queue.view.setCurrentIndex(queue.model.index(0)))
    queue.chosen.connect(chosen.append)
    queue.take_keyboard()
    assert (queue.view.currentIndex().row(), chosen) == (0, [])
    queue.view.setCurrentIndex(queue.model.index(1))
    assert len(chosen) == 1, "and whoever goes on from there chooses"


def test_a_refused_decision_asks_for_nothing(district: DistrictReview) -> None:
    asked: list[int] = []
    district._following.outdated.connect(lambda: asked.append(1))
    district.bar.returned.emit("")  # a whole return goes back only with a comment
    assert asked == []


def test_where_nothing_passes_the_page_is_read_anew_and_nothing_is_said(district: DistrictReview) -> None:
    asked: list[int] = []
    district._following.outdated.connect(lambda: asked.append(1))
    said = district.queue.said.text()
    district.deciding.passed.emit(0)
    assert (len(asked), district.queue.said.text()) == (1, said)
