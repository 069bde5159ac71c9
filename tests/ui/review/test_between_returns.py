"""From one return of the review to another by key."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from haishu_desk.domain.cells import ReturnKey
from haishu_desk.ui.review.district import DistrictReview
from haishu_desk.ui.review.page import ReviewPage


@pytest.fixture
def district(page: ReviewPage) -> DistrictReview:
    """The district's page."""
    assert page.district is not None
    return page.district


def listed(district: DistrictReview) -> list[ReturnKey]:
    """The returns of the queue from top to bottom."""
    return [line.payload for line in district.queue.model.lines if line.payload is not None]


def press(district: DistrictReview, key: Qt.Key) -> None:
    QTest.keyClick(district.view, key, Qt.KeyboardModifier.ControlModifier)


def test_down_goes_through_the_whole_queue_and_begins_again(district: DistrictReview) -> None:
    keys = listed(district)
    assert district.key == keys[0]
    seen = []
    for _ in keys:
        press(district, Qt.Key.Key_PageDown)
        seen.append(district.key)
    assert seen == [*keys[1:], keys[0]]


def test_up_from_the_first_is_the_last(district: DistrictReview) -> None:
    press(district, Qt.Key.Key_PageUp)
    assert district.key == listed(district)[-1]


def test_the_keyboard_goes_to_the_cells_of_the_next_return(district: DistrictReview) -> None:
    district.queue.view.setFocus()
    press(district, Qt.Key.Key_PageDown)
    assert district.view.isVisible(), "the second of the queue has cells that differ"
    assert district.view.hasFocus()


def test_nothing_is_left_while_the_board_of_findings_is_open(district: DistrictReview) -> None:
    first = district.key
    district.audit()
    press(district, Qt.Key.Key_PageDown)
    assert (district.key, district.middle.is_board) == (first, True)
    district.board.rest()
