"""Turning to another page of the window in parts, each an event of its own: it is chosen, read, painted.

What is under way is not seen: the page before stands until the next one is painted. Whoever is faster does not wait for it:
before a key or a click the rest is done. Where few returns are behind a workspace a page is read at once.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication

from haishu_desk.domain.errors import DeskError
from haishu_desk.ui.hands import BeforeHands
from haishu_desk.ui.loading_ahead import unloaded
from haishu_desk.ui.slices import Turn

if TYPE_CHECKING:
    from haishu_desk.domain.cells import ReturnKey
    from haishu_desk.ui.main_window import MainWindow
    from haishu_desk.ui.page import Page

Part = Callable[[], object]


class Turning(QObject):
    """The turning of the pages of one window."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._left: list[Part] = []
        self._first: Part | None = None
        self._then: Callable[[DeskError | None], None] | None = None
        self._turn: Turn | None = None
        self._hands = BeforeHands(window, self.finish, self)

    @property
    def is_under_way(self) -> bool:
        """Whether the page that was asked for is not painted yet."""
        return self._turn is not None

    def turn_to(self, name: str) -> None:
        """Somebody chose that page; one that is still to be built is built when the rail has shown that it is."""
        window = self._window
        self.finish()
        if name in window.pages or window.session is None or not window.session.is_large:
            self._show(name)
        else:
            window.rail.mark(name)
            self._begin_new(name)

    def open(
        self, name: str, place: tuple[ReturnKey, str | None] | None = None, then: Callable[[], object] | None = None
    ) -> None:
        """Show that page, at that place of it: it is the current one when this comes back, and is read and painted next.

        A page that is made of what is not loaded yet comes as if somebody chose it. `then` is done when it was read, which
        it is before this comes back where it is built already.
        """
        self.finish()
        window = self._window
        is_large = window.session is not None and window.session.is_large
        if is_large and name not in window.pages and self._unloaded(name):
            window.rail.mark(name)
            self._begin_new(name, place, then)
            return
        self._show(name, place)
        if then is not None and window.current == name:
            self.finish()
            then()

    def open_first(self, name: str, first: Part, then: Callable[[DeskError | None], None] | None = None) -> None:
        """Show the first page of a workspace; `first` is done just before it is read.

        `then` is called when it was read, or with why it could not be; where there is none that is raised.
        """
        self._first, self._then = first, then
        self._begin_new(name)
        if self._window.session is not None and not self._window.session.is_large:
            self.finish()

    def later(self, wait: int, what: Callable[[], object]) -> None:
        """Do that so many milliseconds from when there is time for it, not while a page is awaited, and for this session only."""
        session = self._window.session

        def do() -> None:
            if session is self._window.session:
                (again if self.is_under_way else what)()

        again = partial(QTimer.singleShot, wait, do)
        QTimer.singleShot(0, again)

    def finish(self) -> None:
        """Do at once what is left of a turning under way; the page is painted in the next event."""
        while self._left:
            self._do_next()
        self._let_paint()

    def rest(self) -> None:
        """The pages are taken away: nothing is left to be done."""
        self._left.clear()
        self._first = self._then = None
        self._let_paint()

    def _show(self, name: str, place: tuple[ReturnKey, str | None] | None = None, then: Part | None = None) -> None:
        window = self._window
        entry = next((entry for entry in window.entries if entry.name == name), None)
        if entry is None or window.session is None:
            return
        if name != window.current:
            window.close_editors()
            for bar in (window.page_scroll.horizontalScrollBar(), window.page_scroll.verticalScrollBar()):
                bar.setValue(0)
        page = window.page_set.page(entry, window.session)
        is_new = window.page_set.note_shown(name)
        window.current = name
        for part in page.before() if window.session.is_large else ():
            self._begin(partial(_ask, part))
        self._begin(partial(self._bring_up, page, place, is_new=is_new))
        if then is not None:
            self._begin(then)
        window.stack.setCurrentWidget(page)
        window.rail.mark(name)
        window.regions.heed(page)
        if not window.session.is_large:
            self._do_next()

    def _bring_up(self, page: Page, place: tuple[ReturnKey, str | None] | None, *, is_new: bool) -> None:
        first, self._first = self._first, None
        if first is not None:
            first()
        page.bring_up(place)
        self._window.show_title()
        # Qt gives a page that is shown for the first time the first of its children, a list at the top of it.
        if (is_new and page.focusProxy()) or not page.isAncestorOf(QApplication.focusWidget() or self._window):
            page.setFocus(Qt.FocusReason.OtherFocusReason)

    def _begin_new(
        self, name: str, place: tuple[ReturnKey, str | None] | None = None, then: Part | None = None
    ) -> None:
        """A page that is still to be built: what it is made of is loaded before, a module an event."""
        for module in self._unloaded(name):
            self._begin(partial(import_module, module))
        self._begin(partial(self._show, name, place, then))

    def _unloaded(self, name: str) -> list[str]:
        return unloaded(module for entry in self._window.entries if entry.name == name for module in entry.modules)

    def _begin(self, part: Part) -> None:
        self._left.append(part)
        if self._turn is None and self._window.session is not None:
            self._window.page_scroll.setUpdatesEnabled(False)
            self._hands.watch()
            self._turn = Turn(self._window.session.slices, self._go_on, self)
            self._turn.start(first=True)

    def _go_on(self) -> None:
        if self._left:
            self._do_next()
        else:
            self._let_paint()

    def _do_next(self) -> None:
        error = None
        try:
            self._left.pop(0)()
        except DeskError as refused:
            self._left.clear()
            if self._then is None:
                raise
            error = refused
        if self._then is not None and not self._left:
            then, self._then = self._then, None
            then(error)

    def _let_paint(self) -> None:
        if self._turn is None:
            return
        self._turn.end()
        self._turn = None
        self._hands.look_away()
        self._window.page_scroll.setUpdatesEnabled(True)


def _ask(part: Part) -> None:
    with suppress(DeskError):  # what cannot be read is said where it is shown
        part()
