"""One return in the middle of the review, as the tools ask for it."""

from __future__ import annotations

import pytest

from haishu_desk.desk.comparing import AGAINST_APPROVED, AGAINST_REPORTED
from haishu_desk.ui.review.district import DistrictReview
from haishu_desk.ui.review.page import ReviewPage


@pytest.fixture
def district(page: ReviewPage) -> DistrictReview:
    """The district's page."""
    assert page.district is not None
    return page.district


def test_what_a_return_is_laid_against_is_remembered_by_return(
    district: DistrictReview, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = district.queue.waiting[:2]
    comparing = district.session.desk.reviewing.comparing
    usual, shown = comparing.usual(first), list[str]()
    other = next(name for name in (AGAINST_REPORTED, AGAINST_APPROVED) if name != usual)
    monkeypatch.setattr(district.tools, "show_against", shown.append)
    district.show_return(first)
    district.tools.compared.emit(other)
    district.show_return(second)
    district.show_return(first)
    assert shown == [usual, other, comparing.usual(second), other]


def test_no_return_says_that_nothing_waits(district: DistrictReview) -> None:
    district._one.show(None)
    assert not district.middle.is_one
    assert district.middle._nothing.what.text() == "没有等您审的报表"


def test_findings_of_another_return_change_nothing_here(district: DistrictReview) -> None:
    first, second = district.queue.waiting[:2]
    district.show_return(first)
    found = district.model.found
    district.founds.known.emit(second)
    assert district.model.found is found
