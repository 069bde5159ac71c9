"""The painted table: the bar is as long as the share, and its line stands at 序时进度."""

from __future__ import annotations

from typing import TYPE_CHECKING

from haishu_desk.ui.monitor.overview.board import Board
from haishu_desk.ui.monitor.overview.models import PROGRESS, LineModel
from haishu_desk.ui.monitor.overview.table import LineTable
from haishu_desk.ui.theme import Theme

if TYPE_CHECKING:
    from PySide6.QtGui import QColor, QImage
    from pytestqt.qtbot import QtBot


def _columns(image: QImage, row: int, color: QColor) -> list[int]:
    return [x for x in range(image.width()) if image.pixelColor(x, row) == color]


def test_the_bar_is_as_long_as_the_share_and_the_line_stands_at_the_time(
    qtbot: QtBot, theme: Theme, board: Board
) -> None:
    model = LineModel()
    table = LineTable(theme, model)
    qtbot.addWidget(table)
    table.resize(676, 600)
    table.show()
    model.show_lines([line for line in board.lines if line.code == "145-03"], "2023", "2025", "2020–2025")
    table.fit()
    table.clearSelection()
    box = table.visualRect(model.index(0, PROGRESS))
    image = table.viewport().grab(box).toImage()
    middle = box.height() // 2
    # 53.6 % of 44 points, from 8 on; the line is 2 wide at 60 %: 8 + 26.4.
    filled = _columns(image, middle, theme.color(model.lines[0].mark))
    assert filled[0] in (8, 9)
    assert abs(filled[-1] - (8 + 0.536 * 44)) <= 2
    line = _columns(image, middle - 4, theme.color("text"))
    assert line
    assert abs(sum(line) / len(line) - (8 + 0.6 * 44)) <= 1.5


def test_an_empty_table_says_what_it_waits_for(qtbot: QtBot, theme: Theme) -> None:
    table = LineTable(theme, LineModel())
    qtbot.addWidget(table)
    table.resize(400, 200)
    table.show()
    blank = table.viewport().grab().toImage()
    table.say("正在评价各项指标…")
    assert table.viewport().grab().toImage() != blank
    assert table.line is None
