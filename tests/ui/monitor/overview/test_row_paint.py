"""The lines of the table are painted when something in them is another, and never shown as they were before."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from haishu_desk.ui.monitor.overview.board import Board
from haishu_desk.ui.monitor.overview.models import NAME, LineModel
from haishu_desk.ui.monitor.overview.row_paint import Painted, RowPainter
from haishu_desk.ui.monitor.overview.table import LineTable
from haishu_desk.ui.theme import Theme

if TYPE_CHECKING:
    from PySide6.QtCore import QRect
    from PySide6.QtGui import QImage, QPainter
    from pytestqt.qtbot import QtBot


class Shown:
    """A table of the first eight lines; `painted` are the codes of those that were painted since it was asked last."""

    def __init__(self, theme: Theme, board: Board, monkeypatch: pytest.MonkeyPatch) -> None:
        self.theme, self.model, self._codes = theme, LineModel(), list[str]()
        self.table, self.lines = LineTable(theme, self.model), list(board.lines[:8])
        self.model.arrange("全部", is_printed=True)
        paint = RowPainter.paint

        def counted(painted_by: RowPainter, painter: QPainter, box: QRect, shown: Painted) -> None:
            self._codes.append(shown[0].code)
            paint(painted_by, painter, box, shown)

        monkeypatch.setattr(RowPainter, "paint", counted)
        self.table._pictures._paint_row = RowPainter(theme, self.table.horizontalHeader()).paint

    def show(self) -> None:
        """Judged anew: the lines are other objects, be they the same or not."""
        self.model.show_lines([replace(line) for line in self.lines], "2023", "2025", "2020–2025")

    def seen(self) -> QImage:
        """The whole table as it is painted."""
        return self.table.viewport().grab().toImage()

    @property
    def painted(self) -> list[str]:
        self.seen()
        found, self._codes = self._codes, []
        return found


@pytest.fixture
def shown(qtbot: QtBot, theme: Theme, board: Board, monkeypatch: pytest.MonkeyPatch) -> Shown:
    made = Shown(theme, board, monkeypatch)
    qtbot.addWidget(made.table)
    made.table.resize(676, 500)
    made.show()
    made.table.show()
    made.table.setCurrentIndex(made.model.index(0, NAME))
    return made


def test_only_what_is_another_is_painted(shown: Shown) -> None:
    codes = [line.code for line in shown.lines]
    assert set(shown.painted) == set(codes)
    shown.table.viewport().update()
    assert shown.painted == [], "nothing is another"
    shown.table.setCurrentIndex(shown.model.index(2, NAME))
    assert shown.painted == [codes[0], codes[2]], "where one stood and where one stands"
    shown.lines[3] = replace(shown.lines[3], value="7")
    shown.show()  # nothing is chosen in new lines
    assert shown.painted == [codes[2], codes[3]]


def test_no_line_is_shown_as_it_was_before(shown: Shown) -> None:
    def is_fresh() -> bool:
        before = shown.seen()
        shown.table._pictures._kept.clear()
        return before == shown.seen()

    first = shown.seen()
    shown.table.setCurrentIndex(shown.model.index(4, NAME))
    assert is_fresh()
    shown.lines[1] = replace(shown.lines[1], light="red")
    shown.show()
    assert is_fresh()
    shown.table.resize(900, 500)
    assert is_fresh()
    shown.theme.become("dark")
    shown.table.viewport().update()
    assert is_fresh()
    assert shown.seen() != first
