"""F6 and Ctrl+Tab: from one region of the window to the next, without walking through everything in between."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

if TYPE_CHECKING:
    from haishu_desk.ui.main_window import MainWindow


class Regions(QObject):
    """The page, the rail and the top bar in a ring, forwards and with Shift back. One comes back to where one was.

    Where a page has a meaning of its own for F6 (退回 on 审核) Ctrl+Tab alone does it.
    """

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._f6 = QShortcut(QKeySequence("F6"), window)
        for shortcut, do in (
            (self._f6, self.forward), (QShortcut(QKeySequence("Ctrl+Tab"), window), self.forward),
            (QShortcut(QKeySequence("Shift+F6"), window), self.back),
            (QShortcut(QKeySequence("Ctrl+Shift+Tab"), window), self.back),
        ):  # fmt: skip
            shortcut.activated.connect(do)

    def heed(self, page: QWidget) -> None:
        """Leave F6 to a page that has a use for it."""
        keys = [shortcut.key() for shortcut in page.findChildren(QShortcut)]
        keys += [button.shortcut() for button in page.findChildren(QAbstractButton)]
        self._f6.setEnabled(QKeySequence("F6") not in keys)

    def forward(self) -> None:
        """To the next region."""
        self._go(1)

    def back(self) -> None:
        """To the region before."""
        self._go(-1)

    def _go(self, step: int) -> None:
        names = ("page", "rail", "top")
        here = self._here()
        for number in range(1, len(names) + 1):
            name = names[(names.index(here) + step * number) % len(names)]
            goal = self._goal(name)
            if goal is not None:
                goal.setFocus(Qt.FocusReason.ShortcutFocusReason)
                self._window.ring.show_on(QApplication.focusWidget())
                return

    def _here(self) -> str:
        focused = QApplication.focusWidget()
        window = self._window
        for name, whole in (("rail", window.rail), ("top", window.top_bar)):
            if focused is not None and (focused is whole or whole.isAncestorOf(focused)):
                return name
        return "page"

    def _goal(self, name: str) -> QWidget | None:
        window = self._window
        if name == "rail":
            return window.rail.buttons.get(window.current)
        if name == "top":
            return window.top_bar.search if window.top_bar.search.isVisible() else window.top_bar.looks
        page = window.stack.currentWidget()
        last: QWidget | None = page.focusWidget()
        return page if last is None else last  # back to where one was
