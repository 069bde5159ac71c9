"""全审 by and by: a step at a time while the window lives, stopped, and quiet after a fault or a rest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from haishu_desk.domain.cells import ReturnKey
from haishu_desk.domain.editions import Edition
from haishu_desk.ui.checkup import Checkup
from haishu_desk.ui.session import Session
from tests.ui.conftest import OTHER, PERIOD, UNIT

if TYPE_CHECKING:
    import pytest
    from pytestqt.qtbot import QtBot

KEYS = [ReturnKey(form, unit, PERIOD) for unit in (UNIT, OTHER) for form in ("indicators", "tasks")]


class Heard:
    """What a checkup said."""

    def __init__(self, checkup: Checkup) -> None:
        self.checked: list[ReturnKey] = []
        self.progress: list[tuple[int, int]] = []
        self.ends: list[bool] = []
        checkup.checked.connect(self.checked.append)
        checkup.progressed.connect(lambda done, of: self.progress.append((done, of)))
        checkup.ended.connect(self.ends.append)


def test_every_return_is_told_when_it_is_known_and_the_end_once(district_session: Session, qtbot: QtBot) -> None:
    checkup = Checkup(district_session)
    heard = Heard(checkup)
    checkup.ask(KEYS)
    assert checkup.is_running
    qtbot.waitUntil(lambda: bool(heard.ends))
    assert (heard.checked, heard.ends, checkup.is_running) == (KEYS, [True], False)
    assert heard.progress[-1][0] == heard.progress[-1][1] > 0
    assert all(district_session.desk.checking.known(key) is not None for key in KEYS)


def test_the_page_that_asks_is_painted_before_the_rules_are_read(district_session: Session, qtbot: QtBot) -> None:
    checkup = Checkup(district_session)
    heard = Heard(checkup)
    rows = district_session.desk.reviewing.queue(check=False)
    checkup.ask(KEYS)
    assert "checking" not in vars(district_session.desk)
    assert {row["hard"] for row in rows if row["filled"]} == {None}  # nobody looked yet
    qtbot.waitUntil(lambda: bool(heard.ends))
    assert "checking" in vars(district_session.desk)


def test_five_hundred_rules_over_everything_run_in_the_background_and_can_be_stopped(
    district_session: Session, qtbot: QtBot
) -> None:
    desk = district_session.desk
    old = desk.rulebook.edition
    rules = [
        {"code": f"R-{number}", "severity": "核实性", "left": "[145-04]", "comparison": "≤", "right": str(number), "text": "数"}
        for number in range(500)
    ]  # fmt: skip
    desk.apply(Edition("rules", 2, rules, old.id, desk.author(), None, None))
    checkup = Checkup(district_session)
    heard = Heard(checkup)
    checkup.ask(KEYS)
    qtbot.waitUntil(lambda: bool(heard.progress) and heard.progress[-1][0] > 0)  # behind the reading of the rules
    done, of = heard.progress[-1]
    assert 0 < done < of  # the window lived in between
    checkup.stop()
    assert heard.ends == [False]
    known = len(heard.checked)
    qtbot.wait(40)
    assert (len(heard.checked), len(heard.ends)) == (known, 1)
    checkup.ask(KEYS)
    qtbot.waitUntil(lambda: len(heard.ends) == 2, timeout=20000)
    assert heard.ends == [False, True]


def test_who_asks_anew_hears_of_the_new_ones_only(district_session: Session, qtbot: QtBot) -> None:
    checkup = Checkup(district_session)
    heard = Heard(checkup)
    checkup.ask(KEYS)
    checkup.ask(KEYS[2:])
    qtbot.waitUntil(lambda: bool(heard.ends))
    assert heard.checked == KEYS[2:]


def test_at_rest_nothing_is_asked_of_the_desk(district_session: Session, qtbot: QtBot) -> None:
    checkup = Checkup(district_session)
    heard = Heard(checkup)
    checkup.ask(KEYS)
    checkup.rest()
    checkup.stop()
    qtbot.wait(40)
    assert (heard.checked, heard.progress, heard.ends) == ([], [], [])


def test_a_fault_in_a_check_is_reported_once_and_ends_it(
    district_session: Session, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    checkup = Checkup(district_session)

    def broken(key: ReturnKey) -> None:
        raise RuntimeError(key.unit)

    monkeypatch.setattr(district_session.desk.checking, "walk", broken)
    with qtbot.captureExceptions() as faults:
        checkup.ask(KEYS)
        qtbot.waitUntil(lambda: bool(faults))
        qtbot.wait(40)
    assert len(faults) == 1
    assert not checkup.is_running
