"""The small pages: one is painted an event, each once, white until then."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from haishu_desk.ui.report.thumbs import Thumbs
from haishu_desk.ui.theme import Theme

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter
    from pytestqt.qtbot import QtBot


class Counted:
    """A page that counts how often it is painted."""

    width, height = 210.0, 297.0

    def __init__(self) -> None:
        self.painted = 0

    def paint(self, painter: QPainter, scale: float) -> None:
        del painter, scale
        self.painted += 1


@pytest.fixture
def thumbs(theme: Theme, qtbot: QtBot) -> Thumbs:
    made = Thumbs(theme)
    qtbot.addWidget(made)
    made.resize(made.width(), 600)
    return made


def test_one_is_painted_an_event_until_all_that_are_seen_are_there(thumbs: Thumbs, qtbot: QtBot) -> None:
    leaves = [Counted() for _ in range(40)]
    thumbs.show_leaves(leaves)
    thumbs.grab()
    assert sum(leaf.painted for leaf in leaves) == 1
    thumbs.show()
    # 600 dots and some 140 a page: at least four are seen, and not the last.
    qtbot.waitUntil(lambda: all(leaf.painted == 1 for leaf in leaves[:4]))
    thumbs.grab()
    assert {leaf.painted for leaf in leaves[:4]} == {1}
    assert leaves[-1].painted == 0


def test_other_pages_are_painted_anew(thumbs: Thumbs) -> None:
    for leaf in (Counted(), Counted()):
        thumbs.show_leaves([leaf])
        thumbs.grab()
        assert leaf.painted == 1
