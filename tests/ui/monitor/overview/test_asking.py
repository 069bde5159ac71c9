"""A question is answered off the window's thread by a Desk that only reads, and only the last answer is heard."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from haishu_desk.desk import Desk
from haishu_desk.domain.errors import UsageError
from haishu_desk.ui.monitor.overview.asking import Asking
from haishu_desk.ui.session import Session

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


def test_another_desk_answers_in_another_thread(session: Session, qtbot: QtBot) -> None:
    asking = Asking(session, "评价")
    with qtbot.waitSignal(asking.answered) as answered:
        asking.ask(lambda desk: (desk is session.desk, threading.current_thread() is threading.main_thread()))
    assert answered.args == [(False, False)]


def test_the_answer_to_an_earlier_question_is_not_heard(session: Session, qtbot: QtBot) -> None:
    asking, gate, heard = Asking(session, "评价"), threading.Event(), list[str]()
    asking.answered.connect(heard.append)

    def slow(desk: Desk) -> str:
        del desk
        gate.wait(5)
        return "early"

    asking.ask(slow)
    asking.ask(lambda _: "late")
    qtbot.waitUntil(lambda: heard == ["late"])
    gate.set()
    qtbot.waitUntil(lambda: not session.background.jobs)
    assert heard == ["late"]


def test_a_refusal_is_told_as_one(session: Session, qtbot: QtBot) -> None:
    asking = Asking(session, "评价")

    def refuse(desk: Desk) -> None:
        desk.evaluating.evaluate("145", 1999)

    with qtbot.waitSignal(asking.refused) as refused:
        asking.ask(refuse)
    assert isinstance(refused.args[0], UsageError)
