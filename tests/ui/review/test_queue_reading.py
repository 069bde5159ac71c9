"""What fills the queue of the review, all at once or after the return that is looked at."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from haishu_desk.domain.cells import ReturnKey
from haishu_desk.ui import turns
from haishu_desk.ui.review.district import DistrictReview
from haishu_desk.ui.review.page import ReviewPage
from haishu_desk.ui.review.queue_panel import READING

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


@pytest.fixture
def district(page: ReviewPage) -> DistrictReview:
    """The district's page."""
    assert page.district is not None
    return page.district


@pytest.fixture
def many(district: DistrictReview, monkeypatch: pytest.MonkeyPatch) -> DistrictReview:
    """The same in a window that reads ahead, as if its returns were many."""
    monkeypatch.setattr(turns, "AT_ONCE", 0)
    district.session.ahead.begin()
    return district


def test_few_returns_never_wait_and_are_told_at_once(district: DistrictReview) -> None:
    reading = district._reading
    assert not reading.may_wait(district.key)
    told: list[list[ReturnKey]] = []
    reading.read_by_turns(told.append)
    assert [set(keys) for keys in told] == [set(district.queue.waiting)]


def test_only_a_return_that_the_queue_has_comes_before_it(many: DistrictReview) -> None:
    assert many.key is not None
    gone = replace(many.key, unit="nobody")
    assert [many._reading.may_wait(key) for key in (many.key, gone, None)] == [True, False, False]


def test_where_there_are_many_the_queue_says_it_is_read_and_is_told_in_a_later_event(
    many: DistrictReview, qtbot: QtBot
) -> None:
    keys = list(many.queue.waiting)
    told: list[list[ReturnKey]] = []
    many._reading.read_by_turns(told.append)
    assert (told, many.queue._head._count.text()) == ([], READING)
    assert list(many.queue.waiting) == keys, "the list of before stays"
    qtbot.waitUntil(lambda: bool(told))
    assert set(told[0]) == set(keys)
    assert many.queue._head._count.text() == str(len(keys))


def test_the_first_time_the_queue_comes_first_and_its_first_return_in_the_next_event(
    many: DistrictReview, qtbot: QtBot
) -> None:
    """A key that comes between finds no return, and decides nothing."""
    first, seq = many.queue.first, len(many.session.desk.workspace.journal)
    assert first is not None
    many.sitting.key = None
    many.queue.show_queue([], [], {}, None, 0)
    many.refresh()
    assert (many.key, many.queue.first, many.is_settled) == (None, first, False)
    many.bar.approve.click()
    many.bar.back.click()
    many.tools.accept.click()
    qtbot.waitUntil(lambda: many.key == first)
    assert many.model.comparison is not None
    assert len(many.session.desk.workspace.journal) == seq


def test_and_none_of_it_comes_when_the_page_is_left_meanwhile(many: DistrictReview, qtbot: QtBot) -> None:
    many.sitting.key = None
    many.refresh()
    many.rest()
    qtbot.wait(20)
    assert (many.key, many.is_settled) == (None, False)


def test_what_departments_said_is_looked_for_before_the_first_show_only(page: ReviewPage) -> None:
    assert page.district is not None
    assert list(page.before()) == [], "it was shown"
    page.district.sitting.key = None
    (part,) = page.before()
    assert part() is False
