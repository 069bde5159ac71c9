"""The brush of the sheet: its colours are the theme's, whatever the theme has become."""

from __future__ import annotations

from typing import TYPE_CHECKING

from haishu_desk.ui.entry.brush import Brush
from haishu_desk.ui.theme import Theme

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


def test_a_colour_is_made_once_and_again_when_the_theme_becomes_another(qtbot: QtBot) -> None:
    del qtbot  # colours need Qt
    theme = Theme("light")
    brush = Brush(theme)
    light = brush.color("text")
    assert light == theme.color("text")
    assert brush.color("text") is light
    theme.become("dark")
    assert brush.color("text") == theme.color("text") != light
