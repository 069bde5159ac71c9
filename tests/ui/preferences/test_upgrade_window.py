"""随程序来的修订: said once at the start, looked at in a window of its own, taken or declined there."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING

import pytest

from haishu_desk.desk import shipped
from haishu_desk.domain.editions import Edition
from haishu_desk.ui.messages import Message
from haishu_desk.ui.preferences.upgrade_window import UpgradeWindow, tell_of_offers
from haishu_desk.ui.session import Session
from haishu_desk.ui.theme import Theme

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot


@pytest.fixture
def newer(monkeypatch: pytest.MonkeyPatch) -> None:
    """A program that ships a form with one field more."""
    editions = dict(shipped.shipped_editions())
    forms = copy.deepcopy(editions["forms"].content)
    forms[1]["fields"].append({"name": "permit", "title": "许可", "type": "text"})
    editions["forms"] = Edition("forms", 1, forms)
    monkeypatch.setattr("haishu_desk.desk.upgrading.shipped_editions", lambda: editions)


@pytest.fixture
def parent(qtbot: QtBot) -> QWidget:
    from PySide6.QtWidgets import QWidget  # noqa: PLC0415  the type stands above

    window = QWidget()
    qtbot.addWidget(window)
    return window


def said_by(session: Session, theme: Theme, parent: QWidget) -> list[Message]:
    told: list[Message] = []
    session.told.connect(told.append)
    tell_of_offers(session, theme, parent)
    return told


@pytest.mark.usefixtures("newer")
def test_the_district_is_told_of_it_and_a_unit_is_not(
    district_session: Session, unit_session: Session, theme: Theme, parent: QWidget
) -> None:
    (message,) = said_by(district_session, theme, parent)
    assert (message.title, message.action) == ("新版程序带来了修订", "看一看")
    assert message.text.startswith("报表和现在用的不同")
    assert said_by(unit_session, theme, parent) == []


def test_nothing_is_said_where_nothing_is_new(district_session: Session, theme: Theme, parent: QWidget) -> None:
    assert said_by(district_session, theme, parent) == []


@pytest.mark.usefixtures("newer")
def test_what_is_taken_becomes_the_edition_in_force(district_session: Session, theme: Theme, parent: QWidget) -> None:
    window = UpgradeWindow(district_session, theme, parent)
    window.show_offers()
    assert [(line.title, line.detail) for line in window.lines.lines if line.mark] == [
        ("任务项目填报表　栏目　许可", "— → 许可")
    ]
    assert window.take.text() == "采用报表"
    window.document.setText("海统〔2026〕2号")
    window.take.click()
    assert district_session.desk.documents.fields("tasks")["permit"]["title"] == "许可"
    assert [line.title for line in window.lines.lines] == ["都是最新的"]
    assert not window.take.isEnabled()


@pytest.mark.usefixtures("newer")
def test_what_is_declined_stays_as_it_was(district_session: Session, theme: Theme, parent: QWidget) -> None:
    window = UpgradeWindow(district_session, theme, parent)
    window.show_offers()
    window.not_now.click()
    assert "permit" not in district_session.desk.documents.fields("tasks")
    assert said_by(district_session, theme, parent) == []
