"""Handing bundles over from the window: prepared a few milliseconds at a time, made in a process of its own, settled in one go.

A workspace with few returns has it done at once. Nothing is in the journal until a bundle is settled: whoever closes the
window before has not handed it over.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QPushButton

from haishu_desk.domain.cells import ReturnKey
from haishu_desk.domain.errors import DeskError
from haishu_desk.ui.aside import Aside
from haishu_desk.ui.background import Job, StoppedError, Told
from haishu_desk.ui.reading_ahead import AT_ONCE
from haishu_desk.ui.session import Session
from haishu_desk.ui.widgets.said import Said

if TYPE_CHECKING:
    from haishu_desk.desk.outgoing import Made, Outgoing
    from haishu_desk.desk.writing import Written

BUSY, _TITLE = "正在写出…", "写出数据包"
_TRIES = 3
Rows = list[dict[str, Any]]


@dataclass(frozen=True)
class Asked:
    """A bundle that is asked for: the returns that it writes to, and what begins it (DeskError if it is refused)."""

    keys: tuple[ReturnKey, ...]
    begin: Callable[[], Outgoing]


class Handing(QObject):
    """Hands over one bundle after the other. `ended` says whether all were; what is done stays done."""

    progressed = Signal(int, int)
    ended = Signal(bool)

    def __init__(self, session: Session, said: Said | None, parent: QObject, *buttons: QPushButton) -> None:
        """A refusal is said by `said`, or by the session alone; `buttons` say that it is under way."""
        super().__init__(parent)
        self._session, self._asks = session, said or session
        self._buttons, self._words = buttons, dict[QPushButton, str]()
        self._waiting: list[Asked] = []
        self._total, self._tries = 0, 0
        self._told: Callable[[Rows | None], object] | None = None
        self._asked: Asked | None = None
        self._outgoing: Outgoing | None = None
        self._aside: Aside[Written] | None = None
        self._job: Job | None = None
        self._rows: Rows = []
        self.is_running = self._is_stopped = False

    def run(self, asked: Iterable[Asked], told: Callable[[Rows | None], object]) -> None:
        """Begin; `told` hears the rows of each bundle, None of one that was refused: it is the last then.

        Nothing happens while one is under way. One bundle of a workspace with few returns is there when this comes back.
        """
        if self.is_running:
            return
        self._waiting, self._told, self.is_running = list(asked), told, True
        self._total, self._is_stopped = len(self._waiting), False
        self.progressed.emit(0, self._total)
        if self._total == 1 and len(self._session.desk.standings.all()) <= AT_ONCE:
            self._asked = self._waiting.pop()
            begin = self._asked.begin
            self._settle(lambda: begin().done())
            return
        self._hold()
        self._next()

    def _next(self) -> None:
        if not self._waiting:
            self._end(whole=True)
            return
        if self._is_stopped:
            self._refuse(StoppedError())
            return
        self._asked, self._tries = self._waiting.pop(0), 0
        self._prepare(self._begun(self._asked))

    def _begun(self, asked: Asked) -> Iterator[None]:
        self._outgoing = asked.begin()
        yield
        yield from self._outgoing.prepare()

    def _prepare(self, steps: Iterator[None]) -> None:
        from haishu_desk.desk.writing import packed  # noqa: PLC0415  loaded with what it packs

        self._tries += 1
        aside = self._aside = Aside(packed)
        aside.start()  # it gets ready while this is read
        self._job = self._session.background.in_slices(_TITLE, steps, self._was_prepared, self._was_left)
        self._job.at_close = aside.drop

    def _was_prepared(self, _title: object, error: object) -> None:
        self._job = None
        if isinstance(error, DeskError):
            self._refuse(error)
        elif self._outgoing is not None and self._aside is not None:
            work = partial(_made, self._outgoing, self._aside)
            run = self._session.background.run_told
            self._job = run(_TITLE, work, self._was_made, self._was_left, self._aside.stop)

    def _was_made(self, _title: object, made: Made | DeskError) -> None:
        job, self._job, outgoing = self._job, None, self._outgoing
        if job is None or outgoing is None or job.is_stopped:
            self._refuse(StoppedError())
        elif isinstance(made, DeskError):
            self._refuse(made)
        elif outgoing.is_current:
            self._settle_and_tell(partial(outgoing.settle, made))
        elif self._tries < _TRIES:
            self._prepare(outgoing.prepare())
        else:  # somebody writes all the time: nothing comes in between then
            self._settle_and_tell(outgoing.done)

    def _settle_and_tell(self, settle: Callable[[], Rows]) -> None:
        """Settled in one event; in the next one the pages hear of it."""
        rows = self._asks.read(settle)
        if rows is None:
            self._tell(None)
            return
        self._rows = rows
        self._session.background.in_slices(_TITLE, iter(()), self._was_settled, self._was_stopped)

    def _was_settled(self, _title: object, _error: object) -> None:
        self._settle(lambda: self._rows)

    def _was_stopped(self, whole: bool) -> None:  # noqa: FBT001  what the job says
        """Stopped by somebody when this one was handed over already: that is told, and no other one follows."""
        if not whole:
            self._is_stopped = True
            self._settle(lambda: self._rows)

    def _settle(self, settle: Callable[[], Rows]) -> None:
        if self._asked is not None:
            self._tell(self._asks.write(self._asked.keys, settle))

    def _refuse(self, error: DeskError) -> None:
        if self._aside is not None:
            self._aside.drop()

        def refused() -> Rows:
            raise error

        self._tell(self._asks.read(refused))

    def _was_left(self, whole: bool) -> None:  # noqa: FBT001  what the job says
        """Stopped by somebody, or a fault: the bundle under way is not handed over."""
        if not whole and self._job is not None:
            self._job = None
            self._refuse(StoppedError())

    def _tell(self, rows: Rows | None) -> None:
        if rows is None:
            self._waiting.clear()
        if self._told is not None:
            self._told(rows)
        self.progressed.emit(self._total - len(self._waiting), self._total)
        if rows is None:
            self._end(whole=False)
        else:
            self._next()

    def _end(self, *, whole: bool) -> None:
        if self.is_running:
            self.is_running, self._told, self._outgoing = False, None, None
            self._waiting.clear()
            self._let_go()
            self.ended.emit(whole)

    def _hold(self) -> None:
        self._words = {button: button.text() for button in self._buttons}
        for button in self._buttons:
            button.setText(BUSY)
            button.setEnabled(False)

    def _let_go(self) -> None:
        """As before; a button that was dressed anew meanwhile says what it says."""
        for button, words in self._words.items():
            if button.text() == BUSY:
                button.setText(words)
                button.setEnabled(True)
        self._words = {}


def _made(outgoing: Outgoing, aside: Aside[Written], told: Told) -> Made:
    """The bundle in a file without its name; called off the window's thread, which no other work of Python keeps waiting."""
    return outgoing.made(aside.run(told, outgoing.content))
