"""The first page of a large workspace comes in events of its own, and whoever opens it hears when it stands."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from haishu_desk.desk import Desk
from haishu_desk.domain.errors import DeskError
from haishu_desk.ui import in_parts
from haishu_desk.ui.first_run import RefusedPage
from haishu_desk.ui.home.page import HomePage
from haishu_desk.ui.main_window import MainWindow
from haishu_desk.ui.opener import Opener
from haishu_desk.ui.page_needs import OPENING
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
    opener._window.turning.finish()  # what it is made of may still have to be loaded
    assert opener._window.current == "entry"
    assert list(opener._window.pages) == ["home", "entry"]


@pytest.fixture
def asked(opener: Opener, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What is asked of all lines of the journal, which counts as long, and when the window has the session."""
    told: list[str] = []
    really = in_parts._ask

    def ask(session: Session, what: str) -> None:
        really(session, what)
        told.append(f"{what} {opener._window.session is session}")

    monkeypatch.setattr(in_parts, "LONG", 0)
    monkeypatch.setattr(in_parts, "_ask", ask)
    return told


def _is_free(file: Path) -> bool:
    """Whether somebody could write to it now."""
    with suppress(DeskError), Desk(file, write=True):
        return True
    return False


def test_what_is_asked_of_all_lines_of_a_long_journal_is_asked_before_the_window_has_it(
    opener: Opener, asked: list[str], qtbot: QtBot
) -> None:
    opener.open()
    assert (opener._window.session, asked, opener._window.top_bar.person) == (None, [], "")
    with qtbot.waitSignal(opener.opened):
        pass
    assert asked == ["is_sample False", "is_large False"]
    assert opener._window.current == "home"
    assert opener._window.notice.isHidden()


def test_a_window_that_is_closed_before_it_has_it_lets_go_of_the_file(
    opener: Opener, asked: list[str], qtbot: QtBot, workspaces: Path
) -> None:
    opener.open()
    assert not _is_free(workspaces / "district.db")
    opener._window.close()
    assert _is_free(workspaces / "district.db")
    qtbot.wait(30)
    assert (asked, opener._window.session) == ([], None)


def test_another_workspace_meanwhile_is_the_one_that_comes(
    opener: Opener, asked: list[str], qtbot: QtBot, workspaces: Path
) -> None:
    opener.open()
    opener.open_file(workspaces / "unit.db")
    assert _is_free(workspaces / "district.db")
    with qtbot.waitSignal(opener.opened):
        pass
    session = opener._window.session
    assert session is not None
    assert session.desk.workspace.path.name == "unit.db"
    assert len(asked) == 2


def test_who_asks_twice_does_not_keep_the_file_from_himself(opener: Opener, asked: list[str], qtbot: QtBot) -> None:
    opener.open_with("")
    opener.open_with("")
    with qtbot.waitSignal(opener.opened):
        pass
    session = opener._window.session
    assert session is not None
    assert session.desk.workspace.database.writable
    assert len(asked) == 2


def test_what_cannot_be_asked_is_refused_when_the_window_asks(
    opener: Opener, asked: list[str], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(session: Session) -> bool:
        del session
        raise DeskError("读不出来", "请从备份恢复", code="spoilt")

    monkeypatch.setattr(Session, "is_sample", property(refuse))
    opener.open()
    qtbot.waitUntil(lambda: isinstance(opener._window._front, RefusedPage))
    assert opener._window.session is None
    assert len(asked) == 2


def test_what_opens_it_is_loaded_a_module_an_event(
    opener: Opener, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    loaded: list[str] = []
    monkeypatch.setattr(in_parts, "import_module", loaded.append)
    opener.begin()
    assert loaded == []
    with qtbot.waitSignal(opener.opened):
        pass
    assert loaded == [f"haishu_desk.{name}" for name in OPENING]


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
