"""Both sides of the benchmark of the small pictures paint the same picture, and a difference would be seen."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from haishu_desk.bench import multiples
from haishu_desk.bench.bare_picture import bare
from haishu_desk.ui.theme import Theme

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot


@pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)
def test_both_sides_paint_the_same_picture(qtbot: QtBot, qapp: QApplication) -> None:
    theme = Theme()
    theme.dress(qapp)
    lines = multiples.made_lines()
    view = multiples.shown(theme)
    qtbot.addWidget(view)
    ours = multiples._ours(view, lines)
    theirs = bare(lines, theme, multiples.SIZE, view.gridSize())
    assert len(lines) == 33
    assert multiples.share_alike(ours, theirs) > 1 - multiples.APART
    assert multiples.share_alike(ours, bare(lines[:20], theme, multiples.SIZE, view.gridSize())) < 1 - multiples.APART
