"""The locked window as a passer-by meets it, and as the person finds it who comes back."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, QSettings, Qt
from PySide6.QtGui import QAccessible, QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QLineEdit, QMenu, QToolTip, QWidget

from haishu_desk.desk import Desk, people
from haishu_desk.domain.cells import ReturnKey, Slot
from haishu_desk.domain.errors import DeskError
from haishu_desk.ui.entry.page import EntryPage
from haishu_desk.ui.lock.cover import LOCKED, Cover, Veil
from haishu_desk.ui.main_window import MainWindow
from haishu_desk.ui.messages import Message
from haishu_desk.ui.opener import Opener
from haishu_desk.ui.preferences.page import PreferencesPage
from haishu_desk.ui.settings import lock_minutes
from haishu_desk.ui.theme import Theme

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

PIN, OTHER_PIN = "Haishu-4711", "Liushen-4712"
KEY = ReturnKey("indicators", "330203105", "2025")
Open = Callable[..., MainWindow]


@pytest.fixture(autouse=True)
def _cheap_pins(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(people, "_MEMORY_KIB", 64)
    monkeypatch.setattr(people, "_ITERATIONS", 1)


@pytest.fixture
def open_window(qtbot: QtBot, theme: Theme, settings: QSettings, workspaces: Path) -> Iterator[Open]:
    windows: list[MainWindow] = []

    def opened(person: str | None = None) -> MainWindow:
        window = MainWindow(theme, settings)
        qtbot.addWidget(window)
        opener = Opener(window, theme, settings, workspaces / "unit.db", person)
        windows.append(window)
        window.show()
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        opener.open()
        return window

    yield opened
    for window in windows:
        window.close()


@pytest.fixture
def guarded(open_window: Open, workspaces: Path, monkeypatch: pytest.MonkeyPatch) -> MainWindow:
    """张填 has a PIN, and 李代 has one too; 张填 works."""
    for person, pin in (("李代", OTHER_PIN), ("张填", PIN)):
        with Desk(workspaces / "unit.db", write=True, person=person) as desk:
            desk.audit("首次使用")
            desk.people.set_pin(pin)
    monkeypatch.setenv("HAISHU_DESK_PIN", PIN)
    return open_window("张填")


def cover_of(window: MainWindow) -> Cover:
    assert window.lock.cover is not None
    return window.lock.cover


def cover_is_gone(window: MainWindow) -> bool:
    return window.lock.cover is None


def veil_of(window: QWidget) -> Veil:
    (veil,) = window.findChildren(Veil)
    return veil


def give(window: MainWindow, pin: str, person: str | None = None) -> None:
    cover = cover_of(window)
    if person:
        cover.who.setCurrentText(person)
    cover.pin.setText(pin)
    QTest.keyClick(cover.pin, Qt.Key.Key_Return)


def entry(window: MainWindow) -> EntryPage:
    window.open_return(KEY, "145-04")
    page = window.pages["entry"]
    assert isinstance(page, EntryPage)
    return page


def typing(window: MainWindow, text: str) -> EntryPage:
    """A text that is being typed into a cell; the first key opens it."""
    page = entry(window)
    page.view.setFocus()
    page.view.editing.begin()
    editor = page.view.editing.editor
    assert isinstance(editor, QLineEdit)
    editor.setText(text)
    return page


def test_the_time_and_the_key_and_the_menu_lock(guarded: MainWindow) -> None:
    entry = next(each for each in guarded.top_bar.looks.menu_shown.actions() if "锁屏" in each.text())
    asks: tuple[Callable[[], object], ...] = (
        guarded.lock.idle._on_timeout,
        lambda: QTest.keyClick(guarded, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier),
        entry.trigger,
    )
    guarded.lock.idle._clock = lambda: 1e12  # long after
    for ask in asks:
        ask()
        assert guarded.lock.is_locked
        give(guarded, PIN)
        assert not guarded.lock.is_locked


def test_nothing_of_the_data_can_be_seen_or_reached(guarded: MainWindow, theme: Theme) -> None:
    typing(guarded, "12")
    guarded.lock.lock()
    cover = cover_of(guarded)
    assert (cover.geometry(), cover.isVisible()) == (guarded.rect(), True)
    picture, ground = guarded.grab().toImage(), theme.color("bg")
    outside = [
        QColor(picture.pixel(x, y)) for x in range(2, guarded.width(), 31) for y in range(2, guarded.height(), 29)
        if not cover.card.geometry().adjusted(-2, -2, 2, 2).contains(x, y)
    ]  # fmt: skip
    assert set(map(QColor.name, outside)) == {ground.name()}
    assert guarded.windowTitle() == LOCKED
    before = guarded.current
    for key in (Qt.Key.Key_K, Qt.Key.Key_2, Qt.Key.Key_Q):
        QTest.keyClick(cover.pin, key, Qt.KeyboardModifier.ControlModifier)
    QTest.mouseClick(guarded.rail.buttons["home"], Qt.MouseButton.LeftButton)
    assert (guarded.current, guarded.palette_popup.isVisible(), guarded.isVisible()) == (before, False, True)
    QTest.keyClicks(guarded.pages["entry"], "99")
    assert guarded.session is not None
    assert guarded.session.desk.heads(KEY)[Slot("145-04", "value", None)][0].value.raw == "120"


@pytest.mark.qt_log_ignore("does not support", extend=True)
def test_a_tool_tip_a_message_a_menu_and_a_window_do_not_come_through(guarded: MainWindow, qtbot: QtBot) -> None:
    menu = QMenu(guarded)
    menu.addAction("12.5 万人")
    menu.popup(guarded.mapToGlobal(QPoint(40, 40)))
    beside = QWidget(guarded, Qt.WindowType.Window)
    qtbot.addWidget(beside)
    beside.setWindowTitle("打印：鄞江镇 2025")
    beside.show()
    guarded.lock.lock()
    assert not menu.isVisible()
    assert (beside.windowTitle(), veil_of(beside).geometry()) == (LOCKED, beside.rect())
    guarded.messages.show_message(Message("ok", "已装入 6 个文件"))
    toast = guarded.messages.toasts[0]
    siblings = [each for each in guarded.children() if isinstance(each, QWidget)]
    assert siblings.index(cover_of(guarded)) > siblings.index(toast)
    QToolTip.showText(guarded.mapToGlobal(QPoint(9, 9)), "12.5 万人", guarded)
    assert not QToolTip.isVisible()
    late = QWidget(guarded, Qt.WindowType.Window)
    qtbot.addWidget(late)
    late.show()
    late.setWindowTitle("催报 3 家")
    late.resize(300, 200)
    assert (late.windowTitle(), veil_of(late).geometry()) == (LOCKED, late.rect())
    give(guarded, PIN)
    assert (beside.windowTitle(), late.windowTitle()) == ("打印：鄞江镇 2025", "催报 3 家")
    assert "鄞江镇" in guarded.windowTitle()
    assert not any(veil.isVisible() for window in (beside, late) for veil in window.findChildren(Veil))


class Question(QDialog):
    """A dialog of the program."""


def test_a_question_is_put_aside_and_a_choice_of_files_is_cancelled(guarded: MainWindow, qtbot: QtBot) -> None:
    question, files = Question(guarded), QFileDialog(guarded)
    files.setOption(QFileDialog.Option.DontUseNativeDialog)
    for dialog in (question, files):
        qtbot.addWidget(dialog)
    question.open()
    files.open()
    guarded.lock.lock()
    assert (question.isVisible(), files.isVisible()) == (False, False)
    give(guarded, PIN)
    assert (question.isVisible(), files.isVisible()) == (True, False)


@pytest.mark.parametrize("is_closed", [True, False])
def test_a_question_of_the_one_before_is_cancelled_where_nobody_came_back_to_it(
    guarded: MainWindow, qtbot: QtBot, *, is_closed: bool
) -> None:
    question = Question(guarded)
    qtbot.addWidget(question)
    question.open()
    guarded.lock.lock()
    if is_closed:
        guarded.close()
    else:
        give(guarded, OTHER_PIN, "李代")
        qtbot.waitUntil(lambda: guarded.top_bar.person == "鄞江镇 · 李代")
    assert (question.isVisible(), question.result()) == (False, QDialog.DialogCode.Rejected)


def test_what_was_being_typed_is_there_and_not_stored(guarded: MainWindow) -> None:
    page = typing(guarded, "12")
    guarded.lock.lock()
    assert QApplication.focusWidget() is cover_of(guarded).pin
    give(guarded, PIN)
    editor = page.view.editing.editor
    assert isinstance(editor, QLineEdit)
    assert (editor.text(), editor.hasFocus()) == ("12", True)
    assert guarded.session is not None
    assert guarded.session.desk.heads(KEY)[Slot("145-04", "value", None)][0].value.raw == "120"
    QTest.keyClicks(editor, "1")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    assert guarded.session.desk.heads(KEY)[Slot("145-04", "value", None)][0].value.raw == "121"


def test_work_in_the_background_goes_on_and_is_shown_afterwards(guarded: MainWindow) -> None:
    page = entry(guarded)
    guarded.lock.lock()
    assert guarded.session is not None
    assert guarded.session.enter(KEY, [{"item": "145-04", "value": "121"}])
    give(guarded, PIN)
    row = page.model.row_of("145-04")
    assert "121" in str(page.model.index(row, page.model.column_of("value")).data())


def test_wrong_ones_are_counted_said_and_on_the_trail(guarded: MainWindow) -> None:
    guarded.lock.lock()
    for _ in range(5):
        give(guarded, "0000")
    assert "请等半小时再试" in cover_of(guarded).said.text()
    give(guarded, PIN)
    assert guarded.lock.is_locked
    assert "错了太多次" in cover_of(guarded).said.text()
    assert cover_of(guarded).pin.text() == ""
    assert guarded.session is not None
    lines = [json.loads(entry.body)["what"] for entry in guarded.session.desk.workspace.journal.entries("audit")]
    assert lines[-6:] == ["口令不对"] * 5 + [people.TOO_SOON]


def test_another_person_comes_with_a_pin_and_the_half_typed_word_stays_a_draft(
    guarded: MainWindow, qtbot: QtBot
) -> None:
    typing(guarded, "12")
    guarded.lock.lock()
    assert [cover_of(guarded).who.itemText(row) for row in range(2)] == ["张填", "李代"]
    give(guarded, PIN, "李代")
    assert guarded.lock.is_locked, "the PIN of another person"
    give(guarded, OTHER_PIN, "李代")
    qtbot.waitUntil(lambda: guarded.top_bar.person == "鄞江镇 · 李代")
    assert cover_is_gone(guarded)
    assert guarded.session is not None
    assert guarded.session.desk.heads(KEY)[Slot("145-04", "value", None)][0].value.raw == "120"
    page = entry(guarded)
    kept = page.model.kept_at(page.model.index(page.model.row_of("145-04"), page.model.column_of("value")))
    assert kept == "12"


def test_the_palette_of_the_one_before_is_gone_when_another_person_comes(guarded: MainWindow, qtbot: QtBot) -> None:
    guarded.open_palette()
    guarded.lock.lock()
    give(guarded, OTHER_PIN, "李代")
    qtbot.waitUntil(lambda: guarded.top_bar.person == "鄞江镇 · 李代")
    assert not guarded.palette_popup.isVisible()


def test_without_a_pin_it_only_hides_and_says_how_to_set_one(open_window: Open) -> None:
    window = open_window()
    window.lock.lock()
    cover = cover_of(window)
    assert not cover.pin.isVisible()
    words = " ".join(label.text() for label in cover.findChildren(type(cover.said)))
    assert "设口令" in words
    QTest.keyClick(cover.go, Qt.Key.Key_Return)
    assert not window.lock.is_locked


def test_closing_the_window_does_not_unlock_it(guarded: MainWindow, open_window: Open, qtbot: QtBot) -> None:
    guarded.lock.lock()
    guarded.close()
    again = open_window("赵新")
    assert again.lock.is_locked, "a new name has no PIN and does not do"
    assert cover_of(again).who.currentText() == "张填"
    give(again, PIN)
    qtbot.waitUntil(lambda: again.top_bar.person == "鄞江镇 · 张填")
    assert not again.lock.is_locked


def test_whoever_signs_in_with_a_pin_at_the_start_is_not_asked_twice(guarded: MainWindow, open_window: Open) -> None:
    guarded.lock.lock()
    guarded.close()
    assert not open_window("张填").lock.is_locked


def test_the_key_locks_from_another_window_too(guarded: MainWindow, qtbot: QtBot) -> None:
    beside = QWidget(guarded, Qt.WindowType.Window)
    field = QLineEdit(beside)
    qtbot.addWidget(beside)
    beside.show()
    beside.activateWindow()
    qtbot.waitUntil(beside.isActiveWindow)
    field.setFocus()
    handle = beside.windowHandle()
    assert handle is not None
    QTest.keyClick(handle, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert guarded.lock.is_locked
    QTest.keyClicks(field, "12")
    assert field.text() == ""


def test_the_keyboard_is_shown_by_the_ring_on_the_card(guarded: MainWindow) -> None:
    guarded.lock.lock()
    cover = cover_of(guarded)
    QTest.keyClick(cover.pin, Qt.Key.Key_Tab)
    siblings = [each for each in guarded.children() if isinstance(each, QWidget)]
    assert QApplication.focusWidget() is cover.go
    assert guarded.ring.isVisible()
    assert siblings.index(guarded.ring) > siblings.index(cover)


def test_tab_goes_round_on_the_card_and_all_of_it_is_named(guarded: MainWindow) -> None:
    guarded.lock.lock()
    cover = cover_of(guarded)
    stops = []
    for _ in range(4):
        stop = QApplication.focusWidget()
        assert stop is not None
        stops.append(stop)
        QTest.keyClick(stop, Qt.Key.Key_Tab)
    assert stops == [cover.pin, cover.go, cover.who, cover.pin]
    assert all(QAccessible.queryAccessibleInterface(stop).text(QAccessible.Text.Name) for stop in cover.stops)


@pytest.mark.parametrize("mode", ["light", "dark", "contrast"])
def test_other_colours_while_it_is_locked_leave_it_locked(
    guarded: MainWindow, theme: Theme, qapp: QApplication, mode: str
) -> None:
    guarded.lock.lock()
    theme.become(mode)
    theme.dress(qapp)
    guarded.dress_again()
    assert cover_of(guarded).isVisible()
    give(guarded, PIN)
    assert not guarded.lock.is_locked


def test_the_time_is_chosen_in_the_settings_and_off_only_without_a_pin(open_window: Open) -> None:
    window = open_window()
    assert window.lock.idle.timer.interval() == 600_000
    window.open_page("preferences")
    page = window.pages["preferences"]
    assert isinstance(page, PreferencesPage)
    box = page.people.lock
    assert [box.itemData(row) for row in range(box.count())] == [5, 10, 15, 30, 0]
    for minutes, is_counting in ((30, True), (0, False)):
        box.setCurrentIndex(box.findData(minutes))
        box.activated.emit(box.currentIndex())
        assert (window.lock.idle.timer.isActive(), window.lock.idle.timer.interval() == minutes * 60_000) == (
            is_counting,
            is_counting,
        )
    page.people.first.setText(PIN)
    page.people.second.setText(PIN)
    page.people.set_pin()
    assert [box.itemData(row) for row in range(box.count())] == [5, 10, 15, 30]
    assert (box.currentData(), window.lock.idle.timer.isActive()) == (10, True)


def test_a_window_that_may_only_read_only_hides(guarded: MainWindow, open_window: Open) -> None:
    second = open_window("张填")
    assert second.session is not None
    assert not second.session.desk.workspace.database.writable
    second.lock.lock()
    QTest.keyClick(cover_of(second).go, Qt.Key.Key_Return)
    assert not second.lock.is_locked
    assert not guarded.lock.is_locked


def test_without_a_workspace_there_is_nothing_to_lock(theme: Theme, settings: QSettings, qtbot: QtBot) -> None:
    window = MainWindow(theme, settings)
    qtbot.addWidget(window)
    window.lock.lock()
    assert not window.lock.is_locked
    window.fail(DeskError("没有"))


def test_whoever_closes_the_locked_window_stores_nothing_that_was_half_typed(
    guarded: MainWindow, open_window: Open
) -> None:
    typing(guarded, "12")
    guarded.lock.lock()
    guarded.close()
    again = open_window("张填")
    page = entry(again)
    assert again.session is not None
    assert again.session.desk.heads(KEY)[Slot("145-04", "value", None)][0].value.raw == "120"
    assert page.model.kept_at(page.model.index(page.model.row_of("145-04"), page.model.column_of("value"))) == "12"


def test_other_colours_of_the_system_while_it_is_locked_store_nothing_that_was_half_typed(guarded: MainWindow) -> None:
    typing(guarded, "12")
    guarded.lock.lock()
    guarded.dressing._follow()
    assert guarded.lock.is_locked
    assert guarded.session is not None
    assert guarded.session.desk.heads(KEY)[Slot("145-04", "value", None)][0].value.raw == "120"


def test_a_second_window_that_may_only_read_opens_no_way_past_the_lock(guarded: MainWindow, open_window: Open) -> None:
    guarded.lock.lock()
    second = open_window("赵新")  # the file is held by the locked window: this one may only read, and asks for no PIN
    second.lock.lock()
    QTest.keyClick(cover_of(second).go, Qt.Key.Key_Return)
    second.close()
    guarded.close()
    assert open_window("赵新").lock.is_locked


def test_a_long_pin_is_taken_whole(guarded: MainWindow) -> None:
    long = f"{PIN}{'x' * 80}"
    assert guarded.session is not None
    guarded.session.desk.people.set_pin(long)
    guarded.lock.lock()
    QTest.keyClicks(cover_of(guarded).pin, long)
    QTest.keyClick(cover_of(guarded).pin, Qt.Key.Key_Return)
    assert not guarded.lock.is_locked


@pytest.mark.parametrize("text", ["9" * 5_000, "²", "-5", "", "7"])
def test_odd_minutes_are_as_none_chosen(settings: QSettings, text: str) -> None:
    settings.setValue("lock/minutes", text)
    assert lock_minutes(settings, has_pin=False) == 10
