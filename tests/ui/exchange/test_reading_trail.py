"""Where a district has many returns its trail is read by and by before the page shows what it says."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QApplication
from shiboken6 import delete

from haishu_desk.desk import told
from haishu_desk.ui import turns
from haishu_desk.ui.exchange.district_panel import DistrictPanel
from haishu_desk.ui.exchange.page import ExchangePage
from haishu_desk.ui.session import Session
from haishu_desk.ui.theme import Theme
from tests.desk.office import PERIOD, YINJIANG, Office

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


@pytest.fixture
def session(office: Office, monkeypatch: pytest.MonkeyPatch) -> Iterator[Session]:
    """The district's, in a window that reads ahead, as if its returns were many; two lines of the trail a turn."""
    monkeypatch.setattr(turns, "AT_ONCE", 0)
    monkeypatch.setattr(told, "_BATCH", 2)
    with office.desk("district", write=True) as desk:
        session = Session(desk)
        session.ahead.begin()
        del desk.__dict__["told"], desk.__dict__["receipts"], desk.__dict__["kept"]  # nothing of it is read yet
        yield session


@pytest.fixture
def page(session: Session, theme: Theme) -> Iterator[ExchangePage]:
    made = ExchangePage(session, theme)
    made.resize(1294, 692)
    made.show()
    made.renew()
    yield made
    delete(made)


def panel_of(page: ExchangePage) -> DistrictPanel:
    assert isinstance(page.panel, DistrictPanel)
    return page.panel


def shown(page: ExchangePage) -> list[str]:
    return [line.title for line in page.out.lines.lines]


def test_until_then_it_says_so_and_nothing_can_be_handed_out(page: ExchangePage, qtbot: QtBot) -> None:
    panel = panel_of(page)
    assert shown(page) == ["正在读传出和装入的记录…"]
    assert not page.out.again.isEnabled()
    assert (page.nothing.isVisible(), page.received.isVisible()) == (False, False), "nobody says that there is nothing"
    assert not page.session.desk.told.was_read
    assert (panel.waiting.text(), panel.reply.isEnabled(), panel.issue.isEnabled()) == ("正在读…", False, False)
    assert not page.is_settled
    qtbot.waitUntil(lambda: page.is_settled)
    assert shown(page)[0] == "任务包 2025年"
    assert page.received.isVisible()
    assert panel.issue.isEnabled()


def test_it_is_read_by_and_by_once_and_then_what_stands_there_stands_until_it_is_read_again(
    page: ExchangePage, qtbot: QtBot
) -> None:
    qtbot.waitUntil(lambda: page.is_settled)
    desk, lines = page.session.desk, page.out.lines.lines
    assert "回执" in panel_of(page).waiting.text()
    assert page.session.write((), lambda: desk.reviewing.review(YINJIANG, PERIOD, "approved"))
    assert (page.is_settled, page.is_stale) == (False, True)
    assert (page.out.lines.lines, page.received.isVisible()) == (lines, True)
    qtbot.waitUntil(lambda: page.is_settled)
    assert "批复包" in panel_of(page).waiting.text()
    assert page.out.lines.lines == lines


def test_what_is_written_meanwhile_is_shown_with_the_rest(page: ExchangePage, qtbot: QtBot) -> None:
    desk = page.session.desk
    assert page.session.write((), lambda: desk.reviewing.review(YINJIANG, PERIOD, "approved"))
    assert not page.is_settled
    qtbot.waitUntil(lambda: page.is_settled)
    assert not page.is_stale
    assert "批复包" in panel_of(page).waiting.text()


def test_a_page_that_goes_before_it_was_read_asks_a_closed_desk_for_nothing(session: Session, theme: Theme) -> None:
    page = ExchangePage(session, theme)
    page.show()
    page.refresh()
    delete(page)
    session.desk.close()
    QApplication.processEvents()  # a fault in a turn would end the test
