"""How the return that is looked at stands."""

from __future__ import annotations

import pytest

from haishu_desk.desk.comparing import CLASHING
from haishu_desk.desk.reviewing import APPROVE
from haishu_desk.ui.review.district import DistrictReview
from haishu_desk.ui.review.page import ReviewPage


@pytest.fixture
def district(page: ReviewPage) -> DistrictReview:
    """The district's page, at the first return that waits and has cells to judge."""
    assert page.district is not None
    assert page.district.model.to_judge
    return page.district


def test_a_judged_cell_is_counted_at_once(district: DistrictReview, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[int, int]] = []
    monkeypatch.setattr(district.bar, "ask", lambda *, undecided, sent_back: asked.append((undecided, sent_back)))
    key, cells = district.key, district.model.to_judge
    assert key is not None
    district.judging.accept(key, [next(cell for cell in cells if cell.group != CLASHING)])
    district.model.judged.emit()
    assert asked == [(len(cells) - 1, 0)]


def test_where_no_return_is_looked_at_nothing_is_asked(
    district: DistrictReview, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[object] = []
    monkeypatch.setattr(district.bar, "ask", lambda **counts: asked.append(counts))
    district.sitting.key = None
    district.model.judged.emit()
    assert asked == []


def test_what_was_approved_can_be_opened_again_and_not_be_judged(district: DistrictReview) -> None:
    tasks = next(key for key in district.queue.waiting if key.form == "tasks")
    district.show_return(tasks)
    assert (district.bar.approve.isVisible(), district.bar.reopen.isVisible()) == (True, False)
    district.session.desk.reviewing.review(tasks.unit, tasks.period, APPROVE, form="tasks")
    district.show_return(tasks)
    assert (district.bar.approve.isVisible(), district.bar.reopen.isVisible()) == (False, True)
    assert not district.tools.accept.isEnabled()
