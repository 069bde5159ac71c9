"""The columns fill the table, whatever its width."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QStandardItemModel

from haishu_desk.ui.monitor.overview.fitted import FittedTable
from haishu_desk.ui.theme import Theme

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


@pytest.mark.parametrize("width", [500, 900])
def test_what_is_left_is_shared_and_nothing_is_below_its_least(qtbot: QtBot, theme: Theme, width: int) -> None:
    table = FittedTable(theme, (50, 100, 80), {1: 0.75, 2: 0.25})
    qtbot.addWidget(table)
    table.setModel(QStandardItemModel(2, 3, table))
    table.resize(width, 200)
    table.show()
    rest = table.viewport().width() - 230
    assert [table.columnWidth(column) for column in range(3)] == [50, 100 + int(rest * 0.75), 80 + int(rest * 0.25)]
