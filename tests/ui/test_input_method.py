"""Words that are still being composed: no field keeps half of one, and no key of a word is a command."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QAction, QGuiApplication, QInputMethodEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QPlainTextEdit, QWidget

from haishu_desk.ui.input_method import HalfWords
from haishu_desk.ui.main_window import MainWindow
from haishu_desk.ui.session import Session
from haishu_desk.ui.theme import Theme

if TYPE_CHECKING:
    from PySide6.QtCore import QSettings
    from pytestqt.qtbot import QtBot

LEFT, NONE = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton


@pytest.fixture(params=[QLineEdit, QPlainTextEdit])
def field(request: pytest.FixtureRequest, qtbot: QtBot, qapp: QApplication) -> QLineEdit | QPlainTextEdit:
    """A field with the keyboard that half words are kept out of."""
    made: QLineEdit | QPlainTextEdit = request.param()
    guard = HalfWords(qapp)
    made.destroyed.connect(guard.deleteLater)
    qtbot.addWidget(made)
    made.show()
    made.setFocus()
    qtbot.waitUntil(made.hasFocus)
    return made


def text_of(field: QLineEdit | QPlainTextEdit) -> str:
    return field.text() if isinstance(field, QLineEdit) else field.toPlainText()


def compose(field: QWidget, letters: str) -> None:
    QApplication.sendEvent(field, QInputMethodEvent(letters, []))


def commit(field: QWidget, word: str) -> None:
    event = QInputMethodEvent()
    event.setCommitString(word)
    QApplication.sendEvent(field, event)


def press(monkeypatch: pytest.MonkeyPatch, button: Qt.MouseButton) -> None:
    """As if that button of the mouse were held down."""
    monkeypatch.setattr(QGuiApplication, "mouseButtons", lambda: button)


def test_a_chosen_word_stays_and_what_a_click_forces_in_does_not(
    field: QLineEdit | QPlainTextEdit, monkeypatch: pytest.MonkeyPatch
) -> None:
    compose(field, "tai zhang")
    commit(field, "台账")
    compose(field, "he dui")
    press(monkeypatch, LEFT)
    commit(field, "he dui")  # so Windows does when another field is clicked
    assert text_of(field) == "台账"
    press(monkeypatch, NONE)
    commit(field, "核对")
    assert text_of(field) == "台账核对"


def test_a_sign_that_was_never_composed_is_taken_whatever_the_mouse_does(
    field: QLineEdit | QPlainTextEdit, monkeypatch: pytest.MonkeyPatch
) -> None:
    press(monkeypatch, LEFT)
    commit(field, "，")
    assert text_of(field) == "，"


def test_who_loses_the_focus_is_watched_no_more(
    field: QLineEdit | QPlainTextEdit, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = QLineEdit()
    qtbot.addWidget(other)
    other.show()
    compose(field, "yi")
    other.activateWindow()
    other.setFocus()
    qtbot.waitUntil(other.hasFocus)
    compose(other, "er")
    press(monkeypatch, LEFT)
    commit(other, "二")
    assert other.text() == ""


@pytest.mark.parametrize("role", ["unit", "district"])
def test_no_key_that_types_a_sign_is_a_shortcut_anywhere(
    role: str, request: pytest.FixtureRequest, theme: Theme, settings: QSettings, qtbot: QtBot
) -> None:
    session: Session = request.getfixturevalue(f"{role}_session")
    window = MainWindow(theme, settings)
    qtbot.addWidget(window)
    window.show()
    window.open_session(session)
    for entry in window.entries:
        window.open_page(entry.name)
        QCoreApplication.processEvents()
    keys = [shortcut.key() for shortcut in window.findChildren(QShortcut)]
    keys += [action.shortcut() for action in window.findChildren(QAction)]
    keys += [button.shortcut() for button in window.findChildren(QAbstractButton)]
    assert any(key.toString() == "Ctrl+K" for key in keys)
    assert [key.toString() for key in keys if types_a_sign(key)] == []
    window.close()


def types_a_sign(sequence: QKeySequence) -> bool:
    """Whether the first key of it is a letter, a digit or a punctuation mark without Ctrl or Alt."""
    if sequence.isEmpty():
        return False
    words = sequence.toString().split(", ")[0].split("+")
    return not {"Ctrl", "Alt", "Meta"} & set(words) and len(words[-1] or "+") == 1  # F5, Del and Esc have more letters
