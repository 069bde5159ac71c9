"""A question is answered by a Desk that only reads, off the window's thread or its process; only the last answer is heard."""

from __future__ import annotations

import threading
from functools import partial
from typing import TYPE_CHECKING

import pytest

from haishu_desk.desk import Desk
from haishu_desk.domain.errors import UsageError
from haishu_desk.ui.monitor.overview.asked import Choice
from haishu_desk.ui.monitor.overview.asking import Asking
from haishu_desk.ui.monitor.overview.board import board_of
from haishu_desk.ui.session import Session
from tests.ui.aside_work import linger_beside
from tests.ui.test_aside import lives, until

if TYPE_CHECKING:
    from pathlib import Path

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


@pytest.fixture
def large(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever there is is a large workspace."""
    monkeypatch.setattr(Session, "is_large", property(lambda _: True))


@pytest.mark.usefixtures("large")
def test_of_a_large_workspace_another_process_answers_the_same(session: Session, qtbot: QtBot) -> None:
    asking, question = Asking(session, "评价"), partial(board_of, choice=Choice("145", 2025))
    with qtbot.waitSignal(asking.answered, timeout=30_000) as answered:
        asking.ask(question)
    assert answered.args == [question(session.desk)]
    with qtbot.waitSignal(asking.refused, timeout=30_000) as refused:
        asking.ask(partial(board_of, choice=Choice("145", 1999)))
    assert isinstance(refused.args[0], UsageError)


@pytest.mark.usefixtures("large")
def test_another_question_ends_the_process_of_the_one_before(session: Session, qtbot: QtBot, tmp_path: Path) -> None:
    asking, file, heard = Asking(session, "评价"), tmp_path / "pid", list[object]()
    asking.refused.connect(heard.append)
    asking.ask(partial(linger_beside, file=file))
    until(file.exists)
    with qtbot.waitSignal(asking.answered, timeout=30_000):
        asking.ask(partial(board_of, choice=Choice("145", 2025)))
    qtbot.waitUntil(lambda: not session.background.jobs, timeout=30_000)
    assert not lives(int(file.read_text("ascii")))
    assert heard == [], "nobody is told that it was ended"
