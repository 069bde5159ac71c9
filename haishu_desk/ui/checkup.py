"""全审 by and by: a few milliseconds at a time in the window's own thread, so that keys and clicks always come first.

The Desk's connection belongs to this thread, and two threads of Python would only take the time from each other.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from haishu_desk.domain.cells import ReturnKey
from haishu_desk.ui.session import Session
from haishu_desk.ui.slices import Turn, for_a_slice

if TYPE_CHECKING:
    from haishu_desk.desk.checking import LongCheck

# Before the rules are read for the first time the page that asked is painted, and takes the first keys.
_FIRST_MS, _LOADING_MS = 100, 20


class Checkup(QObject):
    """Checks some returns one after the other.

    `checked` carries a return whose findings are known now, `progressed` how many items are done and of how many, `ended`
    whether everything was checked (False: stopped).
    """

    checked = Signal(object)
    progressed = Signal(int, int)
    ended = Signal(bool)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._asked: Sequence[ReturnKey] | None = None
        self._long: LongCheck | None = None
        self._told: set[ReturnKey] = set()
        self._untold: Callable[[], None] | None = None
        self._turn = Turn(session.slices, self._go_on, self)
        self._pause = QTimer(self, singleShot=True)
        self._pause.timeout.connect(self._turn.start)
        self._has_waited = False

    @property
    def is_running(self) -> bool:
        """Whether something is still to be checked, or to be told."""
        return self._asked is not None or self._long is not None

    def ask(self, keys: Sequence[ReturnKey]) -> None:
        """Check these returns from now on, and no longer those that were asked for before; the rules are read then."""
        self._told.clear()
        self._asked, self._long, self._untold = keys, None, None
        self._has_waited = False
        self._turn.start()

    def stop(self) -> None:
        """Check no further; what is known is known."""
        if self._untold is not None:
            self._untold()
        if self.is_running:
            self._end(whole=False)

    def rest(self) -> None:
        """Stop and tell nobody: the page is left, or the workspace is about to be closed."""
        self._turn.stop()
        self._pause.stop()
        self._asked, self._long, self._untold = None, None, None

    def _go_on(self) -> None:
        if self._asked is not None and self._waits():
            return
        untold, self._untold = self._untold, None
        if untold is not None:
            untold()
            return
        # A fault in a check is reported once, and ends it.
        asked, long, self._asked, self._long = self._asked, self._long, None, None
        if asked is not None:
            self._long = self._session.read(lambda: self._session.desk.checking.long(asked))
            return
        if long is None:
            self._turn.stop()
            return
        goes_on: bool | None = None

        def step() -> bool:
            nonlocal goes_on
            goes_on = self._session.read(long.step)
            return bool(goes_on)

        for_a_slice(step)
        self._long = long
        if goes_on and all(key in self._told for key in long.by_key):
            self.progressed.emit(long.done, long.total)
        else:  # whoever hears of it shows it: not in one turn with the check
            self._untold = partial(self._tell, long, goes_on=goes_on)

    def _waits(self) -> bool:
        """Whether the page is still to be painted, or what checks is still being loaded: then look again in a moment."""
        loading = self._session.loading
        if loading.is_over and "checking" in vars(self._session.desk):
            return False
        if self._has_waited:
            loading.begin()
            if loading.is_over:
                return False
        self._turn.stop()
        self._pause.start(_LOADING_MS if self._has_waited else _FIRST_MS)
        self._has_waited = True
        return True

    def _tell(self, long: LongCheck, *, goes_on: bool | None) -> None:
        self.progressed.emit(long.done, long.total)
        for key in [key for key in long.by_key if key not in self._told]:
            self._told.add(key)
            self.checked.emit(key)
        if not goes_on and self._long is long:
            self._untold = partial(self._end, whole=goes_on is False)

    def _end(self, *, whole: bool) -> None:
        self.rest()
        self.ended.emit(whole)
