"""Chinese typing: which input method Qt asks for on Linux, and words that are still being composed."""

from __future__ import annotations

import sys
from collections.abc import MutableMapping

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent
from PySide6.QtWidgets import QApplication, QWidget

_WITHOUT_PLUGIN = ("", "fcitx", "fcitx5")


def choose_input_method(environment: MutableMapping[str, str], platform: str = sys.platform) -> None:
    """Let Qt ask for ibus where it would ask for fcitx; before QApplication is made.

    Qt's wheels ship the ibus plugin and no fcitx plugin, and fcitx5 answers to ibus as well. Desktops that export
    `QT_IM_MODULE=fcitx` would leave their users without Chinese.
    """
    on_x11 = environment.get("QT_QPA_PLATFORM", "").split(":")[0] in ("", "xcb")
    if platform.startswith("linux") and on_x11 and environment.get("QT_IM_MODULE", "") in _WITHOUT_PLUGIN:
        environment["QT_IM_MODULE"] = "ibus"


class HalfWords(QObject):
    """Keeps a half-composed word out of every field of the window.

    A click elsewhere makes Qt put what is being composed into the field, letters and guesses alike, a moment before the
    field loses the focus and is stored. With this it goes away as with Esc; what was chosen before stays.
    """

    def __init__(self, application: QApplication) -> None:
        super().__init__(application)
        self._is_composing = False
        application.focusChanged.connect(self._watch)

    def _watch(self, old: QWidget | None, new: QWidget | None) -> None:
        for widget, do in ((old, QObject.removeEventFilter), (new, QObject.installEventFilter)):
            if widget is not None:
                do(widget, self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QInputMethodEvent):
            return False
        by_mouse = QGuiApplication.mouseButtons() != Qt.MouseButton.NoButton
        is_forced = self._is_composing and bool(event.commitString()) and by_mouse
        self._is_composing = bool(event.preeditString())
        if is_forced:
            QCoreApplication.sendEvent(watched, QInputMethodEvent())  # nothing is composed any more, nothing is put in
        return is_forced
