"""One question at a time that goes through the whole journal, answered in the background by a Desk of its own."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from haishu_desk.desk import Desk
from haishu_desk.domain.errors import DeskError
from haishu_desk.ui.background import Told
from haishu_desk.ui.session import Session

Question = Callable[[Desk, Told], Any]


class Errand(QObject):
    """Asks what must not be waited for; `refused` carries why there is no answer, `changed` says that it began or ended.

    The Desk that answers only reads: it never touches the window's.
    """

    refused = Signal(object)
    changed = Signal()

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._then: Callable[[Any], None] | None = None

    @property
    def is_running(self) -> bool:
        """Whether an answer is still to come."""
        return self._then is not None

    def ask(self, title: str, question: Question, then: Callable[[Any], None], person: str | None = None) -> None:
        """Ask for that person; `then` gets the answer. Nothing happens while another question is under way."""
        if self.is_running:
            return
        self._then = then
        path = self._session.desk.workspace.path
        self._session.background.run_told(title, partial(_answer, path, person, question), self._arrived, self._ended)
        self.changed.emit()

    def _arrived(self, title: object, found: object) -> None:
        del title
        then, self._then = self._then, None
        if isinstance(found, DeskError):
            self.refused.emit(found)
        elif then is not None:
            then(found)
        self.changed.emit()

    def _ended(self, whole: bool) -> None:  # noqa: FBT001  what Background calls it with
        """It was stopped before it began, or failed: no answer comes."""
        del whole
        self._then = None
        self.changed.emit()


def _answer(path: Path, person: str | None, question: Question, told: Told) -> object:
    with Desk(path, person=person) as desk:
        answer: object = question(desk, told)
    desk.let_go()
    return answer
