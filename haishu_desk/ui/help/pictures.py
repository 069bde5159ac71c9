"""The pictures of the handbook, made anew from the sample data: `python -m haishu_desk.ui.help.pictures`."""

from __future__ import annotations

import os
import tempfile
from collections import Counter
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage

from haishu_desk.report.handbook import folder
from haishu_desk.ui.screenshots import write_screenshots
from haishu_desk.ui.theme import tokens_of

# Page and role, as `screenshots` names them.
PICTURES = (
    "home-unit", "entry-unit", "exchange-unit", "review-unit", "preferences-unit", "home-district", "plan-district",
    "review-district", "monitor-district",
)  # fmt: skip
_COLOURS = 160
_SCREEN = "light-1366x768"


def write_pictures(target: Path) -> list[Path]:
    """One PNG with few colours for each of `PICTURES`; the files."""
    target.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        write_screenshots(Path(scratch), quick=True)
        return [quantized(Path(scratch) / f"{name}-{_SCREEN}.png", target / f"{name}.png") for name in PICTURES]


def quantized(source: Path, target: Path) -> Path:
    """The colours of the theme, then those that most of the picture has; each other becomes the nearest of them."""
    picture = QImage(str(source)).convertToFormat(QImage.Format.Format_RGB32)
    counted = Counter(memoryview(picture.constBits()).cast("I"))
    own = [QColor(value).rgb() for value in tokens_of("light").values()]
    common = [color for color, _ in counted.most_common(_COLOURS)]
    table = list(dict.fromkeys([*(each for each in own if each in counted), *common]))[:_COLOURS]
    flat = Qt.ImageConversionFlag.ThresholdDither | Qt.ImageConversionFlag.AvoidDither
    picture.convertToFormat(QImage.Format.Format_Indexed8, table, flat).save(str(target), quality=0)
    return target


if __name__ == "__main__":
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    write_pictures(folder() / "pictures")
