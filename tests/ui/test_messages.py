"""Messages at the lower right."""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QWidget

from haishu_desk.domain.errors import DeskError
from haishu_desk.ui import messages as module
from haishu_desk.ui.main_window import MainWindow
from haishu_desk.ui.messages import Message, Messages, Shadow
from haishu_desk.ui.theme import Theme

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(1366, 768)
    window.show()
    return window


@pytest.fixture
def messages(window: QWidget, theme: Theme) -> Iterator[Messages]:
    shown = Messages(theme, window)
    yield shown
    shown.clear()


def titles(messages: Messages) -> list[str]:
    return [toast.message.title for toast in messages.toasts]


def test_a_refusal_is_shown_with_its_sentence_and_its_advice(messages: Messages) -> None:
    messages.refuse(DeskError("磁盘已满，这一步没有存上", "请腾出空间再试一次"))
    (toast,) = messages.toasts
    assert (toast.message.kind, toast.message.title, toast.message.text) == (
        "bad", "磁盘已满，这一步没有存上", "请腾出空间再试一次",
    )  # fmt: skip


def test_a_success_folds_by_itself_and_a_failure_stays(
    messages: Messages, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "FOLD_MS", 20)
    messages.show_message(Message("bad", "没有写出"))
    messages.show_message(Message("ok", "已装入"))
    qtbot.waitUntil(lambda: titles(messages) == ["没有写出"], timeout=2000)


def test_at_most_three_are_shown_and_further_failures_wait(messages: Messages) -> None:
    for number in range(5):
        messages.show_message(Message("bad", f"第 {number} 个"))
    assert titles(messages) == ["第 0 个", "第 1 个", "第 2 个"]
    messages.toasts[0].dismiss()
    assert titles(messages) == ["第 1 个", "第 2 个", "第 3 个"]


def test_a_success_makes_room_for_a_failure(messages: Messages) -> None:
    for kind, title in (("ok", "一"), ("bad", "二"), ("bad", "三"), ("bad", "四")):
        messages.show_message(Message(kind, title))
    assert titles(messages) == ["二", "三", "四"]


def test_the_same_words_are_shown_once(messages: Messages) -> None:
    messages.show_message(Message("bad", "没有写出", "再试"))
    messages.show_message(Message("bad", "没有写出", "再试"))
    assert titles(messages) == ["没有写出"]


def test_the_action_is_done_and_the_message_goes(messages: Messages) -> None:
    done: list[str] = []
    messages.show_message(Message("warn", "签名以后又改过 2 格", "", "去看", lambda: done.append("去看")))
    link = next(button for button in messages.toasts[0].findChildren(QPushButton) if button.text() == "去看")
    QTest.mouseClick(link, Qt.MouseButton.LeftButton)
    assert done == ["去看"]
    assert not messages.toasts


def test_a_window_that_another_one_replaces_goes_without_a_fault(
    theme: Theme, settings: QSettings, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    faults: list[object] = []
    monkeypatch.setattr(sys, "unraisablehook", faults.append)
    with qtbot.captureExceptions() as raised:
        window = MainWindow(theme, settings)
        window.show()
        window.messages.show_message(Message("bad", "没有写出"))
        window.close()
        window.deleteLater()  # as Qt takes a window apart; the collector alone has no order for it
        QCoreApplication.sendPostedEvents(window, QEvent.Type.DeferredDelete)
        window = MainWindow(theme, settings)
        gc.collect()
        window.show()
    qtbot.addWidget(window)
    assert not raised
    assert not faults


def test_a_message_casts_a_shadow_that_follows_it_and_lays_out_no_page_that_nobody_sees(
    messages: Messages, window: QWidget
) -> None:
    """An effect of Qt's makes it lay out the whole window before it is painted: 60 ms with the pages of a district."""
    page = QWidget(window)
    page.hide()
    page.resize(300, 200)
    messages.show_message(Message("ok", "存好了"))
    (toast,), (shadow,) = messages.toasts, window.findChildren(Shadow)
    window.repaint()
    assert page.testAttribute(Qt.WidgetAttribute.WA_PendingResizeEvent)
    below = window.children().index(shadow) < window.children().index(toast)
    assert (shadow.isVisible(), shadow.geometry().contains(toast.geometry()), below) == (True, True, True)
    toast.move(100, 100)
    assert shadow.geometry().contains(toast.geometry())
    toast.hide()
    assert not shadow.isVisible()
    messages.clear()
    for _ in "message", "shadow":
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert window.findChildren(Shadow) == []


def test_messages_stand_at_the_lower_right_and_do_not_overlap(messages: Messages, window: QWidget) -> None:
    for number in range(3):
        messages.show_message(Message("bad", f"第 {number} 个", "要做什么，写得很长，" * 6))
    places = [toast.geometry() for toast in messages.toasts]
    assert all(place.right() < window.width() and place.bottom() < window.height() - 28 for place in places)
    assert all(upper.bottom() < lower.top() for upper, lower in pairwise(places))
    window.resize(1180, 640)
    assert messages.toasts[-1].geometry().right() < 1180
