"""The chips of the levels: how many, and which are shown."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from haishu_desk.domain.findings import HARD, HINT, QUERY
from haishu_desk.ui.findings.chips import Chips
from haishu_desk.ui.findings.model import FindingsModel
from haishu_desk.ui.session import Session
from haishu_desk.ui.theme import Theme
from tests.ui.findings.test_model import ALL

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


def test_they_count_what_wants_something_and_say_which_levels_are_wanted(
    unit_session: Session, theme: Theme, qtbot: QtBot
) -> None:
    chips, model = Chips(theme), FindingsModel(unit_session.desk)
    qtbot.addWidget(chips)
    model.show_findings(ALL)
    chips.show_counts(model)
    assert [chip.text() for chip in chips.chips.values()] == ["强制性 1", "核实性 1 · 已处理 1", "提示 1"]
    model.show_findings([replace(each, explained=True) if each.severity == QUERY else each for each in ALL])
    chips.show_counts(model)
    assert chips.chips[QUERY].text() == "核实性 0 · 已处理 2"
    chosen: list[object] = []
    chips.chosen.connect(chosen.append)
    chips.chips[HINT].click()
    chips.chips[HARD].click()
    assert chosen == [(HARD, QUERY, HINT), (QUERY, HINT)]
