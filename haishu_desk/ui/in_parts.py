"""Opening in parts, each an event of its own: there is no session in the window yet whose line they could wait in."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from haishu_desk.domain.errors import DeskError

if TYPE_CHECKING:
    from haishu_desk.ui.session import Session

LONG = 10_000  # lines of a journal; a unit has some hundreds a year
_BETWEEN_MS = 2  # with 0 several would be done before anything else


class InParts(QObject):
    """What is loaded, and what is asked of a session, before the window has it; what comes next takes its place."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._left: list[Callable[[], object]] = []
        self._coming: Session | None = None
        self._timer = QTimer(self, interval=_BETWEEN_MS)
        self._timer.timeout.connect(self._go_on)

    def load(self, modules: Iterable[str], then: Callable[[], object]) -> None:
        """Load each of these modules of the program, then do that."""
        self.rest()
        self._begin([*(partial(import_module, f"haishu_desk.{name}") for name in modules), then])

    def read(self, session: Session, then: Callable[[], object]) -> None:
        """Ask what the window asks of all lines of a long journal, so that the session knows it, then do that.

        Of a short one it asks at once, and it is done before this comes back.
        """
        self.rest()
        if _is_long(session):
            self._coming = session
            self._begin([*(partial(_ask, session, what) for what in ("is_sample", "is_large")), then])
        else:
            then()

    def rest(self) -> None:
        """Nothing more of it; the Desk of a session that was to come is closed."""
        self._left = []
        self._timer.stop()
        coming, self._coming = self._coming, None
        if coming is not None:
            coming.desk.close()
            coming.deleteLater()

    def _begin(self, parts: list[Callable[[], object]]) -> None:
        self._left = parts
        self._timer.start()

    def _go_on(self) -> None:
        part = self._left.pop(0)
        if not self._left:
            self._timer.stop()
            self._coming = None  # the window has it from now on
        part()
        if self._left:
            self._timer.start()  # anew: what became due meanwhile comes before the next part


def _is_long(session: Session) -> bool:
    with suppress(DeskError):  # as below
        return len(session.desk.workspace.journal) > LONG
    return False


def _ask(session: Session, what: str) -> None:
    with suppress(DeskError):  # what cannot be read is said where it is shown
        getattr(session, what)
