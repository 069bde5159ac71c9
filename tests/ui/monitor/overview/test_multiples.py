"""The small pictures speak: to the mouse and to screen readers."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QAccessible, QPainter

from haishu_desk.ui.monitor.overview.lines import Line
from haishu_desk.ui.monitor.overview.multiples import hovered
from haishu_desk.ui.monitor.overview.tile import TilePainter
from haishu_desk.ui.monitor.overview.view import Overview

if TYPE_CHECKING:
    import pytest

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def test_the_mouse_over_a_picture_says_that_years_value(view: Overview) -> None:
    line = next(line for line in view.items.multiples.lines if line.code == "145-21")
    # 2020 to 2025 from left to right: three fifths of the way is 2023.
    assert hovered(line, 0.6).splitlines()[1] == "2023 年 23 微克/立方米，应达 27"
    assert hovered(line, 0.8).splitlines()[1] == "2024 年 没有数，应达 27"


def test_every_picture_is_named_for_screen_readers(view: Overview) -> None:
    reader = QAccessible.queryAccessibleInterface(view.items.multiples)
    assert reader is not None
    names = [reader.child(place).text(QAccessible.Text.Name) for place in range(reader.childCount())]
    assert names == [line.spoken for line in view.items.multiples.lines]


def test_a_tile_is_painted_once_until_it_is_another_one(view: Overview, monkeypatch: pytest.MonkeyPatch) -> None:
    tiles, painted = view.items.multiples, list[tuple[str, bool]]()
    paint = TilePainter.paint

    def counted(self: TilePainter, painter: QPainter, line: Line, cell: QRect, *, is_current: bool = False) -> None:
        painted.append((line.code, is_current))
        paint(self, painter, line, cell, is_current=is_current)

    tiles.look_at(tiles.lines[0].code)
    before = tiles.viewport().grab().toImage()
    monkeypatch.setattr(TilePainter, "paint", counted)
    assert tiles.viewport().grab().toImage() == before
    assert painted == []
    first, second = (line.code for line in tiles.lines[:2])
    tiles.look_at(second)
    framed = tiles.viewport().grab().toImage()
    assert (second, True) in painted
    assert set(painted) <= {(first, False), (second, True)}
    assert framed != before
    tiles.look_at(first)
    assert tiles.viewport().grab().toImage() == before
    painted.clear()
    others = [replace(line, value="7") for line in tiles.lines]
    tiles.show_lines(others)
    assert tiles.viewport().grab().toImage() != before
    assert {code for code, _ in painted} >= {first, second}, "other lines: all of those that are seen"
    painted.clear()
    tiles.show_lines([*map(replace, others[:1]), replace(others[1], value="8"), *map(replace, others[2:])])
    tiles.viewport().grab()
    assert [code for code, _ in painted] == [second], "judged anew, one line says something else"
    painted.clear()
    tiles.setGridSize(tiles.gridSize() + QSize(3, 0))
    tiles.viewport().grab()
    assert {code for code, _ in painted} >= {first, second}, "another size"
