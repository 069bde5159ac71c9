"""Ctrl+P on a page that shows a return: the print window."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeySequence, QShortcut

from haishu_desk.domain.cells import ReturnKey
from haishu_desk.ui.page import Page
from haishu_desk.ui.printing.window import PrintWindow


class Printing(QObject):
    """Opens the print window of a page; `shown` says which return the page shows, or None."""

    def __init__(self, page: Page, shown: Callable[[], ReturnKey | None]) -> None:
        super().__init__(page)
        self._page, self._shown = page, shown
        self.window: PrintWindow | None = None
        shortcut = QShortcut(QKeySequence("Ctrl+P"), page)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self.open)

    def open(self) -> None:
        """Show the pages of what the page shows; the window that is open already takes it up."""
        self._page.close_editors()
        key = self._shown()
        if key is None:
            return
        if self.window is None:
            self.window = PrintWindow(self._page.session, self._page.theme, self._page)
        self.window.show_return(key)
        self.window.setWindowState(self.window.windowState() & ~Qt.WindowState.WindowMinimized)
        self.window.show()
        self.window.activateWindow()
