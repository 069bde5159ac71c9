"""What comes when the first page of a workspace stands."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from haishu_desk.ui import after_opening
from haishu_desk.ui.main_window import MainWindow
from haishu_desk.ui.page import Page
from haishu_desk.ui.pages import HOME, PageEntry
from haishu_desk.ui.session import Session
from haishu_desk.ui.theme import Theme
from haishu_desk.ui.turning import Turning

if TYPE_CHECKING:
    from PySide6.QtCore import QSettings
    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot


@pytest.fixture
def window(
    qtbot: QtBot, theme: Theme, settings: QSettings, unit_session: Session, monkeypatch: pytest.MonkeyPatch
) -> Iterator[MainWindow]:
    """A window with 首页 on the screen; its other pages are empty ones, and there are no modules to load."""
    build = PageEntry.build

    def built(entry: PageEntry, session: Session, theme: Theme, parent: QWidget) -> Page:
        return build(entry, session, theme, parent) if entry.name == HOME.name else Page(session, theme, parent)

    monkeypatch.setattr(PageEntry, "build", built)
    monkeypatch.setattr(PageEntry, "modules", ())
    window = MainWindow(theme, settings)
    qtbot.addWidget(window)
    window.show()
    window.open_session(unit_session)
    yield window
    window.close()


def test_the_pages_of_a_large_workspace_are_built_before_they_are_asked_for(
    window: MainWindow, unit_session: Session, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    monkeypatch.setattr(Session, "is_large", True)
    window.after_opening(unit_session)
    assert list(window.pages) == ["home"]
    qtbot.waitUntil(lambda: list(window.pages) == [entry.name for entry in window.entries], timeout=20_000)
    assert window.current == "home"
    assert all(page.is_stale for page in window.pages.values() if page.name != "home")


def test_none_is_built_while_somebody_waits_for_another_one(
    window: MainWindow, unit_session: Session, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    monkeypatch.setattr(Session, "is_large", True)
    qtbot.waitUntil(lambda: unit_session.loading.is_over, timeout=20_000)
    monkeypatch.setattr(Turning, "is_under_way", True)
    window.after_opening(unit_session)
    qtbot.wait(40)
    assert list(window.pages) == ["home"]
    monkeypatch.setattr(Turning, "is_under_way", False)
    qtbot.waitUntil(lambda: len(window.pages) == len(window.entries), timeout=20_000)


def test_nothing_more_is_said_or_built_when_the_workspace_is_closed_meanwhile(
    window: MainWindow, unit_session: Session, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    monkeypatch.setattr(Session, "is_large", True)
    said: list[object] = []
    monkeypatch.setattr(after_opening, "greet", lambda *given: said.append(given))
    monkeypatch.setattr(after_opening, "tell_of_offers", lambda *given: said.append(given))
    window.after_opening(unit_session)
    window.close_session()
    qtbot.wait(50)
    assert (said, window.pages) == ([], {})


def test_a_page_that_was_built_ahead_is_not_shown_when_the_others_are_taken_away(
    window: MainWindow, unit_session: Session, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    shown: list[str] = []
    monkeypatch.setattr(Session, "is_large", True)
    monkeypatch.setattr(Page, "showEvent", lambda page, _event: shown.append(type(page).__name__), raising=False)
    window.after_opening(unit_session)
    qtbot.waitUntil(lambda: len(window.pages) == len(window.entries), timeout=20_000)
    window.close_session()
    assert shown == []
