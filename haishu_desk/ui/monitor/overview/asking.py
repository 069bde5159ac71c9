"""Questions to the data that take longer than a frame: asked off the window's thread, only the last answer is heard.

Of a large workspace they are answered in a process of its own: a thread that computes for seconds would keep every paint
waiting. It takes a moment to start, which few returns are answered in.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from haishu_desk.domain.errors import DeskError
from haishu_desk.ui.aside import Aside
from haishu_desk.ui.background import Job
from haishu_desk.ui.monitor.overview.answering import Question, answer_apart, answer_to
from haishu_desk.ui.session import Session


class Asking(QObject):
    """`answered` carries what the last question came to, `refused` the DeskError it ended with.

    A question is a function at the top of a module without Qt, or a partial of one. It gets a Desk of its own that only
    reads: it never touches the window's.
    """

    answered = Signal(object)
    refused = Signal(object)

    def __init__(self, session: Session, title: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session, self._title = session, title
        self._number = 0
        self._job: Job | None = None

    def ask(self, question: Question) -> None:
        """Ask; what is still under way is ended where it can be, and not heard any more when it comes."""
        self._number += 1
        if self._job is not None:
            self._job.stop()
        path, run = self._session.desk.workspace.database.path, self._session.background.run
        if not self._session.is_large:
            self._job = run(self._title, lambda _: answer_to(path, question), [self._number], self._arrived)
            return
        aside = Aside(answer_apart, path, question)
        self._job = run(self._title, lambda _: aside.run(_untold), [self._number], self._arrived)
        self._job.on_stop = aside.stop

    def _arrived(self, number: int, found: object) -> None:
        if number != self._number:
            return
        self._job = None
        if isinstance(found, DeskError):
            self.refused.emit(found)
        else:
            self.answered.emit(found)


def _untold(_done: int, _of: int) -> None:
    """Nobody is told how far it is."""
