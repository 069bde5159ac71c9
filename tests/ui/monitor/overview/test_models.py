"""The table as its model says it, and the rules of Qt."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from haishu_desk.ui.monitor.overview.models import LIGHT, NAME, PROGRESS, VALUE, LineModel
from haishu_desk.ui.monitor.overview.view import Overview

if TYPE_CHECKING:
    from pytestqt.modeltest import ModelTester

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def test_the_table_paints_what_its_model_says_the_worst_first(view: Overview) -> None:
    model = view.items.model
    first = model.lines[0]
    assert (first.item.number, first.light) == ("8", "red")
    texts = [str(model.index(0, column).data()) for column in (NAME, VALUE, PROGRESS, LIGHT)]
    # Base 23.6, target 30: (23.4 − 23.6) ÷ 6.4 = −3 %.
    assert texts == ["全部工业占比", "23.4", "\u22123%", "红·滞后"]
    assert "(23.4-23.6)" in str(model.index(0, PROGRESS).data(Qt.ItemDataRole.ToolTipRole))
    view.tools.order.click()
    assert [line.item.number for line in model.lines[:3]] == ["1", "2", "3"]


def test_the_model_keeps_the_rules_of_qt(view: Overview, qtmodeltester: ModelTester) -> None:
    qtmodeltester.check(view.items.model)  # type: ignore[no-untyped-call]
    qtmodeltester.check(view.items.multiples.model())  # type: ignore[no-untyped-call]
    qtmodeltester.check(LineModel())  # type: ignore[no-untyped-call]
