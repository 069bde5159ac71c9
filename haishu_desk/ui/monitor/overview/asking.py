"""Questions to the data that take longer than a frame: asked off the window's thread, only the last answer is heard."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from haishu_desk.domain.errors import DeskError
from haishu_desk.ui.session import Session

if TYPE_CHECKING:
    from haishu_desk.desk import Desk

Question = Callable[["Desk"], Any]


@dataclass(frozen=True)
class _Asked:
    number: int
    path: Path
    question: Question


class Asking(QObject):
    """`answered` carries what the last question came to, `refused` the DeskError it ended with.

    A question gets a Desk of its own that only reads: it never touches the window's.
    """

    answered = Signal(object)
    refused = Signal(object)

    def __init__(self, session: Session, title: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session, self._title = session, title
        self._number = 0

    def ask(self, question: Question) -> None:
        """Ask; what is still under way is not heard any more when it comes."""
        self._number += 1
        asked = _Asked(self._number, self._session.desk.workspace.database.path, question)
        self._session.background.run(self._title, _answer, [asked], self._arrived)

    def _arrived(self, asked: _Asked, found: object) -> None:
        if asked.number != self._number:
            return
        if isinstance(found, DeskError):
            self.refused.emit(found)
        else:
            self.answered.emit(found)


def _answer(asked: _Asked) -> object:
    from haishu_desk.desk import Desk  # noqa: PLC0415  the frame does not wait for it

    with Desk(asked.path) as desk:
        answer: object = asked.question(desk)
    desk.let_go()
    return answer
