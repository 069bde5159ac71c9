"""留痕 read by and by from its end: as many rows as somebody scrolls to, a few milliseconds at a time, and none that nobody sees."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QObject, Signal

from haishu_desk.desk.trail import Asked, Looked, Trail, TrailRow
from haishu_desk.ui.session import Session
from haishu_desk.ui.slices import Turn, for_a_slice

PAGE = 300


class TrailReading(QObject):
    """Looks through the trail for the rows that are wanted, the newest first.

    `found` carries rows as they are met (a list, maybe empty); it looks on until `PAGE` of them are found, and goes on when
    `more` are asked for. `looked` entries of `of` were looked through.
    """

    found = Signal(object)

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._steps: Iterator[Looked] | None = None
        self._wanted = 0
        self.looked = self.of = 0
        self._turn = Turn(session.slices, self._go_on, self)

    @property
    def is_running(self) -> bool:
        """Whether it looks on by itself."""
        return self._turn.is_active

    @property
    def is_whole(self) -> bool:
        """Whether there is nothing more to be found."""
        return self._steps is None

    def begin(self, asked: Asked) -> None:
        """Look for these rows from the end on, and no longer for others; of few returns what the first slice meets is there at once."""
        session = self._session
        self._steps, self._wanted, self.looked = Trail(session.desk).backwards(asked), PAGE, 0
        self.of = session.read(lambda: len(session.desk.workspace.journal)) or 0
        self._turn.start()
        if not session.is_large:
            self._go_on()

    def more(self) -> None:
        """Some more rows are wanted."""
        if not self.is_whole and not self.is_running:
            self._wanted = PAGE
            self._turn.start()

    def rest(self) -> None:
        """Look no further, and let go of everything."""
        self._turn.stop()
        self._steps = None

    def _go_on(self) -> None:
        steps = self._steps
        if steps is None:
            return
        met = self._session.read(lambda: _slice(steps, self._wanted))
        if self._steps is not steps:
            return  # whoever was told of an error has asked for something else
        rows, last = met or ([], None)
        self._wanted -= len(rows)
        self.looked = self.of - (last or 1) + 1
        if last is None:
            self.rest()  # all was looked through, or why it could not be has been said
        elif self._wanted <= 0:
            self._turn.stop()
        self.found.emit(rows)


def _slice(steps: Iterator[Looked], wanted: int) -> tuple[list[TrailRow], int | None]:
    """What some milliseconds find, and the entry that was looked through last; None where there are no more."""
    rows = list[TrailRow]()
    last: Looked | None = None

    def step() -> bool:
        nonlocal last
        last = next(steps, None)
        if last is not None:
            rows.extend(last.rows)
        return last is not None and len(rows) < wanted

    for_a_slice(step)
    return rows, last.n if last is not None else None
