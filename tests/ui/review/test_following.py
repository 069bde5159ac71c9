"""What follows what was done in the review."""

from __future__ import annotations

import pytest

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
