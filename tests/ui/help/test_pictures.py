"""The pictures of the handbook have few colours, and those that mean something are among them."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QColor, QImage

from haishu_desk.ui.help.pictures import quantized
from haishu_desk.ui.theme import tokens_of


def test_a_rare_colour_of_the_theme_stays_what_it_is_among_many_others(tmp_path: Path) -> None:
    picture = QImage(256, 8, QImage.Format.Format_RGB32)
    for across in range(256):
        for down in range(8):
            picture.setPixelColor(across, down, QColor(across, across, across))
    ok = QColor(tokens_of("light")["ok"])
    picture.setPixelColor(3, 3, ok)
    picture.save(str(tmp_path / "a.png"))
    shown = QImage(str(quantized(tmp_path / "a.png", tmp_path / "b.png")))
    assert shown.pixelColor(3, 3) == ok
    assert 0 < shown.colorCount() <= 160
    assert abs(shown.pixelColor(250, 0).red() - 250) < 100
