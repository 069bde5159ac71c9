"""The picture of a ranking."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QColor

from haishu_desk.desk import Desk
from haishu_desk.ui.monitor.overview.asked import Choice
from haishu_desk.ui.monitor.overview.rank_picture import picture_of_ranks
from haishu_desk.ui.monitor.overview.ranks import ranks_of
from haishu_desk.ui.theme import Theme

CHOICE = Choice("145", 2023)


def test_the_bars_of_the_picture_are_as_long_as_the_figures(watched: Desk, theme: Theme) -> None:
    image = picture_of_ranks(ranks_of(watched, "145-04", CHOICE).rows, theme)
    blue = QColor(theme.color("c_actual"))
    first, second = (sum(image.pixelColor(x, row * 24 + 12) == blue for x in range(image.width())) for row in (0, 1))
    assert second / first == pytest.approx(0.6, abs=0.02)
