"""F1, 说明 and the palette: the help window of one main window, made when it is first asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeySequence, QShortcut

from haishu_desk.ui.theme import Theme
from haishu_desk.ui.wishes import Goal

if TYPE_CHECKING:  # the handbook is read when it is first asked for
    from haishu_desk.ui.help.window import HelpWindow
    from haishu_desk.ui.main_window import MainWindow


class Help(QObject):
    """Opens the handbook at a place; `window` is None until then."""

    def __init__(self, theme: Theme, parent: MainWindow) -> None:
        super().__init__(parent)
        self._theme, self._main = theme, parent
        self.window: HelpWindow | None = None
        shortcut = QShortcut(QKeySequence("F1"), parent)
        shortcut.setContext(Qt.ShortcutContext.ApplicationShortcut)
        shortcut.activated.connect(self.open_here)

    def open_here(self) -> None:
        """Show the section for the page and the part of it that has the keyboard."""
        from haishu_desk.ui.help.topics import place_here  # noqa: PLC0415  as above

        session = self._main.session
        self.open(place_here(session.desk.identity.role if session else "", self._main.current))

    def open_error(self, code: str) -> None:
        """Show what the handbook says of an error's code."""
        self.open(f"errors.md#{code}")

    def knows_error(self, code: str) -> bool:
        """Whether the handbook says more of that code than that something was refused."""
        from haishu_desk.report.handbook import error_section  # noqa: PLC0415  as above

        return code != "refused" and error_section(code) is not None

    def goals(self) -> list[Goal]:
        """The sections of the handbook for the palette."""
        from haishu_desk.ui.help.goals import palette_goals  # noqa: PLC0415  as above

        return palette_goals()

    def open(self, place: str) -> None:
        """Show that place of the handbook, in front of everything."""
        from haishu_desk.ui.help.window import HelpWindow  # noqa: PLC0415  as above

        if self.window is None:
            self.window = HelpWindow(self._theme, self._main)
        self.window.show()
        self.window.open(place)
        self.window.setWindowState(self.window.windowState() & ~Qt.WindowState.WindowMinimized)
        self.window.activateWindow()

    def forget(self) -> None:
        """The looks have changed: the next time the window is made anew."""
        if self.window is not None:
            self.window.deleteLater()
            self.window = None
