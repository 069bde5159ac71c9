"""A page of a large workspace is chosen, read and painted in events of their own, and nobody gets between them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QCoreApplication, QEventLoop, QSettings, Qt, QTimer
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest

from haishu_desk.domain.cells import ReturnKey
from haishu_desk.domain.errors import DeskError
from haishu_desk.ui import main_window, turning
from haishu_desk.ui.main_window import MainWindow
from haishu_desk.ui.page import Page
from haishu_desk.ui.pages import HOME, PageEntry
from haishu_desk.ui.session import Session
from haishu_desk.ui.theme import Theme

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QPaintEvent
    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot

KEY = ReturnKey("indicators", "330203105", "2025")


class NotingPage(Page):
    """Notes what happens to it, and to whom the keys go."""

    def __init__(self, session: Session, theme: Theme, parent: QWidget) -> None:
        super().__init__(session, theme, parent)
        self.noted: list[str] = []
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def refresh(self) -> None:
        self.noted.append("read")

    def go_to(self, key: ReturnKey, item: str | None) -> None:
        self.noted.append(f"{key.unit} {item}")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self.noted.append(event.text())

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        self.noted.append(event.preeditString())

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        self.noted.append("painted")


@pytest.fixture
def frame(
    qtbot: QtBot, theme: Theme, settings: QSettings, unit_session: Session, monkeypatch: pytest.MonkeyPatch
) -> Iterator[MainWindow]:
    """A window on a large workspace with 首页 and two pages that note."""
    pages = [
        PageEntry(name, word, "table", f"{__name__}:NotingPage")
        for name, word in (("entry", "填报"), ("review", "退回与查询"))
    ]
    build = PageEntry.build

    def built(entry: PageEntry, session: Session, theme: Theme, parent: QWidget) -> Page:
        return build(entry, session, theme, parent) if entry is HOME else NotingPage(session, theme, parent)

    monkeypatch.setattr(PageEntry, "build", built)
    monkeypatch.setattr(main_window, "pages_of", lambda _role: [HOME, *pages])
    monkeypatch.setattr(Session, "is_large", True)
    window = MainWindow(theme, settings)
    qtbot.addWidget(window)
    window.show()
    window.open_session(unit_session)
    qtbot.waitUntil(lambda: not window.turning.is_under_way)
    yield window
    window.close()


def _noted(window: MainWindow, name: str) -> list[str]:
    page = window.pages[name]
    assert isinstance(page, NotingPage)
    return page.noted


def _events(window: MainWindow, look: Callable[[], object]) -> list[object]:
    """What a look shows after each round of the loop, until the page is painted."""
    seen, over, loop = [look()], 0, QEventLoop()

    def turn() -> None:
        nonlocal over
        seen.append(look())
        over += not window.turning.is_under_way
        if over > 3:  # it may be painted from then on
            loop.quit()

    timer = QTimer(interval=0)
    timer.timeout.connect(turn)
    timer.start()
    loop.exec()
    return list(dict.fromkeys(seen))


def test_a_page_is_read_in_the_event_after_it_was_chosen_and_painted_in_the_one_after_that(frame: MainWindow) -> None:
    frame.open_page("entry")
    assert frame.current == "entry"
    assert frame.rail.buttons["entry"].isChecked()
    seen = _events(frame, lambda: " ".join(_noted(frame, "entry")))
    assert seen[:3] == ["", "read", "read painted"]


def test_what_a_page_asks_first_is_asked_before_it_is_read_each_in_an_event(
    frame: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        NotingPage, "before", lambda page: [partial(page.noted.append, "one"), partial(page.noted.append, "two")]
    )
    frame.open_page("entry")
    seen = _events(frame, lambda: " ".join(_noted(frame, "entry")))
    assert seen[:4] == ["", "one", "one two", "one two read"]
    monkeypatch.setattr(Session, "is_large", False)
    frame.open_page("review")
    assert _noted(frame, "review") == ["read"], "of a small workspace `refresh` asks it all"


def test_what_could_not_be_asked_does_not_keep_it_from_being_read(
    frame: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse() -> None:
        raise DeskError("读不出来", "请从备份恢复", code="spoilt")

    monkeypatch.setattr(NotingPage, "before", lambda _page: [refuse])
    frame.open_page("entry")
    frame.turning.finish()
    assert _noted(frame, "entry") == ["read"]


def test_one_that_is_still_to_be_built_is_marked_first(frame: MainWindow) -> None:
    frame.rail.buttons["entry"].click()
    assert frame.rail.buttons["entry"].isChecked()
    assert (frame.current, list(frame.pages)) == ("home", ["home"])
    seen = _events(frame, lambda: (frame.current, " ".join(_noted(frame, "entry")) if "entry" in frame.pages else None))
    # Loaded, built, read, painted.
    assert seen[:4] == [("home", None), ("entry", ""), ("entry", "read"), ("entry", "read painted")]


@pytest.fixture
def loaded(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The modules that are loaded for a page; each page has two of its own."""
    found: list[str] = []
    monkeypatch.setattr(PageEntry, "modules", property(lambda entry: [f"{entry.name} 1", f"{entry.name} 2"]))
    monkeypatch.setattr(turning, "import_module", found.append)
    return found


def test_what_a_page_is_made_of_is_loaded_a_module_an_event(frame: MainWindow, loaded: list[str]) -> None:
    frame.turning.turn_to("entry")
    seen = _events(frame, lambda: (len(loaded), "entry" in frame.pages))
    assert seen[:4] == [(0, False), (1, False), (2, False), (2, True)]
    assert loaded == ["entry 1", "entry 2"]


def test_whoever_is_faster_does_not_wait_for_what_is_still_to_be_loaded(frame: MainWindow, loaded: list[str]) -> None:
    frame.turning.turn_to("review")
    QTest.keyClick(frame.windowHandle(), "5")  # type: ignore[call-overload]  # as below
    assert loaded == ["review 1", "review 2"]
    assert "5" in _noted(frame, "review")


def test_a_return_on_a_page_that_is_not_loaded_is_there_when_it_is(
    frame: MainWindow, loaded: list[str], qtbot: QtBot
) -> None:
    frame.open_return(KEY, "145-04")
    assert (frame.current, loaded) == ("home", [])
    assert frame.rail.buttons["entry"].isChecked()
    qtbot.waitUntil(lambda: not frame.turning.is_under_way)
    assert [what for what in _noted(frame, "entry") if what != "painted"] == ["read", f"{KEY.unit} 145-04"]
    assert (frame.current, len(loaded)) == ("entry", 2)


def test_so_is_an_entry_of_the_plans_and_a_key_meanwhile_finds_it(
    frame: MainWindow, loaded: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(NotingPage, "show_item", lambda page, code: page.noted.append(code))
    frame.open_item("entry", "145-04")
    assert (frame.current, loaded) == ("home", [])
    QTest.keyClick(frame.windowHandle(), "5")  # type: ignore[call-overload]  # as below
    assert [what for what in _noted(frame, "entry") if what != "painted"] == ["read", "145-04", "5"]


def test_nothing_is_asked_of_a_page_that_there_is_not(frame: MainWindow) -> None:
    frame.open_item("monitor", "145-04")
    frame.show_preferences("health")
    assert frame.current == "home"
    frame.close_session()
    frame.open_return(KEY, "145-04")
    frame.open_item("entry", "145-04")
    frame.show_preferences("health")
    assert frame.current == ""


def test_what_is_for_later_waits_for_the_page_that_is_asked_for(frame: MainWindow, qtbot: QtBot) -> None:
    seen: list[str] = []
    frame.turning.turn_to("entry")
    frame.turning.later(1, lambda: seen.append(f"{frame.current} {frame.turning.is_under_way}"))
    qtbot.waitUntil(lambda: bool(seen))
    assert seen == ["entry False"]


def test_and_is_not_done_for_another_session(frame: MainWindow, qtbot: QtBot) -> None:
    seen: list[str] = []
    frame.turning.later(1, lambda: seen.append("done"))
    frame.close_session()
    qtbot.wait(30)
    assert seen == []


def test_a_key_finds_the_page_read(frame: MainWindow) -> None:
    frame.turning.turn_to("entry")
    QTest.keyClick(frame.windowHandle(), "5")  # type: ignore[call-overload]  # the stubs know no text
    assert [what for what in _noted(frame, "entry") if what != "painted"] == ["read", "5"]
    assert not frame.turning.is_under_way


def test_a_word_of_an_input_method_does_not_go_to_the_page_before(frame: MainWindow) -> None:
    frame.open_page("entry")
    frame.turning.finish()
    frame.turning.turn_to("review")
    before = frame.pages["entry"]
    assert frame.focusWidget() is before
    QCoreApplication.sendEvent(before, QInputMethodEvent("qi", []))
    assert (frame.current, "qi" in _noted(frame, "entry")) == ("review", False)


def test_another_page_meanwhile_leaves_the_first_at_its_place(frame: MainWindow) -> None:
    frame.open_return(KEY, "145-04")
    frame.open_page("review")
    assert _noted(frame, "entry") == ["read", f"{KEY.unit} 145-04"]
    assert frame.current == "review"
    assert "read" in _events(frame, lambda: " ".join(_noted(frame, "review")))


def test_what_is_asked_of_a_page_is_asked_when_it_is_read(frame: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(NotingPage, "show_item", lambda page, code: page.noted.append(code))
    frame.open_item("entry", "145-04")
    assert _noted(frame, "entry") == ["read", "145-04"]


def test_a_window_that_is_closed_meanwhile_reads_nothing_more(frame: MainWindow, qtbot: QtBot) -> None:
    frame.open_page("entry")
    noted = _noted(frame, "entry")
    frame.turning.turn_to("review")  # and that one is still to be built
    assert noted == ["read"]
    frame.close_session()
    assert not frame.turning.is_under_way
    assert frame.page_scroll.updatesEnabled()
    qtbot.wait(20)
    assert (noted, frame.pages) == (["read"], {})


def test_and_neither_does_the_page_that_was_just_opened(frame: MainWindow, qtbot: QtBot) -> None:
    frame.open_page("entry")
    noted = _noted(frame, "entry")
    frame.close()
    qtbot.wait(20)
    assert noted == []


def test_where_few_returns_are_behind_it_a_page_is_read_at_once(
    frame: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Session, "is_large", False)
    frame.turning.turn_to("entry")
    assert _noted(frame, "entry") == ["read"]
