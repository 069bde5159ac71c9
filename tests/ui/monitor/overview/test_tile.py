"""A tile says the light in a word where there is room, and always by its mark."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QImage, QPainter

from haishu_desk.ui.monitor.overview.board import Board
from haishu_desk.ui.monitor.overview.tile import TilePainter
from haishu_desk.ui.theme import Theme
from tests.ui.monitor.overview.conftest import line_of


def _tile(board: Board, theme: Theme, number: str, width: int, *, is_current: bool = False) -> QImage:
    image = QImage(width, 84, QImage.Format.Format_RGB32)
    image.fill(theme.color("bg"))
    painter = QPainter(image)
    TilePainter(theme).paint(painter, line_of(board, number), QRect(0, 0, width, 84), is_current=is_current)
    painter.end()
    return image


def _has(image: QImage, theme: Theme, token: str) -> bool:
    color = theme.color(token)
    return any(image.pixelColor(x, y) == color for y in range(image.height()) for x in range(image.width()))


@pytest.mark.parametrize("width", [90, 240])
def test_the_mark_is_there_at_any_width(board: Board, theme: Theme, width: int) -> None:
    assert _has(_tile(board, theme, "8", width), theme, "bad")


def test_only_the_current_tile_has_the_frame(board: Board, theme: Theme) -> None:
    # The frame is 2 wide at the edge of the tile, 4 in from the edge of its cell.
    assert _tile(board, theme, "8", 160).pixelColor(80, 4) == theme.color("line")
    assert _tile(board, theme, "8", 160, is_current=True).pixelColor(80, 4) == theme.color("accent")


def test_an_item_without_a_figure_has_a_word_and_no_line(board: Board, theme: Theme) -> None:
    assert line_of(board, "17").spark.is_empty
    assert not _has(_tile(board, theme, "17", 160), theme, "c_actual")
