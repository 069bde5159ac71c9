"""How far all returns are, read by and by after opening: a few milliseconds at a time, the latest period first.

A workspace of a unit is read at once. A district may have thousands of returns behind it, and its first page is there before
the last of them is read: badges and lists that speak of all returns are filled when `ended` comes. After a document was
written that says what the returns are asked for, the rows of the open ones are read `again` in the same way.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from haishu_desk.domain.cells import ReturnKey
from haishu_desk.domain.errors import DeskError
from haishu_desk.ui.slices import Turn, for_a_slice

if TYPE_CHECKING:
    from haishu_desk.ui.home.overview import BriefRows
    from haishu_desk.ui.session import Session

AT_ONCE = 64
ROWS_AT_ONCE, MADE_AT_ONCE = 8, 64


class ReadingAhead(QObject):
    """The reading of one session; `ended` says that all returns were read, or those of the latest period of many.

    `got` says that what somebody did `want` was read.
    """

    ended = Signal()
    got = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._session = session
        self._steps: Iterator[None] = iter(())
        self.is_over = True
        self._is_again = self._has_begun = self._tells_end = False
        self._has_latest = self._has_trail = True
        self._wanted: list[ReturnKey] = []
        self._brief: BriefRows | None = None  # what 首页 makes of every row is made with it
        self._tried: tuple[object, set[tuple[str, ReturnKey]]] = (None, set())
        self._turn = Turn(session.slices, self._go_on, self)

    def begin(self) -> None:
        """Read on from here; few returns are read before this comes back."""
        self._has_begun = True
        unread = self._session.read(self._session.desk.standings.by_and_by) or []
        self._steps, self.is_over = self._read(unread), False
        if len(unread) > AT_ONCE:
            self._has_latest = self._has_trail = False
            self._turn.start()
            return
        for _ in self._steps:
            pass
        self.is_over = True

    def again(self, brief: BriefRows | None = None) -> bool:
        """Whether the rows of all returns are there, or few are to be read; if not they are read from now on, until `ended`.

        Of open returns their figures; with `brief` also what 首页 makes of every row.
        """
        self._brief = brief or self._brief
        if not self.is_over:
            return not self._is_again and self._few_are_open()
        if not self.goes_ahead:
            return True
        unread = self._untried("read", self._unread())
        unmade = self._untried("make", _unmade(brief)) if len(unread) <= ROWS_AT_ONCE else []
        if len(unread) <= ROWS_AT_ONCE and len(unmade) <= MADE_AT_ONCE:
            return True
        self._steps = self._read_again(unread, brief)
        self.is_over, self._is_again = False, True
        self._turn.start()
        return False

    def _few_are_open(self) -> bool:
        """In the midst of the first reading: open returns whose figures were forgotten meanwhile come before all else."""
        unread = self._untried("want", self._unread())
        if len(unread) <= ROWS_AT_ONCE or not self.goes_ahead:
            return True
        self._wanted = list(dict.fromkeys((*unread, *self._wanted)))
        self._tells_end = True
        return False

    def want(self, keys: Iterable[ReturnKey]) -> bool:
        """Whether the figures of these are known, or few are to be read; if not they are read before all else, until `got`."""
        is_read = self._session.desk.reviewing.is_read
        unread = self._untried("want", [key for key in keys if not is_read(key)])
        if len(unread) <= ROWS_AT_ONCE or not self.goes_ahead:
            self._wanted = []
            return True
        self._wanted = unread
        self._turn.start()
        return False

    @property
    def has_latest(self) -> bool:
        """Whether the returns of the latest period were read: before that nothing can be counted, and none is missing."""
        return self._has_latest or self.is_over

    @property
    def has_all(self) -> bool:
        """Whether all returns were read once: before that there may be more than is known."""
        return self.is_over or self._is_again

    @property
    def is_pressing(self) -> bool:
        """Whether what the first page and the first keys ask for is still being read: the latest period, and the trail."""
        return not (self.is_over or self._has_trail)

    @property
    def goes_ahead(self) -> bool:
        """Whether there is a window that lets go of this before the Desk is closed, and a ground that may be large."""
        return self._has_begun and self._session.desk.is_district

    def _unread(self) -> list[ReturnKey]:
        return self._session.read(self._session.desk.reviewing.unread) or []

    def _untried(self, what: str, keys: Iterable[ReturnKey]) -> list[ReturnKey]:
        """What was not tried since a document was written: what cannot be read is said where it is asked for."""
        ground = self._session.desk.documents.ground
        if self._tried[0] is not ground:
            self._tried = (ground, set())
        return [key for key in keys if (what, key) not in self._tried[1]]

    def _read_again(self, unread: list[ReturnKey], brief: BriefRows | None) -> Iterator[None]:
        for key in unread:
            self._tried[1].add(("read", key))
            yield from self._read_one(key)
        for key in self._untried("make", _unmade(brief)):
            self._tried[1].add(("make", key))
            with suppress(DeskError):  # as above
                if brief is not None:
                    brief.make(key)
            yield

    def rest(self) -> None:
        """Read no further: the Desk is closed next."""
        self._turn.stop()
        self._has_begun = False

    def _read(self, unread: list[ReturnKey]) -> Iterator[None]:
        """The latest period, the trail, then the other returns: a return or some lines a step."""
        latest = [key for key in unread if key.period == unread[0].period]
        for key in latest:
            yield from self._read_one(key)
        self._has_latest = True
        if self._turn.is_active:
            self.ended.emit()
        with suppress(DeskError):  # what cannot be read is said where it is asked for
            while self._session.desk.told.some():
                yield
        self._has_trail = True
        for key in unread[len(latest) :]:
            yield from self._read_one(key)

    def _read_one(self, key: ReturnKey) -> Iterator[None]:
        """How it stands, its figures, and its row on 首页: a step each."""
        desk, brief = self._session.desk, self._brief
        for read in (desk.standings.of, desk.reviewing.read_ahead, *([brief.make] if brief is not None else ())):
            with suppress(DeskError):  # as above
                read(key)
            yield

    def _step(self) -> bool:
        """Read what is wanted, then whatever else is left; False when nothing is."""
        if not self._wanted:
            return next(self._steps, self) is not self
        key = self._wanted.pop(0)
        self._tried[1].add(("want", key))
        with suppress(DeskError):  # as above
            self._session.desk.reviewing.read(key)
        if not self._wanted:
            self.got.emit()
            if self._tells_end:
                self._tells_end = False
                self.ended.emit()
        return True

    def _go_on(self) -> None:
        if for_a_slice(self._step):
            return
        self._turn.stop()
        if self.is_over:
            return
        self.is_over, self._is_again = True, False
        self.ended.emit()


def _unmade(brief: BriefRows | None) -> list[ReturnKey]:
    return brief.unmade() if brief is not None else []
