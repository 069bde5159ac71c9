"""首页 of a district with many returns: the picture first, the lists beside it in the event after that."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QCoreApplication, QEvent

from haishu_desk.ui.home.district import DistrictHome
from haishu_desk.ui.home.overview import rows_of
from haishu_desk.ui.session import Session
from haishu_desk.ui.turns import Turns

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from haishu_desk.ui.theme import Theme


def _said(home: DistrictHome) -> list[object]:
    side = home.side
    lists = [each.rows.rows for each in (side.waiting, side.overdue, side.returned, side.danger)]
    return [*lists, home.asked.text(), home.primary.text(), home.urge.text(), home.urge.isEnabled()]


@pytest.fixture
def home(district_session: Session, theme: Theme, qtbot: QtBot) -> DistrictHome:
    """Nothing is shown on it yet."""
    face = DistrictHome(district_session, theme)
    qtbot.addWidget(face)
    return face


def test_the_lists_beside_the_picture_are_filled_in_the_next_event(
    home: DistrictHome, district_session: Session, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    rows = rows_of(district_session)
    home.show_rows(rows)
    at_once = _said(home)
    assert home.side.danger.rows.rows, "there is something to be listed"
    monkeypatch.setattr(Turns, "are_taken", True)
    home.side.show_lists([], [], [], are_all=True)
    home.show_rows(rows)
    assert home.heat.blocks
    assert home.side.danger.rows.rows == []
    assert not home.is_settled
    qtbot.waitUntil(lambda: home.is_settled)
    assert _said(home) == at_once


def test_a_page_that_is_taken_away_before_that_asks_for_nothing(
    district_session: Session, theme: Theme, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    home = DistrictHome(district_session, theme)
    monkeypatch.setattr(Turns, "are_taken", True)
    home.show_rows(rows_of(district_session))
    asked: list[object] = []
    monkeypatch.setattr("haishu_desk.ui.home.district.in_danger", asked.append)
    home.deleteLater()
    QCoreApplication.sendPostedEvents(home, QEvent.Type.DeferredDelete)  # as the window does before it closes the Desk
    qtbot.wait(20)
    assert asked == []
