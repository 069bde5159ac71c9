"""A question to the data and its answer, in whatever thread or process: by a Desk of its own that only reads. No Qt here."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from haishu_desk.desk import Desk

Question = Callable[["Desk"], Any]


def answer_to(path: Path, question: Question) -> object:
    """What the question comes to; the DeskError that it ends with."""
    from haishu_desk.desk import Desk  # noqa: PLC0415  the frame does not wait for it

    with Desk(path) as desk:
        answer: object = question(desk)
    desk.let_go()
    return answer


def answer_apart(path: Path, question: Question, told: Callable[[int, int], object]) -> object:
    """The same for a process of its own; it tells nothing on its way."""
    del told
    return answer_to(path, question)
