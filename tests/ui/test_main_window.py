"""The frame: rail, pages, top bar, status bar, notice."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QSettings, QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from haishu_desk.domain.cells import ReturnKey
from haishu_desk.ui import main_window
from haishu_desk.ui.main_window import MainWindow
from haishu_desk.ui.page import Page
from haishu_desk.ui.pages import HOME, PageEntry, pages_of
from haishu_desk.ui.session import Session
from haishu_desk.ui.settings import looks_in
from haishu_desk.ui.theme import Theme
from haishu_desk.ui.wishes import LooksWish

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

UNIT = "330203105"
KEY = ReturnKey("indicators", UNIT, "2025")


class FakePage(Page):
    """Remembers what the window asked of it."""

    def __init__(self, session: Session, theme: Theme, parent: QWidget) -> None:
        super().__init__(session, theme, parent)
        self.shown_return: tuple[ReturnKey, str | None] | None = None
        self.closed = 0

    def subject(self) -> str:
        return "鄞江镇 2025年"

    def go_to(self, key: ReturnKey, item: str | None) -> None:
        self.shown_return = (key, item)

    def close_editors(self) -> None:
        self.closed += 1


@pytest.fixture
def frame(
    qtbot: QtBot, theme: Theme, settings: QSettings, unit_session: Session, monkeypatch: pytest.MonkeyPatch
) -> Iterator[MainWindow]:
    """A window on the unit's workspace with 首页 and three pages that only remember."""
    fakes = [
        PageEntry(name, word, "table", f"{__name__}:FakePage")
        for name, word in (("entry", "填报"), ("exchange", "收发"), ("review", "退回与查询"))
    ]
    monkeypatch.setattr(PageEntry, "build", _build)
    monkeypatch.setattr(main_window, "pages_of", lambda _role: [HOME, *fakes])
    window = MainWindow(theme, settings)
    qtbot.addWidget(window)
    window.show()
    window.open_session(unit_session)
    yield window
    window.close()


_real_build = PageEntry.build


def _build(entry: PageEntry, session: Session, theme: Theme, parent: QWidget) -> Page:
    return _real_build(entry, session, theme, parent) if entry.name == "home" else FakePage(session, theme, parent)


def fake(window: MainWindow, name: str) -> FakePage:
    page = window.pages[name]
    assert isinstance(page, FakePage)
    return page


def test_a_page_is_built_when_it_is_first_shown_and_kept(frame: MainWindow) -> None:
    assert list(frame.pages) == ["home"]
    frame.open_page("entry")
    first = frame.pages["entry"]
    frame.open_page("home")
    frame.open_page("entry")
    assert frame.pages["entry"] is first
    assert frame.stack.currentWidget() is first


def test_ctrl_and_a_number_switch_pages_in_the_order_of_the_rail(frame: MainWindow) -> None:
    for key, name in ((Qt.Key.Key_2, "entry"), (Qt.Key.Key_3, "exchange"), (Qt.Key.Key_1, "home")):
        QTest.keyClick(frame, key, Qt.KeyboardModifier.ControlModifier)
        assert frame.current == name
        assert frame.rail.buttons[name].isChecked()


def test_a_number_without_a_page_changes_nothing(frame: MainWindow) -> None:
    QTest.keyClick(frame, Qt.Key.Key_9, Qt.KeyboardModifier.ControlModifier)
    assert frame.current == "home"


def test_a_click_in_the_rail_shows_the_page_with_its_title_and_subject(frame: MainWindow) -> None:
    QTest.mouseClick(frame.rail.buttons["entry"], Qt.MouseButton.LeftButton)
    assert (frame.top_bar.title, frame.top_bar.subject) == ("填报", "鄞江镇 2025年")


def test_leaving_a_page_and_closing_the_window_keep_what_is_being_typed(frame: MainWindow) -> None:
    frame.open_page("entry")
    page = fake(frame, "entry")
    frame.open_page("home")
    assert page.closed == 1
    frame.open_page("entry")
    frame.close()
    assert page.closed == 2


def test_a_page_that_asks_for_a_return_gets_it_shown_on_the_sheet(frame: MainWindow) -> None:
    frame.pages["home"].open_return.emit(KEY, "145-04")
    assert frame.current == "entry"
    assert fake(frame, "entry").shown_return == (KEY, "145-04")


def test_who_works_and_for_whom_stands_in_the_top_bar(frame: MainWindow) -> None:
    assert frame.top_bar.person == "鄞江镇 · 张填"
    assert frame.windowTitle().startswith("鄞江镇")


def test_the_status_bar_says_when_the_last_cell_was_saved(frame: MainWindow, unit_session: Session) -> None:
    assert frame.status_bar.saved.text == "已存盘 · 每格即存"
    assert unit_session.enter(KEY, [{"item": "145-04", "value": "210"}])
    assert frame.status_bar.saved.text.startswith("已存盘 ")
    assert frame.status_bar.saved.text.count(":") == 2
    assert frame.status_bar.saved.mark == "ok"


def test_what_was_refused_is_said_with_sentence_and_advice(frame: MainWindow, unit_session: Session) -> None:
    assert not unit_session.enter(KEY, [{"item": "145-04", "value": "许多"}])
    (toast,) = frame.messages.toasts
    assert "看不懂" in toast.message.title
    assert "没有数请填" in toast.message.text


def test_the_badge_counts_the_cells_that_came_back(frame: MainWindow) -> None:
    assert frame.rail.buttons["review"].badge == 1
    assert frame.rail.buttons["entry"].badge == 0


def test_the_own_text_of_a_page_stands_in_the_status_bar_while_it_is_shown(frame: MainWindow) -> None:
    frame.open_page("entry")
    frame.pages["entry"].info.emit("合计 98.2")
    assert frame.status_bar.info == "合计 98.2"
    frame.open_page("exchange")
    assert frame.status_bar.info == ""
    frame.open_page("entry")
    assert frame.status_bar.info == "合计 98.2"


def test_the_window_comes_back_where_it_was(frame: MainWindow, theme: Theme, settings: QSettings, qtbot: QtBot) -> None:
    frame.resize(1180, 700)
    frame.close()
    again = MainWindow(theme, settings)
    qtbot.addWidget(again)
    assert (again.width(), again.height()) == (1180, 700)


def test_other_colours_come_at_once_and_are_remembered(frame: MainWindow, theme: Theme, settings: QSettings) -> None:
    frame.dressing.change(LooksWish("mode", "dark"))
    assert theme.mode == "dark"
    assert frame.current == "home"
    assert settings.value("window/theme") == "dark"


@pytest.mark.parametrize(
    ("role", "words"),
    [
        ("unit", ["首页", "填报", "收发", "退回与查询", "规划", "监测", "报告", "设置"]),
        ("district", ["首页", "规划", "填报", "收发", "审核", "监测", "报告", "设置"]),
    ],
)
def test_the_rail_has_the_pages_of_its_role(role: str, words: list[str]) -> None:
    assert [entry.word for entry in pages_of(role)] == words


def test_five_thousand_calls_of_the_frame_do_no_harm(frame: MainWindow, qapp: QApplication) -> None:
    names = ["home", "entry", "exchange", "review"]
    for number in range(500):
        frame.rail.buttons[names[number % 4]].set_badge(number % 120, urgent=bool(number % 2))
        frame.status_bar.show_saved(f"10:00:{number % 60:02}")
        frame.status_bar.show_info(f"合计 {number}")
        frame.top_bar.show_title("填报", f"第 {number} 次")
        table = frame.pages["home"].face.table  # type: ignore[attr-defined]
        for column in range(5):
            table.rows.data(table.rows.index(number % 2, column))
        if number % 50 == 0:
            frame.open_page(names[number // 50 % 4])
            qapp.processEvents()
    assert frame.isVisible()


# The looks.


def test_large_type_comes_at_once_everywhere_and_goes_again(
    frame: MainWindow, theme: Theme, settings: QSettings
) -> None:
    before = frame.rail.width()
    frame.dressing.change(LooksWish("is_large", True))
    assert theme.is_large
    assert (before, frame.rail.width()) == (72, 84)
    assert frame.rail.buttons["home"].width() == 84
    assert frame.top_bar.height() == 58  # 48 * 1.2
    assert frame.status_bar.saved.font().pointSizeF() > 0
    assert looks_in(settings).is_large
    frame.dressing.change(LooksWish("is_large", False))
    assert frame.rail.width() == 72
    Theme().dress(application())


def test_another_size_is_remembered_and_said_to_come_at_the_next_start(frame: MainWindow, settings: QSettings) -> None:
    frame.dressing.change(LooksWish("scale", 150))
    assert looks_in(settings).scale == 150
    (toast,) = frame.messages.toasts
    assert toast.message.title == "界面大小记为 150%"
    assert "再打开" in toast.message.text


def test_the_menu_in_the_top_bar_shows_what_is_chosen_and_changes_it(frame: MainWindow, theme: Theme) -> None:
    menu = frame.top_bar.looks.menu_shown
    actions = {action.text(): action for action in menu.actions() if action.isCheckable()}
    assert [word for word, action in actions.items() if action.isChecked()] == ["跟随系统", "100%"]
    actions["高对比"].trigger()
    actions["大字"].trigger()
    assert (theme.mode, theme.is_large) == ("contrast", True)
    assert [word for word, action in actions.items() if action.isChecked()] == ["高对比", "大字", "100%"]
    actions["大字"].trigger()
    assert (theme.mode, theme.is_large) == ("contrast", False)
    theme.become("light")
    theme.dress(application())


def test_a_small_screen_is_not_left_and_the_page_is_scrolled_there(frame: MainWindow) -> None:
    frame.fit_to(QSize(683, 384))
    assert frame.size() == QSize(683, 384)
    page = frame.pages["home"]
    QApplication.processEvents()
    assert page.width() >= page.minimumSizeHint().width()
    bar = frame.page_scroll.verticalScrollBar()
    assert bar.maximum() > 0


def application() -> QApplication:
    running = QApplication.instance()
    assert isinstance(running, QApplication)
    return running


def test_a_page_that_is_asked_for_before_the_workspace_is_open_is_the_first_one_shown(
    theme: Theme, settings: QSettings, unit_session: Session, qtbot: QtBot
) -> None:
    window = MainWindow(theme, settings)
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    QTest.keyClick(window, Qt.Key.Key_4, Qt.KeyboardModifier.ControlModifier)
    window.open_session(unit_session)
    assert window.current == "review", "what is typed ahead is not lost"
    window.close()
