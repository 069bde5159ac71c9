"""The first page of a large workspace comes in events of its own, and whoever opens it hears when it stands."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from haishu_desk.domain.errors import DeskError
from haishu_desk.ui.first_run import RefusedPage
from haishu_desk.ui.home.page import HomePage
from haishu_desk.ui.main_window import MainWindow
from haishu_desk.ui.opener import Opener
from haishu_desk.ui.session import Session

if TYPE_CHECKING:
    from PySide6.QtCore import QSettings
    from pytestqt.qtbot import QtBot

    from haishu_desk.ui.theme import Theme


@pytest.fixture
def opener(
    qtbot: QtBot, theme: Theme, settings: QSettings, workspaces: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Opener]:
    """Of a window without a workspace; the one that it will open counts as large."""
    monkeypatch.setattr(Session, "is_large", True)
    window = MainWindow(theme, settings)
    qtbot.addWidget(window)
    window.show()
    yield Opener(window, theme, settings, workspaces / "district.db", None)
    window.close()


def test_the_page_is_built_and_read_later_and_then_it_is_opened(
    opener: Opener, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    window, heard = opener._window, list[str]()
    opener.opened.connect(lambda: heard.append(f"opened {window.current}"))
    refresh = HomePage.refresh

    def read(page: HomePage) -> None:
        heard.append("read")
        refresh(page)

    monkeypatch.setattr(HomePage, "refresh", read)
    opener.open()
    assert window.session is not None
    assert list(window.rail.buttons) == [entry.name for entry in window.entries]
    assert (window.current, heard) == ("", [])
    qtbot.waitUntil(lambda: not window.turning.is_under_way)
    assert heard == ["read", "opened home"]
    assert window.session.ahead.is_over


def test_a_page_that_was_asked_for_meanwhile_comes_after_it(opener: Opener) -> None:
    opener.open()
    opener._window.open_page("entry")
    assert opener._window.current == "entry"
    assert list(opener._window.pages) == ["home", "entry"]


@pytest.mark.parametrize("is_large", [True, False])
def test_a_page_that_cannot_be_read_is_refused(
    opener: Opener, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, *, is_large: bool
) -> None:
    monkeypatch.setattr(Session, "is_large", is_large)

    def refuse(page: HomePage) -> None:
        del page
        raise DeskError("读不出来", "请从备份恢复", code="spoilt")

    monkeypatch.setattr(HomePage, "refresh", refuse)
    heard: list[str] = []
    opener.opened.connect(lambda: heard.append("opened"))
    opener.open()
    qtbot.waitUntil(lambda: not opener._window.turning.is_under_way)
    assert isinstance(opener._window._front, RefusedPage)
    assert (opener._window.session, opener._window.current, heard) == (None, "", [])


def test_a_window_that_is_closed_before_its_page_stands_reads_nothing(
    opener: Opener, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[str] = []
    monkeypatch.setattr(HomePage, "refresh", lambda page: heard.append(page.name))
    opener.opened.connect(lambda: heard.append("opened"))
    opener.open()
    opener._window.close()
    qtbot.wait(30)
    assert (heard, opener._window.session, opener._window.pages) == ([], None, {})
