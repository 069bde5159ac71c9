"""汇总 in the window: by which rule, from whom, and who is missing by name."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from haishu_desk.ui.monitor.overview.asked import Choice
from haishu_desk.ui.monitor.overview.rolled import CHOSEN
from haishu_desk.ui.monitor.overview.rollup_view import RolledModel, RollupView, named
from haishu_desk.ui.session import Session
from haishu_desk.ui.theme import Theme

if TYPE_CHECKING:
    from pytestqt.modeltest import ModelTester
    from pytestqt.qtbot import QtBot

CHOICE = Choice("145", 2023)


def test_many_units_are_counted_and_named() -> None:
    assert (named(()), named(["甲", "乙"]), named(["甲", "乙", "丙"])) == ("—", "甲、乙", "3 家：甲、乙、丙")


@pytest.fixture
def view(qtbot: QtBot, session: Session, theme: Theme) -> RollupView:
    shown = RollupView(session, theme)
    qtbot.addWidget(shown)
    shown.resize(1200, 560)
    shown.show()
    shown.show_choice(CHOICE)
    qtbot.waitUntil(lambda: shown.rolled is not None)
    return shown


def test_the_table_says_rule_units_and_who_is_missing(view: RollupView) -> None:
    assert view.model.rowCount() == 33
    cells = [str(view.model.index(3, column).data()) for column in range(7)]
    assert cells == ["4", "有效发明专利拥有量", "3,500", "件", "相加", "区市场监督管理局", "—"]
    assert view.numbers().splitlines()[0] == "指标汇总 2023 年度（有部门数的用部门数）"


def test_units_are_chosen_by_ticking_them(view: RollupView, qtbot: QtBot) -> None:
    view.manner.setCurrentIndex(view.manner.findData(CHOSEN))
    view.manner.activated.emit(0)
    assert view.units.isVisible()
    assert view.said.text() == "在左边勾选要汇总的单位"
    for row in range(view.units.count()):
        if view.units.item(row).text() in ("石碶街道", "鄞江镇"):
            view.units.item(row).setCheckState(Qt.CheckState.Checked)

    def patents() -> tuple[str, tuple[str, ...]] | None:
        found = view.rolled.rows if view.rolled else ()
        return next(((each.value, each.missing) for each in found if each.item.code == "145-04"), None)

    qtbot.waitUntil(lambda: patents() == ("320", ()))


def test_the_model_keeps_the_rules_of_qt(view: RollupView, qtmodeltester: ModelTester) -> None:
    qtmodeltester.check(view.model)  # type: ignore[no-untyped-call]
    qtmodeltester.check(RolledModel())  # type: ignore[no-untyped-call]
