"""锁屏: when nobody has touched anything for a while, or on Ctrl+L, the window is covered until somebody signs in.

It keeps a passer-by from reading and from acting in another's name. It does not encrypt: whoever can read the data file can
read the figures. A window that is closed while it is locked is locked again when it is opened, until a PIN was given.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSettings, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from haishu_desk.domain.errors import DeskError
from haishu_desk.ui.lock.idle import Idle
from haishu_desk.ui.settings import lock_minutes
from haishu_desk.ui.theme import Theme
from haishu_desk.ui.wording import refusal

if TYPE_CHECKING:  # the Desk is loaded after the first paint
    from haishu_desk.ui.lock.cover import Cover
    from haishu_desk.ui.lock.guard import Guard
    from haishu_desk.ui.session import Session

_HELD = "lock/held"


class ScreenLock(QObject):
    """The lock of one window; `switched` carries the name and the PIN of another person who came instead."""

    switched = Signal(str, str)

    def __init__(self, window: QWidget, theme: Theme, settings: QSettings) -> None:
        super().__init__(window)
        self._window, self._theme, self._settings = window, theme, settings
        self._session: Session | None = None
        self._before: QWidget | None = None
        self._guard: Guard | None = None
        self.cover: Cover | None = None
        self.idle = Idle(self)
        self.idle.elapsed.connect(self.lock)
        shortcut = QShortcut(QKeySequence("Ctrl+L"), window)
        shortcut.setContext(Qt.ShortcutContext.ApplicationShortcut)  # as an argument beside a slot it is not heeded
        shortcut.activated.connect(self.lock)

    @property
    def is_locked(self) -> bool:
        """Whether the window is covered."""
        return self.cover is not None

    def watch(self, session: Session) -> None:
        """Count from now on; locked at once where the window was locked when it was closed."""
        self._session = session
        session.lock_timed.connect(self.count)
        self.count()
        people, acting = session.desk.people, session.desk.person
        device, _, held = str(self._settings.value(_HELD, "")).partition(" ")
        # A window that may only read was opened without a PIN: it proves nothing, and what is held stays held.
        if held and device == session.desk.identity.device and self._may_ask:
            if people.has_pin(held) and not people.has_pin(acting):
                self.cover_for([held, *(person for person in self._with_pin() if person != held)])
            else:
                self._settings.remove(_HELD)

    def count(self) -> None:
        """Count anew, for as long as is chosen."""
        session = self._session
        if session is not None:
            self.idle.count(lock_minutes(self._settings, has_pin=session.desk.people.has_pin(session.desk.person)))

    def rest(self) -> None:
        """The workspace is closed: nothing to hide any more. What is held stays held."""
        self.idle.count(0)
        self._uncover(is_back=False)
        if self._session is not None:
            self._session.lock_timed.disconnect(self.count)
            self._session = None

    def lock(self) -> None:
        """Cover the window; nothing without a workspace, or when it is covered already."""
        session = self._session
        if session is None or self.is_locked:
            return
        acting = session.desk.person
        asks = self._may_ask and session.desk.people.has_pin(acting)
        if asks:
            self._settings.setValue(_HELD, f"{session.desk.identity.device} {acting}")
            self._settings.sync()
        self.cover_for([acting, *(person for person in self._with_pin() if person != acting)] if asks else [])

    def dress(self) -> None:
        """Take on the colours and sizes that the theme has now."""
        if self.cover is not None:
            persons = [self.cover.who.itemText(row) for row in range(self.cover.who.count())]
            before = self._before
            self._uncover()
            self.cover_for(persons)
            self._before = before

    @property
    def _may_ask(self) -> bool:
        """A window that may only read cannot count tries, and opening it took no PIN."""
        return self._session is not None and self._session.desk.workspace.database.writable

    def _with_pin(self) -> list[str]:
        return [row["person"] for row in self._session.desk.people.rows() if row["pin"]] if self._session else []

    def cover_for(self, persons: list[str]) -> None:
        """Cover the window; one of `persons` comes back with a PIN, and where there is none a key will do."""
        from haishu_desk.ui.lock.cover import Cover  # noqa: PLC0415  needs the Desk, which the frame does not wait for
        from haishu_desk.ui.lock.guard import Guard  # noqa: PLC0415  as above

        self.idle.count(0)
        self._before = QApplication.focusWidget()
        cover = self.cover = Cover(persons, self._theme, self._window)
        cover.given.connect(self._try)
        cover.resumed.connect(self.unlock)
        self._guard = Guard(self._window, cover, self._theme)
        self._guard.begin()
        cover.show()
        cover.raise_()
        # As if a pop-up took the keyboard: a cell that is being typed stays open, a field does not take it for the end.
        cover.door.setFocus(Qt.FocusReason.PopupFocusReason)

    def unlock(self) -> None:
        """Show everything as it was, with the keyboard where it was."""
        before = self._before
        self._uncover()
        self.count()
        if before is not None and isValid(before) and before.isVisible():
            before.setFocus(Qt.FocusReason.PopupFocusReason)

    def _uncover(self, *, is_back: bool = True) -> None:
        if self.cover is None or self._guard is None:
            return
        cover, guard = self.cover, self._guard
        self.cover = self._guard = self._before = None
        guard.end(is_back=is_back)
        guard.deleteLater()
        cover.hide()
        cover.deleteLater()

    def _try(self, person: str, pin: str) -> None:
        session, cover = self._session, self.cover
        if session is None or cover is None:
            return
        try:
            session.desk.people.check(person, pin)
        except DeskError as error:
            cover.refuse(refusal(error))
            return
        self._settings.remove(_HELD)
        if person == session.desk.person:
            self.unlock()
        else:
            self.switched.emit(person, pin)
