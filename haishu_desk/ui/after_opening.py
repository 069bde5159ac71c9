"""What comes when the first page has been painted: a greeting where there is one to say, and the other pages ahead.

They are loaded; in a large workspace, where nothing of a page may come in one piece with another, they are built too.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from haishu_desk.ui.greeting import greet
from haishu_desk.ui.loading_ahead import LoadingAhead, unloaded
from haishu_desk.ui.page_needs import WINDOWS
from haishu_desk.ui.preferences.upgrade_window import tell_of_offers
from haishu_desk.ui.slices import Turn

if TYPE_CHECKING:
    from haishu_desk.ui.main_window import MainWindow
    from haishu_desk.ui.session import Session
    from haishu_desk.ui.theme import Theme


class AfterOpening(QObject):
    """Greets whoever works now, then has the other pages ready; one for each session."""

    def __init__(self, session: Session, window: MainWindow, theme: Theme) -> None:
        super().__init__(session)
        plans = session.desk.documents.catalogue.plans
        looks = [partial(_look_through, session, plan) for plan in plans]
        build = window.page_set.page
        pages = [partial(build, entry, session) for entry in window.entries] if session.is_large else []
        self._session, self._turning, self._is_left = session, window.turning, False
        modules = unloaded([*(module for entry in window.entries for module in entry.modules), *WINDOWS])
        self.loading = LoadingAhead(session.slices, self, modules, [*looks, *pages], self._is_free)
        self._left: list[Callable[[], object]] = [
            partial(greet, session, partial(window.show_preferences, "handover")),
            partial(tell_of_offers, session, theme, window),
            partial(session.background.quietly, self._read_program_files, self.loading.begin),
        ]
        self._turn = Turn(session.slices, self._go_on, self)
        self._turn.start(first=True)

    def _go_on(self) -> None:
        """One thing a turn."""
        part = self._left.pop(0)
        if not self._left:
            self._turn.stop()
        part()

    def _is_free(self) -> bool:
        """Not before what the checks need, nor while a page is awaited."""
        is_awaited = self._turning.is_under_way or self._session.ahead.is_pressing
        return self._session.loading.is_over and not is_awaited

    def rest(self) -> None:
        """The workspace is about to be closed."""
        self._is_left = True
        self._turn.stop()
        self.loading.rest()

    def _read_program_files(self) -> None:
        """In a thread; whoever closes the workspace meanwhile waits for one file and not for a slow disk."""
        from haishu_desk.ui.program_files import read_ahead  # noqa: PLC0415  not before the first paint

        read_ahead(lambda: not self._is_left)


def _look_through(session: Session, plan: str) -> None:
    """What in a plan does not add up, which 规划 says of it; the documents keep it."""
    session.read(lambda: session.desk.documents.consistency_json(plan))
