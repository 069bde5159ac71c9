"""Where there are many returns what follows a decision comes in events of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent

from haishu_desk.desk.reviewing import APPROVE, Reviewing
from haishu_desk.domain.cells import ReturnKey
from haishu_desk.domain.returns import APPROVED
from haishu_desk.ui import turns
from haishu_desk.ui.review.district import DistrictReview
from haishu_desk.ui.review.page import ReviewPage
from haishu_desk.ui.review.queue_panel import READING
from haishu_desk.ui.theme import Theme
from haishu_desk.ui.turns import Turns

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


@pytest.fixture
def district(page: ReviewPage, monkeypatch: pytest.MonkeyPatch) -> DistrictReview:
    """The district's page in a window that reads ahead, as if its returns were many."""
    monkeypatch.setattr(turns, "AT_ONCE", 0)
    page.session.ahead.begin()
    assert page.district is not None
    return page.district


def line_of(district: DistrictReview, key: ReturnKey) -> str:
    """What the queue says of a return."""
    return next(line.detail for line in district.queue.model.lines if line.payload == key)


def test_a_decision_is_said_at_once_and_cannot_be_made_twice_before_it_is_shown(
    district: DistrictReview, qtbot: QtBot
) -> None:
    tasks = next(key for key in district.queue.waiting if key.form == "tasks")
    district.show_return(tasks)
    district.bar.approve.click()
    assert district.deciding.state(tasks) == APPROVED
    assert district.bar.said.text().startswith("已审核通过，版本码")
    assert district.queue.view.hasFocus()
    assert not district.tools.accept.isEnabled()
    decisions = len(district.session.desk.course(tasks).decisions)
    district.bar.approve.click()
    district.bar.reopened.emit("按错了")
    assert len(district.session.desk.course(tasks).decisions) == decisions
    assert district.bar.said.text().startswith("已审核通过，版本码"), (
        "what was pressed twice is no mistake to be told of"
    )
    qtbot.waitUntil(lambda: not district.turns.is_waiting)
    assert (district.bar.reopen.isVisible(), district.bar.approve.isVisible()) == (True, False)
    assert line_of(district, tasks) == APPROVED
    district.bar.reopened.emit("要改节点")
    assert len(district.session.desk.course(tasks).decisions) == decisions + 1


def test_the_return_comes_first_then_the_rows_that_were_written_to_one_an_event(
    district: DistrictReview, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    keys = list(district.queue.waiting)
    district.show_return(keys[0])
    reviewing, read = district.session.desk.reviewing, list[ReturnKey]()
    events: list[int] = []
    row_of, go_on = Reviewing._read_row, Turns._go_on

    def reads(self: Reviewing, key: ReturnKey) -> dict[str, Any]:
        read.append(key)
        return row_of(self, key)

    def goes_on(self: Turns) -> None:
        before = len(read)
        go_on(self)
        events.append(len(read) - before)

    monkeypatch.setattr(Reviewing, "_read_row", reads)
    monkeypatch.setattr(Turns, "_go_on", goes_on)
    district.turns._turn.go_on = district.turns._go_on
    reviewing.forget(keys)
    district.refresh()
    assert read == []
    assert district.queue._head._count.text() == READING
    assert not district.is_settled
    qtbot.waitUntil(lambda: not district.turns.is_waiting)
    assert set(read) >= set(keys)
    assert max(events) == 1
    assert list(district.queue.waiting) == keys
    assert district.queue._head._count.text() == str(len(keys))


def test_a_page_that_is_left_meanwhile_reads_its_queue_when_it_is_shown_again(
    page: ReviewPage, district: DistrictReview, qtbot: QtBot
) -> None:
    tasks = next(key for key in district.queue.waiting if key.form == "tasks")
    page.renew()
    qtbot.waitUntil(lambda: page.is_settled)
    district.session.desk.reviewing.review(tasks.unit, tasks.period, APPROVE, form="tasks")
    page.renew()
    page.close_editors()
    page.hide()
    qtbot.wait(20)
    assert tasks in district.queue.waiting, "nothing was read"
    assert page.is_stale
    page.show()
    page.bring_up()
    qtbot.waitUntil(lambda: tasks not in district.queue.waiting)


def test_a_page_that_is_taken_apart_meanwhile_does_nothing_more(
    district: DistrictReview, theme: Theme, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = ReviewPage(district.session, theme)
    assert other.district is not None
    other.refresh()
    other.refresh()
    assert other.district.turns.is_waiting
    read: list[object] = []
    monkeypatch.setattr(Reviewing, "rows", lambda *_, **__: read.append(0))
    other.deleteLater()
    QCoreApplication.sendPostedEvents(other, QEvent.Type.DeferredDelete)  # as the window does
    qtbot.wait(20)
    assert read == []
